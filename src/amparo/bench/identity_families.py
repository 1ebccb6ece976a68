"""Made-up children in families, some with brothers and sisters: the truth that rows are made of."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from random import Random

import msgspec

from amparo.bench.identity_names import Surnames, given_names
from amparo.synthetic.chance import Weighted
from amparo.words.identifiers import MADE_UP_A_NUMBERS

_TWINS = 0.12
_COUNTRIES = Weighted([("GT", 42), ("HN", 28), ("SV", 14), ("MX", 9), ("EC", 4), ("NI", 3)])
_SECOND_NAME = 0.7
_FIRST_BORN_ON = date(2004, 1, 1)
_BORN_WITHIN = 5_500
"""Days: children of up to some fifteen years."""
_SPONSORS = (
    *("MARTA", "JULIO", "ROSARIO", "EFRAIN", "SILVIA", "RENE"),
    *("NORMA", "HUGO", "IRMA", "CESAR", "OLGA", "DORA"),
)
_TABLE = 10


class Child(msgspec.Struct, frozen=True):
    """A child as they are: what every agency would write down if nobody ever slipped."""

    number: int
    family: int
    given: tuple[str, ...]
    surnames: tuple[str, str]
    born: date
    sex: str
    country: str
    a_number: int
    sponsor: str
    zip_code: str


class World(msgspec.Struct, frozen=True, kw_only=True):
    """What a made-up world is like.

    ``siblings`` is the share of families with two or three children; ``adjacent`` whether brothers
    and sisters were given neighbouring A-numbers.
    """

    siblings: float = 0.15
    adjacent: bool = True
    seed: int = 1


def children(world: World) -> Iterator[Child]:
    """Children without end, family by family; the same for the same world."""
    chance = Random(world.seed)  # noqa: S311  # repeats, and keeps no secret
    given, surnames = given_names(), Surnames()
    found = 0
    for family in count(1):
        father_s, mother_s = surnames.of(chance), surnames.of(chance)
        home = f"{chance.choice(_SPONSORS)} {father_s} {surnames.of(chance)}", _zip_code(chance)
        country = _COUNTRIES.draw(chance)
        numbers = _numbers(chance, adjacent=world.adjacent)
        for given_name, sex, born in _brothers_and_sisters(chance, given, world.siblings):
            found += 1
            names = given_name, (father_s, mother_s)
            yield Child(found, family, *names, born, sex, country, next(numbers), *home)


def _brothers_and_sisters(
    chance: Random, given: dict[str, Weighted[str]], siblings: float
) -> Iterator[tuple[tuple[str, ...], str, date]]:
    many = chance.choice((2, 2, 3)) if chance.random() < siblings else 1
    twins = chance.random() < _TWINS
    born = _FIRST_BORN_ON + timedelta(chance.randrange(_BORN_WITHIN))
    taken: set[str] = set()
    for _ in range(many):
        sex = chance.choice("MF")
        first = next(name for name in _draws(given[sex], chance) if name not in taken)
        taken.add(first)
        second = given[sex].draw(chance) if chance.random() < _SECOND_NAME else first
        yield tuple(dict.fromkeys((first, second))), sex, born
        born += timedelta(0 if twins else chance.randrange(330, 1_700))


def _draws(names: Weighted[str], chance: Random) -> Iterator[str]:
    while True:
        yield names.draw(chance)


def _numbers(chance: Random, *, adjacent: bool) -> Iterator[int]:
    """A family's A-numbers: one after another as they sit at one table, or far from one another."""
    number = chance.choice(MADE_UP_A_NUMBERS[:-_TABLE])
    while True:
        yield number
        number = number + 1 if adjacent else chance.choice(MADE_UP_A_NUMBERS[:-_TABLE])


def _zip_code(chance: Random) -> str:
    """Few ZIP codes hold many families, as they do."""
    return f"{10_000 + int(chance.paretovariate(0.6)) * 37 % 80_000:05}"
