"""An application's reviewer learns of earlier ones; nobody can look for a sponsor or an address."""

import ast
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import pytest

import amparo.actions
from amparo.actions.home import close_home, open_home
from amparo.cli.main import amparo as every_command
from amparo.clocks.washington import washington_day
from amparo.purposes import DHS, ROLES
from amparo.settings import read_settings
from amparo.store import children, identities
from amparo.store.models import Sponsor
from amparo.words.agencies import Role
from tests.rooms.feeds.deliveries import ana, deliver, table

from .conftest import Place
from .test_every_action import leaves

REFERENCE, PHONE, STREET = "MUSP-0042", "000-555-0142", "12 Invented St"
UNTIL = washington_day(datetime.now(UTC)) + timedelta(days=7)


def stay(number: int, given: str, **cells: str) -> dict[str, str]:
    """A stay of a child of her own: no number or birth date is anybody else's."""
    own = {
        "uc_path_id": f"MU{number:04}",
        "a_number": f"A990-000-{number:03}",
        "given_names": given,
        "surnames": f"Madeup {given}son",
        "birth_date": f"2010-0{number}-17",
        "sponsor_ref": REFERENCE,
        "phone": PHONE,
    }
    return ana("placements", **own | cells)


IN_HAND = {"discharge_type": "", "discharged_on": ""}
STAYS = (
    stay(1, "Ana", **IN_HAND),
    stay(2, "Rosa", sponsor_ref=" musp-0042 "),
    stay(3, "Luz", **IN_HAND),
    stay(4, "Sol", sponsor_ref="MUSP-9999", unit="Apt 77"),
    stay(5, "Eva", sponsor_ref=""),
)
"""Rosa was released to the sponsor; Luz's and Ana's applications are in hand."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A home with the five stays, which tests only look at."""
    folder = tmp_path_factory.mktemp("prior")
    place = Place(folder / "home")
    place.ask("ingest", _delivered(folder, *STAYS))
    return place


def _delivered(folder: Path, *stays: dict[str, str], **manifest: Any) -> Path:
    (folder / "out").mkdir(exist_ok=True)
    return deliver(folder / "out", table("placements", *stays), feed="placements", **manifest)


def child_of(place: Place, key: str) -> str:
    return str(inside(place, lambda: children.memberships([_number(key)])[_number(key)]))


def _number(key: str) -> int:
    number = identities.number_of(key)
    assert number is not None
    return number


def inside(place: Place, ask: Any) -> Any:
    open_home(read_settings(place.variables))
    try:
        return ask()
    finally:
        close_home()


def reviewer_of(place: Place, child: str) -> str:
    """Somebody to whom this one application, and nothing else, is assigned."""
    until = ("--until", UNTIL)
    place.ask("people", "add", "reviewer")
    place.ask("people", "appoint", "reviewer", "sponsor-administrator", "--office", "ORR", *until)
    place.ask("people", "train", "reviewer", *until)
    place.ask("people", "assign", "reviewer", "assigned", "--child", child, *until)
    return "reviewer"


# --- what the reviewer learns -----------------------------------------------------------------


def test_the_reviewer_learns_how_many_children_the_sponsor_has_or_had(home: Place) -> None:
    found = home.ask("placements", "prior", child_of(home, "ORR:MU0001/1"))
    assert found["same_sponsor"] == {"children": 2, "released": 1}
    assert sorted(one["records"] for one in found["own"]) == [["ORR:MU0002/1"], ["ORR:MU0003/1"]]


def test_children_of_others_are_counted_and_never_named(home: Place) -> None:
    child = child_of(home, "ORR:MU0001/1")
    who = reviewer_of(home, child)
    found = home.ask("placements", "prior", child, "--as", who)
    assert found["same_sponsor"] == {"children": 2, "released": 1}
    assert found["own"] == []
    said = home.run("placements", "prior", child, "--as", who).output
    assert "None of them is of your own work." in said
    for told in (REFERENCE, PHONE, STREET, "Rosa", "MU0002", child_of(home, "ORR:MU0002/1")):
        assert told not in json.dumps(found) + said


def test_who_lives_in_the_same_unit_is_counted_apart_from_the_sponsor(home: Place) -> None:
    found = home.ask("placements", "prior", child_of(home, "ORR:MU0002/1"))
    assert found["same_household"] == {"children": 1, "released": 1}  # Eva; Sol has another unit


def test_a_reference_told_otherwise_counts_no_more(place: Place, tmp_path: Path) -> None:
    place.ask("ingest", _delivered(tmp_path, *STAYS))
    later = datetime(2024, 3, 9, 12, tzinfo=UTC)
    mended = stay(2, "Rosa", sponsor_ref="MUSP-9999")
    place.ask("ingest", _delivered(tmp_path, mended, sequence=2, received_at=later))
    found = place.ask("placements", "prior", child_of(place, "ORR:MU0001/1"))
    assert found["same_sponsor"] == {"children": 1, "released": 0}


def test_a_child_without_a_sponsor_shares_none(home: Place) -> None:
    found = home.ask("placements", "prior", child_of(home, "ORR:MU0005/1"))
    assert found["same_sponsor"] == {"children": 0, "released": 0}


def test_the_look_is_in_the_childs_account_and_the_list_in_each_of_theirs(home: Place) -> None:
    home.ask("placements", "prior", child_of(home, "ORR:MU0001/1"))
    for key, action in (("ORR:MU0001/1", "read"), ("ORR:MU0002/1", "list")):
        looks = home.ask("ledger", "accounting", child_of(home, key), "--as", "counsel")
        did = [(one["who"], one["action"], one["purpose"]) for one in looks["entries"]]
        assert ("field-specialist", action, "suitability") in did
    assert home.ask("ledger", "verify")["ok"]


# --- what nobody learns -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "role", [*sorted(one for one in Role if ROLES[one].family in DHS), "inspector", "counsel"]
)
def test_dhs_and_whoever_reviews_nothing_are_refused(role: str, home: Place) -> None:
    child = child_of(home, "ORR:MU0001/1")
    refused = home.run("placements", "prior", child, "--as", role, "--json")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("Refused. ")


@pytest.mark.parametrize("text", [REFERENCE, PHONE, STREET, "Apt 4", "00123", "Madeupton"])
def test_nobody_finds_a_child_by_a_sponsor_or_an_address(home: Place, text: str) -> None:
    for who in ("inspector", "field-specialist", "counsel", "child-protection"):
        found = home.ask("children", "find", text, "--as", who)
        assert (found["found"], found["elsewhere"]) == ([], None)


OF_FAMILIES = ("sponsor", "address", "street", "phone", "household", "zip", "postal", "building")


HANDS_OVER_AN_ADDRESS = {("tell address", "zip_")}
"""Is handed the address that ORR or counsel proposes for a duty's child, and looks nobody up by it:
the child is found by the duty, and the parts of the address go into the vault."""


def test_no_command_takes_a_sponsor_or_an_address() -> None:
    taken = {
        (name, option.name)
        for name, command in leaves(every_command)
        for option in command.params
        if option.name and any(word in option.name for word in OF_FAMILIES)
    }
    assert taken - HANDS_OVER_AN_ADDRESS == set()


LOOKS_NOBODY_UP = {("print_folder", "print_letter", "address")}
"""Is handed the address of a letter that was allowed, and looks nobody up by it."""


def test_no_action_that_a_command_can_call_takes_a_sponsor_or_an_address() -> None:
    (folder,) = amparo.actions.__path__
    taken = {
        (path.stem, node.name, argument.arg)
        for path in Path(folder).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        for argument in (*node.args.args, *node.args.kwonlyargs)
        if any(word in argument.arg for word in OF_FAMILIES)
    }
    assert taken - LOOKS_NOBODY_UP == set()


def test_only_two_commands_take_free_words_of_a_person() -> None:
    """A new argument must be looked at here before it can become a search."""
    arguments = {
        option.name
        for _, command in leaves(every_command)
        for option in command.params
        if isinstance(option, click.Argument)
    }
    assert "text" in arguments
    searching = {
        name
        for name, command in leaves(every_command)
        for option in command.params
        if isinstance(option, click.Argument) and option.name == "text"
    }
    assert searching == {"children find"}


# --- and what is forgotten --------------------------------------------------------------------


def test_an_order_to_forget_deletes_the_sponsors_token_with_the_key(
    place: Place, tmp_path: Path
) -> None:
    place.ask("ingest", _delivered(tmp_path, *STAYS))
    place.ask("children", "expunge", "ORR:MU0002/1", "--order", "Order 12")
    number = inside(place, lambda: _number("ORR:MU0002/1"))
    assert not inside(place, lambda: Sponsor.objects.filter(identity=number).exists())
    found = place.ask("placements", "prior", child_of(place, "ORR:MU0001/1"))
    assert found["same_sponsor"] == {"children": 1, "released": 0}
