"""Days as people type them: ``12/3``, ``3 dic``, ``yesterday``, a whole date; read for the past."""

import re
from datetime import date, timedelta

_AGO = {
    **dict.fromkeys(("today", "hoy", ""), 0),
    **dict.fromkeys(("yesterday", "ayer"), 1),
}
_MONTHS = (
    *(("jan", "ene"), ("feb",), ("mar",), ("apr", "abr"), ("may",), ("jun",)),
    *(("jul",), ("aug", "ago"), ("sep", "set"), ("oct",), ("nov",), ("dec", "dic")),
)
_ORDERS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>\d{4}))?"),
    re.compile(r"(?P<day>\d{1,2}) (?:de )?(?P<word>[^\W\d]{3,})\.?(?: (?:de )?(?P<year>\d{4}))?"),
    re.compile(r"(?P<word>[^\W\d]{3,})\.? (?P<day>\d{1,2})(?:,? (?P<year>\d{4}))?"),
)
"""Numbers alone stand in the order of the United States: the month first, in both languages."""


def read_day(text: str, today: date) -> date | None:
    """The day that is meant; without a year the last such day. Nothing typed is today.

    None where no day is meant, or none can be told.
    """
    typed = " ".join(text.casefold().split())
    if typed in _AGO:
        return today - timedelta(days=_AGO[typed])
    for order in _ORDERS:
        if found := order.fullmatch(typed):
            return _day(found.groupdict(), today)
    return None


def _day(parts: dict[str, str | None], today: date) -> date | None:
    month, year = parts.get("month"), int(parts["year"] or 0)
    try:
        found = date(
            year or today.year, _month(month or parts["word"] or ""), int(parts["day"] or 0)
        )
        return found if year or found <= today else found.replace(year=today.year - 1)
    except ValueError:
        return None


def _month(text: str) -> int:
    """The number of a month; 0, which is none, for a word that names none."""
    if text.isdigit():
        return int(text)
    named = (place for place, names in enumerate(_MONTHS, start=1) if text[:3] in names)
    return next(named, 0)
