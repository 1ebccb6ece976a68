"""One event at its place in time, with what is needed to say who told it and when."""

from datetime import date

import msgspec

from amparo.events import AnyEvent, Encountered, ToldAtDesk
from amparo.record.versions import Assertion, SourceRecord


class Fact(msgspec.Struct, frozen=True):
    """An event as a record uses it. ``on`` is its day, or the day it was learned if undated."""

    on: date
    event: AnyEvent
    told: Assertion

    @property
    def identity(self) -> str:
        """The source identity that the fact is told of."""
        return self.told.identity

    @property
    def told_by(self) -> str:
        """Who told it: the source identity, or of what a person told at a desk, their agency."""
        return self.event.told_by if isinstance(self.event, ToldAtDesk) else self.told.identity

    @property
    def dated(self) -> bool:
        """Whether the agency gave the day; if not, it is taken as true from when it was learned."""
        return self.event.happened_on is not None


def fact(event: AnyEvent, record: SourceRecord) -> Fact:
    """An event of a record's current version at its place in time.

    An event without a day is taken as true from the day on which the record first told it so and
    has not ceased to since: a row sent again with another change does not move it.
    """
    return Fact(event.happened_on or _told_since(event, record), event, record.current)


def _told_since(event: AnyEvent, record: SourceRecord) -> date:
    since = record.current.learned_on
    for version in reversed(record.versions):
        if not any(type(one) is type(event) and one.happened_on is None for one in version.events):
            break
        since = version.learned_on
    return min(since, *_told_with(event, record)) if isinstance(event, Encountered) else since


def _told_with(event: AnyEvent, record: SourceRecord) -> list[date]:
    """The days that the same row gives: a child was found no later than anything that followed.

    Without this an encounter of a withheld day would begin its episode after its own transfer.
    """
    days = [one.happened_on for one in record.current.events if one is not event]
    return [day for day in days if day is not None] or [date.max]


def earliest(facts: list[Fact]) -> Fact | None:
    """The first of some facts by day, then by identity; None where there are none."""
    return min(facts, key=lambda one: (one.on, one.identity), default=None)


def happened(fact: Fact | None, by: date) -> Fact | None:
    """The fact, or None where it had not happened by a day."""
    return fact if fact is not None and fact.on <= by else None


def all_happened(facts: tuple[Fact, ...], by: date) -> tuple[Fact, ...]:
    """Those of some facts that had happened by a day."""
    return tuple(fact for fact in facts if fact.on <= by)
