"""The entities that rows fall into: a pure function of rows and of what was ruled."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from amparo.identity.corroboration import Seen, corroborated
from amparo.identity.rulings import By, Kind, Ruling, standing

Shown = tuple[date, Seen]
"""What a row showed, and a day on which it was learned."""


MOST_WITH_A_NUMBER = 500
"""Records that may carry one number: no child has as many, and a number on more says nothing."""


class Link(msgspec.Struct, frozen=True):
    """Two identities that are joined unless something forbids it, and since when we know it."""

    on: date
    one: int
    other: int


class Entity(msgspec.Struct, frozen=True):
    """The identities that are one child, each with the first day it was known to be.

    A child begins with its first record: ``since`` says from when the others were one with it.
    """

    since: Mapping[int, date]

    @property
    def members(self) -> frozenset[int]:
        """The identities."""
        return frozenset(self.since)

    @property
    def first(self) -> int:
        """The child's first record: the one known longest."""
        return min(self.since, key=lambda one: (self.since[one], one))


def entities(
    shown: Iterable[Shown],
    rulings: Iterable[Ruling] = (),
    names: Mapping[int, str] | None = None,
) -> tuple[Entity, ...]:
    """The children that rows are of, as known once all of them are learned. See ``joined``."""
    rows = list(shown)
    return joined(first_days(rows), links(rows), rulings, names)


def joined(
    known: Mapping[int, date],
    linked: Iterable[Link],
    rulings: Iterable[Ruling] = (),
    names: Mapping[int, str] | None = None,
) -> tuple[Entity, ...]:
    """Identities, with the day each was first known, grouped into children; smallest first.

    What people ruled to be one is joined first, then the rest in the order in which it was known.
    No two identities that a person ruled different are ever in one entity, by whatever way they are
    connected; nor any that a machine keeps apart, unless a person joined them. What was known on
    one day is joined in the order of ``names``: numbers tell only what arrived first.
    """
    stand = list(standing(rulings).values())
    groups = _Groups(known, _barred(one for one in stand if one.by is By.PERSON))
    for ruled in sorted(_same(stand, By.PERSON), key=lambda one: (one.learned_on, one.number)):
        groups.join(Link(ruled.learned_on, ruled.one, ruled.other))
    groups.barred = _barred(stand)
    by_model = [Link(one.learned_on, one.one, one.other) for one in _same(stand, By.MODEL)]
    for link in sorted([*linked, *by_model], key=_in_order_of(names or {})):
        groups.join(link)
    return groups.found()


def first_days(shown: Iterable[Shown]) -> dict[int, date]:
    """By identity: the first day on which a row about it was learned."""
    first: dict[int, date] = {}
    for day, row in shown:
        first[row.identity] = min(day, first.get(row.identity, day))
    return first


def links(shown: Iterable[Shown]) -> list[Link]:
    """The pairs of identities that the rule joins, each once, with the first day both rows told."""
    first: dict[tuple[int, int], date] = {}
    for rows in _by_number(shown):
        for place, (one, told) in enumerate(rows):
            for other, before in rows[:place]:
                if one.identity != other.identity and corroborated(one, other):
                    day = max(told, before)
                    pair = (
                        min(one.identity, other.identity),
                        max(one.identity, other.identity),
                    )
                    first[pair] = min(day, first.get(pair, day))
    return [Link(day, *pair) for pair, day in first.items()]


def _by_number(shown: Iterable[Shown]) -> Iterator[list[tuple[Seen, date]]]:
    """Rows that carry one number: only they can be joined. Rows that show the same count once."""
    first: dict[Seen, date] = {}
    for day, row in shown:
        first[row] = min(day, first.get(row, day))
    groups: dict[bytes, list[tuple[Seen, date]]] = {}
    for row, day in first.items():
        for number in row.numbers:
            groups.setdefault(number, []).append((row, day))
    return (told for group in groups.values() if len(told := _while_it_tells(group)) > 1)


def _while_it_tells(rows: list[tuple[Seen, date]]) -> list[tuple[Seen, date]]:
    """The rows of one number that were learned before too many records carried it.

    What it joined until then stays: what we learn later takes nothing apart.
    """
    first = sorted(first_days((day, row) for row, day in rows).values())
    if len(first) <= MOST_WITH_A_NUMBER:
        return rows
    return [(row, day) for row, day in rows if day < first[MOST_WITH_A_NUMBER]]


def _in_order_of(
    names: Mapping[int, str],
) -> Callable[[Link], tuple[date, list[tuple[str, int]]]]:
    def place(link: Link) -> tuple[date, list[tuple[str, int]]]:
        return link.on, sorted((names.get(one, ""), one) for one in (link.one, link.other))

    return place


def _same(rulings: Sequence[Ruling], by: By) -> list[Ruling]:
    return [one for one in rulings if one.kind is Kind.SAME and one.by is by]


def _barred(rulings: Iterable[Ruling]) -> dict[int, set[int]]:
    barred: dict[int, set[int]] = {}
    for one in rulings:
        if one.kind is not Kind.SAME:
            barred.setdefault(one.one, set()).add(one.other)
            barred.setdefault(one.other, set()).add(one.one)
    return barred


class _Groups:
    """Groups that grow, link by link, where nothing forbids it."""

    def __init__(self, known: Mapping[int, date], barred: Mapping[int, set[int]]) -> None:
        self._of = {identity: {identity: day} for identity, day in known.items()}
        self._first = {identity: (day, identity) for identity, day in known.items()}
        self.barred = barred

    def join(self, link: Link) -> None:
        """Join the groups of two identities, unless they are one or must not be."""
        if link.one not in self._of or link.other not in self._of:
            return
        one, other = self._of[link.one], self._of[link.other]
        if one is other or (self.barred and self._is_barred(one, other)):
            return
        if self._first[link.other] < self._first[link.one]:
            link, one, other = Link(link.on, link.other, link.one), other, one
        self._take_in(link, one, other)

    def found(self) -> tuple[Entity, ...]:
        """The groups, the one with the smallest identity first."""
        whole = {id(group): group for group in self._of.values()}
        return tuple(Entity(group) for group in sorted(whole.values(), key=min))

    def _is_barred(self, one: dict[int, date], other: dict[int, date]) -> bool:
        few, many = (one, other) if len(one) < len(other) else (other, one)
        return any(not self.barred.get(identity, _NONE).isdisjoint(many) for identity in few)

    def _take_in(self, link: Link, whole: dict[int, date], part: dict[int, date]) -> None:
        """The part's identities are one with the child's first record from the day of the link."""
        day = max(link.on, whole[link.one], part[link.other])
        for identity, since in part.items():
            whole[identity] = max(since, day)
            self._of[identity] = whole
            self._first[identity] = self._first[link.one]


_NONE: set[int] = set()
