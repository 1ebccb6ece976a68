"""What the health of feeds is asked of: what arrived, what a file told twice, what was left out."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import msgspec
from django.db import connection

from amparo.clocks.washington import washington_day
from amparo.store.bulk import ask, portions
from amparo.store.models import Content, Delivered, Delivery, Episode, Identity

_OCCURRENCE = re.compile(r"(?<!\\)#\d+$")
"""How a second occurrence of one key in a file ends."""

_OF_THE_ROW_ALONE = frozenset({"of", "line", "vault", "row", "key"})
"""What differs between two rows that tell the same."""

_OF_THE_RECORD = _OF_THE_ROW_ALONE | {"address"}
"""The same of two records: a token of an address is made with the record's own key. That two
addresses differ is seen by what all of them are looked up by: building, unit and postal code."""


class Arrived(msgspec.Struct, frozen=True):
    """One accepted delivery: its manifest, and by each file's SHA-256 how its lines were read."""

    folder: str
    learned_on: date
    learned_at: datetime
    sequence: int
    manifest: str
    tallies: dict[str, dict[str, int]]


class Twin(msgspec.Struct, frozen=True):
    """One row of a key that some file told more than once; ``says`` is a digest of what it tells.

    ``key`` names the record and never leaves the actions: it could name a child.
    """

    content: int
    key: str
    line: int
    says: bytes


class Carrying(msgspec.Struct, frozen=True):
    """That a content tells a record under a number, by the number's token."""

    token: bytes
    identity: int
    content: int


def arrived(feed: str) -> list[Arrived]:
    """Every accepted delivery of a feed, in the order in which they were learned."""
    digests = dict(Content.objects.filter(feed=feed).values_list("id", "digest"))
    tallies: dict[int, dict[str, dict[str, int]]] = {}
    for one in Delivered.objects.filter(content__in=digests):
        tallies.setdefault(one.delivery, {})[digests[one.content]] = one.tally
    in_order = Delivery.objects.filter(feed=feed).order_by("learned_at", "sequence", "id")
    return [
        Arrived(
            folder=one.folder,
            learned_on=washington_day(one.learned_at),
            learned_at=one.learned_at,
            sequence=one.sequence,
            manifest=one.manifest,
            tallies=tallies.get(one.pk, {}),
        )
        for one in in_order
    ]


def contents_of(feed: str) -> dict[int, str]:
    """The accepted contents of a feed, with the SHA-256 of each."""
    carried = Delivered.objects.values("content")
    found = Content.objects.filter(feed=feed, id__in=carried)
    return dict(found.values_list("id", "digest"))


def twins(contents: Mapping[int, str]) -> Iterator[Twin]:
    """Every row of the identities of which one of some files told more than one row."""
    repeated = {
        number: name
        for number, name in Identity.objects.filter(name__contains="#").values_list("id", "name")
        if _OCCURRENCE.search(name)
    }
    alone = ask(
        "SELECT id, name FROM store_identity WHERE name IN ({})",
        sorted({_OCCURRENCE.sub("", name) for name in repeated.values()}),
    )
    names = repeated | dict(alone)
    shown = _shown(list(names))
    for (identity, content, line), bodies in _told(list(names)).items():
        if content in contents:
            of_row = (
                *shown.get((identity, content, 0), ()),
                *shown.get((identity, content, line), ()),
            )
            says = sha256(repr((bodies, of_row)).encode()).digest()
            yield Twin(content, _OCCURRENCE.sub("", names[identity]), line, says)


def twin_parts(contents: Mapping[int, str]) -> Iterator[Twin]:
    """The same of a feed in which many rows are told of one identity, each a part of its own."""
    repeated: dict[int, set[str]] = {}
    for content, identity, part in _numbered_parts():
        if content in contents:
            repeated.setdefault(identity, set()).add(_OCCURRENCE.sub("", part))
    for identity, content, body in _events(list(repeated)):
        event = msgspec.json.decode(body)
        key = _OCCURRENCE.sub("", event.get("key", ""))
        if content in contents and key in repeated[identity]:
            says = sha256(repr(_facts(event)).encode()).digest()
            yield Twin(content, f"{identity} {key}", event["line"], says)


def _told(identities: list[int]) -> dict[tuple[int, int, int], list[str]]:
    found: dict[tuple[int, int, int], list[str]] = {}
    for identity, content, body in _events(identities):
        event = msgspec.json.decode(body)
        found.setdefault((identity, content, event["line"]), []).append(
            _facts(event, _OF_THE_RECORD)
        )
    return found


def _facts(event: dict[str, Any], alone: frozenset[str] = _OF_THE_ROW_ALONE) -> str:
    return repr(sorted((k, v) for k, v in event.items() if k not in alone))


def _events(identities: list[int]) -> list[tuple[int, int, bytes]]:
    question = "SELECT identity, content, body FROM store_event WHERE identity IN ({}) ORDER BY id"
    return [(one, content, bytes(body)) for one, content, body in ask(question, identities)]


def _shown(identities: list[int]) -> dict[tuple[int, int, int], tuple[bytes | None, ...]]:
    """What rows showed of a child, by the line for its place and by line 0 for the rest."""
    likeness = (
        "SELECT identity, content, 0, numbers, given_names, surnames, birth_date"
        " FROM store_likeness WHERE identity IN ({})"
    )
    place = (
        "SELECT identity, content, line, building, unit, postal_code"
        " FROM store_place WHERE identity IN ({})"
    )
    rows = [*ask(likeness, identities), *ask(place, identities)]
    return {
        (identity, content, line): tuple(None if one is None else bytes(one) for one in tokens)
        for identity, content, line, *tokens in rows
    }


def _numbered_parts() -> Iterator[tuple[int, int, str]]:
    """The rows that were told under a part's key for a second time in one file."""
    holds = (
        "position('#'::bytea in body)"
        if connection.vendor == "postgresql"
        else "instr(body, x'23')"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT content, identity, body FROM store_event WHERE {holds} > 0")  # noqa: S608
        for content, identity, body in cursor.fetchall():
            part = msgspec.json.decode(bytes(body)).get("key", "")
            if _OCCURRENCE.search(part):
                yield content, identity, part


def numbers_on_many(most: int) -> list[Carrying]:
    """Every telling of the numbers that were told more often than so many times."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM store_number GROUP BY token HAVING COUNT(*) > %s", [most])
        tokens = [bytes(token) for (token,) in cursor.fetchall()]
    question = "SELECT token, identity, content FROM store_number WHERE token IN ({})"
    return [Carrying(bytes(token), *told) for token, *told in ask(question, tokens)]


def lines_of(identities: Collection[int], content: int) -> list[int]:
    """The lines on which a content tells of some identities, in order."""
    told = _events(sorted(identities))
    return sorted({msgspec.json.decode(body)["line"] for _, of, body in told if of == content})


def left_out_by_releases() -> list[int]:
    """The identities of which some release left out a row that it had told before."""
    question = (
        "SELECT DISTINCT r.identity FROM store_rowmark m"
        " JOIN store_releasedrow r ON r.token = m.token WHERE m.left_out"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        return sorted(identity for (identity,) in cursor.fetchall())


def handed_over() -> tuple[Counter[date], set[str]]:
    """Transfers to HHS as they stand now: how many on each day, and the children handed over."""
    rows = Episode.objects.filter(transferred=True, known_to=None).exclude(basis="sealed")
    days: Counter[date] = Counter()
    identities = set[int]()
    for identity, steps in rows.values_list("identity", "steps").iterator(10_000):
        told = msgspec.json.decode(steps) if isinstance(steps, str | bytes) else steps
        days[date.fromisoformat(told["transferred_on"])] += 1
        identities.add(identity)
    question = "SELECT child FROM store_membership WHERE known_to IS NULL AND identity IN ({})"
    return days, {child for (child,) in ask(question, sorted(identities))}


def court_cases(children: Collection[str]) -> list[int]:
    """The court's cases that are joined to some children."""
    cases = dict(Identity.objects.filter(name__startswith="EOIR:case/").values_list("id", "name"))
    question = (
        "SELECT identity, child FROM store_membership WHERE known_to IS NULL AND identity IN ({})"
    )
    return [case for case, child in ask(question, sorted(cases)) if child in children]


def events_named(event: str, identities: list[int]) -> Iterator[tuple[int, int, bytes]]:
    """The events of one kind of some identities: identity, content, body."""
    mark = f'"event":"{event}"'.encode()
    for portion in portions(identities, 20_000):
        yield from (told for told in _events(portion) if mark in told[2])
