"""What may stand in each column of the court's tables, kept or not: it tells a row that shifted."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from amparo.feeds.contract import Fit
from amparo.feeds.court.codes import codes_of
from amparo.feeds.forbidden import plain_name

Shape = Callable[[str], Fit]

_REMEMBERED = 1 << 12
_LONGEST_ODD = 10
"""A day is longer, and so are most texts: no column of short cells is as long."""

_FIXED = {
    "integer": r"-?[0-9]{1,12}",
    "day": r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,7})?)?"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}(?: [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: [AP]M)?)?",
    "hour": r"[0-9]{1,4}|[0-9]{1,2}:[0-9]{2}",
    "bit": r"-?[01]|[Tt]rue|TRUE|[Ff]alse|FALSE|[YN]",
}


def shapes_of(table: str, keys: frozenset[str], untold: frozenset[str]) -> Mapping[str, Shape]:
    """By its plain name, what fits a column; a column that anything fits is not there.

    A blank cell, and one that says it is ``untold``, may stand in any but the ``keys``.
    """
    return {
        plain_name(name): _shape(
            row["holds"], row["which"], None if row["column"] in keys else untold
        )
        for row in _columns()
        if row["table"] == table and row["holds"] != "text"
        for name in (row["column"], row["also"])
        if name
    }


@cache
def _shape(holds: str, which: str, untold: frozenset[str] | None) -> Shape:
    """What fits a column, one and the same for columns that hold the like."""
    fits, may_be_odd = _fits(holds, which), _odd(holds, which)
    if untold is None:
        return lambda cell: Fit.YES if cell and fits(cell) else Fit.NO
    surely = Fit.PERHAPS if holds == "up to" else Fit.YES

    @lru_cache(maxsize=_REMEMBERED)
    def shape(cell: str) -> Fit:
        if not cell:
            return Fit.PERHAPS
        if fits(cell):
            return surely
        if cell.upper() in untold:
            return Fit.PERHAPS
        return Fit.HARDLY if may_be_odd(cell) else Fit.NO

    return shape


def _fits(holds: str, which: str) -> Callable[[str], bool]:
    if holds == "code":
        # The name of a table is written in three letter cases; no two codes differ by theirs.
        codes = frozenset(code.upper() for code in codes_of(which))
        return lambda cell: cell.upper() in codes
    if holds == "up to":
        longest = int(which) + len("\t")  # a tab inside it is a character too
        return lambda cell: len(cell) <= longest
    pattern = re.compile(_FIXED.get(holds, which))
    return lambda cell: pattern.fullmatch(cell) is not None


def _odd(holds: str, which: str) -> Callable[[str], bool]:
    """What may stand in a column though it should not: an unknown code no longer than a known."""
    if holds in _FIXED:
        return lambda _: False
    longest = max(map(len, codes_of(which)), default=_LONGEST_ODD)
    return lambda cell: len(cell) <= longest


@cache
def _columns() -> tuple[dict[str, str], ...]:
    return tuple(_rows())


def _rows() -> Iterator[dict[str, str]]:
    text = files("amparo.feeds.court").joinpath("columns.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
