"""A gap's timelines: what was told, the day asked about, and what the rule must answer."""

from collections.abc import Callable
from datetime import date

import pytest

from amparo.gaps import Found, Gap, Kind, found_in, wakes_on
from amparo.record import Fact, Record, fold
from tests.spec.timeline import as_known, child

OVER_BY_ITSELF = frozenset(
    {
        *("referral-late", "transfer-late", "runaway-from-care", "turns-18"),
        *("hearing-too-soon", "not-filed-before-slot"),
    }
)
"""Gaps that end on a day which nobody need tell, as every red flag does."""

UNSAID = "unsaid"
"""What a timeline says nothing of; None says that there is none."""

Days = str | tuple[str, ...] | None


@pytest.fixture
def gap_test() -> Callable[..., None]:
    """Ask a gap of a timeline.

    ``expect`` is the day since which it is open ``on`` a day as known ``known_at`` another (by
    default: everything told); None where it is not open; several days where it is open several
    times. ``until``, ``due``, ``reason`` and ``closed_by`` (the day of that fact) are looked at
    where they are given, on the open finding or on the one that was closed last. ``wakes`` is the
    next day on which the answer changes though nothing new is told.
    """
    return _ask


def _ask(
    gap: Gap,
    timeline: str,
    *,
    on: str,
    known_at: str | None = None,
    expect: Days = None,
    wakes: str | None = UNSAID,
    **said: str | None,
) -> None:
    evidence = child(timeline)
    day = date.fromisoformat(on)
    known = as_known(evidence, date.fromisoformat(known_at) if known_at else date.max)
    record = known.record if known else Record()
    found = _real(gap, record)
    for one in found:
        _rests_on_facts(gap, one)
    opened = [one for one in found if one.open_on(day)]
    assert [str(one.since) for one in opened] == _several(expect)
    assert _as_of(gap, record, day, known_at) == [_told(one) for one in opened]
    if wakes != UNSAID:
        assert _text(wakes_on(found, day)) == wakes
    if said:
        one = (opened or sorted(found, key=lambda one: one.since))[-1]
        assert {what: _text(getattr(one, what)) for what in said} == said


def _rests_on_facts(gap: Gap, found: Found) -> None:
    """What was used is shown, and the fact that closed it is of the day on which it did."""
    assert found.facts
    by_itself = gap.name in OVER_BY_ITSELF or gap.kind is Kind.RED_FLAG
    if found.closed_by is not None or not by_itself:
        assert (found.closed_by and found.closed_by.on) == found.until


def _as_of(gap: Gap, record: Record, day: date, known_at: str | None) -> list[tuple[object, ...]]:
    """The same question asked of the record folded as of that very day."""
    folded = fold(
        record.records,
        known_at=date.fromisoformat(known_at) if known_at else date.max,
        true_on=day,
        buildings_with_units=record.buildings_with_units,
        others_with_sponsor=record.others_with_sponsor,
    )
    return [_told(one) for one in _real(gap, folded) if one.open_on(day)]


def _real(gap: Gap, record: Record) -> list[Found]:
    return sorted(found_in(gap, record), key=lambda one: (one.since, one.anchor))


def _told(found: Found) -> tuple[object, ...]:
    return found.anchor, found.since, found.due, found.reason


def _several(expect: Days) -> list[str]:
    return [expect] if isinstance(expect, str) else list(expect or ())


def _text(value: object) -> str | None:
    if isinstance(value, Fact):
        return str(value.on)
    return None if value is None else str(value)
