"""One concern reported about a child, and whether anything came of it."""

from datetime import date

import msgspec

from amparo.events import ConcernReported
from amparo.record.facts import Fact, happened
from amparo.record.tellings import as_first_told, event_of
from amparo.record.versions import SourceRecord
from amparo.words.vocabularies import REPORT_PENDING


class Concern(msgspec.Struct, frozen=True, kw_only=True):
    """One notification of concern. ``answered`` is the first word that it is no longer pending.

    The agency overwrites the status and gives no day for it: what came of it is known from the day
    on which the changed row reached us.
    """

    identity: str
    reported: Fact
    answered: Fact | None = None

    def by(self, day: date) -> "Concern":
        """The concern without what had not happened by a day."""
        return msgspec.structs.replace(self, answered=happened(self.answered, day))


def concern(record: SourceRecord) -> Concern | None:
    """The concern that a record of the safety feed tells; None where it tells of a call."""
    reported = as_first_told(ConcernReported, record)
    if reported is None:
        return None
    return Concern(identity=record.identity, reported=reported, answered=_answered(record))


def _answered(record: SourceRecord) -> Fact | None:
    """Reported anew as pending, it is pending again: only the last word counts."""
    answered = None
    for version in record.versions:
        event = event_of(ConcernReported, version)
        if isinstance(event, ConcernReported) and _is_answered(event):
            answered = answered or Fact(version.learned_on, event, version)
        else:
            answered = None
    return answered


def _is_answered(event: ConcernReported) -> bool:
    return event.status is not None and event.status.lower() != REPORT_PENDING
