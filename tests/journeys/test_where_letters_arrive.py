"""An address is one thing, whoever names it: what came of letters and calls there is told of it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from amparo.purposes import DHS, ROLES
from amparo.words.agencies import Role
from tests.rooms.feeds.deliveries import ANA, ana, deliver, table

from .conftest import Place

RECEIVED = datetime(2024, 5, 20, 12, tzinfo=UTC)
CHANGES: dict[str, dict[str, str]] = {
    "custody": {"mail_returned_on": "2024-04-02", "unit": "#4"},
    "safety": {"address_match": "Yes"},
    "placements": {"dpv": "S"},
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, str]:
    """A home with Ana in it: ICE writes her unit otherwise, and a letter there came back."""
    folder = tmp_path_factory.mktemp("letters")
    place = Place(folder / "home")
    (folder / "sent").mkdir()
    for feed in ANA:
        row = table(feed, ana(feed, **CHANGES.get(feed, {})))
        sent = deliver(folder / "sent", row, feed=feed, received_at=RECEIVED)
        place.ask("ingest", sent)
    [found] = place.ask("children", "find", "Ana")["found"]
    return place, str(found["child"])


def told(home: tuple[Place, str], *how: str) -> dict[str, Any]:
    place, child = home
    return dict(place.ask("placements", "addresses", child, *how))


def test_one_building_and_unit_is_one_home_however_two_agencies_write_it(
    home: tuple[Place, str],
) -> None:
    [first] = told(home, "--as", "counsel")["homes"]
    assert first["told_by"] == ["ORR:MU0001/1", "ICE:custody/MU0001/1"]
    assert (first["first_told_on"], first["last_told_on"]) == ("2024-03-01", "2024-03-02")
    assert (first["codes"], first["dpv"]) == ([], ["S"])


def test_mail_that_came_back_and_what_was_said_on_a_call_are_told_of_that_home(
    home: tuple[Place, str],
) -> None:
    [first] = told(home, "--as", "field-specialist", "--purpose", "safety-check")["homes"]
    assert first["returned_on"] == ["2024-04-02"]
    assert (first["confirmed_on"], first["denied_on"]) == (["2024-03-11"], [])


def test_what_had_not_happened_by_a_day_is_not_told_of_it(home: tuple[Place, str]) -> None:
    [first] = told(home, "--as", "counsel", "--on", "2024-03-05")["homes"]
    assert (first["confirmed_on"], first["returned_on"]) == ([], [])


def test_for_a_purpose_that_opens_no_calls_what_was_said_on_them_is_withheld(
    home: tuple[Place, str],
) -> None:
    found = told(home, "--as", "field-specialist", "--purpose", "address-correction")
    assert found["calls_withheld"]
    assert [one["confirmed_on"] for one in found["homes"]] == [[]]
    place, child = home
    said = place.run("placements", "addresses", child, "--purpose", "address-correction")
    assert "What was said on calls is not opened for this purpose." in said.stdout


def test_no_address_is_told_here_only_whose_record_names_it(home: tuple[Place, str]) -> None:
    place, child = home
    said = place.run("placements", "addresses", child, "--as", "counsel").stdout.upper()
    assert not [word for word in ("INVENTED", "MADEUPTON", "00123", "APT 4") if word in said]


@pytest.mark.parametrize("role", sorted(one for one in Role if ROLES[one].family in DHS))
def test_no_role_at_dhs_is_told(role: str, home: tuple[Place, str]) -> None:
    place, child = home
    refused = place.run("placements", "addresses", child, "--as", role, "--json")
    assert (refused.exit_code, refused.stdout) == (2, "")


def test_a_home_of_nobody_is_refused_like_a_home_of_others(home: tuple[Place, str]) -> None:
    place, _ = home
    refused = place.run("placements", "addresses", "0" * 32)
    assert (refused.exit_code, refused.stdout) == (2, "")
