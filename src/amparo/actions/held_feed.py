"""What is held of one feed: its deliveries and counts of what they told, as its gaps ask for it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain, zip_longest
from typing import Any

import msgspec

from amparo.actions import totals
from amparo.clocks.washington import washington_day
from amparo.events import JuvenileFlagTold, read_event
from amparo.feeds.contract import Contract
from amparo.feeds.manifest import DeliveredFile, Manifest, read_manifest
from amparo.gaps.feeds import Arrival, Collision, Crowd, Flags, HeldFeed, HeldFile, Month
from amparo.identity import MOST_WITH_A_NUMBER
from amparo.record import Assertion, SourceRecord, source_records
from amparo.store import assertions, deliveries, feed_health
from amparo.store.bulk import portions
from amparo.store.deliveries import Heard
from amparo.store.feed_health import Arrived, Carrying, Twin

TRANSFERS, HHS_DAILY = "referrals", "hhs-daily"
_OUT_OF_CBP = "transferred out of CBP custody"

Release = tuple[datetime, int, str]
"""A table of a release: when it was learned, its number, and the table."""

Vanished = dict[Release, list[date | None]]
"""By the release that left rows out: of each row, the day on which it was told again."""

_AT_ONCE = 4_000
"""Identities whose rows are held in memory together."""

_NO_FLAG = frozenset({None, "NA"})
"""NA is a code: *not applicable*."""


def held(contract: Contract, crowded: Sequence[Carrying] = ()) -> HeldFeed:
    """One feed as it is held now: what its contract promises, what came, and what that told.

    ``crowded`` are the tellings of numbers on too many records, of whatever feeds.
    """
    arrived = feed_health.arrived(contract.feed)
    vanished = _vanished(contract) if contract.releases else {}
    arrivals = tuple(_arrival(contract, one, vanished) for one in arrived)
    return HeldFeed(
        feed=contract.feed,
        sender=contract.sender,
        cadence_days=contract.cadence_days,
        late_after_days=contract.late_after_days,
        releases=contract.releases,
        tables=tuple(one.table for one in contract.tables) if contract.releases else (),
        arrivals=arrivals,
        collisions=tuple(_collisions(contract)) if arrivals else (),
        crowds=tuple(_crowds(contract, crowded)) if crowded else (),
        months=tuple(_months(arrivals)) if contract.feed == TRANSFERS else (),
        flags=_flags() if contract.tables and arrivals else None,
    )


def _arrival(contract: Contract, arrived: Arrived, vanished: Vanished) -> Arrival:
    manifest = read_manifest(arrived.manifest.encode())
    return Arrival(
        folder=arrived.folder,
        sender=manifest.sender,
        sequence=arrived.sequence,
        mode=manifest.mode,
        received_on=arrived.learned_on,
        covers_from=manifest.covers_from,
        covers_to=_covers_to(manifest, arrived),
        cadence_days=manifest.cadence_days,
        files=tuple(_file(contract, file, arrived, vanished) for file in manifest.files),
    )


def _covers_to(manifest: Manifest, arrived: Arrived) -> date:
    if manifest.covers_to is not None:
        return manifest.covers_to
    made = manifest.extracted_at
    return washington_day(made) if made is not None else arrived.learned_on


def _file(
    contract: Contract, file: DeliveredFile, arrived: Arrived, vanished: Vanished
) -> HeldFile:
    tally = arrived.tallies[file.sha256]
    of_file = contract.of_file(file.name)
    table = of_file.table if of_file else ""
    rows = sum(tally[name] for name in ("read", "repaired", "duplicate", "set_aside"))
    left_out = vanished.get((arrived.learned_at, arrived.sequence, table), [])
    return HeldFile(
        table=table,
        digest=file.sha256,
        rows=rows,
        set_aside=tally["set_aside"],
        counted=None if isinstance(file.counted, msgspec.UnsetType) else file.counted,
        vanished=len(left_out),
        told_again_on=_last(left_out),
    )


# --- rows that releases leave out -----------------------------------------------------------------


def _vanished(contract: Contract) -> Vanished:
    """Every row that each release left out though it was told before."""
    heard = deliveries.heard()
    tables = {one.identity_kind: one.table for one in contract.tables}
    found: Vanished = {}
    for portion in portions(feed_health.left_out_by_releases(), _AT_ONCE):
        told = assertions.assertions(portion, heard)
        rows = source_records(one for group in told.values() for one in group)
        # What was told at a desk about a paper of the sender's is no row of any table.
        for record in (one for one in rows if _table(one) in tables):
            for release, again in _absences(record, tables):
                found.setdefault(release, []).append(again)
    return found


def _absences(
    record: SourceRecord, tables: dict[str, str]
) -> Iterator[tuple[Release, date | None]]:
    """Each release that first left a row out, and the day on which the row was told again."""
    table = tables[_table(record)]
    ends = [one.place for one in record.versions[1:]]
    for version, end in zip_longest(record.versions, ends):
        within = (one for one in record.left_out if one.place > version.place)
        first = next(within, None)
        if first is not None and (end is None or first.place < end):
            again = next((one for one in record.versions if one.place > first.place), None)
            # A release that says something else of the row has not left it out.
            if again is None or (again.learned_at, again.sequence) != _place(first):
                yield (*_place(first), table), again.learned_on if again else None


def _table(record: SourceRecord) -> str:
    """The kind of paper that a row is."""
    return record.part.partition("/")[0]


def _last(days: list[date | None]) -> date | None:
    """The last of some days; None where one of them has not come."""
    told = [one for one in days if one is not None]
    return max(told, default=None) if len(told) == len(days) else None


# --- keys that one file tells twice ---------------------------------------------------------------


def _collisions(contract: Contract) -> Iterator[Collision]:
    contents = feed_health.contents_of(contract.feed)
    heard = {one: when for one, when in deliveries.heard().items() if one in contents}
    asked = feed_health.twin_parts if contract.tables else feed_health.twins
    by_content: dict[int, list[tuple[list[Twin], date | None]]] = {}
    for rows in _by_key(asked(contents)):
        for content, twins in rows.items():
            if len({one.says for one in twins}) > 1:
                mended = _told_once_after(content, rows, heard)
                by_content.setdefault(content, []).append((twins, mended))
    for content, found in by_content.items():
        days = [mended for _, mended in found if mended is not None]
        yield Collision(
            digest=contents[content],
            keys=len(found),
            lines=tuple(sorted(one.line for twins, _ in found for one in twins)),
            mended_on=max(days) if len(days) == len(found) else None,
        )


def _by_key(twins: Iterable[Twin]) -> Iterable[dict[int, list[Twin]]]:
    """By key, and then by content: the rows that were told of it."""
    found: dict[str, dict[int, list[Twin]]] = {}
    for one in twins:
        found.setdefault(one.key, {}).setdefault(one.content, []).append(one)
    return found.values()


def _told_once_after(
    content: int, rows: dict[int, list[Twin]], heard: dict[int, Heard]
) -> date | None:
    first = _place(heard[content])
    later = [heard[one] for one, twins in rows.items() if len(twins) == 1]
    return min((one.learned_on for one in later if _place(one) > first), default=None)


def _place(told: Assertion | Heard) -> tuple[datetime, int]:
    return told.learned_at, told.sequence


# --- numbers on too many records ------------------------------------------------------------------


def _crowds(contract: Contract, crowded: Iterable[Carrying]) -> Iterator[Crowd]:
    """By each file of the feed: the records that it was the first to tell under such a number."""
    heard = deliveries.heard()
    contents = feed_health.contents_of(contract.feed)
    by_content: dict[int, dict[bytes, set[int]]] = {}
    since: dict[bytes, date] = {}
    for token, first in _first_told(crowded, heard).items():
        days = sorted(heard[content].learned_on for content in first.values())
        if len(days) <= MOST_WITH_A_NUMBER:
            continue
        since[token] = days[MOST_WITH_A_NUMBER]
        for identity, content in first.items():
            by_content.setdefault(content, {}).setdefault(token, set()).add(identity)
    for content in by_content.keys() & contents.keys():
        numbers = by_content[content]
        records = set(chain.from_iterable(numbers.values()))
        yield Crowd(
            digest=contents[content],
            numbers=len(numbers),
            records=len(records),
            lines=tuple(feed_health.lines_of(records, content)),
            since=min(since[token] for token in numbers),
        )


def _first_told(
    crowded: Iterable[Carrying], heard: dict[int, Heard]
) -> dict[bytes, dict[int, int]]:
    """By number and record: the content that was the first to tell the one under the other."""
    found: dict[bytes, dict[int, int]] = {}
    told = [one for one in crowded if one.content in heard]
    for one in sorted(told, key=lambda one: (*_place(heard[one.content]), one.content)):
        found.setdefault(one.token, {}).setdefault(one.identity, one.content)
    return found


# --- totals -------------------------------------------------------------------------------------


def _months(arrivals: tuple[Arrival, ...]) -> Iterator[Month]:
    """The months of which both HHS published days and CBP's deliveries tell."""
    published = list(_published()) if arrivals and _same_kind() else []
    if not published:
        return
    days, _ = feed_health.handed_over()
    begins = min(one.covers_from or min(days, default=date.max) for one in arrivals)
    ends = max(one.covers_to for one in arrivals)
    by_month: dict[date, list[dict[str, Any]]] = {}
    for one in published:
        if begins <= one["period_to"] <= ends:
            by_month.setdefault(one["period_to"].replace(day=1), []).append(one)
    for month, told in sorted(by_month.items()):
        yield _month(month, told, days)


def _month(month: date, told: list[dict[str, Any]], days: Counter[date]) -> Month:
    return Month(
        month=month,
        days=len(told),
        published=sum(one["value"] for one in told),
        told=sum(days[one["period_to"]] for one in told),
        known_on=max(one["known_from"] for one in told),
    )


def _published() -> Iterator[dict[str, Any]]:
    for one in totals.total_rows():
        of_a_day = one["measure"] == _OUT_OF_CBP and one["period_from"] == one["period_to"]
        if of_a_day and one["known_to"] is None and one["value"] is not None:
            yield one


def _same_kind() -> bool:
    """Made-up children are held against made-up totals only, and real ones against real ones."""
    kind = deliveries.home_kind()
    counts = [read_manifest(one.manifest.encode()) for one in feed_health.arrived(HHS_DAILY)]
    return kind is not None and all(one.made_up is kind for one in counts)


# --- the court's flag -----------------------------------------------------------------------------


def _flags() -> Flags | None:
    """The cases joined to children who were handed over, and how many bear no juvenile flag."""
    _, children = feed_health.handed_over()
    cases = feed_health.court_cases(children)
    if not cases:
        return None
    latest = _latest_flags(cases)
    return Flags(cases=len(cases), without=sum(latest.get(case) in _NO_FLAG for case in cases))


def _latest_flags(cases: list[int]) -> dict[int, str | None]:
    """By case: the flag that the court set last, each row of it as last told."""
    heard = deliveries.heard()
    rows: dict[tuple[int, str], tuple[Any, ...]] = {}
    for case, content, body in feed_health.events_named("juvenile flag told", cases):
        event = read_event(body)
        if content in heard and isinstance(event, JuvenileFlagTold):
            when = heard[content]
            told = (*_place(when), event.line, event.happened_on or when.learned_on, event.flag)
            rows[case, event.key] = max(told, rows.get((case, event.key), told))
    latest: dict[int, tuple[date, str, str | None]] = {}
    for (case, key), (*_, on, flag) in rows.items():
        if case not in latest or (on, key) > latest[case][:2]:
            latest[case] = (on, key, flag)
    return {case: flag for case, (_, _, flag) in latest.items()}
