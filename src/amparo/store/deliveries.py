"""Deliveries and their contents: what was accepted, when it was learned, what it amounted to."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import msgspec
from django.db import connection

from amparo.clocks.washington import washington_day
from amparo.store.bulk import append, ask, portions
from amparo.store.models import (
    Content,
    ContentKey,
    Delivered,
    Delivery,
    Derived,
    Episode,
    Home,
    Identity,
    SetAsideRow,
)


class Heard(msgspec.Struct, frozen=True):
    """When and how a content was first heard: the earliest delivery that carried it."""

    learned_at: datetime
    learned_on: date
    sequence: int
    digest: str
    corrects: bool
    backfilled: bool
    arrived_on: date
    is_release: bool


def home_kind() -> bool | None:
    """True for a made-up home, False for a real one, None before any delivery about children."""
    # Written out, as the next but one is: every look asks both, and the mapper takes longer.
    found = ask("SELECT made_up FROM store_home WHERE id IN ({})", [1])
    return bool(found[0][0]) if found else None


def choose_home(*, made_up: bool, by: str) -> None:
    """Make this home made-up or real, for good."""
    Home.objects.get_or_create(id=1, defaults={"made_up": made_up, "chosen_by": by})


def accepted_manifest(manifest_text: str, digest: str) -> bool:
    """Whether this very delivery, manifest and all, was accepted before."""
    return Delivery.objects.filter(digest=digest, manifest=manifest_text).exists()


def accepted_content(feed: str, digest: str) -> tuple[int, dict[str, int]] | None:
    """The content of an accepted file and how its lines were accounted for the first time."""
    for content in Content.objects.filter(feed=feed, digest=digest).order_by("id"):
        carried = Delivered.objects.filter(content=content.pk).order_by("id").first()
        if carried is not None:
            return content.pk, carried.tally
    return None


def begin_content(feed: str, digest: str, secret: bytes, expires_on: date) -> int:
    """A new content, invisible until a delivery that carries it is accepted."""
    content = Content.objects.create(feed=feed, digest=digest)
    ContentKey.objects.create(content=content.pk, secret=secret, expires_on=expires_on)
    return content.pk


def set_aside(content: int, rows: list[tuple[int, str]], owner: str) -> None:
    """Count lines that could not be read, with the reason and who can mend it."""
    append(
        "setasiderow",
        ("content", "line", "reason", "owner"),
        [(content, line, reason[:300], owner) for line, reason in rows],
    )


def accept(**columns: Any) -> int:
    """The row that makes a delivery visible, by the columns of Delivery."""
    return Delivery.objects.create(**columns).pk


def carry(delivery: int, content: int, tally: dict[str, int]) -> None:
    """That a delivery carried a content."""
    Delivered.objects.create(delivery=delivery, content=content, tally=tally)


def heard() -> dict[int, Heard]:
    """Every accepted content and when it was first heard; what is not in here is invisible."""
    earliest: dict[int, Delivery] = {}
    # Read first: what is accepted meanwhile may be missing here, but never of what is read next.
    carried = list(Delivered.objects.values_list("content", "delivery"))
    deliveries = Delivery.objects.defer("manifest").in_bulk()
    for content, delivery in carried:
        found = deliveries[delivery]
        held = earliest.get(content)
        if held is None or _place(found) < _place(held):
            earliest[content] = found
    digests = dict(Content.objects.values_list("id", "digest"))
    return {content: _heard(one, digests[content]) for content, one in earliest.items()}


def _place(delivery: Delivery) -> tuple[datetime, int]:
    return delivery.learned_at, delivery.sequence


def _heard(delivery: Delivery, digest: str) -> Heard:
    return Heard(
        learned_at=delivery.learned_at,
        learned_on=washington_day(delivery.learned_at),
        sequence=delivery.sequence,
        digest=digest,
        corrects=delivery.mode == "correction",
        backfilled=delivery.backfilled,
        arrived_on=washington_day(delivery.arrived_at),
        is_release=delivery.mode == "snapshot",
    )


def in_words(instant: datetime) -> str:
    """An instant as the ledger writes it, in UTC to the microsecond."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def underived() -> list[int]:
    """Accepted contents whose children have not been looked at yet."""
    done = set(Derived.objects.values_list("content", flat=True))
    carried = Delivered.objects.values_list("content", flat=True).distinct()
    return sorted(content for content in carried if content not in done)


def mark_derived(contents: list[int]) -> None:
    """That the children of some contents have been looked at."""
    Derived.objects.bulk_create([Derived(content=content) for content in contents])


def look_again(content: int) -> None:
    """A content turned out to be heard earlier than we knew: its children are looked at again."""
    Derived.objects.filter(content=content).delete()


def latest_received_at(*, about_children: bool) -> datetime | None:
    """When the latest delivery was received."""
    question = "SELECT max(received_at) FROM store_delivery WHERE about_children IN ({})"
    latest: datetime | str | None
    ((latest,),) = ask(question, [about_children])
    if isinstance(latest, str):  # the embedded database has no instants of its own
        return datetime.fromisoformat(latest).replace(tzinfo=UTC)
    return latest


def set_aside_rows(content: int) -> list[SetAsideRow]:
    """The lines of a content that could not be read."""
    return list(SetAsideRow.objects.filter(content=content).order_by("line"))


def contents(*, about_children: bool) -> list[int]:
    """The contents that accepted deliveries of children, or of public tables, carried."""
    wanted = Delivery.objects.filter(about_children=about_children).values("id")
    carried = Delivered.objects.filter(delivery__in=wanted)
    return sorted(set(carried.values_list("content", flat=True)))


def next_sequence(feed: str) -> int:
    """The number after the latest delivery of a feed."""
    latest = Delivery.objects.filter(feed=feed).order_by("-sequence").first()
    return latest.sequence + 1 if latest else 1


def content_key(content: int) -> bytes | None:
    """The secret of a content's set-aside lines; None once it has expired."""
    found = ContentKey.objects.filter(pk=content).values_list("secret", flat=True).first()
    return bytes(found) if found is not None else None


def why_set_aside(most: int) -> list[tuple[str, str, str, int]]:
    """The commonest reasons for setting lines aside: feed, reason, who can mend it, how many."""
    feeds = dict(Content.objects.values_list("id", "feed"))
    counts: Counter[tuple[str, str, str]] = Counter()
    accepted = set(Delivered.objects.values_list("content", flat=True))
    rows = SetAsideRow.objects.values_list("content", "reason", "owner")
    for content, reason, owner in rows:
        if content in accepted:
            counts[feeds[content], reason, owner] += 1
    return [(*why, count) for why, count in counts.most_common(most)]


# --- what the health of feeds is asked of ---------------------------------------------------------


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


_OCCURRENCE = re.compile(r"(?<!\\)#\d+$")
"""How a second occurrence of one key in a file ends."""

_OF_THE_ROW_ALONE = frozenset({"of", "line", "vault", "row", "key"})
"""What differs between two rows that tell the same."""


def _told(identities: list[int]) -> dict[tuple[int, int, int], list[str]]:
    found: dict[tuple[int, int, int], list[str]] = {}
    for identity, content, body in _events(identities):
        event = msgspec.json.decode(body)
        found.setdefault((identity, content, event["line"]), []).append(_facts(event))
    return found


def _facts(event: dict[str, Any]) -> str:
    return repr(sorted((k, v) for k, v in event.items() if k not in _OF_THE_ROW_ALONE))


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
    question = "SELECT child FROM store_membership WHERE identity IN ({})"
    return days, {child for (child,) in ask(question, sorted(identities))}


def court_cases(children: Collection[str]) -> list[int]:
    """The court's cases that are joined to some children."""
    cases = dict(Identity.objects.filter(name__startswith="EOIR:case/").values_list("id", "name"))
    question = "SELECT identity, child FROM store_membership WHERE identity IN ({})"
    return [case for case, child in ask(question, sorted(cases)) if child in children]


def events_named(event: str, identities: list[int]) -> Iterator[tuple[int, int, bytes]]:
    """The events of one kind of some identities: identity, content, body."""
    mark = f'"event":"{event}"'.encode()
    for portion in portions(identities, 20_000):
        yield from (told for told in _events(portion) if mark in told[2])
