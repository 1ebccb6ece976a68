"""How well entities agree with the truth: pairs, children mixed, children split."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping

import msgspec


class Pairs(msgspec.Struct, frozen=True, kw_only=True):
    """Of the pairs of identities: ``precision`` of those joined, ``recall`` of those to be joined.

    Where nothing was joined no pair is wrong, and where nothing is to be joined none is missed.
    """

    true: int
    joined: int
    both: int

    @property
    def precision(self) -> float:
        return self.both / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        return self.both / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.both / (self.true + self.joined) if self.true + self.joined else 1.0


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """``mixed_children`` are entities that hold two children or more: the worst mistake.

    ``split_children`` are children whose identities lie in two entities or more: how a missed
    hearing goes unnoticed.
    """

    pairs: Pairs
    mixed_children: int
    split_children: int


def evaluate(entities: Iterable[Iterable[int]], truth: Mapping[int, Hashable]) -> Evaluation:
    """Entities held against the child that each identity truly is.

    Only identities that the truth knows are counted: of others nothing can be said.
    """
    inside = [Counter(truth[one] for one in entity if one in truth) for entity in entities]
    places = Counter(child for entity in inside for child in entity)
    rows = Counter[Hashable]()
    for entity in inside:
        rows.update(entity)
    return Evaluation(
        pairs=Pairs(
            true=sum(map(_pairs_of, rows.values())),
            joined=sum(_pairs_of(entity.total()) for entity in inside),
            both=sum(_pairs_of(many) for entity in inside for many in entity.values()),
        ),
        mixed_children=sum(len(entity) > 1 for entity in inside),
        split_children=sum(many > 1 for many in places.values()),
    )


def _pairs_of(many: int) -> int:
    return many * (many - 1) // 2
