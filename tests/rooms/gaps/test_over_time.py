"""What was found, as intervals of knowledge: learned, changed, merged, told by other children."""

from datetime import date

import msgspec
import pytest

from amparo.gaps import GAPS
from amparo.gaps.over_time import Evidence, FoundThen, found_over_time, records_over_time
from amparo.identity import Seen
from tests.spec.timeline import child


def _found(evidence: Evidence, gap: str) -> list[FoundThen]:
    over_time = records_over_time(evidence)
    found = list(found_over_time(over_time, [GAPS[gap]]))
    return sorted(found, key=lambda one: (one.known_from, one.found.anchor))


def _known(found: list[FoundThen]) -> list[tuple[str, str | None]]:
    return [(str(one.known_from), str(one.known_to) if one.known_to else None) for one in found]


def _showing(evidence: Evidence, numbers: dict[int, str]) -> Evidence:
    """The same rows, each identity showing its own number instead of a common one."""
    seen = [
        (day, msgspec.structs.replace(row, numbers=frozenset({numbers[row.identity].encode()})))
        for day, row in evidence.seen
    ]
    return msgspec.structs.replace(evidence, seen=seen)


def _joined(identity: int) -> Seen:
    return Seen(identity, frozenset({b"A1", b"A2"}), frozenset({b"ANA"}), frozenset({b"LUZ"}), b"")


def test_a_finding_is_known_from_the_day_it_was_learned_and_until_it_was_learned_to_be_closed():
    found = _found(
        child("""
        2026-01-05  CBP  transferred to HHS     (learned 2026-01-07)
        2026-01-09  ICE  notice issued          (learned 2026-02-01)
    """),
        "nta-not-issued",
    )
    assert _known(found) == [("2026-01-07", "2026-02-01"), ("2026-02-01", None)]
    assert [one.found.until for one in found] == [None, date(2026, 1, 9)]


def test_news_that_changes_nothing_begins_no_new_interval():
    found = _found(
        child("""
        2026-01-05  CBP  transferred to HHS
        2026-01-20  ORR  discharged: Age Out
    """),
        "nta-not-issued",
    )
    assert _known(found) == [("2026-01-05", None)]


def test_merging_two_records_moves_a_finding_without_doubling_or_restarting_it():
    apart = _showing(
        child("""
        2026-01-05  CBP  transferred to HHS
        2026-01-06  ORR  admitted
    """),
        {0: "A1", 1: "A2"},
    )
    merged = msgspec.structs.replace(apart, seen=[*apart.seen, (date(2026, 1, 20), _joined(0))])
    still_open, closed = _found(apart, "nta-not-issued"), _found(merged, "nta-not-issued")
    assert {one.found.anchor for one in closed} == {one.found.anchor for one in still_open}
    assert {one.found.since for one in closed} == {date(2026, 1, 5)}
    awaited = _found(apart, "transferred-not-placed")
    assert _known(awaited) == [("2026-01-05", None)]
    assert _known(_found(merged, "transferred-not-placed")) == [("2026-01-05", "2026-01-20")]


def test_a_finding_keeps_its_anchor_when_the_smallest_record_of_the_child_changes():
    apart = _showing(
        child("""
        2026-01-05  CBP  encountered
        2026-01-05  ICE  notice issued
    """),
        {0: "A1", 1: "A2"},
    )
    merged = msgspec.structs.replace(apart, seen=[*apart.seen, (date(2026, 1, 20), _joined(1))])
    before, after = _found(merged, "nta-not-served")
    assert before.found.anchor == after.found.anchor
    assert (before.entity, after.entity) == (1, 0)
    assert after.found.since == date(2026, 1, 5)


THREE_OTHERS = """
    2026-01-10  ORR  another child at 9 Alder St, unit 1, TX 00123
    2026-01-12  ORR  another child at 9 Alder St, unit 2, TX 00123
    2026-02-20  ORR  another child at 9 Alder St, unit 3, TX 00123
"""


def test_another_childs_unit_makes_an_address_incomplete_from_the_day_it_was_learned():
    timeline = f"{THREE_OTHERS}    2026-02-02  ORR  released to Rosa at 9 Alder St, TX 00123"
    (found,) = _found(child(timeline), "address-unusable")
    assert str(found.known_from) == "2026-02-20"
    assert found.found.since == date(2026, 2, 2)


@pytest.mark.parametrize("own", [0, 1])
def test_a_childs_own_other_record_with_a_unit_is_not_another_childs(own):
    timeline = f"{THREE_OTHERS}    2026-02-02  ORR  released to Rosa at 9 Alder St, TX 00123"
    evidence = child(timeline)
    (building,) = evidence.units
    own_number = 0 if own else 1_003
    shown = [*evidence.units[building][:2], (date(2026, 1, 20), own_number)]
    with_own = msgspec.structs.replace(evidence, units={building: shown})
    assert len(_found(with_own, "address-unusable")) == (0 if own else 1)


def test_what_others_show_does_not_move_a_finding_to_another_anchor():
    """The blank address was the second told; that the first lacked a unit is learned later."""
    found = _found(
        child(
            THREE_OTHERS
            + """
        2026-02-02  ORR  released to Rosa at 9 Alder St, TX 00123
        2026-02-05  ORR  address now 7 Elm St, TX 00123
        2026-02-10  ORR  address now UNKNOWN, TX 00123
    """
        ),
        "address-unusable",
    )
    undeliverable = {one.found.anchor for one in found if one.found.reason == "undeliverable"}
    incomplete = {one.found.anchor for one in found if one.found.reason == "incomplete"}
    assert len(undeliverable) == 1
    assert len(incomplete) == 1
    assert undeliverable != incomplete


def test_a_reason_that_a_correction_changes_begins_a_new_interval():
    found = _found(
        child("""
        2026-02-02  ORR  released to Rosa with no address
        2026-02-12  ORR  corrects what it said
        2026-02-02  ORR  says now: released to Rosa at UNKNOWN, TX 00123  (learned 2026-02-12)
    """),
        "address-unusable",
    )
    assert [one.found.reason for one in found] == ["blank", "undeliverable"]


def test_a_rejected_filing_learned_later_stands_among_the_facts():
    found = _found(
        child("""
        2026-01-20  ICE  notice served
        2026-02-02  ICE  notice filed, rejected
    """),
        "nta-not-filed",
    )
    assert [len(one.found.facts) for one in found] == [1, 2]
    assert _known(found) == [("2026-01-20", "2026-02-02"), ("2026-02-02", None)]
