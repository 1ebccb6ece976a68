"""How far two names agree, in words: which parts, in which order, and how they are spelled."""

from collections import Counter
from collections.abc import Callable
from enum import StrEnum

import msgspec

from amparo.words.nicknames import stand_for_one_name
from amparo.words.sounds import sound
from amparo.words.surnames import Surname, glued, stems


class Arrangement(StrEnum):
    """Which words agree, and whether they stand in the same places. The strongest comes first."""

    SAME = "the same"
    OTHER_ORDER = "the same in another order"
    LAST_MISSING = "the last is missing on one side"
    FIRST_MISSING = "the first is missing on one side"
    CUT_SHORT = "one is cut short"
    OTHER_COLUMNS = "the same words in other columns"
    ONE_DIFFERS = "one agrees and another differs"
    DIFFERENT = "different"
    UNTOLD = "not told on one side"


class Spelling(StrEnum):
    """What the words that agree have in common, at the weakest of them. The strongest is first."""

    EXACT = "letter by letter"
    SOUND = "by their sound"
    NICKNAME = "as a name and its short form"
    INITIAL = "by an initial"


class Agreement(msgspec.Struct, frozen=True):
    """How two names agree. ``spelling`` is None where nothing does."""

    arrangement: Arrangement
    spelling: Spelling | None = None

    @property
    def in_words(self) -> str:
        """As a reviewer reads it: ``the same in another order, by their sound``."""
        if self.spelling in {None, Spelling.EXACT}:
            return self.arrangement.value
        return f"{self.arrangement}, {self.spelling}"


UNTOLD = Agreement(Arrangement.UNTOLD)
DIFFERENT = Agreement(Arrangement.DIFFERENT)

_SHORTEST_CUT = 6
"""Letters of a name that a narrow field must leave, so that the rest can be believed cut off."""
_FEWEST_MOVED = 2


def compare_surnames(one: tuple[Surname, ...], other: tuple[Surname, ...]) -> Agreement:
    """How surnames agree. Particles, hyphens and spaces make no difference.

    The first is by custom the father's and the last the mother's, but nothing here relies on it.
    """
    if not one or not other:
        return UNTOLD
    if glued(one) == glued(other):
        return Agreement(Arrangement.SAME, Spelling.EXACT)
    found = _best(stems(one), stems(other), _AS_SURNAMES)
    if found.arrangement in _PARTLY and _is_cut(glued(one), glued(other)):
        return Agreement(Arrangement.CUT_SHORT, Spelling.EXACT)
    return found


def compare_given_names(one: tuple[str, ...], other: tuple[str, ...]) -> Agreement:
    """How given names agree, as ``told_tokens`` gives them. Short forms and initials count."""
    if not one or not other:
        return UNTOLD
    if "".join(one) == "".join(other):
        return Agreement(Arrangement.SAME, Spelling.EXACT)
    found = _best(one, other, _AS_GIVEN_NAMES)
    if found.arrangement in _PARTLY and _is_cut("".join(one), "".join(other)):
        return Agreement(Arrangement.CUT_SHORT, Spelling.EXACT)
    return found


def moved_between_columns(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether all words of the shorter whole name, two at least, stand somewhere in the longer one.

    *Mateo Francisco Miguel* is three given names, one of which each form takes for a surname. A
    father and a son may be named so as well: it is never as strong as a name in its place.
    """
    short, long = sorted((Counter(map(sound, one)), Counter(map(sound, other))), key=Counter.total)
    return short.total() >= _FEWEST_MOVED and short <= long


def compare_whole_names(
    given: tuple[tuple[str, ...], tuple[str, ...]],
    surnames: tuple[tuple[Surname, ...], tuple[Surname, ...]],
) -> tuple[Agreement, Agreement]:
    """How the given names and the surnames agree, column by column.

    Where a column disagrees, and its words only stand in the other one, both say so.
    """
    by_column = compare_given_names(*given), compare_surnames(*surnames)
    one, other = ((*given[side], *stems(surnames[side])) for side in (0, 1))
    found = {each.arrangement for each in by_column}
    could_have_moved = bool(found & _DISAGREES) or (
        found <= _ONE_MISSING and len(one) == len(other)
    )
    if could_have_moved and moved_between_columns(one, other):
        moved = Agreement(Arrangement.OTHER_COLUMNS, Spelling.SOUND)
        return moved, moved
    return by_column


Same = Callable[[str, str], bool]

_PARTLY = frozenset({Arrangement.ONE_DIFFERS, Arrangement.DIFFERENT})
_DISAGREES = _PARTLY | {Arrangement.UNTOLD}
_ONE_MISSING = {Arrangement.LAST_MISSING, Arrangement.FIRST_MISSING}


def _sound_alike(one: str, other: str) -> bool:
    return sound(one) == sound(other)


def _nicknames(one: str, other: str) -> bool:
    return _sound_alike(one, other) or stand_for_one_name(one, other)


def _initials(one: str, other: str) -> bool:
    return _nicknames(one, other) or (min(len(one), len(other)) == 1 and one[0] == other[0])


_AS_SURNAMES: tuple[tuple[Spelling, Same], ...] = (
    (Spelling.EXACT, str.__eq__),
    (Spelling.SOUND, _sound_alike),
)
_AS_GIVEN_NAMES: tuple[tuple[Spelling, Same], ...] = (
    *_AS_SURNAMES,
    (Spelling.NICKNAME, _nicknames),
    (Spelling.INITIAL, _initials),
)
"""From the strictest to the loosest; each also takes what the ones before it take."""


def _best(
    one: tuple[str, ...], other: tuple[str, ...], ways: tuple[tuple[Spelling, Same], ...]
) -> Agreement:
    """The strongest arrangement, at the strictest spelling that reaches it."""
    found = [(_arrangement(one, other, same), spelling) for spelling, same in ways]
    arrangement, spelling = min(found, key=lambda each: _RANK[each[0]])
    return Agreement(arrangement, spelling) if arrangement != Arrangement.DIFFERENT else DIFFERENT


_RANK = {arrangement: rank for rank, arrangement in enumerate(Arrangement)}


def _arrangement(one: tuple[str, ...], other: tuple[str, ...], same: Same) -> Arrangement:
    short, long = sorted((one, other), key=len)
    shared = _shared(short, long, same)
    if shared < len(short):
        return Arrangement.ONE_DIFFERS if shared else Arrangement.DIFFERENT
    if len(short) == len(long):
        in_place = all(map(same, short, long))
        return Arrangement.SAME if in_place else Arrangement.OTHER_ORDER
    at_the_front = all(map(same, short, long))
    return Arrangement.LAST_MISSING if at_the_front else Arrangement.FIRST_MISSING


def _shared(short: tuple[str, ...], long: tuple[str, ...], same: Same) -> int:
    """How many words of the shorter name have a word of their own in the longer one."""
    left = list(long)
    for word in short:
        found = next((other for other in left if same(word, other)), None)
        if found is not None:
            left.remove(found)
    return len(long) - len(left)


def _is_cut(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST_CUT and long.startswith(short)
