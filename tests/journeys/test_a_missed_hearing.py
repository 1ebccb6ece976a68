"""A missed hearing, from the court's row to the outcome: who must act, what each sees."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from amparo.actions.home import close_home, open_home
from amparo.duties import owners_of
from amparo.settings import read_settings
from amparo.store import findings, models
from amparo.words.agencies import Role
from tests.journeys.conftest import Place
from tests.journeys.handmade import court_case, delivery, hearing, proceeding, referral
from tests.journeys.test_attacks_on_courts_and_addresses import (
    ELSEWHERE,
    HOME,
    NAMING,
    moved,
    release,
)

GAP = "failed-to-appear"
DESK = "ORR duty desk: field operations"
"""Where the field specialist's work lies: nobody told which program had the child."""

ABSENT = {
    "ABSENTIA": "Y",
    "COMP_DATE": "2022-09-01 00:00:00.000",
    "DEC_CODE": "R",
}
SERVED = "44 Served Ct Houston TX 77003"
OFFICERS = (Role.JUVENILE_COORDINATOR, Role.OPLA_ATTORNEY)
ACT = (*OFFICERS, Role.FIELD_SPECIALIST, Role.COURT_STAFF, Role.COUNSEL)


def _notice() -> dict[str, str]:
    """ICE's row of the notice that it served by mail and filed."""
    days = {
        "nta_issued_on": "2022-05-20",
        "served_on": "2022-05-25",
        "filed_with_court_on": "2022-06-01",
    }
    how = {"service_method": "mail", "served_address": SERVED, "filing_status": "accepted"}
    return NAMING | days | how | {"charging_document_id": "MU7-N", "issuing_component": "ICE"}


def _before(out: Path) -> list[Path]:
    """The child was found, handed over, released, has moved, and has a hearing."""
    books = {
        "A_TblCase.csv": [court_case()],
        "B_TblProceeding.csv": [proceeding()],
        "tbl_schedule.csv": [hearing(21, "2022-09-01")],
    }
    return [
        delivery(out, "referrals", "2022-05-05", {"referrals.csv": [referral()]}),
        delivery(out, "placements", "2022-06-12", {"placements.csv": [release(discharge_seq="1")]}),
        delivery(out, "notices", "2022-06-20", {"notices.csv": [_notice()]}),
        delivery(out, "court", "2022-07-05", books),
        delivery(out, "addresses", "2022-08-03", {"addresses.csv": [moved()]}, sender="ORR"),
    ]


def _missed(out: Path) -> Path:
    """The court's books after the hearing to which nobody came."""
    books = {
        "A_TblCase.csv": [court_case()],
        "B_TblProceeding.csv": [proceeding(**ABSENT)],
        "tbl_schedule.csv": [hearing(21, "2022-09-01")],
    }
    return delivery(out, "court", "2022-09-05", books)


class Missed:
    """A home in which the court has told that the hearing was missed."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def duty(self, role: Role) -> str:
        """The duty of a role, as its own list names it."""
        (own,) = [one for one in self.list(role) if one["gap"] == GAP]
        return str(own["duty"])

    def list(self, role: Role) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.place.ask("duties", "list", "--as", role)
        return found

    def show(self, role: Role, duty: str) -> dict[str, Any]:
        found: dict[str, Any] = self.place.ask("duties", "show", duty, "--as", role)
        return found

    def tell(self, role: Role, what: str, duty: str, *more: str, exit_code: int = 0) -> Any:
        if exit_code == 0:
            return self.place.ask("tell", what, duty, *more, "--as", role)
        result = self.place.run("tell", what, duty, *more, "--as", role)
        assert result.exit_code == exit_code, result.output
        return result.output

    def contact(self, outcome: str = "reached", *more: str) -> Any:
        duty = self.duty(Role.FIELD_SPECIALIST)
        return self.tell(Role.FIELD_SPECIALIST, "contact", duty, "--outcome", outcome, *more)

    def check(self, role: Role, duty: str, *more: str, **how: Any) -> Any:
        found = ("--time-and-place", "yes", "--sent", "yes", *more)
        return self.tell(role, "notice", duty, *found, **how)


@pytest.fixture
def missed(place: Place, tmp_path: Path) -> Missed:
    place.ask("ingest", *_before(tmp_path / "before"))
    assert [one for one in place.ask("gaps", "find") if one["gap"] == GAP] == []
    place.ask("ingest", _missed(tmp_path / "after"))
    return Missed(place)


def test_from_the_court_s_row_to_the_outcome(missed):
    """One finding, a duty for each who must act, each their own part; a contact ends it."""
    (finding,) = [one for one in missed.place.ask("gaps", "find") if one["gap"] == GAP]
    owed = [one for one in missed.place.ask("duties", "list") if one["gap"] == GAP]
    assert {one["owner"] for one in owed} == set(owners_of(GAP))
    assert {one["finding"] for one in owed} == {finding["finding"]}
    duties = {role: missed.duty(role) for role in ACT}
    assert len(set(duties.values())) == len(ACT)

    # Attempts are kept and end nothing.
    assert missed.contact("no answer")["ended"] is False
    assert missed.contact("child not there", "--lives-there", "no")["ended"] is False
    for role in OFFICERS:
        assert missed.show(role, duties[role])["welfare"] == "not yet"
    # ICE looks in its own books; that ends its own part and nobody else's.
    ice = Role.JUVENILE_COORDINATOR
    missed.check(ice, duties[ice], "--sent-to", "address of record", "--returned", "yes")
    assert GAP not in [one["gap"] for one in missed.list(ice)]
    assert GAP in [one["gap"] for one in missed.list(Role.OPLA_ATTORNEY)]
    (told,) = missed.show(Role.COUNSEL, duties[Role.COUNSEL])["told"][-1:]
    assert (told["fact"], told["says"]["returned"]) == ("notice checked", "yes")
    # The contact ends it for everybody, and everybody who acted learns the one word.
    assert missed.contact("reached", "--is-well", "yes")["ended"] is True
    for role in ACT:
        assert GAP not in [one["gap"] for one in missed.list(role)], role
    for role in (*OFFICERS, Role.FIELD_SPECIALIST):
        shown = missed.show(role, duties[role])
        assert (shown["state"], shown["welfare"]) == ("closed", "reached"), role
    assert missed.place.ask("ledger", "verify")["ok"]


def test_a_contact_on_the_wrong_child_is_taken_back_and_the_duties_are_there_again(missed):
    duties = {role: missed.duty(role) for role in ACT}
    recorded = missed.contact("reached")
    correct = ("--replaces", recorded["key"], "--taken-back")
    again = ("--outcome", "reached", *correct)
    missed.tell(Role.FIELD_SPECIALIST, "contact", duties[Role.FIELD_SPECIALIST], *again)
    assert {role: missed.duty(role) for role in ACT} == duties
    assert missed.show(Role.OPLA_ATTORNEY, duties[Role.OPLA_ATTORNEY])["welfare"] == "not yet"


def test_a_home_made_again_holds_what_was_told_at_desks_too(quick, tmp_path):
    where = ("--line", "77 Zanjaverde Rd", "--city", "Villamarcada", "--state", "WY")
    proposed = (*where, "--zip", "82001", "--evidence", "contact")
    quick.tell(Role.FIELD_SPECIALIST, "address", quick.duty(Role.FIELD_SPECIALIST), *proposed)
    quick.contact("reached")
    assert quick.place.ask("rebuild", tmp_path / "again")["same"] is True
    again = Missed(Place(tmp_path / "again"))
    assert GAP not in [one["gap"] for one in again.list(Role.INSPECTOR)]
    child = again.place.ask("gaps", "find")[0]["child"]
    shown = again.place.run("children", "show", child, "--as", Role.COUNSEL).output
    assert "77 Zanjaverde Rd" in shown
    assert again.place.ask("ledger", "verify")["ok"]


# --- who may tell what ------------------------------------------------------------------------


@pytest.fixture
def quick(embedded: Place, tmp_path: Path) -> Missed:
    embedded.ask("ingest", *_before(tmp_path / "before"), _missed(tmp_path / "after"))
    return Missed(embedded)


def test_nobody_tells_for_another_s_duty_or_what_is_not_theirs_to_tell(quick):
    care, ice = quick.duty(Role.FIELD_SPECIALIST), quick.duty(Role.JUVENILE_COORDINATOR)
    contact = ("--outcome", "reached")
    quick.tell(Role.JUVENILE_COORDINATOR, "contact", care, *contact, exit_code=2)
    quick.tell(Role.JUVENILE_COORDINATOR, "contact", ice, *contact, exit_code=2)
    quick.tell(Role.OPERATOR, "contact", care, *contact, exit_code=2)
    quick.check(Role.FIELD_SPECIALIST, care, exit_code=2)
    quick.tell(Role.JUVENILE_COORDINATOR, "contact", "0" * 16, *contact, exit_code=2)
    assert quick.show(Role.FIELD_SPECIALIST, care)["told"] == []
    assert quick.place.ask("ledger", "verify")["ok"]


def test_a_fact_of_tomorrow_or_of_years_ago_is_not_taken_down(quick):
    care = quick.duty(Role.FIELD_SPECIALIST)
    for day in ("2022-09-06", "2012-09-01"):
        contact = ("--outcome", "reached", "--on", day)
        said = quick.tell(Role.FIELD_SPECIALIST, "contact", care, *contact, exit_code=2)
        assert "Nothing was recorded" in said


def test_a_contact_of_before_the_hearing_ends_nothing(quick):
    assert quick.contact("reached", "--on", "2022-08-31")["ended"] is False


def test_missing_is_said_of_a_child_only_after_a_report(quick):
    care = quick.duty(Role.FIELD_SPECIALIST)
    assert "missing" not in json.dumps(quick.show(Role.FIELD_SPECIALIST, care))
    report = ("--to", "police", "--report-number", "MU-17")
    quick.tell(Role.FIELD_SPECIALIST, "missing", care, *report)
    (told,) = quick.show(Role.FIELD_SPECIALIST, care)["told"]
    assert told["fact"] == "reported missing"
    assert "MU-17" not in json.dumps(told)


# --- what each sees ---------------------------------------------------------------------------

ADDRESS = [word for one in (HOME, ELSEWHERE) for word in (one["address_line"], one["zip"])]
ADDRESS.append(SERVED)


def _all_that_is_shown(missed: Missed, role: Role, duty: str, child: str) -> str:
    asked = [("duties", "list"), ("duties", "show", duty), ("gaps", "find"), ("duties", "since")]
    asked += [("duties", "workload")]
    asked += [("children", "show", child, "--purpose", one) for one in ("notice-check",)]
    asked += [("children", "show", child, "--purpose", one) for one in ("nta-service",)]
    said = [missed.place.run(*one, "--as", role, "--json") for one in asked]
    return "\n".join(one.stdout + one.stderr for one in said)


@pytest.mark.parametrize("role", OFFICERS)
def test_whatever_care_finds_dhs_learns_one_word_of_it_and_no_more(quick, role):
    """Two homes that differ in all that HHS does are one and the same to an officer."""
    duty, care = quick.duty(role), quick.duty(Role.FIELD_SPECIALIST)
    child = quick.list(role)[0]["child"]
    before = _all_that_is_shown(quick, role, duty, child)
    assert not any(one in before for one in ADDRESS)
    quick.contact("child not there", "--lives-there", "no", "--channel", "visit")
    where = ("--line", "77 Zanjaverde Rd", "--city", "Villamarcada", "--state", "WY")
    proposed = (*where, "--zip", "82001", "--evidence", "contact")
    quick.tell(Role.FIELD_SPECIALIST, "address", care, *proposed)
    report = ("--to", "NCMEC", "--report-number", "MU-17")
    quick.tell(Role.FIELD_SPECIALIST, "missing", care, *report)
    quick.place.ask("duties", "take", care, "--as", Role.FIELD_SPECIALIST)
    assert _all_that_is_shown(quick, role, duty, child) == before
    quick.contact("reached", "--is-well", "no", "--channel", "school")
    after = _all_that_is_shown(quick, role, duty, child)
    assert '"welfare": "reached"' in after
    for word in ("school", "Zanjaverde", "NCMEC", "contact", "82001", "visit"):
        assert word not in after, word


def test_an_absence_opens_no_address_to_an_officer(quick):
    child = quick.list(Role.JUVENILE_COORDINATOR)[0]["child"]
    for role in OFFICERS:
        shown = quick.place.ask(
            "children", "show", child, "--purpose", "notice-check", "--as", role
        )
        assert "location" not in shown["shown"]
        for purpose in ("nta-service", "court-notice"):
            asked = ("children", "show", child, "--purpose", purpose, "--as", role)
            assert quick.place.run(*asked).exit_code == 2, (role, purpose)


def test_a_proposed_address_is_shown_to_care_and_counsel_and_to_nobody_else(quick):
    care = quick.duty(Role.FIELD_SPECIALIST)
    child = quick.list(Role.FIELD_SPECIALIST)[0]["child"]
    where = ("--line", "77 Zanjaverde Rd", "--city", "Villamarcada", "--state", "WY")
    proposed = (*where, "--zip", "82001", "--evidence", "contact")
    quick.tell(Role.FIELD_SPECIALIST, "address", care, *proposed)
    shows = {
        role: "Zanjaverde" in quick.place.run("children", "show", child, "--as", role).output
        for role in (*ACT, Role.INSPECTOR, Role.OMBUDS, Role.CHILD_ADVOCATE)
    }
    assert {role for role, is_shown in shows.items() if is_shown} == {
        Role.FIELD_SPECIALIST,
        Role.COUNSEL,
        Role.CHILD_ADVOCATE,
    }


# --- what is done to a duty -------------------------------------------------------------------


def _do(missed: Missed, deed: str, duty: str, *more: str, exit_code: int = 0) -> str:
    said = missed.place.run("duties", deed, duty, *more)
    assert said.exit_code == exit_code, said.output
    return said.output


def test_a_duty_has_one_owner_and_whoever_acts_on_what_changed_is_told_what_did(quick):
    duty = quick.duty(Role.FIELD_SPECIALIST)
    _do(quick, "take", duty, "--seen", "0")
    said = _do(quick, "snooze", duty, "--seen", "0", "--reason", "visit arranged",
               "--until", "2022-09-20", exit_code=2)  # fmt: skip
    assert "field-specialist: take" in said
    _do(quick, "take", duty, exit_code=2)
    _do(quick, "snooze", duty, "--seen", "1", "--reason", "visit arranged", "--until", "2022-09-20")
    shown = quick.show(Role.FIELD_SPECIALIST, duty)
    assert (shown["holder"], shown["version"], shown["due"]) == (
        "field-specialist",
        2,
        "2022-09-09",
    )
    assert [one["deed"] for one in shown["history"]] == ["take", "snooze"]


def test_a_duty_is_handed_over_when_it_is_accepted_and_ended_by_two(quick):
    duty = quick.duty(Role.FIELD_SPECIALIST)
    until = ("--until", "2027-01-01")
    quick.place.ask("people", "add", "second")
    quick.place.ask(
        "people", "appoint", "second", "field-specialist", "--office", "Houston", *until
    )
    quick.place.ask("people", "train", "second", *until)
    quick.place.ask("people", "assign", "second", "assigned",
                    "--child", quick.list(Role.FIELD_SPECIALIST)[0]["child"], *until)  # fmt: skip
    _do(quick, "take", duty)
    _do(quick, "hand-over", duty, "--to", "second")
    assert quick.show(Role.FIELD_SPECIALIST, duty)["holder"] == "field-specialist"
    _do(quick, "accept", duty, "--as", "second")
    assert quick.show(Role.FIELD_SPECIALIST, duty)["holder"] == "second"
    assert quick.show(Role.FIELD_SPECIALIST, duty)["office"] == DESK
    _do(quick, "close", duty, "--reason", "cannot be done", "--as", "second")
    assert quick.show(Role.FIELD_SPECIALIST, duty)["state"] != "closed"
    _do(quick, "agree", duty, "--as", "second", exit_code=2)
    _do(quick, "agree", duty)
    assert quick.show(Role.FIELD_SPECIALIST, duty)["state"] == "closed"
    assert GAP in [one["gap"] for one in quick.list(Role.OPLA_ATTORNEY)]
    _do(quick, "reopen", duty)
    assert quick.duty(Role.FIELD_SPECIALIST) == duty
    assert quick.place.ask("ledger", "verify")["ok"]


def test_several_duties_are_taken_at_once_each_is_told_of_and_taken_back(quick):
    ours = [one["duty"] for one in quick.list(Role.FIELD_SPECIALIST)]
    theirs = quick.duty(Role.OPLA_ATTORNEY)
    said = quick.place.run("duties", "take", *ours, theirs, "--json")
    assert said.exit_code == 1, said.output
    outcomes = json.loads(said.stdout)
    assert [one["duty"] for one in outcomes if one["done"]] == ours
    assert "no duty of this name" in outcomes[-1]["because"]
    assert {quick.show(Role.FIELD_SPECIALIST, one)["holder"] for one in ours} == {
        "field-specialist"
    }
    _do(quick, "undo", ours[0], "--seen", "1")
    _do(quick, "undo", ours[0], exit_code=2)
    shown = quick.show(Role.FIELD_SPECIALIST, ours[0])
    assert (shown["holder"], shown["version"]) == (None, 2)
    assert [one["deed"] for one in shown["history"]] == ["take", "undo"]
    refused = quick.place.run("duties", "assign", *ours, "--to", "opla-attorney")
    assert refused.exit_code == 2, refused.output
    assert quick.place.ask("ledger", "verify")["ok"]


def test_what_nobody_has_is_listed_and_counted_and_a_missing_notice_is_never_raised(quick):
    now = quick.place.ask("duties", "list", "--unassigned")
    # Nobody called since the release in June; what the hearing opened has not waited long enough.
    assert [one["gap"] for one in now] == ["safety-call-overdue"]
    later = quick.place.ask("duties", "list", "--unassigned", "--on", "2022-09-09")
    assert {one["owner"] for one in later if one["gap"] == GAP} == set(owners_of(GAP))
    (load,) = [
        one
        for one in quick.place.ask("duties", "workload")
        if one["role"] == "juvenile-coordinator" and one["office"] == "ICE field office Houston"
    ]
    assert (load["open"], load["late"], load["unassigned"]) == (1, 0, 0)
    duty, ice = quick.duty(Role.JUVENILE_COORDINATOR), ("--as", Role.JUVENILE_COORDINATOR)
    _do(quick, "take", duty, *ice)
    said = _do(quick, "escalate", duty, "--reason", "needs a decision", *ice, exit_code=2)
    assert "never raised" in said


def test_a_child_who_is_not_there_becomes_child_protections_and_no_officers(missed):
    """A flag of its own: contested it is read so, and once unfounded it is not raised again."""
    protecting, gap = Role.CHILD_PROTECTION, "not-with-sponsor"
    missed.contact("child not there", "--on", "2022-09-03")
    (duty,) = [one["duty"] for one in missed.list(protecting) if one["gap"] == gap]
    for role in (*OFFICERS, Role.COUNSEL, Role.POST_RELEASE_PROVIDER):
        assert gap not in [one["gap"] for one in missed.list(role)], role
    missed.tell(protecting, "contested", duty, "--by", "sponsor")
    told = missed.show(protecting, duty)["told"]
    assert [(one["fact"], one["says"]) for one in told] == [
        ("flag contested", {"contested_by": "sponsor"})
    ]
    assert missed.tell(protecting, "concern", duty, "--outcome", "unfounded")["ended"] is True
    missed.contact("child not there")
    assert gap not in [one["gap"] for one in missed.list(protecting)]


def test_a_flag_opened_and_dealt_with_on_one_day_is_still_seen_by_who_dealt_with_it(quick):
    protecting, gap = Role.CHILD_PROTECTION, "not-with-sponsor"
    quick.contact("child not there")
    (duty,) = [one["duty"] for one in quick.list(protecting) if one["gap"] == gap]
    assert quick.tell(protecting, "concern", duty, "--outcome", "founded")["ended"] is True
    assert gap not in [one["gap"] for one in quick.list(protecting)]
    shown = quick.show(protecting, duty)
    assert (shown["state"], [one["fact"] for one in shown["told"]]) == (
        "closed",
        ["concern disposed"],
    )
    closed = quick.place.ask("duties", "list", "--closed", "--as", protecting)
    assert duty in [one["duty"] for one in closed]
    assert gap not in [one["gap"] for one in quick.list(Role.OPLA_ATTORNEY)]


def test_whoever_was_shown_a_wrong_contact_is_told_and_no_officer_is_named(missed):
    """The contact was of another child: taken back, the duty is open again, its readers named."""
    asks, other = Role.FIELD_SPECIALIST, Role.POST_RELEASE_PROVIDER
    duty, seen = missed.duty(asks), missed.duty(other)
    checks = missed.duty(Role.JUVENILE_COORDINATOR)
    wrong = missed.contact("reached")["key"]
    missed.show(other, seen)
    missed.show(Role.JUVENILE_COORDINATOR, checks)
    back = missed.tell(
        asks, "contact", duty, "--outcome", "reached", "--replaces", wrong, "--taken-back"
    )
    assert back["ended"] is False
    assert {one["role"] for one in back["to_tell"]} == {str(other)}
    missed.place.run("work", "--once")
    sent = [json.loads(one.read_bytes()) for one in missed.place.home.glob("outbox/*/*/*.json")]
    kinds = {one["type"] for one in sent if one["data"]["duty"] == seen}
    assert "amparo.duty.fact-corrected.v1" in kinds
    assert missed.show(Role.JUVENILE_COORDINATOR, checks)["welfare"] == "not yet"


def test_counsel_has_the_evidence_for_the_court_in_one_view(missed):
    """How notice went, what the books say of it, the order, and until when it may be asked."""
    ice = Role.JUVENILE_COORDINATOR
    checks = ("--sent-to", "address of record", "--returned", "yes", "--known-stale", "yes")
    missed.check(ice, missed.duty(ice), *checks)
    (duty,) = [
        one["duty"] for one in missed.list(Role.COUNSEL) if one["gap"] == "in-absentia-order"
    ]
    held = missed.show(Role.COUNSEL, duty)["evidence"]
    what = {one["what"]: one for one in held}
    assert list(what)[-1] == "notice checked"
    assert what["notice checked"]["by"] == "ICE"
    assert what["notice checked"]["says"]["returned"] == "yes"
    assert what["failed-to-appear"]["on"] == "2022-09-01"
    assert what["in-absentia-order"]["on"] == "2022-09-01"
    limit = what["in-absentia-order"]["says"]["last_day_to_ask"]
    assert limit == "2023-02-28"
    assert what["in-absentia-order"]["by"] == "EOIR"
    opla = Role.OPLA_ATTORNEY
    assert missed.show(opla, missed.duty(opla))["evidence"] == []


# --- figures of the flow ----------------------------------------------------------------------


def _days(missed: Missed) -> dict[str, Any]:
    counted: dict[str, Any] = missed.place.ask("figures", "count", "days-after-absence")
    return {
        row["step"]: (row["done"], row["open"], row["median_days"]) for row in counted["by_step"]
    }


def test_the_figures_follow_one_missed_hearing_to_its_outcome(missed):
    """Every deed is in the next count: the sealed copy is made anew after a deed of any kind."""
    assert _days(missed) == {
        "duties opened": (1, 0, None),  # of one alone no median is told
        "notice checked": (0, 1, None),
        "contact attempted": (0, 1, None),
        "reached or not there": (0, 1, None),
        "outcome known": (0, 1, None),
    }
    offices = missed.place.ask("figures", "count", "offices-asking")
    assert (offices["value"], offices["offices_with_hearings"]) == (0, 1)
    (office,) = offices["by_office"]
    assert office["office"] == "ORR duty desk: field operations"  # no program is on the record
    missed.place.ask("duties", "assign", missed.duty(Role.FIELD_SPECIALIST), "--office", "Houston")
    (office,) = missed.place.ask("figures", "count", "offices-asking")["by_office"]
    assert office == {"agency": "ORR", "office": "Houston", "hearings": 1, "attempted": 0}
    missed.check(Role.COURT_STAFF, missed.duty(Role.COURT_STAFF))
    missed.contact("reached")
    assert {step: found[:2] for step, found in _days(missed).items()} == {
        "duties opened": (1, 0),
        "notice checked": (1, 0),
        "contact attempted": (1, 0),
        "reached or not there": (1, 0),
        "outcome known": (1, 0),
        "told to all": (0, 1),
    }
    offices = missed.place.ask("figures", "count", "offices-asking")
    assert (offices["value"], offices["share_of_offices"]) == (1, 1.0)


def test_a_contact_taken_back_was_no_attempt(quick):
    duty = quick.duty(Role.FIELD_SPECIALIST)
    recorded = quick.contact("no answer")
    assert quick.place.ask("figures", "count", "offices-asking")["value"] == 1
    correct = ("--outcome", "no answer", "--replaces", recorded["key"], "--taken-back")
    quick.tell(Role.FIELD_SPECIALIST, "contact", duty, *correct)
    assert quick.place.ask("figures", "count", "offices-asking")["value"] == 0


def test_the_rows_behind_the_days_are_listed_to_an_inspector_and_name_the_case_only(quick):
    quick.contact("no answer")
    counted = quick.place.ask("figures", "count", "days-after-absence", "--lineage", "5")
    (row,) = counted["lineage"]
    assert row["anchor"].startswith("EOIR:case/")
    assert (row["since"], row["opened_on"]) == ("2022-09-01", "2022-09-05")
    assert "field-specialist" not in json.dumps(counted["lineage"])


def test_what_counsel_does_for_a_client_is_in_no_figure(quick):
    before = quick.place.ask("figures", "count", "days-after-absence")
    quick.place.ask("duties", "take", quick.duty(Role.COUNSEL), "--as", Role.COUNSEL)
    after = quick.place.ask("figures", "count", "days-after-absence")
    told = ("by_step", "by_office", "snapshot")
    assert [after[one] for one in told[:2]] == [before[one] for one in told[:2]]


# --- looked up by its name --------------------------------------------------------------------


@pytest.fixture
def sought(monkeypatch) -> list[bool]:
    """Whether all findings were gone through, each time that some were asked for."""
    asked: list[bool] = []
    real = findings.anchors_lately

    def noted(now: date, since: date, identities: Any = None) -> Any:
        asked.append(identities is None)
        return real(now, since, identities)

    monkeypatch.setattr(findings, "anchors_lately", noted)
    return asked


def test_a_duty_is_looked_up_by_its_name_and_not_sought_among_all(missed, sought):
    for role in ACT:
        assert missed.show(role, missed.duty(role))["duty"] == missed.duty(role)
    assert sought
    assert not any(sought)


def test_a_duty_is_found_by_its_name_after_it_has_ended_too(quick, sought):
    duty = quick.duty(Role.OPLA_ATTORNEY)
    quick.contact("reached")
    assert quick.show(Role.OPLA_ATTORNEY, duty)["state"] == "closed"
    assert not any(sought)


def test_a_duty_of_before_names_were_kept_is_found_all_the_same(quick, sought):
    duty = quick.duty(Role.FIELD_SPECIALIST)
    open_home(read_settings(quick.place.variables))
    models.NamedDuty.objects.all().delete()
    close_home()
    assert quick.show(Role.FIELD_SPECIALIST, duty)["duty"] == duty
    assert any(sought)
