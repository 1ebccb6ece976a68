"""Writes what was asked and answered, chained to the account of every child it is about."""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import sha256

from django.db import connection, transaction

from amparo.disclosures import (
    FIRST,
    Disclosed,
    entry_body,
    links_root,
    next_link,
    own_key,
    place_of,
    read_entry,
)
from amparo.ledger import canonical_json
from amparo.purposes import Action, Purpose
from amparo.store import models, sealing
from amparo.store.bulk import append, ask
from amparo.store.children import Period

_SECRET = 32


@contextmanager
def recording(person: str) -> Iterator[None]:
    """The one transaction in which a budget is looked at and the answer written down.

    It is never part of another transaction: when it ends the disclosure is on the disk.
    """
    with transaction.atomic(durable=True):
        if connection.vendor == "postgresql":  # SQLite has one writer at a time anyway
            with connection.cursor() as cursor:
                lock = int.from_bytes(sha256(person.encode()).digest()[:8], "big", signed=True)
                both = "SELECT pg_advisory_xact_lock(%s), pg_advisory_xact_lock_shared(%s)"
                cursor.execute(both, [lock, _WHO_IS_WHO])
        yield


_WHO_IS_WHO = 0x414D5041524F + 2
"""PostgreSQL's advisory lock that looks share, and whoever merges children holds alone."""


def keep_looks_out() -> None:
    """Until the transaction ends nobody is shown anything: children are about to be merged."""
    if connection.vendor == "postgresql":  # SQLite has one writer at a time anyway
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WHO_IS_WHO])


def children_shown(person: str, day: date, purpose: Purpose, action: Action) -> set[str]:
    """The children whom a person was shown on a day for a purpose by an action."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT a.child FROM store_disclosure d"
            " JOIN store_account a ON a.entry = d.entry"
            " WHERE d.person = %s AND d.day = %s AND d.purpose = %s AND d.action = %s"
            " AND d.granted",
            [person, day.isoformat(), str(purpose), str(action)],
        )
        return {child for (child,) in cursor.fetchall()}


def purpose_of(entry: int) -> Purpose:
    """For which purpose the look of an entry was."""
    return Purpose(models.Disclosure.objects.get(entry=entry).purpose)


def asked_today(person: str, day: date, action: Action) -> int:
    """How often a person asked for something on a day, granted or refused, whatever was found."""
    asked = models.Disclosure.objects.filter(person=person, day=day, action=action)
    return asked.count()


def write(told: Disclosed, children: Iterable[str], day: date) -> int:
    """Enter one answer, and add it to the account of each child it is about; the entry's number.

    Call it inside ``recording``.
    """
    of = sorted(set(children))
    text = canonical_json(entry_body(told))
    heads = _heads(of)
    links = [next_link(secret, number + 1, head, text) for secret, number, head in heads]
    entry = sealing.enter(entry_body(told) | _chained(heads, links))
    granted = told.answer == "grant"
    row = (entry, told.person, str(told.action), str(told.purpose), granted, day.isoformat())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO store_disclosure (entry, person, action, purpose, granted, day)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            row,
        )
    _lengthen(of, heads, links, entry)
    return entry


def about(periods: Collection[Period]) -> list[tuple[int, Disclosed]]:
    """Everything in the accounts of some numbers of one child, oldest first, by entry."""
    question = (
        "SELECT a.child, e.id, e.body FROM store_account a JOIN store_entry e ON e.id = a.entry"
        " WHERE a.child IN ({})"
    )
    within: dict[str, list[Period]] = {}
    for period in periods:
        within.setdefault(period.number, []).append(period)
    found = {
        entry: bytes(body)
        for child, entry, body in ask(question, sorted(within))
        if any(_is_within(entry, period) for period in within[child])
    }
    return [(entry, read_entry(found[entry])) for entry in sorted(found)]


def _is_within(entry: int, period: Period) -> bool:
    return entry > period.after and (period.before is None or entry < period.before)


def shown_to_somebody(children: Collection[str]) -> frozenset[str]:
    """Which of some numbers were shown to a named person, other than by a list or for oversight.

    Looks that decide who is who do not count: of two children in doubt both must be looked at.
    """
    question = (
        "SELECT DISTINCT a.child FROM store_account a JOIN store_disclosure d ON d.entry = a.entry"
        " WHERE d.granted AND d.action IN ('read', 'export') AND d.purpose {} AND a.child IN ({{}})"
    )
    shown = {
        child
        for (child,) in ask(question.format("NOT IN ('oversight', 'correction')"), sorted(children))
    }
    # What decides who is who is asked for to correct; only then what was asked must be read.
    entries = "SELECT a.child, d.entry FROM" + question.partition("FROM")[2]
    correcting = ask(entries.format("= 'correction'"), sorted(set(children) - shown))
    command = _commands(entry for _, entry in correcting)
    return frozenset(shown).union(
        child for child, entry in correcting if not command[entry].startswith(DECIDING_IDENTITY)
    )


def last_look(person: str, children: Collection[str], command: str) -> int | None:
    """The entry since which a person has seen all of some children by a command; None: not all."""
    question = (
        "SELECT a.child, d.entry, d.person FROM store_account a JOIN store_disclosure d"
        " ON d.entry = a.entry WHERE d.granted AND a.child IN ({})"
    )
    own = [(child, entry) for child, entry, who in ask(question, sorted(children)) if who == person]
    asked = _commands(entry for _, entry in own)
    last: dict[str, int] = {}
    for child, entry in own:
        if asked[entry] == command:
            last[child] = max(entry, last.get(child, 0))
    return min(last.values()) if last and len(last) == len(set(children)) else None


def _commands(entries: Iterable[int]) -> dict[int, str]:
    """By entry of a disclosure: by which command it was asked for."""
    question = "SELECT id, body FROM store_entry WHERE id IN ({})"
    return {
        entry: read_entry(bytes(body)).command
        for entry, body in ask(question, sorted(set(entries)))
    }


DECIDING_IDENTITY = "match "
"""How the commands begin that decide who is who."""


def search_secret(month: str) -> bytes:
    """The secret under which a month's searches are committed to; made where there is none."""
    held = _search_secrets(month)
    if not held:
        made = models.SearchKey(month=month, secret=os.urandom(_SECRET))
        models.SearchKey.objects.bulk_create([made], ignore_conflicts=True)
        held = _search_secrets(month)
    return held[0]


def _search_secrets(month: str) -> list[bytes]:
    kept = ask("SELECT secret FROM store_searchkey WHERE month IN ({})", [month])
    return [bytes(secret) for (secret,) in kept]


_Head = tuple[bytes, int, bytes]
"""The key of a child's account, how long the account is, and its last link."""


def _heads(children: Sequence[str]) -> list[_Head]:
    secrets = _secrets(children)
    question = "SELECT child, number, head FROM store_accounthead WHERE child IN ({})"
    if connection.vendor == "postgresql":
        question += " ORDER BY child FOR UPDATE"
    held = {child: (number, bytes(head)) for child, number, head in ask(question, children)}
    return [(own_key(secrets[child], child), *held[child]) for child in children]


def _secrets(children: Sequence[str]) -> dict[str, bytes]:
    held = _secrets_held(children)
    new = [child for child in children if child not in held]
    if new:
        _begin(new)
        held |= _secrets_held(new)
    return held


def _secrets_held(children: Sequence[str]) -> dict[str, bytes]:
    question = "SELECT child, secret FROM store_accountkey WHERE child IN ({})"
    return {child: bytes(secret) for child, secret in ask(question, children)}


def _begin(children: Sequence[str]) -> None:
    """Accounts begin empty. Another process may begin the same one; then its secret stands."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO store_accountkey (child, secret) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [(child, os.urandom(_SECRET)) for child in children],
        )
        held = _secrets_held(children)
        cursor.executemany(
            "INSERT INTO store_accounthead (child, place, number, head) VALUES (%s, %s, 0, %s)"
            " ON CONFLICT DO NOTHING",
            [(child, place_of(own_key(held[child], child)), FIRST) for child in children],
        )


def _chained(heads: Sequence[_Head], links: Sequence[bytes]) -> dict[str, object]:
    """What the entry says of the accounts: of one its number and link before; of many the root."""
    if not links:
        return {"children": 0}
    chained: dict[str, object] = {"children": len(links), "links": links_root(links).hex()}
    if len(links) > 1:
        return chained
    ((_, number, previous),) = heads
    return chained | {"number": number + 1, "previous": previous.hex()}


def _lengthen(
    children: Sequence[str], heads: Sequence[_Head], links: Sequence[bytes], entry: int
) -> None:
    append(
        "account",
        ("child", "number", "entry", "previous", "link"),
        [
            (child, number + 1, entry, previous, link)
            for child, (_, number, previous), link in zip(children, heads, links, strict=True)
        ],
    )
    _move_heads(children, links)


def _move_heads(children: Sequence[str], links: Sequence[bytes]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "UPDATE store_accounthead h SET number = h.number + 1, head = t.head"
                " FROM unnest(%s::varchar[], %s::bytea[]) AS t (child, head)"
                " WHERE h.child = t.child",
                [list(children), list(links)],
            )
            return
        cursor.executemany(
            "UPDATE store_accounthead SET number = number + 1, head = %s WHERE child = %s",
            [(link, child) for child, link in zip(children, links, strict=True)],
        )
