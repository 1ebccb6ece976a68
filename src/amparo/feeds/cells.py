"""Reads one cell by its column's kind, and says whether a cell could be of that kind at all."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from amparo.feeds.contract import UNTOLD_TOKENS, Column, Kind
from amparo.words.dates import day
from amparo.words.identifiers import a_number
from amparo.words.untold import Untold

LONGEST_CODE = 200
"""A longer cell is no code but a text, and nobody has looked at what it tells."""

_REMEMBERED, _SHORT = 50_000, 64

CellReader = Callable[[str], Any]
"""Reads a stripped cell. Raises ValueError in words that fit after the column's name."""


def reader_of(column: Column) -> CellReader:
    """Reads one cell of a column. Equal cells are read once: days and codes recur endlessly."""
    read_told, remembered = _READERS[column.kind], dict[str, Any]()

    def read_cell(cell: str) -> Any:
        if cell in remembered:
            return remembered[cell]
        value = _untold(cell, column) or read_told(cell)
        if column.required and isinstance(value, Untold):
            # Children whose keys are withheld would all be one child.
            raise ValueError(f"is {value}, and it is part of the key")
        if len(cell) <= _SHORT and len(remembered) < _REMEMBERED:
            remembered[cell] = value
        return value

    return _required(read_cell) if column.required else read_cell


def could_be(column: Column, cell: str) -> bool:
    """Whether a cell might be of this column, not of its neighbour: blank and untold always."""
    shape = _SHAPES.get(column.kind)
    if not cell or _untold(cell, column):
        return True
    if shape is not None:
        return shape.fullmatch(cell) is not None
    try:
        _READERS[column.kind](cell)
    except ValueError:
        return False
    return True


def looks_like(column: Column, cell: str) -> bool:
    """Whether a cell that cannot be read still has the look of its kind: a slip of the pen."""
    look = _LOOKS.get(column.kind)
    return not cell or _untold(cell, column) is not None or bool(look and look.fullmatch(cell))


def _required(read_cell: CellReader) -> CellReader:
    def read_key(cell: str) -> Any:
        if not cell:
            raise ValueError("is blank, and it is part of the key")
        return read_cell(cell)

    return read_key


def _untold(cell: str, column: Column) -> Untold | None:
    found = _TOKENS.get("".join(cell.upper().split())) if len(cell) <= _SHORT else None
    return found if column.may_be_untold or found is Untold.WITHHELD else None


def _zip(cell: str) -> str:
    """A postal code; a spreadsheet that took it for a number lost its leading zeros."""
    return cell.zfill(5) if _NUMBER.fullmatch(cell) else cell


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


_TOKENS = {"".join(token.split()): why for token, why in UNTOLD_TOKENS.items()}
# Nine digits and no more: nothing that agencies count here comes near it.
_NUMBER = re.compile(r"[0-9]{3,4}")
_COUNT = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2}")

_READERS: dict[Kind, Callable[[str], str | int | date]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.NAME: _name,
    Kind.DAY: day,
    Kind.COUNT: _count,
    Kind.A_NUMBER: a_number,
    Kind.STATE: _code,
    Kind.ZIP: _zip,
}
_SHAPES = {
    Kind.STATE: re.compile(r"\D*"),
    Kind.ZIP: re.compile(r"[0-9]{3,5}(?:-?[0-9]{4})?"),
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
