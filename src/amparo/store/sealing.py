"""Puts entries into the ledger and gives them their place; a checkpoint follows every time."""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from django.db import connection

from amparo.ledger import (
    MOST_IN_A_BATCH,
    Checkpoint,
    Frontier,
    SigningKey,
    canonical_json,
    seal_batch,
    signed,
)
from amparo.ledger.entries import entry_commitment
from amparo.ledger.merkle import leaf_hashes
from amparo.ledger.tiles import grow, superseded
from amparo.store import account_map, models
from amparo.store.bulk import ask, portions
from amparo.store.taking_turns import portion
from amparo.store.tile_files import Tiles

PER_BATCH = 1024
"""Numbers between one batch's first event and the next one's: a batch holds at most 1,000."""

AT_ONCE = 1_000
"""Entries that are given their places in one transaction: a page may have to wait for it."""

_NONCE = 32


def enter(body: Mapping[str, Any], content: int | None = None) -> int:
    """A new entry, to be sequenced at once unless it belongs to a content not accepted yet."""
    entry = models.Entry.objects.create(
        nonce=os.urandom(_NONCE), body=canonical_json(body), content=content
    )
    if content is None:
        models.Pending.objects.create(entry=entry.pk)
    return entry.pk


def last_entry() -> int:
    """The number of the last entry, sequenced or not; 0 before the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM store_entry")
        (found,) = cursor.fetchone()
    return found or 0


def enter_batches(
    bodies: Sequence[bytes], says: Mapping[str, Any], content: int | None
) -> list[int]:
    """Seal bodies in batches; the numbers of the events (or rulings), in the same order."""
    numbers: list[int] = []
    for some in portions(bodies, MOST_IN_A_BATCH):
        nonce = os.urandom(_NONCE)
        body = seal_batch(some, nonce).body(says)
        entry = models.Entry.objects.create(nonce=nonce, body=body, content=content)
        if content is None:
            models.Pending.objects.create(entry=entry.pk)
        first = entry.pk * PER_BATCH
        numbers.extend(range(first, first + len(some)))
    return numbers


def make_pending(content: int) -> None:
    """The entries of a content just accepted wait for their places."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO store_pending (entry) SELECT id FROM store_entry WHERE content = %s",
            [content],
        )


def sequence(key: SigningKey, origin: str, now: datetime) -> Checkpoint | None:
    """Give every entry that waits its place and sign a checkpoint; None where nothing waited.

    After a large delivery many wait: they are placed in portions, each with a checkpoint.
    """
    until, latest, placed = last_entry(), None, AT_ONCE
    while placed == AT_ONCE:
        with portion():
            checkpoint, placed = _sequence_some(key, origin, now, until)
        latest = checkpoint or latest
    return latest


def _sequence_some(
    key: SigningKey, origin: str, now: datetime, until: int
) -> tuple[Checkpoint | None, int]:
    """Place the first entries that wait, up to one; the checkpoint, and how many they were."""
    _one_sequencer_at_a_time()
    first = models.Pending.objects.filter(entry__lte=until).order_by("entry")[:AT_ONCE]
    waiting = list(first.values_list("entry", flat=True))
    placed = len(waiting)
    if not waiting:
        return None, 0
    # Whoever holds the checkpoint can later be shown that no account was cut short. A look at
    # nobody enters the map too: the ledger's size must not tell whether a child is there.
    if models.Disclosure.objects.filter(entry__in=waiting).exists():
        waiting.append(enter(account_map.grow(waiting)))
    frontier = latest_frontier()
    commitments = [commitment for _, commitment in commitments_of(waiting)]
    models.Sequenced.objects.bulk_create(
        models.Sequenced(position=frontier.size + place, entry=entry, sealed_at=now)
        for place, entry in enumerate(waiting)
    )
    grown = frontier.append(leaf_hashes(commitments))
    checkpoint = Checkpoint(origin, grown.size, grown.root())
    models.Checkpoint.objects.create(
        size=grown.size,
        note=str(signed(checkpoint, key)),
        frontier=msgspec.json.encode(grown),
    )
    models.Pending.objects.filter(entry__in=waiting).delete()
    return checkpoint, placed


def latest_frontier() -> Frontier:
    """The tree as of the latest checkpoint; empty before the first."""
    latest = models.Checkpoint.objects.order_by("-size").first()
    return msgspec.json.decode(bytes(latest.frontier), type=Frontier) if latest else Frontier()


def latest_note() -> str | None:
    """The latest signed checkpoint."""
    return models.Checkpoint.objects.order_by("-size").values_list("note", flat=True).first()


_COUNTED = ("batch", "delivery", "expungement", "identity", "duty")
_TELLING = (
    *(f'"entry":"{kind}"'.encode() for kind in _COUNTED),
    b'"command":"outbox send"',  # a desk was told: the one look that is counted
)


def nothing_told_since(position: int) -> bool:
    """Whether nothing that is counted has entered the ledger from a position on.

    Snapshots, looks and who may ask change no figure; what is done for a duty does.
    """
    since = models.Sequenced.objects.filter(position__gte=position).values("entry")
    bodies = models.Entry.objects.filter(pk__in=since).values_list("body", flat=True)
    return not any(kind in bytes(body) for body in bodies.iterator() for kind in _TELLING)


def commitments_of(entries: Iterable[int]) -> list[tuple[int, bytes]]:
    """(entry, commitment) of some entries, in the order of their numbers."""
    question = "SELECT id, nonce, body FROM store_entry WHERE id IN ({})"
    rows = sorted(ask(question, list(entries)))
    return [(entry, entry_commitment(bytes(nonce), bytes(body))) for entry, nonce, body in rows]


def write_tiles(folder: Path) -> None:
    """Bring the tiles on the disk up to the latest checkpoint; they follow from the entries.

    A crash between the two leaves tiles behind the checkpoint, never before it. Raises OSError
    where tiles that are needed are gone or cut short.
    """
    held = Tiles(folder)
    with held.one_writer():
        try:
            _write_tiles(folder, held)
        except (KeyError, ValueError) as wrong:
            raise OSError(
                f"The ledger's tiles in {folder} cannot grow: {wrong.args[0]} They follow from what"
                " is in the database: move the folder aside, and they are written anew."
            ) from wrong


def _write_tiles(folder: Path, held: Tiles) -> None:
    # One row: between two questions somebody may sign a later checkpoint, and the tiles would
    # grow past the one that is written beside them.
    latest = models.Checkpoint.objects.order_by("-size").first()
    if latest is None:
        return
    done = held.size()
    for some in _positions(done, latest.size):
        files = grow(held, done, [commitment for _, commitment in commitments_of(some)])
        for path, text in files.items():
            held.write(path, text)
        for path in superseded(done, done + len(some)):
            (folder / path).unlink(missing_ok=True)
        done += len(some)
    held.write("checkpoint", latest.note.encode())


def _positions(start: int, stop: int) -> Iterable[list[int]]:
    """The entries at some positions of the ledger, in order, in portions."""
    for first in range(start, stop, 65_536):
        last = min(first + 65_536, stop)
        found = models.Sequenced.objects.filter(position__gte=first, position__lt=last)
        yield list(found.order_by("position").values_list("entry", flat=True))


def _one_sequencer_at_a_time() -> None:
    """SQLite has one writer; PostgreSQL is asked for a lock that ends with the transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [0x414D5041524F])
