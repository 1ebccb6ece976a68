"""What is compared of a row, worked out once: names in order, as sets and by sound, the birth."""

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from amparo.identity.shown import Shown
from amparo.words.birth_dates import BirthDate, Quality
from amparo.words.nicknames import names_behind
from amparo.words.sounds import sound


class Prepared(msgspec.Struct, frozen=True):
    """A ``Shown`` as one record is compared with another; ``columns.py`` has the same of a batch.

    ``given`` and ``surnames`` are the words in order, written as one, for *Delacruz* is *De la
    Cruz*; ``first``, ``last``, ``surname_first`` and ``surname_last`` are single words of them. The
    ``_set`` of each is in order of the alphabet and without repetition, the ``_sounds`` likewise as
    they sound, a short form as the name it stands for where that is one alone. ``called`` holds, by
    sound, all names that the given names may stand for. ``born`` is the day as far as it is known:
    ``2012-05-01``, ``2012-05`` or, where the first of January may be a filler as well, ``2012``;
    empty where untold. ``turned`` is the day with day and month exchanged, where that is another
    day.
    """

    given: str
    first: str
    last: str
    given_set: tuple[str, ...]
    given_sounds: tuple[str, ...]
    called: tuple[str, ...]
    surnames: str
    surname_first: str
    surname_last: str
    surname_set: tuple[str, ...]
    surname_sounds: tuple[str, ...]
    born: str
    turned: str
    a_numbers: tuple[str, ...]
    numbers: tuple[str, ...]
    sex: str
    country: str
    family: frozenset[bytes]


def prepared(shown: Shown) -> Prepared:
    """What is compared of a row."""
    return Prepared(
        *given_prepared(shown.given),
        *surnames_prepared(shown.surnames),
        *born_as_known(shown.born),
        a_numbers=_distinct(shown.a_numbers),
        numbers=_distinct(shown.numbers),
        sex=shown.sex or "",
        country=shown.country or "",
        family=shown.family,
    )


Words = tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def given_prepared(words: Words) -> tuple[str, str, str, Words, Words, Words]:
    """The fields from ``given`` to ``called``."""
    named = _without_initials(words)
    return (
        "".join(words),
        *_ends(named),
        _distinct(named),
        _distinct(map(_sound_of_name, named)),
        _distinct(name for word in words for name in called(word)),
    )


@lru_cache(maxsize=1 << 16)
def surnames_prepared(words: Words) -> tuple[str, str, str, Words, Words]:
    """The fields from ``surnames`` to ``surname_sounds``."""
    return "".join(words), *_ends(words), _distinct(words), _distinct(map(sound, words))


def _ends(words: Words) -> tuple[str, str]:
    return (words[0], words[-1]) if words else ("", "")


def _without_initials(given: Words) -> Words:
    """An initial is no name of its own: *Darwin M* may be *Darwin Maximo*, or *Darwin*."""
    return tuple(word for word in given if len(word) > 1) or given


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words)))


@lru_cache(maxsize=1 << 16)
def _sound_of_name(word: str) -> str:
    behind = names_behind(word) - {word}
    return sound(next(iter(behind)) if len(behind) == 1 else word)


@lru_cache(maxsize=1 << 16)
def called(word: str) -> tuple[str, ...]:
    """By sound, the names that a given name may be said for, itself among them."""
    return _distinct(map(sound, names_behind(word)))


def born_as_known(born: BirthDate | None) -> tuple[str, str]:
    """The fields ``born`` and ``turned``."""
    return _known(born), _known(born.swap) if born else ""


def _known(born: BirthDate | None) -> str:
    if born is None:
        return ""
    if born.month is None or born.quality is Quality.PLACEHOLDER:
        return f"{born.year:04}"
    month = f"{born.year:04}-{born.month:02}"
    return month if born.day is None else f"{month}-{born.day:02}"
