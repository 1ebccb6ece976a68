"""Families of made-up children: who travels together, where from, how old, under which numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from amparo.synthetic import names
from amparo.synthetic.chance import Weighted, source_of
from amparo.synthetic.days import number_of
from amparo.words.identifiers import MADE_UP_A_NUMBERS

MOST_CHILDREN = 4_000_000
"""Each child may need two A-numbers, and ten million are kept for made-up children."""

_TRANSFERS = {2019: 67_987, 2020: 15_128, 2021: 120_859, 2022: 127_057, 2023: 117_789}
"""ICE's transfers to HHS by fiscal year (OIG-24-46)."""

_YEARS = Weighted(list(_TRANSFERS.items()))

# Citizenship and sex by fiscal year: ORR's published facts and data.
_COUNTRIES = {
    2019: (30, 45, 18, 2, 5),
    2020: (25, 48, 14, 6, 8),
    2021: (32, 47, 13, 1, 7),
    2022: (29, 47, 13, 3, 8),
    2023: (28, 42, 9, 8, 13),
}
_BOYS = {2019: 0.66, 2020: 0.68, 2021: 0.66, 2022: 0.64, 2023: 0.61}
_NAMED = ("Honduras", "Guatemala", "El Salvador", "Mexico")
_OTHERS = Weighted(
    [("Ecuador", 30), ("Nicaragua", 26), ("Haiti", 25), ("Venezuela", 9), ("Colombia", 8)]
)
_COUNTRY = {
    year: Weighted([*zip((*_NAMED, ""), shares, strict=True)])
    for year, shares in _COUNTRIES.items()
}
_AGES = Weighted([((3, 12), 16), ((13, 14), 12), ((15, 16), 37), ((17, 17), 35)])
_MAYAN = Weighted(
    [("Q'eqchi'", 35), ("Mam", 25), ("K'iche'", 18), ("Kanjobal", 10), ("Ixil", 7), ("Akateko", 5)]
)


@dataclass(frozen=True, slots=True)
class Plan:
    """One family's place in the cohort."""

    number: int
    first_child: int
    size: int
    shares_a_key: bool


@dataclass(slots=True)
class Child:
    """One made-up child, as the child really is."""

    number: int
    family: int
    sex: str
    given: tuple[str, ...]
    born: int
    a_number: int
    later_a_number: int | None


@dataclass(slots=True)
class Family:
    """Siblings who travel together, or one child alone."""

    plan: Plan
    year: int
    encountered: int
    transferred: int
    country: str
    language: str
    surnames: tuple[str, str]
    children: list[Child] = field(default_factory=list)


def plans(children: int, seed: int) -> Iterator[Plan]:
    """The cohort cut into families: 15 % of them have two or three siblings travelling together."""
    chance = source_of(seed, -1)
    number = first = siblings = 0
    while first < children:
        size = 1 if chance.random() >= 0.15 else (2 if chance.random() < 0.8 else 3)
        size = min(size, children - first)
        siblings += size > 1
        # One key for two children: a handful, and one in the smallest cohort.
        shares = size > 1 and siblings % 4_000 == 3
        yield Plan(number, first, size, shares)
        number, first = number + 1, first + size


def family_of(plan: Plan, chance: Random) -> Family:
    """The family itself."""
    year = _YEARS.draw(chance)
    country = _COUNTRY[year].draw(chance) or _OTHERS.draw(chance)
    language = _language(chance, country)
    transferred = chance.randint(number_of(year - 1, 10, 1), number_of(year, 9, 30))
    family = Family(
        plan=plan,
        year=year,
        encountered=found_before(transferred, chance),
        transferred=transferred,
        country=country,
        language=language,
        surnames=names.surnames_of_a_family(chance, country, language),
    )
    family.children = list(_children(family, chance))
    return family


def found_before(transferred: int, chance: Random) -> int:
    """The day of the encounter: HHS has the child within 72 hours, mostly."""
    return transferred - (chance.choice((1, 1, 2, 2, 3)) if chance.random() < 0.94 else 5)


def _language(chance: Random, country: str) -> str:
    if country == "Haiti":
        return "Haitian Creole"
    if country == "Guatemala" and chance.random() < 0.12:
        return _MAYAN.draw(chance)
    return "Spanish"


def _children(family: Family, chance: Random) -> Iterator[Child]:
    plan = family.plan
    are_twins = plan.size > 1 and (plan.shares_a_key or chance.random() < 0.08)
    born = [_birth_day(family, chance) for _ in range(plan.size)]
    taken: set[str] = set()
    for place in range(plan.size):
        sex = "M" if chance.random() < _BOYS[family.year] else "F"
        given = _given_unlike(taken, family, sex, chance)
        taken.add(given[0])
        has_two = chance.random() < 0.025 and not plan.shares_a_key
        number = plan.first_child + place
        a_number = MADE_UP_A_NUMBERS.start + number
        later = second_a_number(a_number) if has_two else None
        day = born[0 if are_twins else place]
        yield Child(number, plan.number, sex, given, day, a_number, later)


def second_a_number(first: int) -> int:
    """The number a child is given who already had one; nobody else's."""
    return first + 5_000_000


def _given_unlike(taken: set[str], family: Family, sex: str, chance: Random) -> tuple[str, ...]:
    """Siblings do not share their first given name."""
    while True:
        given = names.given_names(chance, sex, family.country, family.language)
        if given[0] not in taken:
            return given


def _birth_day(family: Family, chance: Random) -> int:
    """Children are children on the day of the transfer, and on any encounter just before it."""
    youngest, oldest = _AGES.draw(chance)
    years = chance.randint(youngest, oldest)
    return family.transferred - int(365.25 * years) - 10 - chance.randrange(345)
