"""Which child a source identity is, now or as known on a day, and where numbers of before lead."""

import re
from collections.abc import Iterable
from datetime import date

import msgspec
from django.db import connection

from amparo.store import models
from amparo.store.bulk import as_day, ask


class Period(msgspec.Struct, frozen=True):
    """A number, and the ledger's entries between which it was, or led to, a child's record."""

    number: str
    after: int = 0
    before: int | None = None


def memberships(identities: Iterable[int]) -> dict[int, str]:
    """The child that each identity is now."""
    question = (
        "SELECT identity, child FROM store_membership WHERE known_to IS NULL AND identity IN ({})"
    )
    return dict(ask(question, list(identities)))


def known_since(identities: Iterable[int]) -> dict[int, date]:
    """Since when each identity has been known to be the child it is now."""
    question = (
        "SELECT identity, known_from FROM store_membership"
        " WHERE known_to IS NULL AND identity IN ({})"
    )
    return {identity: as_day(first) for identity, first in ask(question, list(identities))}


def members(children: Iterable[str]) -> dict[str, list[int]]:
    """The identities that each child is now."""
    found: dict[str, list[int]] = {}
    question = (
        "SELECT child, identity FROM store_membership WHERE known_to IS NULL AND child IN ({})"
    )
    for child, identity in ask(question, sorted(set(children))):
        found.setdefault(child, []).append(identity)
    return found


def members_as_known(child: str, known_at: date) -> list[int]:
    """The identities that a child was, as known on a day."""
    question = "SELECT identity, known_from, known_to FROM store_membership WHERE child IN ({})"
    return [
        identity
        for identity, first, last in ask(question, [child])
        if as_day(first) <= known_at and (last is None or known_at < as_day(last))
    ]


def everyone() -> list[str]:
    """Every child that some identity is now."""
    members = models.Membership.objects.filter(known_to=None).values_list("child", flat=True)
    return sorted(members.distinct())


def how_many() -> int:
    """How many children there are."""
    return models.Membership.objects.filter(known_to=None).values("child").distinct().count()


def now(child: str) -> str | None:
    """What a child's number is now, after any merging; None for a number never given."""
    return now_of([child]).get(child)


def now_of(numbers: Iterable[str]) -> dict[str, str]:
    """What some children's numbers are now, after any merging; numbers never given are left out."""
    found: dict[str, str] = {}
    at = {number: number for number in numbers if _NUMBER.fullmatch(number)}
    while at:
        led = dict(ask(_LED_NOW, sorted(set(at.values()))))
        found |= {number: here for number, here in at.items() if led.get(here, here) is None}
        at = {number: on for number, here in at.items() if (on := led.get(here)) is not None}
    return found


_LED_NOW = (
    "SELECT c.id, (SELECT a.child FROM store_alias a WHERE a.old = c.id AND a.ended_by IS NULL"
    " ORDER BY a.id DESC LIMIT 1) FROM store_child c WHERE c.id IN ({})"
)


def at(child: str, known_at: date) -> str | None:
    """Where a child's number led as known on a day; None for a number never given."""
    day = known_at.isoformat()
    return _led(child, "a.known_from <= %s AND (a.known_to IS NULL OR a.known_to > %s)", [day, day])


def _led(child: str, standing: str, values: list[str]) -> str | None:
    if _NUMBER.fullmatch(child) is None:
        return None
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT (SELECT a.child FROM store_alias a WHERE a.old = c.id"  # noqa: S608
                f" AND {standing} ORDER BY a.id DESC LIMIT 1) FROM store_child c WHERE c.id = %s",
                [*values, child],
            )
            found = cursor.fetchone()
            if found is None:
                return None
            if found[0] is None:
                return child
            child = found[0]


_NUMBER = re.compile(r"[0-9a-f]{32}")


def numbers(child: str) -> set[str]:
    """Every number that leads to a child now, the child's own included."""
    return numbers_of([child])


def numbers_of(children: Iterable[str]) -> set[str]:
    """Every number that leads to any of some children now, their own included."""
    known, new = set[str](), set(children)
    while new:
        known |= new
        question = "SELECT old FROM store_alias WHERE ended_by IS NULL AND child IN ({})"
        new = {number for (number,) in ask(question, sorted(new))} - known
    return known


def periods(child: str) -> list[Period]:
    """Under which numbers a child's records were ever looked at, and between which entries.

    While two children were taken for one, or a record for another child's, whoever looked at the
    one saw the other: the look is in the accounts of all whose records were looked at. None is
    there of what was looked at before, under the other number, or after it.
    """
    own = members([child]).get(child, [])
    question = "SELECT child, entry, ended_by FROM store_membership WHERE identity IN ({})"
    found = {Period(number, entry, ended_by) for number, entry, ended_by in ask(question, own)}
    return sorted({Period(child), *found, *_led_since_ever(child)}, key=_place)


def _led_since_ever(child: str) -> set[Period]:
    """Numbers of which it was not kept when they were merged: their looks are all the child's."""
    question = "SELECT old FROM store_alias WHERE ended_by IS NULL AND entry = 0 AND child IN ({})"
    return {Period(number) for (number,) in ask(question, sorted(numbers(child)))}


def _place(period: Period) -> tuple[str, int]:
    return period.number, period.after


def changed_since(children: Iterable[str], entry: int) -> int | None:
    """The first entry after one at which a record came to some children, or left them."""
    later = [
        changed
        for column in ("entry", "ended_by")
        for (changed,) in ask(
            f"SELECT {column} FROM store_membership WHERE child IN ({{}})",  # noqa: S608
            sorted(children),
        )
        if changed is not None and changed > entry
    ]
    return min(later, default=None)


def merged_at(child: str) -> int:
    """The entry of the last merge into a child that still stands; 0 where there was none."""
    question = (
        "SELECT a.entry FROM store_alias a JOIN store_membership m"
        " ON m.child = a.old AND m.ended_by = a.entry"
        " WHERE a.ended_by IS NULL AND a.child IN ({})"
    )
    return max((entry for (entry,) in ask(question, [child])), default=0)


def came_at(identity: int) -> int:
    """The ledger's entry by which an identity came to the child it is now; 0: to none."""
    question = "SELECT entry FROM store_membership WHERE known_to IS NULL AND identity IN ({})"
    return max((entry for (entry,) in ask(question, [identity])), default=0)


def came_last(child: str) -> list[int]:
    """The identities that came to a child by its last merge."""
    question = (
        "SELECT m.identity FROM store_alias a JOIN store_membership m"
        " ON m.child = a.old AND m.ended_by = a.entry"
        " WHERE a.ended_by IS NULL AND a.entry = %s AND a.child = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(question, [merged_at(child), child])
        came = {identity for (identity,) in cursor.fetchall()}
    return sorted(came.intersection(members([child]).get(child, [])))
