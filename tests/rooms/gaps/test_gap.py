"""A finding is an interval: it answers for every day at once."""

from datetime import date

import pytest

from amparo.gaps import Found, real, wakes_on
from amparo.gaps.gap import until
from amparo.record import fold
from tests.spec.timeline import child, records


def _found(since: int, to: int | None = None, due: int | None = None) -> Found:
    return Found(
        anchor="CBP:MU1 transferred",
        identity="CBP:MU1",
        since=date(2026, 1, since),
        until=date(2026, 1, to) if to else None,
        due=date(2026, 1, due) if due else None,
    )


@pytest.mark.parametrize(("day", "is_open"), [(4, False), (5, True), (8, True), (9, False)])
def test_a_finding_is_open_from_its_first_day_up_to_the_day_it_closed(day, is_open):
    assert _found(5, 9).open_on(date(2026, 1, day)) is is_open


def test_what_closed_before_or_when_it_opened_never_was():
    assert not real(_found(5, 4))
    assert not real(_found(5, 5))
    assert real(_found(5, 6))
    assert real(_found(5))


@pytest.mark.parametrize(
    ("found", "today", "wakes"),
    [
        (_found(5), 4, 5),
        (_found(5), 5, None),
        (_found(5, 9), 6, 9),
        (_found(5, due=12), 6, 13),
        (_found(5, due=12), 12, 13),
        (_found(5, due=12), 13, None),
        (_found(5, 9, due=12), 9, None),
        (_found(5, 13, due=12), 6, 13),
    ],
)
def test_it_wakes_on_the_next_day_on_which_its_answer_changes(found, today, wakes):
    expected = date(2026, 1, wakes) if wakes else None
    assert wakes_on([found], date(2026, 1, today)) == expected


def test_of_several_findings_the_first_to_change_wakes():
    assert wakes_on([_found(20), _found(5, 9), _found(5, due=6)], date(2026, 1, 5)) == date(
        2026, 1, 7
    )
    assert wakes_on([], date(2026, 1, 5)) is None


def test_the_earliest_of_the_closing_facts_closes():
    record = fold(
        records(
            child("""
        2026-01-05  ORR  admitted
        2026-01-03  CBP  encountered
    """)
        )
    )
    day, fact = until(record.admissions, record.encounters, (None,))
    assert day == date(2026, 1, 3)
    assert fact is record.encounters[0]
    assert until((), (None,)) == (None, None)
