"""Who is told of a gap's duty: the desks whose work it is, and those it is raised to once late."""

from datetime import date
from functools import cache

import msgspec

from amparo.duties.card import CARDS, owners_of, part_of
from amparo.duties.ladders import ladder, rungs_of
from amparo.purposes import DHS, ROLES, Purpose
from amparo.words.agencies import AGENCY_OF, Agency, Role


class Desk(msgspec.Struct, frozen=True, order=True):
    """The desk of one role at its agency, whoever sits there."""

    agency: Agency
    role: Role

    @property
    def is_dhs(self) -> bool:
        """Whether it is one of DHS's, who are told less, and last."""
        return ROLES[self.role].family in DHS


def recipients(gap: str, *, has_clock: bool) -> tuple[Desk, ...]:
    """The owner's desk and those of the others who must act, if they act for an agency.

    DHS is told only of what has a clock of its own. That no Notice to Appear was issued or served
    has none: it lies in the list for whoever owes it, and nothing goes out to say how long. Nor
    does anything go out for a part of another agency's duty, such as to check a notice: when it
    closes would say when care was given. It lies in the list, with the one word about welfare.
    """
    desks = [Desk(AGENCY_OF[role], role) for role in owners_of(gap) if role in AGENCY_OF]
    own = {desk for desk in desks if not desk.is_dhs or desk.role not in CARDS[gap].parts}
    return tuple(sorted(desk for desk in own if has_clock or not desk.is_dhs))


@cache
def raised(gap: str, due: date) -> tuple[tuple[Desk, date], ...]:
    """The desks to which a duty due on a day is raised while it is open, each on its first day.

    Whoever has a duty of the same finding is told of that one and not of another's.
    """
    days: dict[Role, date] = {}
    for owner in owners_of(gap):
        for to, day in rungs_of(gap, owner, due) if part_of(gap, owner).is_due else ():
            days[to] = min(day, days.get(to, day))
    own = owners_of(gap)
    return tuple((Desk(AGENCY_OF[to], to), day) for to, day in days.items() if to not in own)


def whose(gap: str, role: Role) -> Role:
    """Whose duty of a gap a desk is told of: its own, or the one that is raised to it."""
    own = owners_of(gap)
    if role in own:
        return role
    return next(one for one in own if role in {rung.to for rung in ladder(gap, one, None)})


def purpose_at(gap: str, role: Role) -> Purpose:
    """For which purpose a desk is told of a gap; a late duty is raised so that a child is safe."""
    return part_of(gap, role).purpose if role in owners_of(gap) else Purpose.SAFETY_CHECK
