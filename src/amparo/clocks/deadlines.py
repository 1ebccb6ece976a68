"""Deadlines as dated data: what each one is, where it is written, and when it was in force."""

from datetime import date, timedelta
from functools import lru_cache

import msgspec

from amparo.clocks.business_days import business_days_after


class Authority(msgspec.Struct, frozen=True):
    """Where a rule stands. ``verified`` only where the text itself was read.

    An unverified authority may restrict; it never permits anything.
    """

    citation: str
    verified: bool = False

    def __str__(self) -> str:
        return self.citation if self.verified else f"{self.citation} (unverified)"


PRODUCT_CHOICE = Authority("Product choice of Amparo; no law sets this", verified=True)


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """So many calendar days, and then business days, after the day something began.

    It binds what began while the rule was in force.
    """

    name: str
    says: str
    says_es: str
    business_days: int = 0
    calendar_days: int = 0
    source: Authority
    in_force_from: date = date.min
    in_force_to: date | None = None

    def due(self, since: date) -> date | None:
        """The last day to act; None where the rule was not in force on the day it began."""
        ended = self.in_force_to is not None and since > self.in_force_to
        if since < self.in_force_from or ended:
            return None
        return _after(since, self.calendar_days, self.business_days)


@lru_cache(maxsize=100_000)
def _after(day: date, calendar_days: int, business_days: int) -> date:
    # Kept, because every child is looked at many times and they share a few thousand days.
    return business_days_after(day + timedelta(days=calendar_days), business_days)


NEXT_BUSINESS_DAY = Deadline(
    name="next-business-day",
    says="the next business day",
    says_es="el siguiente día hábil",
    business_days=1,
    source=PRODUCT_CHOICE,
)
FIVE_BUSINESS_DAYS = Deadline(
    name="five-business-days",
    says="five business days",
    says_es="cinco días hábiles",
    business_days=5,
    source=PRODUCT_CHOICE,
)
RESCISSION = Deadline(
    name="rescission",
    says="180 days after the order",
    says_es="180 días después de la orden",
    calendar_days=180,
    source=Authority("8 USC 1229a(b)(5)(C)(i)", verified=True),
)
CHANGE_OF_ADDRESS = Deadline(
    name="change-of-address",
    says="five business days",
    says_es="cinco días hábiles",
    business_days=5,
    source=Authority("8 CFR 1003.15(d)(2): five days; EOIR's guides print working days"),
)

ONE_CALL = Deadline(
    name="one-call",
    says="37 days after release",
    says_es="37 días después de la entrega",
    calendar_days=37,
    source=Authority("HHS OEI-07-21-00250 (February 2024): one call at 30 days, window 30 to 37"),
    in_force_to=date(2023, 5, 31),
)
ONE_CALL_OR_THREE = Deadline(
    name="one-call-or-three",
    says="37 days after release",
    says_es="37 días después de la entrega",
    calendar_days=37,
    source=Authority("which rule was in force is uncertain; the laxer one is applied"),
    in_force_from=date(2023, 6, 1),
    in_force_to=date(2024, 1, 31),
)
FIRST_CALL, SECOND_CALL, THIRD_CALL = (
    Deadline(
        name=f"{name}-call",
        says=f"{days} business days after release",
        says_es=f"{days} días hábiles después de la entrega",
        business_days=days,
        source=Authority("ORR Policy Guide 2.8.4: calls at 7, 14 and 30 business days"),
        in_force_from=date(2024, 2, 1),
    )
    for name, days in (("first", 7), ("second", 14), ("third", 30))
)
CALLS_AFTER_RELEASE = (ONE_CALL, ONE_CALL_OR_THREE, FIRST_CALL, SECOND_CALL, THIRD_CALL)
"""The calls owed after a release, in order; each binds the releases of its own years. The start of
the three calls lies somewhere between June 2023 and February 2024."""
