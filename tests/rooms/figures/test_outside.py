"""Outside, numbers are told by tens, as of the ends of months: two answers leave no small one."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.figures import (
    DAYS_AFTER_ABSENCE,
    FAILED_TO_APPEAR,
    FTA_SHARE_OF_NOTIFIED,
    OFFICES_ASKING,
    WITHHELD,
    Asked,
    Counted,
    Figure,
    counted,
    last_publication,
    query,
    smallest_cell,
    to_tens,
    told_outside,
)

DAY = date(2024, 5, 31)
RULE = smallest_cell(DAY)
ASKED = Asked(true_on=DAY, known_at=DAY, position=1, snapshot="d1", made_up=True)

Rows = list[dict[str, Any]]


def told(figure: Figure, rows: Rows, sealed: Rows | None = None, beside: Rows | None = None) -> Any:
    asked = query(figure, DAY, DAY)
    others = dict.fromkeys(asked.beside, beside or [])
    whole = counted(figure, ASKED, asked, learned=rows, sealed=sealed or rows, beside=others)
    return to_tens(figure, told_outside(whole, asked, RULE), asked, RULE)


def absent(*by_year: int) -> Rows:
    total, cohort = sum(by_year), {"in_audited_years": sum(by_year), "cohort_children": 5_004}
    whole = {"fiscal_year": None, "children": total, "hearings": total + 17, **cohort}
    years = [
        {"fiscal_year": 2019 + nth, "children": one, "hearings": one, **cohort}
        for nth, one in enumerate(by_year)
    ]
    return [whole, *years]


# --- by tens ----------------------------------------------------------------------------------


def test_every_number_of_people_is_told_by_tens_and_a_year_stays_a_year():
    answer: Counted = told(FAILED_TO_APPEAR, absent(44, 35, 0))
    assert (answer.value, answer.extra["hearings"]) == (80, 100)
    assert [(row["fiscal_year"], row["children"]) for row in answer.extra["by_year"]] == [
        (2019, 40),
        (2020, 40),
        (2021, 0),
    ]
    assert "to the nearest 10" in answer.withheld


def test_what_is_withheld_stays_withheld():
    answer = told(FAILED_TO_APPEAR, absent(44, 3, 30))
    assert [row["children"] for row in answer.extra["by_year"]] == [40, WITHHELD, WITHHELD]
    assert answer.withheld.startswith("Numbers from 1 to 10")
    small = told(FAILED_TO_APPEAR, absent(4, 3))
    assert (small.value, small.difference, small.extra["hearings"]) == (None, None, WITHHELD)


def test_what_is_compared_is_what_is_told_and_tells_no_more():
    answer = told(FAILED_TO_APPEAR, absent(44, 35))
    assert answer.difference is not None
    assert answer.difference.ours == pytest.approx(80 / 5_000)
    assert "of 5,000 counted" in answer.difference.says


def test_a_share_is_of_the_numbers_that_are_told():
    numbers = {"children": 44, "with_notice_issued": 203, "share_of_issued": 44 / 203}
    numbers |= {"served_failed": 36, "with_notice_served": 151, "share_of_served": 36 / 151}
    rows = [{"fiscal_year": None, **numbers, "cohort_children": 900}]
    answer = told(FTA_SHARE_OF_NOTIFIED, rows)
    assert (answer.extra["share_of_issued"], answer.extra["share_of_served"]) == (0.2, 40 / 150)


def test_offices_and_days_are_no_people():
    rows: Rows = [
        {"agency": None, "office": None, "offices": 1, "offices_with_hearings": 8}
        | {"share_of_offices": 0.125, "hearings": 164, "attempted": 26}
    ]
    answer = told(OFFICES_ASKING, rows)
    assert (answer.value, answer.extra["offices_with_hearings"]) == (1, 8)
    assert (answer.extra["share_of_offices"], answer.extra["hearings"]) == (0.125, 160)
    step = {"hearings": 44, "done": 0, "open": 44, "owed_no_more": 0, "median_days": 13}
    whole = {"step": None, **step, "reached": 0, "child_not_there": 0}
    office = {"agency": "ORR", "office": "Dallas", "step": "contact attempted", **step}
    days = told(DAYS_AFTER_ABSENCE, [whole], beside=[office])
    assert (days.value, days.extra["median_days"]) == (40, 13)
    assert days.extra["by_office"][0] == {**office, "hearings": 40, "open": 40}


def test_what_was_backfilled_is_told_by_tens_either_way():
    more = told(FAILED_TO_APPEAR, absent(64), absent(40))
    fewer = told(FAILED_TO_APPEAR, absent(40), absent(64))
    assert (more.backfilled, fewer.backfilled) == (20, -20)


@given(st.integers(11, 300), st.integers(-60, 60))
def test_two_answers_never_say_by_how_many_children_they_differ(first, more):
    """Of what was told of two days, at least ten differences may be true, and so no single one."""
    if (second := first + more) < 11:
        return
    both = [told(FAILED_TO_APPEAR, absent(one)).value for one in (first, second)]
    near = [[one for one in range(value - 5, value + 5) if one >= 0] for value in both]
    assert first in near[0]
    assert second in near[1]
    assert len({b - a for a in near[0] for b in near[1]}) >= 10


# --- as of which day ---------------------------------------------------------------------------


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_last_publication_is_the_end_of_the_last_month_that_is_over(day):
    last = last_publication(day)
    assert last <= day
    assert (day - last).days < 31
    assert last_publication(last) == last
    assert last.month != date.fromordinal(last.toordinal() + 1).month
