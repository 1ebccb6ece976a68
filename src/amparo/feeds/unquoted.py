"""Reads tables without quotation marks, where a tab or a line break in a value moves cells."""

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

from amparo.feeds.alignment import Alignment, anything
from amparo.feeds.by_column import Block, values_of
from amparo.feeds.contract import Again, Contract, Row, SetAside, ToldBefore
from amparo.feeds.forbidden import plain_name
from amparo.feeds.header import Header, HeaderWrong, understand
from amparo.feeds.keys_seen import KeysSeen
from amparo.feeds.lines import Lines, without_controls
from amparo.feeds.rows import RowReader, nth_of_its_key
from amparo.feeds.tally import Tally
from amparo.feeds.tape import MOST_LINES, UnreadableLine
from amparo.words.agencies import Agency
from amparo.words.identifiers import SourceIdentity

_LONGEST_KEY = 12


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
    first = numbered.next() or UnreadableLine("the file is empty: there is no header")
    if isinstance(first, UnreadableLine):
        raise HeaderWrong(str(first))
    names = [name.strip() for name in without_controls(first)[0].split(delimiter)]
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
        self._header, self._width, self._disagrees = header, header.width, contract.disagrees
        self._reader = RowReader(header, contract, sender)
        self._unbroken = _keys(contract, header)
        self._alignment = alignment_of(names, header, contract, self._unbroken)
        self._pick = itemgetter(*header.kept)
        self._names = contract.column_names
        self._case, self._own = map(self._names.index, (contract.key[0], contract.row_key[0]))
        self._of = str(SourceIdentity(sender or contract.sender, contract.prefix, ""))
        self._part = f"{contract.identity_kind}/"
        self._seen = KeysSeen()

    def __iter__(self) -> Iterator[Row | Again | SetAside]:
        while True:
            line = self._lines.number
            if texts := self._lines.plain(self._delimiter, self._width):
                yield from self._by_column(line, texts)
            elif (text := self._lines.next()) is not None:
                self._tally.lines += 1
                if (found := self._found(line, text)) is not None:
                    yield found
            else:
                return

    def _by_column(self, line: int, texts: list[str]) -> Iterator[Row | Again | SetAside]:
        """What is found in plain lines, from one on; a row that is not plain is read by itself.

        Nothing but time is gained: line by line the same would be found.
        """
        block = Block(texts, self._delimiter, self._header)
        tokens, values = self._told_of(block)
        names, of, part, own, case = self._names, self._of, self._part, self._own, self._case
        tally, is_first = self._tally, self._seen.add_new
        lines = enumerate(zip(block.kept, tokens, values, strict=True), start=line)
        for number, (kept, token, told) in lines:
            tally.lines += 1
            # Where its file has another row of its key, be it the same or not, it takes more care.
            if told is None or not is_first(_number(kept[own]), hash(kept)):
                if (found := self._found(number, texts[number - line])) is not None:
                    yield found
            elif told:
                tally.read += 1
                said = dict(zip(names, told, strict=True))
                yield Row(number, of + kept[case], said, kept, (), part + kept[own], token)
            else:
                tally.duplicate += 1
                yield Again(number, token)

    def _told_of(self, block: Block) -> tuple[list[bytes], list[tuple[Any, ...] | None]]:
        """The token of each line and its values: none of one told before, None where it is odd."""
        told = self._told
        if told is None:
            return [b""] * block.lines, self._values(block, range(block.lines))
        tokens = [*map(told.token, block.kept)]
        before = told.among(tokens)
        new = [at for at, token in enumerate(tokens) if token not in before]
        values: list[tuple[Any, ...] | None] = [()] * block.lines
        for at, of_line in zip(new, self._values(block, new), strict=True):
            values[at] = of_line
        return tokens, values

    def _values(self, block: Block, lines: Sequence[int]) -> list[tuple[Any, ...] | None]:
        found = values_of(block, lines, self._reader.readings, self._alignment)
        return found if self._disagrees is None else [*map(self._agreed, found)]

    def _agreed(self, values: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
        if values is None or self._disagrees is None:
            return values
        said = dict(zip(self._names, values, strict=True))
        return values if self._disagrees(said) is None else None

    def _found(self, line: int, text: str) -> Row | Again | SetAside | None:
        if isinstance(text, UnreadableLine):
            return self._counted(SetAside(line, str(text)))
        bare, repairs = without_controls(text)
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
        number, content = _number(kept[self._own]), hash(kept)
        nth = self._seen.nth(number, content)
        if not nth:
            return None
        token = b"" if self._told is None else self._told.token(kept)
        if self._told is not None and self._told.among([token]):
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
        taken = 0
        found: Row | Again | SetAside | None = SetAside(line, short)
        while len(cells) < self._width and taken + 1 < MOST_LINES:
            if len(cells) - 1 in self._unbroken or (text := self._lines.next()) is None:
                break  # a key has no line breaks
            taken += 1
            if (following := self._continuation(cells, text)) is None:
                break
            (first, *more), removed = following
            name = self._alignment.name(len(cells) - 1)
            repairs = (*repairs, *removed, f"line break inside {name} mended")
            cells = [*cells[:-1], f"{cells[-1].strip()} {first.strip()}".strip(), *more]
        if len(cells) == self._width and self._alignment.fits(cells):
            found = self._row(line, cells, repairs)
        if isinstance(found, SetAside):
            self._lines.take_back(taken)
            return found
        self._tally.lines += taken
        self._tally.continuation += taken
        return found

    def _continuation(
        self, cells: list[str], following: str
    ) -> tuple[list[str], tuple[str, ...]] | None:
        """The cells of the line that follows, where it may go on with a value."""
        bare, removed = without_controls(following)
        more = bare.split(self._delimiter)
        goes_on = len(cells) + len(more) - 1 <= self._width and len(more) < self._width
        return (more, removed) if goes_on and type(following) is str else None


def alignment_of(
    names: list[str], header: Header, contract: Contract, keys: frozenset[int] = frozenset()
) -> Alignment:
    """How the cells of a file with a header stand under its columns; ``keys`` are looked at apart.

    ``names`` are the header's, column by column.
    """
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


def _number(key: str) -> int:
    """A row's own key as a number; -1 for one that is none, and that will be set aside."""
    return int(key) if key.isdecimal() and len(key) <= _LONGEST_KEY else -1
