"""One run of what the clock asks for: it does what has woken, and nothing that has not."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import msgspec

from amparo.actions.home import Home, HomeRefused, latest_news
from amparo.actions.ingest import settle
from amparo.actions.people import move_in
from amparo.actions.sending import Sent, send
from amparo.clocks.washington import washington_day
from amparo.duties.telling import State
from amparo.store import deliveries, outgoing


class Step(msgspec.Struct, frozen=True):
    """One thing a run does: what it is called, and the action that does it.

    A step is safe to be cut off anywhere and to be done again: what it has done is in the store.
    """

    name: str
    do: Callable[[Home, datetime, date], Any]


class Did(msgspec.Struct, frozen=True):
    """What one step of a run did."""

    step: str
    did: Any


class Looked(msgspec.Struct, frozen=True):
    """How many records were looked at again, because something was told of them."""

    records: int


def _settle(home: Home, clock: datetime, _today: date) -> Looked:
    return Looked(settle(home, clock))


def _send(home: Home, clock: datetime, today: date) -> Sent:
    return send(home, clock, today)


STEPS: tuple[Step, ...] = (
    Step("look at what was taken in", _settle),
    # What is late climbs its ladder here: each rung is a message that wakes on the rung's day.
    Step("send what has woken", _send),
)
"""What a run does, in this order. News first: a duty that closed today is not told as open."""


def work(home: Home, clock: datetime, until: date | None = None) -> Iterator[Did]:
    """Do one run, step by step, as of now; in a made-up home ``until`` may be a day to come.

    Raises HomeRefused where a real home is asked to live in another day, and as the steps do.
    """
    today = _day(clock, until)
    if deliveries.home_kind() is True:
        move_in(home, clock)  # where nobody has asked anything yet, nobody sits at any desk
    for step in STEPS:
        yield Did(step.name, step.do(home, clock, today))


def _day(clock: datetime, until: date | None) -> date:
    if until is None:
        return washington_day(latest_news(clock))
    if deliveries.home_kind() is not True and until != washington_day(clock):
        raise HomeRefused(
            "--until names another day than today, which only a made-up home can live through."
            " Nothing was done."
        )
    return until


def dead_messages() -> int:
    """How many messages a person must see to."""
    return sum(count for (_, _, state), count in outgoing.counts().items() if state == State.DEAD)
