"""What one agency's record key has said over time: its versions, in the order we learned them."""

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from amparo.events import AnyEvent, Described, Repeated


class Assertion(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one row of one delivery says of one source identity.

    ``learned_at`` (UTC), ``sequence`` and ``line`` order the versions, so that deliveries may
    arrive in any order. ``learned_on`` is the same instant as a day in Washington. ``delivery``
    is the file's SHA-256. ``building`` is a keyed token of the building the row's address names.
    """

    identity: str
    learned_at: datetime
    learned_on: date
    sequence: int
    line: int
    delivery: str
    events: tuple[AnyEvent, ...]
    corrects: bool = False
    backfilled: bool = False
    building: bytes | None = None

    @property
    def place(self) -> tuple[datetime, int, int, str]:
        """Where this version stands among the others.

        The file's digest decides between two that share the rest, so that no order of arrival can.
        """
        return self.learned_at, self.sequence, self.line, self.delivery


class SourceRecord(msgspec.Struct, frozen=True):
    """One source identity and its versions, oldest first. No version is ``Repeated`` any more."""

    identity: str
    versions: tuple[Assertion, ...]

    def known_at(self, day: date) -> "SourceRecord | None":
        """The record as known at the end of a day; None before its first row was learned."""
        known = [version for version in self.versions if version.learned_on <= day]
        return SourceRecord(self.identity, _since_correction(known)) if known else None

    @property
    def current(self) -> Assertion:
        """The latest version: it holds for every fact that has no history of its own."""
        return self.versions[-1]


def source_records(assertions: Iterable[Assertion]) -> tuple[SourceRecord, ...]:
    """The records of some identities from their assertions, given in any order."""
    by_identity: dict[str, list[Assertion]] = {}
    for assertion in assertions:
        by_identity.setdefault(assertion.identity, []).append(assertion)
    return tuple(
        SourceRecord(identity, _spelled_out(sorted(told, key=_place)))
        for identity, told in sorted(by_identity.items())
    )


def _place(assertion: Assertion) -> tuple[datetime, int, int, str]:
    return assertion.place


def _spelled_out(told: list[Assertion]) -> tuple[Assertion, ...]:
    """Every ``Repeated`` replaced by the events that it repeats, at its own place in time."""
    by_row = {
        first.row: assertion
        for assertion in told
        if isinstance(first := assertion.events[0], Described)
    }
    return tuple(_said_again(assertion, by_row) for assertion in told)


def _said_again(assertion: Assertion, by_row: dict[bytes, Assertion]) -> Assertion:
    first = assertion.events[0]
    if not isinstance(first, Repeated):
        return assertion
    original = by_row[first.row]
    return msgspec.structs.replace(assertion, events=original.events, building=original.building)


def _since_correction(known: list[Assertion]) -> tuple[Assertion, ...]:
    """A correction replaces whatever the record said before it."""
    for place in range(len(known) - 1, 0, -1):
        if known[place].corrects:
            return tuple(known[place:])
    return tuple(known)
