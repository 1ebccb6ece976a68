"""Makes a world of children, writes what the agencies deliver of it, and counts the truth."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Literal

from amparo.feeds.contract import Mode
from amparo.synthetic.address_rows import address_records
from amparo.synthetic.after_release import Aftermath, aftermath_of
from amparo.synthetic.chance import source_of
from amparo.synthetic.court import Court
from amparo.synthetic.court import folders as court_folders
from amparo.synthetic.court_dirt import dirt_of
from amparo.synthetic.court_people import Passage
from amparo.synthetic.court_schedule import CourtTimetable
from amparo.synthetic.custody_rows import custody_records
from amparo.synthetic.deliveries import Outbox, carried, folders
from amparo.synthetic.families import MOST_CHILDREN, Family, Plan, family_of, plans
from amparo.synthetic.journeys import journey_of
from amparo.synthetic.noise import PLAIN, Noise
from amparo.synthetic.noise_other import OtherNoise
from amparo.synthetic.notice_rows import notice_records
from amparo.synthetic.notices import Notice, notices_of
from amparo.synthetic.placement_rows import placement_record
from amparo.synthetic.places import Town
from amparo.synthetic.referral_rows import referral_records
from amparo.synthetic.rows import About, Record
from amparo.synthetic.safety_rows import safety_records
from amparo.synthetic.schedule import FIRST, LAST, SENDER, Cadence, Slot, Timetable, timetables
from amparo.synthetic.truth_files import Truth
from amparo.synthetic.truth_reading import said
from amparo.synthetic.truth_records import Source, case_record
from amparo.synthetic.versions import Sent, sent, sent_together

NoiseName = Literal["plain", "other"]
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
    noise: NoiseName = "plain",
    public_court: bool = False,
    progress: Progress | None = None,
) -> Made:
    """Write OUT/deliveries and OUT/truth.

    The world depends on ``children``, ``seed``, ``cadence`` and ``noise`` alone; with another
    noise the same things happen to the same children, and are told with other errors. Of it, only
    deliveries received from ``start`` through ``through`` are written; the truth is of all that
    were received through ``through``. A ``public_court`` leaves the A-number out of its cases, as
    the release that everybody can read does: then nothing joins them to anybody.
    """
    if not 1 <= children <= MOST_CHILDREN:
        raise NothingToMake(f"children must be from 1 to {MOST_CHILDREN:,}, not {children:,}")
    days = start or FIRST, through or LAST
    model = PLAIN if noise == "plain" else OtherNoise(seed)
    world = _World(out, children, seed, cadence, days, model, public_court=public_court)
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

    def __init__(  # noqa: PLR0917  # what a world depends on
        self,
        out: Path,
        children: int,
        seed: int,
        cadence: Cadence,
        days: tuple[date, date],
        noise: Noise,
        *,
        public_court: bool,
    ) -> None:
        self._noise = noise
        self._tables = timetables(cadence)
        self._town, self._seed = Town(children, seed), seed
        releases = CourtTimetable()
        slots = [slot for table in self._tables.values() for slot in table.slots]
        self._slots = [*slots, *releases.slots]
        written, before, self._last = _asked_for(self._slots, *days)
        of_court = [release for release in releases.arriving if release.slot in written]
        court_before = [release for release in releases.arriving if release.slot in before]
        written = [slot for slot in written if slot.feed != "court"]
        before = [slot for slot in before if slot.feed != "court"]
        home = out / "deliveries"
        there = [
            one for one in (*folders(home, written), *court_folders(home, of_court)) if one.exists()
        ]
        if there:
            raise NothingToMake(f"{there[0]} is there already; deliveries are never written over")
        self._outbox = Outbox(out / "deliveries", written, noise, before)
        self._court = Court(
            out / "deliveries",
            of_court,
            before=court_before,
            seed=seed,
            last=self._last,
            timetable=releases,
            town=self._town,
            has_number=not public_court,
            dirt=dirt_of(noise.court_dirt),
        )
        self._truth = Truth(out / "truth", date.fromordinal(self._last), seed)

    def add(self, plan: Plan) -> None:
        """Make one family, send its rows, and keep its truth."""
        chance = source_of(self._seed, plan.number)
        family = family_of(plan, chance)
        later = source_of(self._seed, plan.number, " after the release")
        ways: dict[int, list[Passage]] = {}
        records = list(_records(family, self._town, (chance, later), ways, self._noise))
        every = [(record, sent(record, self._table(record))) for record in records]
        for record, rows in every:
            if record.second_of is not None:
                other = next(rows for one, rows in every if one is record.second_of)
                sent_together(other, rows, self._table(record))
        sources = [self._send(record, rows) for record, rows in every]
        sources += [
            case_record(child.number, case)
            for child in family.children
            for case in self._court.hear(child, family, ways[child.number])
        ]
        self._truth.add(family, [source for source in sources if source.rows or source.court])
        self._truth.add_others(self._court.hear_others(plan.first_child, plan.size))

    def close(self) -> tuple[int, int]:
        """Finish every file; gives the number of deliveries and rows."""
        deliveries, rows = self._court.close()
        deliveries, rows = deliveries + self._outbox.close(), rows + self._outbox.rows
        self._truth.add_feeds(self._slots, [*self._outbox.files(), *self._court.files()])
        self._truth.close()
        return deliveries, rows

    def _table(self, record: Record) -> Timetable:
        return self._tables[record.feed, record.sender or SENDER[record.feed]]

    def _send(self, record: Record, rows: Sent) -> Source:
        key = "/".join(record.key) + ("#2" if record.second_of else "")
        source = Source(record.feed, record.child, key, sender=record.sender)
        slots = self._table(record).slots
        before: Sequence[str] | None = None
        for place in sorted(rows):
            slot = slots[place]
            self._outbox.send(slot, record.child, rows[place])
            cells = carried(slot, rows[place], self._noise.seldom_told)
            if record.shares_key and slot.learned <= self._last:
                self._truth.add_key(record.feed, record.key, slot, cells)
            if slot.learned <= self._last and cells != before:
                before = _keep(source, slot, cells) or before
        return source


def _asked_for(slots: list[Slot], start: date, through: date) -> tuple[list[Slot], list[Slot], int]:
    """The deliveries to be written, those before, and the day of the last that the truth knows."""
    received = [slot for slot in slots if slot.learned <= through.toordinal()]
    written = [slot for slot in received if slot.learned >= start.toordinal()]
    if not written:
        raise NothingToMake(
            f"no delivery is received from {start} through {through};"
            f" this world's are received from {FIRST} through {LAST}"
        )
    before = [slot for slot in received if slot.learned < start.toordinal()]
    return written, before, max(slot.learned for slot in received)


def _keep(source: Source, slot: Slot, cells: Sequence[str]) -> Sequence[str] | None:
    """Add what the row says to the truth; gives the cells where a reader could take them."""
    correction = slot.mode is Mode.CORRECTION
    row = said(source.feed, cells, slot.learned, is_correction=correction)
    if row is None:
        return None
    source.add(row)
    return cells


def _records(
    family: Family,
    town: Town,
    chances: tuple[Random, Random],
    ways: dict[int, list[Passage]],
    noise: Noise,
) -> Iterator[Record]:
    """Every record that any agency writes of the family, child by child.

    What follows the release has its own chance: it moves nothing of what came before. ``ways``
    is filled with what the court hears of, by the child's number.
    """
    chance, later = chances
    by_key: dict[tuple[str, ...], Record] = {}
    for child in family.children:
        journey = journey_of(child, family, town, chance)
        told: list[tuple[About, Notice]] = []
        after: list[tuple[About, Aftermath, str]] = []
        for episode in journey:
            of = About(child, family, episode, len(journey) == 1, chance, noise)
            yield from referral_records(of)
            placement = placement_record(of)
            if placement is not None:
                _tie(placement, by_key.setdefault(placement.key, placement))
                yield placement
            notices = notices_of(episode, family.year, chance)
            told += [(of, notice) for notice in notices]
            stay = placement.key[0] if placement is not None else ""
            follows = aftermath_of(episode, notices, town, later)
            after.append((replace(of, chance=later), follows, stay))
            ways.setdefault(child.number, []).append(Passage(episode, notices, follows))
        yield from notice_records(told)
        for of, follows, stay in after:
            yield from custody_records(of, follows)
            yield from safety_records(of, follows, stay)
            yield from address_records(of, follows)


def _tie(record: Record, first: Record) -> None:
    """Two children under one key: the second record belongs beside the first."""
    if record is not first:
        record.second_of = first
        record.shares_key = first.shares_key = True
