"""A source record being written: its cells, each with the day from which the rows carry it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from amparo.feeds import CONTRACTS
from amparo.synthetic import names
from amparo.synthetic.days import day_and_month_swapped, first_of_january, number_of, short_us
from amparo.synthetic.families import Child, Family
from amparo.synthetic.journeys import Episode
from amparo.synthetic.schedule import FEEDS

COLUMNS = {feed: CONTRACTS[feed].column_names for feed in FEEDS}
PLACE = {
    feed: {name: place for place, name in enumerate(columns)} for feed, columns in COLUMNS.items()
}
ADDRESS = ("address_line", "unit", "city", "state", "zip")
WITHHELD = "b(6), b(7)c"

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
    chance, family = of.chance, of.family
    given = names.given_as_told(chance, of.child.given)
    surnames = names.surnames_as_told(chance, *family.surnames)
    country = family.country
    if chance.random() < capitals:
        given, surnames = names.in_plain_capitals(given), names.in_plain_capitals(surnames)
        country = country.upper()
    return {
        "given_names": given,
        "surnames": surnames,
        "birth_date": _birth_date(of.child.born, day_as, chance),
        "citizenship": "UNKNOWN" if chance.random() < 0.004 else country,
    }


def _birth_date(born: int, day_as: Callable[[int], str], chance: Random) -> str:
    luck = chance.random()
    if luck < 0.008:
        return "" if luck < 0.004 else WITHHELD
    if luck < 0.022:
        born = day_and_month_swapped(born)
    elif luck < 0.035:
        born = first_of_january(born)
    # Two digits for the year turn up in every feed now and then.
    return short_us(born) if luck > 0.97 else day_as(born)


def a_number_as_written(number: int, chance: Random) -> str:
    """An A-number in one of the forms in use."""
    digits = str(number)
    luck = chance.random()
    if luck < 0.5:
        return digits
    if luck < 0.7:
        return f"A{digits}"
    parts = (digits[:3], digits[3:6], digits[6:])
    return "A" + "-".join(parts) if luck < 0.95 else "A " + " ".join(parts)


def afterwards(first: int, chance: Random) -> int:
    """Days after the first row mostly; for some old rows only long after, in a later delivery."""
    if chance.random() < 0.35:
        return max(first, _FIRST_DELIVERY) + 5 + chance.randrange(500)
    return first + 2 + chance.randrange(18)
