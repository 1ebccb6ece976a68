"""Given names that stand where surnames should, and the other way round, be they misspelt."""

import numpy as np

from amparo.matching.coded import Mask, Places
from amparo.matching.columns import Columns
from amparo.matching.in_common import all_share, share
from amparo.matching.likeness import ALIKE, alike, all_like, like, like_sql, likeness
from amparo.matching.prepared import Prepared

_GIVEN, _SURNAMES = ("first", "last"), ("surname_first", "surname_last")
_ENDS = [(given, surname) for given in _GIVEN for surname in _SURNAMES]


def exchanged(one: Prepared, other: Prepared) -> bool:
    """Whether each side has a given name among the other's surnames."""
    return _among(one, other) and _among(other, one)


def _among(one: Prepared, other: Prepared) -> bool:
    return (
        share(one.given_set, other.surname_set)
        or share(one.given_sounds, other.surname_sounds)
        or any(_one_word(getattr(one, given), getattr(other, name)) for given, name in _ENDS)
    )


def _one_word(given: str, surname: str) -> bool:
    both = bool(given and surname)
    return both and (like(given, surname) or alike(given, surname, ALIKE))


def all_exchanged(of: Columns, one: Places, other: Places) -> Mask:
    """The same of each pair."""
    found = _all_among(of, one, other)
    (left,) = found.nonzero()
    found[left] = _all_among(of, other[left], one[left])
    return found


def _all_among(of: Columns, one: Places, other: Places) -> Mask:
    found = all_share(of.given_set, one, other, of.surname_set)
    found |= all_share(of.given_sounds, one, other, of.surname_sounds)
    for given, name in _ENDS:
        words, surnames = getattr(of, given)[one], getattr(of, name)[other]
        (left,) = (~found & (words >= 0) & (surnames >= 0)).nonzero()
        words, surnames = words[left], surnames[left]
        alike = likeness(of.words, words, surnames) >= ALIKE
        found[left] = alike | all_like(of.words, words, surnames)
    return np.asarray(found)


def _among_sql(here: str, there: str) -> str:
    """Of the given names of the side ``here``, as ``l``, and the surnames of the other."""
    ends = [pair if here == "l" else (pair[1], pair[0]) for pair in _ENDS]
    any_of = [
        f'list_has_any("given_set_{here}", "surname_set_{there}")',
        f'list_has_any("given_sounds_{here}", "surname_sounds_{there}")',
        *(like_sql(*pair) for pair in ends),
        *(f'jaro_winkler_similarity("{one}_l", "{other}_r") >= {ALIKE}' for one, other in ends),
    ]
    return " or ".join(f"coalesce({one}, false)" for one in any_of)


EXCHANGED_SQL = f"(({_among_sql('l', 'r')}) and ({_among_sql('r', 'l')}))"
