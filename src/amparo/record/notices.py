"""One Notice to Appear: issued, served, filed are separate facts, never one boolean."""

from datetime import date

import msgspec

from amparo.events import (
    HearingSlotBooked,
    NoticeFiled,
    NoticeIssued,
    NoticeNotToBeIssued,
    NoticeReturned,
    NoticeServed,
    NoticeWithdrawn,
)
from amparo.record.facts import Fact, all_happened, fact, happened
from amparo.record.versions import SourceRecord
from amparo.words.vocabularies import FILING_ACCEPTED


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One charging document, or one decision that there shall be none.

    ``filings`` keeps every filing told over time: a rejection stays true after a later acceptance.
    """

    identity: str
    issued: Fact | None = None
    not_to_be_issued: Fact | None = None
    served: Fact | None = None
    returned: Fact | None = None
    filings: tuple[Fact, ...] = ()
    withdrawn: Fact | None = None
    slot_on: date | None = None

    @property
    def accepted(self) -> Fact | None:
        """The first filing that the court accepted (8 CFR 1003.13: filing is actual receipt)."""
        return next((filing for filing in self.filings if _is_accepted(filing)), None)

    def by(self, day: date) -> "Notice":
        """The notice without what had not happened by a day."""
        if day == date.max:
            return self
        parts = {name: happened(getattr(self, name), day) for name in _ONE_OF_EACH.values()}
        return msgspec.structs.replace(self, filings=all_happened(self.filings, day), **parts)


_ONE_OF_EACH = {
    NoticeIssued: "issued",
    NoticeNotToBeIssued: "not_to_be_issued",
    NoticeServed: "served",
    NoticeReturned: "returned",
    NoticeWithdrawn: "withdrawn",
}


def notice(record: SourceRecord) -> Notice:
    """The notice that a record of the notices feed describes."""
    parts: dict[str, Fact] = {}
    slot_on = None
    for event in record.current.events:
        if type(event) in _ONE_OF_EACH:
            parts[_ONE_OF_EACH[type(event)]] = fact(event, record)
        elif isinstance(event, HearingSlotBooked):
            slot_on = event.slot_on
    return Notice(identity=record.identity, filings=_filings(record), slot_on=slot_on, **parts)


def _filings(record: SourceRecord) -> tuple[Fact, ...]:
    told: dict[tuple[date, str | None], Fact] = {}
    for version in record.versions:
        for event in version.events:
            if isinstance(event, NoticeFiled):
                filing = Fact(event.happened_on or version.learned_on, event, version)
                told.setdefault((filing.on, event.status), filing)
    return tuple(sorted(told.values(), key=lambda filing: filing.on))


def _is_accepted(filing: Fact) -> bool:
    return isinstance(filing.event, NoticeFiled) and filing.event.status == FILING_ACCEPTED
