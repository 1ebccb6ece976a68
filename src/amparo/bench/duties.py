"""What duties cost: finding all of them, a night with one child's news in a hundred, one event."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec

from amparo.actions.derive import look_at
from amparo.actions.duties import show
from amparo.actions.home import Home
from amparo.actions.ingest import ingest, settle
from amparo.actions.lists import Asked
from amparo.actions.people import who_asks
from amparo.actions.sending import send
from amparo.actions.working import work
from amparo.bench.delta import SEED, delta_of, service_of
from amparo.bench.homes import fresh_home
from amparo.bench.machine import Machine, machine, processor_seconds
from amparo.clocks.washington import washington_day
from amparo.duties import duty_name, finding_name, owners_of
from amparo.store import children as held
from amparo.store import identities, models
from amparo.synthetic import synthesize
from amparo.words.agencies import Role

COHORTS = (1, 2, 4)
"""How many times the smallest cohort each home holds."""

NEWS = 100
"""One child in so many has news in a night."""

EVENTS = 40
"""Single events told one after the other, at most: as many as there are notices not served."""

_NOT_SERVED, _NOT_FILED = "nta-not-served", "nta-not-filed"
"""An event closes the first and opens the second."""

Say = Callable[[str], None]


class Duties(msgspec.Struct, frozen=True, kw_only=True):
    """One cohort's costs, in seconds; ``processor`` are this process's own.

    ``full``: every child looked at again. ``night``: news of one child in a hundred, from what was
    taken in to the messages handed over; ``idle`` a run in which nothing woke. ``event``: one
    notice served, from its row's folder to the duty that comes of it shown to its owner under a
    grant, of so many ``events``. ``findings`` are those open now, ``messages`` what the first run
    of the outbox sent, in ``first_run``. ``load`` is the machine's when all was measured.
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
    events: int
    event_median: float
    event_95: float
    event_processor: float
    load: float


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured, and on what."""

    machine: Machine
    duties: list[Duties]


def measure(children: int, databases: Sequence[str], say: Say = lambda _text: None) -> Report:
    """Measure on each database, in cohorts of one, two and four times so many children."""
    on = machine()
    found = [
        _of_cohort(database, children * times, say) for database in databases for times in COHORTS
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
        ingest(home, delta_of(folders, out, max(1, children // NEWS)), _now())
        night = _timed(lambda: list(work(home, _now())))
        idle = _timed(lambda: list(work(home, _now())))
        served = service_of(folders, out, _not_served())[:EVENTS]
        events = [_timed(partial(_event, home, one)) for one in served]
        seconds = [one.seconds for one in events]
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
            events=len(events),
            event_median=median(seconds),
            event_95=quantiles(seconds, n=20)[-1],
            event_processor=median(one.processor for one in events),
            load=machine().load,
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
    members = held.members(held.everyone())
    look_at(identity for own in members.values() for identity in own)


def _not_served() -> set[str]:
    """The documents of all notices that were issued and not served, by ICE's own numbers."""
    found = models.Finding.objects.filter(gap=_NOT_SERVED, known_to=None, until=None)
    names = identities.names(found.values_list("identity", flat=True))
    return {name.partition(":")[2] for name in names.values()}


def _event(home: Home, folder: Path) -> None:
    """One notice is served: until whoever has to file it is shown that duty under a grant."""
    ingest(home, folder, _now())
    settle(home, _now())
    (opened,) = _opened_last()
    owner = owners_of(_NOT_FILED)[0]
    duty = duty_name(finding_name(_NOT_FILED, opened), owner)
    asked = Asked(asker=who_asks(home, _now(), None, owner))
    if show(home, asked, duty, _now()) is None:
        raise AssertionError("A notice was served and nobody was shown that it is to be filed.")


def _opened_last() -> list[str]:
    last = models.Event.objects.order_by("-id").values_list("identity", flat=True)[0]
    found = models.Finding.objects.filter(gap=_NOT_FILED, identity=last, known_to=None, until=None)
    return list(found.values_list("anchor", flat=True))


def _now() -> datetime:
    return datetime.now(UTC)
