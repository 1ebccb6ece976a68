"""Looks at the children that news is about: who is one child, what is owed, since when we know."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from time import sleep
from typing import Any

import msgspec
from django.db import transaction

from amparo.actions.beside import Beside
from amparo.actions.joining import Decision, Joined, connected, is_overtaken, join, parts, settle
from amparo.actions.outgoing import tell_of
from amparo.actions.steps import episode_rows, finding_rows
from amparo.duties import duties_made
from amparo.gaps import GAPS
from amparo.gaps.over_time import Evidence, found_over_time, records_over_time
from amparo.gaps.sponsored import Family
from amparo.identity import Link, Ruling, Seen
from amparo.record import Assertion, source_records
from amparo.store import assertions, deliveries, evidence, findings, releases, sponsors
from amparo.store.bulk import portions, without_pauses
from amparo.store.deliveries import Heard
from amparo.store.findings import EPISODE, FINDING
from amparo.store.one_at_a_time import one_looker
from amparo.store.taking_turns import portion

CHILDREN_AT_ONCE = 4_000
"""Identities looked at together."""

WRITTEN_AT_ONCE = 400
"""Identities whose findings are written in one transaction, for which a page may have to wait."""

LET_IN = 0.02
"""Seconds between two such transactions with nothing else to do: a page tries about as often."""

WORTH_A_COPY = 200
"""Families that take much longer to look at than copying this process does."""

Progress = Callable[[int, int], None]


class Gathered(msgspec.Struct, frozen=True):
    """All that the store holds of some families: who was told what, and what they showed."""

    heard: dict[int, Heard]
    told: dict[int, list[Assertion]]
    seen: dict[int, list[tuple[date, Seen]]]
    units: dict[bytes, list[tuple[date, int]]]
    rulings: dict[int, list[Ruling]]
    replayed: dict[int, list[Link]]
    sponsored: dict[int, Family]


class Found(msgspec.Struct, frozen=True):
    """Rows for the store: episodes by their steps, findings by their intervals."""

    episodes: list[tuple[Any, ...]]
    findings: list[tuple[Any, ...]]


def look_at_news(progress: Progress = lambda _done, _all: None) -> int:
    """Look at every child that accepted deliveries told of since the last time; gives how many."""
    with one_looker():
        return _look_at_news(progress)


def _look_at_news(progress: Progress) -> int:
    contents = deliveries.underived()
    if not contents:
        return 0
    about_children = set(deliveries.contents(about_children=True))
    heard = deliveries.heard()
    touched = _touched([content for content in contents if content in about_children], heard)
    marked = releases.mark(contents, heard)
    touched = sorted({*touched, *marked}.difference(releases.tables()))
    looked_at = _in_portions(touched, heard, progress)
    deliveries.mark_derived(contents)
    return looked_at


def look_at(identities: Iterable[int]) -> int:
    """Look at some children again, whatever was told; gives how many identities they are."""
    with one_looker():
        return _in_portions(sorted(identities), deliveries.heard())


def _in_portions(
    identities: list[int],
    heard: dict[int, Heard],
    progress: Progress = lambda _done, _all: None,
) -> int:
    """Look at everyone of these and whoever is connected with them, each once; how many."""
    done: set[int] = set()
    for some in portions(identities, CHILDREN_AT_ONCE):
        fresh = [identity for identity in some if identity not in done]
        with without_pauses():
            done |= _look_at(fresh, heard)
        progress(len(done), len(identities))
    return len(done)


def look_at_ruled(decision: Decision) -> int:
    """Make a decision and look at all whom it is about; its entry. Call it as the one looker."""
    heard = deliveries.heard()
    whole = connected({one for ruling in decision.rulings for one in ruling.pair}, heard)
    day = max(ruling.learned_on for ruling in decision.rulings)
    found, entry = _joined(whole, heard, day, decision)
    assert entry is not None  # noqa: S101  # a decision has one
    _find(whole, found, heard)
    return entry


def _touched(contents: list[int], heard: dict[int, Heard]) -> list[int]:
    """Those told of, and those to whom the news of a building or of a sponsor matters."""
    told = evidence.identities_told(contents)
    beside = {other for others in sponsors.unrelated(told, heard).values() for other in others}
    return sorted({*told, *beside, *evidence.told_without_unit(told, contents)})


def _look_at(fresh: list[int], heard: dict[int, Heard]) -> set[int]:
    """Join, settle and look at everyone connected with some identities.

    The database is kept from others only while something is written, and not while it is worked
    out: whoever looks at a record must write that down first, and would wait.
    """
    whole = connected(fresh, heard)
    found, _ = _joined(whole, heard, _today(heard))
    _find(whole, found, heard)
    return whole


def _joined(
    whole: set[int], heard: dict[int, Heard], day: date, decision: Decision | None = None
) -> tuple[Joined, int | None]:
    """Work out who is one child and write it, anew where somebody was shown one meanwhile."""
    while True:
        found = join(whole, heard, decision)
        if decision is None:
            if all(_settled(part, day) for part in parts(found, WRITTEN_AT_ONCE)):
                return found, None
            continue
        with transaction.atomic():
            if not is_overtaken(found):
                return found, settle(found, day, decision)


def _settled(part: Joined, day: date) -> bool:
    """Write who is one child, unless somebody was shown one that it merges; whether it is."""
    with portion():
        if is_overtaken(part):
            return False
        settle(part, day)
        return True


def _find(whole: set[int], found: Joined, heard: dict[int, Heard]) -> None:
    """Look at the families, and put what is found in place of what was."""
    groups = found.families
    held = _gathered(found, heard)
    # Half of the families are looked at beside, and half here.
    half = len(groups) // 2
    beside = Beside(lambda: _look_at_some(groups[half:], held), worth_it=half >= WORTH_A_COPY)
    try:
        for some in _together(groups[:half]):
            _write(some, _look_at_some(some, held))
        _write_slowly(groups[half:], beside.answer())
    finally:
        beside.give_up()
    # Whoever is of no child any more, as a case that stands alone again, has nothing found of it.
    _write([whole.difference(*groups)], Found([], []))


def _write_slowly(groups: list[frozenset[int]], found: Found) -> None:
    """Write what was found beside, all of it at hand at once, and let others in between."""
    episodes, of_gaps = _by_row_of(found.episodes, EPISODE), _by_row_of(found.findings, FINDING)
    for nth, some in enumerate(_together(groups)):
        if nth:
            sleep(LET_IN)
        told = [row for group in some for one in group for row in episodes.get(one, ())]
        rows = [row for group in some for one in group for row in of_gaps.get(one, ())]
        _write(some, Found(told, rows))


def _write(groups: Iterable[Collection[int]], found: Found) -> None:
    """Write all that was found of some children, in one transaction.

    Cut short between two of them, all are looked at again: news counts as looked at at the end.
    """
    members = [identity for group in groups for identity in group]
    if members:
        with portion():
            findings.replace(members, found.episodes, found.findings, _named(found.findings))
            tell_of(members, found.findings)


def _named(rows: Iterable[tuple[Any, ...]]) -> set[tuple[str, int]]:
    """The names of the duties of what is known now, each with the identity on which it hangs."""
    known = {
        (gap, anchor, identity)
        for gap, anchor, identity, known_to in map(_OF_A_DUTY, rows)
        if known_to is None
    }
    return {
        (name, identity) for gap, anchor, identity in known for name, _ in duties_made(gap, anchor)
    }


_OF_A_DUTY = itemgetter(*map(FINDING.index, ("gap", "anchor", "identity", "known_to")))


def _by_row_of(
    rows: Iterable[tuple[Any, ...]], columns: tuple[str, ...]
) -> dict[int, list[tuple[Any, ...]]]:
    """Rows by the identity that they are of."""
    place = columns.index("identity")
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows:
        found.setdefault(row[place], []).append(row)
    return found


def _together(groups: Iterable[frozenset[int]]) -> Iterator[list[frozenset[int]]]:
    """Groups of identities, so many in a list that they can be written in one transaction."""
    some: list[frozenset[int]] = []
    members = 0
    for group in groups:
        some.append(group)
        members += len(group)
        if members >= WRITTEN_AT_ONCE:
            yield some
            some, members = [], 0
    if some:
        yield some


def _today(heard: dict[int, Heard]) -> date:
    """The last day on which anything was learned."""
    return max((one.learned_on for one in heard.values()), default=date.min)


def _gathered(found: Joined, heard: dict[int, Heard]) -> Gathered:
    members = [identity for family in found.families for identity in family]
    told = assertions.assertions(members, heard)
    units = evidence.units_shown(_unitless(told.values()), heard)
    rulings: dict[int, list[Ruling]] = {}
    for ruling in found.rulings:
        rulings.setdefault(ruling.one, []).append(ruling)
    replayed: dict[int, list[Link]] = {}
    for link in found.replayed:
        replayed.setdefault(link.one, []).append(link)
    sponsored = sponsors.families(members, heard)
    return Gathered(heard, told, _by_identity(found.seen), units, rulings, replayed, sponsored)


def _evidence(family: frozenset[int], held: Gathered) -> Evidence:
    told = {identity: held.told[identity] for identity in family if held.told[identity]}
    own = _unitless(told.values())
    return Evidence(
        records={identity: source_records(rows) for identity, rows in told.items()},
        seen=[row for identity in told for row in held.seen.get(identity, [])],
        units={building: held.units[building] for building in own if building in held.units},
        rulings=[one for identity in family for one in held.rulings.get(identity, ())],
        replayed=[one for identity in family for one in held.replayed.get(identity, ())],
        sponsored=tuple(held.sponsored[one] for one in sorted(family) if one in held.sponsored),
    )


def _unitless(told: Iterable[list[Assertion]]) -> set[bytes]:
    """The buildings at which somebody was told; whether a unit is shown there is asked next."""
    return {
        assertion.building
        for assertions_of_one in told
        for assertion in assertions_of_one
        if assertion.building is not None
    }


def _by_identity(seen: list[tuple[date, Seen]]) -> dict[int, list[tuple[date, Seen]]]:
    ordered = sorted(seen, key=_identity)
    return {identity: list(rows) for identity, rows in groupby(ordered, key=_identity)}


def _identity(row: tuple[date, Seen]) -> int:
    return row[1].identity


def _look_at_some(groups: Iterable[frozenset[int]], held: Gathered) -> Found:
    """What is found of some families, as rows for the store. Asks nothing of it."""
    found = Found([], [])
    for group in groups:
        _look_at_one(_evidence(group, held), held.heard, found)
    return found


def _look_at_one(family: Evidence, heard: dict[int, Heard], found: Found) -> None:
    numbers = {records[0].identity: number for number, records in family.records.items()}
    for basis, known_by in _bases(family, heard):
        over_time = list(records_over_time(known_by))
        found.episodes.extend(episode_rows(over_time, numbers, basis))
        of_gaps = found_over_time(over_time, GAPS.values())
        found.findings.extend(finding_rows(of_gaps, numbers, basis))


def _bases(held: Evidence, heard: dict[int, Heard]) -> Iterator[tuple[str, Evidence]]:
    """One basis of knowledge, or two where something was backfilled: by learning, by arrival."""
    if not any(one.backfilled for one in _versions(held)):
        yield "both", held
        return
    yield "learned", held
    yield "sealed", _as_arrived(held, {one.digest: one for one in heard.values()})


def _versions(held: Evidence) -> Iterator[Assertion]:
    for records in held.records.values():
        for record in records:
            yield from (*record.versions, *record.left_out)


def _as_arrived(held: Evidence, heard: dict[str, Heard]) -> Evidence:
    """The same as if nothing had been known before it arrived."""
    arrived_on = {one.learned_on: one.arrived_on for one in heard.values() if one.backfilled}
    records = {
        number: source_records(
            msgspec.structs.replace(version, learned_on=heard[version.delivery].arrived_on)
            for record in of_one
            for version in (*record.versions, *record.left_out)
        )
        for number, of_one in held.records.items()
    }
    seen = [(arrived_on.get(day, day), row) for day, row in held.seen]
    sponsored = tuple(one.as_learned(arrived_on) for one in held.sponsored)
    return msgspec.structs.replace(held, records=records, seen=seen, sponsored=sponsored)
