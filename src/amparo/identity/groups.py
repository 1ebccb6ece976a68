"""Groups of identities that grow by joining, each knowing what it must not be joined with."""

import operator
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any

ATTESTED = 2
"""What this many identities of one group tell alike is no slip of one pen."""

Marks = Mapping[int, frozenset[Hashable]]
_NOTHING: frozenset[Hashable] = frozenset()

SameName = Callable[[Any, Any], bool]
"""Whether two given names are one name, however spelt: of what ``Marks`` of given names hold."""


class Group:
    """Identities taken for one child so far, and how many of them tell each number and birth date.

    ``apart`` are identities that must not be in the group, ``ruled`` those among them of which a
    person said so; ``shown`` is the number of the entity that its members were shown as, or None.
    """

    __slots__ = ("apart", "births", "members", "numbers", "ruled", "shown")

    def __init__(self, identity: int, numbers: Iterable[Hashable], births: Iterable[Hashable]):
        self.members = [identity]
        self.apart: set[int] = set()
        self.ruled: set[int] = set()
        self.numbers = dict.fromkeys(numbers, 1)
        self.births = dict.fromkeys(births, 1)
        self.shown: int | None = None

    def take(self, other: "Group") -> None:
        self.members += other.members
        self.apart |= other.apart
        self.ruled |= other.ruled
        _add(self.numbers, other.numbers)
        _add(self.births, other.births)
        self.shown = other.shown if self.shown is None else self.shown


class Groups:
    """All groups; identities that nothing joined are groups of their own, made when asked for."""

    def __init__(
        self,
        numbers: Marks,
        births: Marks,
        given: Marks | None = None,
        same_name: SameName = operator.eq,
    ):
        self._numbers, self._births, self._given = numbers, births, given or {}
        self._same_name = same_name
        self._group: dict[int, Group] = {}
        self._apart_from: dict[int, set[int]] = {}

    def of(self, identity: int) -> Group:
        found = self._group.get(identity)
        if found is None:
            numbers = self._numbers.get(identity, _NOTHING)
            found = Group(identity, numbers, self._births.get(identity, _NOTHING))
            self._group[identity] = found
        return found

    def __iter__(self) -> Iterator[Group]:
        """Every group once."""
        return iter({id(group): group for group in self._group.values()}.values())

    def keep_apart(self, one: int, other: int, *, ruled: bool = False) -> None:
        """Never join the two; ``ruled`` where a person said so."""
        for identity, far in ((one, other), (other, one)):
            group = self.of(identity)
            group.apart.add(far)
            self._apart_from.setdefault(identity, set()).add(far)
            if ruled:
                group.ruled.add(far)

    def crossed(self, one: Group, other: Group) -> bool:
        """Whether a member of one group must not be in the other, and no third one explains it."""
        first, second = sorted((one, other), key=lambda group: len(group.apart))
        return any(
            self._group.get(far) is second and self._kept_from(far, first, second)
            for far in first.apart
        )

    def _kept_from(self, far: int, first: Group, second: Group) -> bool:
        if far in first.ruled:
            return True
        near = (one for one in self._apart_from[far] if self._group.get(one) is first)
        members = *first.members, *second.members
        return any(not self.explained(one, far, members) for one in near)

    def explained(self, one: int, other: int, members: Iterable[int]) -> bool:
        """Whether a third member tells the given names of both: *Ana*, *Rosa*, and *Ana Rosa*."""
        both = self._given.get(one, _NOTHING) | self._given.get(other, _NOTHING)
        return bool(both) and any(
            self._tells(third, both) for third in members if third not in (one, other)
        )

    def _tells(self, third: int, names: frozenset[Hashable]) -> bool:
        told = self._given.get(third, _NOTHING)
        return all(any(self._same_name(name, one) for one in told) for name in names)

    def ruled_apart(self, one: Group, other: Group) -> bool:
        """Whether a person ruled a member of one group not to be the child of the other."""
        return any(self._group.get(identity) is other for identity in one.ruled)

    def join(self, one: Group, other: Group) -> None:
        small, large = sorted((one, other), key=lambda group: len(group.members))
        large.take(small)
        for identity in small.members:
            self._group[identity] = large


def contradict(one: Mapping[Hashable, int], other: Mapping[Hashable, int]) -> bool:
    """Whether each side is attested to (``ATTESTED``), and neither tells anything the other does.

    A number told by both sides settles it, however often each tells another.
    """
    return one.keys().isdisjoint(other) and _attested(one) and _attested(other)


def _attested(told: Mapping[Hashable, int]) -> bool:
    return any(times >= ATTESTED for times in told.values())


def _add(into: dict[Hashable, int], more: Mapping[Hashable, int]) -> None:
    for what, times in more.items():
        into[what] = into.get(what, 0) + times
