"""What a person's word on a review rules, and of which two records each."""

from collections.abc import Iterable, Iterator
from itertools import combinations, product

from amparo.actions.changing import ChangeRefused
from amparo.actions.match_says import Says
from amparo.identity import By, Kind, standing
from amparo.store import children, rulings
from amparo.store.reviews import Waiting

_KIND = {Says.SAME: Kind.SAME, Says.NOT_SAME: Kind.DIFFERENT, Says.SIBLINGS: Kind.SIBLING}


def children_of(item: Waiting) -> list[str]:
    """The children a review is about, by their numbers now."""
    now = children.memberships(item.identities)
    return list(dict.fromkeys(now[one] for one in item.identities if one in now))


def ruled_of(item: Waiting, says: Says) -> list[tuple[Kind, int, int]]:
    """What is ruled of which two records."""
    if says in _OF_THE_RECORD:
        return _of_the_record(item, says)
    return [(_KIND[says], one, other) for one, other in _pairs(item, says)]


_OF_THE_RECORD = (Says.MOVE, Says.STAY)


def _of_the_record(item: Waiting, says: Says) -> list[tuple[Kind, int, int]]:
    """It is of the one child, and of no record of the other, as the two are made up now."""
    here, (record,), there = item.parts
    now = children.memberships(item.identities)
    if now.get(record) != now.get(here[0]) or now.get(record) == now.get(there[0]):
        raise ChangeRefused("moved-meanwhile", "The record is of another child now: ask anew.")
    members = children.members(now.values())
    stays = [one for one in members[now[here[0]]] if one != record]
    own, other = (members[now[there[0]]], stays)[:: 1 if says is Says.MOVE else -1]
    overruled = {
        one for pair in _persons_apart([record, *own]) if record in pair for one in pair - {record}
    }
    same = sorted({own[0], *overruled})
    return [
        *((Kind.SAME, record, one) for one in same),
        *((Kind.DIFFERENT, record, one) for one in sorted(other)),
    ]


def _persons_apart(of: Iterable[int]) -> Iterator[frozenset[int]]:
    """The pairs among some identities of which a person's last word is that they are two."""
    among = set(of)
    for pair, one in standing(rulings.about(among)).items():
        if one.by is By.PERSON and one.kind is not Kind.SAME and pair <= among:
            yield pair


def _pairs(item: Waiting, says: Says) -> list[tuple[int, int]]:
    """The pairs to rule on: whoever is one child now must be parted record by record."""
    first = [part[0] for part in item.parts]
    if says is Says.SAME:
        overruled = _ruled_apart(item)
        return [(one, other) for one, other in dict.fromkeys([*_chain(first), *overruled])]
    now = children.memberships(item.identities)
    found: dict[tuple[int, int], None] = {}
    for one, other in combinations(item.parts, 2):
        together = {now.get(a) for a in one} & {now.get(b) for b in other}
        pairs = product(one, other) if together else [(one[0], other[0])]
        found |= dict.fromkeys((min(pair), max(pair)) for pair in pairs)
    return list(found)


def _chain(first: list[int]) -> list[tuple[int, int]]:
    return [(min(first[0], other), max(first[0], other)) for other in first[1:]]


def _ruled_apart(item: Waiting) -> list[tuple[int, int]]:
    """What persons ruled before of these children, and who says *same* now overrules."""
    of = {
        identity: place
        for place, child in enumerate(children_of(item))
        for identity in children.members([child]).get(child, [])
    }
    pairs = (tuple(sorted(pair)) for pair in _persons_apart(of))
    return [(one, other) for one, other in pairs if of[one] != of[other]]
