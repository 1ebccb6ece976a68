"""Repeatable chance: one source for each family, and draws by weight."""

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from math import log
from random import Random
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


def source_of(seed: int, number: int, of: str = "") -> Random:
    """A family's own source, so that no family's draws move another's.

    ``of`` names a second source of the same family, whose draws do not move those of the first.
    """
    return Random(f"amparo {seed} {number}{of}")


class Weighted(Generic[Thing]):
    """Things drawn by their weights; faster than ``Random.choices`` for one draw."""

    __slots__ = ("_sums", "_things", "_total")

    def __init__(self, things: Sequence[tuple[Thing, float]]) -> None:
        self._things = [thing for thing, _ in things]
        self._sums = list(accumulate(weight for _, weight in things))
        self._total = self._sums[-1]

    def draw(self, chance: Random) -> Thing:
        """One of the things."""
        return self._things[bisect(self._sums, chance.random() * self._total)]


def waited(chance: Random, mean: float, at_least: int = 0) -> int:
    """Days waited: most waits are short, a few very long."""
    return at_least + int(-mean * log(1.0 - chance.random()))
