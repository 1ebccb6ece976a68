"""Hands a file's lines to the CSV reader one record at a time, and can take lines back."""

import csv
from collections.abc import Iterator

MOST_LINES = 12
"""A record over more lines than this is a quotation mark never closed, not a long cell."""


class Record:
    """Where a record began, the lines it took, and its cells (None: it could not be split)."""

    __slots__ = ("cells", "line", "lines", "why")

    def __init__(self, line: int, lines: int, cells: list[str] | None, why: str = "") -> None:
        self.line, self.lines, self.cells, self.why = line, lines, cells, why


class Tape:
    """The records of a file in order; the ``lines`` of all of them add up to the file's lines."""

    def __init__(self, lines: Iterator[str], delimiter: str) -> None:
        self._lines = _Lines(lines)
        self._delimiter = delimiter
        self._reader = csv.reader(self._lines, delimiter=delimiter)
        self._at = 1

    def __iter__(self) -> "Tape":
        return self

    def __next__(self) -> Record:
        given = self._lines.given = []
        try:
            return self._took(next(self._reader), "")
        except _NeverClosed:
            self._lines.again.extend(reversed(given[1:]))
            del given[1:]
            self._reader = csv.reader(self._lines, delimiter=self._delimiter)
            return self._took(None, "a quotation mark is never closed")
        except csv.Error as wrong:
            return self._took(None, f"a cell cannot be read ({wrong})")

    def only_its_first_line(self, record: Record) -> None:
        """Give all but the first line of the latest record back, to be read as records again.

        A stray quotation mark swallows the lines after it; they may be whole rows.
        """
        self._lines.again.extend(reversed(self._lines.given[1:]))
        self._at -= record.lines - 1
        record.lines = 1

    def _took(self, cells: list[str] | None, why: str) -> Record:
        record = Record(self._at, len(self._lines.given), cells, why)
        self._at += record.lines
        return record


class _NeverClosed(Exception):
    """A record ran past MOST_LINES."""


class _Lines:
    """An iterator over lines that remembers what it gave out for the current record."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.again: list[str] = []
        self.given: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self.given) >= MOST_LINES:
            raise _NeverClosed
        line = self.again.pop() if self.again else next(self._lines)
        self.given.append(line)
        return line
