"""What a grant adds to the view of one child's record: deciding, redacting, writing it down."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec

from amparo.actions.asking import Leave, LookRefused, Question, look
from amparo.actions.home import Home, SequencedLater, latest_news
from amparo.actions.ingest import ingest, settle
from amparo.actions.people import who_asks
from amparo.bench.homes import databases, fresh_home
from amparo.bench.machine import processor_seconds
from amparo.clocks.washington import washington_day
from amparo.purposes import Action
from amparo.purposes.asker import Asker
from amparo.purposes.labels import Label
from amparo.purposes.opening import EVERY_LABEL
from amparo.purposes.view import lines
from amparo.record import SourceRecord, source_records
from amparo.store import assertions, children, identities
from amparo.synthetic import synthesize
from amparo.words.agencies import Role

Say = Callable[[str], None]
_ROLES = (Role.INSPECTOR, Role.COUNSEL, Role.JUVENILE_COORDINATOR)
_LOOKS = 60
"""A day's budget of looks for one purpose."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """One record view on one database; medians over children and roles, in milliseconds.

    ``asking``: from the question to the committed entry, grant in hand. ``redacting``: picking
    what the grant opens, beyond laying out everything. Both are this process's own processor
    time, which a busy machine does not lengthen and a database server's is not part of;
    ``added`` is their sum, ``reading`` the rest of the view, for comparison. ``asking_waits`` is
    the time on the clock, the wait for the disk included. The entry's place in the ledger is given
    by the sequencer, for all that wait at once: ``sequencing`` is one run of it for one entry.
    """

    database: str
    looks: int
    asking: float
    redacting: float
    added: float
    reading: float
    asking_waits: float
    sequencing: float


def measure(cohort: int, say: Say = lambda _text: None) -> list[View]:
    """Fill a home on each database with a made-up cohort, and look at its children."""
    return [_on(database, cohort, say) for database in databases()]


def _on(database: str, cohort: int, say: Say) -> View:
    say(f"{database}: looking at children of a cohort of {cohort:,}")
    with fresh_home(database) as home, TemporaryDirectory(prefix="amparo-bench-") as made:
        out, clock = Path(made), datetime.now(UTC)
        synthesize(out, children=cohort, seed=7, start=None, through=None)
        for folder in sorted((out / "deliveries").iterdir()):
            ingest(home, folder, clock)
        settle(home, clock)
        askers = [who_asks(home, clock, role, role) for role in _ROLES]
        waiting = SequencedLater.of(home)  # as behind a server
        every = children.everyone()[:_LOOKS]
        took = [one for asker in askers for one in _looks(waiting, asker, every, clock)]
        return _view(database, took, home, clock)


Fields = dict[str, str]
_Took = tuple[float, float, float, float]


def _looks(home: Home, asker: Asker, every: list[str], clock: datetime) -> list[_Took]:
    took = [_look(home, asker, child, clock) for child in every]
    return [one for one in took if one is not None][1:]  # the first one warms the rules up


def _look(home: Home, asker: Asker, child: str, clock: datetime) -> _Took | None:
    question = Question(asker=asker, command="bench", action=Action.READ)
    begun, waited = processor_seconds(), perf_counter()
    try:
        leave = look(home, question, child, clock)
    except LookRefused:
        return None
    asking, waits = processor_seconds() - begun, perf_counter() - waited
    redacting, reading = _redacting(home, leave, clock)
    return asking, waits, redacting, reading


def _redacting(home: Home, leave: Leave, clock: datetime) -> tuple[float, float]:
    """The time to lay out what is opened beyond laying out everything, and to read it all."""
    today = washington_day(latest_news(clock))
    begun = processor_seconds()
    told, vault = _whole_record(home, leave)
    everything = _timed(lambda: lines(told, vault, frozenset(EVERY_LABEL), today))
    reading = processor_seconds() - begun
    opened: frozenset[Label] = leave.grant.labels
    return max(0.0, _timed(lambda: lines(told, vault, opened, today)) - everything), reading


def _whole_record(home: Home, leave: Leave) -> tuple[list[SourceRecord], dict[bytes, Fields]]:
    members = [one for group in children.members(leave.grant.children).values() for one in group]
    told = assertions.assertions(members)
    secrets = identities.secrets(members)
    vault = identities.opened({one: home.identity_key(own) for one, own in secrets.items()})
    return list(source_records(one for group in told.values() for one in group)), vault


def _timed(work: Callable[[], object]) -> float:
    begun = processor_seconds()
    work()
    return processor_seconds() - begun


def _view(database: str, took: list[_Took], home: Home, clock: datetime) -> View:
    asking, waits, redacting, reading = (median(one) * 1_000 for one in zip(*took, strict=True))
    return View(
        database=database,
        looks=len(took),
        asking=asking,
        redacting=redacting,
        added=asking + redacting,
        reading=reading,
        asking_waits=waits,
        sequencing=_timed(lambda: home.sequence(clock)) * 1_000 / len(took),
    )
