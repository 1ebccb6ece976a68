"""A hearing to come is one that stands: set and not called off, in a case that is open."""

from datetime import date, time

import msgspec
import pytest

from amparo.events import HearingTold
from amparo.record import Assertion, fold, source_records, to_come
from tests.rooms.record.test_cases import ADMITTED
from tests.spec.timeline import child, records

SET = """
    2026-01-02  EOIR  case opened
    2026-01-20  EOIR  hearing set for 2026-03-02
"""
BOOKED = """
    2026-01-05  ICE  notice issued
    2026-01-06  ICE  notice served
    2026-01-06  ICE  first hearing booked for 2026-03-09
"""


def ahead(timeline, today):
    day = date.fromisoformat(today)
    known = [one.known_at(day) for one in records(child(ADMITTED + timeline))]
    record = fold([one for one in known if one], true_on=day)
    found = to_come(record.cases, record.notices, day)
    return [str(one.on) if one.is_set else f"{one.on} booked" for one in found]


@pytest.mark.parametrize(
    ("more", "today", "expected"),
    [
        ("", "2026-01-19", []),
        ("", "2026-01-20", ["2026-03-02"]),
        ("", "2026-03-02", ["2026-03-02"]),
        ("", "2026-03-03", []),
        ("2026-02-01  EOIR  hearing of 2026-03-02: cancelled", "2026-02-01", []),
        ("2026-02-01  EOIR  no longer reports the hearing of 2026-03-02", "2026-02-02", []),
        (
            "2026-02-05  EOIR  hearing set for 2026-02-20",
            "2026-02-05",
            ["2026-02-20", "2026-03-02"],
        ),
    ],
    ids=["not-set-yet", "set", "on-its-day", "past", "called-off", "left-out", "next-first"],
)
def test_a_hearing_is_ahead_from_when_it_was_set_until_its_day_is_over(more, today, expected):
    assert ahead(SET + more, today) == expected


def test_in_a_case_that_ended_nothing_is_ahead():
    assert ahead(SET + "2026-02-01  EOIR  case completed\n", "2026-01-31") == ["2026-03-02"]
    assert ahead(SET + "2026-02-01  EOIR  case completed\n", "2026-02-01") == []


def test_what_is_only_booked_on_the_notice_is_told_as_that_until_the_court_has_a_case():
    assert ahead(BOOKED, "2026-02-01") == ["2026-03-09 booked"]
    assert ahead(BOOKED + "2026-02-01  EOIR  case opened\n", "2026-02-01") == []
    assert ahead(BOOKED + "2026-02-01  ICE  notice filed, accepted\n", "2026-02-01") == []
    assert ahead(BOOKED, "2026-03-10") == []


@pytest.mark.parametrize(
    ("written", "hour"),
    [("0830", time(8, 30)), ("830", time(8, 30)), ("2460", None), ("??", None), (None, None)],
    ids=["plain", "without-its-zero", "no-hour", "no-number", "not-told"],
)
def test_what_is_no_hour_is_not_told(written, hour):
    found = to_come(_with_hour(written), (), date(2026, 2, 1))
    assert [one.at for one in found] == [hour]


def _with_hour(written):
    def told(one: Assertion) -> Assertion:
        events = tuple(
            msgspec.structs.replace(event, at=written) if isinstance(event, HearingTold) else event
            for event in one.events
        )
        return msgspec.structs.replace(one, events=events)

    every = [told(one) for record in records(child(ADMITTED + SET)) for one in record.versions]
    return fold(source_records(every)).cases
