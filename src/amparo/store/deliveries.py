"""Deliveries and their contents: what was accepted, when it was learned, what it amounted to."""

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import msgspec

from amparo.clocks.washington import washington_day
from amparo.store.bulk import append, ask
from amparo.store.models import (
    Content,
    ContentKey,
    Delivered,
    Delivery,
    Derived,
    Home,
    SetAsideRow,
    Telling,
)


class Heard(msgspec.Struct, frozen=True):
    """When and how a content was first heard: the earliest delivery that carried it.

    Of a whole table that came again byte for byte, ``repeats`` is the content; then there is no
    ``digest``, for nothing is read in it.
    """

    learned_at: datetime
    learned_on: date
    sequence: int
    digest: str
    corrects: bool
    backfilled: bool
    arrived_on: date
    is_release: bool
    repeats: int | None = None


def home_kind() -> bool | None:
    """True for a made-up home, False for a real one, None before any delivery about children."""
    # Written out, as the next but one is: every look asks both, and the mapper takes longer.
    found = ask("SELECT made_up FROM store_home WHERE id IN ({})", [1])
    return bool(found[0][0]) if found else None


def choose_home(*, made_up: bool, by: str) -> bool:
    """Make this home made-up or real, for good, unless it is one already; whether it is made-up."""
    home, _ = Home.objects.get_or_create(id=1, defaults={"made_up": made_up, "chosen_by": by})
    return bool(home.made_up)


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
    """Every accepted content and when it was first heard; what is not in here is invisible.

    Whole tables that came again later stand beside it under numbers below zero, which no content
    has: a table may go back to what it was.
    """
    earliest: dict[int, _Told] = {}
    # Read first: what is accepted meanwhile may be missing here, but never of what is read next.
    carried = list(Delivered.objects.values_list("content", "delivery", "id"))
    told = Delivery.objects.values_list("id", *_Told._fields)
    deliveries = {number: _Told(*columns) for number, *columns in told}
    # One that lost its delivery is not heard of; ``ledger verify`` says that it was dropped.
    carried = [row for row in carried if row[1] in deliveries]
    for content, delivery, _ in carried:
        found = deliveries[delivery]
        held = earliest.get(content)
        if held is None or _place(found) < _place(held):
            earliest[content] = found
    tellings = list(Telling.objects.values_list("id", "content", "learned_at"))
    digests = dict(Content.objects.values_list("id", "digest"))
    return (
        {content: _heard(one, digests[content]) for content, one in earliest.items()}
        | {
            -number: msgspec.structs.replace(_heard(deliveries[delivery], ""), repeats=content)
            for content, delivery, number in carried
            if deliveries[delivery] is not earliest[content] and deliveries[delivery].mode == _WHOLE
        }
        | {
            content: _told_at_desk(number, learned_at, digests[content])
            for number, content, learned_at in tellings
        }
    )


_WHOLE = "snapshot"
"""The mode of a delivery that carries everything there is."""


class _Told(NamedTuple):
    """What is needed of a delivery, without making a model of each: this is asked all the time."""

    learned_at: datetime
    arrived_at: datetime
    sequence: int
    mode: str
    backfilled: bool


def _place(delivery: _Told) -> tuple[datetime, int]:
    return delivery.learned_at, delivery.sequence


def _heard(delivery: _Told, digest: str) -> Heard:
    return Heard(
        learned_at=delivery.learned_at,
        learned_on=washington_day(delivery.learned_at),
        sequence=delivery.sequence,
        digest=digest,
        corrects=delivery.mode == "correction",
        backfilled=delivery.backfilled,
        arrived_on=washington_day(delivery.arrived_at),
        is_release=delivery.mode == _WHOLE,
    )


def _told_at_desk(number: int, learned_at: datetime, digest: str) -> Heard:
    """What a person told is known from the instant it was told, in the order of telling."""
    day = washington_day(learned_at)
    return Heard(
        learned_at=learned_at,
        learned_on=day,
        sequence=number,
        digest=digest,
        corrects=False,
        backfilled=False,
        arrived_on=day,
        is_release=False,
    )


def in_words(instant: datetime) -> str:
    """An instant as the ledger writes it, in UTC to the microsecond."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def underived() -> list[int]:
    """Accepted contents, and whole tables that came again, that were not looked at yet."""
    done = set(Derived.objects.values_list("content", flat=True))
    return sorted(content for content in heard() if content not in done)


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
    """The contents that accepted deliveries of children, or of public tables, carried.

    Whatever a person told at a desk is about children.
    """
    wanted = Delivery.objects.filter(about_children=about_children).values("id")
    carried = Delivered.objects.filter(delivery__in=wanted)
    told = Telling.objects.values_list("content", flat=True) if about_children else ()
    return sorted({*carried.values_list("content", flat=True), *told})


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
