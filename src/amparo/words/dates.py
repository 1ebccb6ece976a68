"""Days as agencies write them."""

import re
from calendar import month_name
from datetime import date

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
"""Outside these a day is a slip of the pen, not a day."""

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII
)
_LONG = re.compile(r"([A-Z][a-z]+) (\d{1,2}), (\d{4})", re.ASCII)
_US = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})", re.ASCII)
_MONTHS = {name: number for number, name in enumerate(month_name) if name}
_PIVOT = 70
"""A two-digit year below this is 20xx: no child in care was born before 1970."""


def day(text: str) -> date:
    """The day that ``2024-05-31``, ``2024-05-31T08:00``, ``5/31/24`` or ``May 31, 2024`` names.

    Raises ValueError, saying what is wrong in words that fit after the column's name.
    """
    if iso := _ISO.fullmatch(text):
        year, month, of_month = map(int, iso.groups())
    elif us := _US.fullmatch(text):
        month, of_month, year = (int(part) for part in us.groups())
        year = _full_year(year) if len(us[3]) == 2 else year
    elif (long := _LONG.fullmatch(text.title())) and long[1] in _MONTHS:
        month, of_month, year = _MONTHS[long[1]], int(long[2]), int(long[3])
    else:
        raise ValueError("is not a date")
    return _checked(year, month, of_month)


def _full_year(two_digits: int) -> int:
    return two_digits + (2000 if two_digits < _PIVOT else 1900)


def _checked(year: int, month: int, of_month: int) -> date:
    try:
        found = date(year, month, of_month)
    except ValueError:
        raise ValueError("is not a date") from None
    if not EARLIEST <= found <= LATEST:
        raise ValueError("is a date outside 1900 to 2100")
    return found
