"""Business days of the federal government (5 USC 6103)."""

from datetime import date, timedelta
from functools import cache

import holidays

_SATURDAY = 5


@cache
def federal_holidays(year: int) -> frozenset[date]:
    """The federal holidays of a year on the days they are observed (5 USC 6103(a), (b))."""
    return frozenset(holidays.country_holidays("US", years=year))


def is_business_day(day: date) -> bool:
    """Whether federal offices are open."""
    return day.weekday() < _SATURDAY and day not in federal_holidays(day.year)


def business_days_after(day: date, days: int) -> date:
    """The last of ``days`` business days that follow ``day``; zero gives the day itself."""
    while days > 0:
        day += timedelta(days=1)
        days -= is_business_day(day)
    return day
