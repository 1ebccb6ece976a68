"""From the agencies' files to what is owed: the truth is found, and only the truth."""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from amparo.duties import owners_of

from .conftest import Cohort, Place

_MAY = date(2024, 5, 31)


def test_what_is_found_is_what_was_delivered(place: Place, cohort: Cohort) -> None:
    place.ask("ingest", *cohort.deliveries)
    found = _found(place)
    joinable = _joinable(cohort)
    # What is for ORR and counsel alone is not the inspector's to list.
    truth = {
        (row["gap"], row["identity"], row["since"], row["until"])
        for row in cohort.truth("findings")
        if row["identity"] in joinable and row["restricted"] == "no"
    }
    assert truth
    assert {one for one in found if one[1] in joinable} == truth
    of_feeds = place.ask("gaps", "compare", cohort.folder / "truth")["feeds"]
    assert (of_feeds["missing"], of_feeds["extra"], of_feeds["not_shown"]) == ([], [], [])
    assert {one["gap"] for one in cohort.truth("feed_findings")} >= {
        *("keys-collide", "rows-vanished", "flag-disagrees", "feed-late", "delivery-missing"),
        *("rows-drifted", "totals-do-not-reconcile", "table-missing"),
    }


def test_what_an_inspector_is_not_told_is_compared_for_child_protection(
    filled: Place, cohort: Cohort
) -> None:
    truth = cohort.folder / "truth"
    inspector = filled.ask("gaps", "compare", truth)
    theirs = filled.ask("gaps", "compare", truth, "--as", "child-protection")
    restricted = Counter(
        row["gap"] for row in cohort.truth("findings") if row["restricted"] == "yes"
    )
    assert inspector["not_shown"] == restricted
    assert (theirs["not_shown"], theirs["unnamed"]) == ({}, 0)
    assert (theirs["joined"]["missing"], theirs["joined"]["extra"]) == ([], [])
    # Of other agencies' feeds they are told nothing, and the comparison says so.
    assert {"court", "referrals"} <= set(theirs["feeds"]["not_shown"])
    assert (inspector["not_listed"], inspector["feeds"]["not_shown"]) == (0, [])


def test_a_feed_finding_of_the_truth_that_was_not_found_is_named(
    filled: Place, cohort: Cohort, tmp_path: Path
) -> None:
    truth = shutil.copytree(cohort.folder / "truth", tmp_path / "truth")
    with (truth / "feed_findings.csv").open("a") as lines:
        lines.write("feed-late,custody,nowhere,2024-01-02,2024-01-03,2025-01-30\n")
    told = filled.run("gaps", "compare", truth)
    assert told.exit_code != 0
    assert "missing: feed-late nowhere since 2024-01-02 until 2024-01-03" in told.output


def test_a_child_is_exactly_the_records_that_identifiers_join(
    filled: Place, cohort: Cohort
) -> None:
    true: dict[str, set[str]] = {}
    for row in cohort.truth("identities"):
        if row["joinable"] == "yes":
            true.setdefault(row["child"], set()).add(f"{row['agency']}:{row['key']}")
    groups = {frozenset(one["identities"]) for one in filled.ask("gaps", "find")}
    met = [group for group in groups if any(group & known for known in true.values())]
    assert met
    assert [group for group in met if group not in map(frozenset, true.values())] == []


def test_every_line_is_accounted_for(place: Place, cohort: Cohort) -> None:
    taken = place.ask("ingest", *cohort.deliveries)["deliveries"]
    for one in taken:
        parts = ("header", "blank", "continuation", "read", "repaired", "duplicate", "set_aside")
        assert one["lines"] == sum(one[part] for part in parts), one
    assert len(taken) == len(cohort.deliveries)
    for kind in ("repaired", "duplicate", "set_aside"):
        assert sum(one[kind] for one in taken) > 0


def test_the_same_again_changes_nothing(place: Place, cohort: Cohort) -> None:
    place.ask("ingest", *cohort.deliveries)
    before, size = place.digest(), place.ask("ledger", "verify")["size"]
    again = place.ask("ingest", *cohort.deliveries)["deliveries"]
    assert {one["events"] for one in again} == {0}
    assert {one["read"] + one["repaired"] for one in again} == {0}
    assert place.digest() == before
    assert place.ask("ledger", "verify")["size"] == size


def test_deliveries_may_arrive_in_any_order_one_by_one(
    place: Place, filled: Place, cohort: Cohort
) -> None:
    shuffled = cohort.deliveries
    Random(3).shuffle(shuffled)
    for portion in (shuffled[:1], shuffled[1:20], shuffled[20:]):
        place.ask("ingest", *portion)
    assert place.digest() == filled.digest()
    assert _found(place) == _found(filled)
    assert _counted(place) == _counted(filled)


def test_every_finding_is_one_duty_for_each_who_must_act(filled: Place) -> None:
    duties = filled.ask("duties", "list")
    findings = filled.ask("gaps", "find")
    owed = Counter((one["finding"], one["owner"]) for one in duties)
    assert owed == Counter(
        (one["finding"], owner) for one in findings for owner in owners_of(one["gap"])
    )
    assert len({one["duty"] for one in duties}) == len(duties)
    assert max(Counter((one["finding"], one["owner"]) for one in duties).values()) == 1
    assert {one["state"] for one in duties} == {"open", "late"}


def test_a_closed_duty_was_open_before(filled: Place) -> None:
    closed = filled.ask("duties", "list", "--closed")
    assert closed
    assert [one for one in closed if one["closed"] <= one["opened"]] == []


def test_a_duty_that_would_hunt_is_never_late(filled: Place) -> None:
    duties = filled.ask("duties", "list", "--on", "2040-01-01")
    hunting = [one for one in duties if one["gap"] in {"nta-not-issued", "nta-not-served"}]
    assert hunting
    assert {(one["due"], one["escalated"]) for one in hunting} == {(None, False)}


def test_a_figure_is_the_truth_and_stays_it(place: Place, cohort: Cohort) -> None:
    asked = ("figures", "count", "nta-not-issued", "--on", "2024-05-01", "--known-at", "2024-05-31")
    place.ask("ingest", *cohort.through(_MAY))
    early = place.ask(*asked)
    assert early["value"] == _true_figure(cohort, "nta-not-issued", "2024-05-01", "2024-05-31")
    place.ask("ingest", *cohort.deliveries)
    late = place.ask(*asked)
    assert late["value"] == early["value"]
    assert late["position"] > early["position"]
    later = place.ask(*asked[:-1], "2025-01-31")
    assert later["value"] == _true_figure(cohort, "nta-not-issued", "2024-05-01", "2025-01-31")
    assert later["value"] != early["value"]


def test_every_figure_of_the_truth_is_counted_so(filled: Place, cohort: Cohort) -> None:
    for row in cohort.truth("figures")[-6:]:
        days = ("--on", row["true_on"], "--known-at", row["known_at"])
        counted = filled.ask("figures", "count", row["figure"], *days)
        value = counted["value"] if row["unit"] == counted["unit"] else counted[row["unit"]]
        assert str(value) == row["value"], row


def test_a_figure_names_the_rows_behind_it(filled: Place) -> None:
    counted = filled.ask("figures", "count", "nta-not-issued", "--lineage", "5")
    assert len(counted["lineage"]) == 5
    assert all(":" in row["told_by"] for row in counted["lineage"])
    assert counted["snapshot"]
    assert "SELECT" in counted["sql"]


def _found(place: Place) -> set[tuple[Any, ...]]:
    return {
        (one["gap"], one["identity"], one["since"], one["until"] or "")
        for closed in ((), ("--closed",))
        for one in place.ask("gaps", "find", *closed)
    }


def _counted(place: Place) -> list[int]:
    days = ("--on", "2024-05-01", "--known-at", "2024-05-31")
    figures = ("transfers-to-hhs", "nta-not-issued", "nta-not-served")
    return [place.ask("figures", "count", name, *days)["value"] for name in figures]


def _joinable(cohort: Cohort) -> set[str]:
    rows = cohort.truth("identities")
    return {f"{row['agency']}:{row['key']}" for row in rows if row["joinable"] == "yes"}


def _true_figure(cohort: Cohort, figure: str, true_on: str, known_at: str) -> int:
    asked = {"figure": figure, "true_on": true_on, "known_at": known_at}
    (row,) = (
        row
        for row in cohort.truth("figures")
        if all(row[name] == value for name, value in asked.items())
    )
    return int(row["value"])
