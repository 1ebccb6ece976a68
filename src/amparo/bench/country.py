"""A country: every feed, end to end, with floors; pages and a day's news while it goes on."""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import msgspec

from amparo.actions.derive import look_at, look_at_news
from amparo.actions.figures import count, is_about_children
from amparo.actions.home import Home
from amparo.actions.ingest import ingest
from amparo.actions.people import who_asks
from amparo.actions.snapshot import snapshot
from amparo.bench import court
from amparo.bench.court import Cleaning
from amparo.bench.floors import count_files, insert_events
from amparo.bench.homes import bytes_in, fresh_home
from amparo.bench.ingest import sizes_of
from amparo.bench.machine import (
    Machine,
    in_a_fresh_process,
    machine,
    peak_memory_mib,
    processor_seconds,
)
from amparo.bench.stages import LOOKING, TAKING_IN
from amparo.bench.stopwatch import Stopwatch, timed
from amparo.bench.waiting import Waits, looked_at_meanwhile
from amparo.figures import FIGURES
from amparo.store import children as held
from amparo.synthetic import synthesize
from amparo.words.agencies import Role

SEED = 11
_FIRST = 3
"""So many deliveries come before anybody looks."""

_ONE_BY_ONE = 200
"""So many children are looked at again one by one, each as after one event of its own."""

Say = Callable[[str], None]


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What making the country up cost. Seconds by the clock, sizes in bytes."""

    children: int
    deliveries: int
    seconds: float
    peak_memory_mib: int
    bytes: int


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """One country, end to end, on the embedded database. Times are seconds by the clock.

    ``of_feed`` tells rows and seconds until acceptance by feed; ``page_waits`` are what pages
    waited for a record and its disclosure, in milliseconds, while all this went on. ``processor``
    are the processor's own seconds, of both processors and of that page too: where others are at
    work on the machine, they say more than the clock.
    """

    made: Made
    rows: int
    events: int
    of_feed: dict[str, tuple[int, float]]
    taking_in: dict[str, float]
    looking: dict[str, float]
    snapshot: float
    figures: float
    processor: float
    counting_floor: float
    inserting_floor: float
    one_child_ms: tuple[float, float]
    page_waits: Waits
    peak_memory_mib: int
    sizes: dict[str, int]

    @property
    def end_to_end(self) -> float:
        """From the first delivery's folder to every figure counted."""
        taking, looking = sum(self.taking_in.values()), sum(self.looking.values())
        return taking + looking + self.snapshot + self.figures


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured, and on what."""

    machine: Machine
    country: Country
    cleaning: list[Cleaning]


def measure(children: int, say: Say = lambda _text: None) -> Report:
    """Make a country up and take it in, with a page that is looked at all the while."""
    on = machine()
    with tempfile.TemporaryDirectory(prefix="amparo-bench-") as folder:
        say(f"Making up {children:,} children")
        made = in_a_fresh_process(partial(_make, Path(folder), children))
        folders = sorted((Path(folder) / "deliveries").iterdir())
        say(f"Taking in {len(folders)} deliveries")
        country = in_a_fresh_process(partial(_run, made, folders))
        say("Cleaning the court's tables")
        cleaning = court.measure(folders)
    return Report(machine=on, country=country, cleaning=cleaning)


def _make(out: Path, children: int) -> Made:
    started = perf_counter()
    made = synthesize(out, children=children, seed=SEED, start=None, through=None)
    return Made(
        children=children,
        deliveries=made.deliveries,
        seconds=perf_counter() - started,
        peak_memory_mib=peak_memory_mib(),
        bytes=bytes_in(out / "deliveries"),
    )


def _run(made: Made, folders: Sequence[Path]) -> Country:
    with fresh_home("sqlite") as home:
        return _measured(home, made, folders)


def _measured(home: Home, made: Made, folders: Sequence[Path]) -> Country:
    taking, looking = Stopwatch(), Stopwatch()
    of_feed: dict[str, tuple[int, float]] = {}
    before = processor_seconds()
    # The first month by itself: a page needs children before anybody can wait for it.
    events = _take_in(home, folders[:_FIRST], taking, of_feed)
    _look(home, looking)
    with looked_at_meanwhile(home.settings) as waits:
        events += _take_in(home, folders[_FIRST:], taking, of_feed)
        _look(home, looking)
    sealing = timed(lambda: snapshot(home, _now()))
    counting = timed(lambda: _count_all(home))
    processor = processor_seconds() - before
    peak, sizes = peak_memory_mib(), sizes_of(home)
    return Country(
        made=made,
        rows=sum(rows for rows, _ in of_feed.values()),
        events=events,
        of_feed=of_feed,
        taking_in=taking.seconds,
        looking=looking.seconds,
        snapshot=sealing,
        figures=counting,
        processor=processor,
        counting_floor=count_files(folders)[1],
        inserting_floor=median(insert_events()[0] for _ in range(3)),
        one_child_ms=_one_by_one(),
        page_waits=waits(),
        peak_memory_mib=peak,
        sizes=sizes,
    )


def _take_in(
    home: Home, folders: Iterable[Path], watch: Stopwatch, of_feed: dict[str, tuple[int, float]]
) -> int:
    events = 0
    with watch.watching(TAKING_IN):
        for folder in folders:
            started = perf_counter()
            taken = ingest(home, folder, _now())
            rows, seconds = of_feed.get(taken.feed, (0, 0.0))
            rows += taken.tally.lines - taken.tally.header
            of_feed[taken.feed] = rows, seconds + perf_counter() - started
            events += taken.events
    return events


def _look(home: Home, watch: Stopwatch) -> None:
    with watch.watching(LOOKING):
        look_at_news()
        home.sequence(_now())


def _count_all(home: Home) -> None:
    inspector = who_asks(home, _now(), Role.INSPECTOR, Role.INSPECTOR)
    for name, figure in FIGURES.items():
        if is_about_children(figure):
            count(home, name, _now(), asker=inspector)


def _one_by_one() -> tuple[float, float]:
    """Median and 95th percentile, in milliseconds, of looking at one child again."""
    every = held.everyone()
    some = every[:: max(1, len(every) // _ONE_BY_ONE)][:_ONE_BY_ONE]
    members = held.members(some)
    took = [timed(partial(look_at, members[one][:1])) * 1_000 for one in some]
    return median(took), quantiles(took, n=20)[-1]


def _now() -> datetime:
    return datetime.now(UTC)
