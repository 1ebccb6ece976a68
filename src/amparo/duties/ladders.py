"""To whom a late duty is raised, and when: dated rows; some gaps never are, whatever the day."""

from datetime import date, timedelta

import msgspec

from amparo.clocks.business_days import business_days_after
from amparo.clocks.deadlines import PRODUCT_CHOICE, Authority
from amparo.words.agencies import Role


class Rung(msgspec.Struct, frozen=True, kw_only=True):
    """A duty of ``of`` that is so many business days past due is shown to ``to`` as well."""

    of: Role
    after: int
    to: Role
    in_force_from: date = date.min
    in_force_to: date | None = None
    source: Authority = PRODUCT_CHOICE


LADDERS: tuple[Rung, ...] = (
    Rung(of=Role.CASE_MANAGER, after=1, to=Role.FIELD_SPECIALIST),
    Rung(of=Role.CASE_MANAGER, after=5, to=Role.CHILD_PROTECTION_OFFICER),
    Rung(of=Role.POST_RELEASE_PROVIDER, after=1, to=Role.FIELD_SPECIALIST),
    Rung(of=Role.POST_RELEASE_PROVIDER, after=5, to=Role.CHILD_PROTECTION_OFFICER),
    Rung(of=Role.SPONSOR_ADMINISTRATOR, after=1, to=Role.FIELD_SPECIALIST),
    Rung(of=Role.FIELD_SPECIALIST, after=3, to=Role.CHILD_PROTECTION_OFFICER),
    Rung(of=Role.CHILD_PROTECTION, after=1, to=Role.CHILD_PROTECTION_OFFICER),
)
"""Within one agency only, up to whoever answers for child protection. No rung leads to or from an
agency that enforces, none over counsel, and none over the court."""

NEVER = frozenset({"nta-not-issued", "nta-not-served"})
"""Gaps that no day and nobody raises: a missing notice is no reason to hurry against a child."""

UNASSIGNED_DAYS = 2
"""Business days after which a duty that nobody has is listed as unassigned. Product choice."""

LONGEST_REST = timedelta(days=30)
"""How long a duty may rest at most, at a time. Product choice."""


def raised_to(gap: str, owner: Role, due: date | None, today: date, by_hand: int) -> Role | None:
    """The highest role a duty is raised to on a day; None where it is raised to nobody.

    ``by_hand`` is how many rungs somebody raised it before its time. A duty without a due date
    climbs by hand alone, and one of ``NEVER`` not even so.
    """
    rungs = ladder(gap, owner, today)
    by_time = sum(1 for one in rungs if due is not None and _day_of(one, due) <= today)
    reached = rungs[: max(by_time, by_hand)]
    return reached[-1].to if reached else None


def ladder(gap: str, owner: Role, today: date | None) -> list[Rung]:
    """The rungs above one who owns a duty of a gap, the lowest first; None for those of any day."""
    if gap in NEVER:
        return []
    own = [one for one in LADDERS if one.of is owner and (today is None or _in_force(one, today))]
    return sorted(own, key=_after)


def rungs_of(gap: str, owner: Role, due: date) -> list[tuple[Role, date]]:
    """To whom a duty due on a day is raised by time alone while it is open, and on which day."""
    days = [(one, _day_of(one, due)) for one in ladder(gap, owner, None)]
    return [(one.to, day) for one, day in days if _in_force(one, day)]


def is_unassigned(opened: date, today: date) -> bool:
    """Whether a duty that nobody took since it opened has waited too long."""
    return business_days_after(opened, UNASSIGNED_DAYS) < today


def _day_of(rung: Rung, due: date) -> date:
    return business_days_after(due, rung.after)


def _in_force(rung: Rung, day: date) -> bool:
    return rung.in_force_from <= day and (rung.in_force_to is None or day <= rung.in_force_to)


def _after(rung: Rung) -> int:
    return rung.after
