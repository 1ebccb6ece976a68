"""A day is read in every way agencies write it, and in no way they do not."""

from datetime import date

import pytest

from amparo.words.dates import day


@pytest.mark.parametrize(
    "written",
    [
        "2024-05-31",
        "2024-05-31T08:00",
        "2024-05-31 08:00:00.000",
        "2024-05-31T08:00:00Z",
        "2024-05-31T08:00:00-05:00",
        "5/31/24",
        "05/31/2024",
        "May 31, 2024",
        "MAY 31, 2024",
    ],
)
def test_one_day_in_all_its_forms(written):
    assert day(written) == date(2024, 5, 31)


def test_a_year_of_two_digits_is_the_one_in_which_a_child_can_live():
    assert day("1/2/69") == date(2069, 1, 2)
    assert day("1/2/70") == date(1970, 1, 2)
    assert day("1/2/09") == date(2009, 1, 2)


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-30",
        "13/45/22",
        "31/5/2024",
        "2023-02-29",
        "Smarch 3, 2024",
        "2024-05",
        "20240531",
        "45443",
        "2024-05-31\n",
        "2024-05-31Thursday",
        "٢٠٢٤-٠٥-٣١",
        "yesterday",
        "",
    ],
)
def test_what_is_no_day_is_said_to_be_none(written):
    with pytest.raises(ValueError, match=r"^is not a date$"):
        day(written)


def test_a_leap_day_is_a_day():
    assert day("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize("written", ["1899-12-31", "2101-01-01", "0001-01-01", "9999-12-31"])
def test_a_day_outside_two_centuries_is_a_slip_of_the_pen(written):
    with pytest.raises(ValueError, match="outside 1900 to 2100"):
        day(written)


def test_the_two_centuries_hold_their_first_and_last_day():
    assert day("1900-01-01") == date(1900, 1, 1)
    assert day("12/31/2100") == date(2100, 12, 31)
