"""One call after release: every attempt told of it, and what was answered."""

from datetime import date

import msgspec

from amparo.events import CallAnswered, CallAttempted
from amparo.record.facts import Fact, all_happened, fact, happened
from amparo.record.tellings import as_first_told
from amparo.record.versions import SourceRecord


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One report of a call. ``attempts`` are kept over time, by day: the agency overwrites them.

    Of a day told twice, the last telling says whether anyone was reached.
    """

    identity: str
    attempts: tuple[Fact, ...] = ()
    answered: Fact | None = None

    @property
    def reached(self) -> tuple[Fact, ...]:
        """The contacts by which somebody was reached, whether or not an interview followed."""
        reached = tuple(one for one in self.attempts if _was_reached(one))
        return (*reached, self.answered) if self.answered else reached

    def by(self, day: date) -> "Call":
        """The call without what had not happened by a day."""
        if day == date.max:
            return self
        return Call(
            identity=self.identity,
            attempts=all_happened(self.attempts, day),
            answered=happened(self.answered, day),
        )


def call(record: SourceRecord) -> Call:
    """The call that a record of the safety feed describes."""
    return Call(
        identity=record.identity,
        attempts=_attempts(record),
        answered=as_first_told(CallAnswered, record),
    )


def _attempts(record: SourceRecord) -> tuple[Fact, ...]:
    told: dict[date, Fact] = {}
    for version in record.versions:
        for event in version.events:
            if isinstance(event, CallAttempted) and event.happened_on is not None:
                told[event.happened_on] = Fact(event.happened_on, event, version)
    for event in record.current.events:
        if isinstance(event, CallAttempted) and event.happened_on is None:
            undated = fact(event, record)
            told.setdefault(undated.on, undated)
    return tuple(told[day] for day in sorted(told))


def _was_reached(attempt: Fact) -> bool:
    return isinstance(attempt.event, CallAttempted) and attempt.event.reached is True
