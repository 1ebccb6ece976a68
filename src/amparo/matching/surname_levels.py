"""How surnames can agree."""

from amparo.matching.coded import Mask, Places
from amparo.matching.columns import Columns
from amparo.matching.exchanged import EXCHANGED_SQL, all_exchanged, exchanged
from amparo.matching.fields import FieldRule, LevelRule, differs, where
from amparo.matching.in_common import (
    all_share,
    all_subset,
    same_sets,
    share,
    share_sql,
    subset,
    subset_sql,
)
from amparo.matching.likeness import ALIKE, alike, alike_sql, likeness
from amparo.matching.prepared import Prepared


def _all_same(of: Columns, one: Places, other: Places) -> Mask:
    return of.surnames[one] == of.surnames[other]


def _all_same_two(of: Columns, one: Places, other: Places) -> Mask:
    return _all_same(of, one, other) & (of.surname_set.sizes[one] > 1)


def _all_another_order(of: Columns, one: Places, other: Places) -> Mask:
    return same_sets(of.surname_set, one, other) & (of.surname_set.sizes[one] > 1)


def _all_sound_same_two(of: Columns, one: Places, other: Places) -> Mask:
    return same_sets(of.surname_sounds, one, other) & (of.surname_sounds.sizes[one] > 1)


_SAME = (
    LevelRule(
        "same-two",
        "the same two",
        lambda one, other: one.surnames == other.surnames and len(one.surname_set) > 1,
        '("surnames_l" = "surnames_r" and len("surname_set_l") > 1)',
        _all_same_two,
    ),
    LevelRule(
        "another-order",
        "the same two in another order",
        lambda one, other: one.surname_set == other.surname_set and len(one.surname_set) > 1,
        '("surname_set_l" = "surname_set_r" and len("surname_set_l") > 1)',
        _all_another_order,
    ),
    LevelRule(
        "sounds-two",
        "two sound the same",
        lambda one, other: (
            one.surname_sounds == other.surname_sounds and len(one.surname_sounds) > 1
        ),
        '("surname_sounds_l" = "surname_sounds_r" and len("surname_sounds_l") > 1)',
        _all_sound_same_two,
    ),
    LevelRule(
        "same",
        "the same",
        lambda one, other: one.surnames == other.surnames,
        '"surnames_l" = "surnames_r"',
        _all_same,
    ),
    LevelRule(
        "left-out",
        "the same, one left out",
        lambda one, other: subset(one.surname_set, other.surname_set),
        subset_sql("surname_set"),
        lambda of, one, other: all_subset(of.surname_set, one, other),
    ),
    LevelRule(
        "sounds",
        "sound the same",
        lambda one, other: subset(one.surname_sounds, other.surname_sounds),
        subset_sql("surname_sounds"),
        lambda of, one, other: all_subset(of.surname_sounds, one, other),
    ),
)


def _all_alike(of: Columns, one: Places, other: Places) -> Mask:
    return likeness(of.words, of.surnames[one], of.surnames[other]) >= ALIKE


def _all_share(of: Columns, one: Places, other: Places) -> Mask:
    return all_share(of.surname_sounds, one, other)


def _all_exchanged(of: Columns, one: Places, other: Places) -> Mask:
    return where(~_all_share(of, one, other), all_exchanged, of, one, other)


_ENDS = ("surname_first", "surname_last")


def _one_alike(one: Prepared, other: Prepared) -> bool:
    words = {one.surname_first, one.surname_last}, {other.surname_first, other.surname_last}
    return any(alike(first, second, ALIKE) for first in words[0] for second in words[1])


_ONE_ALIKE_SQL = " or ".join(
    f'jaro_winkler_similarity("{one}_l", "{other}_r") >= {ALIKE}'
    for one in _ENDS
    for other in _ENDS
)


def _all_one_alike(of: Columns, one: Places, other: Places) -> Mask:
    ends = of.surname_first, of.surname_last
    straight, *others = [
        likeness(of.words, first[one], second[other]) >= ALIKE for first in ends for second in ends
    ]
    for found in others:
        straight |= found
    return straight


_PARTLY = (
    LevelRule(
        "alike",
        "spelt alike",
        lambda one, other: alike(one.surnames, other.surnames, ALIKE),
        alike_sql("surnames", ALIKE),
        _all_alike,
    ),
    LevelRule(
        "exchanged",
        "given names and surnames exchanged",
        lambda one, other: (
            not share(one.surname_sounds, other.surname_sounds) and exchanged(one, other)
        ),
        f"(not {share_sql('surname_sounds')} and {EXCHANGED_SQL})",
        _all_exchanged,
    ),
    LevelRule(
        "share",
        "share one, and each has another",
        lambda one, other: share(one.surname_sounds, other.surname_sounds),
        share_sql("surname_sounds"),
        _all_share,
    ),
    LevelRule("one-alike", "one is spelt alike", _one_alike, f"({_ONE_ALIKE_SQL})", _all_one_alike),
)

SURNAMES = FieldRule(
    "surnames",
    lambda one: one.surnames != "",
    '"surnames_l" is null or "surnames_r" is null',
    lambda of: of.surnames >= 0,
    (*_SAME, *_PARTLY, differs()),
)

WHOLE_SURNAMES = frozenset({"same-two", "another-order", "sounds-two", "same", "sounds"})
"""Levels of surnames that make two vetoed rows brothers or sisters where a home or a number says
so as well; one surname in common is half a town's."""
