"""How alike two texts are: asked of two rows, of Splink's, and of columns of pairs."""

from collections.abc import Callable
from typing import Any

import numpy as np
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from amparo.matching.coded import Column, Mask, Places
from amparo.matching.columns import Spelt, Texts

# --- spelt alike ------------------------------------------------------------------------------

ALIKE = 0.9
"""Jaro-Winkler likeness from which two spellings may be one name."""


def alike(one: str, other: str, at: float) -> bool:
    return JaroWinkler.similarity(one, other) >= at


def alike_sql(column: str, at: float) -> str:
    return f'jaro_winkler_similarity("{column}_l", "{column}_r") >= {at}'


def likeness(texts: Texts, one: Column, other: Column) -> Column:
    """Of each pair of texts, how alike they are; below ``ALIKE``, 0."""
    found = np.zeros(len(one))
    (near,) = _may_be_alike(texts, one, other).nonzero()
    told = _each_once(texts, one[near], other[near], JaroWinkler.similarity, ALIKE)
    found[near] = np.where(told >= ALIKE, told, 0.0)
    return found


_LEAST_JARO = (ALIKE - 0.4) / 0.6
"""What Winkler's bonus for four first letters in common lifts to ``ALIKE``."""


def _may_be_alike(texts: Texts, one: Column, other: Column) -> Mask:
    """Pairs with letters enough in common: Jaro's formula, as if all of them stood in order.

    A letter that the other text lacks is not in common, and of texts that begin otherwise the
    likeness has no bonus.
    """
    here, there = texts.lengths[one], texts.lengths[other]
    mine, theirs = texts.letters[one], texts.letters[other]
    common = np.minimum(
        here - np.bitwise_count(mine & ~theirs), there - np.bitwise_count(theirs & ~mine)
    )
    begin_alike = texts.initials[one] == texts.initials[other]
    least = np.where(begin_alike, _LEAST_JARO, ALIKE) - 1e-9
    return common * (here + there) >= (3 * least - 1) * here * there


# --- a few letters wrong ------------------------------------------------------------------------

_LONG_ENOUGH = 4
"""Letters that a word must have for one wrong among them to leave it the same word."""


def steps(one: str, other: str, at_most: int, shortest: int) -> bool:
    """Whether so few letters are wrong, left out or exchanged, in words that are long enough."""
    return (
        min(len(one), len(other)) >= shortest
        and OSA.distance(one, other, score_cutoff=at_most) <= at_most
    )


_AT_LEAST = {(1, 3): 0.5, (1, _LONG_ENOUGH): 0.7, (2, 5): 0.6}
"""Jaro likeness below which no two words are that few steps apart: it is quick to ask first."""


def steps_sql(column: str, at_most: int, shortest: int, of_other: str = "") -> str:
    one, other = f'"{column}_l"', f'"{of_other or column}_r"'
    return (
        f"(least(length({one}), length({other})) >= {shortest}"
        f" and abs(length({one}) - length({other})) <= {at_most}"
        f" and jaro_similarity({one}, {other}) >= {_AT_LEAST[at_most, shortest]}"
        f" and damerau_levenshtein({one}, {other}) <= {at_most})"
    )


def all_steps(texts: Texts, one: Column, other: Column, at_most: int, shortest: int) -> Mask:
    """The same of each pair of texts."""
    here, there = texts.lengths[one], texts.lengths[other]
    unlike = np.bitwise_count(texts.letters[one] ^ texts.letters[other])  # a step changes two
    found = np.minimum(here, there) >= shortest
    found &= (np.abs(here - there) <= at_most) & (unlike <= 2 * at_most)
    (near,) = found.nonzero()
    found[near] = _each_once(texts, one[near], other[near], OSA.distance, at_most) <= at_most
    return found


def like(one: str, other: str) -> bool:
    """Whether two words are one, but for a letter."""
    return one == other or steps(one, other, 1, _LONG_ENOUGH)


def like_sql(one: str, other: str) -> str:
    return f'("{one}_l" = "{other}_r" or {steps_sql(one, 1, _LONG_ENOUGH, other)})'


def all_like(texts: Texts, one: Column, other: Column) -> Mask:
    return (one == other) | all_steps(texts, one, other, 1, _LONG_ENOUGH)


def all_begin(texts: Texts, one: Column, other: Column) -> Mask:
    """Of each pair of texts, whether either begins with the other."""
    found = texts.initials[one] == texts.initials[other]
    (near,) = found.nonzero()
    pairs, back = _different(one[near], other[near])
    begun = [one.startswith(other) or other.startswith(one) for one, other in _read(texts, pairs)]
    found[near] = np.array(begun, np.bool_)[back]
    return found


def _each_once(
    texts: Texts, one: Column, other: Column, scorer: Callable[..., Any], cutoff: float
) -> Column:
    """What a scorer says of each pair of texts, asked once of each two that differ."""
    pairs, back = _different(one, other)
    left, right = zip(*_read(texts, pairs), strict=True) if len(pairs) else ((), ())
    scores = cpdist(left, right, scorer=scorer, score_cutoff=cutoff, dtype=np.float64)
    return np.asarray(scores)[back]


def _different(one: Column, other: Column) -> tuple[Places, Places]:
    """The different pairs of codes, as one number each, and of each pair its place among them."""
    return np.unique((one.astype(np.int64) << 32) | other, return_inverse=True)


def _read(texts: Texts, pairs: Places) -> list[tuple[str, str]]:
    written = texts.written
    ones, others = (pairs >> 32).tolist(), (pairs & 0xFFFFFFFF).tolist()
    return [(written[one], written[other]) for one, other in zip(ones, others, strict=True)]


# --- one digit wrong ----------------------------------------------------------------------------


def one_off(one: str, other: str) -> bool:
    """Whether one sign is another, or two neighbours are exchanged, in texts of one length."""
    return len(one) == len(other) and OSA.distance(one, other, score_cutoff=1) == 1


def one_off_sql(column: str) -> str:
    # damerau_levenshtein is many times as slow as hamming, and where texts are equally long and
    # one step apart they differ in at most two places: so it is asked last, of very few.
    one, other = f'"{column}_l"', f'"{column}_r"'
    return (
        f"(length({one}) = length({other}) and"
        f" case when length({one}) = length({other}) then hamming({one}, {other}) else 99 end <= 2"
        f" and damerau_levenshtein({one}, {other}) = 1)"
    )


def all_one_off(spelt: Spelt, one: Places, other: Places) -> Mask:
    """The same of each pair of rows."""
    here, there = spelt.signs[:, one], spelt.signs[:, other]
    differ = here != there
    many = differ.sum(0, np.int8)
    crossed = np.zeros(len(one), np.bool_)
    for place in range(len(differ) - 1):
        after = place + 1
        crossed |= (
            differ[place]
            & differ[after]
            & (here[place] == there[after])
            & (here[after] == there[place])
        )
    same_length = spelt.lengths[one] == spelt.lengths[other]
    return same_length & ((many == 1) | ((many == 2) & crossed))
