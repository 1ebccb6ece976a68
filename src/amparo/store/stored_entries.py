"""The ledger's entries with their bodies, as they are kept."""

from collections.abc import Iterator

import msgspec
from django.db import connection

from amparo.store.bulk import as_bytes
from amparo.store.sealing import PER_BATCH


class Kept(msgspec.Struct, frozen=True):
    """One entry: its place, its number, what opens its commitment, and its body."""

    position: int
    entry: int
    nonce: bytes
    body: bytes


_ENTRY = (
    "SELECT s.position, e.id, e.nonce, e.body FROM store_sequenced s"
    " JOIN store_entry e ON e.id = s.entry"
)


def entry(number: int) -> Kept | None:
    """One sequenced entry, or None."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_ENTRY} WHERE e.id = %s", [number])
        row = cursor.fetchone()
    return _kept(row) if row else None


def every_entry() -> Iterator[Kept]:
    """Every sequenced entry, in the ledger's order."""
    last = -1
    while True:
        with connection.cursor() as cursor:
            cursor.execute(f"{_ENTRY} WHERE s.position > %s ORDER BY s.position LIMIT 2000", [last])
            rows = cursor.fetchall()
        if not rows:
            return
        last = rows[-1][0]
        yield from map(_kept, rows)


def batch(entry: int) -> list[bytes]:
    """The bodies that a batch's entry seals, in order; none where it is no batch."""
    first = entry * PER_BATCH
    with connection.cursor() as cursor:
        for table in ("event", "ruling"):
            cursor.execute(
                f"SELECT body FROM store_{table} WHERE id >= %s AND id < %s ORDER BY id",  # noqa: S608
                [first, first + PER_BATCH],
            )
            bodies = [as_bytes(body) for (body,) in cursor.fetchall()]
            if bodies:
                return bodies
    return []


def _kept(row: tuple[int, int, bytes, bytes]) -> Kept:
    position, number, nonce, body = row
    return Kept(position, number, as_bytes(nonce), as_bytes(body))


def events_told_with(entry: int) -> dict[tuple[int, int], list[tuple[int, bytes]]]:
    """The rows that a batch's events belong to: by (identity, content), (number, body) in order.

    A row's events may lie in two neighbouring batches; all of them are given.
    """
    first = entry * PER_BATCH
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT identity, content, id, body FROM store_event WHERE (identity, content) IN"
            " (SELECT identity, content FROM store_event WHERE id >= %s AND id < %s) ORDER BY id",
            [first, first + PER_BATCH],
        )
        rows = cursor.fetchall()
    found: dict[tuple[int, int], list[tuple[int, bytes]]] = {}
    for identity, content, number, body in rows:
        found.setdefault((identity, content), []).append((number, as_bytes(body)))
    return found
