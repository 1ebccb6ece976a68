"""The zone of a court's hour is the court's; where it is not known nothing is guessed."""

from datetime import date, time

import pytest

from amparo.clocks.court_zones import court, zone_on
from amparo.feeds.court.codes import codes_of

NINE = time(9)


@pytest.mark.parametrize(
    ("code", "day", "zone"),
    [
        ("HOU", date(2025, 1, 15), "CST"),
        ("HOU", date(2025, 7, 15), "CDT"),
        ("ELP", date(2025, 1, 15), "MST"),  # El Paso keeps another hour than the rest of Texas
        ("PHO", date(2025, 7, 15), "MST"),  # Arizona has no summer time
        ("SAJ", date(2025, 7, 15), "AST"),
        ("MU1", date(2025, 1, 15), None),
        (None, date(2025, 1, 15), None),
    ],
)
def test_an_hour_is_told_with_the_zone_of_its_court_on_that_day(code, day, zone):
    assert zone_on(code, day, NINE) == zone


def test_every_court_that_is_listed_is_one_of_the_court_s_own_codes():
    listed = {code for code in codes_of("tblLookupBaseCity") if court(code)}
    assert len(listed) == 77
    assert {found.code for code in listed if (found := court(code))} == listed
