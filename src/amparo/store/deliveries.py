"""Deliveries and their contents: what was accepted, when it was learned, what it amounted to."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import msgspec
from django.db import connection

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
from amparo.store.standing import for_good


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
    return for_good("kind of home", _home_kind)


def _home_kind() -> bool | None:
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
    with connection.cursor() as cursor:
        cursor.execute(_CARRIED)
        carried = list(map(_carried, cursor.fetchall()))
        cursor.execute(_TOLD_AT_DESKS)
        tellings = cursor.fetchall()
    return _heard_of(carried, tellings)


def heard_of(contents: Collection[int]) -> dict[int, Heard]:
    """The same of some contents, by numbers that ``heard`` gives: what a page needs of one child.

    It takes as long as these take, and not as all that was ever delivered.
    """
    repeats = {-number for number in contents if number < 0}
    again = ask("SELECT content FROM store_delivered WHERE id IN ({})", sorted(repeats))
    own = sorted({number for number in contents if number > 0}.union(one for (one,) in again))
    carried = map(_carried, ask(f"{_CARRIED} WHERE d.content IN ({{}})", own))
    found = _heard_of(list(carried), ask(f"{_TOLD_AT_DESKS} WHERE t.content IN ({{}})", own))
    return {number: found[number] for number in contents if number in found}


# One that lost its delivery is not heard of; ``ledger verify`` says that it was dropped. Written
# out, because every record asks it, and the mapper takes longer than the database.
_CARRIED = (
    "SELECT d.content, d.id, d.delivery, c.digest, v.sequence, v.mode, v.learned_at, v.arrived_at,"
    " v.backfilled FROM store_delivered d JOIN store_delivery v ON v.id = d.delivery"
    " JOIN store_content c ON c.id = d.content"
)
_TOLD_AT_DESKS = (
    "SELECT t.content, t.id, c.digest, t.learned_at"
    " FROM store_telling t JOIN store_content c ON c.id = t.content"
)
_WHOLE = "snapshot"
"""The mode of a delivery that carries everything there is."""


class _Carried(NamedTuple):
    """That a delivery carried a content, with what is needed of both."""

    content: int
    number: int
    delivery: int
    digest: str
    sequence: int
    mode: str
    learned_at: datetime
    arrived_at: datetime
    backfilled: bool

    @property
    def place(self) -> tuple[datetime, int]:
        """Of two that carried the same, the earlier counts."""
        return self.learned_at, self.sequence


def _carried(row: Sequence[Any]) -> _Carried:
    told = _Carried._make(row)
    at, arrived = _instant(told.learned_at), _instant(told.arrived_at)
    return told._replace(learned_at=at, arrived_at=arrived, backfilled=bool(told.backfilled))


def _heard_of(carried: Iterable[_Carried], tellings: Iterable[Sequence[Any]]) -> dict[int, Heard]:
    in_order = sorted(carried, key=lambda one: (*one.place, one.number))
    earliest: dict[int, _Carried] = {}
    for one in in_order:
        earliest.setdefault(one.content, one)
    return (
        {content: _heard(one) for content, one in earliest.items()}
        | {
            -one.number: msgspec.structs.replace(_heard(one), digest="", repeats=one.content)
            for one in in_order
            if one.mode == _WHOLE and one.delivery != earliest[one.content].delivery
        }
        | {
            content: _told_at_desk(number, _instant(learned_at), digest)
            for content, number, digest, learned_at in tellings
        }
    )


def _heard(one: _Carried) -> Heard:
    return Heard(
        learned_at=one.learned_at,
        learned_on=washington_day(one.learned_at),
        sequence=one.sequence,
        digest=one.digest,
        corrects=one.mode == "correction",
        backfilled=one.backfilled,
        arrived_on=washington_day(one.arrived_at),
        is_release=one.mode == _WHOLE,
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


def _instant(value: datetime | str) -> datetime:
    # Written out, the embedded database has no zones, and of a maximum only the text.
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


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
    ((latest,),) = ask(question, [about_children])
    return _instant(latest) if latest is not None else None


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
