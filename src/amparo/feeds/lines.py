"""The physical lines of an unquoted file with their numbers: one by one, or many plain ones."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from amparo.feeds.tape import MOST_LINES, UnreadableLine

_AT_HAND = 1 << 16
"""Characters of lines at hand at once: more of them, cell by cell, leave the processor's cache."""

_AT_ONCE = 32
"""Lines taken before their length is looked at: one may be long, and many may not be at hand."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_WHERE = bytes(
    byte if chr(byte) == "\n" else ord("x") if _CONTROL.match(chr(byte)) else ord(" ")
    for byte in range(256)
)
"""Makes an x of every control character: bytes are translated and searched without a loop."""


class Lines:
    """The lines of a file; ``number`` is the next one's. The last few can be taken back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self.number = lines, 1
        self._held: list[str] = []
        self._at = 0
        self._bare: list[str] = []
        self._odd: list[int] | None = None

    def next(self) -> str | None:
        """The next line; None at the end."""
        if not self._is_more():
            return None
        self._step(1)
        return self._held[self._at - 1]

    def take_back(self, lines: int) -> None:
        """Give the last lines out again, fewer than a record may have."""
        self._step(-lines)

    def plain(self, delimiter: str, width: int) -> list[str]:
        """The lines at hand, without their ends, up to the first that is not plain; maybe none.

        Plain is a line of as many cells as the header has, and without control characters.
        """
        if not self._is_more():
            return []
        if self._odd is None:
            self._bare = [text.rstrip("\r\n") for text in self._held]
            self._odd = sorted({*_unlike(self._held, delimiter, width), *_dirty(self._bare)})
        place = bisect_left(self._odd, self._at)
        end = self._odd[place] if place < len(self._odd) else len(self._held)
        texts = self._bare[self._at : end]
        self._step(len(texts))
        return texts

    def _step(self, lines: int) -> None:
        self._at += lines
        self.number += lines

    def _is_more(self) -> bool:
        """Whether a line is at hand, for which more of them may be read."""
        if self._at < len(self._held):
            return True
        kept, new = self._held[-MOST_LINES:], list[str]()
        size = 0
        while size < _AT_HAND and (some := [*islice(self._lines, _AT_ONCE)]):
            new.extend(some)
            size += sum(map(len, some))
        self._held, self._at, self._odd = [*kept, *new], len(kept), None
        return bool(new)


def without_controls(text: str) -> tuple[str, tuple[str, ...]]:
    """A line without its end and without control characters, and what was removed."""
    line = text.rstrip("\r\n")
    if not _CONTROL.search(line):
        return line, ()
    bare = _CONTROL.sub("", line)
    nuls = ("nul removed",) if "\0" in line else ()
    others = ("control character removed",) if len(bare) + line.count("\0") < len(line) else ()
    return bare, (*nuls, *others)


def _unlike(lines: Sequence[str], delimiter: str, width: int) -> Iterator[int]:
    """Where lines are not as wide as the header, or are not text."""
    tabs = width - 1
    yield from (at for at, text in enumerate(lines) if text.count(delimiter) != tabs)
    yield from (at for at, text in enumerate(lines) if type(text) is UnreadableLine)


def _dirty(lines: Sequence[str]) -> Iterator[int]:
    """Where control characters stand in lines."""
    controls = "\n".join(lines).encode().translate(_WHERE)
    line, since = 0, 0
    while (at := controls.find(b"x", since)) >= 0:
        line += controls.count(b"\n", since, at)
        yield line
        since = at + 1
