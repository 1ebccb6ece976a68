"""All pairs of a batch weighed at once, column by column: as ``one.weigh`` weighs a single one."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

import msgspec
import numpy as np
from numpy.typing import NDArray

from amparo.identity.weighed import Model
from amparo.matching.coded import Column, Mask, Places
from amparo.matching.columns import Columns
from amparo.matching.fields import UNTOLD
from amparo.matching.given_levels import NAMED_ALIKE, NAMED_APART, UNSURE_OF_SEX
from amparo.matching.in_common import all_share
from amparo.matching.levels import EVIDENCE, FEWEST_TOLD, FIELDS
from amparo.matching.meeting import Met
from amparo.matching.prepared import Prepared, prepared
from amparo.matching.surname_levels import WHOLE_SURNAMES
from amparo.matching.ways import Ways

_AT_ONCE = 1 << 17
"""Pairs that are compared together: few enough for their columns to stay near the processor."""

Levels = dict[str, NDArray[np.int8]]
"""By field, the place among its levels of that at which each pair agrees."""


class Weights(msgspec.Struct, frozen=True):
    """What pairs weigh. ``siblings`` are those that the sibling veto holds for.

    ``related`` are of whole surnames and a home or a neighbouring number: if the veto holds as
    well, brothers or sisters, whatever else joins them.
    """

    one: Places
    other: Places
    bits: NDArray[np.float64]
    siblings: Mask
    related: Mask

    def among(self, these: Mask) -> "Weights":
        """Of some of the pairs."""
        return Weights(*(column[these] for column in msgspec.structs.astuple(self)))

    @property
    def pairs(self) -> Iterator[tuple[int, int]]:
        return zip(self.one.tolist(), self.other.tolist(), strict=True)


def weights(model: Model, columns: Columns, ways: Ways, met: Iterable[Met]) -> Weights:
    """What rows that met weigh: whatever is heavy enough to be asked about, or vetoed."""

    def part(pairs: Met) -> Weights:
        return _of_interest(model, columns, _weighed(model, columns, ways, *pairs))

    # Nearly all of it is done outside Python's lock: as many parts at a time as processors.
    with ThreadPoolExecutor(os.cpu_count()) as processors:
        found = [one for several in met for one in processors.map(part, _parts(several))]
    none = np.zeros(0, np.int64)
    found.append(part((none, none)))
    return Weights(*map(np.concatenate, zip(*map(msgspec.structs.astuple, found), strict=True)))


def _parts(met: Met) -> Iterator[Met]:
    one, other = met
    for start in range(0, len(one), _AT_ONCE):
        yield one[start : start + _AT_ONCE], other[start : start + _AT_ONCE]


def _of_interest(model: Model, columns: Columns, found: Weights) -> Weights:
    generic = columns.generic[found.one] | columns.generic[found.other]
    return found.among(found.siblings | ((found.bits >= model.thresholds.ask) & ~generic))


def _weighed(model: Model, columns: Columns, ways: Ways, one: Places, other: Places) -> Weights:
    levels = {field.name: field.all_levels(columns, one, other) for field in FIELDS}
    family = all_share(columns.family, one, other)
    (alone,) = (columns.wide[one] | columns.wide[other]).nonzero()
    for place in alone.tolist():
        pair = _row(ways, one[place]), _row(ways, other[place])
        for field in FIELDS:
            level = field.level(*pair)
            levels[field.name][place] = UNTOLD if level is None else field.levels.index(level)
        family[place] = not pair[0].family.isdisjoint(pair[1].family)
    return Weights(
        one,
        other,
        _bits(model, levels, family),
        _siblings(levels, family),
        _is(levels, "surnames", WHOLE_SURNAMES)
        & (family | _is(levels, "a_number", frozenset({"neighbours"}))),
    )


def _row(ways: Ways, place: int) -> Prepared:
    """A row that is compared by itself, as it stands in the columns."""
    number = ways.a_numbers[place]
    start, size = ways.family.starts[place], ways.family.sizes[place]
    family = ways.family.codes[start : start + size].tolist()
    return msgspec.structs.replace(
        prepared(ways.shown[place]), a_numbers=(number,) if number else (), family=frozenset(family)
    )


def _bits(model: Model, levels: Levels, family: Mask) -> NDArray[np.float64]:
    bits = np.zeros(len(family))
    told = np.zeros(len(family), np.int8)
    for field in FIELDS:
        # The last stands where UNTOLD, which is -1, looks: nothing told weighs nothing.
        weigh = [*(model.bits(field.name, level.name) for level in field.levels), 0.0]
        bits += np.array(weigh)[levels[field.name]]
        if field.name in EVIDENCE:
            told += levels[field.name] != UNTOLD
    bits += np.where(family & _is(levels, "given", NAMED_ALIKE), model.family, 0.0)
    return np.where(told < FEWEST_TOLD, model.prior, model.prior + bits)


def _siblings(levels: Levels, family: Mask) -> Mask:
    """``identity.are_siblings`` of each pair."""
    of_other_sex = _is(levels, "sex", _DIFFER) & _is(levels, "given", UNSURE_OF_SEX)
    surnamed = (levels["surnames"] != UNTOLD) & ~_is(levels, "surnames", _DIFFER)
    numbered = _is(levels, "a_number", _SAME) | _is(levels, "number", _SAME)
    apart = _is(levels, "given", NAMED_APART) | of_other_sex
    vouched = numbered & ~_is(levels, "given", _DIFFER)
    return apart & (family | surnamed) & ~vouched


_SAME, _DIFFER = frozenset({"same"}), frozenset({"differ"})
_OF = {field.name: field for field in FIELDS}


def _is(levels: Levels, field: str, names: frozenset[str]) -> Mask:
    """Of each pair, whether it agrees at one of these levels."""
    holds: Column = np.array([level.name in names for level in _OF[field].levels] + [False])
    return holds[levels[field]]
