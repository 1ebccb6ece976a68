"""The last rows one by one, against all at once: who is with whom must come out the same."""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from amparo.bench.identity_quality import clustered
from amparo.bench.identity_rows import Row
from amparo.identity.clustering import Clustered, cluster
from amparo.identity.weighed import Weighed
from amparo.matching import keys, propose, shipped_model
from amparo.matching.one import weigh
from amparo.matching.prepared import prepared

_ADDED = 0.05
_EVERY = 10
"""Every tenth entity of those before was shown to somebody, so that it must not move."""


class Increment(msgspec.Struct, frozen=True, kw_only=True):
    """What adding the last rows one by one came to.

    ``alike`` is the share of entities that are the same as when all rows are matched at once.
    ``moved`` counts entities that had been shown and lost a member or were joined with another one
    shown: it has to be 0. ``asked`` counts reviews that concern an entity shown, opened instead.
    """

    rows: int
    added: int
    alike: float
    moved: int
    shown: int
    asked: int


def measure(rows: Sequence[Row]) -> Increment:
    """Match all but the last twentieth at once, then each of the rest by its keys; compare."""
    model = shipped_model().among(len(rows))
    told = [row.shown for row in rows]
    before = told[: len(told) - round(_ADDED * len(told))]
    at_once = clustered(model, told, propose(model, told))
    edges = propose(model, before)
    published = clustered(model, before, edges).entities
    edges += _one_by_one(rows, len(before))
    shown = published[::_EVERY]
    numbers = {one.identity: one.a_numbers for one in told if one.a_numbers}
    identities = [one.identity for one in told]
    apart = clustered(model, told, edges)
    held = cluster(identities, edges, model.thresholds, numbers=numbers, shown=shown)
    same = set(apart.entities) & set(at_once.entities)
    return Increment(
        rows=len(rows),
        added=len(rows) - len(before),
        alike=len(same) / len(at_once.entities),
        moved=_moved(held, shown),
        shown=len(shown),
        asked=_asked(held, shown),
    )


def _one_by_one(rows: Sequence[Row], first: int) -> list[Weighed]:
    """The edges of each later row to those before it, by its keys alone."""
    model = shipped_model().among(len(rows))
    carried: dict[str, list[int]] = defaultdict(list)
    found = []
    ready = [prepared(row.shown) for row in rows]
    for place, row in enumerate(rows):
        of_row = keys(row.shown)
        if place >= first:
            blocks = [carried[key] for key in of_row if len(carried[key]) <= model.block_cap]
            for other in {other for block in blocks for other in block}:
                pair = row.shown.identity, rows[other].shown.identity
                weighed = weigh(model, ready[place], ready[other], pair)
                if weighed.siblings or weighed.bits >= model.thresholds.ask:
                    found.append(msgspec.structs.replace(weighed, compared=()))
        for key in of_row:
            carried[key].append(place)
    return found


def _moved(held: Clustered, shown: Sequence[frozenset[int]]) -> int:
    """Entities shown that are not whole, or that share an entity with another one."""
    entity_of = {one: entity for entity in held.entities for one in entity}
    wholes = [entity_of[min(entity)] for entity in shown]
    broken = sum(not entity <= whole for entity, whole in zip(shown, wholes, strict=True))
    return broken + len(wholes) - len(set(wholes))


def _asked(held: Clustered, shown: Sequence[frozenset[int]]) -> int:
    concerned = frozenset().union(*shown)
    return sum(
        any(not one.isdisjoint(concerned) for one in review.entities) for review in held.reviews
    )
