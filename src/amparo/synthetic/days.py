"""Days as numbers while a world is made, and as each agency writes them."""

from datetime import date
from functools import lru_cache


def number_of(year: int, month: int, of_month: int) -> int:
    """A day as a number, so that waiting is adding."""
    return date(year, month, of_month).toordinal()


@lru_cache(maxsize=1 << 15)
def iso(day: int) -> str:
    """``2024-05-31``."""
    return date.fromordinal(day).isoformat()


@lru_cache(maxsize=1 << 15)
def short_us(day: int) -> str:
    """``5/31/24``, as a spreadsheet writes it."""
    found = date.fromordinal(day)
    return f"{found.month}/{found.day}/{found.year % 100:02d}"


@lru_cache(maxsize=1 << 15)
def day_and_month_swapped(day: int) -> int:
    """The day that comes of writing the month first, where that is a day at all."""
    found = date.fromordinal(day)
    if found.day > 12:
        return day
    return date(found.year, found.day, found.month).toordinal()


@lru_cache(maxsize=1 << 12)
def first_of_january(day: int) -> int:
    """What is written where only the year is known."""
    return date(date.fromordinal(day).year, 1, 1).toordinal()
