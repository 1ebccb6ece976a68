"""Hands a file's lines to the CSV reader one record at a time, and can take lines back."""

import csv
from collections.abc import Iterator
from typing import IO

MOST_LINES = 12
"""A record over more lines than this is a quotation mark never closed, not a long cell."""

MOST_BYTES = 1 << 20
"""A longer line is no row of a table. What is held in memory does not grow with the file."""

_WHY = {
    "new-line character": "a carriage return stands inside a cell",
    "field larger than": f"a cell is longer than {csv.field_size_limit():,} characters",
    "expected after": "a quotation mark stands inside a quoted cell",
    "unexpected end": "a quotation mark is never closed",
}
"""What the CSV reader complains of, and what it means."""


class Record:
    """Where a record began, the lines it took, and its cells (None: it could not be split).

    ``swallowed`` counts delimiters inside cells that run over several lines: a cell that has
    swallowed a row holds as many as a row has.
    """

    __slots__ = ("cells", "line", "lines", "swallowed", "why")

    def __init__(
        self, line: int, lines: int, cells: list[str] | None, why: str = "", swallowed: int = 0
    ) -> None:
        self.line, self.lines, self.cells, self.why = line, lines, cells, why
        self.swallowed = swallowed


class UnreadableLine(str):
    """Stands in the place of a line that is not text; says why."""

    __slots__ = ()


def physical_lines(stream: IO[bytes], encoding: str) -> Iterator[str]:
    """The lines of a file, split at line feeds only: a lone carriage return ends no line."""
    byte_order_mark = "\ufeff"
    while line := stream.readline(MOST_BYTES):
        if len(line) == MOST_BYTES and not line.endswith(b"\n"):
            _skip_the_rest(stream)
            yield UnreadableLine(f"the line is longer than {MOST_BYTES:,} bytes")
            continue
        try:
            yield line.decode(encoding).removeprefix(byte_order_mark)
        except UnicodeDecodeError:
            yield UnreadableLine(f"the line is not {encoding}")
        byte_order_mark = ""


def _skip_the_rest(stream: IO[bytes]) -> None:
    while (more := stream.readline(MOST_BYTES)) and not more.endswith(b"\n"):
        pass


class Tape:
    """The records of a file in order; the ``lines`` of all of them add up to the file's lines."""

    def __init__(self, lines: Iterator[str], delimiter: str) -> None:
        self._lines = _Lines(lines)
        self._delimiter = delimiter
        self._reader = self._new_reader()
        self._at = 1

    def __iter__(self) -> "Tape":
        return self

    def __next__(self) -> Record:
        self._lines.given = []
        try:
            return self._took(next(self._reader), "")
        except _Unsplit as unsplit:
            self._reader = self._new_reader()
            return self._first_line(str(unsplit))
        except csv.Error as wrong:
            return self._first_line(_in_plain_words(wrong))

    def only_its_first_line(self, record: Record) -> None:
        """Give all but the first line of the latest record back, to be read as records again.

        A stray quotation mark swallows the lines after it; they may be whole rows.
        """
        self._lines.take_back()
        self._at -= record.lines - 1
        record.lines = 1

    def _new_reader(self) -> "Iterator[list[str]]":
        # Strict: a quotation mark in the wrong place would otherwise join cells that are not one.
        return csv.reader(self._lines, delimiter=self._delimiter, strict=True)

    def _first_line(self, why: str) -> Record:
        self._lines.take_back()
        return self._took(None, why)

    def _took(self, cells: list[str] | None, why: str) -> Record:
        lines = len(self._lines.given)
        swallowed = 0
        if cells and lines > 1:
            swallowed = sum(cell.count(self._delimiter) for cell in cells if "\n" in cell)
        record = Record(self._at, lines, cells, why, swallowed)
        self._at += record.lines
        return record


class _Unsplit(Exception):
    """A record that the CSV reader never sees the end of; the message says why."""


class _Lines:
    """An iterator over lines that remembers what it gave out for the current record."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: list[str] = []
        self.given: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self.given) >= MOST_LINES:
            raise _Unsplit("a quotation mark is never closed")
        line = self._again.pop() if self._again else next(self._lines)
        self.given.append(line)
        if isinstance(line, UnreadableLine):
            raise _Unsplit("a quotation mark is never closed" if self.given[1:] else str(line))
        return line

    def take_back(self) -> None:
        """Take back all lines but the first that was given out."""
        self._again.extend(reversed(self.given[1:]))
        del self.given[1:]


def _in_plain_words(wrong: csv.Error) -> str:
    found = (why for words, why in _WHY.items() if words in str(wrong))
    return next(found, f"its cells cannot be told apart ({wrong})")
