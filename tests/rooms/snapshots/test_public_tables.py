"""The real public tables, reconciled: the numbers that came out when this was written."""

from datetime import date

import pytest

from amparo.feeds.hhs_daily import HHS_DAILY
from amparo.feeds.orr_releases import ORR_RELEASES
from amparo.figures import HHS_STOCK_AGAINST_FLOW, RELEASES_BY_STATE_AGAINST_ORR
from amparo.snapshots import Snapshot, count, lineage, seal
from tests.rooms.snapshots.episodes import episode, episodes_table
from tests.rooms.snapshots.public_tables import totals_table, totals_told

LEARNED = date(2024, 7, 1)
LATER = date(2024, 12, 31)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory) -> Snapshot:
    told = [*totals_told(HHS_DAILY), *totals_told(ORR_RELEASES)]
    tables = {"totals": totals_table(told, LEARNED)}
    return seal(tmp_path_factory.mktemp("snapshots"), 1, tables, made_up=False)


@pytest.fixture(scope="module")
def snapshot_with_children(tmp_path_factory) -> Snapshot:
    """Four made-up children, released in one year: two to Texas, one to Ohio, one untold."""
    told = totals_told(ORR_RELEASES)
    states = ["TX", "Texas", "OH", None]
    tables = {
        "totals": totals_table(told, LEARNED),
        "episodes": episodes_table(
            episode(entity=number, released_on=date(2020, 2, 1), state=state)
            for number, state in enumerate(states)
        ),
    }
    return seal(tmp_path_factory.mktemp("snapshots"), 1, tables, made_up=True)


def test_no_pair_of_consecutive_days_of_hhs_reconciles_exactly(snapshot):
    counted = count(HHS_STOCK_AGAINST_FLOW, snapshot, LATER, LATER)
    assert counted.value == 0
    assert counted.extra["pairs"] == 278
    assert counted.extra["within_20"] == 44
    assert counted.extra["mean"] == pytest.approx(132.66, abs=0.005)


def test_each_residual_is_named_with_its_day(snapshot):
    residuals = count(HHS_STOCK_AGAINST_FLOW, snapshot, LATER, LATER).extra["residuals"]
    assert len(residuals) == 278
    # 7,248 the day before would be 7,268 + 256 - 268 = 7,256: eight children unexplained.
    assert {"day": date(2024, 6, 27), "residual": -8} in residuals


def test_a_table_that_had_not_been_learned_yet_counts_nothing(snapshot):
    counted = count(HHS_STOCK_AGAINST_FLOW, snapshot, LATER, date(2024, 6, 30))
    assert (counted.value, counted.extra["pairs"]) == (0, 0)
    assert counted.extra["residuals"] == []


def test_days_after_the_day_asked_about_make_no_pair(snapshot):
    counted = count(HHS_STOCK_AGAINST_FLOW, snapshot, date(2023, 12, 31), LATER)
    assert 0 < counted.extra["pairs"] < 278


def test_the_rows_behind_the_balance_are_the_two_days_it_compares(snapshot):
    first, *_ = lineage(HHS_STOCK_AGAINST_FLOW, snapshot, LATER, LATER, 5)
    reckoned = first["stock"] - (first["stock_before"] + first["came"] - first["went"])
    assert reckoned == first["residual"]


def test_no_printed_total_of_orr_equals_the_sum_of_its_states(snapshot):
    counted = count(RELEASES_BY_STATE_AGAINST_ORR, snapshot, LATER, LATER)
    assert (counted.value, counted.extra["years"]) == (0, 6)
    by_year = {each["fiscal_year"]: each for each in counted.extra["residuals"]}
    assert by_year[2020]["printed"] == 16_837
    assert by_year[2020]["of_states"] == 16_872
    assert by_year[2020]["residual"] == -35


def test_the_sum_of_the_years_residuals_is_the_whole_residual(snapshot):
    extra = count(RELEASES_BY_STATE_AGAINST_ORR, snapshot, LATER, LATER).extra
    assert sum(each["residual"] for each in extra["residuals"]) == extra["residual"]


def test_public_tables_are_never_called_made_up(snapshot, snapshot_with_children):
    assert not count(HHS_STOCK_AGAINST_FLOW, snapshot, LATER, LATER).made_up
    assert not count(HHS_STOCK_AGAINST_FLOW, snapshot_with_children, LATER, LATER).made_up


def test_without_releases_of_children_no_share_is_compared(snapshot):
    extra = count(RELEASES_BY_STATE_AGAINST_ORR, snapshot, LATER, LATER).extra
    assert extra["shares_by_state"] == []


def test_our_releases_are_compared_as_shares_of_their_year(snapshot_with_children):
    counted = count(RELEASES_BY_STATE_AGAINST_ORR, snapshot_with_children, LATER, LATER)
    assert counted.made_up
    assert "made up" in counted.says_made_up
    shares = counted.extra["shares_by_state"]
    assert {each["fiscal_year"] for each in shares} == {2020}
    ours = {each["state"]: each["our_share"] for each in shares if each["our_share"]}
    assert ours == {"TX": 0.5, "OH": 0.25, "not told": 0.25}


def test_shares_of_a_year_add_up_to_one_on_both_sides(snapshot_with_children):
    counted = count(RELEASES_BY_STATE_AGAINST_ORR, snapshot_with_children, LATER, LATER)
    shares = counted.extra["shares_by_state"]
    assert sum(each["our_share"] for each in shares) == pytest.approx(1)
    assert sum(each["their_share"] for each in shares) == pytest.approx(1)


def test_every_state_of_orrs_table_is_met_by_its_letters(snapshot_with_children):
    counted = count(RELEASES_BY_STATE_AGAINST_ORR, snapshot_with_children, LATER, LATER)
    states = {each["state"] for each in counted.extra["shares_by_state"]} - {"not told"}
    assert len(states) == 53
    assert all(len(state) == 2 for state in states)
