"""Every distinct way in which identities show themselves: a batch compares them."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np

from amparo.identity.shown import Shown
from amparo.matching.coded import Codes, Column, Different, Listed, Mask, alike, different, gathered
from amparo.matching.generic import all_generic

Told = tuple[list[int], list[str | None]]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What several ``Shown`` say, each different name, date and country once."""

    given: Different
    surnames: Different
    born: Different
    sex: Column
    country: Column
    numbers: Column


class Ways(msgspec.Struct, frozen=True, kw_only=True):
    """Distinct ways of being shown, by the lowest identity that shows each.

    Rows without a number stand alone, however equal: equal rows are not the same child. Of several
    A-numbers each makes a way of its own, with that as its ``a_numbers``. ``shown`` are one of each
    way, ``identities`` all that show it, the lowest first, ``family`` tokens of all of them, as
    codes. Of ``generic`` ones only a number joins any to anyone (``generic.py``).
    """

    shown: list[Shown]
    said: Said
    a_numbers: list[str | None]
    identities: Listed
    family: Listed
    generic: Mask

    def __len__(self) -> int:
        return len(self.shown)

    @property
    def lowest(self) -> Column:
        """The lowest identity of each."""
        return self.identities.codes[self.identities.starts]


def ways_of(shown: Sequence[Shown], cap: int) -> Ways:
    """Every distinct way; an A-number that more than ``cap`` carry is left out."""
    said = _said(shown)
    told, numbers = _by_number(shown, cap)
    row = np.array(told, np.int64)
    identity = np.fromiter((one.identity for one in shown), np.int64, len(shown))
    way, first = _distinct(said, identity, row, Codes().of(numbers))
    generic = all_generic(shown, said.given.of_row, said.surnames.of_row, said.born.of_row)
    family = Codes().listed([one.family for one in shown])
    of_token = _each_of(family, row)
    return Ways(
        shown=[shown[told[place]] for place in first.tolist()],
        said=_some(said, row[first]),
        a_numbers=[numbers[place] for place in first.tolist()],
        identities=gathered(way, identity[row], len(first)),
        family=gathered(np.repeat(way, family.sizes[row]), family.codes[of_token], len(first)),
        generic=np.bincount(way, generic[row], len(first)) > 0,
    )


def _said(shown: Sequence[Shown]) -> Said:
    return Said(
        given=different(one.given for one in shown),
        surnames=different(one.surnames for one in shown),
        born=different(one.born for one in shown),
        sex=Codes().of(one.sex for one in shown),
        country=Codes().of(one.country for one in shown),
        numbers=Codes().of(one.numbers for one in shown),
    )


def _some(said: Said, rows: Column) -> Said:
    def some(of: Different) -> Different:
        return Different(of.values, of.of_row[rows])

    return Said(
        given=some(said.given),
        surnames=some(said.surnames),
        born=some(said.born),
        sex=said.sex[rows],
        country=said.country[rows],
        numbers=said.numbers[rows],
    )


def _by_number(shown: Sequence[Shown], cap: int) -> Told:
    """The place of each shown, once for each number that it tells, and the number; else None."""
    carried = Counter(number for one in shown for number in one.a_numbers)
    told: list[int] = []
    numbers: list[str | None] = []
    for place, one in enumerate(shown):
        kept = sorted(number for number in one.a_numbers if carried[number] <= cap)
        told += [place] * (len(kept) or 1)
        numbers += kept or [None]
    return told, numbers


def _distinct(said: Said, identity: Column, row: Column, number: Column) -> tuple[Column, Column]:
    """The way of each row told, and of each way the first row, ways by lowest identity."""
    alone = (number < 0) | ~_would_be_certain(said)[row]
    names = said.given.of_row[row], said.surnames.of_row[row], said.born.of_row[row]
    others = said.sex[row], said.country[row], said.numbers[row]
    group = alike(number, *names, *others, np.where(alone, identity[row], -1))
    _, first = np.unique(group, return_index=True)
    lowest = np.full(len(first), np.iinfo(np.int64).max)
    np.minimum.at(lowest, group, identity[row])
    order = np.lexsort((first, lowest))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return place[group], first[order]


def _would_be_certain(said: Said) -> Mask:
    """Whether an equal number would be corroborated by an equal row."""
    given, surnames = _of_rows(said.given, bool), _of_rows(said.surnames, bool)
    month = _of_rows(said.born, lambda born: born is not None and born.month is not None)
    day = _of_rows(said.born, lambda born: born is not None and born.day is not None)
    return np.where(given | surnames, given & (surnames | day), month)


def _of_rows(column: Different, test: Callable[[Any], bool]) -> Mask:
    """Of every row, whether a test holds of its value."""
    return np.fromiter(map(test, column.values), np.bool_, len(column.values))[column.of_row]


def _each_of(listed: Listed, rows: Column) -> Column:
    """The places among the codes of what is listed of each of some rows, one after another."""
    sizes = listed.sizes[rows]
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.repeat(listed.starts[rows], sizes) + within
