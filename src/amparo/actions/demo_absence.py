"""What the demo shows of one missed hearing: who must act, what each sees, what a contact ends."""

from datetime import datetime

import msgspec

from amparo.actions.desk import Telling, tell
from amparo.actions.duties import show
from amparo.actions.home import Home
from amparo.actions.lists import Asked, Shown
from amparo.actions.people import who_asks
from amparo.duties import duty_name, owners_of
from amparo.duties.welfare import ABSENCES
from amparo.events import ContactAttempted
from amparo.purposes import Purpose
from amparo.words.agencies import Role


class PartSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One role's part, as the person in that role sees it before and after the contact."""

    owner: Role
    duty: str
    says: str
    purpose: Purpose
    before: str
    after: str


def absence(home: Home, finding: Shown, clock: datetime) -> list[PartSeen]:
    """Each who must act looks; whoever asks after the child records a contact; each looks again.

    Nothing for a finding that is about something else, or that ended in an earlier run.
    """
    if finding.gap not in ABSENCES:
        return []
    duties = {role: duty_name(finding.finding, role) for role in owners_of(finding.gap)}
    before = {role: _seen(home, role, duty, clock) for role, duty in duties.items()}
    asks = who_asks(home, clock, finding.owner, finding.owner)
    says = {"outcome": "reached", "is_well": "yes"}
    reached = Telling(kind=ContactAttempted, duty=duties[finding.owner], says=says)
    tell(home, asks, reached, clock)
    after = {role: _seen(home, role, duty, clock) for role, duty in duties.items()}
    return [
        PartSeen(
            owner=role,
            duty=duties[role],
            says=seen[1],
            purpose=seen[2],
            before=seen[0],
            after=(after[role] or ("closed",))[0],
        )
        for role, seen in before.items()
        if seen is not None
    ]


def _seen(home: Home, role: Role, duty: str, clock: datetime) -> tuple[str, str, Purpose] | None:
    """How the duty stands, as the person in the role is shown it; None where they have none."""
    asker = who_asks(home, clock, role, role)
    view = show(home, Asked(asker=asker), duty, clock)
    if view is None:
        return None
    stands = f"{view.state}; welfare {view.welfare}"
    return stands, view.owed.says, view.owed.purpose
