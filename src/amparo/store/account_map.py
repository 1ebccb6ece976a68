"""The map of all accounts: brought up to date whenever entries get their places."""

from collections.abc import Collection, Iterable, Mapping
from functools import partial

import msgspec
from django.db import connection

from amparo.disclosures import value_of
from amparo.ledger.merkle_map import EMPTY, Node, grown
from amparo.store.bulk import ask

_encode = msgspec.json.encode
_decode = msgspec.json.Decoder(Node).decode


def grow(entries: Iterable[int]) -> dict[str, object]:
    """Take in the accounts that some entries lengthened; what the ledger says of the map then.

    Call it inside the transaction that places the entries.
    """
    lengthened = _lengthened(entries)
    changes = {place: value_of(number, head) for place, number, head, _ in lengthened}
    rows = _rows(_ways(changes) | {"", _COUNT})
    before = int(rows.pop(_COUNT)) if _COUNT in rows else _counted()
    held = {path: _decode(node) for path, node in rows.items()}
    fresh = grown(changes, partial(_reading_ahead, held)) if changes else {}
    accounts = before + sum(first == 1 for *_, first in lengthened)
    if fresh:
        kept = {path: _encode(node) for path, node in fresh.items()}
        _write({**kept, _COUNT: str(accounts).encode()})
    top = fresh.get("") or held.get("")
    return {"entry": "accounts", "accounts": accounts, "root": (top.hash if top else EMPTY).hex()}


def root() -> bytes:
    """The root over every account's length and last link, 32 bytes."""
    top = read([""])
    return top[""].hash if top else EMPTY


def read(paths: Collection[str]) -> Mapping[str, Node]:
    """Those of some places that are kept."""
    return {path: _decode(node) for path, node in _rows(paths).items()}


def _rows(paths: Collection[str]) -> dict[str, bytes]:
    question = "SELECT path, node FROM store_accountnode WHERE path IN ({})"
    return {path: bytes(node) for path, node in ask(question, list(paths))}


_COUNT = "accounts"
"""Kept beside the places, none of which is called so: how many accounts the map has."""

_AHEAD = 24
"""So many depths are asked for at once: few places lie deeper before there are millions."""


def _ways(places: Iterable[bytes]) -> set[str]:
    """What lies on the way of some places, and beside it, down to the depth that is read ahead."""
    bits = [f"{int.from_bytes(place[:4]):032b}"[:_AHEAD] for place in places]
    return {way[:depth] + side for way in bits for depth in range(len(way)) for side in "01"}


def _reading_ahead(held: Mapping[str, Node], paths: Collection[str]) -> Mapping[str, Node]:
    """Reads as ``read`` does, and asks only for what was not read ahead."""
    deeper = [path for path in paths if len(path) > _AHEAD]
    found = {path: held[path] for path in paths if path in held}
    return {**found, **read(deeper)} if deeper else found


def _write(rows: Mapping[str, bytes]) -> None:
    keeps = "ON CONFLICT (path) DO UPDATE SET node = excluded.node"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            at_once = "SELECT * FROM unnest(%s::varchar[], %s::bytea[])"
            question = f"INSERT INTO store_accountnode (path, node) {at_once} {keeps}"
            cursor.execute(question, [list(rows), list(rows.values())])
            return
        cursor.executemany(
            f"INSERT INTO store_accountnode (path, node) VALUES (%s, %s) {keeps}",  # noqa: S608
            list(rows.items()),
        )


def _counted() -> int:
    """How many accounts began in entries that have their places: of a map without its count."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM store_account a WHERE a.number = 1 AND EXISTS"
            " (SELECT 1 FROM store_sequenced s WHERE s.entry = a.entry)"
        )
        return int(cursor.fetchone()[0])


def _lengthened(entries: Iterable[int]) -> list[tuple[bytes, int, bytes, int]]:
    """Place, length and last link of each account, and its first number among some entries."""
    question = (
        "SELECT h.place, h.number, h.head, min(a.number) FROM store_account a"
        " JOIN store_accounthead h ON h.child = a.child WHERE a.entry IN ({})"
        " GROUP BY h.place, h.number, h.head"
    )
    rows = ask(question, list(entries))
    return [(bytes(place), number, bytes(head), first) for place, number, head, first in rows]
