"""What duties cost: finding all of them, a night with one child's news in a hundred, one event."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec

from amparo.actions.asking import Question
from amparo.actions.derive import CHILDREN_AT_ONCE, look_at
from amparo.actions.home import Home
from amparo.actions.ingest import ingest, settle
from amparo.actions.people import who_asks
from amparo.actions.sending import send
from amparo.actions.show import show
from amparo.actions.working import work
from amparo.bench.delta import SEED, delta_of
from amparo.bench.homes import databases, fresh_home
from amparo.bench.machine import Machine, machine, processor_seconds
from amparo.clocks.washington import washington_day
from amparo.purposes import Action
from amparo.store import models
from amparo.store.bulk import portions
from amparo.synthetic import synthesize
from amparo.words.agencies import Role

COHORTS = (1, 2, 4)
"""How many times the smallest cohort each home holds."""

NEWS = 100
"""One child in so many has news in a night."""

EVENTS = 20
"""Single events told one after the other."""

Say = Callable[[str], None]


class Duties(msgspec.Struct, frozen=True, kw_only=True):
    """One cohort's costs, in seconds; ``processor`` are this process's own.

    ``full``: every child looked at again. ``night``: news of one child in a hundred, from what was
    taken in to the messages handed over; ``idle`` a run in which nothing woke. ``event``: one row
    told, from its folder to the child's record shown under a grant. ``findings`` are those open
    now, ``messages`` what the first run of the outbox sent, in ``first_run``.
    """

    database: str
    children: int
    findings: int
    full: float
    full_processor: float
    night: float
    night_processor: float
    night_to_full: float
    idle: float
    messages: int
    first_run: float
    event_median: float
    event_95: float


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured, and on what."""

    machine: Machine
    duties: list[Duties]


def measure(children: int, say: Say = lambda _text: None) -> Report:
    """Measure on each database there is, in cohorts of one, two and four times so many children."""
    on = machine()
    found = [
        _of_cohort(database, children * times, say) for database in databases() for times in COHORTS
    ]
    return Report(machine=on, duties=found)


def _of_cohort(database: str, children: int, say: Say) -> Duties:
    say(f"{database}: {children:,} children")
    with TemporaryDirectory(prefix="amparo-bench-") as folder, fresh_home(database) as home:
        out = Path(folder)
        synthesize(out, children=children, seed=SEED, start=None, through=None)
        folders = sorted((out / "deliveries").iterdir())
        for one in folders:
            ingest(home, one, _now())
        settle(home, _now())
        who_asks(home, _now(), None, Role.OPERATOR)
        first = _timed(lambda: send(home, _now(), washington_day(_now())))
        full = _timed(_everyone)
        news = max(1, children // NEWS)
        ingest(home, delta_of(folders, out, news), _now())
        night = _timed(lambda: list(work(home, _now())))
        idle = _timed(lambda: list(work(home, _now())))
        events = [_event(home, folders, out, nth) for nth in range(1, EVENTS + 1)]
        open_now = models.Finding.objects.filter(known_to=None, until=None)
        return Duties(
            database=database,
            children=children,
            findings=open_now.count(),
            full=full.seconds,
            full_processor=full.processor,
            night=night.seconds,
            night_processor=night.processor,
            night_to_full=night.processor / full.processor,
            idle=idle.seconds,
            messages=models.Message.objects.exclude(entry=None).count(),
            first_run=first.seconds,
            event_median=median(events),
            event_95=quantiles(events, n=20)[-1],
        )


class _Took(msgspec.Struct, frozen=True):
    seconds: float
    processor: float


def _timed(do: Callable[[], object]) -> _Took:
    started, at_work = perf_counter(), processor_seconds()
    do()
    return _Took(perf_counter() - started, processor_seconds() - at_work)


def _everyone() -> None:
    """Look at every child again, in the portions in which news is looked at."""
    identities = models.Membership.objects.order_by("identity").values_list("identity", flat=True)
    for portion in portions(list(identities), CHILDREN_AT_ONCE):
        look_at(portion)


def _event(home: Home, folders: list[Path], out: Path, nth: int) -> float:
    """One row told anew, until the child's record, with what is owed, is shown under a grant."""
    delta = delta_of(folders, out, 1, nth)
    inspector = who_asks(home, _now(), None, Role.INSPECTOR)
    started = perf_counter()
    ingest(home, delta, _now())
    settle(home, _now())
    latest = models.Event.objects.order_by("-id").values_list("identity", flat=True)[0]
    child = models.Membership.objects.get(pk=latest).child
    question = Question(asker=inspector, command="children show", action=Action.READ)
    show(home, question, child, _now())
    return perf_counter() - started


def _now() -> datetime:
    return datetime.now(UTC)
