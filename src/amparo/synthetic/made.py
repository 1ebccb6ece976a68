"""Makes a world of children, writes what the agencies deliver of it, and counts the truth."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from amparo.feeds.contract import Mode
from amparo.synthetic.chance import source_of
from amparo.synthetic.deliveries import Outbox, folders
from amparo.synthetic.families import MOST_CHILDREN, Family, Plan, family_of, plans
from amparo.synthetic.journeys import journey_of
from amparo.synthetic.notice_rows import notice_records
from amparo.synthetic.notices import Notice, notices_of
from amparo.synthetic.placement_rows import placement_record
from amparo.synthetic.places import Town
from amparo.synthetic.referral_rows import referral_records
from amparo.synthetic.rows import About, Record
from amparo.synthetic.schedule import FEEDS, FIRST, LAST, Cadence, Slot, Timetable
from amparo.synthetic.truth_files import Truth
from amparo.synthetic.truth_reading import said
from amparo.synthetic.truth_records import Source
from amparo.synthetic.versions import Sent, sent, sent_together

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made: children in the cohort, deliveries and rows written."""

    children: int
    deliveries: int
    rows: int


class NothingToMake(ValueError):
    """What was asked for cannot be made; the message says why. Nothing was written."""


def synthesize(
    out: Path,
    *,
    children: int,
    seed: int,
    start: date | None,
    through: date | None,
    cadence: Cadence = "month",
    progress: Progress | None = None,
) -> Made:
    """Write OUT/deliveries and OUT/truth.

    The world depends on ``children``, ``seed`` and ``cadence`` alone. Of it, only deliveries
    received from ``start`` through ``through`` are written; the truth is of all that were
    received through ``through``.
    """
    if not 1 <= children <= MOST_CHILDREN:
        raise NothingToMake(f"children must be from 1 to {MOST_CHILDREN:,}, not {children:,}")
    world = _World(out, children, seed, cadence, (start or FIRST, through or LAST))
    for done, plan in enumerate(plans(children, seed)):
        world.add(plan)
        if progress is not None and done % 1_000 == 0:
            progress("children", plan.first_child, children)
    deliveries, rows = world.close()
    if progress is not None:
        progress("children", children, children)
    return Made(children=children, deliveries=deliveries, rows=rows)


class _World:
    """One run: families go in, deliveries and truth come out."""

    def __init__(
        self, out: Path, children: int, seed: int, cadence: Cadence, days: tuple[date, date]
    ) -> None:
        self._tables = {feed: Timetable(feed, cadence) for feed in FEEDS}
        self._town, self._seed = Town(children, seed), seed
        slots = [slot for table in self._tables.values() for slot in table.slots]
        written, self._last = _asked_for(slots, *days)
        there = [folder for folder in folders(out / "deliveries", written) if folder.exists()]
        if there:
            raise NothingToMake(f"{there[0]} is there already; deliveries are never written over")
        self._outbox = Outbox(out / "deliveries", written)
        self._truth = Truth(out / "truth", date.fromordinal(self._last))

    def add(self, plan: Plan) -> None:
        """Make one family, send its rows, and keep its truth."""
        chance = source_of(self._seed, plan.number)
        family = family_of(plan, chance)
        records = list(_records(family, self._town, chance))
        every = [(record, sent(record, self._tables[record.feed])) for record in records]
        for record, rows in every:
            if record.second_of is not None:
                other = next(rows for one, rows in every if one is record.second_of)
                sent_together(other, rows, self._tables[record.feed])
        sources = [self._send(record, rows) for record, rows in every]
        self._truth.add(family, [source for source in sources if source.rows])

    def close(self) -> tuple[int, int]:
        """Finish every file; gives the number of deliveries and rows."""
        self._truth.close()
        return self._outbox.close(), self._outbox.rows

    def _send(self, record: Record, rows: Sent) -> Source:
        key = "/".join(record.key) + ("#2" if record.second_of else "")
        source = Source(record.feed, record.child, key)
        slots = self._tables[record.feed].slots
        before: list[str] | None = None
        for place in sorted(rows):
            slot, cells = slots[place], rows[place]
            self._outbox.send(slot, record.child, cells)
            if slot.learned <= self._last and cells != before:
                before = _keep(source, slot, cells) or before
        return source


def _asked_for(slots: list[Slot], start: date, through: date) -> tuple[list[Slot], int]:
    """The deliveries to be written, and the day of the last that the truth knows."""
    received = [slot for slot in slots if slot.learned <= through.toordinal()]
    written = [slot for slot in received if slot.learned >= start.toordinal()]
    if not written:
        raise NothingToMake(
            f"no delivery is received from {start} through {through};"
            f" this world's are received from {FIRST} through {LAST}"
        )
    return written, max(slot.learned for slot in received)


def _keep(source: Source, slot: Slot, cells: list[str]) -> list[str] | None:
    """Add what the row says to the truth; gives the cells where a reader could take them."""
    correction = slot.mode is Mode.CORRECTION
    row = said(source.feed, cells, slot.learned, is_correction=correction)
    if row is None:
        return None
    source.rows.append(row)
    return cells


def _records(family: Family, town: Town, chance: Random) -> Iterator[Record]:
    """Every record that any agency writes of the family, child by child."""
    by_key: dict[tuple[str, ...], Record] = {}
    for child in family.children:
        journey = journey_of(child, family, town, chance)
        told: list[tuple[About, Notice]] = []
        for episode in journey:
            of = About(child, family, episode, len(journey) == 1, chance)
            yield from referral_records(of)
            placement = placement_record(of)
            if placement is not None:
                _tie(placement, by_key.setdefault(placement.key, placement))
                yield placement
            told += [(of, notice) for notice in notices_of(episode, family.year, chance)]
        yield from notice_records(told)


def _tie(record: Record, first: Record) -> None:
    """Two children under one key: the second record belongs beside the first."""
    if record is not first:
        record.second_of = first
        record.shares_key = first.shares_key = True
