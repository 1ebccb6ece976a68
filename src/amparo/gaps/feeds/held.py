"""What is held of one feed: its deliveries in the order they came, and counts of what they told."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

ORDINARY = frozenset({"snapshot", "delta"})
"""The modes of a delivery that carries what is new: neither a correction nor a file sent again."""

RESEND = "resend"
SNAPSHOT = "snapshot"


class HeldFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a delivery. ``table`` is blank where the feed has but one.

    ``rows`` are its lines but for header, blank lines and continuations; ``counted`` what the
    sender's own Count file says; ``vanished`` how many rows it leaves out that were told before,
    and ``told_again_on`` the day by which all of them were told again.
    """

    table: str = ""
    digest: str
    rows: int
    set_aside: int = 0
    counted: int | None = None
    vanished: int = 0
    told_again_on: date | None = None


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """One delivery.

    ``covers_to`` is the last day it tells of, or, where that is not said, the day on which it was
    made or received. ``cadence_days`` is how often its sender delivers, where that is not as the
    contract asks.
    """

    folder: str
    sender: str
    sequence: int
    mode: str
    received_on: date
    covers_from: date | None = None
    covers_to: date
    cadence_days: int | None = None
    files: tuple[HeldFile, ...] = ()

    def named(self, file: HeldFile) -> str:
        """The delivery and, in a feed of several tables, the table."""
        return f"{self.folder} {file.table}" if file.table else self.folder


class Collision(msgspec.Struct, frozen=True, kw_only=True):
    """That a file told some keys more than once, with different content.

    ``digest`` is the file's; ``lines`` where they stand; ``mended_on`` the day by which each was
    told again, once.
    """

    digest: str
    keys: int
    lines: tuple[int, ...]
    mended_on: date | None = None


class Crowd(msgspec.Struct, frozen=True, kw_only=True):
    """That a file tells numbers which too many records carry, in whatever feeds.

    ``records`` of the file carry them, on ``lines``; ``since`` the day on which the first of them
    became too many. ``digest`` is the file's.
    """

    digest: str
    numbers: int
    records: int
    lines: tuple[int, ...]
    since: date


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """One calendar month, as HHS published it day by day and as CBP told it row by row.

    ``told`` counts transfers of the ``days`` for which a count was published; ``known_on`` is the
    day on which the last of those counts was learned.
    """

    month: date
    days: int
    published: int
    told: int
    known_on: date


class Flags(msgspec.Struct, frozen=True):
    """The court's cases of children who were handed over to HHS, and how many bear no flag."""

    cases: int
    without: int


class HeldFeed(msgspec.Struct, frozen=True, kw_only=True):
    """One feed: what its contract promises of its coming, and what came, in order.

    ``tables`` are those that each whole release of it holds.
    """

    feed: str
    sender: str
    cadence_days: int
    late_after_days: int
    releases: bool = False
    tables: tuple[str, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    collisions: tuple[Collision, ...] = ()
    crowds: tuple[Crowd, ...] = ()
    months: tuple[Month, ...] = ()
    flags: Flags | None = None

    def expected_after(self, arrival: Arrival) -> date:
        """The day by which the sender's cadence brings the delivery after this one."""
        return arrival.covers_to + timedelta(days=arrival.cadence_days or self.cadence_days)

    def late_after(self, arrival: Arrival) -> date:
        """The last day on which the delivery after this one is not late."""
        return self.expected_after(arrival) + timedelta(days=self.late_after_days)

    def furthest(self) -> Iterator[list[Arrival]]:
        """By sender: the deliveries that told of later days than any before of the same sender.

        A file sent again brings nothing up to date, and no sender does so for another.
        """
        by_sender: dict[str, list[Arrival]] = {}
        for arrival in self.arrivals:
            further = by_sender.setdefault(arrival.sender, [])
            if not further or arrival.covers_to > further[-1].covers_to:
                further.append(arrival)
        return iter(by_sender.values())

    @property
    def files(self) -> Iterator[tuple[Arrival, HeldFile]]:
        """Every file with its delivery, in the order in which they came."""
        return ((arrival, file) for arrival in self.arrivals for file in arrival.files)

    def carrying(self, digest: str) -> tuple[Arrival, HeldFile] | None:
        """The first delivery that carried a file, and the file."""
        return next(((one, file) for one, file in self.files if file.digest == digest), None)
