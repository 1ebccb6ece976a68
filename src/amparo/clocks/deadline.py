"""A deadline: so many days after something began, by the rule in force on that day."""

from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import msgspec

from amparo.clocks.authority import Authority
from amparo.clocks.business_days import business_days_after

_A_DAY = 24


class Effect(StrEnum):
    """What a deadline does: bind an agency or shield a child; or let something be done, or end."""

    RESTRICTS = "restricts"
    PERMITS = "permits"


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """So many calendar days, and then business days, after the day something began.

    It binds what began while the rule was in force. ``hours`` are counted in whole days, since
    feeds tell days: the last day on which it may still have been kept. A deadline that
    ``is_floor`` names the first day that is allowed, and not the last. What is not ``is_counted``
    is shown and never counted: it is only proposed, or it would permit something by a text that
    nobody read. Between ``earliest`` and ``in_force_from`` it may have been in force: that is
    said, and nothing is late by it. ``tolling`` is what the law says stops or moves it: by the
    facts of ``stopped_by`` that is computed; else ``not_computed`` says why it is not.
    """

    name: str
    says: str
    says_es: str
    business_days: int = 0
    calendar_days: int = 0
    hours: int = 0
    is_floor: bool = False
    source: Authority
    read: str = "text"
    effect: Effect = Effect.RESTRICTS
    in_force_from: date = date.min
    in_force_to: date | None = None
    earliest: date | None = None
    proposed: bool = False
    is_counted: bool = True
    binds: str = ""
    begins: str = ""
    zone: str = "Washington's"
    tolling: str = ""
    stopped_by: str = ""
    not_computed: str = ""
    feed: str = ""
    not_held: str = ""
    note: str = ""

    def due(self, since: date) -> date | None:
        """The last day to act; None where the rule was not in force on the day it began."""
        if not self.is_counted or not self.was_in_force(since):
            return None
        return _after(since, self.calendar_days + self.hours // _A_DAY, self.business_days)

    def was_in_force(self, day: date) -> bool:
        """Whether the rule certainly held on a day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    def may_have_been_in_force(self, day: date) -> bool:
        """Whether a day lies in the time of which it is not known whether the rule held."""
        return self.earliest is not None and self.earliest <= day < self.in_force_from


@lru_cache(maxsize=100_000)
def _after(day: date, calendar_days: int, business_days: int) -> date:
    # Kept, because every child is looked at many times and they share a few thousand days.
    return business_days_after(day + timedelta(days=calendar_days), business_days)
