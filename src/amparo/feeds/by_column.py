"""Reads many whole lines of an unquoted table at once, column by column: most cells recur."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from amparo.feeds.alignment import Alignment
from amparo.feeds.contract import Column, Kind
from amparo.feeds.header import Header
from amparo.feeds.rows import Reading

_NUMBERS = re.compile(r"(?:[1-9][0-9]{0,11})?(?:\n(?:[1-9][0-9]{0,11})?)*")
"""Cells one below the other, each of them blank or a number as a key is one."""


class Block:
    """Some lines, all as wide as their header, taken apart once.

    ``kept`` are of each line the cells that are kept of it, stripped.
    """

    def __init__(self, texts: Sequence[str], delimiter: str, header: Header) -> None:
        self._cells = delimiter.join(texts).split(delimiter)
        self._width, self.lines = header.width, len(texts)
        self._stripped = {
            place: [*map(str.strip, self._cells[place :: self._width])]
            # A column that the file lacks stands just past the end of a line.
            if place < self._width
            else [""] * self.lines
            for place in header.kept
        }
        self.kept: list[tuple[str, ...]] = [
            *zip(*(self._stripped[at] for at in header.kept), strict=True)
        ]

    def column(self, place: int, lines: Sequence[int]) -> list[str]:
        """The cells of one column in some of the lines; stripped, if they are kept."""
        cells = self._stripped.get(place)
        if cells is None:
            cells = self._cells[place :: self._width]
        return cells if len(lines) == self.lines else [cells[line] for line in lines]


def values_of(
    block: Block, lines: Sequence[int], readings: Iterable[Reading], alignment: Alignment
) -> list[tuple[Any, ...] | None]:
    """What each of some lines of a block tells, column by column of the contract.

    None where it must be looked at alone: a cell cannot be read, was mended, or may be another
    column's. Whether it is set aside is decided there, and only there.
    """
    alone: set[int] = set()
    numbers: set[int] = set()
    columns: list[list[Any]] = []
    for one in readings:
        cells = [""] * len(lines) if one.place is None else block.column(one.place, lines)
        if one.column.kind is Kind.NUMBER and _NUMBERS.fullmatch("\n".join(cells)):
            numbers.add(-1 if one.place is None else one.place)
            columns.append(_numbers(one.column, cells, alone))
        else:
            columns.append(_values(one, cells, alone))
    alone |= alignment.may_have_shifted(lambda place: block.column(place, lines), numbers)
    return [None if at in alone else values for at, values in enumerate(zip(*columns, strict=True))]


def _values(one: Reading, cells: list[str], alone: set[int]) -> list[Any]:
    """The values of one column's cells. Lines of cells that cannot stand as they are go alone."""
    try:
        found = [*map(one.remembered.__getitem__, cells)]
    except KeyError:
        found = _read(one, cells, alone)
    if one.column.kind is Kind.ZIP:
        alone.update(at for at, cell in enumerate(cells) if cell and found[at] != cell)
    return found


def _numbers(column: Column, cells: list[str], alone: set[int]) -> list[Any]:
    """Numbers are told as they are written."""
    if "" not in cells:
        return cells
    if column.required:
        alone.update(at for at, cell in enumerate(cells) if not cell)
    return [cell or None for cell in cells]


def _read(one: Reading, cells: list[str], alone: set[int]) -> list[Any]:
    """Read what is new among a column's cells, each but once."""
    new: dict[str, Any] = {}
    wrong: set[str] = set()
    for cell in {*cells}.difference(one.remembered):
        try:
            new[cell] = one.read(cell)
        except ValueError:
            new[cell] = None
            wrong.add(cell)
    if wrong:
        alone.update(at for at, cell in enumerate(cells) if cell in wrong)
    return [new[cell] if cell in new else one.remembered[cell] for cell in cells]
