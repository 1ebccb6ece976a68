"""Puts entries into the ledger and gives them their place; a checkpoint follows every time."""

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

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
from amparo.store.bulk import append, delete, portions
from amparo.store.taking_turns import portion
from amparo.store.tile_files import Tiles

PER_BATCH = 1024
"""Numbers between one batch's first event and the next one's: a batch holds at most 1,000."""

AT_ONCE = 1_000
"""Entries that are given their places in one transaction: a page may have to wait for it."""

_NONCE = 32


def enter(body: Mapping[str, Any], content: int | None = None) -> int:
    """A new entry, to be sequenced at once unless it belongs to a content not accepted yet."""
    entry = _add(os.urandom(_NONCE), canonical_json(body), content)
    if content is None:
        _let_wait(entry)
    return entry


def _add(nonce: bytes, body: bytes, content: int | None) -> int:
    # Written out, as all that a look needs: the mapper takes longer than the database.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO store_entry (nonce, body, content) VALUES (%s, %s, %s) RETURNING id",
            [nonce, body, content],
        )
        return int(cursor.fetchone()[0])


def _let_wait(entry: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO store_pending (entry) VALUES (%s)", [entry])


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
        entry = _add(nonce, body, content)
        if content is None:
            _let_wait(entry)
        first = entry * PER_BATCH
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

    One at a time: whoever waits for their turn finds that those before them placed their entries
    too, all under one checkpoint. After a large delivery many wait: they are placed in portions,
    each with a checkpoint.
    """
    latest, placed, until = None, AT_ONCE, None
    while placed == AT_ONCE:
        with portion():
            _one_sequencer_at_a_time()
            until = until or last_entry()
            checkpoint, placed = _sequence_some(key, origin, now, until)
        latest = checkpoint or latest
    return latest


class _Waiting(NamedTuple):
    """An entry without a place yet."""

    entry: int
    nonce: bytes
    body: bytes
    is_look: bool


_THAT_WAIT = (
    "SELECT e.id, e.nonce, e.body, d.entry IS NOT NULL FROM store_pending p"
    " JOIN store_entry e ON e.id = p.entry LEFT JOIN store_disclosure d ON d.entry = p.entry"
    " WHERE p.entry <= %s ORDER BY p.entry LIMIT %s"
)


def _sequence_some(
    key: SigningKey, origin: str, now: datetime, until: int
) -> tuple[Checkpoint | None, int]:
    """Place the first entries that wait, up to one; the checkpoint, and how many they were."""
    waiting = _waiting(until)
    if not waiting:
        return None, 0
    placed = list(waiting)
    # Whoever holds the checkpoint can later be shown that no account was cut short. A look at
    # nobody enters the map too: the ledger's size must not tell whether a child is there.
    looks = [one.entry for one in waiting if one.is_look]
    if looks:
        nonce, body = os.urandom(_NONCE), canonical_json(account_map.grow(looks))
        placed.append(_Waiting(_add(nonce, body, None), nonce, body, is_look=False))
    frontier = latest_frontier()
    append(
        "sequenced",
        ("position", "entry", "sealed_at"),
        [(frontier.size + place, one.entry, now) for place, one in enumerate(placed)],
    )
    grown = frontier.append(leaf_hashes([entry_commitment(one.nonce, one.body) for one in placed]))
    checkpoint = Checkpoint(origin, grown.size, grown.root())
    _sign(checkpoint, grown, key)
    delete("pending", "entry", [one.entry for one in waiting])
    return checkpoint, len(waiting)


def _waiting(until: int) -> list[_Waiting]:
    with connection.cursor() as cursor:
        cursor.execute(_THAT_WAIT, [until, AT_ONCE])
        rows = cursor.fetchall()
    return [
        _Waiting(entry, bytes(nonce), bytes(body), bool(look)) for entry, nonce, body, look in rows
    ]


def _sign(checkpoint: Checkpoint, grown: Frontier, key: SigningKey) -> None:
    note = str(signed(checkpoint, key))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO store_checkpoint (size, note, frontier) VALUES (%s, %s, %s)",
            [grown.size, note, msgspec.json.encode(grown)],
        )


def latest_frontier() -> Frontier:
    """The tree as of the latest checkpoint; empty before the first."""
    latest = _latest_checkpoint()
    return msgspec.json.decode(latest[2], type=Frontier) if latest else Frontier()


def latest_note() -> str | None:
    """The latest signed checkpoint."""
    latest = _latest_checkpoint()
    return latest[1] if latest else None


def _latest_checkpoint() -> tuple[int, str, bytes] | None:
    """Size, note and frontier in one row: in between somebody may sign a later one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT size, note, frontier FROM store_checkpoint ORDER BY size DESC LIMIT 1"
        )
        row = cursor.fetchone()
    return (row[0], row[1], bytes(row[2])) if row else None


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
    latest = _latest_checkpoint()
    # Whoever wrote before us may have written ours too.
    if latest is None or held.note() == latest[1]:
        return
    size, note, _ = latest
    done = held.size()
    for some in _commitments_at(done, size):
        files = grow(held, done, some)
        for path, text in files.items():
            held.write(path, text)
        for path in superseded(done, done + len(some)):
            (folder / path).unlink(missing_ok=True)
        done += len(some)
    held.write("checkpoint", note.encode())


def _commitments_at(start: int, stop: int) -> Iterator[list[bytes]]:
    """The commitments at some positions of the ledger, in order, in portions."""
    for first in range(start, stop, 65_536):
        with connection.cursor() as cursor:
            cursor.execute(_AT_POSITIONS, [first, min(first + 65_536, stop)])
            rows = cursor.fetchall()
        yield [entry_commitment(bytes(nonce), bytes(body)) for nonce, body in rows]


_AT_POSITIONS = (
    "SELECT e.nonce, e.body FROM store_sequenced s JOIN store_entry e ON e.id = s.entry"
    " WHERE s.position >= %s AND s.position < %s ORDER BY s.position"
)


def _one_sequencer_at_a_time() -> None:
    """SQLite has one writer; PostgreSQL is asked for a lock that ends with the transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [0x414D5041524F])
