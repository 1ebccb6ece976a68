"""Who may ask is settled by others, from the first person of a home to the end of what was lent."""

import os
import pwd
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import Result

from amparo.actions.home import close_home, open_home
from amparo.actions.people import TOKEN
from amparo.clocks.washington import washington_day
from amparo.settings import read_settings
from amparo.store import children, people
from amparo.store.models import Entry
from amparo.words.agencies import Role
from tests.rooms.feeds.deliveries import ANA, ana, deliver, table

from .conftest import Place

NOW = datetime.now(UTC)
TODAY = washington_day(NOW)
IN_A_WEEK = TODAY + timedelta(days=7)
OS_USER = pwd.getpwuid(os.getuid()).pw_name
SERVED_AT = "77 Served Rd, Madeupton, TX 00123"
SERVED = {
    "served_on": "2024-02-20",
    "service_method": "mail",
    "served_to": "Child",
    "served_address": SERVED_AT,
}
REAL = {
    "referrals": {"event_number": "X0001", "a_number": "A200-000-001"},
    "notices": {"charging_document_id": "X0001-N", "a_number": "A200-000-001", **SERVED},
    "placements": {"uc_path_id": "X0001", "a_number": "A200-000-001"},
}
"""A child who is not marked as made up, and is made up all the same."""


@pytest.fixture(autouse=True)
def nobody_signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TOKEN, raising=False)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "deliveries"
    folder.mkdir()
    return folder


@pytest.fixture
def made_up(place: Place, inbox: Path) -> Place:
    """A made-up home with Ana in it: her notice was served and never filed."""
    for feed in ANA:
        row = ana(feed, **(SERVED if feed == "notices" else {}))
        place.ask("ingest", deliver(inbox, table(feed, row), feed=feed))
    return place


@pytest.fixture
def real(place: Place, inbox: Path) -> Place:
    """The same in a home of real children, into which nobody has moved."""
    for feed, numbers in REAL.items():
        row = table(feed, ana(feed, **numbers))
        place.ask("ingest", deliver(inbox, row, feed=feed, made_up=False))
    return place


def inside(place: Place, ask: Callable[[], Any]) -> Any:
    """What the home itself knows, whoever may be told it."""
    open_home(read_settings(place.variables))
    try:
        return ask()
    finally:
        close_home()


def only_child(place: Place) -> str:
    [child] = set(inside(place, children.everyone))
    return str(child)


def entries(place: Place) -> list[dict[str, Any]]:
    def bodies() -> list[bytes]:
        return [bytes(one) for one in Entry.objects.order_by("id").values_list("body", flat=True)]

    return [msgspec.json.decode(body) for body in inside(place, bodies)]


@dataclass(frozen=True)
class Seat(Place):
    """The same home, at which another operating-system user sits."""

    user: str = ""

    def run(self, *arguments: object) -> Result:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("amparo.actions.people.os_user", lambda: self.user)
            return super().run(*arguments)


def seat(place: Place, user: str) -> Seat:
    return Seat(place.home, place.environment, user)


def with_token(place: Place, token: str) -> Place:
    return replace(place, environment={**place.environment, TOKEN: token})


def refused(result: Result, why: str) -> None:
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert why in result.stderr


def appoint(place: Place, slug: str, role: str, *options: object) -> Any:
    office = ("--office", "Made-up office", "--until", IN_A_WEEK)
    return place.ask("people", "appoint", slug, role, *office, *options)


def lend(place: Place, child: str) -> tuple[Any, Any]:
    """A duty of service and the approval that goes with it, for the ERO officer."""
    about = ("--child", child, "--until", IN_A_WEEK)
    approval = ("--kind", "approved", "--purpose", "nta-service", "--authority", "Order 12")
    duty = place.ask("people", "assign", "ero-officer", "duty", *about)
    return duty, place.ask("people", "approve", "ero-officer", *approval, *about)


def test_a_real_home_from_nobody_to_a_look_that_is_accounted_for(real: Place) -> None:
    refused(real.run("people", "list"), f"The operating-system user {OS_USER} is no person")
    refused(
        real.run("people", "add", "ana", "--os-user", "x-else"), "The first person adds themself"
    )
    first = real.ask("people", "add", "ana")
    assert (first["slug"], first["os_user"]) == ("ana", OS_USER)
    assert first["operator_until"] == str(TODAY + timedelta(days=365))
    refused(real.run("people", "add", "ana"), "The slug ana is taken")
    child = only_child(real)
    for slug, role in (("priya", "privacy-officer"), ("carla", "counsel")):
        real.ask("people", "add", slug, "--os-user", f"{slug}-os")
        appoint(real, slug, role)
        real.ask("people", "train", slug, "--until", IN_A_WEEK)
    priya, carla = seat(real, "priya-os"), seat(real, "carla-os")
    refused(carla.run("children", "show", child), "Nothing was shown")
    about = ("--child", child, "--until", IN_A_WEEK)
    refused(carla.run("people", "assign", "carla", "representation", *about), "You are a counsel")
    priya.ask("people", "assign", "carla", "representation", *about)
    record = carla.ask("children", "show", child)
    assert record["who"] == "carla"
    assert "12 Invented St" in str(record["shown"]["location"])
    looks = [(one["who"], one["answer"]) for one in record["accounting"]]
    assert looks == [("carla", "refusal"), ("carla", "grant")]
    assert real.ask("ledger", "verify")["ok"]


def test_every_refusal_stands_in_the_ledger_with_who_was_refused(real: Place) -> None:
    real.run("people", "list")
    real.ask("people", "add", "ana")
    real.run("people", "appoint", "ana", "counsel", "--office", "x", "--until", IN_A_WEEK)
    real.run("people", "end", "1")
    real.run("people", "add", "beto", "--as", "ana")
    told = entries(real)
    [ana_number] = [one["id"] for one in told if one["entry"] == "person"]
    assert [(one["what"], one["by"]) for one in told if one["entry"] == "refused"] == [
        ("people list: nobody", None),
        ("people appoint: own", ana_number),
        ("people end: nothing-to-end", ana_number),
        ("people add: nobody", None),
    ]
    assert real.ask("ledger", "verify")["ok"]


def test_a_home_without_a_delivery_has_its_first_person_too(place: Place) -> None:
    said = place.run("people", "add", "ana")
    assert (said.exit_code, str(place.home) in said.stdout) == (0, True), said.output
    [ana_] = place.ask("people", "list")
    assert (ana_["role"], ana_["in_date"], ana_["from"]) == ("operator", True, str(TODAY))
    assert ana_["to"] == str(TODAY + timedelta(days=365))
    assert (ana_["trained_until"], ana_["work"]) == (None, [])


def test_a_first_person_leaves_room_for_those_who_move_into_a_made_up_home(
    place: Place, inbox: Path
) -> None:
    for role in ("inspector", "counsel"):
        refused(place.run("people", "add", role), f"{role} is the name of a role")
    place.ask("people", "add", "ana")
    place.ask("ingest", deliver(inbox, table("referrals", ana("referrals"))))
    slugs = {one["slug"] for one in place.ask("people", "list")}
    assert slugs == {"ana", *Role}
    assert place.ask("children", "show", only_child(place))["who"] == "inspector"


def test_only_adding_the_first_person_makes_a_home(place: Place) -> None:
    for command in (("list",), ("token",), ("end", "1")):
        refused(place.run("people", *command), "There is no home")
    assert not place.home.exists()


def test_nobody_is_picked_by_name_in_a_home_that_is_not_made_up(place: Place, inbox: Path) -> None:
    why = "--as picks a made-up person, and this home is not made-up"
    refused(place.run("people", "add", "ana", "--as", "ana"), why)
    place.ask("people", "add", "ana")
    asking = [("list",), ("add", "beto"), ("token",), ("end", "2")]
    for command in asking:
        refused(place.run("people", *command, "--as", "ana"), why)
    row = table("referrals", ana("referrals", **REAL["referrals"]))
    place.ask("ingest", deliver(inbox, row, made_up=False))
    for command in asking:
        refused(place.run("people", *command, "--as", "ana"), why)
    assert [one["slug"] for one in place.ask("people", "list")] == ["ana"]


def test_a_made_up_home_has_its_people_and_takes_more(made_up: Place) -> None:
    made_up.ask("people", "add", "zoila", "--os-user", "zoila-os")
    listed = {one["slug"]: one for one in made_up.ask("people", "list")}
    assert listed["zoila"]["role"] is None
    assert not listed["zoila"]["in_date"]
    assert listed["counsel"]["agency"] == "counsel"
    assert listed["inspector"]["in_date"]
    refused(made_up.run("people", "list", "--as", "zoila"), "zoila holds no role here")
    appoint(made_up, "zoila", "feed-steward", "--agency", "CBP")
    listed = {one["slug"]: one for one in made_up.ask("people", "list", "--as", "zoila")}
    assert (listed["zoila"]["agency"], listed["zoila"]["to"]) == ("CBP", str(IN_A_WEEK))
    assert set(listed) == {"zoila"}


def test_the_list_shows_a_child_by_number_to_those_who_give_that_work_and_by_nothing_else(
    made_up: Place,
) -> None:
    child = only_child(made_up)
    duty, _ = lend(made_up, child)
    for person, seen in (("operator", True), ("field-specialist", True), ("counsel", False)):
        listed = made_up.run("people", "list", "--json", "--as", person).stdout
        assert (child in listed) is seen
        assert (f'"entry": {duty["entry"]}' in listed) is seen
        said = listed + made_up.run("people", "list", "--as", person).stdout
        assert not any(word in said for word in ("Ana Lucía", "Q'anil", "990000001", "MU0001"))


def test_a_role_that_has_run_out_is_shown_nothing_and_told_why(
    made_up: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = only_child(made_up)
    appoint(made_up, "counsel", "counsel")
    assert made_up.ask("children", "show", child, "--as", "counsel")["shown"]["identity"]
    later = datetime.now(UTC) + timedelta(days=8)
    for module in ("options", "children", "people"):
        monkeypatch.setattr(f"amparo.cli.{module}.clock", lambda: later)
    why = "The asker's role or sign-in is out of date."
    refused(made_up.run("children", "show", child, "--as", "counsel"), why)
    [counsel] = [one for one in made_up.ask("people", "list") if one["slug"] == "counsel"]
    assert not counsel["in_date"]
    appoint(made_up, "counsel", "counsel", "--until", washington_day(later))
    record = made_up.ask("children", "show", child, "--as", "counsel")
    assert [one["answer"] for one in record["accounting"]] == ["grant", "refusal", "grant"]


def test_a_role_that_was_ended_is_shown_nothing_from_then_on(made_up: Place) -> None:
    child = only_child(made_up)
    entry = appoint(made_up, "counsel", "counsel")["entry"]
    refused(made_up.run("people", "end", entry), "You are a privacy-officer here")
    made_up.ask("people", "end", entry, "--as", "operator")
    refused(made_up.run("children", "show", child, "--as", "counsel"), "is out of date")


def test_a_token_says_who_asks_until_it_runs_out(
    real: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    real.ask("people", "add", "ana")
    real.ask("people", "add", "beto", "--os-user", "beto-os")
    appoint(real, "beto", "ombuds")
    said = seat(real, "beto-os").run("people", "token", "--hours", "2")
    token, beto = said.stdout.strip(), with_token(real, said.stdout.strip())
    assert len(token) > 40
    refused(beto.run("people", "add", "carla"), "You are an ombuds here")
    assert [one["slug"] for one in beto.ask("people", "list")] == ["beto"]
    refused(beto.run("people", "token"), "sign in again")
    unknown = with_token(real, token[:-1] + ("A" if token[-1] != "A" else "B"))
    refused(unknown.run("people", "list"), "The token is unknown or has run out")
    later = datetime.now(UTC) + timedelta(hours=2, minutes=1)
    with monkeypatch.context() as patch:
        patch.setattr("amparo.cli.people.clock", lambda: later)
        refused(beto.run("people", "list"), "The token is unknown or has run out")
    own = beto.run("people", "list")
    assert own.exit_code == 0, own.output
    refused(beto.run("people", "end", token_entry(real) + 1), "You are an ombuds here")
    beto.ask("people", "end", token_entry(real))
    refused(beto.run("people", "list"), "The token is unknown or has run out")
    assert token not in str(entries(real))
    assert not any(token.encode() in file.read_bytes() for file in files(real))


def test_an_operator_becomes_nobody_else_and_may_end_anybodys_token(real: Place) -> None:
    real.ask("people", "add", "ana")
    real.ask("people", "add", "priya", "--os-user", "priya-os")
    appoint(real, "priya", "privacy-officer")
    assert real.run("people", "token", "priya").exit_code == 2
    assert real.ask("people", "token")["slug"] == "ana"
    given = seat(real, "priya-os").ask("people", "token")
    priya = with_token(real, given["token"])
    assert given["slug"] == "priya"
    refused(priya.run("people", "add", "sock"), "You are a privacy-officer here")
    real.ask("people", "end", given["entry"])
    refused(priya.run("people", "list"), "The token is unknown or has run out")


def test_an_operating_system_user_without_a_name_is_nobody(
    real: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pwd, "getpwuid", {}.__getitem__)
    for command in (("list",), ("add", "ana"), ("token",)):
        refused(real.run("people", *command), "has no name on this machine")
    assert inside(real, people.persons) == []
    told = [(one["what"], one["by"]) for one in entries(real) if one["entry"] == "refused"]
    assert told == [(f"people {one}: nobody", None) for one in ("list", "add", "token")]


def test_no_role_inherits_the_work_of_the_one_before(made_up: Place) -> None:
    child, ahead = only_child(made_up), TODAY + timedelta(days=10)
    advocate = ("people", "appoint", "counsel", "child-advocate", "--office", "Made-up office")
    coming = (*advocate, "--from", ahead, "--until", ahead + timedelta(days=90))
    refused(made_up.run(*coming), "work or approvals that were given to another role")
    [representation] = work_of(made_up, "counsel")
    made_up.ask("people", "end", representation["entry"])
    made_up.ask(*coming)
    work = ("people", "assign", "counsel", "assigned", "--child", child, "--until")
    says = f"counsel is a child-advocate from {ahead}"
    refused(made_up.run(*work, ahead + timedelta(days=300)), says)
    refused(made_up.run(*work, ahead), f"name {ahead - timedelta(days=1)} or an earlier day")
    made_up.ask(*work, ahead - timedelta(days=1))
    told = [one["what"] for one in entries(made_up) if one["entry"] == "refused"]
    assert told == ["people appoint: work-of-another-role", *2 * ["people assign: role-changes"]]


def token_entry(place: Place) -> int:
    """The ledger entry of the first token."""
    return [one["entry"] for one in entries(place)].index("token") + 1


def files(place: Place) -> list[Path]:
    return [path for path in place.home.rglob("*") if path.is_file()]


def test_a_lent_duty_of_service_shows_the_notice_address_and_court_facts_and_ends(
    made_up: Place,
) -> None:
    child = only_child(made_up)
    look = ("children", "show", child, "--as", "ero-officer")
    refused(made_up.run(*look), "There is no open duty of service.")
    duty, approval = lend(made_up, child)
    record = made_up.ask(*look)
    assert set(record["shown"]) == {"identity", "location", "court"}
    [location] = record["shown"]["location"]
    assert location["says"] == {"served_address": SERVED_AT}
    facts = {one["event"] for one in record["shown"]["court"]}
    own = {"booked in", "left custody", "handed to hhs"}
    assert facts == own | {"encountered", "transferred", "notice issued", "notice served"}
    told_by = {one["told_by"] for lines in record["shown"].values() for one in lines}
    assert told_by == {"CBP", "ICE"}  # not the court, which only had a change of address
    said = made_up.run(*look).stdout
    assert SERVED_AT.partition(",")[0] in said
    of_hhs = ANA["placements"]
    names = ("address_line", "program", "relationship", "phone", "discharged_on")
    assert not any(of_hhs[name] in said for name in names)
    made_up.ask("people", "end", approval["entry"])
    refused(made_up.run(*look), "Nothing was shown")
    _, again = lend(made_up, child)
    assert made_up.ask(*look)["shown"]["location"]
    made_up.ask("people", "end", again["entry"])
    assert duty["entry"] in {one["entry"] for one in work_of(made_up, "ero-officer")}
    for one in work_of(made_up, "ero-officer"):
        made_up.ask("people", "end", one["entry"])
    refused(made_up.run(*look), "There is no open duty of service.")


def work_of(place: Place, slug: str) -> list[Any]:
    [one] = [one for one in place.ask("people", "list") if one["slug"] == slug]
    return list(one["work"])


def test_work_on_a_number_never_given_is_answered_like_any_other_and_ties_to_nobody(
    made_up: Place,
) -> None:
    child, nobody = only_child(made_up), 32 * "0"
    about = [("--child", one, "--until", IN_A_WEEK) for one in (child, nobody)]
    said = [
        made_up.run("people", "assign", "ero-officer", "duty", *one).stdout.split(" (entry")[0]
        for one in about
    ]
    assert said[0].replace(child, nobody) == said[1]
    shown = made_up.run("children", "show", nobody, "--as", "ero-officer")
    refused(shown, "Nothing was shown")


def test_when_representation_ends_the_legal_service_provider_stands_in(made_up: Place) -> None:
    child = only_child(made_up)
    look = ("children", "show", child, "--as", "legal-service-provider")
    refused(made_up.run(*look), "Nothing was shown")
    [representation] = work_of(made_up, "counsel")
    made_up.ask("people", "end", representation["entry"])
    record = made_up.ask(*look)
    assert record["accounting"][-1]["who"] == "legal-service-provider"
    refused(made_up.run("children", "show", child, "--as", "counsel"), "Nothing was shown")
