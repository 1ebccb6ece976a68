"""Reads tables without quotation marks, where a tab or a line break in a value moves cells."""

import re
from collections.abc import Iterator
from operator import itemgetter

from amparo.feeds.alignment import Alignment, anything
from amparo.feeds.contract import Again, Contract, Row, SetAside, ToldBefore
from amparo.feeds.forbidden import plain_name
from amparo.feeds.header import Header, HeaderWrong, understand
from amparo.feeds.keys_seen import KeysSeen
from amparo.feeds.rows import RowReader, nth_of_its_key
from amparo.feeds.tally import Tally
from amparo.feeds.tape import MOST_LINES, UnreadableLine
from amparo.words.agencies import Agency

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LONGEST_KEY = 12


class Lines:
    """The physical lines of a file with their numbers, which can be taken back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._numbered = enumerate(lines, start=1)
        self._again: list[tuple[int, str]] = []

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> tuple[int, str]:
        return self._again.pop() if self._again else next(self._numbered)

    def take_back(self, taken: list[tuple[int, str]]) -> None:
        """Give these out again, the first of them first."""
        self._again.extend(reversed(taken))


def read_unquoted(  # noqa: PLR0917  # what reading a file takes
    lines: Iterator[str],
    contract: Contract,
    delimiter: str,
    tally: Tally,
    sender: Agency | None,
    told: ToldBefore | None,
) -> tuple[Header, Iterator[Row | Again | SetAside]]:
    """The header as understood, and the rows as they are read. ``tally`` fills as they are."""
    numbered = Lines(lines)
    _, first = next(numbered, (0, UnreadableLine("the file is empty: there is no header")))
    if isinstance(first, UnreadableLine):
        raise HeaderWrong(str(first))
    names = [name.strip() for name in _bare(first)[0].split(delimiter)]
    header = understand(names, contract)
    tally.lines += 1
    tally.header += 1
    return header, iter(_Table(numbered, names, header, contract, delimiter, tally, sender, told))


class _Table:
    """The rows of one unquoted table; the tally fills while it is iterated over."""

    def __init__(  # noqa: PLR0917  # what reading a file takes
        self,
        lines: Lines,
        names: list[str],
        header: Header,
        contract: Contract,
        delimiter: str,
        tally: Tally,
        sender: Agency | None,
        told: ToldBefore | None,
    ) -> None:
        self._lines, self._delimiter, self._tally, self._told = lines, delimiter, tally, told
        self._width, self._disagrees = header.width, contract.disagrees
        self._reader = RowReader(header, contract, sender)
        self._unbroken = _keys(contract, header)
        self._alignment = _alignment(names, header, contract, self._unbroken)
        self._pick = itemgetter(*header.kept)
        self._number = contract.column_names.index(contract.row_key[0])
        self._seen = KeysSeen()

    def __iter__(self) -> Iterator[Row | Again | SetAside]:
        tally = self._tally
        for line, text in self._lines:
            tally.lines += 1
            found = self._found(line, text)
            if found is not None:
                yield found

    def _found(self, line: int, text: str) -> Row | Again | SetAside | None:
        if isinstance(text, UnreadableLine):
            return self._counted(SetAside(line, str(text)))
        bare, repairs = _bare(text)
        if not bare or bare.isspace():
            self._tally.blank += 1
            return None
        cells = bare.split(self._delimiter)
        if len(cells) == self._width:
            return self._counted(self._row(line, cells, repairs))
        if len(cells) < self._width:
            return self._counted(self._joined(line, cells, repairs))
        aligned = self._alignment.mend(cells)
        if isinstance(aligned, str):
            return self._counted(SetAside(line, aligned))
        return self._counted(self._row(line, list(aligned.cells), (*repairs, *aligned.repairs)))

    def _counted(self, found: Row | Again | SetAside | None) -> Row | Again | SetAside | None:
        tally = self._tally
        if isinstance(found, SetAside):
            tally.set_aside += 1
        elif not isinstance(found, Row):
            tally.duplicate += 1
        elif found.repairs:
            tally.repaired += 1
        else:
            tally.read += 1
        return found

    def _row(
        self, line: int, cells: list[str], repairs: tuple[str, ...]
    ) -> Row | Again | SetAside | None:
        """The row; or that it was told before; or None where its file has told it already."""
        cells = [*map(str.strip, cells), ""]
        kept: tuple[str, ...] = self._pick(cells)
        key = kept[self._number]
        number = int(key) if key.isdecimal() and len(key) <= _LONGEST_KEY else -1
        content = hash(kept)
        nth = self._seen.nth(number, content)
        if not nth:
            return None
        token = b"" if self._told is None else self._told.token(kept)
        if self._told is not None and token in self._told:
            self._seen.add(number, content)
            return Again(line, token)
        if nth > 1:
            repairs = (*repairs, nth_of_its_key(nth))
        found = self._reader.row(line, cells, repairs, token)
        if isinstance(found, Row):
            if self._alignment.has_shifted(cells[:-1]):
                return SetAside(line, "its cells stand under other columns")
            if self._disagrees and (wrong := self._disagrees(found.values)) is not None:
                return SetAside(line, wrong, found.fields)
            self._seen.add(number, content)
        return found

    def _joined(
        self, line: int, cells: list[str], repairs: tuple[str, ...]
    ) -> Row | Again | SetAside | None:
        """A row that line breaks cut in pieces, where the next lines complete it exactly."""
        short = f"{len(cells)} cells where the header has {self._width}"
        taken: list[tuple[int, str]] = []
        found: Row | Again | SetAside | None = SetAside(line, short)
        while len(cells) < self._width and (following := self._continuation(cells, taken)):
            (first, *more), removed = following
            name = self._alignment.name(len(cells) - 1)
            repairs = (*repairs, *removed, f"line break inside {name} mended")
            cells = [*cells[:-1], f"{cells[-1].strip()} {first.strip()}".strip(), *more]
        if len(cells) == self._width and self._alignment.fits(cells):
            found = self._row(line, cells, repairs)
        if isinstance(found, SetAside):
            self._lines.take_back(taken)
            return found
        self._tally.lines += len(taken)
        self._tally.continuation += len(taken)
        return found

    def _continuation(
        self, cells: list[str], taken: list[tuple[int, str]]
    ) -> tuple[list[str], tuple[str, ...]] | None:
        """The next line's cells, where it may go on with a value; a key has no line breaks."""
        if len(cells) - 1 in self._unbroken or len(taken) + 1 >= MOST_LINES:
            return None
        following = next(self._lines, None)
        if following is None:
            return None
        taken.append(following)
        bare, removed = _bare(following[1])
        more = bare.split(self._delimiter)
        goes_on = len(cells) + len(more) - 1 <= self._width and len(more) < self._width
        return (more, removed) if goes_on and type(following[1]) is str else None


def _alignment(
    names: list[str], header: Header, contract: Contract, keys: frozenset[int]
) -> Alignment:
    own = {
        place: column.name for column, place in zip(contract.columns, header.places, strict=True)
    }
    shown = [own.get(place, name) for place, name in enumerate(names)]
    shapes = [contract.shapes.get(plain_name(name), anything) for name in names]
    return Alignment(shown, shapes, frozenset(header.kept), keys)


def _keys(contract: Contract, header: Header) -> frozenset[int]:
    keys = {*contract.key, *contract.row_key}
    return frozenset(
        place
        for column, place in zip(contract.columns, header.places, strict=True)
        if column.name in keys and place is not None
    )


def _bare(text: str) -> tuple[str, tuple[str, ...]]:
    """A line without its end and without control characters, and what was removed."""
    line = text.rstrip("\r\n")
    if not _CONTROL.search(line):
        return line, ()
    bare = _CONTROL.sub("", line)
    nuls = ("nul removed",) if "\0" in line else ()
    others = ("control character removed",) if len(bare) + line.count("\0") < len(line) else ()
    return bare, (*nuls, *others)
