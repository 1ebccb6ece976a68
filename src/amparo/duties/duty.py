"""A duty: the work that a finding makes for one who must act."""

from datetime import date
from enum import StrEnum
from hashlib import sha256

import msgspec

from amparo.words.agencies import Role


class State(StrEnum):
    """Where a duty stands on a day."""

    OPEN = "open"
    LATE = "late"
    CLOSED = "closed"


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """One owner's duty.

    It follows from its finding and is never stored: closing, merging and splitting can neither
    lose one nor make two.

    ``agency`` is the owner's, or whose side an owner is on who acts for none. ``opened`` is the
    day we knew of the finding, or the day it became true if that is later. ``due`` None means that
    there is no due date, on purpose; such a duty is never late.
    """

    duty: str
    finding: str
    gap: str
    owner: Role
    agency: str
    opened: date
    due: date | None
    closed: date | None = None

    def state(self, today: date) -> State:
        """Where the duty stands."""
        if self.closed is not None and self.closed <= today:
            return State.CLOSED
        return State.LATE if self.due is not None and self.due < today else State.OPEN


def finding_name(gap: str, anchor: str) -> str:
    """A finding's name: the same for one gap and one anchor event, whoever the child is."""
    return sha256(f"{gap}\n{anchor}".encode()).hexdigest()[:16]


def duty_name(finding: str, owner: Role) -> str:
    """A duty's name: the same for one finding and one owner."""
    return sha256(f"{finding}\n{owner}".encode()).hexdigest()[:16]
