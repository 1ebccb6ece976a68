"""One child's way through care: found, referred, transferred, admitted, discharged, where to."""

from dataclasses import dataclass
from random import Random

from amparo.synthetic.chance import Weighted, waited
from amparo.synthetic.days import number_of
from amparo.synthetic.families import Child, Family, found_before, second_a_number
from amparo.synthetic.places import BLANK, NO_HOME, Address, Home, Town, undeliverable

_DAYS_IN_CARE = {2019: 61, 2020: 69, 2021: 33, 2022: 29, 2023: 27, 2024: 30}
"""Mean days in care by fiscal year (ORR's published facts and data)."""

_DISCHARGES = Weighted(
    [
        ("Reunified (Individual Sponsor)", 94.0),
        ("Age Out", 2.0),
        ("Voluntary Departure", 1.2),
        ("Repatriated", 0.6),
        ("Immigration Relief Granted", 0.4),
        ("Runaway from Facility", 0.6),
        ("Reunified (Program or Facility)", 0.4),
        ("Age Redetermination", 0.3),
        ("Ordered Removed", 0.1),
        ("Local Law Enforcement", 0.2),
        ("Other", 0.2),
    ]
)
RELEASED = "Reunified (Individual Sponsor)"
_FIRST_DELIVERY = number_of(2023, 1, 20)
LAST_DAY = number_of(2025, 1, 20)
"""Nothing new happens in the last days of the world, so that all of it can still be told."""


@dataclass(slots=True)
class Episode:
    """One way from an encounter to the end of care. None: it did not happen, or was not told."""

    number: int
    encountered: int
    referred: int | None
    designated: int
    transferred: int
    has_referral: bool
    has_placement: bool
    admitted: int | None
    moved: int | None
    discharged: int | None
    how: str
    notified: int | None
    a_number: int
    home: Home = NO_HOME
    told_address: Address = BLANK
    later_address: tuple[int, Address] | None = None
    is_put_right: bool = False
    """Whether the later address is the same home told rightly, and not the next one."""

    @property
    def is_released(self) -> bool:
        """Whether care ended with a release to a sponsor."""
        return self.how == RELEASED and self.discharged is not None


def journey_of(child: Child, family: Family, town: Town, chance: Random) -> list[Episode]:
    """The child's episodes in order; about one child in fifty is found a second time."""
    home = town.home(chance, family.plan.number)
    days = (family.encountered, family.transferred)
    first = _episode(1, child, days, chance)
    _tell_address(first, home, town, chance)
    first.has_placement = first.has_placement or family.plan.shares_a_key
    again = _found_again(first, family, chance)
    if again is None:
        return [first]
    days = (found_before(again, chance), again)
    second = _episode(2, child, days, chance)
    _tell_address(second, town.home(chance, child.number), town, chance)
    first.has_referral = first.has_placement = second.has_referral = second.has_placement = True
    if chance.random() < 0.4:
        child.later_a_number = second_a_number(child.a_number)
        second.a_number = child.later_a_number
    return [first, second]


def _found_again(first: Episode, family: Family, chance: Random) -> int | None:
    if family.plan.size > 1 or first.discharged is None or chance.random() >= 0.028:
        return None
    again = first.discharged + 90 + chance.randrange(800)
    return again if again < LAST_DAY - 60 else None


def _episode(number: int, child: Child, days: tuple[int, int], chance: Random) -> Episode:
    encountered, transferred = days
    admitted = _admitted(transferred, chance)
    year = min(2024, _fiscal_year(transferred))
    discharged = transferred + waited(chance, _DAYS_IN_CARE[year] - 5, at_least=5)
    how = _DISCHARGES.draw(chance)
    said = discharged if discharged <= LAST_DAY else None
    episode = Episode(
        number=number,
        encountered=encountered,
        referred=None if chance.random() < 0.02 else min(transferred, encountered + _short(chance)),
        designated=max(encountered, transferred - 1),
        transferred=transferred,
        has_referral=chance.random() >= 0.015,
        has_placement=chance.random() >= 0.006,
        admitted=admitted,
        moved=None,
        discharged=said,
        how=how,
        notified=None if chance.random() < 0.05 or said is None else said + _short(chance),
        a_number=child.a_number,
    )
    if chance.random() < 0.06 and discharged - transferred > 25:
        episode.moved = transferred + 8 + chance.randrange(12)
    if not episode.has_referral:
        episode.has_placement = True
    return episode


def _admitted(transferred: int, chance: Random) -> int | None:
    luck = chance.random()
    if luck < 0.005:
        return None
    if luck < 0.035:
        return transferred + chance.randint(2, 6)
    return transferred + (chance.random() < 0.4)


def _tell_address(episode: Episode, home: Home, town: Town, chance: Random) -> None:
    """What is told of the home at the release, and for some what is told later."""
    if episode.how != RELEASED or episode.discharged is None:
        return
    episode.home, episode.told_address = _told(home, town, chance)
    is_bad = episode.told_address != episode.home.as_told()
    if chance.random() < (0.35 if is_bad else 0.05):
        told_again = max(episode.discharged, _FIRST_DELIVERY) + waited(chance, 200, 20)
        # Four in five bad addresses are put right; the others are told anew of the next home.
        put_right = is_bad and chance.random() < 0.8
        address = episode.home.as_told() if put_right else next_home(town, chance)
        episode.later_address, episode.is_put_right = (told_again, address), put_right


def _told(home: Home, town: Town, chance: Random) -> tuple[Home, Address]:
    """About 7 % of release addresses are bad: 10 % blank, 30 % undeliverable, 60 % lack a unit."""
    luck = chance.random()
    if luck < 0.007:
        return home, BLANK
    if luck < 0.028:
        return home, undeliverable(chance, home)
    if luck < 0.07:
        home = home if home.unit else town.apartment(chance)
        return home, home.without_unit()
    return home, home.as_told()


def next_home(town: Town, chance: Random) -> Address:
    """Where a family moves to, as it is told: some leave out the unit."""
    home = town.home(chance, chance.randrange(1 << 20))
    return home.without_unit() if chance.random() < 0.05 else home.as_told()


def _fiscal_year(day: int) -> int:
    # Years of 365 days are near enough for an average.
    return 2019 + (day - number_of(2018, 10, 1)) // 365


def _short(chance: Random) -> int:
    return 0 if chance.random() < 0.6 else chance.randint(1, 2)
