"""Each published number is defined once, sourced, and compared with care."""

from datetime import date
from typing import Any

import pytest

from amparo.figures import (
    DISMISSED_NOT_FILED,
    FIGURES,
    HHS_STOCK_AGAINST_FLOW,
    NTA_NOT_ISSUED,
    NTA_NOT_SERVED,
    TRANSFERS_TO_HHS,
    About,
    Asked,
    AtLeast,
    Counted,
    Exactly,
    Figure,
    FiscalYears,
    UnitRefused,
    counted,
    in_unit,
    query,
    units,
)
from amparo.figures.states import states

MAY_2024 = date(2024, 5, 31)


def answer(figure: Figure, whole: dict[str, Any], on: date = MAY_2024) -> Counted:
    asked = Asked(true_on=on, known_at=on, position=1, snapshot="d1", made_up=True)
    rows = [whole]
    return counted(figure, asked, query(figure, on, on), learned=rows, sealed=rows, beside={})


def nta(children: int, cohort: int, figure: Figure = NTA_NOT_ISSUED, on: date = MAY_2024):
    whole = {"fiscal_year": None, "children": children, "cohort_children": cohort}
    return answer(figure, whole, on)


@pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.name)
def test_a_figure_says_what_it_counts_twice_names_its_source_and_has_cautions(figure):
    assert figure.says
    assert figure.says_es
    assert figure.source.citation
    assert figure.cautions
    assert figure.unit


@pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.name)
def test_no_figure_calls_a_child_missing_or_says_alien(figure):
    words = " ".join((figure.name, figure.says, *figure.cautions)).lower()
    assert "alien" not in words
    assert "missing" not in words.replace("it does not say that a child is missing", "")


def test_a_fiscal_year_begins_in_october():
    assert FiscalYears(2019, 2023).begins == date(2018, 10, 1)
    assert FiscalYears(2019, 2023).ends == date(2023, 9, 30)


def test_the_published_numbers_stand_as_published():
    published = {name: each.published for name, each in FIGURES.items() if each.published}
    assert {name: each.value for name, each in published.items()} == {
        "transfers-to-hhs": Exactly(448_820),
        "nta-not-issued": AtLeast(291_000),
        "nta-not-served": AtLeast(233_000),
        "failed-to-appear": AtLeast(43_000),
        "fta-share-of-notified": About(32_000),
        "offices-asking": Exactly(1),
        "orders-in-absentia": AtLeast(31_000),
        "no-notice-or-missed-hearing": About(320_000),
        "bad-release-addresses": AtLeast(31_000),
        "dismissed-not-filed": About(200_000),
    }
    assert published["nta-not-issued"].as_of_says == "May 2024"
    assert published["nta-not-served"].as_of_says == "January 2025"


def test_a_number_published_of_another_day_stands_beside_with_its_own_source():
    also = {name: each.also_published for name, each in FIGURES.items() if each.also_published}
    assert {name: [one.value for one in each] for name, each in also.items()} == {
        "failed-to-appear": [AtLeast(32_000)],
        "fta-share-of-notified": [About(43_000)],
    }
    days = [(one.as_of, FIGURES[name].published) for name, each in also.items() for one in each]
    assert all(published and day != published.as_of for day, published in days)
    assert all(one.source for each in also.values() for one in each)


@pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.name)
def test_what_a_published_number_is_compared_with_is_a_column_of_the_statement(figure):
    statement = query(figure, MAY_2024, MAY_2024).sql
    for published in filter(None, (figure.published, *figure.also_published)):
        for column in filter(None, (published.counted, published.cohort)):
            assert f" AS {column}" in statement


@pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.name)
def test_a_figure_is_counted_in_its_own_unit_first_and_in_no_unit_it_does_not_name(figure):
    assert units(figure)[0] == figure.unit
    assert in_unit(figure, figure.unit) is figure
    with pytest.raises(UnitRefused, match=f"only as {units(figure)[0]}"):
        in_unit(figure, "households")


def test_a_figure_in_another_unit_than_its_own_is_compared_with_nothing():
    children = in_unit(TRANSFERS_TO_HHS, "children")
    whole = {"fiscal_year": None, "children": 1_900, "transfers": 2_000}
    assert (answer(children, whole).value, answer(children, whole).unit) == (1_900, "children")
    assert answer(children, whole).difference is None


def test_an_answer_names_the_version_of_its_definition():
    assert nta(70, 100).definition == NTA_NOT_ISSUED.version


def test_a_number_published_without_its_whole_is_shown_and_not_compared():
    whole = {"fiscal_year": None, "cases": 12, "proceedings": 12}
    difference = answer(DISMISSED_NOT_FILED, whole).difference
    assert difference is not None
    assert difference.difference is None
    assert "12 counted; published: about 200,000" in difference.says


def test_a_cohort_of_another_size_is_compared_as_shares():
    difference = nta(children=70, cohort=100).difference
    assert difference is not None
    assert difference.as_share
    assert difference.ours == 0.7
    assert difference.published == pytest.approx(291_000 / 448_820)
    assert difference.difference == pytest.approx(0.7 - 291_000 / 448_820)
    assert "more than 64.8% of 448,820" in difference.says


@pytest.mark.parametrize(
    ("cohort", "as_share"), [(448_820, False), (444_332, False), (444_331, True), (453_309, True)]
)
def test_a_cohort_within_one_percent_of_the_published_one_is_compared_as_counts(cohort, as_share):
    difference = nta(children=290_000, cohort=cohort).difference
    assert difference is not None
    assert difference.as_share is as_share
    if not as_share:
        assert difference.difference == -1_000


def test_the_size_of_the_cohort_itself_is_not_compared_with_another_cohorts():
    whole = {"fiscal_year": None, "transfers": 2_000, "children": 1_900}
    difference = answer(TRANSFERS_TO_HHS, whole).difference
    assert difference is not None
    assert difference.difference is None
    assert difference.says.startswith("Not compared")


def test_the_size_of_a_cohort_of_the_published_size_is():
    whole = {"fiscal_year": None, "transfers": 448_821, "children": 440_000}
    difference = answer(TRANSFERS_TO_HHS, whole).difference
    assert difference is not None
    assert difference.difference == 1


def test_an_empty_cohort_is_compared_with_nothing():
    difference = nta(children=0, cohort=0).difference
    assert difference is not None
    assert (difference.difference, difference.ours) == (None, None)


def test_an_answer_for_another_day_than_the_published_one_says_so():
    same_day, other_day = nta(70, 100).difference, nta(70, 100, NTA_NOT_SERVED).difference
    assert same_day is not None
    assert "speaks of" not in same_day.says
    assert other_day is not None
    assert "speaks of January 2025, ours of 2024-05-31" in other_day.says


def test_a_made_up_cohort_is_called_made_up():
    assert nta(70, 100).made_up
    assert "made up" in nta(70, 100).says_made_up


def test_a_public_table_in_a_made_up_home_is_not_called_made_up():
    whole = {"day": None, "exact": 0, "pairs": 0, "within_20": 0, "mean": None, "residual": None}
    balance = answer(HHS_STOCK_AGAINST_FLOW, whole)
    assert (balance.made_up, balance.says_made_up) == (False, "")
    assert balance.difference is None


def test_a_state_has_one_name_and_two_letters():
    names, codes = zip(*states(), strict=True)
    assert len(set(names)) == len(set(codes)) == len(names) == 56
    assert all(len(code) == 2 and code.isupper() for code in codes)
