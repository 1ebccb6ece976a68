"""Who is told of a gap's duty: the desks of the agencies whose work it is."""

import msgspec

from amparo.duties.card import CARDS, owners_of
from amparo.purposes import DHS, ROLES
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
