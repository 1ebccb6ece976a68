"""The life of a child's notices: issued or not, served or not, filed, refused, withdrawn."""

from dataclasses import dataclass, field
from random import Random

from amparo.synthetic.chance import waited
from amparo.synthetic.days import number_of
from amparo.synthetic.journeys import Episode

_FIRST_COUNT = number_of(2024, 4, 28)
_SECOND_COUNT = number_of(2025, 1, 22)

# Shares of episodes. Together they give 65 % without a notice issued in May 2024 and 52 % without
# one served in January 2025 (OIG-24-46 and OIG-25-21), measured on 50,000 children.
_BY_CBP, _BY_ICE, _IN_THE_WAVE, _NEVER_WILL = 0.070, 0.315, 0.230, 0.020
_YEAR_FACTOR = {2019: 1.25, 2020: 1.2, 2021: 0.98, 2022: 0.95, 2023: 0.9}


@dataclass(slots=True)
class Filing:
    """One filing with the court; the status may be told later than the day."""

    on: int
    status: str
    reason: str = ""


@dataclass(slots=True)
class Notice:
    """One charging document, or one decision not to issue any."""

    episode: int
    issued: int | None = None
    component: str = ""
    not_to_be: int | None = None
    served: int | None = None
    how: str = ""
    to: str = ""
    at: str = ""
    returned: int | None = None
    filings: list[Filing] = field(default_factory=list)
    slot: int | None = None
    slot_told: int = 0
    withdrawn: int | None = None
    is_replaced: bool = False


def notices_of(episode: Episode, year: int, chance: Random) -> list[Notice]:
    """The notices of one episode: mostly none or one; two where one was withdrawn."""
    issued = _issue_day(episode, year, chance)
    if issued is None:
        return _decision(episode, chance)
    component = "CBP" if issued <= episode.transferred else _component(chance)
    notice = _notice(issued, component, episode, chance)
    if chance.random() < 0.02:
        return [notice, *_replacement(notice, issued, episode, chance)]
    return [notice]


def _notice(issued: int, component: str, episode: Episode, chance: Random) -> Notice:
    notice = Notice(episode.number, issued=issued, component=component)
    served = _service_day(issued, chance)
    if served is not None:
        _serve(notice, served, episode, chance)
        if chance.random() < 0.82:
            filed = _filings(served + waited(chance, 60, 2), chance)
            notice.filings = [filing for filing in filed if filing.on < _SECOND_COUNT]
    if chance.random() < 0.7:
        notice.slot_told = issued + chance.randint(0, 20)
        notice.slot = notice.slot_told + chance.randint(60, 420)
    return notice


def _issue_day(episode: Episode, year: int, chance: Random) -> int | None:
    factor = _YEAR_FACTOR.get(year, 0.9)
    luck = chance.random() / factor
    if luck < _BY_CBP:
        return chance.randint(episode.encountered, episode.transferred)
    if luck < _BY_CBP + _BY_ICE:
        return _before(_FIRST_COUNT, episode.transferred + 3, 240, chance)
    if chance.random() < _IN_THE_WAVE / (1 - (_BY_CBP + _BY_ICE) * factor):
        return _between(number_of(2024, 5, 20), number_of(2024, 12, 28), episode, chance)
    return None


def _before(latest: int, earliest: int, mean: float, chance: Random) -> int | None:
    """A day some while after ``earliest``, drawn again where it would be too late."""
    if earliest >= latest:
        return None
    wait = waited(chance, mean)
    return earliest + (wait if earliest + wait <= latest else chance.randrange(latest - earliest))


def _between(first: int, last: int, episode: Episode, chance: Random) -> int | None:
    first = max(first, episode.transferred + 3)
    return chance.randint(first, last) if first < last else None


def _component(chance: Random) -> str:
    return "USCIS" if chance.random() < 0.02 else "ICE"


def _decision(episode: Episode, chance: Random) -> list[Notice]:
    if chance.random() >= _NEVER_WILL:
        return []
    decided = episode.transferred + waited(chance, 300, 20)
    return [Notice(episode.number, not_to_be=decided)] if decided < _SECOND_COUNT else []


def _service_day(issued: int, chance: Random) -> int | None:
    in_the_wave = issued > _FIRST_COUNT
    if chance.random() >= (0.84 if in_the_wave else 0.88):
        return None
    served = issued + waited(chance, 18 if in_the_wave else 70)
    return served if served < _SECOND_COUNT else None


def _serve(notice: Notice, served: int, episode: Episode, chance: Random) -> None:
    is_released = episode.discharged is not None and served > episode.discharged
    by_mail = is_released and chance.random() < 0.7
    notice.served = served
    notice.how = "mail" if by_mail else "in person"
    notice.to = ("child" if chance.random() < 0.5 else "sponsor") if is_released else "ORR"
    if by_mail:
        notice.at = _envelope(served, episode, chance)
        if chance.random() < 0.05:
            notice.returned = min(served + chance.randint(6, 40), _SECOND_COUNT)


def _envelope(served: int, episode: Episode, chance: Random) -> str:
    """The newest address that was told by then, or the one that the child had left."""
    address, later = episode.told_address, episode.later_address
    if later is not None and later[0] < served and chance.random() < 0.6:
        address = later[1]
    return address.on_one_line() if address.line else ""


def _filings(filed: int, chance: Random) -> list[Filing]:
    luck = chance.random()
    if luck < 0.85:
        return [Filing(filed, "accepted")]
    if luck < 0.91:
        again = filed + chance.randint(15, 90)
        return [Filing(filed, "rejected", "address missing"), Filing(again, "accepted")]
    if luck < 0.93:
        return [Filing(filed, "rejected", "wrong court")]
    pending = [Filing(filed, "pending")]
    if luck < 0.97:
        # The same filing; the court's answer is told weeks later.
        pending.append(Filing(filed, "accepted"))
    return pending


def _replacement(notice: Notice, issued: int, episode: Episode, chance: Random) -> list[Notice]:
    """Withdraw the notice, once all that happened to it has; issue another, mostly."""
    happened = [issued, notice.served or issued, *(filing.on for filing in notice.filings)]
    day = max(happened) + chance.randint(5, 120)
    if day >= _SECOND_COUNT - 40:
        return []
    notice.withdrawn = day
    notice.is_replaced = chance.random() < 0.6
    if not notice.is_replaced:
        return []
    return [_notice(day + chance.randint(1, 30), "ICE", episode, chance)]
