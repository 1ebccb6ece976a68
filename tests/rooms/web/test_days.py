"""Days as people type them are the days that they mean."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.web.days import read_day

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", MONDAY),
        ("today", MONDAY),
        ("Yesterday", date(2026, 3, 1)),
        ("ayer", date(2026, 3, 1)),
        ("12/3", date(2025, 12, 3)),
        ("2/28", date(2026, 2, 28)),
        ("12/3/2025", date(2025, 12, 3)),
        ("3 dic", date(2025, 12, 3)),
        ("3 de diciembre de 2024", date(2024, 12, 3)),
        ("1 mar", date(2026, 3, 1)),
        ("Dec 3, 2025", date(2025, 12, 3)),
        ("2026-02-27", date(2026, 2, 27)),
        ("2026-03-09", date(2026, 3, 9)),
    ],
)
def test_a_day_is_read_as_it_is_meant(typed, meant):
    assert read_day(typed, MONDAY) == meant


@pytest.mark.parametrize("typed", ["2/30", "13/13", "soon", "3 xyz", "2026-02-30", "0/0", "12"])
def test_what_is_no_day_is_not_guessed(typed):
    assert read_day(typed, MONDAY) is None


@given(st.dates(date(2001, 1, 1), date(2099, 1, 1)), st.integers(0, 364))
def test_a_day_of_the_last_year_needs_no_year(today, ago):
    meant = today - timedelta(days=ago)
    if (meant.month, meant.day) != (2, 29):
        assert read_day(f"{meant.month}/{meant.day}", today) == meant


@given(st.text(max_size=30))
def test_nothing_that_is_typed_breaks_it(typed):
    read_day(typed, MONDAY)
