"""What child protection recorded of a red flag ends it; unfounded, the same is not raised again."""

from collections.abc import Iterator

import msgspec

from amparo.events import ConcernDisposed
from amparo.events.desk import Disposition
from amparo.gaps.gap import Found, Gap, Kind, real, returns
from amparo.record import Fact, Record

NEVER_A_REPEAT = frozenset({"report-unanswered"})
"""Flags of which each is news: that one report was unfounded says nothing of the next one."""


def found_in(gap: Gap, record: Record) -> Iterator[Found]:
    """Whatever a gap finds in a record and ever was true, up to when it was disposed of.

    What was opened and disposed of on one day was true on no whole day, and is there all the same:
    somebody had it as work, and looks at what became of it.
    """
    found = filter(real, gap.find(record))
    if gap.kind is not Kind.RED_FLAG or not (disposed := _disposed(gap, record)):
        return found
    ended = (_ended(one, disposed, record) for one in found)
    return (one for one in ended if real(one) or _was_dealt_with_at_once(one))


def _was_dealt_with_at_once(found: Found) -> bool:
    """Whether somebody told what came of this very flag on the day it opened; of a repeat, not."""
    fact = found.closed_by
    told = fact.event if fact is not None else None
    return (
        isinstance(told, ConcernDisposed)
        and fact is not None
        and told.of == found.identity
        and fact.on == found.since
    )


def _disposed(gap: Gap, record: Record) -> list[tuple[Fact, ConcernDisposed]]:
    told = ((one, one.event) for one in record.told_of(ConcernDisposed))
    return [
        (fact, event)
        for fact, event in told
        if isinstance(event, ConcernDisposed) and event.about == gap.name
    ]


def _ended(found: Found, disposed: list[tuple[Fact, ConcernDisposed]], record: Record) -> Found:
    """The finding up to the first word on it; one of before it began ends it there: it never was.

    A word on what is open ends that, whatever it says: somebody looked. Unfounded, it covers what
    is the same and comes later, until the child lives elsewhere.
    """
    for fact, event in disposed:
        if found.until is not None and found.until <= fact.on:
            continue
        if _is_about(found, fact, event) or _covers(found, fact, event, record):
            until = max(found.since, fact.on)
            found = msgspec.structs.replace(found, until=until, closed_by=fact)
    return found


def _is_about(found: Found, fact: Fact, event: ConcernDisposed) -> bool:
    return event.of == found.identity and found.since <= fact.on


def _covers(found: Found, fact: Fact, event: ConcernDisposed, record: Record) -> bool:
    if event.outcome is not Disposition.UNFOUNDED or event.about in NEVER_A_REPEAT:
        return False
    moved = (one for one in returns(record) if fact.on < one.on <= found.since)
    return next(moved, None) is None
