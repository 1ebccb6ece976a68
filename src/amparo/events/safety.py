"""Calls after release and what they found, and concerns reported about a child."""

from datetime import date
from enum import StrEnum

from amparo.events.event import Event


class Answer(StrEnum):
    """An answer on the call form (ORR R-6, OMB 0970-0552). A question not put is none of these."""

    YES = "yes"
    NO = "no"
    DONT_KNOW = "don't know"
    REFUSED = "refused"
    NOT_ASKED = "not asked"


class CallAttempted(Event, frozen=True, kw_only=True, omit_defaults=True, tag="call attempted"):
    """Someone tried to call after release. ``due_on`` is the agency's own date for the call.

    ``attempt`` counts from 1. ``reached`` is None where the agency did not say.
    """

    due_on: date | None = None
    attempt: int | None = None
    reached: bool | None = None


class CallAnswered(Event, frozen=True, kw_only=True, omit_defaults=True, tag="call answered"):
    """Child or sponsor was spoken with; ``happened_on`` is the day of the interview.

    ``with_whom`` is child, sponsor or both, as sent. ``left_why`` is the coded reason given where
    the child does not live there; it is never evidence against anyone.
    """

    with_whom: str | None = None
    address_matches: Answer = Answer.NOT_ASKED
    change_filed: Answer = Answer.NOT_ASKED
    lives_there: Answer = Answer.NOT_ASKED
    left_why: str | None = None


class ConcernReported(Event, frozen=True, kw_only=True, omit_defaults=True, tag="concern reported"):
    """A notification of concern (ORR A-7). ``about`` and ``status`` are the agency's codes."""

    about: str | None = None
    reported_to: str | None = None
    status: str | None = None
