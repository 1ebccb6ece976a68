"""The map of all accounts: brought up to date whenever entries get their places."""

from collections.abc import Collection, Iterable, Mapping

import msgspec
from django.db import connection

from amparo.disclosures import value_of
from amparo.ledger.merkle_map import EMPTY, Node, Read, grown
from amparo.store import models
from amparo.store.bulk import ask

_encode = msgspec.json.encode
_decode = msgspec.json.Decoder(Node).decode


def grow(entries: Iterable[int]) -> dict[str, object]:
    """Take in the accounts that some entries lengthened; what the ledger says of the map then.

    Call it inside the transaction that places the entries.
    """
    changes = _changed(entries)
    if changes:
        write(grown(changes, _reading_ahead(changes)))
    accounts = models.AccountHead.objects.filter(number__gt=0).count()
    return {"entry": "accounts", "accounts": accounts, "root": root().hex()}


def root() -> bytes:
    """The root over every account's length and last link, 32 bytes."""
    top = read([""])
    return top[""].hash if top else EMPTY


def read(paths: Collection[str]) -> Mapping[str, Node]:
    """Those of some places that are kept."""
    question = "SELECT path, node FROM store_accountnode WHERE path IN ({})"
    return {path: _decode(bytes(node)) for path, node in ask(question, list(paths))}


_AHEAD = 24
"""So many depths are asked for at once: few places lie deeper before there are millions."""


def _reading_ahead(places: Iterable[bytes]) -> Read:
    """Reads as ``read`` does, in one question for most of what lies on the way of some places."""
    bits = [f"{int.from_bytes(place[:4]):032b}"[:_AHEAD] for place in places]
    ways = {way[:depth] + side for way in bits for depth in range(len(way)) for side in "01"}
    held = read(ways | {""})

    def kept(paths: Collection[str]) -> Mapping[str, Node]:
        deeper = [path for path in paths if len(path) > _AHEAD]
        found = {path: held[path] for path in paths if path in held}
        return {**found, **read(deeper)} if deeper else found

    return kept


def write(nodes: Mapping[str, Node]) -> None:
    """Keep places anew."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO store_accountnode (path, node) VALUES (%s, %s)"
            " ON CONFLICT (path) DO UPDATE SET node = excluded.node",
            [(path, _encode(node)) for path, node in nodes.items()],
        )


def _changed(entries: Iterable[int]) -> dict[bytes, bytes]:
    question = (
        "SELECT DISTINCT h.place, h.number, h.head FROM store_account a"
        " JOIN store_accounthead h ON h.child = a.child WHERE a.entry IN ({})"
    )
    found = ask(question, list(entries))
    return {bytes(place): value_of(number, bytes(head)) for place, number, head in found}
