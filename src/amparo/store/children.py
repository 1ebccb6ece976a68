"""Which child a source identity is: stable numbers, rulings, and aliases of merged ones."""

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping

from django.db import connection

from amparo.ledger import canonical_json
from amparo.store import models
from amparo.store.bulk import append, ask
from amparo.store.sealing import enter_batches


def memberships(identities: Iterable[int]) -> dict[int, str]:
    """The child that each identity is, as ruled so far."""
    question = "SELECT identity, child FROM store_membership WHERE identity IN ({})"
    return dict(ask(question, list(identities)))


def members(children: Iterable[str]) -> dict[str, list[int]]:
    """The identities that each child is."""
    found: dict[str, list[int]] = {}
    question = "SELECT child, identity FROM store_membership WHERE child IN ({})"
    for child, identity in ask(question, sorted(set(children))):
        found.setdefault(child, []).append(identity)
    return found


def apart() -> frozenset[frozenset[int]]:
    """The pairs of identities that a person has ruled to be different children."""
    found: dict[frozenset[int], bool] = {}
    # By the index: a condition without a comparison, as the mapper writes it, reads every ruling.
    ruled = ask("SELECT id, one, other, same FROM store_ruling WHERE by_person IN ({})", [True])
    for _, one, other, same in sorted(ruled):
        found[frozenset((one, other))] = same
    return frozenset(pair for pair, same in found.items() if not same)


def rule(pairs: Iterable[tuple[int, int]], names: Mapping[int, str], rule_name: str) -> None:
    """Record that a rule joined pairs of identities; each ruling is sealed in a batch."""
    ruled = list(pairs)
    bodies = [
        canonical_json({"ruling": "same", "by": rule_name, "of": [names[one], names[other]]})
        for one, other in ruled
    ]
    numbers = enter_batches(bodies, {"of": "rulings"}, None)
    append(
        "ruling",
        ("id", "one", "other", "same", "by_person", "body"),
        [
            (number, one, other, True, False, body)
            for number, (one, other), body in zip(numbers, ruled, bodies, strict=True)
        ],
    )


def settle(entities: Iterable[frozenset[int]]) -> None:
    """Bring memberships in line with the entities given; every identity in exactly one.

    A child keeps its number where it can: the entity takes the number that most of its identities
    carry, the oldest first among equals. Numbers that end become aliases.
    """
    groups = [sorted(entity) for entity in entities]
    held = memberships([identity for group in groups for identity in group])
    taken: set[str] = set()
    rows: list[tuple[int, str]] = []
    for group in groups:
        child = _number_of(group, held, taken)
        taken.add(child)
        rows.extend((identity, child) for identity in group if held.get(identity) != child)
    _write(rows, held, taken)


def _number_of(group: list[int], held: Mapping[int, str], taken: set[str]) -> str:
    carried = Counter(held[identity] for identity in group if identity in held)
    for child, _ in carried.most_common():
        if child not in taken:
            return child
    return uuid.uuid4().hex


def _write(rows: list[tuple[int, str]], held: Mapping[int, str], taken: set[str]) -> None:
    known = set(held.values())
    new = [(child, None) for child in taken - known]
    append("child", ("id", "merged_into"), new)
    moved = [(identity, child) for identity, child in rows if identity in held]
    with connection.cursor() as cursor:
        for identity, child in moved:
            cursor.execute(
                "UPDATE store_membership SET child = %s WHERE identity = %s", [child, identity]
            )
    append("membership", ("identity", "child"), [row for row in rows if row[0] not in held])
    _alias(moved, held, taken)


def _alias(moved: list[tuple[int, str]], held: Mapping[int, str], taken: set[str]) -> None:
    """A number that no identity carries any more leads to where its identities went."""
    for identity, child in moved:
        old = held[identity]
        if old not in taken:
            models.Child.objects.filter(pk=old).update(merged_into=child)
    revived = [child for child in taken if child in set(held.values())]
    models.Child.objects.filter(pk__in=revived[:1000], merged_into__isnull=False).update(
        merged_into=None
    )


def not_ruled_yet(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs on which there is no ruling yet."""
    wanted = list(pairs)
    question = "SELECT one, other FROM store_ruling WHERE one IN ({})"
    ruled = set(ask(question, sorted({one for one, _ in wanted})))
    return [pair for pair in wanted if pair not in ruled]


def everyone() -> list[str]:
    """Every child that some identity is."""
    members = models.Membership.objects.values_list("child", flat=True)
    return sorted(members.distinct())


def now(child: str) -> str | None:
    """What a child's number is now, after any merging; None for a number never given."""
    if _NUMBER.fullmatch(child) is None:
        return None
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT merged_into FROM store_child WHERE id = %s", [child])
            found = cursor.fetchone()
            if found is None:
                return None
            if found[0] is None:
                return child
            child = found[0]


_NUMBER = re.compile(r"[0-9a-f]{32}")


def numbers(child: str) -> set[str]:
    """Every number that leads to a child now, the child's own included."""
    known, new = set[str](), {child}
    while new:
        known |= new
        merged = ask("SELECT id FROM store_child WHERE merged_into IN ({})", sorted(new))
        new = {number for (number,) in merged} - known
    return known
