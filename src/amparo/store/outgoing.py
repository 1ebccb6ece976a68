"""What is to be told to whom, what was told, and how far each message has come."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from django.db import connection
from django.db.models import Count, Max, Q, QuerySet

from amparo.duties.desks import Desk
from amparo.duties.telling import CORRECTIONS, Kind, Last, Next, State
from amparo.store import models
from amparo.store.bulk import append, portions

Told = tuple[str, str, str]
"""Which duty is told of: gap, anchor and role."""

_OWED = ("id", "identity", "gap", "anchor", "role", "agency", "kind", "nth", "wakes_on", "state")


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """A message to be born: of which duty, on which identity it hangs, what, and when it wakes."""

    told: Told
    identity: int
    agency: str
    next: Next
    nth: int


class Held(msgspec.Struct):
    """What was told last of one duty, as the how-manieth, and the message that still waits."""

    identity: int
    agency: str
    last: Last | None = None
    nth: int = 0
    waiting: str | None = None
    coming: Next | None = None


def held(identities: Collection[int]) -> dict[Told, Held]:
    """What was told, and what waits, of all that hangs on some identities."""
    found: dict[Told, Held] = {}
    for portion in portions(identities, 5_000):
        for row in models.Message.objects.filter(identity__in=portion).order_by("nth"):
            told = (row.gap, row.anchor, row.role)
            of = found.setdefault(told, Held(row.identity, row.agency))
            if row.kind in CORRECTIONS:
                of.nth = row.nth  # it says nothing of whether the duty is there
            elif row.state == State.WAITING:
                of.waiting, of.coming = row.pk, Next(Kind(row.kind), row.wakes_on)
            else:
                of.last, of.nth = Last(Kind(row.kind), row.wakes_on), row.nth
    return found


def bear(owed: Iterable[Owed]) -> None:
    """Add messages that wait. Call it in the transaction of what they tell of."""
    rows = (
        (
            uuid.uuid4().hex,
            one.identity,
            *one.told,
            one.agency,
            str(one.next.kind),
            one.nth,
            one.next.wakes_on.isoformat(),
            str(State.WAITING),
            0,
            "",
        )
        for one in owed
    )
    append("message", (*_OWED, "attempts", "problem"), rows)


def bear_correction(  # noqa: PLR0917  # of what, to whom, when and how
    gap: str,
    anchor: str,
    identity: int,
    desks: Iterable[Desk],
    day: date,
    kind: Kind = Kind.FACT_CORRECTED,
) -> None:
    """Add messages that a fact told for a finding was wrong, beside all else that waits of it.

    Of a record that was shown and was two children's: no gap, and the look's name as the anchor.
    """
    for desk in desks:
        told = (gap, anchor, str(desk.role))
        before = models.Message.objects.filter(gap=gap, anchor=anchor, role=desk.role)
        nth = before.aggregate(Max("nth"))["nth__max"] or 0
        coming = Next(kind, day)
        bear([Owed(told=told, identity=identity, agency=desk.agency, next=coming, nth=nth + 1)])


def look_name(entry: int) -> str:
    """How a message names the look that it corrects, by the look's entry in the ledger."""
    return f"{_LOOK}{entry}"


def look_of(message: models.Message) -> int | None:
    """The entry of the look that a message corrects; None for a message about a duty."""
    about = message.anchor
    return int(about.removeprefix(_LOOK)) if message.kind == Kind.RECORD_CORRECTED else None


_LOOK = "entry/"


def forget(waiting: Iterable[str]) -> None:
    """Drop messages that nobody was told yet, and that are not so any more."""
    for portion in portions(waiting, 5_000):
        models.Message.objects.filter(pk__in=portion, state=State.WAITING).delete()


def due(day: date) -> list[models.Message]:
    """The messages that have woken by a day and are not accounted for yet."""
    found = models.Message.objects.filter(state=State.WAITING, wakes_on__lte=day)
    return list(found.order_by("wakes_on", "id"))


def one_at_a_time() -> None:
    """Until the transaction ends nobody else bears messages or accounts for any."""
    if connection.vendor == "postgresql":  # SQLite has one writer at a time anyway
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [0x4F5554424F58])


def still_waiting(messages: Sequence[models.Message]) -> list[models.Message]:
    """Those that nobody else has accounted for meanwhile."""
    numbers = [one.pk for one in messages]
    waiting = set[str]()
    for portion in portions(numbers, 5_000):
        rows = models.Message.objects.filter(pk__in=portion, state=State.WAITING)
        waiting |= set(rows.values_list("id", flat=True))
    return [one for one in messages if one.pk in waiting]


def account_for(messages: Iterable[str], entry: int, day: date) -> None:
    """That a ledger entry accounts for messages: from now on they may leave, and must."""
    for portion in portions(messages, 5_000):
        models.Message.objects.filter(pk__in=portion).update(
            state=State.ACCOUNTED, entry=entry, told_on=day
        )


def to_send(now: datetime) -> QuerySet[models.Message]:
    """What is accounted for and has not left, but for what waits for its next attempt."""
    waited = Q(next_try_at=None) | Q(next_try_at__lte=now)
    return models.Message.objects.filter(waited, state=State.ACCOUNTED).order_by("id")


def told(gaps: Iterable[str], kinds: Iterable[Kind]) -> Iterator[models.Message]:
    """What desks were told of some gaps, of some kinds; what is accounted for counts as told."""
    left = models.Message.objects.exclude(entry=None).exclude(state=State.DEAD)
    found = left.filter(gap__in=sorted(gaps), kind__in=sorted(kinds))
    return found.order_by("id").iterator(chunk_size=20_000)


def note_sent(messages: Collection[str]) -> None:
    """That messages were handed over."""
    for portion in portions(messages, 5_000):
        models.Message.objects.filter(pk__in=portion).update(state=State.SENT, problem="")


def note(message: str, **columns: Any) -> None:
    """How far one message has come."""
    models.Message.objects.filter(pk=message).update(**columns)


def message(number: str) -> models.Message | None:
    """The message of a number."""
    return models.Message.objects.filter(pk=number).first()


def in_state(state: State, most: int) -> list[models.Message]:
    """The messages in one state, the latest to wake first."""
    found = models.Message.objects.filter(state=state).order_by("-wakes_on", "id")
    return list(found[:most])


def counts() -> dict[tuple[str, str, str], int]:
    """How many messages there are, by agency, role and state."""
    rows = models.Message.objects.values_list("agency", "role", "state").annotate(Count("id"))
    return {(agency, role, state): count for agency, role, state, count in rows}


def known_now(messages: Iterable[models.Message]) -> dict[tuple[str, str], models.Finding]:
    """The findings that messages are about, as known now, by gap and anchor."""
    found = {}
    for portion in portions({one.identity for one in messages}, 5_000):
        rows = models.Finding.objects.filter(identity__in=portion, known_to=None)
        found.update({(row.gap, row.anchor): row for row in rows.exclude(basis="sealed")})
    return found
