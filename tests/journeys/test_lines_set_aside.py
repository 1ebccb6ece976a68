"""Whoever sends a feed learns which lines could not be read, and nothing of what they say."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.rooms.feeds.deliveries import ana, deliver, lines, table

SLIP = "2024-02-31"


@pytest.fixture
def sent(tmp_path: Path) -> list[Path]:
    referrals = table("referrals", ana("referrals", transfer_at=SLIP), ana("referrals"))
    moved = table("addresses", ana("addresses")) + lines(["Q'anil", "34 Fabled Ave"])
    return [
        deliver(tmp_path, referrals, sequence=1),
        deliver(tmp_path, moved, feed="addresses", sender="ORR", sequence=2),
    ]


def test_each_line_is_told_with_its_place_its_reason_and_who_can_mend_it(place, sent):
    place.run("ingest", *sent)
    told = place.ask("feeds", "set-aside")
    assert told["count"] == 2
    first, second = told["lines"]
    assert first == {
        "feed": "referrals",
        "delivery": sent[0].name,
        "file": "rows.csv",
        "line": 2,
        "reason": "transfer_at is not a date",
        "owner": "CBP feed steward",
    }
    # The agency that sent the file mends it, though another sends most of the feed.
    assert (second["line"], second["owner"]) == (3, "ORR feed steward")


def test_no_cell_of_a_line_is_shown(embedded, sent):
    embedded.run("ingest", *sent)
    for answer in (
        embedded.run("feeds", "set-aside"),
        embedded.run("feeds", "set-aside", "--json"),
    ):
        assert answer.exit_code == 0
        assert not any(cell in answer.stdout for cell in (SLIP, "Q'anil", "Fabled", "990-000-001"))


def test_the_lines_and_repairs_are_those_that_ingest_counted(filled):
    told = filled.ask("feeds", "set-aside")
    by_feed = Counter(one["feed"] for one in told["lines"])
    assert by_feed == {one["feed"]: one["set_aside"] for one in told["feeds"] if one["set_aside"]}
    health = {one["feed"]: one for one in filled.ask("feeds", "health")["feeds"]}
    # A file that was sent again is counted once here, and with every delivery there.
    assert all(one["set_aside"] <= health[one["feed"]]["set_aside"] for one in told["feeds"])
    assert sum(one["repaired"] for one in told["feeds"]) > 0


def test_one_owners_lines_alone(filled):
    told = filled.ask("feeds", "set-aside", "--owner", "orr")
    assert {one["owner"] for one in told["lines"]} == {"ORR feed steward"}
    assert {
        one["feed"] for one in filled.ask("feeds", "set-aside", "--feed", "court")["lines"]
    } == {"court"}


def test_who_is_not_told_of_a_feed_is_told_of_none_of_its_lines(filled):
    told = filled.ask("feeds", "set-aside", "--as", "case-manager")
    assert told["lines"] == []
    assert "placements" in told["not_shown"]


def test_a_person_is_shown_the_first_of_them_and_told_how_many_more(filled):
    answer = filled.run("feeds", "set-aside", "--most", "3")
    every = filled.ask("feeds", "set-aside")["count"]
    assert f"{every - 3:,} more" in answer.stderr


def test_a_delivery_can_be_tried_before_it_is_sent(embedded, sent):
    tried = embedded.ask("feeds", "check", sent[0])
    assert tried["files"][0]["tally"]["set_aside"] == 1
    assert not embedded.home.exists()
    assert SLIP not in json.dumps(tried)
    page = embedded.run("feeds", "check", sent[0]).stdout
    assert "transfer_at is not a date" in page


def test_a_file_needs_the_name_of_its_feed(embedded, sent):
    answer = embedded.run("feeds", "check", sent[0] / "rows.csv")
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "--feed" in answer.stderr
    assert (
        embedded.run("feeds", "check", sent[0] / "rows.csv", "--feed", "referrals").exit_code == 0
    )
