"""What an ingest costs, stage by stage, beside its two floors in the same run."""

import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median, median_low
from typing import Any

import msgspec
from django.db import connection

from amparo.actions.derive import look_at_news
from amparo.actions.home import Home
from amparo.actions.ingest import ingest
from amparo.actions.ledger import verify
from amparo.actions.snapshot import snapshot
from amparo.bench.floors import count_files, insert_events
from amparo.bench.homes import bytes_in, databases, fresh_home
from amparo.bench.machine import (
    Machine,
    in_a_fresh_process,
    machine,
    peak_memory_mib,
    processor_seconds,
)
from amparo.bench.stages import LOOKING, TAKING_IN
from amparo.bench.stopwatch import Stopwatch, timed
from amparo.synthetic import synthesize

SEED = 7
Say = Callable[[str], None]


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One ingest into one fresh home. Times are seconds by the clock on the wall, sizes bytes.

    ``taking_in`` and ``looking`` tell by stage how long it took to take the deliveries in and to
    look at the children they tell of. ``processor`` are this process's own seconds at work while
    taking in, and ``inserting_processor`` at the floor: a busy machine does not lengthen them.
    """

    rows: int
    events: int
    taking_in: dict[str, float]
    looking: dict[str, float]
    snapshot: float
    second_delivery: float
    verifying: float
    counting_floor: float
    inserting_floor: float
    processor: float
    inserting_processor: float
    peak_memory_mib: int
    database_bytes: int
    kept_bytes: int
    ledger_bytes: int
    snapshot_bytes: int

    @property
    def to_accept(self) -> float:
        """Seconds until every delivery was accepted."""
        return sum(self.taking_in.values())

    @property
    def whole(self) -> float:
        """Seconds until what is owed was known of every child."""
        return self.to_accept + sum(self.looking.values())


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """The median of several runs on one database, number by number."""

    database: str
    children: int
    deliveries: int
    runs: int
    delivered_bytes: int
    median: Run

    ratios: dict[str, float]


RATIOS: dict[str, Callable[[Run], float]] = {
    "taking in, to the bare insert": lambda run: run.to_accept / run.inserting_floor,
    "taking in and looking, to the bare insert": lambda run: run.whole / run.inserting_floor,
    "taking in, to DuckDB counting": lambda run: run.to_accept / run.counting_floor,
    "second delivery, to the first": lambda run: run.second_delivery / run.whole,
}
"""What is promised is a ratio: of two times measured in one run."""

EMBEDDED_RATIOS: dict[str, Callable[[Run], float]] = RATIOS | {
    "taking in, to the bare insert, by processor": lambda run: (
        run.processor / run.inserting_processor
    ),
}
"""A database server's work is not this process's; the embedded database's is."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured, and on what."""

    machine: Machine
    measured: list[Measured]


def measure(children: int, repeat: int, say: Say = lambda _text: None) -> Report:
    """Make deliveries of made-up children up, and ingest them into fresh homes."""
    on = machine()
    with tempfile.TemporaryDirectory(prefix="amparo-bench-") as made:
        say(f"Making up {children:,} children")
        synthesize(Path(made), children=children, seed=SEED, start=None, through=None)
        folders = sorted((Path(made) / "deliveries").iterdir())
        measured = [_on(database, children, folders, repeat, say) for database in databases()]
    return Report(machine=on, measured=measured)


def _on(database: str, children: int, folders: Sequence[Path], repeat: int, say: Say) -> Measured:
    runs, ratios = [], EMBEDDED_RATIOS if database == "sqlite" else RATIOS
    for number in range(1, repeat + 1):
        say(f"{database}: run {number} of {repeat}")
        runs.append(in_a_fresh_process(partial(_run, database, folders)))
    return Measured(
        database=database,
        children=children,
        deliveries=len(folders),
        runs=repeat,
        delivered_bytes=sum(map(bytes_in, folders)),
        median=_median(runs),
        ratios={name: median(map(ratio, runs)) for name, ratio in ratios.items()},
    )


def _run(database: str, folders: Sequence[Path]) -> Run:
    with fresh_home(database) as home:
        return _measured(home, folders)


def _measured(home: Home, folders: Sequence[Path]) -> Run:
    at_work = processor_seconds()
    rows, events, taking_in = _take_in(home, folders)
    at_work = processor_seconds() - at_work
    looking = _look(home)
    sealing = timed(lambda: snapshot(home, _now()))
    peak = peak_memory_mib()
    sizes = sizes_of(home)
    bare = [insert_events() for _ in range(3)]
    _, counting = count_files(folders)
    return Run(
        rows=rows,
        events=events,
        taking_in=taking_in,
        looking=looking,
        snapshot=sealing,
        second_delivery=timed(lambda: _again(home, folders)),
        verifying=timed(lambda: _verify(home)),
        counting_floor=counting,
        inserting_floor=median(seconds for seconds, _ in bare),
        processor=at_work,
        inserting_processor=median(processor for _, processor in bare),
        peak_memory_mib=peak,
        **sizes,
    )


def _take_in(home: Home, folders: Sequence[Path]) -> tuple[int, int, dict[str, float]]:
    watch, rows, events = Stopwatch(), 0, 0
    with watch.watching(TAKING_IN):
        for folder in folders:
            taken = ingest(home, folder, _now())
            rows += taken.tally.lines - taken.tally.header
            events += taken.events
    return rows, events, watch.seconds


def _look(home: Home) -> dict[str, float]:
    watch = Stopwatch()
    with watch.watching(LOOKING):
        look_at_news()
        home.sequence(_now())
    return watch.seconds


def _again(home: Home, folders: Sequence[Path]) -> None:
    for folder in folders:
        ingest(home, folder, _now())
    look_at_news()


def _verify(home: Home) -> None:
    found = verify(home)
    if not found.ok:
        raise AssertionError(f"the ledger does not verify: {found.problems[:3]}")


def sizes_of(home: Home) -> dict[str, int]:
    """What a home takes on the disk, in bytes, part by part."""
    return {
        "database_bytes": _database_bytes(home),
        "kept_bytes": bytes_in(home.path / "deliveries"),
        "ledger_bytes": bytes_in(home.ledger),
        "snapshot_bytes": bytes_in(home.snapshots),
    }


def _database_bytes(home: Home) -> int:
    if home.settings.embedded:
        return sum(path.stat().st_size for path in home.path.glob("*.sqlite3*"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _median(runs: Sequence[Run]) -> Run:
    """The median of every number of several runs, each by itself."""
    told = [msgspec.structs.asdict(run) for run in runs]
    return Run(**{name: _middle([one[name] for one in told]) for name in told[0]})


def _middle(values: Sequence[Any]) -> Any:
    first = values[0]
    if isinstance(first, dict):
        return {key: _middle([value[key] for value in values]) for key in first}
    return median_low(values) if isinstance(first, int) else median(values)


def _now() -> datetime:
    return datetime.now(UTC)
