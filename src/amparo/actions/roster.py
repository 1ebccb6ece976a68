"""Lists who may ask: every person, their role and training, and the work that others gave them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from amparo.actions.changing import Asked, asker_of, lasting
from amparo.purposes.asker import MAY_ASSIGN
from amparo.store import people
from amparo.words.agencies import Role

MAY_SEE_WORK = frozenset({Role.OPERATOR}) | MAY_ASSIGN
"""Who sees everybody, with the work they were given; everybody else sees themself."""

_OF_A_ROLE = ("entry", "role", "agency", "office", "begins", "ends")


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """Work that somebody has. ``child`` None: the whole home."""

    entry: int
    nexus: str
    child: str | None
    budgeted: bool
    until: date


class Agreed(msgspec.Struct, frozen=True, kw_only=True):
    """An approval that somebody has. ``child`` None: the whole home."""

    entry: int
    kind: str
    purpose: str
    child: str | None
    authority: str
    until: date


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A person as the list shows them. ``entry`` gave the role, which holds if it is ``in_date``.

    ``assignments`` counts the work given.
    """

    slug: str
    entry: int | None
    role: str | None
    agency: str | None
    office: str | None
    begins: date | None = msgspec.field(name="from")
    ends: date | None = msgspec.field(name="to")
    in_date: bool
    trained_until: date | None
    assignments: int
    work: list[Work]
    approvals: list[Agreed]


def everybody(asked: Asked) -> list[Listed]:
    """Every person of the home, by slug, to those who appoint or give work; to others themself.

    Who the sponsors and children of a home are is nobody's to read off a list of its people. No
    child stands in it but by a number. Raises HomeRefused to whoever is no person of the home.
    """
    asker = asker_of(asked, "list")
    sees_all = asker.credentials_in_date and asker.role in MAY_SEE_WORK
    trained = _by_person(people.standing("training"))
    work = _by_person(lasting(people.standing("assignment"), asked.day))
    agreed = _by_person(lasting(people.standing("approval"), asked.day))
    return [
        Listed(
            slug=one.slug,
            **_role(one.pk, asked.day),
            trained_until=max((row.ends for row in trained.get(one.pk, [])), default=None),
            assignments=len(work.get(one.pk, [])),
            work=[_work(row) for row in work.get(one.pk, [])],
            approvals=[_agreed(row) for row in agreed.get(one.pk, [])],
        )
        for one in people.persons()
        if sees_all or one.pk == asker.person
    ]


def _by_person(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.person, []).append(row)
    return found


def _role(person: str, day: date) -> dict[str, Any]:
    held = people.appointment(person, day)
    if held is None:
        return {**dict.fromkeys(_OF_A_ROLE), "in_date": False}
    row, in_date = held
    ends = people.ended_on(row.entry) or row.ends
    said = (row.entry, row.role, row.agency, row.office, row.begins, ends)
    return {**dict(zip(_OF_A_ROLE, said, strict=True)), "in_date": in_date}


def _work(row: Any) -> Work:
    return Work(
        entry=row.entry, nexus=row.nexus, child=row.child, budgeted=row.budgeted, until=row.ends
    )


def _agreed(row: Any) -> Agreed:
    return Agreed(
        entry=row.entry,
        kind=row.kind,
        purpose=row.purpose,
        child=row.child,
        authority=row.authority,
        until=row.ends,
    )
