"""Reads a delivered file: every physical line becomes a row, is set aside, or is counted."""

from collections.abc import Iterable, Iterator
from typing import IO

import msgspec

from amparo.feeds.contract import Contract, Row, SetAside
from amparo.feeds.header import Header, HeaderWrong, understand
from amparo.feeds.rows import RowReader
from amparo.feeds.tape import Tape, physical_lines

__all__ = ["Header", "HeaderWrong", "Tally", "read", "reread", "understand"]


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


def read(
    stream: IO[bytes], contract: Contract, encoding: str, delimiter: str, tally: Tally
) -> tuple[Header, Iterator[Row | SetAside]]:
    """The header as understood, and the rows as they are read. ``tally`` fills as they are."""
    tape = Tape(physical_lines(stream, encoding), delimiter)
    first = next(tape, None)
    if first is None:
        raise HeaderWrong("the file is empty: there is no header")
    if first.cells is None:
        raise HeaderWrong(f"the header cannot be read: {first.why}")
    header = understand(first.cells, contract)
    tally.lines += first.lines
    tally.header += 1
    tally.continuation += first.lines - 1
    return header, _rows(tape, header, contract, tally)


def reread(
    kept: Iterable[tuple[int, list[str], list[str]]], header: Header, contract: Contract
) -> Iterator[Row | SetAside]:
    """Rows again from lines kept after an earlier reading: line, kept cells, repairs made then."""
    reader = RowReader(header, contract)
    for line, cells, repairs in kept:
        yield reader.row(line, reader.spread(cells), repairs)


def _rows(tape: Tape, header: Header, contract: Contract, tally: Tally) -> Iterator[Row | SetAside]:
    reader = RowReader(header, contract)
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
