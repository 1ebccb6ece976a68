"""Reads every account of who looked again, and says which is not as the ledger has it."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from itertools import groupby
from typing import Any, NamedTuple

import msgspec
from django.db import connection

from amparo.clocks.washington import washington_day
from amparo.disclosures import (
    FIRST,
    links_root,
    next_link,
    own_key,
    place_of,
    read_entry,
    said,
    value_of,
)
from amparo.ledger.merkle_map import root_of
from amparo.store import models, people
from amparo.store.bulk import as_bytes


class Trouble(NamedTuple):
    """Where something is not as it was sealed, and what is wrong with it."""

    where: str
    what: str


class _Sealed(msgspec.Struct, frozen=True):
    """A disclosure's entry: what its links commit to, and what it says of them."""

    said: bytes
    row: tuple[str, str, str, bool, date]
    says: dict[str, Any]


def troubles() -> Iterator[Trouble]:
    """Every way in which the accounts, the people and the rules differ from the ledger."""
    sealed = dict(_disclosures())
    yield from _rows_beside(sealed)
    yield from _links(sealed)
    yield from _chains(sealed)
    yield from _map()
    yield from _policies()
    entered = {entry: body for kind in people.KINDS for entry, body in _bodies(kind)}
    for kind, entry in people.unlike_their_entries(entered):
        yield Trouble(f"{kind} of entry {entry}", "it stands otherwise than the ledger says")


def _disclosures() -> Iterator[tuple[int, _Sealed]]:
    """The ledger's disclosures, by entry."""
    for entry, body in _bodies("disclosure"):
        told = read_entry(body)
        day = washington_day(told.at)
        row = (told.person, str(told.action), str(told.purpose), told.answer == "grant", day)
        yield entry, _Sealed(said(body), row, msgspec.json.decode(body, type=dict[str, Any]))


def _bodies(kind: str) -> Iterator[tuple[int, bytes]]:
    """The entries of one kind, in order. The kind stands in the body; the database only narrows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, body FROM store_entry ORDER BY id")
        while rows := cursor.fetchmany(2_000):
            for entry, body in rows:
                text = as_bytes(body)
                if f'"entry":"{kind}"'.encode() in text:
                    yield entry, text


def _rows_beside(sealed: dict[int, _Sealed]) -> Iterator[Trouble]:
    """What budgets count by says the same as the entries."""
    left = dict(sealed)
    for row in models.Disclosure.objects.all():
        entry = left.pop(row.entry, None)
        told = (row.person, row.action, row.purpose, row.granted, row.day)
        if entry is None or entry.row != told:
            yield Trouble(f"disclosure {row.entry}", "it stands otherwise than the ledger says")
    for missing in left:
        yield Trouble(f"disclosure {missing}", "it is gone")


def _links(sealed: dict[int, _Sealed]) -> Iterator[Trouble]:
    """Every entry chains as many accounts as it says, and exactly those."""
    rows = models.Account.objects.order_by("entry", "child").values_list("entry", "link")
    chained = {entry: [bytes(link) for _, link in group] for entry, group in groupby(rows, _first)}
    for entry, one in sealed.items():
        links = chained.pop(entry, [])
        if len(links) != one.says.get("children", 0):
            yield Trouble(
                f"disclosure {entry}", "it is missing from an account, or in one too many"
            )
        elif links and links_root(links).hex() != one.says.get("links"):
            yield Trouble(f"disclosure {entry}", "the accounts it is chained to were altered")
    for entry in chained:
        yield Trouble(f"disclosure {entry}", "it stands in an account and not in the ledger")


def _chains(sealed: dict[int, _Sealed]) -> Iterator[Trouble]:
    """Each account is a chain without a gap, from its first disclosure to its head."""
    secrets = {one.child: bytes(one.secret) for one in models.AccountKey.objects.all()}
    heads = {one.child: one for one in models.AccountHead.objects.all()}
    rows = models.Account.objects.order_by("child", "number")
    columns = ("child", "number", "entry", "previous", "link")
    for child, account in groupby(rows.values_list(*columns), _first):
        if child not in secrets:
            yield Trouble(f"account of {child}", "its key is gone")
            continue
        key = own_key(secrets[child], child)
        yield from _chain(child, key, list(account), heads.pop(child, None), sealed)
    for child, held in heads.items():
        if held.number and child in secrets:
            yield Trouble(f"account of {child}", "it is gone")


def _chain(
    child: str,
    key: bytes,
    account: list[tuple[Any, ...]],
    end: models.AccountHead | None,
    sealed: dict[int, _Sealed],
) -> Iterator[Trouble]:
    number, head = 0, FIRST
    for _, told, entry, previous, link in account:
        whole = told == number + 1 and bytes(previous) == head and entry in sealed
        if not whole or bytes(link) != next_link(key, told, head, sealed[entry].said):
            yield Trouble(f"account of {child}", f"its disclosure {told} was altered")
        number, head = told, bytes(link)
    if end is None or (end.number, bytes(end.head), bytes(end.place)) != (
        number,
        head,
        place_of(key),
    ):
        yield Trouble(f"account of {child}", "it does not end where its head says")


def _map() -> Iterator[Trouble]:
    """The latest map of accounts in the ledger is the one that the accounts make."""
    if models.Pending.objects.exists():
        return  # what waits for its place is not in the map yet
    entered = [msgspec.json.decode(body, type=dict[str, Any]) for _, body in _bodies("accounts")]
    heads = models.AccountHead.objects.filter(number__gt=0)
    held = {bytes(one.place): value_of(one.number, bytes(one.head)) for one in heads}
    latest = entered[-1]["root"] if entered else None
    if (latest or held) and root_of(held).hex() != latest:
        yield Trouble("accounts", "they are not those of the latest map in the ledger")


def _policies() -> Iterator[Trouble]:
    """The rules kept under a digest are the rules with that digest, and are found by it."""
    entered: dict[str, set[int]] = {}
    for entry, body in _bodies("policies"):
        says = msgspec.json.decode(body, type=dict[str, Any])
        entered.setdefault(says["digest"], set()).add(entry)
        if sha256(says["text"].encode()).hexdigest() != says["digest"]:
            yield Trouble(f"rules of entry {entry}", "they are not those of their digest")
    for digest, entry in models.PolicySet.objects.values_list("digest", "entry"):
        if entry not in entered.pop(digest, set()):
            yield Trouble(
                f"rules {digest[:16]}", "they are kept under another entry than their own"
            )
    for digest in entered:
        yield Trouble(f"rules {digest[:16]}", "they can no longer be found by their digest")


def _first(row: tuple[Any, ...]) -> Any:
    return row[0]
