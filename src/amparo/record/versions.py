"""What one agency's record key has said over time: its versions, in the order we learned them."""

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from amparo.events import AnyEvent, CourtRow, Described, Repeated
from amparo.events.desk import DESK


class Assertion(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one row of one delivery says of one source identity.

    ``learned_at`` (UTC), ``sequence`` and ``line`` order the versions, so that deliveries may
    arrive in any order. ``learned_on`` is the same instant as a day in Washington. ``delivery``
    is the file's SHA-256. ``part`` names the row, where several are told of one identity.
    ``building``, ``unit`` and ``postal_code`` are keyed tokens of what the row's address names.
    Without events it says that a release leaves the row out that earlier ones told.
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
    part: str = ""
    building: bytes | None = None
    unit: bytes | None = None
    postal_code: bytes | None = None

    @property
    def place(self) -> tuple[datetime, int, int, str]:
        """Where this version stands among the others.

        The file's digest decides between two that share the rest, so that no order of arrival can.
        """
        return self.learned_at, self.sequence, self.line, self.delivery


class SourceRecord(msgspec.Struct, frozen=True):
    """One row of one source identity and its versions, oldest first; none is ``Repeated`` any more.

    Most feeds tell one row of an identity; the court tells many of a case, each a ``part``, and so
    is each thing that a person told at a desk, with what corrects it.
    ``left_out`` are the releases in which the row should have been and was not.
    """

    identity: str
    versions: tuple[Assertion, ...]
    part: str = ""
    left_out: tuple[Assertion, ...] = ()

    def known_at(self, day: date) -> "SourceRecord | None":
        """The record as known at the end of a day; None before its first row was learned."""
        if self.versions[-1].learned_on <= day and not self.left_out and not _is_corrected(self):
            return self
        known = [version for version in self.versions if version.learned_on <= day]
        if not known:
            return None
        left_out = tuple(one for one in self.left_out if one.learned_on <= day)
        return SourceRecord(self.identity, _since_correction(known), self.part, left_out)

    @property
    def no_longer_reported_on(self) -> date | None:
        """The day we learned that the agency no longer reports the row; None while it does."""
        last = self.versions[-1].place
        return next((one.learned_on for one in self.left_out if one.place > last), None)

    @property
    def current(self) -> Assertion:
        """The latest version: it holds for every fact that has no history of its own."""
        return self.versions[-1]


def _is_corrected(record: SourceRecord) -> bool:
    return any(version.corrects for version in record.versions)


def source_records(assertions: Iterable[Assertion]) -> tuple[SourceRecord, ...]:
    """The records of some identities from their assertions, given in any order."""
    by_row: dict[tuple[str, str], list[Assertion]] = {}
    for assertion in assertions:
        by_row.setdefault((assertion.identity, assertion.part), []).append(assertion)
    return tuple(
        _record(identity, part, sorted(told, key=_place))
        for (identity, part), told in sorted(by_row.items())
    )


def _record(identity: str, part: str, told: list[Assertion]) -> SourceRecord:
    of_the_court = part and not part.startswith(DESK)
    versions = _news(told) if of_the_court else [one for one in told if one.events]
    left_out = tuple(one for one in told if not one.events)
    return SourceRecord(identity, _spelled_out(versions), part, left_out)


def _news(told: list[Assertion]) -> list[Assertion]:
    """The versions that say something: another row than the one before, or one that was left out.

    Which release told a row first depends on the order in which they arrived; what it said, and
    from when on, does not.
    """
    found: list[Assertion] = []
    before: bytes | None = None
    for one in told:
        first = one.events[0] if one.events else None
        row = first.row if isinstance(first, CourtRow) else None
        if row is not None and row != before:
            found.append(one)
        before = row
    return found


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
    return msgspec.structs.replace(
        assertion,
        events=original.events,
        building=original.building,
        unit=original.unit,
        postal_code=original.postal_code,
    )


def _since_correction(known: list[Assertion]) -> tuple[Assertion, ...]:
    """A correction replaces whatever the record said before it."""
    for place in range(len(known) - 1, 0, -1):
        if known[place].corrects:
            return tuple(known[place:])
    return tuple(known)
