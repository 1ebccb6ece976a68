"""Six ways besides a missed hearing, each whole: who acts, what ends it, who is told nothing."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from amparo.words.agencies import Role
from tests.journeys.conftest import Place
from tests.journeys.handmade import court_case, delivery, hearing, proceeding, referral
from tests.journeys.test_attacks_on_courts_and_addresses import NAMING, moved, release

SPECIALIST, COUNSEL, COURT = Role.FIELD_SPECIALIST, Role.COUNSEL, Role.COURT_STAFF
OFFICERS = (Role.JUVENILE_COORDINATOR, Role.OPLA_ATTORNEY, Role.CBP_OFFICER)
PROTECTING = Role.CHILD_PROTECTION
REACHED = ("--outcome", "reached", "--is-well", "yes")


class Way:
    """A home, and a gap of the one child in it."""

    def __init__(self, place: Place, out: Path, gap: str) -> None:
        self.place, self._out, self._gap, self._nth = place, out, gap, 0

    def told(
        self, feed: str, day: str, *rows: Mapping[str, str], sender: str | None = None
    ) -> None:
        """One delivery of one feed, with these rows."""
        self.books(feed, day, {f"{feed}.csv": rows}, sender)

    def books(
        self,
        feed: str,
        day: str,
        tables: Mapping[str, Sequence[Mapping[str, str]]],
        sender: str | None = None,
    ) -> None:
        self._nth += 1
        folder = self._out / str(self._nth)
        self.place.ask("ingest", delivery(folder, feed, day, tables, sender=sender))

    def owed(self, role: Role) -> list[dict[str, Any]]:
        """A role's own open duties of the gap."""
        listed = self.place.ask("duties", "list", "--as", role)
        return [one for one in listed if one["gap"] == self._gap and one["owner"] == role]

    def duty(self, role: Role) -> str:
        (own,) = self.owed(role)
        return str(own["duty"])

    def own_part(self, role: Role) -> str:
        """What a role is asked to do, in its own words."""
        shown = self.place.ask("duties", "show", self.duty(role), "--as", role)
        assert shown["office"], role
        return str(shown["says"])

    def nothing_of_it(self, *roles: Role) -> bool:
        """Whether no list of some roles has it, and no message of it was left for them."""
        self.place.run("work", "--once")
        told = [
            self.place.run(*command, "--as", role).output
            for role in roles
            for command in (("duties", "list"), ("gaps", "find"))
        ]
        outbox = self.place.home / "outbox"
        sent = [one.read_text() for role in roles for one in outbox.glob(f"*/{role}/*.json")]
        return not any(self._gap in one for one in (*told, *sent))

    def over(self, *roles: Role) -> bool:
        """Whether it is nobody's work any more."""
        return not any(self.owed(role) for role in roles)


@pytest.fixture
def way(embedded: Place, tmp_path: Path) -> Any:
    """Ana was found and handed over in time; what follows is the test's."""

    def of(gap: str) -> Way:
        made = Way(embedded, tmp_path / "out", gap)
        made.told("referrals", "2022-05-05", referral())
        return made

    return of


def notice(**cells: str) -> dict[str, str]:
    return (
        NAMING
        | {"charging_document_id": "MU7-N", "issuing_component": "ICE"}
        | {"nta_issued_on": "2022-05-20", "served_on": "2022-05-25", "service_method": "mail"}
        | {"served_address": "44 Served Ct Houston TX 77003"}
        | cells
    )


def court(way: Way, day: str, *hearings: Mapping[str, str], **ended: str) -> None:
    tables: dict[str, Sequence[Mapping[str, str]]] = {
        "A_TblCase.csv": [court_case()],
        "B_TblProceeding.csv": [proceeding(**ended)],
        "tbl_schedule.csv": list(hearings) or [hearing(21, "2022-09-01")],
    }
    way.books("court", day, tables)


def call(day: str, **cells: str) -> dict[str, str]:
    told = {"report_id": "MU9", "kind": "call", "attempt": "1", "attempted_on": day}
    return NAMING | told | {"reached": "Y", "interviewed": "child", "interviewed_on": day} | cells


# --- the notice was served and not filed before its day ------------------------------------------


def test_a_notice_served_and_not_filed_before_its_day(way):
    """Whoever speaks for the child asks whether the day stands; DHS has its filing, unhurried."""
    it = way("not-filed-before-slot")
    slot = {"first_hearing_slot_at": "2022-06-25"}
    it.told("placements", "2022-06-12", release(discharge_seq="1", program="Casa Invento"))
    it.told("notices", "2022-06-20", notice(**slot))
    assert "tell the child and counsel" in it.own_part(SPECIALIST)
    assert "whether the hearing stands" in it.own_part(COURT)
    assert "tell your client" in it.own_part(COUNSEL)
    assert it.nothing_of_it(*OFFICERS)
    opla = it.place.ask("duties", "list", "--as", Role.OPLA_ATTORNEY)
    assert [one["gap"] for one in opla] == ["nta-not-filed"]
    filed = {"filed_with_court_on": "2022-06-21", "filing_status": "accepted"}
    it.told("notices", "2022-06-22", notice(**slot, **filed))
    assert it.over(SPECIALIST, COURT, COUNSEL)
    assert it.place.ask("ledger", "verify")["ok"]


# --- an address told on a call and not at court --------------------------------------------------


def test_an_address_told_on_a_call_and_not_at_court(way):
    """ORR helps and counsel files; what ORR proposes is for these two, and DHS hears nothing."""
    it = way("address-told-not-filed")
    it.told("placements", "2022-06-12", release(discharge_seq="1"))
    court(it, "2022-07-05")
    it.told("addresses", "2022-08-03", moved(channel="ORR call"), sender="ORR")
    assert "court's own form" in it.own_part(SPECIALIST)
    assert "with your client" in it.own_part(COUNSEL)
    assert it.nothing_of_it(*OFFICERS, COURT, Role.SPONSOR)
    where = ("--line", "5 Proposed Way", "--city", "Omaha", "--state", "NE", "--zip", "68102")
    proposed = (*where, "--evidence", "contact", "--as", SPECIALIST)
    it.place.ask("tell", "address", it.duty(SPECIALIST), *proposed)
    assert "5 Proposed Way" in _record(it, COUNSEL)
    assert "5 Proposed Way" not in _record(it, COURT)
    form = moved(change_id="MU78", channel="EOIR-33")
    it.told("addresses", "2022-08-05", form, sender="EOIR")
    assert it.over(SPECIALIST, COUNSEL)


# --- the sponsor says that the child is not there ------------------------------------------------


def test_a_sponsor_says_that_the_child_is_not_there(way):
    """Child protection asks, and says *missing* only once it is reported; counsel reads it all."""
    it = way("not-with-sponsor")
    it.told("placements", "2022-06-12", release(discharge_seq="1"))
    it.told("safety", "2022-07-20", call("2022-07-18", living_with_sponsor="No"))
    assert "speak with the child" in it.own_part(PROTECTING)
    assert it.nothing_of_it(*OFFICERS, SPECIALIST, COURT, Role.POST_RELEASE_PROVIDER, Role.SPONSOR)
    assert "missing" not in _record(it, COUNSEL).lower()
    duty = it.duty(PROTECTING)
    it.place.ask(
        "tell", "missing", duty, "--to", "NCMEC", "--report-number", "MU-1", "--as", PROTECTING
    )
    assert it.owed(PROTECTING)
    it.place.ask("tell", "contact", duty, *REACHED, "--lives-there", "yes", "--as", PROTECTING)
    assert it.over(PROTECTING)
    assert "contact attempted" in _record(it, COUNSEL)


# --- ran away from care --------------------------------------------------------------------------


def test_a_child_who_ran_away_from_care(way):
    """The program reports it, which ends its part; the rest lasts until the child is heard."""
    it = way("runaway-from-care")
    ran = release(discharge_seq="1", discharge_type="Runaway from Facility", program="Casa Invento")
    it.told("placements", "2022-06-12", ran)
    assert "police, NCMEC and ORR" in it.own_part(Role.CASE_MANAGER)
    assert (
        it.place.ask("duties", "show", it.duty(Role.CASE_MANAGER), "--as", Role.CASE_MANAGER)[
            "office"
        ]
        == "Casa Invento"
    )
    assert "whether the child is safe" in it.own_part(PROTECTING)
    assert it.nothing_of_it(*OFFICERS, COURT, Role.SPONSOR)
    # Counsel has no part of their own, and hears that there is something to hear.
    heard = it.place.ask("duties", "list", "--as", COUNSEL)
    assert "runaway-from-care" in [one["gap"] for one in heard]
    report = ("--to", "police", "--report-number", "MU-2", "--as", Role.CASE_MANAGER)
    it.place.ask("tell", "missing", it.duty(Role.CASE_MANAGER), *report)
    assert it.over(Role.CASE_MANAGER)
    it.place.ask("tell", "contact", it.duty(PROTECTING), *REACHED, "--as", PROTECTING)
    assert it.over(Role.CASE_MANAGER, PROTECTING)


# --- turns 18 ------------------------------------------------------------------------------------


def test_a_child_who_turns_18(way):
    """Sixty days ahead a plan is owed at ORR and counsel, and nothing at all at DHS, any day."""
    it = way("turns-18")
    born = {"birth_date": "2004-09-07"}
    it.told("placements", "2022-06-30", release(discharge_seq="1", **born))
    assert it.owed(SPECIALIST) == []
    it.told("placements", "2022-07-05", release(discharge_seq="1", phone="(555) 555-0101", **born))
    assert "plan for the time after 18" in it.own_part(SPECIALIST)
    assert "before 18" in it.own_part(COUNSEL)
    assert it.nothing_of_it(*OFFICERS, COURT, Role.ERO_OFFICER, Role.USCIS_OFFICER, Role.SPONSOR)


# --- an order in absentia on stale notice --------------------------------------------------------


def test_an_order_made_in_absence_on_stale_notice(way):
    """Counsel has what speaks against the notice, and no day by which to ask."""
    it = way("order-on-bad-notice")
    it.told("placements", "2022-06-12", release(discharge_seq="1"))
    it.told(
        "addresses", "2022-06-25", moved(channel="ORR call", **_since("2022-06-24")), sender="ORR"
    )
    absent = {"ABSENTIA": "Y", "COMP_DATE": "2022-09-01 00:00:00.000", "DEC_CODE": "R"}
    case = {
        "A_TblCase.csv": [court_case(ADDRESS_CHANGEDON="2022-06-20 00:00:00.000")],
        "B_TblProceeding.csv": [proceeding(**absent)],
        "tbl_schedule.csv": [hearing(21, "2022-09-01")],
    }
    it.books("court", "2022-09-05", case)
    assert "what speaks against the notice" in it.own_part(SPECIALIST)
    assert "ask that the order be taken back" in it.own_part(COUNSEL)
    (own,) = it.owed(COUNSEL)
    assert own["due"] is None
    assert it.nothing_of_it(*OFFICERS, COURT, Role.SPONSOR)
    it.place.ask("tell", "order", it.duty(COUNSEL), "--will-ask", "--as", COUNSEL)
    assert it.over(COUNSEL)
    assert "order" not in str([one["fact"] for one in _shown(it, SPECIALIST)["told"]]), (
        "what counsel will do is counsel's"
    )


def _since(day: str) -> dict[str, str]:
    return dict.fromkeys(("effective_from", "filed_on", "received_on"), day)


def _shown(it: Way, role: Role) -> dict[str, Any]:
    found: dict[str, Any] = it.place.ask("duties", "show", it.duty(role), "--as", role)
    return found


def _record(it: Way, role: Role) -> str:
    """The child's record as a role is shown it; a refusal's words where it is not."""
    child = it.place.ask("gaps", "find")[0]["child"]
    return str(it.place.run("children", "show", child, "--as", role).output)
