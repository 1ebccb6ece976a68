"""Which given names are said for which: data, in nicknames.csv."""

import csv
from functools import cache, lru_cache
from importlib.resources import files

_DIMINUTIVES = ("CITOS", "CITO", "CITA", "ITOS", "ITAS", "ITO", "ITA")
_SHORTEST_STEM = 2


@lru_cache(maxsize=1 << 16)
def stand_for_one_name(one: str, other: str) -> bool:
    """Whether two different given names can be said of one child: Chepe and José, Ana and Anita.

    It is weaker than an equal name: families do name one sister Ana and the other Anita.
    """
    return not names_behind(one).isdisjoint(names_behind(other)) or (
        _is_diminutive(one, other) or _is_diminutive(other, one)
    )


def names_behind(said: str) -> frozenset[str]:
    """The names that one may be said for, itself among them; not those of its diminutive."""
    return _table().get(said, frozenset()) | {said}


def _is_diminutive(little: str, name: str) -> bool:
    ending = next((one for one in _DIMINUTIVES if little.endswith(one)), "")
    stem = little.removesuffix(ending) if ending else ""
    # Rosita is Ros + a, Carlitos is Carl + os: the name ends in its own vowel.
    return len(stem) >= _SHORTEST_STEM and name.rstrip("S").rstrip("AEIO") == stem


@cache
def _table() -> dict[str, frozenset[str]]:
    text = files("amparo.words").joinpath("nicknames.csv").read_text(encoding="utf-8")
    names: dict[str, set[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        names.setdefault(row["said"], set()).add(row["name"])
    return {said: frozenset(behind) for said, behind in names.items()}
