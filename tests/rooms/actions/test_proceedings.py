"""The court's proceedings as rows of a snapshot: what each said, known from when to when."""

from datetime import UTC, date, datetime, time
from typing import Any

from amparo.actions.proceedings import proceeding_rows
from amparo.events import AnyEvent, CaseTold, ProceedingTold
from amparo.record import Assertion
from amparo.snapshots import SCHEMAS

CASE, FEBRUARY, MARCH, APRIL = 7, date(2024, 2, 5), date(2024, 3, 5), date(2024, 4, 5)
OF = "EOIR:case/990000001"


def told(learned: date, key: str = "proceeding/990000002", **said: Any) -> Assertion:
    row = repr((key, sorted(said.items()))).encode()
    return _in_release(learned, ProceedingTold(of=OF, line=3, row=row, key=key, **said))


def left_out(learned: date, key: str = "proceeding/990000002") -> Assertion:
    return _in_release(learned, key=key)


def _in_release(learned: date, *events: AnyEvent, key: str = "") -> Assertion:
    return Assertion(
        identity=OF,
        learned_at=datetime.combine(learned, time(12), UTC),
        learned_on=learned,
        sequence=1,
        line=3 if events else 0,
        delivery=f"release of {learned}",
        events=events,
        part=getattr(events[0], "key", "") if events else key,
    )


def backfilled(one: Assertion) -> Assertion:
    return Assertion(
        **{name: getattr(one, name) for name in one.__struct_fields__} | {"backfilled": True}
    )


def rows(*assertions: Assertion, arrived: dict[str, date] | None = None) -> list[dict[str, Any]]:
    return list(proceeding_rows([(CASE, list(assertions))], arrived or {}))


def known(found: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(one["decision"], one["known_from"], one["known_to"], one["basis"]) for one in found]


def test_a_proceeding_is_known_from_the_release_that_told_it_with_the_row_that_did():
    opened, completed = date(2021, 5, 1), date(2022, 3, 1)
    (row,) = rows(
        told(FEBRUARY, happened_on=opened, completed_on=completed, decision="F", in_absentia=False)
    )
    assert row == {
        "court_case": CASE,
        "nth": 1,
        "opened_on": opened,
        "completed_on": completed,
        "decision": "F",
        "in_absentia": False,
        "told_by": "release of 2:3",
        "known_from": FEBRUARY,
        "known_to": None,
        "basis": "both",
    }
    assert row.keys() == set(SCHEMAS["proceedings"].names)


def test_a_proceeding_decided_anew_is_known_so_from_then_on_and_otherwise_before():
    found = rows(told(FEBRUARY), told(MARCH, decision="F"))
    assert known(found) == [(None, FEBRUARY, MARCH, "both"), ("F", MARCH, None, "both")]


def test_a_row_told_again_for_another_reason_is_one_interval():
    found = rows(told(FEBRUARY, decision="F", court="MIA"), told(MARCH, decision="F", court="NYC"))
    assert known(found) == [("F", FEBRUARY, None, "both")]


def test_deliveries_may_come_in_any_order():
    assert rows(told(MARCH, decision="F"), told(FEBRUARY)) == rows(
        told(FEBRUARY), told(MARCH, decision="F")
    )


def test_a_proceeding_that_a_release_leaves_out_had_been_decided():
    found = rows(told(FEBRUARY, decision="F"), left_out(MARCH))
    assert known(found) == [("F", FEBRUARY, None, "both")]


def test_two_proceedings_of_a_case_are_two_rows_of_one_case():
    found = rows(told(FEBRUARY), told(FEBRUARY, key="proceeding/990000003", decision="F"))
    assert [(one["court_case"], one["nth"]) for one in found] == [(CASE, 1), (CASE, 2)]


def test_what_else_is_told_of_a_case_is_no_proceeding():
    case = CaseTold(of=OF, line=2, row=b"row", key="case/990000001")
    assert rows(_in_release(FEBRUARY, case)) == []
    (row,) = rows(_in_release(FEBRUARY, case), told(FEBRUARY))
    assert row["nth"] == 1


def test_what_was_backfilled_counts_as_sealed_only_since_it_arrived():
    first, second = backfilled(told(FEBRUARY)), backfilled(told(MARCH, decision="F"))
    arrived = {first.delivery: APRIL, second.delivery: APRIL}
    assert known(rows(first, second, arrived=arrived)) == [
        (None, FEBRUARY, MARCH, "learned"),
        ("F", MARCH, None, "learned"),
        ("F", APRIL, None, "sealed"),
    ]
