"""Puts a line's cells back under their columns, where a tab inside a value moved them."""

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from itertools import compress
from operator import contains, not_

import msgspec

from amparo.feeds.contract import Fit

MOST_EXTRA = 8
"""More cells than this past the header are nobody's: the widest row ever seen has eight."""

Shape = Callable[[str], Fit]

_REMEMBERED = 1 << 14
"""Cells that are remembered of a shape, because they fit it."""


def anything(_cell: str) -> Fit:
    """The shape of a column in which anything may stand."""
    return Fit.PERHAPS


class Aligned(msgspec.Struct, frozen=True):
    """One way of reading a line: its cells, as many as the header's, and what was mended."""

    cells: tuple[str, ...]
    repairs: tuple[str, ...]


class Alignment:
    """A table's columns in a file's order: their names, and what fits each.

    Only the cells at ``kept`` places are read: where one tab is too many, two ways that differ
    elsewhere are one. Where several are, one shift may hide another, and every cell must have its
    one place. What stands at the places of ``keys`` has been read before ``has_shifted`` is asked,
    and is strange to every row: it is not looked at again.
    """

    def __init__(
        self,
        names: Sequence[str],
        shapes: Sequence[Shape],
        kept: frozenset[int],
        keys: frozenset[int] = frozenset(),
    ) -> None:
        self.width = len(names)
        self._names, self._shapes, self._kept = names, shapes, kept
        # Most cells recur: whether they stand in the set of their column is asked of a whole row at
        # once, and only the others are looked at. Anything may stand in a column without a shape.
        self._checked = [
            at for at, shape in enumerate(shapes) if shape is not anything and at not in keys
        ]
        fitting: dict[Shape, set[str]] = {}
        self._fitting = [fitting.setdefault(shapes[at], {""}) for at in self._checked]

    def fits(self, cells: Sequence[str]) -> bool:
        """Whether every cell could be of its column."""
        fitting = zip(self._shapes, cells, strict=True)
        return all(shape(cell.strip()) >= Fit.PERHAPS for shape, cell in fitting)

    def has_shifted(self, cells: Sequence[str]) -> bool:
        """Whether cells, as many as the header's, stand under other columns.

        One odd cell that nobody reads shifts no row.
        """
        checked = [cells[at] for at in self._checked]
        new = compress(range(len(checked)), map(not_, map(contains, self._fitting, checked)))
        odd = {self._checked[nth] for nth in new if self._is_odd(nth, checked[nth])}
        return len(odd) > 1 or not self._kept.isdisjoint(odd)

    def may_have_shifted(
        self, column: Callable[[int], Sequence[str]], numbers: Collection[int]
    ) -> set[int]:
        """Which of many lines have an odd cell: of no other is ``has_shifted`` true.

        ``column`` gives the cells of all of them at a place. At the places of ``numbers`` each was
        read as one, and fits.
        """
        found: set[int] = set()
        for nth, place in enumerate(self._checked):
            if place in numbers:
                continue
            cells = column(place)
            if self._fitting[nth].issuperset(cells):
                continue
            new = {*cells}.difference(self._fitting[nth])
            if odd := {cell for cell in new if self._is_odd(nth, cell)}:
                found.update(at for at, cell in enumerate(cells) if cell in odd)
        return found

    def _is_odd(self, nth: int, cell: str) -> bool:
        if self._shapes[self._checked[nth]](cell.strip()) is Fit.NO:
            return True
        if len(fitting := self._fitting[nth]) < _REMEMBERED:
            fitting.add(cell)
        return False

    def name(self, place: int) -> str:
        """The name of the column at a place."""
        return self._names[place]

    def mend(self, cells: Sequence[str]) -> Aligned | str:
        """The one way in which too many cells are a row of the table; else why there is none.

        Cells are joined until as many are left as the header has, and each fits its column; or the
        blank ones past the end are dropped. Where a line can be read without joining, another way
        counts if it puts as many cells under columns that surely are theirs; more where it takes
        more tabs than one.
        """
        ways = _Ways(self._shapes, self._kept, [cell.strip() for cell in cells]).best
        if not ways:
            return f"{len(cells)} cells where the header has {self.width}, and none fits if joined"
        first, *other = ways
        if other and (first.joined or other[0].worth >= first.worth - 1):
            return f"{len(cells)} cells where the header has {self.width}, and several ways to join"
        return Aligned(first.cells, tuple(self._repairs(first)))

    def _repairs(self, way: "_Way") -> list[str]:
        mended = [f"a tab inside {self._names[at]} mended" for at in way.joined]
        return [*mended, "blank tail removed"] if way.blank_tail else mended


class _Way(msgspec.Struct, frozen=True):
    """A way of reading a line from some column on.

    ``worth`` counts the cells that surely fit, less the tabs it takes; ``firm`` the columns joined
    of which surely a value was told whole: a tab stands rather in a text.
    """

    kept: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    joined: tuple[int, ...] = ()
    worth: int = 0
    firm: int = 0
    blank_tail: bool = False


class _Ways:
    """The ways of reading one line, worked out from its end; of each rest the two best are enough.

    Whether a second way exists decides, not how many there are.
    """

    def __init__(self, shapes: Sequence[Shape], kept: frozenset[int], cells: Sequence[str]) -> None:
        self._shapes, self._kept, self._cells = shapes, kept, cells
        self._most = len(cells) - len(shapes)
        self._known: dict[tuple[int, int], list[_Way]] = {}

    @cached_property
    def best(self) -> list[_Way]:
        """The ways of reading the whole line: none, one, or two of several."""
        if self._most > MOST_EXTRA and any(self._cells[len(self._shapes) + MOST_EXTRA :]):
            return []
        self._most = min(self._most, MOST_EXTRA)
        return self._from(0, 0)

    def _from(self, column: int, at: int) -> list[_Way]:
        if column == len(self._shapes):
            return [] if any(self._cells[at:]) else [_Way(blank_tail=at < len(self._cells))]
        if (column, at) not in self._known:
            self._known[column, at] = self._two_best(column, at)
        return self._known[column, at]

    def _two_best(self, column: int, at: int) -> list[_Way]:
        found: dict[tuple[str, ...], _Way] = {}
        for take in range(1 + self._most - (at - column), 0, -1):
            cell = " ".join(filter(None, self._cells[at : at + take]))
            if (fit := self._shapes[column](cell)) < Fit.PERHAPS:
                continue
            for rest in self._from(column + 1, at + take):
                way = _Way(
                    (cell, *rest.kept) if column in self._kept else rest.kept,
                    (cell, *rest.cells),
                    (column, *rest.joined) if take > 1 else rest.joined,
                    rest.worth + (fit is Fit.YES) - (take - 1),
                    rest.firm + (fit is Fit.YES and take > 1),
                    rest.blank_tail,
                )
                what = way.kept if self._most == 1 else way.cells
                found[what] = min(found.get(what, way), way, key=_joins)
        return sorted(found.values(), key=lambda way: (-way.worth, *_joins(way)))[:2]


def _joins(way: _Way) -> tuple[int, int, tuple[int, ...]]:
    """Of ways that are one, that with the fewest joins is told, and of these the leftmost."""
    return len(way.joined), way.firm, way.joined
