"""Where machines would change who is one child although somebody was told, or a person ruled."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations

import msgspec

from amparo.identity.entities import Entity, joined
from amparo.identity.rulings import By, Kind, Ruling


class Disagreement(msgspec.Struct, frozen=True):
    """Children that a machine would make one, by one identity of each; a person must say."""

    of: tuple[int, ...]

    def held(self, day: date = date.min) -> Iterator[Ruling]:
        """The rulings that keep them apart until a person has said so."""
        for one, other in combinations(self.of, 2):
            yield Ruling(
                number=0, kind=Kind.HELD, by=By.WAITING, one=one, other=other, learned_on=day
            )


def disagreements(
    proposed: Iterable[Entity],
    now: Mapping[int, str],
    settled: frozenset[str],
    rulings: Iterable[Ruling],
) -> list[Disagreement]:
    """The proposed entities that would make one child of two that are ``settled``.

    Settled is a child that was shown to somebody or ruled on by a person. That a record nobody was
    shown is attached to one of them is no disagreement, nor is what a person ruled to be so.
    ``now`` says which child each identity is.
    """
    ruled = [one for one in rulings if one.by is By.PERSON]
    found = []
    for entity in proposed:
        first = _first_of_each(entity, now, settled)
        if len(first) > 1 and len(parts := _by_persons(entity, now, first, ruled)) > 1:
            found.append(Disagreement(tuple(sorted(parts))))
    return found


def _first_of_each(
    entity: Entity, now: Mapping[int, str], settled: frozenset[str]
) -> dict[str, int]:
    """The smallest identity of each settled child that an entity holds."""
    first: dict[str, int] = {}
    for identity in sorted(entity.since):
        child = now.get(identity)
        if child is not None and child in settled:
            first.setdefault(child, identity)
    return first


def _by_persons(
    entity: Entity, now: Mapping[int, str], first: Mapping[str, int], ruled: list[Ruling]
) -> list[int]:
    """One identity of each part that remains when all that persons joined is joined."""
    own = {
        identity: first[now[identity]] for identity in entity.since if now.get(identity) in first
    }
    among = [
        Ruling(
            number=one.number,
            kind=one.kind,
            by=one.by,
            one=own[one.one],
            other=own[one.other],
            learned_on=one.learned_on,
        )
        for one in ruled
        if one.one in own and one.other in own and own[one.one] != own[one.other]
    ]
    parts = joined(dict.fromkeys(first.values(), date.min), (), among)
    return [part.first for part in parts]
