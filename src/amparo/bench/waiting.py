"""A page that is looked at all the while: how long its reader waits when the home is at work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from statistics import median, quantiles
from time import perf_counter, sleep

import msgspec

from amparo.actions.asking import Question
from amparo.actions.home import Home, close_home, open_home
from amparo.actions.people import who_asks
from amparo.actions.show import show
from amparo.purposes import Action
from amparo.settings import Settings
from amparo.store import children
from amparo.words.agencies import Role

_PAUSE = 0.2
"""Seconds a reader takes before the next page."""


class Waits(msgspec.Struct, frozen=True, kw_only=True):
    """How long pages waited for a record and for its disclosure to be written, in milliseconds."""

    looks: int
    median: float
    p95: float
    longest: float


@contextmanager
def looked_at_meanwhile(settings: Settings) -> Iterator[Callable[[], Waits]]:
    """An inspector, in a process of their own, who reads one record after another meanwhile.

    Gives a function that answers, once the work is done, how long the pages waited.
    """
    # A new process, not a copy: a copy would share this one's connection to the database.
    fresh = get_context("spawn")
    ours, theirs = fresh.Pipe()
    reader = fresh.Process(target=_read_on, args=(settings, theirs), daemon=True)
    reader.start()
    theirs.close()  # so that we notice should the reader give up
    ours.recv()  # it is ready
    took: list[float] = []
    try:
        yield lambda: _waits(took)
    finally:
        ours.send("enough")
        took.extend(ours.recv())
        reader.join()


def _read_on(settings: Settings, pipe: Connection) -> None:
    home = open_home(settings)
    took: list[float] = []
    every = children.everyone()
    _page(home, every[0])  # the first one reads the rules, as a server does when it starts
    pipe.send("ready")
    while not pipe.poll():
        took.append(_page(home, every[len(took) % len(every)]))
        sleep(_PAUSE)
    close_home()
    pipe.send(took)


def _page(home: Home, child: str) -> float:
    """Milliseconds until a record is shown, its disclosure written."""
    started, clock = perf_counter(), datetime.now(UTC)
    asker = who_asks(home, clock, Role.INSPECTOR, Role.INSPECTOR)
    show(home, Question(asker=asker, command="bench", action=Action.READ), child, clock)
    return (perf_counter() - started) * 1_000


def _waits(took: list[float]) -> Waits:
    return Waits(
        looks=len(took),
        median=median(took),
        p95=quantiles(took, n=20)[-1] if len(took) > 1 else took[0],
        longest=max(took),
    )
