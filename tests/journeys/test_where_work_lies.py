"""A duty lies at one office, by what the record tells; a moved child's goes there by hand-over."""

from pathlib import Path

import pytest

from amparo.words.agencies import Role
from tests.journeys.conftest import Place
from tests.journeys.handmade import delivery
from tests.journeys.test_a_missed_hearing import GAP, Missed, _before, _missed
from tests.journeys.test_attacks_on_courts_and_addresses import release

SPECIALIST, OFFICER = Role.FIELD_SPECIALIST, Role.JUVENILE_COORDINATOR
BEFORE = "federal field specialist of Casa Invento"
AFTER = "federal field specialist of Casa Ejemplo"


def placed(out: Path, day: str, program: str) -> Path:
    row = release(discharge_seq="1", program=program)
    return delivery(out, "placements", day, {"placements.csv": [row]})


@pytest.fixture
def missed(embedded: Place, tmp_path: Path) -> Missed:
    first = placed(tmp_path / "x", "2022-06-13", "Casa Invento")
    embedded.ask("ingest", *_before(tmp_path / "a"), first, _missed(tmp_path / "b"))
    return Missed(embedded)


def test_a_moved_child_s_work_is_handed_over_with_its_way_and_never_silently(missed, tmp_path):
    place, duty, officer_s = missed.place, missed.duty(SPECIALIST), missed.duty(OFFICER)
    seen = missed.show(OFFICER, officer_s)
    assert missed.show(SPECIALIST, duty)["office"] == BEFORE
    place.ask("duties", "take", duty, "--as", SPECIALIST)
    place.ask("ingest", placed(tmp_path / "c", "2022-09-07", "Casa Ejemplo"))

    waits = missed.show(SPECIALIST, duty)
    assert (waits["holder"], waits["office"], waits["passes_to"]) == (SPECIALIST, BEFORE, AFTER)
    assert (
        "waits to be accepted there" in place.run("duties", "show", duty, "--as", SPECIALIST).output
    )
    until = ("--until", "2027-01-01")
    place.ask("people", "add", "there")
    place.ask("people", "appoint", "there", SPECIALIST, "--office", AFTER, *until)
    place.ask("people", "train", "there", *until)
    place.ask("people", "assign", "there", "assigned", "--child", waits["child"], *until)
    place.ask("duties", "accept", duty, "--as", "there")
    there = missed.show(SPECIALIST, duty)
    assert (there["holder"], there["office"], there["passes_to"]) == ("there", AFTER, None)
    assert [one["name"] for one in there["offices"]] == [BEFORE, AFTER]
    # What nobody had has gone along; and of all this DHS's own desk shows nothing.
    (other,) = [
        one
        for one in place.ask("duties", "list", "--as", Role.INSPECTOR)
        if one["gap"] == GAP and one["owner"] == Role.COURT_STAFF
    ]
    assert other["office"] == "immigration court HOU"
    assert missed.show(OFFICER, officer_s) == seen
    assert "Casa" not in str(seen)
    assert seen["office"] == "ICE field office Houston"
    assert place.ask("ledger", "verify")["ok"]


def test_work_is_listed_and_counted_by_office(missed):
    own = missed.place.ask("duties", "list", "--office", BEFORE.upper(), "--as", SPECIALIST)
    assert {one["office"] for one in own} == {BEFORE}
    assert [one for one in own if one["gap"] == GAP]
    loads = missed.place.ask("duties", "workload", "--office", BEFORE)
    assert {(one["role"], one["office"]) for one in loads} == {(SPECIALIST, BEFORE)}
    assert sum(one["open"] for one in loads) == len(own)
    assert missed.place.ask("duties", "workload", "--office", "Casa Otra") == []


def test_for_what_nobody_takes_in_time_the_fallback_desk_answers(missed):
    desk = "ORR duty desk: field operations"
    later = ("duties", "list", "--on", "2022-09-09", "--as", SPECIALIST)
    assert missed.place.ask(*later[:2], "--office", desk, *later[4:]) == []
    (own,) = [one for one in missed.place.ask(*later, "--office", desk) if one["gap"] == GAP]
    assert (own["office"], own["falls_to"], own["unassigned"]) == (BEFORE, desk, True)


def test_counsel_and_the_court_are_told_no_place_of_care(missed):
    for role in (Role.COURT_STAFF, Role.LEGAL_SERVICE_PROVIDER, OFFICER, Role.OPLA_ATTORNEY):
        said = missed.place.run("duties", "list", "--as", role).output
        assert "Casa" not in said, role
