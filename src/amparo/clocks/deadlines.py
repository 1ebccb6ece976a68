"""Deadlines as dated data: what each one is, where it is written, and when it was in force."""

from datetime import date

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
    """So many business days after the day something began, while the rule was in force."""

    name: str
    says: str
    says_es: str
    business_days: int
    source: Authority
    in_force_from: date = date.min
    in_force_to: date | None = None

    def due(self, since: date) -> date | None:
        """The last day to act; None where the rule was not in force on the day it began."""
        ended = self.in_force_to is not None and since > self.in_force_to
        if since < self.in_force_from or ended:
            return None
        return business_days_after(since, self.business_days)


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
