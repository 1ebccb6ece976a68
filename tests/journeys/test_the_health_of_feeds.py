"""A feed steward asks how the feeds are, and is told what came, what is late, and what is odd."""

import json
from pathlib import Path

import pytest

from amparo.feeds import CONTRACTS
from amparo.gaps.feeds import FEED_GAPS
from amparo.words.agencies import Role
from tests.rooms.feeds.deliveries import ana, deliver, table

PUBLIC = Path(__file__).parents[1] / "data" / "orr_releases_by_state_fy15_fy20.csv"


@pytest.fixture(scope="module")
def told(filled):
    return filled.ask("feeds", "health")


def test_every_delivery_that_was_taken_in_is_counted(told, cohort):
    assert sum(one["deliveries"] for one in told["feeds"]) == len(cohort.deliveries)


def test_the_last_delivery_of_each_feed_is_the_one_received_last(told, cohort):
    last = {folder.name.split("-")[1]: folder.name for folder in cohort.deliveries}
    for one in told["feeds"]:
        assert one["last_delivery"] == last.get(one["feed"])


def test_the_rows_set_aside_are_those_that_ingest_counted(place, cohort):
    """The same deliveries into a home of one's own, whose equation of lines is printed."""
    first = next(one for one in cohort.deliveries if "-notices-" in one.name)
    taken = place.ask("ingest", first)["deliveries"][0]
    own = next(one for one in place.ask("feeds", "health")["feeds"] if one["feed"] == "notices")
    assert own["set_aside"] == taken["set_aside"]
    assert own["rows_last"] == sum(
        taken[name] for name in ("read", "repaired", "duplicate", "set_aside")
    )


def test_the_page_for_people_names_every_feed_and_every_open_finding(filled, told):
    page = filled.run("feeds", "health").stdout
    assert all(one["feed"] in page for one in told["feeds"])
    assert told["findings"], "nothing is open, so nothing is shown"
    for one in told["findings"]:
        assert f"{one['gap']}: {one['anchor']}" in page


def test_a_file_that_was_sent_twice_under_two_names_is_on_the_page(place, tmp_path):
    text = table("notices", ana("notices"))
    twice = [deliver(tmp_path, text, feed="notices", sequence=number) for number in (1, 2)]
    assert place.run("ingest", *twice).exit_code == 0
    page = place.run("feeds", "health", "--feed", "notices").stdout
    assert f"same-content-other-name: {twice[1].name}" in page


def test_one_feed_alone(filled):
    told = filled.ask("feeds", "health", "--feed", "placements")
    assert [one["feed"] for one in told["feeds"]] == ["placements"]
    assert {one["feed"] for one in told["findings"] + told["closed"]} <= {"placements"}


def test_a_feed_that_there_is_not_is_refused(filled):
    assert filled.run("feeds", "health", "--feed", "horoscopes").exit_code == 2


@pytest.mark.parametrize("who", [Role.ERO_OFFICER, Role.OPLA_ATTORNEY, Role.CASE_MANAGER])
def test_who_neither_keeps_nor_checks_feeds_is_told_of_public_tables_and_that_there_is_more(
    filled, who
):
    result = filled.run("feeds", "health", "--as", who, "--json")
    assert result.exit_code == 0
    assert "Not shown to you" in result.stderr
    assert "placements" in result.stderr
    told = json.loads(result.stdout)
    public = {one.feed for one in CONTRACTS.values() if not one.about_children}
    assert {one["feed"] for one in told["feeds"]} == public
    assert {one["feed"] for one in told["findings"] + told["closed"]} <= public


def test_a_steward_is_told_what_the_operator_is_told(filled):
    asked = [filled.ask("feeds", "health", "--as", who) for who in ("feed-steward", "operator")]
    assert asked[0] == asked[1]


def test_anybody_is_told_of_public_tables_in_a_home_that_holds_nothing_else(place):
    place.ask("ingest", "--feed", "orr-releases-by-state", PUBLIC)
    told = {one["feed"]: one for one in place.ask("feeds", "health")["feeds"]}
    assert told.keys() == {one.feed for one in CONTRACTS.values() if not one.about_children}
    assert told["orr-releases-by-state"]["deliveries"] == 1
    assert told["hhs-daily"]["last_received"] is None


def test_where_there_is_no_home_nothing_is_called_well(place):
    result = place.run("feeds", "health")
    assert (result.exit_code, result.stdout) == (2, "")


def test_the_cards_of_feeds_stand_among_the_gaps_and_can_be_explained(filled):
    cards = {one["gap"]: one for one in filled.ask("gaps", "list")}
    assert FEED_GAPS.keys() <= cards.keys()
    for name in FEED_GAPS:
        assert cards[name]["of"] == "feed"
        assert filled.ask("gaps", "explain", name) == cards[name]
    assert cards["nta-not-served"]["of"] == "child"


def test_no_gap_of_a_feed_is_a_finding_about_a_child(filled):
    assert not {one["gap"] for one in filled.ask("gaps", "find")} & FEED_GAPS.keys()
    assert filled.run("gaps", "find", "--gap", "feed-late").exit_code == 2
