"""Stays under one sponsor, as keyed tokens alone tell it: how many unrelated children, never which.

What is counted here of other children leaves this module as a number.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

import msgspec

UNRELATED = "3"
"""ORR's sponsor category of distant relatives and unrelated adults."""

WITHIN = timedelta(days=730)
"""Releases further apart than two years are not taken together (DHS OIG-23-47; product choice)."""

_LEARNED = itemgetter(0)
Names = frozenset[bytes]


class Sponsored(msgspec.Struct, frozen=True, kw_only=True):
    """One stay, each thing with the day it was learned, in that order.

    ``child`` is a token of ORR's child, who may have several stays; ``sponsors`` the tokens of the
    sponsor; ``released`` the day of the release and the category; ``surnames`` what rows showed.
    """

    stay: str
    child: str
    sponsors: Sequence[tuple[date, bytes]] = ()
    released: Sequence[tuple[date, date | None, str | None]] = ()
    surnames: Sequence[tuple[date, Names]] = ()

    def learned(self) -> set[date]:
        """The days on which anything of it was learned."""
        return {one[0] for told in (self.sponsors, self.released, self.surnames) for one in told}


class Family(msgspec.Struct, frozen=True):
    """A stay of the child in hand, and the stays of others that ever named the same sponsor."""

    own: Sponsored
    others: tuple[Sponsored, ...]

    def as_learned(self, on: Mapping[date, date]) -> "Family":
        """The same as if what was learned on a day had been learned on another."""
        return Family(_moved(self.own, on), tuple(_moved(one, on) for one in self.others))


def _moved(stay: Sponsored, on: Mapping[date, date]) -> Sponsored:
    return msgspec.structs.replace(
        stay,
        sponsors=_sorted((on.get(day, day), one) for day, one in stay.sponsors),
        released=_sorted((on.get(day, day), *one) for day, *one in stay.released),
        surnames=_sorted((on.get(day, day), one) for day, one in stay.surnames),
    )


def _sorted(told: Iterable[Any]) -> list[Any]:
    return sorted(told, key=_LEARNED)


def others_with(families: Iterable[Family], known_at: date) -> Mapping[str, int]:
    """By stay: how many unrelated children the same sponsor had taken in before, as known then."""
    counted = {one.own.stay: len(_before(one, known_at)) for one in families}
    return {stay: many for stay, many in counted.items() if many}


def _before(family: Family, known_at: date) -> set[str]:
    own = _at(family.own, known_at)
    if own is None:
        return set()
    sponsor, released, names = own
    found = set()
    for other in family.others:
        theirs = _at(other, known_at) if other.child != family.own.child else None
        if theirs is None or theirs[0] != sponsor or theirs[2] & names:
            continue
        came_first = (theirs[1], other.stay) < (released, family.own.stay)
        if came_first and released - theirs[1] <= WITHIN:
            found.add(other.child)
    return found


def _at(stay: Sponsored, known_at: date) -> tuple[bytes, date, Names] | None:
    """Sponsor, day and names of a release to somebody unrelated; None where it is none, or untold.

    Without a surname nobody can be called unrelated.
    """
    sponsor, released = _last(stay.sponsors, known_at), _last(stay.released, known_at)
    names = frozenset(name for day, told in stay.surnames if day <= known_at for name in told)
    if sponsor is None or released is None or released[1] is None or not names:
        return None
    return (sponsor[1], released[1], names) if released[2] == UNRELATED else None


def _last(told: Sequence[Any], known_at: date) -> Any:
    place = bisect_right(told, known_at, key=_LEARNED)
    return told[place - 1] if place else None
