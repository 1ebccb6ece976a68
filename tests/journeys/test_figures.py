"""Figures asked for as a person would: in which unit, by whom, with which rows behind them."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from amparo.figures import FIGURES
from amparo.synthetic import desks, synthesize
from tests.journeys.conftest import CHILDREN, SEED, Cohort, Place
from tests.journeys.test_homes import HHS_DAILY

OF_CHILDREN = sorted(
    name
    for name, each in FIGURES.items()
    if each.unit in {"children", "orders", "transfers", "hearings", "offices"}
)


@pytest.mark.parametrize("unit", ["children", "minors"])
def test_dismissals_of_all_respondents_are_refused_under_any_heading_but_cases(
    filled: Place, unit: str
) -> None:
    result = filled.run("figures", "count", "dismissed-not-filed", "--unit", unit, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "all respondents, adults and children alike" in result.stderr


def test_dismissals_are_counted_as_cases_and_not_listed_as_children(filled: Place) -> None:
    counted = filled.ask("figures", "count", "dismissed-not-filed", "--unit", "cases")
    assert counted["value"] > 0
    assert "children" not in counted
    result = filled.run("figures", "count", "dismissed-not-filed", "--lineage", "3")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "name no child" in result.stderr


def test_orders_are_counted_in_either_of_their_units(filled: Place) -> None:
    orders = filled.ask("figures", "count", "orders-in-absentia")
    children = filled.ask("figures", "count", "orders-in-absentia", "--unit", "children")
    assert (orders["value"], orders["children"]) == (children["orders"], children["value"])
    assert (orders["published"], children["published"]) == (31_000, None)


def test_a_figure_gives_every_published_number_with_its_day_and_source(filled: Place) -> None:
    counted = filled.ask("figures", "count", "failed-to-appear")
    (alert,) = counted["also_published"]
    assert (counted["published"], alert["published"]) == (43_000, 32_000)
    assert alert["published_says"]["source"]["citation"].startswith("DHS OIG-24-46")
    assert (counted["definition"], counted["made_up"]) == (1, True)
    assert alert["difference_says"]["as_share"]


def test_the_rows_behind_a_missed_hearing_name_the_case_and_no_address(filled: Place) -> None:
    counted = filled.ask("figures", "count", "failed-to-appear", "--lineage", "5")
    assert counted["lineage"]
    for row in counted["lineage"]:
        assert row["anchor"].startswith("EOIR:case/")
        assert row.keys() == {"entity", "anchor", "reason", "fiscal_year", "since", "known_from"}


def test_bad_addresses_are_counted_and_never_listed(filled: Place) -> None:
    counted = filled.ask("figures", "count", "bad-release-addresses")
    assert counted["value"] == counted["blank"] + counted["undeliverable"] + counted["incomplete"]
    assert counted["value"] == counted["confirmed"] + counted["inferred"]
    result = filled.run("figures", "count", "bad-release-addresses", "--lineage", "3")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "addresses and families are read one by one" in result.stderr


@pytest.mark.parametrize("figure", [*OF_CHILDREN, "dismissed-not-filed"])
def test_dhs_is_given_no_count_of_any_figure(filled: Place, figure: str) -> None:
    for role in ("juvenile-coordinator", "ero-officer"):
        result = filled.run("figures", "count", figure, "--as", role)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "no counts" in result.stderr


def test_shares_are_printed_as_a_person_reads_them(filled: Place) -> None:
    printed = filled.run("figures", "count", "fta-share-of-notified").stdout
    assert "share of issued: " in printed
    (line,) = [line for line in printed.splitlines() if line.startswith("share of issued")]
    assert line.endswith("%")


def test_a_snapshot_that_lacks_a_table_is_made_anew_and_not_counted_from(embedded: Place) -> None:
    embedded.ask("ingest", "--feed", "hhs-daily", HHS_DAILY)
    before = embedded.ask("figures", "count", "hhs-stock-against-flow")
    (sealed,) = embedded.home.glob("snapshots/*/snapshot.json")
    contents = json.loads(sealed.read_text())
    del contents["tables"]["proceedings"]
    sealed.write_text(json.dumps(contents))
    after = embedded.ask("figures", "count", "hhs-stock-against-flow")
    assert after["pairs"] == before["pairs"]
    assert len(list(embedded.home.glob("snapshots/*/snapshot.json"))) == 2


# --- what was done at desks, against the truth --------------------------------------------------


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same world with busier desks: of so few children they would hardly have done anything."""
    out = tmp_path_factory.mktemp("busy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desks, "_OFFICES_THAT_ASK", 0.7)
        patch.setattr(desks, "_IS_ASKED_AFTER", 1)
        synthesize(out, children=CHILDREN, seed=SEED, start=None, through=None)
    return out


@pytest.fixture(scope="module")
def at_desks(
    filled: Place, busy: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Place, dict[str, int]]:
    """The same home, and all that its made-up desks did was told there; how many deeds."""
    home = tmp_path_factory.mktemp("desks") / "home"
    shutil.copytree(filled.home, home)
    place = Place(home)
    return place, place.ask("tell", "made-up", busy / "desks.csv")


def _deeds(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((out / "desks.csv").read_text().splitlines()))


def test_the_figures_are_the_truth_s_once_all_was_told_that_desks_did(
    at_desks: tuple[Place, dict[str, int]], busy: Path
) -> None:
    place, told = at_desks
    deeds = _deeds(busy)
    assert told == {"told": len(deeds), "before": 0, "no_duty": 0}
    assert {"reached", "no answer", ""} <= {one["outcome"] for one in deeds}
    compared = place.ask("figures", "compare", busy / "truth")
    assert compared["differing"] == []
    assert compared["numbers"] > 100
    asking = place.ask("figures", "count", "offices-asking")
    assert 0 < asking["value"] < asking["offices_with_hearings"]


def test_what_was_not_told_is_missed_by_the_figures_and_by_nothing_else(
    filled: Place, cohort: Cohort
) -> None:
    result = filled.run("figures", "compare", cohort.folder / "truth", "--json")
    assert result.exit_code == 1
    differing = json.loads(result.stdout)["differing"]
    assert {one["figure"] for one in differing} == {"days-after-absence", "offices-asking"}
    assert (
        "differ from the truth" in filled.run("figures", "compare", cohort.folder / "truth").stdout
    )


def test_what_desks_did_is_told_once(at_desks: tuple[Place, dict[str, int]], busy: Path) -> None:
    place, told = at_desks
    again = place.ask("tell", "made-up", busy / "desks.csv")
    assert again == {"told": 0, "before": told["told"], "no_duty": 0}


def test_only_an_inspector_holds_numbers_against_the_truth(filled: Place, cohort: Cohort) -> None:
    refused = filled.run("figures", "compare", cohort.folder / "truth", "--as", "committee-staff")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "Only an inspector" in refused.stderr


def test_a_truth_that_tells_no_number_is_no_agreement(filled: Place, tmp_path: Path) -> None:
    (tmp_path / "figures.csv").write_text("figure,unit,value,true_on,known_at\n")
    (tmp_path / "desk_figures.csv").write_text("figure,step,office,counted,value,true_on\n")
    refused = filled.run("figures", "compare", tmp_path, "--as", "inspector")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "tells no number. Nothing was compared." in refused.stderr


def test_deeds_that_nobody_made_up_are_told_nowhere(
    embedded: Place, filled: Place, tmp_path: Path
) -> None:
    deeds = tmp_path / "deeds.csv"
    deeds.write_text("identity,hearing,on,role,office,deed,outcome\nEOIR:case/1,x,soon,?,,?,\n")
    embedded.ask("ingest", "--feed", "hhs-daily", HHS_DAILY)
    assert "made-up home only" in embedded.run("tell", "made-up", deeds).stderr
    refused = filled.run("tell", "made-up", deeds)
    assert (refused.exit_code, "cannot be read as deeds" in refused.stderr) == (2, True)


# --- told outside -----------------------------------------------------------------------------


def test_a_sealed_copy_that_was_altered_is_not_counted_from_and_it_is_said_what_to_do(
    embedded: Place,
) -> None:
    assert embedded.run("ingest", "--feed", "hhs-daily", HHS_DAILY).exit_code == 0
    counted = embedded.ask("figures", "count", "hhs-stock-against-flow")
    (copy,) = (embedded.home / "snapshots").iterdir()
    with (copy / "totals.parquet").open("ab") as table:
        table.write(b"one more byte")
    refused = embedded.run("figures", "count", "hhs-stock-against-flow")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert f"Move {copy} away" in refused.stderr.replace("\n", "")
    copy.rename(embedded.home / "evidence")
    anew = embedded.ask("figures", "count", "hhs-stock-against-flow")
    assert (anew["value"], anew["snapshot"]) == (counted["value"], counted["snapshot"])


def test_outside_no_small_number_is_told_and_an_inspector_is_told_every_one(filled: Place) -> None:
    asked = ("figures", "count", "orders-in-absentia")
    outside = filled.ask(*asked, "--as", "committee-staff")
    inside = filled.ask(*asked, "--known-at", outside["known_at"])
    years = {row["fiscal_year"]: row["orders"] for row in inside["by_year"]}
    assert any(0 < orders < 11 for orders in years.values())
    told = {row["fiscal_year"]: row["orders"] for row in outside["by_year"]}
    assert told.keys() == years.keys()
    assert all(
        told[year] == "withheld" or (told[year] % 10, abs(told[year] - orders) <= 5) == (0, True)
        for year, orders in years.items()
    )
    assert not any(told[year] != "withheld" and 0 < orders < 11 for year, orders in years.items())
    assert (inside["withheld"], "CMS cell size" in outside["withheld"]) == ("", True)
    for role in ("researcher", "public"):
        assert filled.ask(*asked, "--as", role)["by_year"] == outside["by_year"]


def test_a_withheld_number_is_printed_as_one_and_says_by_which_rule(filled: Place) -> None:
    asked = ("figures", "count", "days-after-absence", "--as", "researcher")
    printed = filled.run(*asked).stdout
    assert "withheld" in printed
    assert "Numbers from 1 to 10" in printed


@pytest.mark.parametrize("who", ["committee-staff", "researcher", "public"])
def test_outside_a_figure_is_told_as_of_the_last_end_of_a_month_alone(
    filled: Place, who: str
) -> None:
    """Of two days that lie close together the difference would tell of single children."""
    asked = ("figures", "count", "failed-to-appear", "--as", who)
    told = filled.ask(*asked)
    assert (told["true_on"], told["known_at"]) == ("2024-12-31", "2024-12-31")
    for day in ("--on", "--known-at"):
        refused = filled.run(*asked, day, "2024-11-30")
        assert (refused.exit_code, refused.stdout) == (2, "")
