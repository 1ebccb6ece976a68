"""Reads every account of who looked again, and says which is not as the ledger has it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from hashlib import sha256
from itertools import groupby
from typing import Any

import msgspec
from django.db import connection

from amparo.clocks.washington import washington_day
from amparo.disclosures import (
    FIRST,
    Disclosed,
    follows,
    links_root,
    next_link,
    own_key,
    place_of,
    read_entry,
    said,
    value_of,
)
from amparo.ledger.merkle_map import root_of
from amparo.purposes.rules import RulesWrong, restored
from amparo.store import models, people, services
from amparo.store.bulk import as_bytes
from amparo.store.problem import Problem


class _Sealed(msgspec.Struct, frozen=True):
    """A disclosure's entry: what it tells, what its links commit to, what it says of them."""

    told: Disclosed
    said: bytes
    says: dict[str, Any]

    @property
    def row(self) -> tuple[str, str, str, bool, date]:
        """What budgets count by."""
        told = self.told
        day = washington_day(told.at)
        return told.person, told.action, told.purpose, told.answer == "grant", day


_READ_HERE = ("disclosure", "accounts", "policies", *people.KINDS, *services.KINDS)
_Entered = dict[str, dict[int, bytes]]
"""The ledger's entries that are read here, by kind and number, in order."""


def problems() -> Iterator[Problem]:
    """Every way in which the accounts, the people and the rules differ from the ledger."""
    entered = _entered()
    sealed = {entry: _sealed(body) for entry, body in entered["disclosure"].items()}
    yield from _rows_beside(sealed)
    yield from _links(sealed)
    yield from _chains(sealed)
    yield from _map(entered["accounts"])
    yield from _policies(entered["policies"])
    yield from _decisions(sealed, entered["policies"])
    of_people = {entry: body for kind in people.KINDS for entry, body in entered[kind].items()}
    for kind, entry in people.unlike_their_entries(of_people):
        yield Problem(f"{kind} of entry {entry}", "it stands otherwise than the ledger says")
    for kind, entry in services.unlike_their_entries(entered):
        yield Problem(f"{kind} of entry {entry}", "it stands otherwise than the ledger says")


def _entered() -> _Entered:
    found: _Entered = {kind: {} for kind in _READ_HERE}
    last = -1
    while rows := _entries_after(last):
        last = rows[-1][0]
        for entry, body in rows:
            kind = msgspec.json.decode(body, type=_Kind).entry
            if kind in found:
                found[kind][entry] = body
    return found


class _Kind(msgspec.Struct):
    entry: str


def _entries_after(last: int) -> list[tuple[int, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, body FROM store_entry WHERE id > %s ORDER BY id LIMIT 2000", [last]
        )
        return [(entry, as_bytes(body)) for entry, body in cursor.fetchall()]


def _sealed(body: bytes) -> _Sealed:
    says = msgspec.json.decode(body, type=dict[str, Any])
    return _Sealed(told=read_entry(body), said=said(body), says=says)


def _rows_beside(sealed: dict[int, _Sealed]) -> Iterator[Problem]:
    """What budgets count by says the same as the entries."""
    left = dict(sealed)
    for row in models.Disclosure.objects.all():
        entry = left.pop(row.entry, None)
        told = (row.person, row.action, row.purpose, row.granted, row.day)
        if entry is None or entry.row != told:
            yield Problem(f"disclosure {row.entry}", "it stands otherwise than the ledger says")
    for missing in left:
        yield Problem(f"disclosure {missing}", "it is gone")


def _links(sealed: dict[int, _Sealed]) -> Iterator[Problem]:
    """Every entry chains as many accounts as it says, and exactly those."""
    rows = models.Account.objects.order_by("entry", "child").values_list("entry", "link")
    chained = {entry: [bytes(link) for _, link in group] for entry, group in groupby(rows, _first)}
    for entry, one in sealed.items():
        links = chained.pop(entry, [])
        if len(links) != one.says.get("children", 0):
            yield Problem(
                f"disclosure {entry}", "it is missing from an account, or in one too many"
            )
        elif links and links_root(links).hex() != one.says.get("links"):
            yield Problem(f"disclosure {entry}", "the accounts it is chained to were altered")
    for entry in chained:
        yield Problem(f"disclosure {entry}", "it stands in an account and not in the ledger")


def _chains(sealed: dict[int, _Sealed]) -> Iterator[Problem]:
    """Each account is a chain without a gap, from its first disclosure to its head."""
    secrets = {one.child: bytes(one.secret) for one in models.AccountKey.objects.all()}
    heads = {one.child: one for one in models.AccountHead.objects.all()}
    rows = models.Account.objects.order_by("child", "number")
    columns = ("child", "number", "entry", "previous", "link")
    for child, account in groupby(rows.values_list(*columns), _first):
        if child not in secrets:
            yield Problem(f"account of {child}", "its key is gone")
            continue
        key = own_key(secrets[child], child)
        yield from _chain(child, key, list(account), heads.pop(child, None), sealed)
    for child, held in heads.items():
        if held.number and child in secrets:
            yield Problem(f"account of {child}", "it is gone")


def _chain(
    child: str,
    key: bytes,
    account: list[tuple[Any, ...]],
    end: models.AccountHead | None,
    sealed: dict[int, _Sealed],
) -> Iterator[Problem]:
    number, head = 0, FIRST
    for _, told, entry, previous, link in account:
        whole = told == number + 1 and bytes(previous) == head and entry in sealed
        if not whole or bytes(link) != next_link(key, told, head, sealed[entry].said):
            yield Problem(f"account of {child}", f"its disclosure {told} was altered")
        number, head = told, bytes(link)
    if end is None or (end.number, bytes(end.head), bytes(end.place)) != (
        number,
        head,
        place_of(key),
    ):
        yield Problem(f"account of {child}", "it does not end where its head says")


def _map(entered: dict[int, bytes]) -> Iterator[Problem]:
    """The latest map of accounts in the ledger is the one that the accounts make."""
    if models.Pending.objects.exists():
        return  # what waits for its place is not in the map yet
    heads = models.AccountHead.objects.filter(number__gt=0)
    held = {bytes(one.place): value_of(one.number, bytes(one.head)) for one in heads}
    roots = [msgspec.json.decode(body, type=dict[str, Any])["root"] for body in entered.values()]
    if (roots or held) and roots[-1:] != [root_of(held).hex()]:
        yield Problem("accounts", "they are not those of the latest map in the ledger")


def _policies(entered: dict[int, bytes]) -> Iterator[Problem]:
    """The rules kept under a digest are the rules with that digest, and are found by it."""
    own: dict[str, set[int]] = {}
    for entry, body in entered.items():
        says = msgspec.json.decode(body, type=_Rules)
        own.setdefault(says.digest, set()).add(entry)
        if sha256(says.text.encode()).hexdigest() != says.digest:
            yield Problem(f"rules of entry {entry}", "they are not those of their digest")
    for digest, entry in models.PolicySet.objects.values_list("digest", "entry"):
        if entry not in own.pop(digest, set()):
            what = "they are kept under another entry than their own"
            yield Problem(f"rules {digest[:16]}", what)
    for digest in own:
        yield Problem(f"rules {digest[:16]}", "they can no longer be found by their digest")


class _Rules(msgspec.Struct):
    digest: str
    text: str


def _decisions(sealed: dict[int, _Sealed], entered: dict[int, bytes]) -> Iterator[Problem]:
    """Asked again of the rules it names, each decision comes out as it was written down."""
    kept = [msgspec.json.decode(body, type=_Rules) for body in entered.values()]
    texts = {one.digest: one.text.encode() for one in kept}
    for entry, one in sealed.items():
        text = texts.get(one.told.digest)
        if text is None:
            yield Problem(f"disclosure {entry}", "the rules it was decided by are gone")
            continue
        # Rules that were altered are named above; what an older Amparo wrote down in other words
        # cannot be asked again by this one, and its seal still holds.
        with suppress(RulesWrong, msgspec.ValidationError):
            if not follows(one.told, restored(text)):
                yield Problem(f"disclosure {entry}", "it does not follow from the rules it names")


def _first(row: tuple[Any, ...]) -> Any:
    return row[0]
