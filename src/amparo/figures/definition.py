"""What a figure counts, said without saying how: cohorts, steps, balances, printed totals."""

from datetime import date
from enum import StrEnum

import msgspec


class FiscalYears(msgspec.Struct, frozen=True):
    """Fiscal years, both included. Year N runs from 1 October N-1 to 30 September N (31 USC 1102).

    >>> FiscalYears(2019, 2023).begins, FiscalYears(2019, 2023).ends
    (datetime.date(2018, 10, 1), datetime.date(2023, 9, 30))
    """

    first: int
    last: int

    @property
    def begins(self) -> date:
        return date(self.first - 1, 10, 1)

    @property
    def ends(self) -> date:
        return date(self.last, 9, 30)


class Unit(StrEnum):
    """What is counted: children, what happened to them, who acts; cases are of all respondents."""

    CHILDREN = "children"
    TRANSFERS = "transfers"
    HEARINGS = "hearings"
    ORDERS = "orders"
    CASES = "cases"
    OFFICES = "offices"


class Step(StrEnum):
    """A step of a Notice to Appear, by the column of ``episodes`` that holds its day."""

    ISSUED = "issued_on"
    SERVED = "served_on"


class Transferred(msgspec.Struct, frozen=True, kw_only=True, tag="transferred"):
    """The transfers to HHS in some fiscal years, up to the day asked about; or their children.

    With ``lacking``, only those in whose episode that step had not been taken by that day.
    """

    between: FiscalYears
    count: Unit
    lacking: Step | None = None


class Balance(msgspec.Struct, frozen=True, kw_only=True, tag="balance"):
    """A daily stock against its flow: today = yesterday + came - went, for consecutive days.

    What is counted are the pairs of days that reconcile exactly.
    """

    stock: str
    came: str
    went: str
    within: int


class PrintedTotals(msgspec.Struct, frozen=True, kw_only=True, tag="printed totals"):
    """A yearly table by state: its printed total against the sum of its states.

    What is counted are the years in which the two are equal. Where a home holds releases of
    children, their share by state stands beside the table's.
    """

    measure: str
    total_cell: str


class FoundOf(msgspec.Struct, frozen=True, kw_only=True, tag="found of"):
    """The children transferred in some fiscal years of whom a gap has been found; or its findings.

    A finding counts from its first day on, closed or not: what was once so has happened.
    ``finding`` is what one finding is, where findings are counted.
    """

    between: FiscalYears
    gap: str
    count: Unit
    finding: Unit


class ShareOfNotified(msgspec.Struct, frozen=True, kw_only=True, tag="share of notified"):
    """Of the transferred children with a notice, those of whom a gap has been found.

    Read twice: with a notice issued, and with one served. The first is the value.
    """

    between: FiscalYears
    gap: str


class BadAddresses(msgspec.Struct, frozen=True, kw_only=True, tag="bad addresses"):
    """The transferred children whose address of record at ICE cannot be used, by why not.

    The address of record is the one told last by the day asked about.
    """

    between: FiscalYears


class AddedUp(msgspec.Struct, frozen=True, kw_only=True, tag="added up"):
    """Two counts that are often added up: children without a notice issued, and with a gap found.

    The value counts each child once; the sum stands beside it.
    """

    between: FiscalYears
    gap: str


class CasesDecided(msgspec.Struct, frozen=True, kw_only=True, tag="cases decided"):
    """Court cases, of all respondents, with a proceeding completed by one decision in some days.

    Both days are included. Whose case it is, a child's or not, is not asked.
    """

    decision: str
    first: date
    last: date


class AfterAbsence(msgspec.Struct, frozen=True, kw_only=True, tag="after an absence"):
    """The missed hearings that made work, and the days until each step that is owed after one.

    ``gap`` is the one whose findings are the missed hearings. What a step is, from when its days
    run and until when it is owed stands in ``figures.sql.absences``.
    """

    gap: str


class OfficesAsking(msgspec.Struct, frozen=True, kw_only=True, tag="offices asking"):
    """The offices with a missed hearing at which anybody tried to ask whether the child is well."""

    gap: str


OfTheCohort = Transferred | FoundOf | ShareOfNotified | BadAddresses | AddedUp
"""Definitions that count children transferred to HHS."""

OfDesks = AfterAbsence | OfficesAsking
"""Definitions that count what people did and told for the duties of an absence."""

Definition = OfTheCohort | OfDesks | CasesDecided | Balance | PrintedTotals
