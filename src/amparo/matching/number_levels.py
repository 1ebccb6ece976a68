"""How numbers can agree, and what few values are known of: sex and country."""

from collections.abc import Callable

import msgspec
import numpy as np

from amparo.matching.coded import Mask, Places
from amparo.matching.columns import Columns
from amparo.matching.fields import FieldRule, LevelRule, differs
from amparo.matching.in_common import all_share, share, share_sql
from amparo.matching.likeness import all_one_off, one_off, one_off_sql
from amparo.matching.prepared import Prepared

NEIGHBOURS = 5
"""A-numbers this close were given out at one table: to a family as likely as to anyone."""


def _any_pair(test: Callable[[str, str], bool]) -> Callable[[Prepared, Prepared], bool]:
    def holds(one: Prepared, other: Prepared) -> bool:
        return any(test(first, second) for first in one.a_numbers for second in other.a_numbers)

    return holds


def _neighbours(one: str, other: str) -> bool:
    return abs(int(one) - int(other)) <= NEIGHBOURS


_NEIGHBOURS_SQL = f'(abs("a_number_l"::bigint - "a_number_r"::bigint) <= {NEIGHBOURS})'


def _all_neighbours(of: Columns, one: Places, other: Places) -> Mask:
    return np.abs(of.a_number[one] - of.a_number[other]) <= NEIGHBOURS


def _all_one_off(of: Columns, one: Places, other: Places) -> Mask:
    return all_one_off(of.a_number_spelt, one, other) & ~_all_neighbours(of, one, other)


def _all_the_same(of: Columns, one: Places, other: Places) -> Mask:
    same_length = of.a_number_spelt.lengths[one] == of.a_number_spelt.lengths[other]
    return same_length & (of.a_number[one] == of.a_number[other])


A_NUMBER = FieldRule(
    "a_number",
    lambda one: bool(one.a_numbers),
    '"a_number_l" is null or "a_number_r" is null',
    lambda of: of.a_number >= 0,
    (
        LevelRule(
            "same",
            "the same",
            lambda one, other: share(one.a_numbers, other.a_numbers),
            '"a_number_l" = "a_number_r"',
            _all_the_same,
        ),
        LevelRule(
            "one-off",
            "one digit differs",
            _any_pair(lambda one, other: one_off(one, other) and not _neighbours(one, other)),
            f"({one_off_sql('a_number')} and not {_NEIGHBOURS_SQL})",
            _all_one_off,
        ),
        LevelRule(
            "neighbours",
            "next to one another, as those of brothers and sisters are",
            _any_pair(_neighbours),
            _NEIGHBOURS_SQL,
            _all_neighbours,
        ),
        differs(),
    ),
)

NUMBER = FieldRule(
    "number",
    lambda one: bool(one.numbers),
    '"numbers_l" is null or "numbers_r" is null',
    lambda of: of.numbers.sizes > 0,
    (
        LevelRule(
            "same",
            "one is the same",
            lambda one, other: share(one.numbers, other.numbers),
            share_sql("numbers"),
            lambda of, one, other: all_share(of.numbers, one, other),
        ),
        msgspec.structs.replace(differs(), says="no number in common"),
    ),
)


def _equal_or_not(name: str) -> FieldRule:
    def all_same(of: Columns, one: Places, other: Places) -> Mask:
        found: Mask = getattr(of, name)[one] == getattr(of, name)[other]
        return found

    return FieldRule(
        name,
        lambda one: getattr(one, name) != "",
        f'"{name}_l" is null or "{name}_r" is null',
        lambda of: getattr(of, name) >= 0,
        (
            LevelRule(
                "same",
                "the same",
                lambda one, other: getattr(one, name) == getattr(other, name),
                f'"{name}_l" = "{name}_r"',
                all_same,
            ),
            differs(),
        ),
    )


SEX, COUNTRY = _equal_or_not("sex"), _equal_or_not("country")
