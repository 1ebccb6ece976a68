"""Reads a delivered file: every physical line becomes a row, is set aside, or is counted."""

from collections.abc import Iterable, Iterator
from typing import IO

from amparo.feeds.contract import Again, Contract, Row, SetAside, ToldBefore
from amparo.feeds.header import Header, HeaderWrong, understand
from amparo.feeds.rows import RowReader
from amparo.feeds.tally import Tally
from amparo.feeds.tape import Record, Tape, physical_lines
from amparo.feeds.unquoted import read_unquoted
from amparo.words.agencies import Agency

__all__ = ["Header", "HeaderWrong", "Tally", "read", "reread", "understand"]


def read(
    stream: IO[bytes],
    contract: Contract,
    encoding: str,
    delimiter: str,
    tally: Tally,
    *,
    sender: Agency | None = None,
    told: ToldBefore | None = None,
) -> tuple[Header, Iterator[Row | Again | SetAside]]:
    """The header as understood, and the rows as they are read. ``tally`` fills as they are.

    ``sender`` is who sent the file, where the contract allows of several; else the contract's own.
    ``told`` are the rows told before of a table that is sent whole again and again.
    """
    lines = physical_lines(stream, encoding)
    if contract.unquoted:
        return read_unquoted(lines, contract, delimiter, tally, sender, told)
    tape = Tape(lines, delimiter)
    header = _header(tape, contract, tally)
    return header, _rows(tape, header, contract, tally, sender)


def reread(
    kept: Iterable[tuple[int, list[str], list[str]]],
    header: Header,
    contract: Contract,
    sender: Agency | None = None,
) -> Iterator[Row | SetAside]:
    """Rows again from lines kept after an earlier reading: line, kept cells, repairs made then."""
    reader = RowReader(header, contract, sender)
    for line, cells, repairs in kept:
        yield reader.row(line, reader.spread(cells), repairs)


def _header(tape: Tape, contract: Contract, tally: Tally) -> Header:
    """The header: the first record, or the first with the key columns under a banner.

    A banner is counted with the header it stands above. Where no line is a header, the first
    line's fault is told.
    """
    fault = HeaderWrong("the file is empty: there is no header")
    for at, record in enumerate(tape):
        try:
            header = _understood(record, contract)
        except HeaderWrong as wrong:
            fault = wrong if at == 0 else fault
            if at == contract.banner_lines:
                break
            tape.only_its_first_line(record)
            tally.lines += 1
            tally.header += 1
        else:
            tally.lines += record.lines
            tally.header += 1
            tally.continuation += record.lines - 1
            return header
    raise fault


def _understood(record: Record, contract: Contract) -> Header:
    if record.cells is None:
        raise HeaderWrong(f"the header cannot be read: {record.why}")
    return understand(record.cells, contract)


def _rows(
    tape: Tape, header: Header, contract: Contract, tally: Tally, sender: Agency | None
) -> Iterator[Row | SetAside]:
    reader = RowReader(header, contract, sender)
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
