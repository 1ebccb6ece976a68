"""How often was looked, by whom and at whom, since a day: for whoever reviews looks."""

from datetime import date
from typing import Any

import msgspec
from django.db import connection
from django.db.models import Q

from amparo.store import models
from amparo.store.bulk import as_day


class Spent(msgspec.Struct, frozen=True, kw_only=True):
    """How many children one person was shown on a day, by one action for one purpose."""

    person: str
    action: str
    purpose: str
    day: date
    children: int


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """How often one person was refused, and on how many days."""

    person: str
    times: int
    days: int


class Often(msgspec.Struct, frozen=True, kw_only=True):
    """How often one child's record was read or copied, and by how many people."""

    child: str
    looks: int
    people: int


class InDanger(msgspec.Struct, frozen=True, kw_only=True):
    """One look at one child that danger opened, without work that tied to the child."""

    entry: int
    child: str
    person: str
    day: date


def spent(since: date, action: str, at_least: int) -> list[Spent]:
    """The days on which somebody was shown so many children or more, the most first."""
    rows = _asked(
        "SELECT d.person, d.purpose, d.day, count(DISTINCT a.child)"
        " FROM store_disclosure d JOIN store_account a ON a.entry = d.entry"
        " WHERE d.day >= %s AND d.granted AND d.action = %s GROUP BY d.person, d.purpose, d.day"
        " HAVING count(DISTINCT a.child) >= %s ORDER BY 4 DESC, d.day DESC, d.person LIMIT 50",
        [since.isoformat(), action, at_least],
    )
    return [
        Spent(person=who, action=action, purpose=why, day=as_day(day), children=many)
        for who, why, day, many in rows
    ]


def refused(since: date) -> list[Refused]:
    """Who was refused, the most often first."""
    rows = _asked(
        "SELECT person, count(*), count(DISTINCT day) FROM store_disclosure"
        " WHERE day >= %s AND NOT granted GROUP BY person ORDER BY 2 DESC, person LIMIT 50",
        [since.isoformat()],
    )
    return [Refused(person=who, times=times, days=days) for who, times, days in rows]


def often(since: date) -> list[Often]:
    """The children whose records were read or copied most often."""
    rows = _asked(
        "SELECT a.child, count(DISTINCT d.entry), count(DISTINCT d.person)"
        " FROM store_account a JOIN store_disclosure d ON d.entry = a.entry"
        " WHERE d.day >= %s AND d.granted AND d.action IN ('read', 'export')"
        " GROUP BY a.child ORDER BY 2 DESC, a.child LIMIT 50",
        [since.isoformat()],
    )
    return [Often(child=child, looks=looks, people=many) for child, looks, many in rows]


def in_danger(since: date) -> list[InDanger]:
    """The looks for which danger was said to stand in for work, the latest first."""
    rows = _asked(
        "SELECT d.entry, a.child, d.person, d.day"
        " FROM store_disclosure d JOIN store_account a ON a.entry = d.entry"
        " WHERE d.day >= %s AND d.granted AND d.purpose = 'imminent-danger'"
        " ORDER BY d.entry DESC LIMIT 200",
        [since.isoformat()],
    )
    return [
        InDanger(entry=entry, child=child, person=who, day=as_day(day))
        for entry, child, who, day in rows
    ]


def agreed(since: date) -> list[models.Approval]:
    """What was agreed to because of danger, in force on a day or later; the latest first."""
    of_danger = Q(kind="exigent") | Q(purpose="imminent-danger")
    found = models.Approval.objects.filter(of_danger, ends__gte=since)
    return list(found.order_by("-entry"))


def _asked(question: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())
