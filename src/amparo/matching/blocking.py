"""The keys by which rows that may be one child find one another: the same for one and for all."""

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
        found |= {f"names/{given}/{pair}" for given in row.given_sounds for pair in _pairs(row)}
    return sorted(found)


def _with_birth(row: Prepared) -> set[str]:
    """By the day and a name, with or without the year; by the year and two words of the name."""
    found = {f"words/{row.born[:4]}/{pair}" for pair in _name_pairs(row)}
    if len(row.born) == 10:
        day = min(row.born, row.turned or row.born)
        found |= {f"given-day/{day}/{given}" for given in row.called}
        found |= {f"surname-day/{day}/{surname}" for surname in row.surname_sounds}
        found |= {f"given-of-year/{row.born[5:]}/{given}" for given in row.given_sounds}
    return found


def _pairs(row: Prepared) -> list[str]:
    return [" ".join(pair) for pair in combinations(row.surname_sounds, 2)]


def _name_pairs(row: Prepared) -> list[str]:
    """Two words of the whole name, wherever they stand: they change columns from form to form."""
    words = sorted({*row.called, *row.given_sounds, *row.surname_sounds})
    return [" ".join(pair) for pair in combinations(words, 2)]
