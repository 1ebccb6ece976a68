"""What somebody does to a duty, each a fact of its own; and the reasons that can be given."""

from datetime import date
from enum import StrEnum

import msgspec

from amparo.words.agencies import Role


class Deed(StrEnum):
    """What is done to a duty. A duty's finding closes by facts alone, and by none of these."""

    TAKE = "take"
    ASSIGN = "assign"
    HAND_OVER = "hand-over"
    ACCEPT = "accept"
    REJECT = "reject"
    SNOOZE = "snooze"
    CLOSE = "close"
    AGREE = "agree"
    REOPEN = "reopen"
    ESCALATE = "escalate"
    UNDO = "undo"


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """One deed: by whom, from which office, on which of the home's days.

    ``to`` is the person it is given to, or for ``assign`` perhaps an office; ``until`` the last
    day of rest. ``entry`` is the ledger's.
    """

    deed: Deed
    person: str
    role: Role
    office: str
    on: date
    entry: int
    to: str | None = None
    reason: str | None = None
    until: date | None = None


TAKEN_BACK = frozenset({Deed.TAKE, Deed.ASSIGN, Deed.HAND_OVER, Deed.SNOOZE})
"""The deeds that *undo* takes back: nobody outside was told of any of them."""

CLOSED_BECAUSE = (
    "done elsewhere",
    "no longer owed",
    "cannot be done",
    "told twice",
    "decided with counsel",
)
"""Why a duty may be ended by decision. A list, so that no name can be written there."""

RESTS_BECAUSE = (
    "waiting for a reply",
    "visit arranged",
    "waiting for the court",
    "waiting for counsel",
)
"""Why a duty may rest for a while."""

REJECTED_BECAUSE = ("not of this office", "too much work", "conflict of interest")
"""Why somebody may not take over a duty that is offered."""

RAISED_BECAUSE = ("needs a decision", "nobody answers", "child may be in danger")
"""Why a duty may be raised before its time."""

REASONS: dict[Deed, tuple[str, ...]] = {
    Deed.CLOSE: CLOSED_BECAUSE,
    Deed.SNOOZE: RESTS_BECAUSE,
    Deed.REJECT: REJECTED_BECAUSE,
    Deed.ESCALATE: RAISED_BECAUSE,
}
"""The reasons of each deed that needs one."""
