"""A birth date says how exactly it is known, and two of them agree in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from amparo.words.birth_dates import (
    Agreement,
    BirthDate,
    Quality,
    birth_date,
    compare_birth_dates,
    quality_on,
)

TOLD_ON = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("text", "quality"),
    [
        ("2010-03-31", Quality.EXACT),
        ("2010-03", Quality.MONTH),
        ("2010", Quality.YEAR),
        ("2010-01-01", Quality.PLACEHOLDER),
        ("2031-03-31", Quality.UNLIKELY),
        ("1971-03-31", Quality.UNLIKELY),
    ],
)
def test_a_date_says_how_exactly_it_is_known(text, quality):
    born = birth_date(text)
    assert born is not None
    assert quality_on(born, TOLD_ON) is quality


@pytest.mark.parametrize(
    "none", [None, "", "unknown", "2010-02-30", "2010-13", "0000", "31/03/2010"]
)
def test_what_is_no_date_is_none(none):
    assert birth_date(none) is None


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("2010-03-31", "2010-03-31", Agreement.SAME),
        ("2010-03-04", "2010-04-03", Agreement.SWAPPED),
        ("2010-03-31", "2010-03-21", Agreement.ONE_DIGIT),
        ("2010-03-12", "2010-03-21", Agreement.ONE_DIGIT),
        ("2010-03-31", "2010-03-09", Agreement.SAME_MONTH),
        ("2010-03-31", "2010-03", Agreement.SAME_MONTH),
        ("2010-04-30", "2010-03", Agreement.DIFFERENT),
        ("2009-03-31", "2010-03-31", Agreement.MONTH_AND_DAY),
        ("2004-03-31", "2010-03-31", Agreement.DIFFERENT),
        ("2010-03-31", "2010", Agreement.SAME_YEAR),
        ("2010-03-31", "2010-01-01", Agreement.SAME_YEAR),
        ("2010-01-01", "2010-01-01", Agreement.PLACEHOLDER),
        ("2010-01", "2010-01-01", Agreement.SAME_YEAR),
        ("2010-12-25", "2010-07-04", Agreement.SAME_YEAR),
        ("2010-12-25", "2012-07-04", Agreement.DIFFERENT),
        ("2010-12-25", "", Agreement.UNTOLD),
    ],
)
def test_two_dates_agree_in_words(one, other, agreement):
    assert compare_birth_dates(birth_date(one), birth_date(other)) is agreement
    assert compare_birth_dates(birth_date(other), birth_date(one)) is agreement


def test_only_a_day_that_could_be_a_month_can_have_been_swapped():
    assert BirthDate(2010, 3, 4).swap == BirthDate(2010, 4, 3)
    assert BirthDate(2010, 3, 31).swap is BirthDate(2010, 3, 3).swap is None


@given(some.dates(), some.dates())
def test_any_two_days_compare_the_same_from_either_side(one, other):
    first, second = birth_date(one), birth_date(other.isoformat())
    assert compare_birth_dates(first, second) is compare_birth_dates(second, first)
