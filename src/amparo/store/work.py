"""What work there is about children now: open findings, stays in care, cases at court."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec
from django.db import connection
from django.db.models import Q, QuerySet

from amparo.duties.offices import Told
from amparo.record import NOWHERE, Whereabouts
from amparo.store import children
from amparo.store.bulk import as_day, ask
from amparo.store.findings import read_facts
from amparo.store.models import Episode, Finding
from amparo.words.agencies import Agency


class Steps(msgspec.Struct, frozen=True):
    """The steps of a child's latest episode that say who works with the child now."""

    transferred_on: date | None = None
    served_on: date | None = None
    filed_on: date | None = None
    admitted_on: date | None = None
    discharged_on: date | None = None
    released_on: date | None = None
    departed_on: date | None = None
    began_on: date | None = None
    at: Whereabouts = NOWHERE


def by_identity(among: Collection[str]) -> dict[int, str]:
    """Some children, by the identities that they are now."""
    found = children.members(among)
    return {identity: child for child, members in found.items() for identity in members}


def open_findings(
    now: date, child_of: Mapping[int, str] | None, since: date | None = None
) -> Iterator[tuple[str, str, str]]:
    """(child, gap, anchor) of what is open now; of some children where these are given.

    With ``since`` also of what has ended after that day.
    """
    found = Finding.objects.filter(
        Q(known_to=None) | Q(known_to__gt=now), Q(until=None) | Q(until__gt=since or now)
    ).filter(known_from__lte=now, since__lte=now)
    found = _of(found.exclude(basis="sealed"), child_of)
    rows = list(found.values_list("identity", "gap", "anchor"))
    if child_of is None:
        child_of = children.memberships({identity for identity, _, _ in rows})
    return (
        (child_of[identity], gap, anchor) for identity, gap, anchor in rows if identity in child_of
    )


def latest_steps(now: date, child_of: Mapping[int, str] | None) -> dict[str, Steps]:
    """The steps of each child's latest episode, as known now; of some where these are given."""
    known = Episode.objects.filter(Q(known_to=None) | Q(known_to__gt=now), known_from__lte=now)
    rows = list(_of(known.exclude(basis="sealed"), child_of).values_list("identity", "steps"))
    if child_of is None:
        child_of = children.memberships({identity for identity, _ in rows})
    found: dict[str, Steps] = {}
    for identity, text in rows:
        steps = msgspec.convert(read_facts(text), Steps, strict=False)
        of = child_of.get(identity)
        if of is not None and (of not in found or _began(found[of]) <= _began(steps)):
            found[of] = steps
    return found


def places_told(of: Iterable[str]) -> dict[str, list[Told]]:
    """The places of each child's episodes, as known over time, that name an office."""
    child_of = {
        identity: child for child, group in children.members(of).items() for identity in group
    }
    found: dict[str, list[Told]] = {}
    for identity, steps, known_from, known_to in ask(_PLACES, list(child_of)):
        told = msgspec.convert(read_facts(steps), _Places, strict=False)
        found.setdefault(child_of[identity], []).append(
            Told(
                known_from=as_day(known_from),
                known_to=as_day(known_to) if known_to is not None else None,
                began_on=told.began_on,
                at=told.at,
            )
        )
    return found


class _Places(msgspec.Struct, frozen=True):
    """Of an episode's steps, the places and when it began."""

    began_on: date | None = None
    at: Whereabouts = NOWHERE


_PLACES = (
    "SELECT identity, steps, known_from, known_to FROM store_episode"
    " WHERE basis <> 'sealed' AND identity IN ({})"
)


def told_of_by(agency: Agency, among: Collection[str] | None) -> set[str]:
    """The children of whom an agency has a record; of some where they are named."""
    question = (
        "SELECT DISTINCT m.child FROM store_membership m JOIN store_identity i ON i.id = m.identity"  # noqa: S608  # a word of ours
        f" WHERE m.known_to IS NULL AND i.name LIKE '{agency}:%%'"
    )
    if among is not None:
        return {found for (found,) in ask(f"{question} AND m.child IN ({{}})", sorted(among))}
    with connection.cursor() as cursor:
        cursor.execute(question, [])
        return {found for (found,) in cursor.fetchall()}


def _of(rows: QuerySet[Any], child_of: Mapping[int, str] | None) -> QuerySet[Any]:
    if child_of is None:
        return rows
    # Of nobody as much is asked as of a child: by no identity, which has the number 0.
    return rows.filter(identity__among=sorted(child_of) or [_NO_IDENTITY])


_NO_IDENTITY = 0


def _began(steps: Steps) -> date:
    return steps.began_on or date.min
