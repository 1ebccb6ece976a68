"""A gap: a named rule for something owed that has not happened."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from amparo.clocks.deadlines import Authority
from amparo.record import Fact, Record, Stay
from amparo.words.agencies import AGENCY_OF, Agency, Role

FLAG_LASTS = timedelta(days=365)
"""A red flag that nothing closed expires after so long. Product choice: what was once feared of a
family does not follow it for ever; if it is still so, later facts raise it again."""


class Kind(StrEnum):
    """What a gap is about, which decides who is told, and in which order."""

    OWED = "owed"
    """An agency owes the child something that has not happened."""

    DUE_PROCESS = "due process"
    """The child's case is at risk: counsel or whoever stands in is told no later than anyone."""

    RED_FLAG = "red flag"
    """Somebody should ask whether the child is safe: told to child protection alone; it expires."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Where a gap fired: true from ``since`` up to, not including, ``until`` (None: still true).

    It hangs on its ``anchor``, an event of one source identity, and never on a child: merging or
    splitting children moves it without closing it. ``since`` may lie in the future: then nothing
    more need be told for it to open. ``facts`` are the events used, ``closed_by`` the one that
    closed it.
    """

    anchor: str
    identity: str
    since: date
    until: date | None = None
    due: date | None = None
    reason: str | None = None
    facts: tuple[Fact, ...] = ()
    closed_by: Fact | None = None

    def open_on(self, day: date) -> bool:
        """Whether the gap was true on a day."""
        return self.since <= day and (self.until is None or day < self.until)


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """One rule. ``find`` is a pure function of one record and answers with intervals, not days.

    An interval answers for every day at once, also for the days still to come, so a day's passing
    costs nothing: only what was told anew is looked at again (docs/decisions). ``harm`` is what it
    does to the child if it is true; ``caution`` why it may not be, beside its base rate.
    """

    name: str
    kind: Kind
    says: str
    says_es: str
    means: str
    means_es: str
    is_not: str
    is_not_es: str
    harm: str
    harm_es: str
    caution: str
    caution_es: str
    source: Authority
    clock: str
    clock_es: str
    clock_source: Authority
    owed_by: Role
    closes_by: tuple[str, ...]
    closes_by_es: tuple[str, ...]
    find: Callable[[Record], Iterator[Found]]

    @property
    def agency(self) -> Agency:
        """The agency that owes what is missing."""
        return AGENCY_OF[self.owed_by]


def returns(record: Record) -> tuple[Fact, ...]:
    """What shows, if it came after a release, that the child no longer lives there."""
    return (*record.admissions, *record.encounters)


def until(*closing: Iterable[Fact | None]) -> tuple[date | None, Fact | None]:
    """The first day on which something closed a gap, and the fact that did.

    A fact of a day before the gap opened closes it too: then it never was, which ``real`` tells.
    """
    facts = [fact for group in closing for fact in group if fact is not None]
    first = min(facts, key=lambda fact: (fact.on, fact.identity), default=None)
    return (first.on, first) if first else (None, None)


def until_day(day: date | None, *closing: Iterable[Fact | None]) -> tuple[date | None, Fact | None]:
    """As ``until``, but over on a day at the latest, which no fact need tell; None for no day."""
    ended, closed_by = until(*closing)
    if day is not None and (ended is None or day < ended):
        return day, None
    return ended, closed_by


def flag_until(since: date, *closing: Iterable[Fact | None]) -> tuple[date | None, Fact | None]:
    """As ``until``, for a red flag: it expires."""
    return until_day(since + FLAG_LASTS, *closing)


def adult_from(stay: Stay) -> date | None:
    """The first day after the month in which the child turns 18; None where that is not told."""
    month = stay.turns_18_in
    return month and (month + timedelta(days=31)).replace(day=1)


def real(found: Found) -> bool:
    """Whether the gap was ever true: it opened before it closed."""
    return found.until is None or found.since < found.until


def wakes_on(found: Iterable[Found], today: date) -> date | None:
    """The next day on which an answer changes although nothing new is told; None for never."""
    days = [day for one in found for day in (one.since, one.until, _late(one)) if day is not None]
    return min((day for day in days if day > today), default=None)


def _late(found: Found) -> date | None:
    """The first day on which the duty is late: the day after it is due, if it is still open."""
    if found.due is None:
        return None
    late = found.due + timedelta(days=1)
    return late if found.open_on(late) else None
