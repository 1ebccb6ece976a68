"""Figures asked for as a person would: in which unit, by whom, with which rows behind them."""

import json

import pytest

from amparo.figures import FIGURES
from tests.journeys.conftest import Place
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
    inside = filled.ask(*asked)
    outside = filled.ask(*asked, "--as", "committee-staff")
    years = {row["fiscal_year"]: row["orders"] for row in inside["by_year"]}
    assert any(0 < orders < 11 for orders in years.values())
    told = {row["fiscal_year"]: row["orders"] for row in outside["by_year"]}
    assert told.keys() == years.keys()
    assert all(told[year] in {"withheld", orders} for year, orders in years.items())
    assert not any(told[year] == orders and 0 < orders < 11 for year, orders in years.items())
    assert (inside["withheld"], "CMS cell size" in outside["withheld"]) == ("", True)
    for role in ("researcher", "public"):
        assert filled.ask(*asked, "--as", role)["by_year"] == outside["by_year"]


def test_a_withheld_number_is_printed_as_one_and_says_by_which_rule(filled: Place) -> None:
    asked = ("figures", "count", "days-after-absence", "--as", "researcher")
    printed = filled.run(*asked).stdout
    assert "withheld" in printed
    assert "Numbers from 1 to 10" in printed
