"""Ages that the law asks about, by a birth date."""

from datetime import date

OF_AGE = 18
SERVED_ALONE_FROM = 14
"""From this age on a notice may be served on the child alone (8 CFR 103.8(c)(2)(ii); secondary)."""


def month_of_18(born: date) -> date:
    """The first day of the month in which somebody turns 18."""
    return date(born.year + OF_AGE, born.month, 1)


def is_under(age: int, born: date, day: date) -> bool:
    """Whether somebody was younger than so many years on a day; a birthday makes one older."""
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return years < age
