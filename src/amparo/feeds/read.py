"""Reads a delivered file: every physical line becomes a row, is set aside, or is counted."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import IO, Any

import msgspec

from amparo.feeds.contract import UNTOLD_TOKENS, Column, Contract, Kind, Row, SetAside
from amparo.feeds.forbidden import is_forbidden, plain_name
from amparo.feeds.tape import Record, Tape
from amparo.words.agencies import Agency
from amparo.words.dates import day
from amparo.words.identifiers import SourceIdentity, a_number
from amparo.words.untold import Untold


class HeaderWrong(Exception):
    """A file's header does not fit the contract; the message says which column."""


class Header(msgspec.Struct, frozen=True):
    """How a file's columns meet the contract's.

    ``places`` gives for each contract column its place in a line, None where the file has none.
    ``kept`` are the places that may be kept; ``dropped`` names what may not be, or is not known.
    """

    width: int
    places: tuple[int | None, ...]
    kept: tuple[int, ...]
    kept_names: tuple[str, ...]
    dropped: tuple[str, ...]


class Tally(msgspec.Struct):
    """The line equation of one file, filled while it is read.

    lines = header + blank + continuation + read + repaired + duplicate + set_aside, always.
    Who reads counts the first four and set_aside; whether a row is a duplicate is known to the
    one who knows what was told before, who moves it from read or repaired.
    """

    lines: int = 0
    header: int = 0
    blank: int = 0
    continuation: int = 0
    read: int = 0
    repaired: int = 0
    duplicate: int = 0
    set_aside: int = 0

    def holds(self) -> bool:
        """Whether every physical line is accounted for."""
        return self.lines == sum(
            (
                self.header,
                self.blank,
                self.continuation,
                self.read,
                self.repaired,
                self.duplicate,
                self.set_aside,
            )
        )


def understand(header: list[str], contract: Contract) -> Header:
    """Meet a file's header with the contract. Raises HeaderWrong where a key column is absent.

    A column that is forbidden, or that the contract does not know, is dropped and named in the
    receipt: what nobody has looked at could be anything.
    """
    names = [plain_name(cell.removeprefix("\ufeff")) for cell in header]
    places = tuple(_place(column, names) for column in contract.columns)
    for column, place in zip(contract.columns, places, strict=True):
        if column.required and place is None:
            raise HeaderWrong(f"the column {column.name} is not there")
    known = {place for place in places if place is not None and not is_forbidden(names[place])}
    kept = tuple(sorted(known))
    dropped = tuple(name for place, name in enumerate(names) if place not in known and name)
    return Header(len(header), places, kept, tuple(names[place] for place in kept), dropped)


def read(
    stream: IO[bytes], contract: Contract, encoding: str, delimiter: str, tally: Tally
) -> tuple[Header, Iterator[Row | SetAside]]:
    """The header as understood, and the rows as they are read. ``tally`` fills as they are."""
    # Split at line feeds only: a lone carriage return inside a cell is not a line's end.
    tape = Tape((line.decode(encoding) for line in stream), delimiter)
    first = next(tape, None)
    if first is None or first.cells is None:
        raise HeaderWrong("there is no header")
    header = understand(first.cells, contract)
    tally.lines += first.lines
    tally.header += 1
    tally.continuation += first.lines - 1
    return header, _rows(tape, header, contract, tally)


def reread(
    kept: Iterable[tuple[int, list[str], list[str]]], header: Header, contract: Contract
) -> Iterator[Row | SetAside]:
    """Rows again from lines kept after an earlier reading: line, kept cells, repairs made then."""
    reader = _RowReader(header, contract)
    for line, cells, repairs in kept:
        yield reader.row(line, reader.spread(cells), repairs)


def _rows(tape: Tape, header: Header, contract: Contract, tally: Tally) -> Iterator[Row | SetAside]:
    reader = _RowReader(header, contract)
    for record in tape:
        blank = record.cells is not None and not any(map(str.strip, record.cells))
        found = None if blank else reader.read(record)
        if isinstance(found, SetAside):
            tape.only_its_first_line(record)
        tally.lines += record.lines
        tally.continuation += record.lines - 1
        if found is None:
            tally.blank += 1
            continue
        if isinstance(found, SetAside):
            tally.set_aside += 1
        elif found.repairs:
            tally.repaired += 1
        else:
            tally.read += 1
        yield found


class _RowReader:
    """Reads lines of one file; keeps what is the same for all of them, and counts equal keys."""

    def __init__(self, header: Header, contract: Contract) -> None:
        self._header, self._contract = header, contract
        self._cells = [
            (column, place, _reader_of(column))
            for column, place in zip(contract.columns, header.places, strict=True)
        ]
        self._key_places = [
            header.places[contract.column_names.index(name)] for name in contract.key
        ]
        self._keys_seen: dict[str, int] = {}

    def read(self, record: Record) -> Row | SetAside:
        if record.cells is None:
            return SetAside(record.line, record.why)
        found = self._aligned(record)
        if isinstance(found, SetAside) and record.lines > 1:
            # Its cells may be another line's: nothing of it can be told apart.
            return SetAside(record.line, "a quotation mark joins lines that do not belong together")
        return found

    def _aligned(self, record: Record) -> Row | SetAside:
        width = self._header.width
        cells: list[str] = record.cells or []
        repairs: list[str] = []
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            cells = cells[:width]
            repairs.append("blank tail removed")
        if len(cells) != width:
            return SetAside(record.line, f"{len(cells)} cells where the header has {width}")
        if any("\0" in cell for cell in cells):
            cells = [cell.replace("\0", "") for cell in cells]
            repairs.append("nul removed")
        return self.row(record.line, cells, repairs)

    def row(self, line: int, cells: list[str], repairs: list[str] | None = None) -> Row | SetAside:
        """The row, or why it is set aside: the first cell that cannot be what its column says."""
        values: dict[str, Any] = {}
        mended = dict.fromkeys(repairs or ())
        fields = tuple(cells[place] for place in self._header.kept)
        for column, place, read_cell in self._cells:
            cell = "" if place is None else cells[place].strip()
            if not cell:
                if column.required:
                    return SetAside(line, f"the key column {column.name} is blank", fields)
                values[column.name] = None
                continue
            try:
                value = read_cell(cell)
            except ValueError as wrong:
                return SetAside(line, _complaint(column, cell, wrong), fields)
            if column.kind is Kind.ZIP and value != cell and not isinstance(value, Untold):
                mended["postal code's lost zeros restored"] = None
            values[column.name] = value
        return Row(line, self._of(cells), values, fields, tuple(mended))

    def spread(self, kept: list[str]) -> list[str]:
        """Kept cells back at their places in a line; what was dropped is blank."""
        cells = [""] * self._header.width
        for place, cell in zip(self._header.kept, kept, strict=True):
            cells[place] = cell
        return cells

    def _of(self, cells: list[str]) -> str:
        """The source identity's text; the second equal key in a file is its second occurrence."""
        parts = (cells[place].strip() for place in self._key_places if place is not None)
        key = "/".join(parts)
        seen = self._keys_seen[key] = self._keys_seen.get(key, 0) + 1
        contract = self._contract
        return str(SourceIdentity(Agency(contract.sender), contract.identity_kind, key, seen))


def _place(column: Column, names: list[str]) -> int | None:
    for spelling in (column.name, *column.spelled):
        if plain_name(spelling) in names:
            return names.index(plain_name(spelling))
    return None


def _reader_of(column: Column) -> Callable[[str], Any]:
    """Reads one cell of a column. Equal cells are read once: days and codes recur endlessly."""
    untold = UNTOLD_TOKENS if column.may_be_untold else {}
    read_told = _READERS[column.kind]
    remembered: dict[str, Any] = {}

    def read_cell(cell: str) -> Any:
        if cell in remembered:
            return remembered[cell]
        value = untold.get(cell.upper()) or read_told(cell)
        if len(remembered) < 50_000:
            remembered[cell] = value
        return value

    return read_cell


def _zip(cell: str) -> str:
    """A postal code; a spreadsheet that took it for a number lost its leading zeros."""
    return cell.zfill(5) if cell.isdigit() and len(cell) < 5 else cell


def _count(cell: str) -> int:
    try:
        return int(cell.replace(",", ""))
    except ValueError:
        raise ValueError("is not a whole number") from None


def _text(cell: str) -> str:
    return cell


_READERS: dict[Kind, Callable[[str], str | int | date]] = {
    Kind.TEXT: _text,
    Kind.CODE: _text,
    Kind.DAY: day,
    Kind.COUNT: _count,
    Kind.A_NUMBER: a_number,
    Kind.ZIP: _zip,
}


def _complaint(column: Column, cell: str, wrong: ValueError) -> str:
    """What is wrong, with the value unless it could name the child."""
    shown = "" if column.identifying else f" {cell[:40]}"
    return f"{column.name}{shown} {wrong}"
