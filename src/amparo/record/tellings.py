"""When something was first told so, and what a row told over time of one address."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from amparo.events import AnyEvent, Described, Event
from amparo.record.facts import Fact, fact
from amparo.record.versions import Assertion, SourceRecord

AnEvent = TypeVar("AnEvent", bound=Event)


def as_first_told(kind: type, record: SourceRecord) -> Fact | None:
    """What the current row says of one kind, with the row that was the first to say it.

    A row sent again tells nothing anew: it was known since it was first learned.
    """
    event = event_of(kind, record.current)
    if event is None:
        return None
    return Fact(fact(event, record).on, event, _first_alike(record))


def event_of(kind: type, version: Assertion) -> AnyEvent | None:
    """What a version says of one kind; None where it says nothing of it."""
    return next((event for event in version.events if isinstance(event, kind)), None)


def addresses_over_time(
    record: SourceRecord,
    kind: type[AnEvent],
    token: Callable[[AnEvent], bytes],
    day: Callable[[AnEvent], date | None],
) -> tuple[Fact, ...]:
    """Every address a row told, each on the day the agency gives for it, else when we learned it.

    The agency overwrites its row, so what stood there before is known from the versions alone. A
    day that is not later than the address before is a day of that one, left standing.
    """
    told: list[Fact] = []
    token_before = None
    for version in record.versions:
        for event in version.events:
            if isinstance(event, kind) and token(event) != token_before:
                token_before = token(event)
                on = day(event)
                dated = on is not None and (not told or on > told[-1].on)
                told.append(Fact(on if on and dated else version.learned_on, event, version))
    return tuple(told)


def _first_alike(record: SourceRecord) -> Assertion:
    row = _row(record.current)
    first = record.current
    for version in reversed(record.versions):
        if _row(version) != row:
            break
        first = version
    return first


def _row(version: Assertion) -> bytes | None:
    described = version.events[0]
    return described.row if isinstance(described, Described) else None
