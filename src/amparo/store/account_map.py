"""The map of all accounts: brought up to date whenever entries get their places."""

from collections.abc import Collection, Iterable, Mapping

import msgspec
from django.db import connection

from amparo.disclosures import value_of
from amparo.ledger.merkle_map import EMPTY, Node, grown
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
        write(grown(changes, read))
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
