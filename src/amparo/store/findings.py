"""What was found: intervals of truth within intervals of knowledge. It can be made again."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec
from django.db import connection
from django.db.models import Min, Q, QuerySet

from amparo.store import models
from amparo.store.bulk import append, as_day, ask, portions

EPISODE = ("entity", "identity", "transferred", "steps", "known_from", "known_to", "basis")
FINDING = (
    "gap",
    "anchor",
    "identity",
    "entity",
    "since",
    "until",
    "due",
    "reason",
    "facts",
    "known_from",
    "known_to",
    "basis",
)


def replace(
    identities: Iterable[int],
    episodes: Sequence[Sequence[Any]],
    findings: Sequence[Sequence[Any]],
    duties: Iterable[tuple[str, int]],
) -> None:
    """Put what was found anew in place of what was found of some identities before.

    ``duties`` are the names of the duties that the findings make, each with its identity.
    """
    with connection.cursor() as cursor:
        for portion in portions(identities, 5_000):
            places = ", ".join(["%s"] * len(portion))
            for table in ("episode", "finding", "namedduty"):
                cursor.execute(
                    f"DELETE FROM store_{table} WHERE identity IN ({places})",  # noqa: S608
                    portion,
                )
    append("episode", EPISODE, episodes)
    append("finding", FINDING, findings)
    append("namedduty", ("duty", "identity"), duties)


def as_of(
    on: date, known_at: date, gap: str | None = None, *, closed: bool = False
) -> QuerySet[models.Finding]:
    """The findings open on a day as known on another, oldest first; or those closed by then."""
    known = models.Finding.objects.filter(
        Q(known_to=None) | Q(known_to__gt=known_at), known_from__lte=known_at
    ).exclude(basis="sealed")
    found = known.filter(since__lte=on)
    found = found.filter(until__lte=on) if closed else found.filter(Q(until=None) | Q(until__gt=on))
    if gap is not None:
        found = found.filter(gap=gap)
    return found.order_by("since", "gap", "anchor")


def known_now(identities: Iterable[int]) -> list[tuple[Any, ...]]:
    """What is known now of some identities, as rows of the columns of FINDING."""
    columns = ", ".join(f'"{column}"' for column in FINDING)
    question = f"SELECT {columns} FROM store_finding WHERE known_to IS NULL AND identity IN ({{}})"  # noqa: S608
    return ask(question, sorted(set(identities)))


def is_open(gap: str, anchor: str, now: date) -> bool:
    """Whether a finding is known now to be true now."""
    return as_of(now, now, gap).filter(anchor=anchor).exists()


def anchors_lately(
    now: date, since: date, identities: Collection[int] | None = None
) -> Iterator[tuple[int, str, str]]:
    """Number, gap and anchor of each finding of lately, and nothing of what it tells.

    Of some identities where these are given, which may be as many as one question may name.
    """
    found = _of_lately(now, since)
    if identities is not None:
        found = found.filter(identity__among=identities)
    return found.values_list("pk", "gap", "anchor").iterator(chunk_size=20_000)


def named(duties: Iterable[str]) -> dict[str, int]:
    """On which identity each of some duties hangs, by its name; those that were ever named."""
    question = "SELECT duty, identity FROM store_namedduty WHERE duty IN ({})"
    return {duty: int(identity) for duty, identity in ask(question, list(duties))}


def anchors_of(gaps: Iterable[str]) -> list[tuple[str, str, int, date]]:
    """Gap, anchor and identity of every finding of some gaps, known now or ever, in a fixed order.

    With each the first day on which it was known and true.
    """
    known = models.Finding.objects.exclude(basis="sealed").filter(gap__in=sorted(gaps))
    rows = known.values_list("gap", "anchor", "identity").annotate(Min("known_from"), Min("since"))
    return [
        (gap, anchor, identity, max(known_from, since))
        for gap, anchor, identity, known_from, since in rows.order_by("gap", "anchor")
    ]


def finding(number: int) -> models.Finding:
    """The finding of a number."""
    return models.Finding.objects.get(pk=number)


def _of_lately(now: date, since: date) -> QuerySet[models.Finding]:
    """The findings known and true on a day, and those that ended on or after another."""
    known = models.Finding.objects.filter(
        Q(known_to=None) | Q(known_to__gt=now), Q(until=None) | Q(until__gte=since)
    ).exclude(basis="sealed")
    return known.filter(known_from__lte=now, since__lte=now).order_by("since")


def first_known(identities: Iterable[int]) -> dict[tuple[str, str], date]:
    """By gap and anchor: the first day on which we knew of each finding of some identities."""
    question = (
        "SELECT gap, anchor, min(known_from) FROM store_finding"
        " WHERE basis <> 'sealed' AND identity IN ({}) GROUP BY gap, anchor"
    )
    found: dict[tuple[str, str], date] = {}
    for gap, anchor, known_from in ask(question, sorted(set(identities))):
        day = as_day(known_from)
        # A finding's records may be asked about in two portions.
        found[gap, anchor] = min(day, found.get((gap, anchor), day))
    return found


def stored(table: str, columns: Sequence[str]) -> Iterator[list[tuple[Any, ...]]]:
    """Every row of a table in the order of its number, in portions, for a snapshot."""
    names = ", ".join(f'"{column}"' for column in columns)
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, {names} FROM store_{table} WHERE id > %s ORDER BY id LIMIT 100000",  # noqa: S608
                [last],
            )
            rows = cursor.fetchall()
        if not rows:
            return
        last = rows[-1][0]
        yield [row[1:] for row in rows]


def read_facts(facts: Any) -> Any:
    """The facts of a finding, however the database gives JSON back."""
    return msgspec.json.decode(facts) if isinstance(facts, str | bytes) else facts
