"""Brings numbers in line with who is one child: merging, parting, moving, each of it entered."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from django.db import connection

from amparo.identity import Entity
from amparo.store import children, identities, sealing
from amparo.store.bulk import append, ask, portions

_PER_ENTRY = 500
"""Changes that a machine made, in one entry of the ledger; a person's have one of their own."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """That identities carry another number: ``kind`` is merge, split, or move."""

    kind: str
    of: tuple[int, ...]
    before: str
    after: str
    day: date


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written so that every identity is in exactly one child."""

    new: tuple[str, ...]
    joins: tuple[tuple[int, str, date], ...]
    changes: tuple[Change, ...]

    def told(self, names: Mapping[int, str]) -> list[dict[str, Any]]:
        """The changes as the ledger says them."""
        return [
            {
                "change": one.kind,
                "of": [names[identity] for identity in one.of],
                "before": one.before,
                "after": one.after,
                "day": one.day.isoformat(),
            }
            for one in self.changes
        ]


class _Held(msgspec.Struct, frozen=True):
    """What some identities carry: the child and since when, and each child's first record."""

    child: dict[int, str]
    first: dict[str, int]


def plan(entities: Iterable[Entity], shown: frozenset[str], today: date) -> Plan:
    """What to write so that each entity is one child, and every identity one child's.

    A child that is parted stays with its first record; of children that are merged the number
    stays that was shown to somebody (``shown``), else the one that most identities carry, else the
    oldest. What is parted again takes back the number that it had.
    """
    groups = list(entities)
    held = _held([identity for group in groups for identity in group.since])
    former = _former(_parted(groups, held))
    new: list[str] = []
    joins: list[tuple[int, str, date]] = []
    changes: list[Change] = []
    for group in groups:
        child = _number_of(group, held, shown, former)
        if child is None:
            child = uuid.uuid4().hex
            new.append(child)
        joins.extend(
            (identity, child, since)
            for identity, since in group.since.items()
            if identity not in held.child
        )
        changes.extend(_changes(group, child, held, today))
    return Plan(new=tuple(new), joins=tuple(joins), changes=tuple(changes))


def carry_out(plan: Plan, by: str, entry: int | None = None) -> None:
    """Write what was planned; ``entry`` already tells of it, or else it is entered as ``by``."""
    append("child", ("id",), [(child,) for child in plan.new])
    if plan.changes and entry is None:
        names = identities.names({one for change in plan.changes for one in change.of})
        entry = _entered(plan.told(names), by)
    written = entry if entry is not None else sealing.last_entry()
    joins = [(identity, child, day.isoformat(), written) for identity, child, day in plan.joins]
    moved = [(one, change) for change in plan.changes for one in change.of]
    if moved:
        _end(moved, written)
    joins.extend((one, change.after, change.day.isoformat(), written) for one, change in moved)
    append("membership", ("identity", "child", "known_from", "entry"), joins)
    if moved:
        _lead(plan.changes, written)
        _follow([one for one, _ in moved], written, plan.changes[0].day)


def _end(moved: Iterable[tuple[int, Change]], entry: int) -> None:
    """What was known later than it ended was never known at the end of any day."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE store_membership SET ended_by = %s, known_to = CASE WHEN known_from > %s"
            " THEN known_from ELSE %s END WHERE identity = %s AND known_to IS NULL",
            [(entry, change.day.isoformat(), change.day.isoformat(), one) for one, change in moved],
        )


def _entered(told: list[dict[str, Any]], by: str) -> int:
    """Enter what a machine changed; the first entry."""
    entries = [
        sealing.enter({"entry": "identity", "by": by, "changes": portion})
        for portion in portions(told, _PER_ENTRY)
    ]
    return entries[0]


def _held(of: Sequence[int]) -> _Held:
    question = (
        "SELECT identity, child FROM store_membership WHERE known_to IS NULL AND identity IN ({})"
    )
    child = dict(ask(question, of))
    question = (
        "SELECT child, known_from, identity FROM store_membership"
        " WHERE known_to IS NULL AND child IN ({})"
    )
    first: dict[str, tuple[str, int]] = {}
    for number, day, identity in ask(question, sorted(set(child.values()))):
        first[number] = min((str(day), identity), first.get(number, (str(day), identity)))
    return _Held(child, {number: identity for number, (_, identity) in first.items()})


def _parted(groups: Iterable[Entity], held: _Held) -> list[int]:
    """The identities of groups that none of the numbers they carry stays with."""
    return [
        identity
        for group in groups
        if (of := {held.child[one] for one in group.since if one in held.child})
        and not any(held.first[child] in group.since for child in of)
        for identity in group.since
    ]


def _former(parted: list[int]) -> dict[int, list[str]]:
    """By identity: the numbers it carried before and that lead elsewhere now, the latest first."""
    question = (
        "SELECT m.id, m.identity, m.child FROM store_membership m"
        " JOIN store_alias a ON a.old = m.child AND a.ended_by IS NULL"
        " WHERE m.known_to IS NOT NULL AND m.identity IN ({})"
    )
    found: dict[int, list[str]] = {}
    for _, identity, child in sorted(ask(question, parted), reverse=True):
        found.setdefault(identity, []).append(child)
    return found


def _number_of(
    group: Entity, held: _Held, shown: frozenset[str], former: dict[int, list[str]]
) -> str | None:
    """The number that a group keeps or takes back; None where it needs a new one."""
    carried = Counter(held.child[one] for one in group.since if one in held.child)
    own = [child for child in carried if held.first[child] in group.since]
    if own:
        return max(own, key=lambda one: (one in shown, carried[one], -held.first[one], one))
    before = Counter(former[one][0] for one in group.since if one in former)
    taken_back = [child for child, _ in before.most_common(1)]
    if not taken_back:
        return None
    # Two parts of one child cannot both take its number back.
    for numbers in former.values():
        if taken_back[0] in numbers:
            numbers.remove(taken_back[0])
    for identity in [one for one, numbers in former.items() if not numbers]:
        del former[identity]
    return taken_back[0]


def _changes(group: Entity, child: str, held: _Held, today: date) -> Iterable[Change]:
    moved: dict[str, list[int]] = {}
    for identity in sorted(group.since):
        before = held.child.get(identity)
        if before is not None and before != child:
            moved.setdefault(before, []).append(identity)
    carried = child in held.first
    for before, of in moved.items():
        merged = held.first[before] in of
        kind = "merge" if merged and carried else "move" if carried else "split"
        day = _day_of(group, of, held) if merged else today
        yield Change(kind=kind, of=tuple(of), before=before, after=child, day=day)


def _day_of(group: Entity, of: list[int], held: _Held) -> date:
    """The day on which identities became one with the rest of a group."""
    inside = group.first in of
    others = [one for one in group.since if one not in of and one in held.child]
    return max(group.since[one] for one in (others if inside and others else of))


def _lead(changes: Iterable[Change], entry: int) -> None:
    """A number that no identity carries any more leads on; one carried again leads nowhere."""
    by_before = {change.before: change for change in changes if change.kind == "merge"}
    carried = {change.after for change in changes}
    question = "SELECT child FROM store_membership WHERE known_to IS NULL AND child IN ({})"
    left = {child for (child,) in ask(question, sorted(by_before))}
    append(
        "alias",
        ("old", "child", "known_from", "entry"),
        [
            (before, change.after, change.day.isoformat(), entry)
            for before, change in by_before.items()
            if before not in left
        ],
    )
    day = {change.after: change.day.isoformat() for change in changes}
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE store_alias SET ended_by = %s, known_to = %s"
            " WHERE old = %s AND ended_by IS NULL",
            [(entry, day[child], child) for child in sorted(carried)],
        )


def _follow(moved: Sequence[int], entry: int, day: date) -> None:
    """A number from before a merge leads where its records are now, when all of them are moved."""
    for old, to in _gone_elsewhere(moved).items():
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE store_alias SET ended_by = %s, known_to = %s"
                " WHERE old = %s AND ended_by IS NULL",
                [entry, day.isoformat(), old],
            )
        append(
            "alias", ("old", "child", "known_from", "entry"), [(old, to, day.isoformat(), entry)]
        )


def _gone_elsewhere(moved: Sequence[int]) -> dict[str, str]:
    """By number that leads elsewhere: the one child that all its records of then are now."""
    question = (
        "SELECT DISTINCT m.child FROM store_membership m"
        " JOIN store_alias a ON a.old = m.child AND a.ended_by IS NULL AND m.ended_by = a.entry"
        " WHERE m.identity IN ({})"
    )
    leading = sorted(number for (number,) in ask(question, moved))
    question = (
        "SELECT a.old, now.child FROM store_alias a"
        " JOIN store_membership m ON m.child = a.old AND m.ended_by = a.entry"
        " JOIN store_membership now ON now.identity = m.identity AND now.known_to IS NULL"
        " WHERE a.ended_by IS NULL AND a.old IN ({})"
    )
    of: dict[str, set[str]] = {}
    for old, child in ask(question, leading):
        of.setdefault(old, set()).add(child)
    whole = {old: to for old, found in of.items() if len(found) == 1 for to in found}
    return {old: to for old, to in whole.items() if children.now(old) not in {to, None}}
