"""How given names can agree."""

import numpy as np

from amparo.matching.coded import Mask, Places
from amparo.matching.columns import Columns
from amparo.matching.fields import FieldRule, LevelRule, differs, where
from amparo.matching.in_common import (
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
    return share(one.given_set, other.given_set) and (
        set(one.given_set) <= {*other.given_set, *other.surname_set}
        or set(other.given_set) <= {*one.given_set, *one.surname_set}
    )


_MOVED_SQL = (
    f"({_SHARE_SQL} and"
    ' (list_has_all("given_set_r" || coalesce("surname_set_r", []), "given_set_l")'
    ' or list_has_all("given_set_l" || coalesce("surname_set_l", []), "given_set_r")))'
)


def _all_moved(of: Columns, one: Places, other: Places) -> Mask:
    def moved(of: Columns, one: Places, other: Places) -> Mask:
        either = of.given_set, of.surname_set
        return all_within(one, other, of.given_set, either) | all_within(
            other, one, of.given_set, either
        )

    return where(_all_share(of, one, other), moved, of, one, other)


def all_exchanged(of: Columns, one: Places, other: Places) -> Mask:
    """Whether each side has a given name among the other's surnames."""
    return all_share(of.given_set, one, other, of.surname_set) & all_share(
        of.given_set, other, one, of.surname_set
    )


def _all_exchanged(of: Columns, one: Places, other: Places) -> Mask:
    return all_exchanged(of, one, other) & ~_all_share(of, one, other)


def _all_near(of: Columns, one: Places, other: Places) -> Mask:
    def near(of: Columns, one: Places, other: Places) -> Mask:
        first, theirs = of.first[one], of.first[other]
        return all_steps(of.words, first, theirs, 2, 5) | all_begin(of.words, first, theirs)

    return where(~_all_share(of, one, other), near, of, one, other)


_PARTLY = (
    LevelRule(
        "moved",
        "share one, and the other stands among surnames",
        _moved,
        _MOVED_SQL,
        _all_moved,
    ),
    LevelRule(
        "exchanged",
        "given names and surnames exchanged",
        lambda one, other: (
            not share(one.given_set, other.given_set)
            and share(one.given_set, other.surname_set)
            and share(other.given_set, one.surname_set)
        ),
        f'(not {_SHARE_SQL} and list_has_any("given_set_l", "surname_set_r")'
        ' and list_has_any("given_set_r", "surname_set_l"))',
        _all_exchanged,
    ),
    LevelRule(
        "near",
        "too unlike for one spelling, too alike for two names",
        lambda one, other: (
            (
                steps(one.first, other.first, 2, 5)
                or one.first.startswith(other.first)
                or other.first.startswith(one.first)
            )
            and not share(one.given_set, other.given_set)
        ),
        f"(({steps_sql('first', 2, 5)} or starts_with(first_l, first_r)"
        f" or starts_with(first_r, first_l)) and not {_SHARE_SQL})",
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
