"""Reads one cell by its column's kind, and says whether a cell could be of that kind at all."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from amparo.feeds.contract import UNTOLD_TOKENS, Column, Kind
from amparo.words.dates import LATEST, day
from amparo.words.identifiers import a_number
from amparo.words.untold import Untold
from amparo.words.vocabularies import ANSWERS

LONGEST_CODE = 200
"""A longer cell is no code but a text, and nobody has looked at what it tells."""

_REMEMBERED, _SHORT = 50_000, 64

CellReader = Callable[[str], Any]
"""Reads a stripped cell. Raises ValueError in words that fit after the column's name."""


def plain_tokens(untold: Mapping[str, Untold]) -> dict[str, Untold]:
    """How a contract's agency writes that a value is not told, as cells are compared with it."""
    return {"".join(token.upper().split()): why for token, why in untold.items()}


_TOKENS = plain_tokens(UNTOLD_TOKENS)


def reader_of(
    column: Column,
    untold: Mapping[str, Untold] = _TOKENS,
    remembered: dict[str, Any] | None = None,
) -> CellReader:
    """Reads one cell of a column, and puts it among the ``remembered``, where one looks first.

    Equal cells need to be read once only: days and codes recur endlessly.
    """
    read_told, remembered = _READERS[column.kind], {} if remembered is None else remembered

    def read_cell(cell: str) -> Any:
        value = untold_as(cell, column, untold) or read_told(cell)
        if column.required and isinstance(value, Untold):
            # Children whose keys are withheld would all be one child.
            raise ValueError(f"is {value}, and it is part of the key")
        if len(cell) <= _SHORT and len(remembered) < _REMEMBERED:
            remembered[cell] = value
        return value

    return _required(read_cell) if column.required else read_cell


def could_be(column: Column, cell: str, untold: Mapping[str, Untold] = _TOKENS) -> bool:
    """Whether a cell might be of this column, not of its neighbour: blank and untold always."""
    shape = _SHAPES.get(column.kind)
    if not cell or untold_as(cell, column, untold):
        return True
    if shape is not None:
        return shape.fullmatch(cell) is not None
    try:
        _READERS[column.kind](cell)
    except ValueError:
        return False
    return True


def looks_like(column: Column, cell: str, untold: Mapping[str, Untold] = _TOKENS) -> bool:
    """Whether a cell that cannot be read still has the look of its kind: a slip of the pen."""
    look = _LOOKS.get(column.kind)
    return (
        not cell
        or untold_as(cell, column, untold) is not None
        or bool(look and look.fullmatch(cell))
    )


def untold_as(cell: str, column: Column, untold: Mapping[str, Untold]) -> Untold | None:
    """How a cell of a column says that nothing is told; None where it tells something."""
    if len(cell) > _SHORT or (cell.isdecimal() and cell[0] != "0"):
        return None  # of numbers only zeros ever say that nothing is told
    found = untold.get("".join(cell.upper().split()))
    if found is None or cell in column.codes or (column.kind in _NUMERIC and not cell.strip("0")):
        return None
    return found if column.may_be_untold or found is Untold.WITHHELD else None


def zip_repairs(cell: str, value: str) -> Iterator[str]:
    """What was mended in a postal code."""
    if cell.startswith("`"):
        yield "back-tick before the postal code removed"
    if value != cell.removeprefix("`"):
        yield "postal code's lost zeros restored"


def _required(read_cell: CellReader) -> CellReader:
    def read_key(cell: str) -> Any:
        if not cell:
            raise ValueError("is blank, and it is part of the key")
        return read_cell(cell)

    return read_key


def _zip(cell: str) -> str:
    """A postal code; a spreadsheet that took it for a number lost its leading zeros.

    The back-tick keeps it text in another spreadsheet.
    """
    written = _NUMBER.fullmatch(cell)
    return f"{written[1].zfill(5)}{written[2] or ''}" if written else cell.removeprefix("`")


def _count(cell: str) -> int:
    if _COUNT.fullmatch(cell) is None:
        raise ValueError("is not a whole number")
    return int(cell.replace(",", ""))


def _text(cell: str) -> str:
    return cell


def _code(cell: str) -> str:
    if len(cell) > LONGEST_CODE:
        raise ValueError("is too long for a code")
    return cell


def _name(cell: str) -> str:
    """A name. A number in it is a neighbour's, and the neighbour may be a set of fingerprints."""
    if len(cell) > LONGEST_CODE or any(map(str.isdigit, cell)):
        raise ValueError("is not a name")
    return cell


def _yes_no(cell: str) -> bool:
    if (said := _YES_NO.get(cell.upper())) is None:
        raise ValueError("is neither yes nor no")
    return said


def _bit(cell: str) -> bool:
    if (said := _BITS.get(cell.upper())) is None:
        raise ValueError("is neither yes nor no")
    return said


def _key_number(cell: str) -> str:
    if _KEY.fullmatch(cell) is None:
        raise ValueError("is not a whole number")
    return cell


def _hour(cell: str) -> str | Untold:
    """A time as HHMM; a spreadsheet took its leading zeros. An hour that no day has tells none."""
    if _HOUR.fullmatch(cell) is None:
        raise ValueError("is not a time of day")
    digits = cell.replace(":", "").zfill(4)
    return digits if digits < "2400" and digits[2:] < "60" else Untold.UNKNOWN


def _month(cell: str) -> str | Untold:
    """A month of birth, ``3/2008`` as ``2008-03``. A month that nobody is born in tells none."""
    written = _MONTH_AND_YEAR.fullmatch(cell)
    if written is None:
        raise ValueError("is not a month and a year")
    month, year = int(written[1]), int(written[2])
    told = 1 <= month <= 12 and OLDEST <= year <= LATEST.year
    return f"{year}-{month:02}" if told else Untold.UNKNOWN


def _answer(cell: str) -> str:
    """One of the call form's four answers; any other text is no answer to the question."""
    said = ANSWERS.get(" ".join(cell.replace("’", "'").lower().split()))
    if said is None:
        raise ValueError("is no answer on the call form")
    return said


_NUMERIC = frozenset({Kind.COUNT, Kind.A_NUMBER, Kind.HOUR, Kind.BIT})
"""Where zeros are a number, and do not say that nothing is told."""

# Nine digits and no more: nothing that agencies count here comes near it.
_NUMBER = re.compile(r"`?([0-9]{3,4})(-[0-9]{4})?")
_KEY = re.compile(r"[1-9][0-9]{0,11}")
_HOUR = re.compile(r"([0-9]{1,2}?):?([0-9]{2})|0?[0-9]")
_MONTH_AND_YEAR = re.compile(r"([0-9]{1,2})/([0-9]{4})")
OLDEST = 1905
"""A year of birth before it is no respondent's: 120 years before the first release we read."""

_COUNT = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2}")

_YES_NO = {"Y": True, "YES": True, "N": False, "NO": False}
_BITS = {**_YES_NO, "1": True, "-1": True, "TRUE": True, "0": False, "FALSE": False}

_READERS: dict[Kind, Callable[[str], str | int | date]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.NAME: _name,
    Kind.DAY: day,
    Kind.COUNT: _count,
    Kind.A_NUMBER: a_number,
    Kind.STATE: _code,
    Kind.ZIP: _zip,
    Kind.YES_NO: _yes_no,
    Kind.ANSWER: _answer,
    Kind.NUMBER: _key_number,
    Kind.HOUR: _hour,
    Kind.MONTH: _month,
    Kind.BIT: _bit,
}
_SHAPES = {
    Kind.STATE: re.compile(r"\D*"),
    Kind.ZIP: re.compile(r"`?[0-9]{3,5}(?:-?[0-9]{4})?"),
}
"""Read as they are, since a wrong one is a finding; but another column's cell does not fit."""

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_LOOKS = {
    Kind.DAY: re.compile(
        r"(?:[0-9]{4}|[0-9]{1,2})([-/.])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{1,2})"
        r"(?:[T ][0-9:.+Z-]{1,20})?"
        rf"|{_MONTH} [0-9]{{1,2}},? [0-9]{{4}}",
        re.IGNORECASE,
    ),
    Kind.COUNT: re.compile(r"[<>~+-]?[0-9][0-9,]{0,10}(?:\.[0-9]{1,3})?%?"),
    Kind.A_NUMBER: re.compile(r"A?[\s#-]*[0-9][0-9\s-]{0,11}", re.IGNORECASE),
}
"""A telephone or a street in a column of days looks like none; 13/45/22 does."""
