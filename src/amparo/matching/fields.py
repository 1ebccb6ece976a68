"""What a field and its levels are: each level asked of two rows, of Splink's, and of all pairs."""

from collections.abc import Callable

import msgspec
import numpy as np
from numpy.typing import NDArray

from amparo.matching.coded import Mask, Places
from amparo.matching.columns import Columns
from amparo.matching.prepared import Prepared

UNTOLD = -1
"""In the place of a level: that one of the two rows does not tell the field."""

Test = Callable[[Columns, Places, Places], Mask]


class LevelRule(msgspec.Struct, frozen=True):
    """A level: its name in the model, what it says to a person, and its test, three times.

    ``holds`` says what the level is, of two rows. ``sql`` is for Splink, which counts levels while
    it trains, and compares ``"x_l"`` with ``"x_r"``; ``all_hold`` for a batch, which compares the
    rows in one column of places with those in another.
    """

    name: str
    says: str
    holds: Callable[[Prepared, Prepared], bool]
    sql: str
    all_hold: Test


class FieldRule(msgspec.Struct, frozen=True):
    """A field: when it can be compared at all, and the levels at which it then agrees.

    Levels are asked in order, the closest first; the last, which always holds, is that the field
    differs. ``all_told`` says of every row in the columns whether it tells the field.
    """

    name: str
    told: Callable[[Prepared], bool]
    untold_sql: str
    all_told: Callable[[Columns], Mask]
    levels: tuple[LevelRule, ...]

    def level(self, one: Prepared, other: Prepared) -> LevelRule | None:
        """The first level that holds; None where either side does not tell."""
        if not (self.told(one) and self.told(other)):
            return None
        return next(level for level in self.levels if level.holds(one, other))

    def all_levels(self, columns: Columns, one: Places, other: Places) -> NDArray[np.int8]:
        """Of each pair the place among the levels of the first that holds, or ``UNTOLD``."""
        found = np.full(len(one), UNTOLD, np.int8)
        told = self.all_told(columns)
        (left,) = (told[one] & told[other]).nonzero()
        for place, level in enumerate(self.levels):
            holds = level.all_hold(columns, one[left], other[left])
            found[left[holds]] = place
            left = left[~holds]
        return found

    def any_of(self, names: tuple[str, ...], one: Prepared, other: Prepared) -> bool:
        """Whether any of these levels holds, be it the first that does or not."""
        if not (self.told(one) and self.told(other)):
            return False
        return any(level.holds(one, other) for level in self.levels if level.name in names)

    def all_any_of(
        self, names: tuple[str, ...], columns: Columns, one: Places, other: Places
    ) -> Mask:
        """The same of each pair."""
        told = self.all_told(columns)
        found = np.zeros(len(one), np.bool_)
        (left,) = (told[one] & told[other]).nonzero()
        for level in self.levels:
            if level.name in names:
                found[left] |= level.all_hold(columns, one[left], other[left])
        return found


def differs() -> LevelRule:
    """The last level of every field."""
    return LevelRule("differ", "differ", _always, "true", _all_always)


def _always(_one: Prepared, _other: Prepared) -> bool:
    return True


def _all_always(_columns: Columns, one: Places, _other: Places) -> Mask:
    return np.ones(len(one), np.bool_)


def where(first: Mask, test: Test, columns: Columns, one: Places, other: Places) -> Mask:
    """Both: a test that takes longer is asked only of the pairs of which the first holds."""
    found = first.copy()
    (left,) = first.nonzero()
    found[left] = test(columns, one[left], other[left])
    return found
