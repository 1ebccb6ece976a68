"""Values as numbers: every different one has its own, given out in the order of being met."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
Mask = NDArray[np.bool_]
Places = NDArray[np.int64]
"""Places in a column, such as of rows: a column of pairs is two of them, one and other."""


class Codes(dict[Any, int]):
    """The number of every value, by value; asked for a new one it gives out the next."""

    def __missing__(self, value: Any) -> int:
        self[value] = code = len(self)
        return code

    def of(self, values: Iterable[Any]) -> NDArray[np.int64]:
        """The numbers of values; -1 for what is not told."""
        return np.fromiter((self[one] if one else -1 for one in values), np.int64)

    def listed(self, values: Sequence[Collection[Any]]) -> "Listed":
        """The numbers of several collections of values."""
        sizes = np.fromiter(map(len, values), np.int64, len(values))
        return Listed(np.fromiter((self[one] for of in values for one in of), np.int64), sizes)


class Different(msgspec.Struct, frozen=True):
    """The different values of a column, and of every row the place of its value among them."""

    values: list[Any]
    of_row: Places


class Listed(msgspec.Struct, frozen=True):
    """Codes of several values, those of one after those of another, and how many are of each."""

    codes: Places
    sizes: Places

    @property
    def of(self) -> Places:
        """Whose each code is: the place of the value."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    @property
    def starts(self) -> Places:
        """Where the codes of each begin."""
        return np.cumsum(self.sizes) - self.sizes


def different(values: Iterable[Any]) -> Different:
    """The different values of a column, what is not told among them."""
    codes = Codes()
    of_row = np.fromiter((codes[one] for one in values), np.int64)
    return Different(list(codes), of_row)


def alike(*columns: Column) -> Places:
    """Of every row a number that it has in common with the rows that are equal in every column."""
    found: Places = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        _, code = np.unique(column, return_inverse=True)
        _, found = np.unique(found * (code.max(initial=0) + 1) + code, return_inverse=True)
    return found


def gathered(of: Places, codes: Places, number: int) -> Listed:
    """The different codes of each of so many values, in order, from pairs of value and code."""
    order = np.lexsort((codes, of))
    of, codes = of[order], codes[order]
    first = np.ones(len(of), np.bool_)
    first[1:] = (np.diff(of) != 0) | (np.diff(codes) != 0)
    return Listed(codes[first], np.bincount(of[first], minlength=number).astype(np.int64))
