"""The public tables, as published, become totals."""

from datetime import date

import pytest

from amparo.feeds.cbp_encounters import CBP_ENCOUNTERS
from amparo.feeds.hhs_daily import HHS_DAILY
from amparo.feeds.orr_releases import ORR_RELEASES
from tests.rooms.snapshots.public_tables import TABLES, read_table, row, totals, totals_told

CONTRACTS = (HHS_DAILY, ORR_RELEASES, CBP_ENCOUNTERS)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.feed)
def test_every_line_of_the_published_table_is_read_and_no_column_is_unknown(contract):
    header, rows, tally = read_table(contract)
    assert header.dropped == ()
    assert None not in header.places
    assert tally.holds()
    assert tally.set_aside == tally.repaired == 0
    assert len(rows) == TABLES[contract.feed].rows


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.feed)
def test_no_two_rows_of_the_published_table_are_of_one_cell(contract):
    _, rows, _ = read_table(contract)
    assert len({each.of for each in rows}) == len(rows)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.feed)
def test_a_public_table_is_not_about_children_and_names_none(contract):
    assert not contract.about_children
    assert not any(column.identifying for column in contract.columns)


def test_rows_of_commas_are_blank():
    _, _, tally = read_table(HHS_DAILY)
    assert tally.blank == 25


def test_a_day_of_hhs_tells_five_counts_that_happened_on_that_day():
    told = [each for each in totals_told(HHS_DAILY) if each.happened_on == date(2024, 6, 30)]
    assert {each.measure: each.value for each in told} == {
        "placed in CBP custody": 123,
        "in CBP custody": 230,
        "transferred out of CBP custody": 167,
        "in HHS care": 6_874,
        "discharged from HHS care": 273,
    }
    assert {(each.period_from, each.period_to) for each in told} == {
        (date(2024, 6, 30), date(2024, 6, 30))
    }


def test_a_fiscal_year_of_orr_runs_from_october_to_september_and_its_total_is_a_cell():
    told = {(each.cell, each.period_to): each for each in totals_told(ORR_RELEASES)}
    texas = told["Texas", date(2020, 9, 30)]
    assert texas.period_from == date(2019, 10, 1)
    assert texas.happened_on == date(2020, 9, 30)
    assert told["TOTAL", date(2020, 9, 30)].value == 16_837


def test_october_to_december_of_cbp_belong_to_the_calendar_year_before():
    ends = {each.period_to for each in totals_told(CBP_ENCOUNTERS)}
    assert min(ends) == date(2019, 10, 31)
    assert max(ends) == date(2022, 9, 30)
    assert date(2020, 2, 29) in ends
    assert len(ends) == 36


def test_the_encounters_of_unaccompanied_children_add_up_to_cbps_own_years():
    years = dict.fromkeys((2020, 2021, 2022), 0)
    for each in totals_told(CBP_ENCOUNTERS):
        if "|UC / Single Minors|" in each.cell:
            years[each.period_to.year + (each.period_to.month >= 10)] += each.value or 0
    assert years == {2020: 34_126, 2021: 147_975, 2022: 152_880}


def test_a_cell_of_cbp_says_place_group_country_and_title():
    cells = {each.cell for each in totals_told(CBP_ENCOUNTERS)}
    assert "TX|UC / Single Minors|HONDURAS|Title 8|Southwest Land Border" in cells


def test_a_blank_count_is_no_total_for_blank_is_not_zero():
    counts = {"children_in_hhs_care": "", "children_in_cbp_custody": "0"}
    told = totals(HHS_DAILY, row(HHS_DAILY, date="June 30, 2024", **counts))
    assert [(each.measure, each.value) for each in told] == [("in CBP custody", 0)]


def test_a_count_that_the_agency_does_not_give_is_a_total_without_a_value():
    guam = row(ORR_RELEASES, state="Guam", fiscal_year="2020", children_released="N/A")
    [total] = totals(ORR_RELEASES, guam)
    assert total.value is None


def test_a_month_that_is_no_month_is_said_to_be_none():
    cells = dict.fromkeys(CBP_ENCOUNTERS.column_names, "x")
    cells |= {"fiscal_year": "2020", "month_abbv": "SMARCH", "encounter_count": "3"}
    with pytest.raises(ValueError, match="SMARCH is not the first three letters of a month"):
        totals(CBP_ENCOUNTERS, row(CBP_ENCOUNTERS, **cells))
