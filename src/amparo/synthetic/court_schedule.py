"""When the court's releases arrive, and which days each covers."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from amparo.feeds.contract import Mode
from amparo.synthetic.schedule import Slot, learned_on
from amparo.words.agencies import Agency

_FIRST_MONTH = (2024, 2)
_MONTHS = 12
_OF_MONTH = 6
_HOUR = 15
_HISTORY_FROM = date(2018, 10, 1)

_LATE = (2024, 7)
"""This month's release reaches us only after August's."""
_LATE_RECEIVED = date(2024, 8, 9)

_RESENT = (2024, 10)
"""This month's release is sent once more, byte by byte."""
_RESENT_RECEIVED = date(2024, 10, 16)

_WITHOUT = (2024, 5), "A_TblCaseIdentifier"
"""This month's release lacks a table. That tables are left behind is assumed."""

_RENAMED_FROM = date(2024, 7, 1)
_DAILY_UNTIL = date(2025, 1, 29)


@dataclass(frozen=True, slots=True)
class Release:
    """One delivery of the court. ``covers`` is the last day it speaks of, as a number."""

    slot: Slot
    covers: int
    is_renamed: bool

    @property
    def is_whole(self) -> bool:
        """Whether it has a file for each table, and not only for those of which there is news."""
        return self.slot.mode is not Mode.DELTA

    def holds(self, table: str) -> bool:
        """Whether it can carry rows of a table."""
        return not (self.is_snapshot and (_month(self), table) == _WITHOUT)

    @property
    def is_snapshot(self) -> bool:
        """Whether each of its files holds its whole table."""
        return self.slot.mode is Mode.SNAPSHOT


class CourtTimetable:
    """The court's deliveries in the order of what they cover, and in the order of arrival.

    The home begins to receive the court's releases in February 2024: what the tables said before,
    nobody kept.
    """

    def __init__(self) -> None:
        monthly = [_snapshot(place) for place in range(_MONTHS)]
        daily = _daily(monthly[-1].slot.covers_to)
        again = [_again(release) for release in monthly if _month(release) == _RESENT]
        self.arriving = _numbered([*monthly, *daily, *again])
        in_order = sorted(self.arriving, key=lambda release: release.covers)
        self.snapshots = [release for release in in_order if release.is_snapshot]
        self.deltas = [release for release in in_order if release.slot.mode is Mode.DELTA]
        self._monthly = [release.slot.place for release in self.snapshots]
        self._covered = [release.covers for release in self.snapshots]
        self._covered_daily = [release.covers for release in self.deltas]

    @property
    def slots(self) -> list[Slot]:
        """Every delivery, as it arrives."""
        return [release.slot for release in self.arriving]

    def carried(self, days: list[int]) -> list[tuple[int, list[int]]]:
        """Each state of a row by its place, and the places of the releases that carry it.

        ``days`` are when each state began. A snapshot carries the state of its day, a daily file
        only what began since the last.
        """
        found: list[tuple[int, list[int]]] = []
        for state, day in enumerate(days):
            until = days[state + 1] if state + 1 < len(days) else 1 << 30
            first, after = bisect_left(self._covered, day), bisect_left(self._covered, until)
            places = self._monthly[first:after]
            if day > self._covered[-1]:
                daily = bisect_left(self._covered_daily, day)
                # Of two changes inside one day's file only the later is told.
                if daily < min(bisect_left(self._covered_daily, until), len(self.deltas)):
                    places = [self.deltas[daily].slot.place]
            if places:
                found.append((state, places))
        return found


def _snapshot(place: int) -> Release:
    year, month = divmod(_FIRST_MONTH[0] * 12 + _FIRST_MONTH[1] - 1 + place, 12)
    day = date(year, month + 1, _OF_MONTH)
    received = _LATE_RECEIVED if (day.year, day.month) == _LATE else day
    return _release(Mode.SNAPSHOT, received, day - timedelta(days=1), _HISTORY_FROM)


def _daily(covered: date) -> list[Release]:
    """A file for each working day of January 2025 after the last release."""
    found = []
    received = covered + timedelta(days=3)
    while received <= _DAILY_UNTIL:
        if received.weekday() < 5:
            ends = received - timedelta(days=1)
            found.append(_release(Mode.DELTA, received, ends, covered + timedelta(days=1)))
            covered = ends
        received += timedelta(days=1)
    return found


def _again(release: Release) -> Release:
    first = release.slot
    return _release(Mode.RESEND, _RESENT_RECEIVED, first.covers_to, first.covers_from)


def _release(mode: Mode, received: date, ends: date, starts: date) -> Release:
    at = datetime(received.year, received.month, received.day, _HOUR, tzinfo=UTC)
    learned = learned_on(at).toordinal()
    slot = Slot("court", 0, mode, at, learned, starts, ends, sender=Agency.EOIR)
    return Release(slot, ends.toordinal(), ends >= _RENAMED_FROM)


def _month(release: Release) -> tuple[int, int]:
    return release.slot.covers_to.year, release.slot.covers_to.month


def _numbered(releases: list[Release]) -> list[Release]:
    """The court numbers what it sends in the order of extraction, not of arrival."""
    sent = sorted(releases, key=lambda one: (one.covers, one.slot.received_at))
    first = {release.covers: place for place, release in reversed([*enumerate(sent)])}
    numbered = []
    for place, release in enumerate(sent):
        repeats = first[release.covers] if release.slot.mode is Mode.RESEND else None
        slot = replace(release.slot, place=place, number=place + 1, repeats=repeats)
        numbered.append(replace(release, slot=slot))
    return sorted(numbered, key=lambda release: release.slot.received_at)
