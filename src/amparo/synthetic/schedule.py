"""When each feed's deliveries arrive, what each is, and which days it covers."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Mode
from amparo.words.agencies import Agency

Cadence = Literal["month", "day"]

FIRST, LAST = date(2023, 1, 1), date(2025, 1, 31)
"""The days within which the world's deliveries are received."""

_ROUTES = (
    ("referrals", Agency.CBP),
    ("notices", Agency.ICE),
    ("placements", Agency.ORR),
    ("custody", Agency.ICE),
    ("safety", Agency.ORR),
    ("addresses", Agency.EOIR),
    ("addresses", Agency.ORR),
    ("addresses", Agency.USCIS),
)
ROUTES = tuple((feed, sender) for feed, sender in _ROUTES if feed in CONTRACTS)
"""Every line of deliveries: a feed, and who sends it. The court's stand in ``court_schedule``."""

FEEDS = tuple(dict.fromkeys(feed for feed, _ in ROUTES))
SENDER = dict(reversed(ROUTES))
"""Who mostly sends each feed."""

_WASHINGTON = ZoneInfo("America/New_York")
_OF_MONTH = {
    "referrals": 26,
    "notices": 27,
    "placements": 28,
    "custody": 25,
    "safety": 24,
    "addresses": 23,
}
# How many months lie between two deliveries, where it is more than one.
_EVERY = {("addresses", Agency.ORR): 2, ("addresses", Agency.USCIS): 6}
_MONTH = 31
_LATE_BY = {("safety", (2024, 5)): 12}
"""The days by which one month's delivery comes too late."""
_SNAPSHOT = (2024, 1)
_CORRECTIONS = {"notices": date(2023, 11, 14), "placements": date(2024, 3, 12)}
_RESENT = {"referrals": date(2023, 6, 6)}
_HISTORY_FROM = date(2018, 10, 1)
_NOON = time(12, 5)


@dataclass(frozen=True, slots=True)
class Slot:
    """One delivery of one feed. ``place`` is its place in its sender's own order, from 0."""

    feed: str
    place: int
    mode: Mode
    received_at: datetime
    learned: int
    covers_from: date
    covers_to: date
    repeats: int | None = None
    """The place of the delivery whose file is sent again."""
    number: int = 0
    sender: Agency = Agency.EOIR
    every_days: int | None = None
    """How often its sender delivers the feed, where that is not as its contract asks."""

    @property
    def sequence(self) -> int:
        """The feed's own number of the delivery, from 1; every sender's deliveries count."""
        return self.number

    @property
    def is_ordinary(self) -> bool:
        """Whether it carries what is new: neither a correction nor a file sent again."""
        return self.mode in {Mode.SNAPSHOT, Mode.DELTA}


class Timetable:
    """One feed's deliveries from one sender, in order."""

    def __init__(self, slots: list[Slot]) -> None:
        self.slots = slots
        ordinary = [slot for slot in self.slots if slot.is_ordinary]
        self._ordinary = [slot.place for slot in ordinary]
        self._covered = [slot.covers_to.toordinal() for slot in ordinary]
        self.snapshots = [slot.place for slot in ordinary[1:] if slot.mode is Mode.SNAPSHOT]
        self.correction = next(
            (slot.place for slot in self.slots if slot.mode is Mode.CORRECTION), None
        )

    def first_covering(self, day: int) -> int | None:
        """The place of the first ordinary delivery that carries what was written on ``day``."""
        found = bisect_left(self._covered, day)
        return self._ordinary[found] if found < len(self._ordinary) else None

    def next_ordinary(self, place: int) -> int | None:
        """The place of the first ordinary delivery after another one."""
        found = bisect_left(self._ordinary, place + 1)
        return self._ordinary[found] if found < len(self._ordinary) else None


def timetables(cadence: Cadence) -> dict[tuple[str, str], Timetable]:
    """Every feed's deliveries by feed and sender, numbered within the feed as they arrive."""
    slots = {route: list(_slots(*route, cadence)) for route in ROUTES}
    numbers: dict[str, int] = {}
    for slot in sorted((slot for several in slots.values() for slot in several), key=_by_arrival):
        numbers[slot.feed] = numbers.get(slot.feed, 0) + 1
        route = slot.feed, slot.sender
        slots[route][slot.place] = replace(slot, number=numbers[slot.feed])
    return {route: Timetable(several) for route, several in slots.items()}


def learned_on(received: datetime) -> date:
    """The day in Washington on which a delivery was received."""
    return received.astimezone(_WASHINGTON).date()


def _by_arrival(slot: Slot) -> tuple[datetime, str]:
    return slot.received_at, slot.sender


def _slots(feed: str, sender: Agency, cadence: Cadence) -> Iterator[Slot]:
    instants = sorted([*_ordinary(feed, sender, cadence), *_extraordinary(feed)])
    covered = _HISTORY_FROM - timedelta(days=1)
    last_ordinary = 0
    for place, (received, mode) in enumerate(instants):
        learned = learned_on(received)
        repeats = last_ordinary if mode is Mode.RESEND else None
        ends = covered if mode is Mode.RESEND else learned - timedelta(days=1)
        starts = _HISTORY_FROM if mode is not Mode.DELTA else covered + timedelta(days=1)
        yield Slot(
            feed,
            place,
            mode,
            received,
            learned.toordinal(),
            starts,
            ends,
            repeats,
            sender=sender,
            every_days=_MONTH * _EVERY.get((feed, sender), 1) if cadence == "month" else None,
        )
        if mode in {Mode.SNAPSHOT, Mode.DELTA}:
            covered, last_ordinary = ends, place


def _ordinary(feed: str, sender: Agency, cadence: Cadence) -> Iterator[tuple[datetime, Mode]]:
    months = [(year, month) for year in (2023, 2024) for month in range(1, 13)] + [(2025, 1)]
    every = _EVERY.get((feed, sender), 1)
    days = [
        date(year, month, _OF_MONTH[feed]) + timedelta(days=_LATE_BY.get((feed, (year, month)), 0))
        for year, month in months[::every]
    ]
    if cadence == "day":
        first, last = days[0], LAST
        days = [first + timedelta(days=more) for more in range((last - first).days + 1)]
    for place, day in enumerate(days):
        on_snapshot_day = (day.year, day.month) == _SNAPSHOT and day.day == _OF_MONTH[feed]
        mode = Mode.SNAPSHOT if place == 0 or on_snapshot_day else Mode.DELTA
        yield _at(feed, sender, day, place if cadence == "month" else 1), mode


def _at(feed: str, sender: Agency, day: date, place: int) -> datetime:
    # Some hours are still the day before in Washington; daily ones keep one hour each day.
    hour = (14, 2, 21, 9, 11)[(place + len(feed)) % 5]
    # Two senders of one feed never deliver in the same minute.
    minute = 20 + len(feed) + _EVERY.get((feed, sender), 0)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def _extraordinary(feed: str) -> Iterator[tuple[datetime, Mode]]:
    if feed in _CORRECTIONS:
        yield datetime.combine(_CORRECTIONS[feed], _NOON, UTC), Mode.CORRECTION
    if feed in _RESENT:
        yield datetime.combine(_RESENT[feed], _NOON, UTC), Mode.RESEND
