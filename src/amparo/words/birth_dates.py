"""Birth dates: how exactly one is known, and how two of them agree, in words."""

import re
from datetime import date
from enum import StrEnum

import msgspec


class Quality(StrEnum):
    """How exactly a birth date is known."""

    EXACT = "exact"
    MONTH = "the month only"
    YEAR = "the year only"
    PLACEHOLDER = "the first of January, as forms say where only the year is known"
    UNLIKELY = "no child's birth date on that day"


class BirthDate(msgspec.Struct, frozen=True):
    """A birth date as told. ``month`` and ``day`` are None where they were not."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def quality(self) -> Quality:
        """What the date says of itself; whether it can be a child's needs a day (``unlikely``)."""
        if self.month is None:
            return Quality.YEAR
        if self.day is None:
            return Quality.MONTH
        return Quality.PLACEHOLDER if (self.month, self.day) == (1, 1) else Quality.EXACT

    @property
    def swap(self) -> "BirthDate | None":
        """The same date with day and month the other way round; None where that is no other one."""
        if self.month is None or self.day is None or self.day > 12 or self.day == self.month:
            return None
        return BirthDate(self.year, self.day, self.month)


class Agreement(StrEnum):
    """How two birth dates agree. The strongest comes first."""

    SAME = "the same day"
    SWAPPED = "day and month the other way round"
    ONE_DIGIT = "one digit differs, or two changed places"
    SAME_MONTH = "the same month, as far as told"
    MONTH_AND_DAY = "the same day of another year, at most two away"
    SAME_YEAR = "the same year, as far as told"
    PLACEHOLDER = "the first of January of the same year on both sides"
    DIFFERENT = "different"
    UNTOLD = "not told on one side"


_TEXT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_OLDEST = 25
"""Years: nobody older is taken for a child, however late a record is told."""
_YEARS_AWAY = 2


def birth_date(text: str | date | None) -> BirthDate | None:
    """The date in ``2008-03-31``, ``2008-03`` or ``2008``; None where there is none."""
    if isinstance(text, date):
        return BirthDate(text.year, text.month, text.day)
    found = _TEXT.fullmatch(text or "")
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    return BirthDate(year, month, day) if year is not None and _exists(year, month, day) else None


def unlikely(born: BirthDate, on: date) -> bool:
    """Whether nobody born then could be a child told of on a day: not born yet, or long grown."""
    earliest = date(born.year, born.month or 1, born.day or 1)
    return earliest > on or born.year < on.year - _OLDEST


def quality_on(born: BirthDate, on: date) -> Quality:
    """How exactly a date is known, by whoever hears it on a day."""
    return Quality.UNLIKELY if unlikely(born, on) else born.quality


def compare_birth_dates(one: BirthDate | None, other: BirthDate | None) -> Agreement:
    """How two birth dates agree. Equal placeholders say little: a shelter is full of them."""
    if one is None or other is None:
        return Agreement.UNTOLD
    if one == other:
        return _EQUAL[one.quality]
    if one.swap == other:
        return Agreement.SWAPPED
    if None in {one.day, other.day} or Quality.PLACEHOLDER in {one.quality, other.quality}:
        return _as_far_as_told(one, other)
    return _of_two_days(one, other)


_EQUAL = {
    Quality.EXACT: Agreement.SAME,
    Quality.MONTH: Agreement.SAME_MONTH,
    Quality.YEAR: Agreement.SAME_YEAR,
    Quality.PLACEHOLDER: Agreement.PLACEHOLDER,
}


def _as_far_as_told(one: BirthDate, other: BirthDate) -> Agreement:
    if one.year != other.year:
        return Agreement.DIFFERENT
    by_month = Quality.PLACEHOLDER not in {one.quality, other.quality}
    if not by_month or one.month is None or other.month is None:
        return Agreement.SAME_YEAR
    return Agreement.SAME_MONTH if one.month == other.month else Agreement.DIFFERENT


def _of_two_days(one: BirthDate, other: BirthDate) -> Agreement:
    if _is_one_slip(_digits(one), _digits(other)):
        return Agreement.ONE_DIGIT
    if (one.year, one.month) == (other.year, other.month):
        return Agreement.SAME_MONTH
    if (one.month, one.day) == (other.month, other.day):
        near = abs(one.year - other.year) <= _YEARS_AWAY
        return Agreement.MONTH_AND_DAY if near else Agreement.DIFFERENT
    return Agreement.SAME_YEAR if one.year == other.year else Agreement.DIFFERENT


def _digits(born: BirthDate) -> str:
    return f"{born.year:04}{born.month:02}{born.day:02}"


def _is_one_slip(one: str, other: str) -> bool:
    """Whether one digit differs, or two neighbours changed places."""
    apart = [place for place in range(len(one)) if one[place] != other[place]]
    if len(apart) == 1:
        return True
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    first, second = apart
    return one[first] == other[second] and one[second] == other[first]


def _exists(year: int, month: int | None, day: int | None) -> bool:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return False
    return True
