"""What a recipient is to be told next of one duty, given what it was told last."""

from datetime import date
from enum import StrEnum

import msgspec

from amparo.purposes import Purpose
from amparo.words.agencies import Agency, Role


class Kind(StrEnum):
    """All that is ever told: that a duty is there, is over, or should never have been told.

    To a desk that a late duty is raised to, that it is there is told as ``RAISED``;
    ``FACT_CORRECTED``: what was told for it at a desk was wrong, and has been corrected.
    ``RECORD_CORRECTED`` is of no duty: what was shown by a look as one child's record was two's.
    """

    OPENED = "duty.opened"
    CLOSED = "duty.closed"
    CORRECTED = "duty.corrected"
    RAISED = "duty.raised"
    FACT_CORRECTED = "duty.fact-corrected"
    RECORD_CORRECTED = "record.corrected"


CORRECTIONS = frozenset({Kind.FACT_CORRECTED, Kind.RECORD_CORRECTED})
"""What is told beside everything else: it says nothing of whether a duty is there."""


class State(StrEnum):
    """Where a message is. What is accounted for and not yet sent is sent again after a crash."""

    WAITING = "waiting"
    ACCOUNTED = "accounted"
    SENT = "sent"
    RECEIVED = "received"
    DEAD = "dead"


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message to one desk about one duty, or about one look of theirs. It names no child.

    ``subject`` is the duty's name, or the look's entry; ``gap`` None for a look.
    """

    id: str
    kind: Kind
    role: Role
    agency: Agency
    purpose: Purpose
    subject: str
    gap: str | None

    @property
    def says(self) -> dict[str, str]:
        """All that it says: ids and kinds."""
        if self.gap is None:
            return {"entry": self.subject, "purpose": self.purpose}
        return {"duty": self.subject, "gap": self.gap, "purpose": self.purpose}


class Stands(msgspec.Struct, frozen=True):
    """A finding as known now: true from ``since`` up to ``until``, so known from ``known_from``."""

    since: date
    until: date | None
    known_from: date


class Last(msgspec.Struct, frozen=True):
    """What was told last, and of which day it was true."""

    kind: Kind
    day: date


class Next(msgspec.Struct, frozen=True):
    """What is to be told next, and the day on which it wakes."""

    kind: Kind
    wakes_on: date


def next_to_tell(last: Last | None, stands: Stands | None) -> Next | None:
    """The one thing to tell next; None where the recipient knows all there is.

    ``stands`` None: the finding is known no more. No day need be known to answer: the message
    wakes on the day from which it is true.
    """
    if last is not None and last.kind is Kind.OPENED:
        return _after_it_was_opened(last, stands)
    if stands is None or _is_over(last, stands):
        return None
    return Next(Kind.OPENED, max(stands.since, last.day) if last else stands.since)


def _after_it_was_opened(last: Last, stands: Stands | None) -> Next | None:
    if stands is None:
        return Next(Kind.CORRECTED, last.day)
    return Next(Kind.CLOSED, max(stands.until, last.day)) if stands.until is not None else None


def _is_over(last: Last | None, stands: Stands) -> bool:
    """What was over before anyone knew of it, or is over as was told, is nobody's work."""
    if stands.until is None:
        return False
    return stands.until <= (last.day if last else stands.known_from)
