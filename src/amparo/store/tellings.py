"""What persons told at their desks: each telling one event, sealed and made visible."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec

from amparo.events import ToldAtDesk, read_event, write_event
from amparo.store import sealing
from amparo.store.bulk import MOST_PARAMETERS, append, portions
from amparo.store.deliveries import in_words
from amparo.store.models import Content, Event, Telling

FEED = "desk"
"""The feed that no agency sends: what persons tell."""


class Teller(msgspec.Struct, frozen=True, kw_only=True):
    """Who told something, in which role and office, by which purpose and for which duty, when."""

    person: str
    role: str
    agency: str
    office: str
    purpose: str
    duty: str
    learned_at: datetime

    def said(self) -> dict[str, str]:
        """The same, as the entry of the batch says it."""
        return {**msgspec.structs.asdict(self), "learned_at": in_words(self.learned_at)}


def tell(event: ToldAtDesk, identity: int, ciphertext: bytes | None, teller: Teller) -> int:
    """Seal one event that a person told; its entry. Call it inside a transaction.

    ``ciphertext`` is what the event commits to in the vault; None where it keeps nothing there.
    """
    body = write_event(event)
    digest = sha256(body).hexdigest()
    content = Content.objects.create(feed=FEED, digest=digest).pk
    says = {"of": "events", "file": digest, "told": teller.said()}
    (number,) = sealing.enter_batches([body], says, content)
    columns = ("id", "identity", "content", "body")
    append("event", columns, [(number, identity, content, body)])
    if ciphertext is not None:
        append("vault", ("event", "identity", "ciphertext"), [(number, identity, ciphertext)])
    entry = number // sealing.PER_BATCH
    Telling.objects.create(content=content, entry=entry, **msgspec.structs.asdict(teller))
    sealing.make_pending(content)
    return entry


def told_for(duties: Iterable[str]) -> list[tuple[Telling, ToldAtDesk]]:
    """What was told for some duties, in the order in which it was told."""
    rows = [
        row
        for portion in portions(duties, MOST_PARAMETERS)
        for row in Telling.objects.filter(duty__in=portion)
    ]
    return [(row, event) for row, _, event in _with_events(sorted(rows, key=_number))]


def teller_of(row: Telling) -> Teller:
    """Who told it, when and for which duty."""
    return Teller(**{name: getattr(row, name) for name in Teller.__struct_fields__})


def every_telling() -> Iterator[tuple[Telling, int, ToldAtDesk]]:
    """Everything that was ever told at a desk, with its identity's number, in order."""
    yield from _with_events(list(Telling.objects.order_by("id")))


def entry_says(body: Mapping[str, Any], row: Telling) -> bool:
    """Whether a batch's entry says of a telling what its row does."""
    return body.get("told") == teller_of(row).said()


def _number(row: Telling) -> int:
    return int(row.pk)


def _with_events(rows: list[Telling]) -> list[tuple[Telling, int, Any]]:
    told = {
        event.content: (event.identity, read_event(bytes(event.body)))
        for portion in portions((row.content for row in rows), MOST_PARAMETERS)
        for event in Event.objects.filter(content__in=portion)
    }
    return [(row, *told[row.content]) for row in rows]
