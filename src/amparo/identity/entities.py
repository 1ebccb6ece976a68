"""The entities that rows fall into: a pure function of rows and of what people have ruled."""

from collections.abc import Iterable, Iterator, Sequence

from amparo.identity.corroboration import Seen, corroborated


def entities(
    seen: Sequence[Seen], apart: frozenset[frozenset[int]] = frozenset()
) -> tuple[frozenset[int], ...]:
    """The source identities grouped into children, smallest member first.

    ``apart`` are pairs that a person has ruled to be different children. The order of ``seen``
    does not matter, and more rows can only bring identities together, never drive them apart.
    """
    parent = {row.identity: row.identity for row in seen}
    for one, other in pairs(seen):
        if frozenset((one, other)) not in apart:
            _join(parent, one, other)
    groups: dict[int, set[int]] = {}
    for identity in parent:
        groups.setdefault(_root(parent, identity), set()).add(identity)
    return tuple(frozenset(groups[root]) for root in sorted(groups))


def pairs(seen: Sequence[Seen]) -> Iterator[tuple[int, int]]:
    """The pairs of identities that the rule joins, each at least once, lower number first."""
    for rows in _by_number(seen):
        for place, one in enumerate(rows):
            for other in rows[:place]:
                if one.identity != other.identity and corroborated(one, other):
                    yield min(one.identity, other.identity), max(one.identity, other.identity)


def _by_number(seen: Iterable[Seen]) -> Iterator[list[Seen]]:
    """Rows that carry one number: only they can be joined. Rows that show the same count once."""
    groups: dict[bytes, dict[Seen, None]] = {}
    for row in seen:
        for number in row.numbers:
            groups.setdefault(number, {})[row] = None
    for group in groups.values():
        if len(group) > 1:
            yield list(group)


def _root(parent: dict[int, int], identity: int) -> int:
    while parent[identity] != identity:
        parent[identity] = parent[parent[identity]]
        identity = parent[identity]
    return identity


def _join(parent: dict[int, int], one: int, other: int) -> None:
    """The smaller root stays root, so that an entity's root is its smallest member."""
    first, second = _root(parent, one), _root(parent, other)
    parent[max(first, second)] = min(first, second)
