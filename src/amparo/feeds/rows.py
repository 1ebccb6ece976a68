"""Reads one line's cells into a row, or sets it aside; a shifted cell never passes for another."""

import re
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any, NamedTuple

from amparo.feeds.cells import (
    CellReader,
    could_be,
    looks_like,
    plain_tokens,
    reader_of,
    zip_repairs,
)
from amparo.feeds.contract import Column, Contract, Kind, Row, SetAside
from amparo.feeds.forbidden import tells_a_status
from amparo.feeds.header import Header
from amparo.feeds.tape import Record
from amparo.words.agencies import Agency
from amparo.words.identifiers import SourceIdentity
from amparo.words.untold import Untold

_MEANINGFUL = re.compile(r"[\\/#]")
_NTH = re.compile(r"row ([0-9]+) of its key")
_JOINED = "a quotation mark joins lines that do not belong together"


class Reading(NamedTuple):
    """How a column is read: its place in a line, the cells that are remembered, and any other."""

    column: Column
    place: int | None
    remembered: dict[str, Any]
    read: CellReader


class RowReader:
    """Reads lines of one file; keeps what is the same for all of them, and counts equal keys.

    Of what it keeps only the keys grow with the file.
    """

    def __init__(self, header: Header, contract: Contract, sender: Agency | None = None) -> None:
        self._header, self._contract, self._hidden = header, contract, header.hidden
        self._sender = sender or contract.sender
        self._untold = plain_tokens(contract.untold)
        self.readings: list[Reading] = []
        alike: dict[tuple[object, ...], dict[str, Any]] = {}
        for column, place in zip(contract.columns, header.places, strict=True):
            # Columns that are read alike remember the same: most days stand in several of them.
            how = column.kind, column.required, column.may_be_untold, column.codes
            remembered = alike.setdefault(how, {} if column.required else {"": None})
            read_cell = reader_of(column, self._untold, remembered)
            self.readings.append(Reading(column, place, remembered, read_cell))
        self._key_places = _places(contract.key, header, contract)
        self._part_places = _places(contract.row_key, header, contract)
        self._sponsor_places = [
            place for column, place, *_ in self.readings if column.of_sponsor and place is not None
        ]
        self._zips = [
            (column, place)
            for column, place, *_ in self.readings
            if column.kind is Kind.ZIP and place is not None
        ]
        self._pick = picker(header.kept)
        self._keys_seen: dict[str, int] = {}

    def read(self, record: Record) -> Row | SetAside:
        """The row that a record of the file is."""
        if record.cells is None:
            return SetAside(record.line, record.why)
        if record.lines > 1 and record.swallowed >= self._header.width - 1:
            return SetAside(record.line, _JOINED)
        found = self._aligned(record.line, record.cells)
        if isinstance(found, SetAside) and record.lines > 1:
            # Its cells may be another line's: nothing of it can be told apart.
            return SetAside(record.line, _JOINED)
        return found

    def row(
        self, line: int, cells: list[str], repairs: Iterable[str] = (), token: bytes = b""
    ) -> Row | SetAside:
        """The row, or why it is set aside: the first cell that cannot be what its column says."""
        values: dict[str, Any] = {}
        mended = dict.fromkeys(repairs)
        if self._sponsor_places and self._blank_statuses(cells):
            mended["a sponsor's immigration status blanked"] = None
        for column, place, remembered, read_cell in self.readings:
            cell = "" if place is None else cells[place].strip()
            if cell in remembered:
                values[column.name] = remembered[cell]
                continue
            try:
                values[column.name] = read_cell(cell)
            except ValueError as wrong:
                return self._set_aside(line, cells, column, cell, wrong)
        for column, place in self._zips:
            value, cell = values[column.name], cells[place].strip()
            if value and value != cell and not isinstance(value, Untold):
                mended |= dict.fromkeys(zip_repairs(cell, value))
        of, part = self._of(cells, mended)
        return Row(line, of, values, self._pick(cells), tuple(mended), part, token)

    def spread(self, kept: list[str]) -> list[str]:
        """Kept cells back at their places in a line; what was dropped is blank."""
        cells = [""] * self._header.width
        for place, cell in zip(self._header.kept, kept, strict=True):
            cells[place] = cell
        return cells

    def _aligned(self, line: int, cells: list[str]) -> Row | SetAside:
        width = self._header.width
        repairs: list[str] = []
        if "\0" in "".join(cells):
            cells = [cell.replace("\0", "") for cell in cells]
            repairs.append("nul removed")
        if len(cells) > width and not any(map(str.strip, cells[width:])):
            if self._may_have_shifted(cells):
                return SetAside(line, "a delimiter inside a cell may have shifted the others")
            cells = cells[:width]
            repairs.append("blank tail removed")
        if len(cells) != width:
            return SetAside(line, f"{len(cells)} cells where the header has {width}")
        if self._hidden and self._postal_code_stands_beside(cells):
            return SetAside(line, "the postal code stands in the next column: its cells shifted")
        return self.row(line, cells, repairs)

    def _may_have_shifted(self, cells: list[str]) -> bool:
        """Whether the blank tail may come of a delimiter inside a cell before a hidden column.

        Then every cell after it stands too far to the right, and a hidden one in a kept column.
        It is ruled out where a later column could not hold what it would hold, shifted back.
        """
        width = self._header.width
        told = [place for place in self._hidden if any(map(str.strip, cells[place + 1 :]))]
        after = [
            (column, place)
            for column, place, *_ in self.readings
            if place is not None and told and place > told[-1]
        ]
        return bool(told) and not all(
            any(not could_be(column, cells[place + by].strip()) for column, place in after)
            for by in range(1, len(cells) - width + 1)
        )

    def _postal_code_stands_beside(self, cells: list[str]) -> bool:
        """Whether a row of the right width has shifted, by the one address cell that tells."""
        return any(
            not could_be(column, cells[place].strip())
            and any(
                beside.strip() and could_be(column, beside.strip())
                for beside in (*cells[place - 1 : place], *cells[place + 1 : place + 2])
            )
            for column, place in self._zips
        )

    def _set_aside(
        self, line: int, cells: list[str], column: Column, cell: str, wrong: ValueError
    ) -> SetAside:
        """Its cells are kept for mending only where they cannot be other columns' cells."""
        slip = looks_like(column, cell, self._untold)
        public = not self._contract.about_children
        shown = f" {cell[:40]}" if cell and not column.identifying and (slip or public) else ""
        misfits = [
            one
            for one, place, *_ in self.readings
            if place is not None and not could_be(one, cells[place].strip(), self._untold)
        ]
        safe = not self._hidden or (slip and all(one is column for one in misfits))
        return SetAside(line, f"{column.name}{shown} {wrong}", self._pick(cells) if safe else ())

    def _blank_statuses(self, cells: list[str]) -> bool:
        """What is never held is blanked before anything is kept of the row."""
        telling = [place for place in self._sponsor_places if tells_a_status(cells[place])]
        for place in telling:
            cells[place] = ""
        return bool(telling)

    def _of(self, cells: list[str], repairs: Iterable[str]) -> tuple[str, str]:
        """The source identity's text, and the row's own key where a table has rows of many.

        A second equal key in a file is its second occurrence. A table of many rows is too long to
        remember every key of: there the row's own repairs say so.
        """
        contract, key = self._contract, self._key(cells, self._key_places)
        if contract.row_key:
            part = f"{contract.identity_kind}/{self._key(cells, self._part_places)}"
            identity = SourceIdentity(self._sender, contract.prefix, key)
            return str(identity), part + "".join(map(_occurrence, repairs))
        identity = SourceIdentity(self._sender, contract.prefix, key, self._nth(key))
        return str(identity), ""

    def _nth(self, key: str) -> int:
        seen = self._keys_seen[key] = self._keys_seen.get(key, 0) + 1
        return seen

    @staticmethod
    def _key(cells: list[str], places: list[int | None]) -> str:
        parts = [cells[place].strip() for place in places if place is not None]
        if len(parts) == 1 and parts[0].isdecimal():
            return parts[0]
        return "/".join(map(_escaped, parts) if _MEANINGFUL.search("".join(parts)) else parts)


def _places(names: tuple[str, ...], header: Header, contract: Contract) -> list[int | None]:
    return [header.places[contract.column_names.index(name)] for name in names]


def picker(places: tuple[int, ...]) -> Callable[[list[str]], tuple[str, ...]]:
    """Picks the cells at some places out of a line; a contract's key alone is one at least."""
    first, *more = places
    return itemgetter(*places) if more else lambda cells: (cells[first],)


def nth_of_its_key(nth: int) -> str:
    """What is said of a row whose key an earlier row of its file has, with another content."""
    return f"row {nth} of its key"


def _occurrence(repair: str) -> str:
    said = _NTH.fullmatch(repair)
    return f"#{said[1]}" if said else ""


def _escaped(part: str) -> str:
    """A part of a key: its own slash is not the one between parts, nor its ``#2`` an occurrence."""
    return _MEANINGFUL.sub(r"\\\g<0>", part)
