"""Business days step over weekends and the federal holidays, on the days they are observed."""

from datetime import date, timedelta

import pytest

from amparo.clocks.business_days import business_days_after, federal_holidays, is_business_day


def weekdays_off(year: int) -> set[date]:
    """The holidays on which an office that is open on weekdays stays closed."""
    return {day for day in federal_holidays(year) if day.weekday() < 5}


# As the Office of Personnel Management lists them.
OBSERVED = {
    2020: {
        (1, 1), (1, 20), (2, 17), (5, 25), (7, 3), (9, 7), (10, 12), (11, 11), (11, 26), (12, 25),
    },
    2021: {
        (1, 1), (1, 18), (2, 15), (5, 31), (6, 18), (7, 5),
        (9, 6), (10, 11), (11, 11), (11, 25), (12, 24), (12, 31),
    },
    2022: {
        (1, 17), (2, 21), (5, 30), (6, 20), (7, 4), (9, 5), (10, 10), (11, 11), (11, 24), (12, 26),
    },
    2024: {
        (1, 1), (1, 15), (2, 19), (5, 27), (6, 19), (7, 4),
        (9, 2), (10, 14), (11, 11), (11, 28), (12, 25),
    },
}  # fmt: skip


@pytest.mark.parametrize("year", OBSERVED)
def test_the_federal_holidays_of_a_year(year):
    assert weekdays_off(year) == {date(year, month, day) for month, day in OBSERVED[year]}


def test_juneteenth_is_a_holiday_from_2021_on():
    assert is_business_day(date(2020, 6, 19))
    assert not is_business_day(date(2021, 6, 18))  # observed: the 19th was a Saturday
    assert not is_business_day(date(2023, 6, 19))


def test_new_years_day_on_a_saturday_is_observed_in_the_year_before():
    assert not is_business_day(date(2021, 12, 31))
    assert is_business_day(date(2022, 1, 3))


@pytest.mark.parametrize(
    ("since", "days", "due"),
    [
        (date(2024, 5, 31), 1, date(2024, 6, 3)),  # over a weekend
        (date(2024, 6, 1), 1, date(2024, 6, 3)),  # from a Saturday
        (date(2024, 7, 3), 1, date(2024, 7, 5)),  # over Independence Day
        (date(2021, 12, 30), 1, date(2022, 1, 3)),  # over a New Year's Day observed before
        (date(2024, 12, 20), 5, date(2024, 12, 30)),  # over Christmas and two weekends
        (date(2024, 6, 1), 0, date(2024, 6, 1)),
    ],
)
def test_so_many_business_days_later(since, days, due):
    assert business_days_after(since, days) == due


def test_between_a_day_and_so_many_business_days_later_lie_exactly_so_many():
    since = date(2021, 12, 20)
    for days in range(1, 30):
        due = business_days_after(since, days)
        between = (since + timedelta(days=n) for n in range(1, (due - since).days + 1))
        assert sum(map(is_business_day, between)) == days
        assert is_business_day(due)
