"""Whatever the court decides and wherever a child moves, DHS is shown the same record as before."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from amparo.actions import show
from amparo.actions.asking import LookRefused, Question
from amparo.actions.home import Home, close_home, open_home
from amparo.actions.people import who_asks
from amparo.purposes import Action, DataClass, Origin, Purpose
from amparo.purposes.labels import Label
from amparo.purposes.roles import agency
from amparo.settings import read_settings
from amparo.store import children, people, records
from amparo.words.agencies import Agency, Role
from tests.journeys.conftest import Place
from tests.journeys.handmade import (
    NUMBER,
    Rows,
    court_case,
    delivery,
    hearing,
    proceeding,
    referral,
)

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
BARRED = (Role.JUVENILE_COORDINATOR, Role.PARENT_ABROAD)
"""One of DHS and one of the home to whom protected relief is never shown."""

Files = Mapping[str, Rows]

NAMING = {
    "a_number": NUMBER,
    "given_names": "Ana Lucía",
    "surnames": "Choc Caal",
    "birth_date": "2009-03-07",
}
HOME = {
    "address_line": "12 Pretend St",
    "unit": "Apt 4",
    "city": "Houston",
    "state": "TX",
    "zip": "77002",
}
ELSEWHERE = {"address_line": "900 Made Up Ave", "city": "Omaha", "state": "NE", "zip": "68102"}


def court(
    ended: Mapping[str, str] | None = None,
    heard: Mapping[str, str] | None = None,
    asked: Mapping[str, str] | None = None,
    lives: Mapping[str, str] | None = None,
) -> Files:
    """The court's books of the child: a case, its proceeding, a hearing and a motion."""
    motion = {
        "IDNMOTION": "990000031",
        "IDNCASE": "990000001",
        "IDNPROCEEDING": "990000011",
        "REC_TYPE": "U",
        "MOTION_RECD_DATE": "2022-08-20 00:00:00.000",
    }
    return {
        "A_TblCase.csv": [court_case(**(lives or {}))],
        "B_TblProceeding.csv": [proceeding(**(ended or {}))],
        "tbl_schedule.csv": [hearing(21, "2022-09-01", **(heard or {}))],
        "tbl_Court_Motions.csv": [motion | dict(asked or {})],
    }


def release(**cells: str) -> dict[str, str]:
    """ORR's row of the child's release to a sponsor, in the word that ORR has for it."""
    told = {"uc_path_id": "MU1000001", "admitted_at": "2022-05-03", "discharged_on": "2022-06-10"}
    return NAMING | told | {"discharge_type": "Reunified (Individual Sponsor)"} | HOME | cells


def moved(**cells: str) -> dict[str, str]:
    """A row that tells of a change of address."""
    days = dict.fromkeys(("effective_from", "filed_on", "received_on"), "2022-08-01")
    return NAMING | ELSEWHERE | days | {"change_id": "MU77", "channel": "EOIR-33"} | cells


def held(**cells: str) -> dict[str, str]:
    """ICE's row of the child's stay in its custody."""
    days = {"book_in": "2022-05-01", "book_out": "2022-05-03", "handed_to_hhs_on": "2022-05-03"}
    return NAMING | days | {"eid_subject_id": "MU5", "stay": "1"} | cells


@pytest.fixture
def told(tmp_path: Path) -> Any:
    """Opens a home of the one child, of whom these files were delivered too."""
    made = iter(range(100))

    def home_of(*files: tuple[str, str, Files, str | None]) -> Place:
        folder = tmp_path / str(next(made))
        first = ("referrals", "2022-05-05", {"referrals.csv": [referral()]}, None)
        sent = [
            delivery(folder, feed, day, tables, sender=sender)
            for feed, day, tables, sender in (first, *files)
        ]
        place = Place(folder / "home")
        place.ask("ingest", *sent)
        return place

    return home_of


BOOKS = "2022-11-05"
"""The day on which the court's books are received."""


def books(**told: Mapping[str, str]) -> tuple[str, str, Files, None]:
    return "court", BOOKS, court(**told), None


def opened(place: Place) -> Home:
    return open_home(read_settings(place.variables))


def seen(place: Place, role: Role) -> list[tuple[Any, ...]]:
    """What a role is shown of the child, without what names the rows of another home."""
    home = opened(place)
    (child,) = children.everyone()
    asker = who_asks(home, NOW, role, role)
    question = Question(asker=asker, command="children show", action=Action.READ)
    record = show.show(home, question, child, NOW)
    close_home()
    lines = [
        (one.event, one.on, sorted(one.says.items()), one.told_by, one.learned_on)
        for one in record.lines
    ]
    owed = [(one.gap, one.since, one.due, one.reason) for one in record.owed]
    return [*lines, *owed]


# --- what the court decided ---------------------------------------------------------------------

ENDED = {"COMP_DATE": "2022-09-01 00:00:00.000", "ABSENTIA": "N"}


@pytest.mark.parametrize("role", BARRED)
@pytest.mark.parametrize(
    "said",
    [{"OTHER_COMP": "G"}, {"OTHER_COMP": "Z"}, {"DEC_CODE": "R"}, {"OTHER_COMP": "P"}],
    ids=str,
)
def test_a_case_that_ended_with_relief_looks_to_dhs_like_any_other_that_ended(told, role, said):
    removed = seen(told(books(ended=ENDED | {"DEC_CODE": "X"})), role)
    assert any(line[0] == "court proceeding told" for line in removed)
    assert seen(told(books(ended=ENDED | said)), role) == removed


@pytest.mark.parametrize("role", BARRED)
@pytest.mark.parametrize("code", ["2Z", "C4", "EE", "9Q"])
def test_the_notice_of_a_hearing_tells_dhs_of_no_application_for_asylum(told, role, code):
    ordinary = seen(told(books(heard={"NOTICE_CODE": "AA"})), role)
    assert seen(told(books(heard={"NOTICE_CODE": code})), role) == ordinary


@pytest.mark.parametrize("role", BARRED)
@pytest.mark.parametrize("kind", ["MC", "TD", "PM", "PO", "CV"])
def test_what_the_child_asked_of_the_court_is_not_told_by_the_kind_of_motion(told, role, kind):
    ordinary = seen(told(books(asked={"REC_TYPE": "U"})), role)
    assert any(line[0] == "court motion told" for line in ordinary)
    assert seen(told(books(asked={"REC_TYPE": kind})), role) == ordinary


@pytest.mark.parametrize("role", BARRED)
def test_why_a_child_left_custody_is_not_told_for_it_may_have_been_relief(told, role):
    left, granted = (
        told(books(), ("custody", "2022-09-05", {"custody.csv": [held(release_reason=why)]}, None))
        for why in ("Transferred", "Relief Granted by IJ")
    )
    assert seen(granted, role) == seen(left, role)


# --- where the child lives and that it moved ----------------------------------------------------


def test_dhs_is_not_told_to_which_place_a_case_was_moved(told):
    stayed = seen(told(books()), Role.JUVENILE_COORDINATOR)
    cells = {"VENUE_CHG_GRANTED": "2022-08-20 00:00:00.000", "TRANSFER_TO": "OMA"}
    assert seen(told(books(ended=cells)), Role.JUVENILE_COORDINATOR) == stayed


def test_dhs_is_not_told_that_the_courts_address_changed(told):
    stayed = seen(told(books()), Role.JUVENILE_COORDINATOR)
    cells = {"ALIEN_CITY": "OMAHA", "ALIEN_STATE": "NE", "ALIEN_ZIPCODE": "68102"}
    cells |= {"ADDRESS_CHANGEDON": "2022-08-01 00:00:00.000"}
    assert seen(told(books(lives=cells)), Role.JUVENILE_COORDINATOR) == stayed


@pytest.mark.parametrize(
    ("sender", "channel"),
    [(Agency.EOIR, "EOIR-33"), (Agency.USCIS, "AR-11"), (Agency.ORR, "ORR call")],
)
def test_a_change_of_address_leaves_no_trace_in_what_dhs_is_shown(told, sender, channel):
    rows = {"addresses.csv": [moved(channel=channel)]}
    change = ("addresses", "2022-08-10", rows, str(sender))
    stayed = seen(told(books()), Role.JUVENILE_COORDINATOR)
    assert seen(told(books(), change), Role.JUVENILE_COORDINATOR) == stayed


@pytest.mark.parametrize("sender", [Agency.EOIR, Agency.USCIS])
def test_dhs_finds_no_child_by_the_key_or_the_words_of_a_change_of_address(told, sender):
    rows = {"addresses.csv": [moved(surnames="Nadiela", given_names="Ana Xilda")]}
    place = told(books(), ("addresses", "2022-08-10", rows, str(sender)))
    for words in (f"{sender}:change/MU77", "Xilda Nadiela"):
        command = ("children", "find", words, "--as")
        assert place.ask(*command, Role.INSPECTOR)["found"], words
        assert place.ask(*command, Role.JUVENILE_COORDINATOR)["found"] == [], words


def test_an_address_that_ice_holds_leaves_no_trace_whatever_it_is_and_wherever_it_is_from(told):
    kept = [
        held(),
        held(**HOME, address_source="HHS", address_on="2022-06-12"),
        held(**ELSEWHERE, address_source="ICE", address_on="2022-08-12"),
        held(**HOME, address_on="2022-06-12", mail_returned_on="2022-07-01"),
    ]
    views = [
        seen(
            told(books(), ("custody", "2022-09-05", {"custody.csv": [row]}, None)),
            Role.JUVENILE_COORDINATOR,
        )
        for row in kept
    ]
    assert any(line[0] == "handed to hhs" for line in views[0])
    assert all(view == views[0] for view in views)


def test_a_parent_abroad_does_not_learn_from_a_stale_notice_that_the_child_moved(told):
    """An address in the court's books from before, and a move told to ORR before the hearing."""
    cells = {"ADDRESS_CHANGEDON": "2022-06-15 00:00:00.000"}
    first = ("court", "2022-06-20", court(lives=cells), None)
    rows = {
        "addresses.csv": [
            moved(
                channel="counsel",
                filed_on="2022-06-25",
                effective_from="2022-06-25",
                received_on="2022-06-25",
            )
        ]
    }
    change = ("addresses", "2022-06-28", rows, str(Agency.ORR))
    stayed, gone = told(first, books(lives=cells)), told(first, change, books(lives=cells))
    # Seen first: the commands' clock is the real one, and appoints everybody from its own day on.
    assert seen(gone, Role.PARENT_ABROAD) == seen(stayed, Role.PARENT_ABROAD)
    found = {one["gap"] for one in gone.ask("gaps", "find")}
    assert "notice-to-stale-address" in found


def test_ices_own_telling_of_an_address_is_hhss_as_a_fact_of_any_finding():
    fact = {"event": "address of record", "told_by": "ICE:custody/MU5/1", "file": "", "line": 2}
    of_ice = Label(DataClass.LOCATION, Origin.DHS_SUPPLIED, protected=False)
    assert records.opened_facts([fact], frozenset({of_ice}), Role.JUVENILE_COORDINATOR) == []
    retold = {"event": "placement designated", "told_by": "CBP:MU1/S1"}
    assert records.label_of("nta-not-issued", [retold]).origin is Origin.HHS


def test_a_call_leaves_no_trace_in_what_a_parent_abroad_or_dhs_is_shown(told):
    call = NAMING | {"report_id": "MU9", "kind": "call", "due_on": "2022-07-20", "attempt": "1"}
    call |= {"attempted_on": "2022-07-19", "reached": "Y", "interviewed_on": "2022-07-19"}
    called = ("safety", "2022-09-05", {"safety.csv": [call]}, None)
    for role in BARRED:
        assert seen(told(books(), called), role) == seen(told(books()), role)


# --- work that is there only because of what HHS told -------------------------------------------


def lent(home: Home, role: Role, child: str) -> Any:
    """Somebody of a role to whom a duty about one child was given by name, with an approval."""
    with transaction.atomic():
        person = people.add_person(f"{role}-lent", None, None)
        span = {"begins": NOW.date(), "ends": NOW.date(), "person": person, "made_by": person}
        people.add("appointment", role=role, agency=agency(role), office="made-up", **span)
        people.add("training", **span)
        people.add("assignment", nexus="duty", child=child, budgeted=True, **span)
        for purpose in (Purpose.COURT_NOTICE, Purpose.NTA_SERVICE):
            words = {"kind": "approved", "purpose": purpose, "authority": "made-up"}
            people.add("approval", child=child, **words, **span)
    return who_asks(home, NOW, f"{role}-lent", role)


@pytest.mark.parametrize(
    "role", [Role.JUVENILE_COORDINATOR, Role.OPLA_ATTORNEY, Role.USCIS_OFFICER]
)
def test_no_officer_is_lent_work_that_is_there_because_hhs_heard_of_a_move(told, role):
    cells = {"ADDRESS_CHANGEDON": "2022-06-15 00:00:00.000"}
    rows = {
        "addresses.csv": [
            moved(
                channel="counsel",
                filed_on="2022-06-25",
                effective_from="2022-06-25",
                received_on="2022-06-25",
            )
        ]
    }
    change = ("addresses", "2022-06-28", rows, str(Agency.ORR))
    later = {"ADJ_DATE": "2027-09-01 00:00:00.000"}
    place = told(
        ("court", "2022-06-20", court(lives=cells), None), change, books(lives=cells, heard=later)
    )
    found = [one["gap"] for one in place.ask("gaps", "find")]
    assert "notice-to-stale-address" in found
    home = opened(place)
    (child,) = children.everyone()
    officer = lent(home, role, child)
    question = Question(
        asker=officer, command="children show", action=Action.READ, purpose=Purpose.COURT_NOTICE
    )
    with pytest.raises(LookRefused):
        show.show(home, question, child, NOW)
    close_home()


# --- that nobody came ----------------------------------------------------------------------------

ABSENT = ENDED | {"ABSENTIA": "Y", "DEC_CODE": "X"}


@pytest.mark.parametrize(
    ("files", "why"),
    [
        (books(ended=ABSENT), "in absentia"),
        (books(heard={"ADJ_RSN": "11"}), "no-show code"),
    ],
)
def test_care_and_counsel_are_told_that_a_hearing_was_missed_and_what_says_so(told, files, why):
    place = told(files)
    lines = place.ask("children", "show", _only_child(place))["shown"]["court"]
    [line] = [one for one in lines if one["event"] == "hearing missed"]
    assert (line["on"], line["says"]) == ("2022-09-01", {"what_says_so": why})
    assert "what says so" in place.run("children", "show", _only_child(place)).stdout


@pytest.mark.parametrize("role", [Role.JUVENILE_COORDINATOR, Role.OPLA_ATTORNEY, Role.ERO_OFFICER])
def test_dhs_is_never_told_in_a_word_that_a_hearing_was_missed(told, role):
    place = told(books(ended=ABSENT))
    try:
        shown = seen(place, role)
    except LookRefused:
        return
    assert shown
    assert "missed" not in str(shown)


def test_a_hearing_that_was_held_is_not_told_as_missed(told):
    place = told(books(heard={"ADJ_RSN": "02"}))
    assert "hearing missed" not in place.run("children", "show", _only_child(place)).stdout


def _only_child(place: Place) -> str:
    home = opened(place)
    (child,) = children.everyone()
    del home
    close_home()
    return child
