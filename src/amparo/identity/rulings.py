"""What was ruled of two source identities: by whom, since when we know it, and what stands now."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """What a ruling says of two identities."""

    SAME = "same"
    DIFFERENT = "different"
    SIBLING = "sibling"  # two children of one family: as different as any
    HELD = "held"  # a machine would join them, and waits for a person


class By(StrEnum):
    """Who ruled. Of two rulings on one pair the one further down stands, whatever came later."""

    MODEL = "model"
    WAITING = "waiting"
    PERSON = "person"


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """One ruling on two identities, in no particular order.

    ``learned_on`` is the first day of knowledge on which it counts: before it we did not know.
    ``number`` orders rulings of one day; those of the store have their ledger's order.
    """

    number: int
    kind: Kind
    by: By
    one: int
    other: int
    learned_on: date = date.min

    @property
    def pair(self) -> frozenset[int]:
        """The two identities."""
        return frozenset((self.one, self.other))


def standing(rulings: Iterable[Ruling], known_at: date = date.max) -> dict[frozenset[int], Ruling]:
    """What stands of each pair on a day of knowledge: a person's last word, else the last one."""
    found: dict[frozenset[int], Ruling] = {}
    for one in sorted((one for one in rulings if one.learned_on <= known_at), key=_weight):
        found[one.pair] = one
    return found


_BY_WEIGHT = list(By)


def _weight(ruling: Ruling) -> tuple[int, date, int]:
    return _BY_WEIGHT.index(ruling.by), ruling.learned_on, ruling.number
