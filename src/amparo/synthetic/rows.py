"""A source record being written: its cells, each with the day from which the rows carry it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from amparo.synthetic import names
from amparo.synthetic.columns import ADDRESS, COLUMNS, PLACE
from amparo.synthetic.days import number_of
from amparo.synthetic.families import Child, Family
from amparo.synthetic.journeys import Episode
from amparo.synthetic.noise import PLAIN, WITHHELD, Noise
from amparo.synthetic.places import Address

__all__ = ["ADDRESS", "COLUMNS", "PLACE", "WITHHELD", "About", "Record"]

Cells = list[tuple[int, str]]
"""Some cells of a row: the place of each, and its text."""

_FIRST_DELIVERY = number_of(2023, 1, 28)


@dataclass(frozen=True, slots=True)
class About:
    """Whom a clerk writes of: the child, the family, one episode; and the clerk's own chance."""

    child: Child
    family: Family
    episode: Episode
    is_only_episode: bool
    chance: Random
    noise: Noise = PLAIN


@dataclass(slots=True)
class Record:
    """One source record. The first change carries its key; none counts before that day."""

    feed: str
    child: int
    key: tuple[str, ...]
    luck: float
    changes: list[tuple[int, Cells]] = field(default_factory=list)
    corrections: Cells = field(default_factory=list)
    may_be_undated: bool = False
    shares_key: bool = False
    """Another child's record has the same key: their rows always stand in one file together."""
    second_of: "Record | None" = None
    noise: Noise = PLAIN
    sender: str = ""
    """Who sends it, where a feed has several senders; empty where it has one."""

    def tell(self, day: int, **cells: str) -> None:
        """From this day on the agency's rows carry these cells."""
        places = PLACE[self.feed]
        self.changes.append((day, [(places[name], text) for name, text in cells.items()]))

    def correct(self, **cells: str) -> None:
        """What the feed's one correction delivery says instead."""
        places = PLACE[self.feed]
        self.corrections.extend((places[name], text) for name, text in cells.items())


def program(number: int) -> str:
    """One of the programmes that ORR funds (219 in 2020)."""
    return f"Made-up Shelter {1 + number * 7919 % 219}"


def naming(of: About, day_as: Callable[[int], str], capitals: float) -> dict[str, str]:
    """The cells that name the child; ``capitals`` is how often a clerk writes in capitals only."""
    chance, family, noise = of.chance, of.family, of.noise
    given = noise.given(chance, of.child.given)
    surnames = noise.surnames(chance, *family.surnames)
    country = family.country
    if chance.random() < capitals:
        given, surnames = names.in_plain_capitals(given), names.in_plain_capitals(surnames)
        country = country.upper()
    return {
        "given_names": given,
        "surnames": surnames,
        "birth_date": noise.birth_date(chance, of.child.born, day_as),
        "citizenship": noise.unknown if chance.random() < 0.004 else country,
    }


def a_number_as_written(of: About, number: int) -> str:
    """An A-number in one of the forms in use; in some models now and then another's number."""
    mistaken = of.noise.mistaken_number(of.child, of.family.children)
    return of.noise.a_number(of.chance, number if mistaken is None else mistaken)


def address_as_written(of: About, address: Address) -> dict[str, str]:
    """The five cells of an address."""
    return dict(zip(ADDRESS, of.noise.address(of.chance, address), strict=True))


def afterwards(first: int, chance: Random) -> int:
    """Days after the first row mostly; for some old rows only long after, in a later delivery."""
    if chance.random() < 0.35:
        return max(first, _FIRST_DELIVERY) + 5 + chance.randrange(500)
    return first + 2 + chance.randrange(18)
