"""How each field can agree: every level in words, as Python for one record and as SQL for all.

The two say the same, and a test holds them to it. SQL compares ``"x_l"`` with ``"x_r"``. Levels are
asked in order, the closest first; the last, which always holds, is that the field differs. In a
model each weighs less than the one before it (``training.py``), so that its bits name the level.
"""

from collections.abc import Callable

import msgspec
from rapidfuzz.distance import OSA, JaroWinkler

from amparo.matching.prepared import Prepared

ALIKE = 0.9
"""Jaro-Winkler likeness from which two spellings may be one name."""

_LONG_ENOUGH = 4
"""Letters that a word must have for one wrong among them to leave it the same word."""

NEIGHBOURS = 5
"""A-numbers this close were given out at one table: to a family as likely as to anyone."""


class LevelRule(msgspec.Struct, frozen=True):
    """A level: its name in the model, what it says to a person, and its test, twice."""

    name: str
    says: str
    holds: Callable[[Prepared, Prepared], bool]
    sql: str


class FieldRule(msgspec.Struct, frozen=True):
    """A field: when it can be compared at all, and the levels at which it then agrees."""

    name: str
    told: Callable[[Prepared], bool]
    untold_sql: str
    levels: tuple[LevelRule, ...]


def _always(_one: Prepared, _other: Prepared) -> bool:
    return True


def _subset(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return set(one) <= set(other) or set(one) >= set(other)


def _share(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not set(one).isdisjoint(other)


def _subset_sql(column: str) -> str:
    both = f'"{column}_l", "{column}_r"', f'"{column}_r", "{column}_l"'
    return f"(list_has_all({both[0]}) or list_has_all({both[1]}))"


def _share_sql(column: str) -> str:
    return f'list_has_any("{column}_l", "{column}_r")'


def _several(words: tuple[str, ...]) -> bool:
    """Two names in common are rare, where one in common may be half a valley's."""
    return len(words) > 1


def _several_sql(column: str) -> str:
    return f'len("{column}_l") > 1'


def _alike(one: str, other: str, at: float) -> bool:
    return JaroWinkler.similarity(one, other) >= at


def _alike_sql(column: str, at: float) -> str:
    return f'jaro_winkler_similarity("{column}_l", "{column}_r") >= {at}'


def _one_off(one: str, other: str) -> bool:
    """Whether one sign is another, or two neighbours are exchanged, in texts of one length."""
    return len(one) == len(other) and OSA.distance(one, other, score_cutoff=1) == 1


def _one_off_sql(column: str) -> str:
    # damerau_levenshtein is many times as slow as hamming, and where texts are equally long and
    # one step apart they differ in at most two places: so it is asked last, of very few.
    one, other = f'"{column}_l"', f'"{column}_r"'
    return (
        f"(length({one}) = length({other}) and"
        f" case when length({one}) = length({other}) then hamming({one}, {other}) else 99 end <= 2"
        f" and damerau_levenshtein({one}, {other}) = 1)"
    )


def _steps(one: str, other: str, at_most: int, shortest: int) -> bool:
    """Whether so few letters are wrong, left out or exchanged, in words that are long enough."""
    return (
        min(len(one), len(other)) >= shortest
        and OSA.distance(one, other, score_cutoff=at_most) <= at_most
    )


_AT_LEAST = {(1, 3): 0.5, (1, _LONG_ENOUGH): 0.7, (2, 5): 0.6}
"""Jaro likeness below which no two words are that few steps apart: it is quick to ask first."""


def _steps_sql(column: str, at_most: int, shortest: int, of_other: str = "") -> str:
    one, other = f'"{column}_l"', f'"{of_other or column}_r"'
    return (
        f"(least(length({one}), length({other})) >= {shortest}"
        f" and abs(length({one}) - length({other})) <= {at_most}"
        f" and jaro_similarity({one}, {other}) >= {_AT_LEAST[at_most, shortest]}"
        f" and damerau_levenshtein({one}, {other}) <= {at_most})"
    )


# --- given names ------------------------------------------------------------------------------

NEARLY = 0.95
"""Likeness that names must have which share a word: ``MARIA ELENA`` is not ``MARIA INES``."""


def _called(one: Prepared, other: Prepared) -> bool:
    single = min(len(one.given_set), len(other.given_set)) == 1
    return single and _share(one.called, other.called)


def _given_alike(one: Prepared, other: Prepared) -> bool:
    at = NEARLY if _share(one.given_set, other.given_set) else ALIKE
    return _alike(one.given, other.given, at)


def _word_by_word(one: Prepared, other: Prepared) -> bool:
    ends = (one.first, one.last), (other.first, other.last)
    if min(len(one.given_set), len(other.given_set)) == 1:
        return any(_like(first, second) for first in ends[0] for second in ends[1])
    straight = _like(one.first, other.first) and _like(one.last, other.last)
    return straight or (_like(one.first, other.last) and _like(one.last, other.first))


def _like(one: str, other: str) -> bool:
    return one == other or _steps(one, other, 1, _LONG_ENOUGH)


def _like_sql(one: str, other: str) -> str:
    return f'("{one}_l" = "{other}_r" or {_steps_sql(one, 1, _LONG_ENOUGH, other)})'


_STRAIGHT = _like_sql("first", "first"), _like_sql("last", "last")
_CROSSED = _like_sql("first", "last"), _like_sql("last", "first")
_WORDS_SQL = (
    f'case when least(len("given_set_l"), len("given_set_r")) = 1'
    f" then {' or '.join((*_STRAIGHT, *_CROSSED))}"
    f" else ({' and '.join(_STRAIGHT)}) or ({' and '.join(_CROSSED)}) end"
)


def _moved(one: Prepared, other: Prepared) -> bool:
    return _share(one.given_set, other.given_set) and (
        set(one.given_set) <= {*other.given_set, *other.surname_set}
        or set(other.given_set) <= {*one.given_set, *one.surname_set}
    )


_SHARE_GIVEN = _share_sql("given_set")
_MOVED_SQL = (
    f"({_SHARE_GIVEN} and"
    ' (list_has_all("given_set_r" || coalesce("surname_set_r", []), "given_set_l")'
    ' or list_has_all("given_set_l" || coalesce("surname_set_l", []), "given_set_r")))'
)

GIVEN = FieldRule(
    "given",
    lambda one: one.given != "",
    '"given_l" is null or "given_r" is null',
    (
        LevelRule(
            "same-two",
            "the same, two names or more",
            lambda one, other: one.given == other.given and _several(one.given_set),
            f'("given_l" = "given_r" and {_several_sql("given_set")})',
        ),
        LevelRule(
            "sounds-two",
            "two names or more sound the same",
            lambda one, other: (
                one.given_sounds == other.given_sounds and _several(one.given_sounds)
            ),
            f'("given_sounds_l" = "given_sounds_r" and {_several_sql("given_sounds")})',
        ),
        LevelRule(
            "same",
            "the same",
            lambda one, other: one.given == other.given,
            '"given_l" = "given_r"',
        ),
        LevelRule(
            "left-out",
            "the same, one left out or in another order",
            lambda one, other: _subset(one.given_set, other.given_set),
            _subset_sql("given_set"),
        ),
        LevelRule(
            "sounds",
            "sound the same, or are a name and its short form",
            lambda one, other: _subset(one.given_sounds, other.given_sounds),
            _subset_sql("given_sounds"),
        ),
        LevelRule(
            "called",
            "one may be short for the other",
            _called,
            f'(least(len("given_set_l"), len("given_set_r")) = 1 and {_share_sql("called")})',
        ),
        LevelRule(
            "alike",
            "spelt alike",
            _given_alike,
            f"({_alike_sql('given', NEARLY)} or"
            f" ({_alike_sql('given', ALIKE)} and not {_SHARE_GIVEN}))",
        ),
        LevelRule(
            "one-off",
            "one letter differs",
            lambda one, other: (
                (_steps(one.given, other.given, 1, 3) or _steps(one.first, other.first, 1, 3))
                and not _share(one.given_set, other.given_set)
            ),
            f"(({_steps_sql('given', 1, 3)} or {_steps_sql('first', 1, 3)})"
            f" and not {_SHARE_GIVEN})",
        ),
        LevelRule("word-by-word", "the same but for a letter of a word", _word_by_word, _WORDS_SQL),
        LevelRule("moved", "share one, and the other stands among surnames", _moved, _MOVED_SQL),
        LevelRule(
            "exchanged",
            "given names and surnames exchanged",
            lambda one, other: (
                not _share(one.given_set, other.given_set)
                and _share(one.given_set, other.surname_set)
                and _share(other.given_set, one.surname_set)
            ),
            f'(not {_SHARE_GIVEN} and list_has_any("given_set_l", "surname_set_r")'
            ' and list_has_any("given_set_r", "surname_set_l"))',
        ),
        LevelRule(
            "near",
            "too unlike for one spelling, too alike for two names",
            lambda one, other: (
                (
                    _steps(one.first, other.first, 2, 5)
                    or one.first.startswith(other.first)
                    or other.first.startswith(one.first)
                )
                and not _share(one.given_set, other.given_set)
            ),
            f"(({_steps_sql('first', 2, 5)} or starts_with(first_l, first_r)"
            f" or starts_with(first_r, first_l)) and not {_SHARE_GIVEN})",
        ),
        LevelRule(
            "share",
            "share one, and each has another",
            lambda one, other: _share(one.given_set, other.given_set),
            _SHARE_GIVEN,
        ),
        LevelRule("differ", "differ", _always, "true"),
    ),
)

# --- surnames ---------------------------------------------------------------------------------

_ENDS = ("surname_first", "surname_last")


def _one_alike(one: Prepared, other: Prepared) -> bool:
    words = {one.surname_first, one.surname_last}, {other.surname_first, other.surname_last}
    return any(_alike(first, second, ALIKE) for first in words[0] for second in words[1])


_ONE_ALIKE_SQL = " or ".join(
    f'jaro_winkler_similarity("{one}_l", "{other}_r") >= {ALIKE}'
    for one in _ENDS
    for other in _ENDS
)
_ONE_ALIKE_SQL = f"({_ONE_ALIKE_SQL})"

SURNAMES = FieldRule(
    "surnames",
    lambda one: one.surnames != "",
    '"surnames_l" is null or "surnames_r" is null',
    (
        LevelRule(
            "same-two",
            "the same two",
            lambda one, other: one.surnames == other.surnames and _several(one.surname_set),
            f'("surnames_l" = "surnames_r" and {_several_sql("surname_set")})',
        ),
        LevelRule(
            "another-order",
            "the same two in another order",
            lambda one, other: one.surname_set == other.surname_set and _several(one.surname_set),
            f'("surname_set_l" = "surname_set_r" and {_several_sql("surname_set")})',
        ),
        LevelRule(
            "sounds-two",
            "two sound the same",
            lambda one, other: (
                one.surname_sounds == other.surname_sounds and _several(one.surname_sounds)
            ),
            f'("surname_sounds_l" = "surname_sounds_r" and {_several_sql("surname_sounds")})',
        ),
        LevelRule(
            "same",
            "the same",
            lambda one, other: one.surnames == other.surnames,
            '"surnames_l" = "surnames_r"',
        ),
        LevelRule(
            "left-out",
            "the same, one left out",
            lambda one, other: _subset(one.surname_set, other.surname_set),
            _subset_sql("surname_set"),
        ),
        LevelRule(
            "sounds",
            "sound the same",
            lambda one, other: _subset(one.surname_sounds, other.surname_sounds),
            _subset_sql("surname_sounds"),
        ),
        LevelRule(
            "alike",
            "spelt alike",
            lambda one, other: _alike(one.surnames, other.surnames, ALIKE),
            _alike_sql("surnames", ALIKE),
        ),
        LevelRule(
            "exchanged",
            "given names and surnames exchanged",
            lambda one, other: (
                not _share(one.surname_sounds, other.surname_sounds)
                and _share(one.given_set, other.surname_set)
                and _share(other.given_set, one.surname_set)
            ),
            f"(not {_share_sql('surname_sounds')}"
            ' and coalesce(list_has_any("given_set_l", "surname_set_r"), false)'
            ' and coalesce(list_has_any("given_set_r", "surname_set_l"), false))',
        ),
        LevelRule(
            "share",
            "share one, and each has another",
            lambda one, other: _share(one.surname_sounds, other.surname_sounds),
            _share_sql("surname_sounds"),
        ),
        LevelRule("one-alike", "one is spelt alike", _one_alike, _ONE_ALIKE_SQL),
        LevelRule("differ", "differ", _always, "true"),
    ),
)

# --- birth date -------------------------------------------------------------------------------

YEARS_OFF = 2
"""So many years a birth year is guessed or mistyped by."""


def _both_exact(one: Prepared, other: Prepared) -> bool:
    return len(one.born) == len(other.born) == 10


_EXACT_SQL = '(length("born_l") = 10 and length("born_r") = 10)'
_YEAR_L, _YEAR_R = '"born_l"[1:4]', '"born_r"[1:4]'

BORN = FieldRule(
    "born",
    lambda one: one.born != "",
    '"born_l" is null or "born_r" is null',
    (
        LevelRule(
            "same",
            "the same day",
            lambda one, other: _both_exact(one, other) and one.born == other.born,
            f'({_EXACT_SQL} and "born_l" = "born_r")',
        ),
        LevelRule(
            "turned",
            "day and month exchanged",
            lambda one, other: _both_exact(one, other) and one.turned == other.born,
            f'({_EXACT_SQL} and "turned_l" = "born_r")',
        ),
        LevelRule(
            "one-off",
            "one digit differs",
            lambda one, other: _both_exact(one, other) and _one_off(one.born, other.born),
            f"({_EXACT_SQL} and {_one_off_sql('born')})",
        ),
        LevelRule(
            "month",
            "the same month, the day told by one at most",
            lambda one, other: (
                not _both_exact(one, other)
                and min(len(one.born), len(other.born)) == 7
                and one.born[:7] == other.born[:7]
            ),
            f'(not {_EXACT_SQL} and least(length("born_l"), length("born_r")) = 7'
            ' and "born_l"[1:7] = "born_r"[1:7])',
        ),
        LevelRule(
            "another-day",
            "the same month, another day",
            lambda one, other: _both_exact(one, other) and one.born[:7] == other.born[:7],
            f'({_EXACT_SQL} and "born_l"[1:7] = "born_r"[1:7])',
        ),
        LevelRule(
            "another-year",
            "the same day of a year near by",
            lambda one, other: (
                _both_exact(one, other)
                and one.born[4:] == other.born[4:]
                and abs(int(one.born[:4]) - int(other.born[:4])) <= YEARS_OFF
            ),
            f'({_EXACT_SQL} and "born_l"[5:] = "born_r"[5:]'
            f" and abs({_YEAR_L}::int - {_YEAR_R}::int) <= {YEARS_OFF})",
        ),
        LevelRule(
            "year",
            "the same year, more told by one at most",
            lambda one, other: (
                min(len(one.born), len(other.born)) == 4 and one.born[:4] == other.born[:4]
            ),
            f'(least(length("born_l"), length("born_r")) = 4 and {_YEAR_L} = {_YEAR_R})',
        ),
        LevelRule(
            "year-alone",
            "the same year, another month or day",
            lambda one, other: one.born[:4] == other.born[:4],
            f"({_YEAR_L} = {_YEAR_R})",
        ),
        LevelRule("differ", "differ", _always, "true"),
    ),
)

# --- numbers ----------------------------------------------------------------------------------


def _any_pair(test: Callable[[str, str], bool]) -> Callable[[Prepared, Prepared], bool]:
    def holds(one: Prepared, other: Prepared) -> bool:
        return any(test(first, second) for first in one.a_numbers for second in other.a_numbers)

    return holds


def _neighbours(one: str, other: str) -> bool:
    return abs(int(one) - int(other)) <= NEIGHBOURS


_NEIGHBOURS_SQL = f'(abs("a_number_l"::bigint - "a_number_r"::bigint) <= {NEIGHBOURS})'

A_NUMBER = FieldRule(
    "a_number",
    lambda one: bool(one.a_numbers),
    '"a_number_l" is null or "a_number_r" is null',
    (
        LevelRule(
            "same",
            "the same",
            lambda one, other: _share(one.a_numbers, other.a_numbers),
            '"a_number_l" = "a_number_r"',
        ),
        LevelRule(
            "one-off",
            "one digit differs",
            _any_pair(lambda one, other: _one_off(one, other) and not _neighbours(one, other)),
            f"({_one_off_sql('a_number')} and not {_NEIGHBOURS_SQL})",
        ),
        LevelRule(
            "neighbours",
            "next to one another, as those of brothers and sisters are",
            _any_pair(_neighbours),
            _NEIGHBOURS_SQL,
        ),
        LevelRule("differ", "differ", _always, "true"),
    ),
)

NUMBER = FieldRule(
    "number",
    lambda one: bool(one.numbers),
    '"numbers_l" is null or "numbers_r" is null',
    (
        LevelRule(
            "same",
            "one is the same",
            lambda one, other: _share(one.numbers, other.numbers),
            _share_sql("numbers"),
        ),
        LevelRule("differ", "no number in common", _always, "true"),
    ),
)

# --- what few values are known of -------------------------------------------------------------


def _equal_or_not(name: str) -> FieldRule:
    return FieldRule(
        name,
        lambda one: getattr(one, name) != "",
        f'"{name}_l" is null or "{name}_r" is null',
        (
            LevelRule(
                "same",
                "the same",
                lambda one, other: getattr(one, name) == getattr(other, name),
                f'"{name}_l" = "{name}_r"',
            ),
            LevelRule("differ", "differ", _always, "true"),
        ),
    )


FIELDS = (GIVEN, SURNAMES, BORN, A_NUMBER, NUMBER, _equal_or_not("sex"), _equal_or_not("country"))

NAMED_ALIKE = frozenset(
    {
        *("same-two", "sounds-two", "same", "left-out", "sounds", "called"),
        *("alike", "one-off", "word-by-word", "moved", "exchanged"),
    }
)
"""Levels at which given names are one child's."""

NAMED_APART = frozenset({"share", "differ"})
"""Levels that part brothers from sisters. What is *near* says neither."""

UNSURE_OF_SEX = frozenset(
    {"sounds-two", "sounds", "called", "alike", "one-off", "word-by-word", "near"}
)
"""Levels that are one child's only where sex does not differ: Mario is not Maria, nor Ale Ale."""

EVIDENCE = frozenset({"given", "surnames", "born", "a_number"})
FEWEST_TOLD = 2
"""Fields of ``EVIDENCE`` that both sides must tell: of less than half, nothing follows."""
