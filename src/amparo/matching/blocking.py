"""The keys by which rows that may be one child find one another: the same for one and for all."""

from collections.abc import Iterable
from itertools import combinations

from amparo.matching.prepared import Prepared


def blocking_keys(row: Prepared) -> list[str]:
    """Every key of a row, sorted; each begins with the name of its rule.

    A row without a number, a birth date or a name has fewer; one that has none of them has none
    and is never proposed. Every rule but those of numbers needs two things to agree, because
    a block of one surname is a whole valley.
    """
    found = {f"a/{number}" for number in row.a_numbers}
    found |= {f"n/{number}" for number in row.numbers}
    if row.born:
        found |= _with_birth(row)
    if row.given:
        found |= _three_words(row.given_sounds, row.surname_sounds)
        found |= _three_words(row.surname_sounds, row.given_sounds)
    return sorted(found)


def _with_birth(row: Prepared) -> set[str]:
    """By the day and a word of the name; without the year, a given name; by year, two words."""
    found = {f"words/{row.born[:4]}/{pair}" for pair in _pairs(_words(row))}
    if len(row.born) == 10:
        day = min(row.born, row.turned or row.born)
        found |= {f"day/{day}/{word}" for word in _words(row)}
        found |= {f"given-of-year/{row.born[5:]}/{given}" for given in row.given_sounds}
    return found


def _three_words(ones: Iterable[str], others: Iterable[str]) -> set[str]:
    """One word of one kind and two of the other."""
    return {f"names/{one}/{pair}" for one in ones for pair in _pairs(others)}


def _words(row: Prepared) -> list[str]:
    """All words of the name, wherever they stand: they change columns from form to form."""
    return sorted({*row.called, *row.given_sounds, *row.surname_sounds})


def _pairs(words: Iterable[str]) -> list[str]:
    return [" ".join(pair) for pair in combinations(words, 2)]
