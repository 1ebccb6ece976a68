"""Where each message of the outbox is, for those who see to it, and of no child anything."""

from datetime import date, datetime

import msgspec

from amparo.actions.changing import ChangeRefused, allow, as_they_stand, written_down
from amparo.actions.home import Home
from amparo.duties.telling import State
from amparo.purposes.asker import Asker
from amparo.store import outgoing, sealing
from amparo.store.models import Message
from amparo.words.agencies import Role

MAY_SEE = frozenset({Role.OPERATOR, Role.PRIVACY_OFFICER})
"""Who sees where messages are. None of it tells of a child, or which duty a message is about."""

MAY_RETRY = frozenset({Role.OPERATOR})

MOST_SHOWN = 200


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """Where one message is. Which duty it is about is said to its recipient only."""

    message: str
    agency: str
    role: str
    kind: str
    state: str
    wakes_on: date
    attempts: int
    next_try_at: datetime | None
    problem: str
    entry: int | None


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """How many messages are in which state, by desk, and the latest of those asked for."""

    counts: list[tuple[str, str, str, int]]
    messages: list[Where]


def overview(home: Home, asker: Asker, state: State, clock: datetime) -> Overview:
    """How the outbox stands. Raises ChangeRefused to others, once that is entered."""
    with written_down(home, clock, "outbox list", asker.person):
        allow(as_they_stand(asker, clock), MAY_SEE, "sees the outbox", _SHOWN)
        counts = [(*of, count) for of, count in sorted(outgoing.counts().items())]
        shown = [_where(one) for one in outgoing.in_state(state, MOST_SHOWN)]
    return Overview(counts=counts, messages=shown)


def show(home: Home, asker: Asker, number: str, clock: datetime) -> Where:
    """Where one message is. Raises as ``overview`` does."""
    with written_down(home, clock, "outbox show", asker.person):
        allow(as_they_stand(asker, clock), MAY_SEE, "sees the outbox", _SHOWN)
        return _where(_known(number, _SHOWN))


def retry(home: Home, asker: Asker, number: str, clock: datetime) -> Where:
    """Let a dead message be tried again, from its first attempt. Raises as ``overview`` does."""
    with written_down(home, clock, "outbox retry", asker.person):
        allow(as_they_stand(asker, clock), MAY_RETRY, "has messages sent again")
        row = _known(number)
        if row.state != State.DEAD:
            says = f"The message is {row.state}; only a dead one is tried again by hand."
            raise ChangeRefused("not-dead", says)
        sealing.enter({"entry": "message retried", "message": row.pk, "by": asker.person})
        outgoing.note(row.pk, state=State.ACCOUNTED, attempts=0, next_try_at=None)
        return _where(_known(number))


_SHOWN = "shown"


def _known(number: str, nothing: str = "changed") -> Message:
    row = outgoing.message(number)
    if row is None:
        says = "There is no such message (amparo outbox list)."
        raise ChangeRefused("no-such-message", says, nothing)
    return row


def _where(row: Message) -> Where:
    return Where(
        message=row.pk,
        agency=row.agency,
        role=row.role,
        kind=row.kind,
        state=row.state,
        wakes_on=row.wakes_on,
        attempts=row.attempts,
        next_try_at=row.next_try_at,
        problem=row.problem,
        entry=row.entry,
    )
