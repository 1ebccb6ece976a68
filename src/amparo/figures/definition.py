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
    """What is counted of a cohort: the children in it, or their transfers."""

    CHILDREN = "children"
    TRANSFERS = "transfers"


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


Definition = Transferred | Balance | PrintedTotals
