"""The court's proceedings over time, of all respondents, as rows of a snapshot."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from amparo.actions.steps import told_by
from amparo.events import ProceedingTold
from amparo.record import Assertion, SourceRecord, source_records

Rows = Iterator[dict[str, Any]]
_Day = Callable[[Assertion], date]


def proceeding_rows(
    cases: Iterable[tuple[int, list[Assertion]]], arrived_on: Mapping[str, date]
) -> Rows:
    """A row for each proceeding and each interval of knowledge in which it stayed the same.

    ``cases`` gives each case's number and what was told of it, ``arrived_on`` the day on which
    each file arrived, by its digest.
    """
    for number, told in cases:
        proceedings = [one for one in source_records(told) if _content(one.current) is not None]
        for nth, proceeding in enumerate(proceedings, start=1):
            for basis, day in _bases(proceeding, arrived_on):
                for row in _intervals(proceeding, day):
                    yield {"court_case": number, "nth": nth, **row, "basis": basis}


def _bases(
    proceeding: SourceRecord, arrived_on: Mapping[str, date]
) -> tuple[tuple[str, _Day], ...]:
    if not any(version.backfilled for version in proceeding.versions):
        return (("both", _learned),)

    def arrived(version: Assertion) -> date:
        return arrived_on.get(version.delivery, version.learned_on)

    return ("learned", _learned), ("sealed", arrived)


def _learned(version: Assertion) -> date:
    return version.learned_on


def _intervals(proceeding: SourceRecord, day: _Day) -> Rows:
    """What the proceeding's latest row said, as known from one day to another.

    A release that leaves the row out takes nothing back: what was decided stays so.
    """
    held: dict[str, Any] = {}
    since = None
    days: list[date | None] = [*sorted({day(one) for one in proceeding.versions}), None]
    for known_from, known_to in pairwise(days):
        latest = [one for one in proceeding.versions if known_from and day(one) <= known_from][-1]
        content = _content(latest)
        if content is not None and content != held.get("content"):
            if held:
                yield _row(held, since, known_from)
            held, since = {"content": content, "told_by": told_by(latest)}, known_from
        if known_to is None and held:
            yield _row(held, since, None)


def _row(held: dict[str, Any], known_from: date | None, known_to: date | None) -> dict[str, Any]:
    return {
        **held["content"],
        "told_by": held["told_by"],
        "known_from": known_from,
        "known_to": known_to,
    }


def _content(version: Assertion) -> dict[str, Any] | None:
    event = version.events[0] if version.events else None
    if not isinstance(event, ProceedingTold):
        return None
    return {
        "opened_on": event.happened_on,
        "completed_on": event.completed_on,
        "decision": event.decision,
        "in_absentia": event.in_absentia,
    }
