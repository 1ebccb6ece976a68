"""Words that two rows have in common: asked of two rows, of Splink's, and of columns of pairs."""

import numpy as np
from numpy.typing import NDArray

from amparo.matching.coded import Mask, Places
from amparo.matching.columns import Sets

Words = tuple[str, ...]
_Codes = NDArray[np.int32]


def share(one: Words, other: Words) -> bool:
    return not set(one).isdisjoint(other)


def share_sql(column: str) -> str:
    return f'list_has_any("{column}_l", "{column}_r")'


def all_share(sets: Sets, one: Places, other: Places, of_other: Sets | None = None) -> Mask:
    """Of each pair, whether the set of the one shares a code with the other's, or another of it."""
    theirs = sets if of_other is None else of_other
    found = (sets.marks[one] & theirs.marks[other]) != 0
    (near,) = found.nonzero()
    codes = theirs.codes[:, other[near]]
    some = np.zeros(len(near), np.bool_)
    for column in sets.codes[:, one[near]]:
        some |= _among(column, codes) & (column >= 0)
    found[near] = some
    return found


def subset(one: Words, other: Words) -> bool:
    return set(one) <= set(other) or set(one) >= set(other)


def subset_sql(column: str) -> str:
    both = f'"{column}_l", "{column}_r"', f'"{column}_r", "{column}_l"'
    return f"(list_has_all({both[0]}) or list_has_all({both[1]}))"


def all_subset(sets: Sets, one: Places, other: Places) -> Mask:
    """Of each pair, whether either set lies within the other's."""
    return all_within(one, other, sets, (sets,)) | all_within(other, one, sets, (sets,))


def all_within(one: Places, other: Places, sets: Sets, unions: tuple[Sets, ...]) -> Mask:
    """Of each pair, whether the set of the one lies within the other's sets taken together."""
    marks = unions[0].marks[other]
    for union in unions[1:]:
        marks |= union.marks[other]
    found = (sets.marks[one] & ~marks) == 0
    (near,) = found.nonzero()
    codes = np.concatenate([union.codes[:, other[near]] for union in unions])
    every = np.ones(len(near), np.bool_)
    for column in sets.codes[:, one[near]]:
        every &= _among(column, codes) | (column < 0)
    found[near] = every
    return found


def same_sets(sets: Sets, one: Places, other: Places) -> Mask:
    """Of each pair, whether the sets are equal; those of rows stand in one order."""
    found = sets.marks[one] == sets.marks[other]
    (near,) = found.nonzero()
    found[near] = np.asarray(sets.codes[:, one[near]] == sets.codes[:, other[near]]).all(0)
    return found


def _among(column: _Codes, codes: _Codes) -> Mask:
    found = np.zeros(len(column), np.bool_)
    for other in codes:
        found |= column == other
    return found
