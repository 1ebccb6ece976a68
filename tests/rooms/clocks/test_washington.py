"""A day of knowledge begins and ends at midnight in Washington."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from amparo.clocks.washington import end_of, washington_day


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2024, 1, 1, 4, 59, 59, tzinfo=UTC), date(2023, 12, 31)),
        (datetime(2024, 1, 1, 5, 0, 0, tzinfo=UTC), date(2024, 1, 1)),
        (datetime(2024, 7, 1, 3, 59, 59, tzinfo=UTC), date(2024, 6, 30)),
        (datetime(2024, 7, 1, 4, 0, 0, tzinfo=UTC), date(2024, 7, 1)),
        (datetime(2024, 7, 1, 23, 0, tzinfo=timezone(timedelta(hours=-10))), date(2024, 7, 2)),
    ],
)
def test_midnight_is_washingtons_in_winter_and_in_summer(instant, day):
    assert washington_day(instant) == day


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2024, 3, 10), 23), (date(2024, 11, 3), 25), (date(2024, 6, 1), 24)],
)
def test_the_day_the_clocks_change_is_an_hour_shorter_or_longer(day, hours):
    assert end_of(day) - end_of(day - timedelta(days=1)) == timedelta(hours=hours)


@pytest.mark.parametrize("day", [date(2024, 3, 10), date(2024, 11, 3), date(2024, 12, 31)])
def test_the_last_instant_of_a_day_belongs_to_it_and_the_next_does_not(day):
    end = end_of(day)
    assert washington_day(end - timedelta(microseconds=1)) == day
    assert washington_day(end) == day + timedelta(days=1)


def test_an_instant_without_a_zone_has_no_day():
    with pytest.raises(ValueError, match="without a zone"):
        washington_day(datetime(2024, 1, 1))  # noqa: DTZ001  # what is refused
