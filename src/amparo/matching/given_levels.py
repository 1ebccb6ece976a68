"""How given names can agree."""

import numpy as np

from amparo.matching.coded import Column, Mask, Places
from amparo.matching.columns import Columns
from amparo.matching.exchanged import EXCHANGED_SQL, all_exchanged, exchanged
from amparo.matching.fields import FieldRule, LevelRule, differs, where
from amparo.matching.in_common import (
    Words,
    all_share,
    all_subset,
    all_within,
    same_sets,
    share,
    share_sql,
    subset,
    subset_sql,
)
from amparo.matching.likeness import (
    ALIKE,
    alike,
    alike_sql,
    all_begin,
    all_like,
    all_steps,
    like,
    like_sql,
    likeness,
    steps,
    steps_sql,
)
from amparo.matching.prepared import Prepared

_SHARE_SQL = share_sql("given_set")


def _all_share(of: Columns, one: Places, other: Places) -> Mask:
    return all_share(of.given_set, one, other)


# --- the same -----------------------------------------------------------------------------------


def _all_same(of: Columns, one: Places, other: Places) -> Mask:
    return of.given[one] == of.given[other]


def _all_same_two(of: Columns, one: Places, other: Places) -> Mask:
    return _all_same(of, one, other) & (of.given_set.sizes[one] > 1)


def _all_sound_same_two(of: Columns, one: Places, other: Places) -> Mask:
    return same_sets(of.given_sounds, one, other) & (of.given_sounds.sizes[one] > 1)


_SAME = (
    LevelRule(
        "same-two",
        "the same, two names or more",  # two in common are rare; one is half a valley's
        lambda one, other: one.given == other.given and len(one.given_set) > 1,
        '("given_l" = "given_r" and len("given_set_l") > 1)',
        _all_same_two,
    ),
    LevelRule(
        "sounds-two",
        "two names or more sound the same",
        lambda one, other: one.given_sounds == other.given_sounds and len(one.given_sounds) > 1,
        '("given_sounds_l" = "given_sounds_r" and len("given_sounds_l") > 1)',
        _all_sound_same_two,
    ),
    LevelRule(
        "same",
        "the same",
        lambda one, other: one.given == other.given,
        '"given_l" = "given_r"',
        _all_same,
    ),
    LevelRule(
        "left-out",
        "the same, one left out or in another order",
        lambda one, other: subset(one.given_set, other.given_set),
        subset_sql("given_set"),
        lambda of, one, other: all_subset(of.given_set, one, other),
    ),
    LevelRule(
        "sounds",
        "sound the same, or are a name and its short form",
        lambda one, other: subset(one.given_sounds, other.given_sounds),
        subset_sql("given_sounds"),
        lambda of, one, other: all_subset(of.given_sounds, one, other),
    ),
)

# --- nearly the same ----------------------------------------------------------------------------

NEARLY = 0.95
"""Likeness that names must have which share a word: ``MARIA ELENA`` is not ``MARIA INES``."""


def _called(one: Prepared, other: Prepared) -> bool:
    single = min(len(one.given_set), len(other.given_set)) == 1
    return single and share(one.called, other.called)


def _single(of: Columns, one: Places, other: Places) -> Mask:
    return np.minimum(of.given_set.sizes[one], of.given_set.sizes[other]) == 1


def _all_called(of: Columns, one: Places, other: Places) -> Mask:
    def called(of: Columns, one: Places, other: Places) -> Mask:
        return all_share(of.called, one, other)

    return where(_single(of, one, other), called, of, one, other)


def _alike(one: Prepared, other: Prepared) -> bool:
    at = NEARLY if share(one.given_set, other.given_set) else ALIKE
    return alike(one.given, other.given, at)


def _all_alike(of: Columns, one: Places, other: Places) -> Mask:
    alike = likeness(of.words, of.given[one], of.given[other])
    return (alike >= NEARLY) | ((alike >= ALIKE) & ~_all_share(of, one, other))


def _all_one_off(of: Columns, one: Places, other: Places) -> Mask:
    def one_off(of: Columns, one: Places, other: Places) -> Mask:
        whole = all_steps(of.words, of.given[one], of.given[other], 1, 3)
        return whole | all_steps(of.words, of.first[one], of.first[other], 1, 3)

    return where(~_all_share(of, one, other), one_off, of, one, other)


def _word_by_word(one: Prepared, other: Prepared) -> bool:
    ends = (one.first, one.last), (other.first, other.last)
    if min(len(one.given_set), len(other.given_set)) == 1:
        return any(like(first, second) for first in ends[0] for second in ends[1])
    straight = like(one.first, other.first) and like(one.last, other.last)
    return straight or (like(one.first, other.last) and like(one.last, other.first))


_STRAIGHT = like_sql("first", "first"), like_sql("last", "last")
_CROSSED = like_sql("first", "last"), like_sql("last", "first")
_WORDS_SQL = (
    f'case when least(len("given_set_l"), len("given_set_r")) = 1'
    f" then {' or '.join((*_STRAIGHT, *_CROSSED))}"
    f" else ({' and '.join(_STRAIGHT)}) or ({' and '.join(_CROSSED)}) end"
)


def _all_word_by_word(of: Columns, one: Places, other: Places) -> Mask:
    first, last = of.first[one], of.last[one]
    their_first, their_last = of.first[other], of.last[other]
    straight = all_like(of.words, first, their_first), all_like(of.words, last, their_last)
    crossed = all_like(of.words, first, their_last), all_like(of.words, last, their_first)
    any_of = straight[0] | straight[1] | crossed[0] | crossed[1]
    both = (straight[0] & straight[1]) | (crossed[0] & crossed[1])
    return np.where(_single(of, one, other), any_of, both)


_NEARLY = (
    LevelRule(
        "called",
        "one may be short for the other",
        _called,
        f'(least(len("given_set_l"), len("given_set_r")) = 1 and {share_sql("called")})',
        _all_called,
    ),
    LevelRule(
        "alike",
        "spelt alike",
        _alike,
        f"({alike_sql('given', NEARLY)} or ({alike_sql('given', ALIKE)} and not {_SHARE_SQL}))",
        _all_alike,
    ),
    LevelRule(
        "one-off",
        "one letter differs",
        lambda one, other: (
            (steps(one.given, other.given, 1, 3) or steps(one.first, other.first, 1, 3))
            and not share(one.given_set, other.given_set)
        ),
        f"(({steps_sql('given', 1, 3)} or {steps_sql('first', 1, 3)}) and not {_SHARE_SQL})",
        _all_one_off,
    ),
    LevelRule(
        "word-by-word",
        "the same but for a letter of a word",
        _word_by_word,
        _WORDS_SQL,
        _all_word_by_word,
    ),
)

# --- partly the same ----------------------------------------------------------------------------


def _moved(one: Prepared, other: Prepared) -> bool:
    return _moved_words(
        (one.given_set, one.surname_set), (other.given_set, other.surname_set)
    ) or _moved_words(
        (one.given_sounds, one.surname_sounds), (other.given_sounds, other.surname_sounds)
    )


def _moved_words(one: tuple[Words, Words], other: tuple[Words, Words]) -> bool:
    return share(one[0], other[0]) and (
        set(one[0]) <= {*other[0], *other[1]} or set(other[0]) <= {*one[0], *one[1]}
    )


def _moved_sql(given: str, surnames: str) -> str:
    return (
        f"({share_sql(given)} and"
        f' (list_has_all("{given}_r" || coalesce("{surnames}_r", []), "{given}_l")'
        f' or list_has_all("{given}_l" || coalesce("{surnames}_l", []), "{given}_r")))'
    )


def _all_moved(of: Columns, one: Places, other: Places) -> Mask:
    found = np.zeros(len(one), np.bool_)
    for given, surnames in (
        (of.given_set, of.surname_set),
        (of.given_sounds, of.surname_sounds),
    ):
        (left,) = all_share(given, one, other).nonzero()
        here, there, either = one[left], other[left], (given, surnames)
        found[left] |= all_within(here, there, given, either) | all_within(
            there, here, given, either
        )
    return found


def _near(one: str, other: str) -> bool:
    return steps(one, other, 2, 5) or one.startswith(other) or other.startswith(one)


def _near_sql(column: str) -> str:
    one, other = f'"{column}_l"', f'"{column}_r"'
    begun = f"starts_with({one}, {other}) or starts_with({other}, {one})"
    return f"({steps_sql(column, 2, 5)} or {begun})"


def _all_near_at(of: Columns, ends: Column, one: Places, other: Places) -> Mask:
    here, there = ends[one], ends[other]
    return all_steps(of.words, here, there, 2, 5) | all_begin(of.words, here, there)


def _all_near(of: Columns, one: Places, other: Places) -> Mask:
    found = _all_near_at(of, of.first, one, other)
    (left,) = (found & _all_share(of, one, other)).nonzero()
    found[left] = _all_near_at(of, of.last, one[left], other[left])
    return found


_PARTLY = (
    LevelRule(
        "moved",
        "share one, and the other stands among surnames",
        _moved,
        f"({_moved_sql('given_set', 'surname_set')}"
        f" or {_moved_sql('given_sounds', 'surname_sounds')})",
        _all_moved,
    ),
    LevelRule(
        "exchanged",
        "given names and surnames exchanged",
        lambda one, other: not share(one.given_set, other.given_set) and exchanged(one, other),
        f"(not {_SHARE_SQL} and {EXCHANGED_SQL})",
        lambda of, one, other: where(~_all_share(of, one, other), all_exchanged, of, one, other),
    ),
    LevelRule(
        "near",
        "too unlike for one spelling, too alike for two names",
        lambda one, other: (
            _near(one.first, other.first)
            and (not share(one.given_set, other.given_set) or _near(one.last, other.last))
        ),
        f"({_near_sql('first')} and (not {_SHARE_SQL} or {_near_sql('last')}))",
        _all_near,
    ),
    LevelRule(
        "share",
        "share one, and each has another",
        lambda one, other: share(one.given_set, other.given_set),
        _SHARE_SQL,
        _all_share,
    ),
)

GIVEN = FieldRule(
    "given",
    lambda one: one.given != "",
    '"given_l" is null or "given_r" is null',
    lambda of: of.given >= 0,
    (*_SAME, *_NEARLY, *_PARTLY, differs()),
)

NAMED_ALIKE = frozenset(level.name for level in (*_SAME, *_NEARLY)) | {"moved", "exchanged"}
"""Levels at which given names are one child's."""

NAMED_APART = frozenset({"share", "differ"})
"""Levels that part brothers from sisters. What is *near* says neither."""

UNSURE_OF_SEX = frozenset(
    {"sounds-two", "sounds", "called", "alike", "one-off", "word-by-word", "near"}
)
"""Levels that are one child's only where sex does not differ: Mario is not Maria, nor Ale Ale."""
