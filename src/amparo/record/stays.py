"""One stay in ORR's care, and what was told over time of the address the child was released to."""

from datetime import date

import msgspec

from amparo.events import AddressTold, Admitted, Described, Discharged, Released
from amparo.record.facts import Fact, all_happened, fact, happened
from amparo.record.tellings import event_of
from amparo.record.versions import SourceRecord


class Stay(msgspec.Struct, frozen=True, kw_only=True):
    """One stay. ``tellings`` are the addresses told for it, in the order we learned them.

    ``turns_18_in`` is the first day of the month in which the child turns 18, as the care provider
    believes; the birthday itself lies in the vault. It is content, like the day of a hearing.
    """

    identity: str
    admitted: Fact | None = None
    discharged: Fact | None = None
    released: Fact | None = None
    tellings: tuple[Fact, ...] = ()
    turns_18_in: date | None = None

    def by(self, day: date) -> "Stay":
        """The stay without what had not happened by a day."""
        if day == date.max:
            return self
        return Stay(
            identity=self.identity,
            admitted=happened(self.admitted, day),
            discharged=happened(self.discharged, day),
            released=happened(self.released, day),
            tellings=all_happened(self.tellings, day),
            turns_18_in=self.turns_18_in,
        )


def stay(record: SourceRecord) -> Stay:
    """The stay that a record of the placements feed describes."""
    released = _only(Released, record)
    return Stay(
        identity=record.identity,
        admitted=_only(Admitted, record),
        discharged=_only(Discharged, record),
        released=released,
        tellings=_tellings(record, released.on) if released else (),
        turns_18_in=_turns_18_in(record),
    )


def _turns_18_in(record: SourceRecord) -> date | None:
    described = event_of(Described, record.current)
    return described.turns_18_in if isinstance(described, Described) else None


def _only(kind: type, record: SourceRecord) -> Fact | None:
    event = event_of(kind, record.current)
    return None if event is None else fact(event, record)


def _tellings(record: SourceRecord, discharged_on: date) -> tuple[Fact, ...]:
    """The first address counts from the discharge; a changed one from the day we learned of it.

    The agency overwrites the address it had and gives no day for the change, so the day on which
    the changed row reached us is the first day on which it can be said to have told it. Where the
    discharge itself is told anew as later than that, no address was owed before it.
    """
    tellings: list[Fact] = []
    for version in record.versions:
        event = next((one for one in version.events if isinstance(one, AddressTold)), None)
        if event is None:
            continue
        if not tellings:
            tellings.append(Fact(discharged_on, event, version))
        elif _address(tellings[-1]) != event.address:
            tellings.append(Fact(max(version.learned_on, discharged_on), event, version))
    return tuple(tellings)


def _address(telling: Fact) -> bytes:
    return telling.event.address if isinstance(telling.event, AddressTold) else b""
