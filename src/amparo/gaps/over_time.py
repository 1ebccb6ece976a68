"""What was found of some identities on every day of knowledge, as intervals of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from amparo.gaps.address_unusable import OTHER_RECORDS_WITH_UNITS
from amparo.gaps.disposed import found_in
from amparo.gaps.gap import Found, Gap
from amparo.gaps.sponsored import Family, others_with
from amparo.identity import Link, Ruling, Seen, first_days, joined, links
from amparo.record import Record, SourceRecord, fold


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """All that is held of some identities that might be one child, keyed by their numbers.

    ``seen`` says what each row showed and when it was learned; ``units`` who was told with a unit
    at each building, and when that was first learned; ``rulings`` what was ruled of any two of
    them, and ``replayed`` what was once joined by rows that show nothing any more; ``sponsored``
    the stays of which others may have had the same sponsor, by tokens.
    """

    records: Mapping[int, tuple[SourceRecord, ...]]
    seen: Sequence[tuple[date, Seen]]
    units: Mapping[bytes, Sequence[tuple[date, int]]]
    rulings: Sequence[Ruling] = ()
    replayed: Sequence[Link] = ()
    sponsored: tuple[Family, ...] = ()


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """One record as known during an interval: from a day up to, not including, the next change."""

    entity: int
    record: Record
    known_from: date


class FoundThen(msgspec.Struct, frozen=True, kw_only=True):
    """One finding as known from ``known_from`` up to, not including, ``known_to``."""

    gap: Gap
    found: Found
    entity: int
    known_from: date
    known_to: date | None


def records_over_time(evidence: Evidence) -> Iterator[tuple[date, list[Known]]]:
    """On each day on which something was learned: every entity's record, as known then."""
    joining = _Joining(evidence)
    groups: tuple[frozenset[int], ...] = ()
    told_on = _told_on(evidence)
    held: dict[frozenset[int], Known] = {}
    for day in _days(evidence, told_on):
        if day in joining.days:
            groups = joining.groups(day)
        news = told_on.get(day, set())
        held = {
            group: _known(group, day, evidence, None if group & news else held.get(group))
            for group in groups
        }
        yield day, list(held.values())


def found_over_time(
    known: Iterable[tuple[date, list[Known]]], gaps: Iterable[Gap]
) -> Iterator[FoundThen]:
    """Every finding, with the interval of days on which we knew it to be so."""
    rules = list(gaps)
    open_now: dict[tuple[str, str], FoundThen] = {}
    for day, records in known:
        today = {(one.gap.name, one.found.anchor): one for one in _found(day, records, rules)}
        for key, held in list(open_now.items()):
            if key not in today or not _same(today[key], held):
                del open_now[key]
                yield msgspec.structs.replace(held, known_to=day)
        for key, one in today.items():
            open_now.setdefault(key, one)
    yield from open_now.values()


def _found(day: date, records: list[Known], rules: list[Gap]) -> Iterator[FoundThen]:
    for known in records:
        for gap in rules:
            for found in found_in(gap, known.record):
                yield FoundThen(
                    gap=gap, found=found, entity=known.entity, known_from=day, known_to=None
                )


def _same(one: FoundThen, other: FoundThen) -> bool:
    return one.entity == other.entity and _says(one.found) == _says(other.found)


def _says(found: Found) -> tuple[object, ...]:
    # A fact told again by a later row is the same fact; a further one is news to be shown.
    facts = [(fact.identity, fact.on, fact.event.__class__) for fact in found.facts]
    return found.since, found.until, found.due, found.reason, facts


class _Joining:
    """Who is one child on each day of knowledge: by the rows and the rulings known by then."""

    def __init__(self, evidence: Evidence) -> None:
        self._first = first_days(evidence.seen)
        self._links = [*links(evidence.seen), *evidence.replayed]
        self._rulings = evidence.rulings
        self._names = {number: held[0].identity for number, held in evidence.records.items()}
        self.days = {
            *self._first.values(),
            *(link.on for link in self._links),
            *(ruling.learned_on for ruling in self._rulings),
        }

    def groups(self, day: date) -> tuple[frozenset[int], ...]:
        """The identities that were one child as known on a day."""
        known = {identity: first for identity, first in self._first.items() if first <= day}
        linked = [link for link in self._links if link.on <= day]
        ruled = [ruling for ruling in self._rulings if ruling.learned_on <= day]
        return tuple(entity.members for entity in joined(known, linked, ruled, self._names))


def _told_on(evidence: Evidence) -> dict[date, set[int]]:
    """Of which identities something was learned, by day."""
    told: dict[date, set[int]] = {}
    for identity, records in evidence.records.items():
        for record in records:
            for version in (*record.versions, *record.left_out):
                told.setdefault(version.learned_on, set()).add(identity)
    return told


def _known(group: frozenset[int], day: date, evidence: Evidence, before: Known | None) -> Known:
    """An entity as known on a day: as known ``before`` where nothing was learned of it since."""
    crowded = frozenset(
        building
        for building, shown in evidence.units.items()
        if _others(shown, group, day) >= OTHER_RECORDS_WITH_UNITS
    )
    records = [one for identity in sorted(group) for one in evidence.records[identity]]
    own = {one.identity for one in records}
    families = [one for one in evidence.sponsored if one.own.stay in own]
    others = tuple(sorted(others_with(families, day).items()))
    if before is not None and (
        before.record.buildings_with_units,
        before.record.others_with_sponsor,
    ) == (crowded, others):
        return before
    record = fold(records, known_at=day, buildings_with_units=crowded, others_with_sponsor=others)
    return Known(entity=min(group), record=record, known_from=day)


def _others(shown: Sequence[tuple[date, int]], group: frozenset[int], day: date) -> int:
    return sum(1 for learned, identity in shown if learned <= day and identity not in group)


def _days(evidence: Evidence, told_on: Mapping[date, set[int]]) -> list[date]:
    """The days of knowledge on which an answer may change: own news, and units shown by others.

    Of a building's units only as many days matter as can bring it to the threshold.
    """
    own = {learned for learned, _ in evidence.seen}.union(told_on)
    ruled = {ruling.learned_on for ruling in evidence.rulings}
    stays = [stay for one in evidence.sponsored for stay in (one.own, *one.others)]
    sponsored = {day for stay in stays for day in stay.learned()}
    first = min(own, default=None)
    enough = OTHER_RECORDS_WITH_UNITS + len(evidence.records)
    others = {day for shown in evidence.units.values() for day, _ in shown[:enough]}
    more = others | ruled | sponsored
    return sorted(own | {day for day in more if first is not None and day >= first})
