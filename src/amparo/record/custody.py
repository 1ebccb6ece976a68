"""One stay in ICE's custody, and the addresses ICE held of the child over time."""

from datetime import date

import msgspec

from amparo.events import AddressOfRecord, AgedOut, BookedIn, HandedToHhs, LeftCustody
from amparo.record.facts import Fact, all_happened, fact, happened
from amparo.record.tellings import addresses_over_time, event_of
from amparo.record.versions import SourceRecord


class Custody(msgspec.Struct, frozen=True, kw_only=True):
    """One stay in ICE's custody. ``addresses`` is ICE's address of record, as it changed."""

    identity: str
    booked_in: Fact | None = None
    left: Fact | None = None
    handed: Fact | None = None
    aged_out: Fact | None = None
    addresses: tuple[Fact, ...] = ()

    def by(self, day: date) -> "Custody":
        """The stay without what had not happened by a day."""
        if day == date.max:
            return self
        parts = {name: happened(getattr(self, name), day) for name in _ONE_OF_EACH.values()}
        return msgspec.structs.replace(self, addresses=all_happened(self.addresses, day), **parts)


_ONE_OF_EACH = {
    BookedIn: "booked_in",
    LeftCustody: "left",
    HandedToHhs: "handed",
    AgedOut: "aged_out",
}


def custody(record: SourceRecord) -> Custody:
    """The stay that a record of the custody feed describes."""
    parts = {
        name: fact(event, record)
        for kind, name in _ONE_OF_EACH.items()
        if (event := event_of(kind, record.current)) is not None
    }
    return Custody(identity=record.identity, addresses=_addresses(record), **parts)


def _addresses(record: SourceRecord) -> tuple[Fact, ...]:
    return addresses_over_time(
        record, AddressOfRecord, lambda told: told.address, lambda told: told.happened_on
    )
