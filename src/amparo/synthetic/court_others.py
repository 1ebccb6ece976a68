"""The court's other respondents: grown-ups, whose cases stand in the same tables."""

from collections.abc import Iterator
from datetime import date
from random import Random

from amparo.synthetic.chance import Weighted
from amparo.synthetic.court_cases import Filing, Respondent
from amparo.synthetic.days import number_of
from amparo.synthetic.places import Town
from amparo.words.identifiers import MADE_UP_A_NUMBERS

# Cases of all respondents thrown out because no notice was filed, by fiscal year (TRAC 739, as
# printed in the press): 192,861 from January 2021 to February 2024 stand
# beside 448,820 children. Some children's cases are among them.
_DISMISSED = Weighted(
    [(2020, 6_482), (2021, 33_802), (2022, 79_592), (2023, 68_869), (2024, 10_598)]
)
_DISMISSED_PER_CHILD = 0.455
_OTHERS_PER_CHILD = 0.05
"""Assumed; only enough that not every grown-up's case is one thrown out."""

_FROM = {
    2020: (number_of(2019, 10, 1), number_of(2020, 9, 30)),
    2021: (number_of(2021, 1, 2), number_of(2021, 9, 30)),
    2022: (number_of(2021, 10, 1), number_of(2022, 9, 30)),
    2023: (number_of(2022, 10, 1), number_of(2023, 9, 30)),
    2024: (number_of(2023, 10, 1), number_of(2024, 2, 25)),
}
_COUNTRIES = Weighted(
    [("Honduras", 20), ("Guatemala", 20), ("Venezuela", 18), ("Mexico", 14), ("Colombia", 10)]
)
_NUMBERS = (
    range(MADE_UP_A_NUMBERS.start + 4_000_000, MADE_UP_A_NUMBERS.start + 5_000_000),
    range(MADE_UP_A_NUMBERS.start + 9_000_000, MADE_UP_A_NUMBERS.start + 10_000_000),
)
"""No child's: children have the four million before each of these."""

Other = tuple[Respondent, Filing, Random]


def others_after(first: int, size: int, seed: int, town: Town) -> Iterator[Other]:
    """The others who go with the children from ``first`` on; child 0 brings the monthly ones."""
    if first == 0:
        yield from _monthly(seed, town)
    for number in range(_count(first), _count(first + size)):
        chance = Random(f"amparo court {seed} other {number}")
        is_dismissed = chance.random() * _count(1_000_000) < _DISMISSED_PER_CHILD * 1_000_000
        filing = _thrown_out(chance) if is_dismissed else _filed(chance)
        yield _respondent(100 + number, filing, town, chance), filing, chance


def _count(children: int) -> int:
    return int(children * (_DISMISSED_PER_CHILD + _OTHERS_PER_CHILD))


def _monthly(seed: int, town: Town) -> Iterator[Other]:
    """One case each month that has a row in every table.

    However few the children are, each month's file is unlike the last: a file equal to an earlier
    one would tell nothing.
    """
    for month in range(13):
        chance = Random(f"amparo court {seed} month {month}")
        day = date(2024 + month // 12, month % 12 + 1, 8).toordinal()
        filing = Filing(day, day - 60, None)
        yield _respondent(month, filing, town, chance, is_sure=True), filing, chance


def _thrown_out(chance: Random) -> Filing:
    first, last = _FROM[_DISMISSED.draw(chance)]
    slot = chance.randint(first, last)
    booked = slot - chance.randint(40, 400)
    return Filing(booked, booked, slot, is_filed=False)


def _filed(chance: Random) -> Filing:
    day = chance.randint(number_of(2019, 1, 1), number_of(2024, 12, 1))
    return Filing(day, day - chance.randint(5, 90), None)


def _respondent(
    number: int, filing: Filing, town: Town, chance: Random, *, is_sure: bool = False
) -> Respondent:
    home = town.home(chance, number).as_told()
    return Respondent(
        a_number=_a_number(number),
        born=filing.on - int(365.25 * chance.randint(19, 48)) - chance.randrange(360),
        sex=chance.choice("MF"),
        country=_COUNTRIES.draw(chance),
        language="Spanish",
        entered=filing.on - chance.randint(1, 60),
        is_child=False,
        homes=[(filing.on - 30, home)],
        is_sure=is_sure,
    )


def _a_number(number: int) -> int | None:
    for kept in _NUMBERS:
        if number < len(kept):
            return kept[number]
        number -= len(kept)
    return None
