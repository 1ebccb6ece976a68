"""All identities at once: what an equal number joins, then what all pairs weigh, in memory only."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import chain

import numpy as np

from amparo.identity.shown import Shown
from amparo.identity.weighed import Model, Weighed
from amparo.matching.certain import CERTAIN, all_certain
from amparo.matching.columns import columns_of
from amparo.matching.meeting import in_memory, with_common_keys, with_equal_numbers
from amparo.matching.ways import Ways, ways_of
from amparo.matching.weighing import Weights, weights

Pair = tuple[int, int]


def propose(model: Model, shown: Iterable[Shown]) -> list[Weighed]:
    """Every pair that weighs enough to be asked about, or that the sibling veto may have to part.

    What an equal number joins has ``CERTAIN`` bits and is not weighed again. Nothing is written:
    the rows stand in a database in memory that is gone afterwards. A number or a blocking key that
    more identities carry than the model's ``block_cap`` joins and proposes nobody.
    """
    ways = ways_of(list(shown), model.block_cap)
    columns = columns_of(ways)
    with closing(in_memory()) as base:
        one, other = with_equal_numbers(base, ways, model.block_cap)
        joined = all_certain(columns, one, other)
        together = [*zip(one[joined].tolist(), other[joined].tolist(), strict=True), *_shown(ways)]
        groups = _grouped(len(ways), together)
        met = with_common_keys(base, ways, columns, groups, model.block_cap)
        weighed = weights(model, columns, ways, met)
    found = _matter(model, weighed, groups)
    certain = [Weighed(*pair, CERTAIN) for pair in _certain(ways, together)]
    return [*certain, *_by_identity(ways, found)]


def _shown(ways: Ways) -> list[Pair]:
    """Pairs of places of ways that one identity showed: the first, and each other."""
    of, identity = ways.identities.of, ways.identities.codes
    order = np.lexsort((of, identity))
    of, identity = of[order], identity[order]
    _, first, which = np.unique(identity, return_index=True, return_inverse=True)
    pairs = of[first][which], of
    other = pairs[0] != pairs[1]
    return [*zip(pairs[0][other].tolist(), of[other].tolist(), strict=True)]


def _certain(ways: Ways, together: Sequence[Pair]) -> set[Pair]:
    """The pairs of identities that an equal number joins: to the lowest of each way of showing."""
    lowest = ways.lowest
    within = zip(lowest[ways.identities.of].tolist(), ways.identities.codes.tolist(), strict=True)
    across = np.array(together, np.int64).reshape(-1, 2)
    met = zip(lowest[across[:, 0]].tolist(), lowest[across[:, 1]].tolist(), strict=True)
    return {(min(pair), max(pair)) for pair in chain(within, met) if pair[0] != pair[1]}


def _grouped(number: int, together: Iterable[Pair]) -> list[int]:
    """The group of each of so many places, as its lowest place."""
    lowest = list(range(number))
    for one, other in together:
        first, second = _lowest(lowest, one), _lowest(lowest, other)
        lowest[max(first, second)] = min(first, second)
    return [_lowest(lowest, place) for place in range(number)]


def _lowest(of: list[int], place: int) -> int:
    while of[place] != place:
        of[place] = of[of[place]]
        place = of[place]
    return place


def _matter(model: Model, found: Weights, groups: Sequence[int]) -> Weights:
    """Without vetoes that could part nobody: of pairs too light, and that no third row may join."""
    heavy = found.bits >= model.thresholds.ask
    joinable = found.among(heavy & ~found.siblings).pairs
    component = np.array(_grouped(len(groups), chain(enumerate(groups), joinable)), np.int64)
    may_meet = component[found.one] == component[found.other]
    return found.among(heavy | may_meet | found.related)


def _by_identity(ways: Ways, found: Weights) -> list[Weighed]:
    """Of every two identities the heaviest way in which they agree (``one.heaviest``)."""
    here, there = ways.lowest[found.one], ways.lowest[found.other]
    one, other = np.minimum(here, there), np.maximum(here, there)
    order = np.lexsort((found.bits, ~found.siblings, other, one))
    ends = np.ones(len(order), np.bool_)
    ends[:-1] = (np.diff(one[order]) != 0) | (np.diff(other[order]) != 0)
    last = order[ends]
    columns = one[last], other[last], found.bits[last], found.siblings[last]
    return [Weighed(*told) for told in zip(*(of.tolist() for of in columns), strict=True)]
