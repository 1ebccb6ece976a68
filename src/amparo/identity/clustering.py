"""Which identities are one child: the strongest evidence first, and never across what forbids."""

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from amparo.identity.groups import Group, Groups, Marks, SameName, contradict
from amparo.identity.weighed import Thresholds, Weighed

Pair = tuple[int, int]
Entity = frozenset[int]

_SEVERAL = 3
"""So many rows on each side are two histories, which one row alone does not make one."""
_SIDE_BY_SIDE = 3
"""As many entities as a person can compare at a time."""


class Reason(StrEnum):
    """Why a person is asked, most harmful mistake first."""

    RULED = "people have ruled these to be one child and two children"
    SHOWN_AS_TWO = "shown as two children, and they look like one"
    SHOWN_AS_ONE = "shown as one child, and what joins them no longer holds"
    SIBLING = "they look like brothers or sisters, or like one child under two names"
    A_NUMBER = "each side has an A-number of its own, told more than once"
    BIRTH_DATE = "each side has a birth date of its own, told more than once"
    BRIDGE = "one row alone joins two groups of rows"
    GREY = "not enough to say that they are one child, too much to say that they are not"


HARM = {reason: place for place, reason in enumerate(Reason, start=1)}
"""1 is asked first: two children in one file that somebody acts on is the worst mistake."""


class Review(msgspec.Struct, frozen=True):
    """Entities of which a person must say whether they are one child, side by side.

    Two, or three where one of them may be either of the others; of a single entity that was shown
    as one child, the parts that it falls into, or would if brothers and sisters were kept apart.
    ``pair`` is the pair of identities that weighs most and ``bits`` its weight.
    """

    reason: Reason
    entities: tuple[Entity, ...]
    pair: Pair
    bits: float

    @property
    def harm(self) -> int:
        return HARM[self.reason]


class Clustered(msgspec.Struct, frozen=True):
    """What the evidence says: *same* is one entity, *ask a person* a review, the rest *different*.

    Every identity is in exactly one of ``entities`` (sorted by smallest member). ``siblings`` are
    pairs of identities in different entities that the veto holds for, one for every two entities.
    """

    entities: tuple[Entity, ...]
    siblings: tuple[Pair, ...]
    reviews: tuple[Review, ...]


def cluster(
    identities: Iterable[int],
    edges: Iterable[Weighed],
    thresholds: Thresholds,
    *,
    must: Iterable[Pair] = (),
    cannot: Iterable[Pair] = (),
    numbers: Marks | None = None,
    births: Marks | None = None,
    given: Marks | None = None,
    same_name: SameName = operator.eq,
    shown: Iterable[Entity] = (),
    rank: Callable[[int], Any] = lambda identity: identity,
) -> Clustered:
    """Group identities into children: a pure function that no order of its inputs changes.

    ``must`` and ``cannot`` are pairs that people have ruled the same and not the same. ``shown``
    are entities that a person was shown, or has ruled on: nothing is taken out of them or joined
    across them by weight; where the evidence says otherwise a review is opened. ``numbers`` are the
    A-numbers that an identity tells, ``births`` its exact birth dates, ``given`` its given names,
    of which ``same_name`` says whether two are one name (``matching.given_names``): the sibling
    veto between *Ana* and *Rosa* does not hold in an entity of which a third identity tells *Ana
    Rosa*.
    ``rank`` breaks ties of weight: a caller whose numbers depend on the order of arrival gives one
    that does not, such as the source identity's text.

    People's rulings come first; a pair ruled both ways is kept apart, and asked about.
    """
    ordered = sorted(edges, key=lambda edge: (-edge.bits, *sorted(map(rank, edge.pair))))
    groups = Groups(numbers or {}, births or {}, given, same_name)
    work = _Work(groups, ordered, thresholds)
    for identity in identities:
        work.groups.of(identity)
    work.obey(_ranked(must, rank), _ranked(cannot, rank))
    work.keep(sorted(shown, key=min))
    work.weigh()
    return work.done()


def _ranked(pairs: Iterable[Pair], rank: Callable[[int], Any]) -> list[Pair]:
    return sorted(set(pairs), key=lambda pair: sorted(map(rank, pair)))


class _Work:
    """One run of ``cluster``: groups that grow, and what was refused on the way."""

    def __init__(self, groups: Groups, ordered: Sequence[Weighed], thresholds: Thresholds):
        self.groups = groups
        self._ordered, self._at = ordered, thresholds
        self._must: list[Pair] = []
        self._shown: list[Entity] = []
        self._refused: list[tuple[Reason, Weighed]] = []
        self._edges_of = _edges_of(ordered)

    def obey(self, must: Sequence[Pair], cannot: Sequence[Pair]) -> None:
        """Join and keep apart what people have ruled."""
        self._must = list(must)
        for one, other in cannot:
            self.groups.keep_apart(one, other, ruled=True)
        for pair in must:
            if not self._joined_unless_crossed(*pair):
                self._refused.append((Reason.RULED, Weighed(min(pair), max(pair), 0.0)))

    def keep(self, shown: Sequence[Entity]) -> None:
        """Put together again what was shown as one child, but for what people have ruled apart."""
        self._shown = list(shown)
        for number, entity in enumerate(shown):
            first, *others = sorted(entity)
            for other in others:
                self._joined_unless_crossed(first, other)
            for identity in entity:
                self.groups.of(identity).shown = number

    def weigh(self) -> None:
        """Join by weight, strongest first, whatever nothing forbids."""
        for edge in self._ordered:
            if edge.siblings:
                self.groups.keep_apart(*edge.pair)
        for edge in self._ordered:
            if edge.bits < self._at.join:
                break
            if not edge.siblings:
                self._consider(edge)

    def done(self) -> Clustered:
        entity_of = _entities(self.groups)
        return Clustered(
            entities=tuple(sorted(set(entity_of.values()), key=min)),
            siblings=self._siblings(entity_of),
            reviews=_by_entity(self._asked(entity_of)),
        )

    def _joined_unless_crossed(self, one: int, other: int) -> bool:
        first, second = self.groups.of(one), self.groups.of(other)
        if first is second:
            return True
        if self.groups.crossed(first, second):
            return False
        self.groups.join(first, second)
        return True

    def _consider(self, edge: Weighed) -> None:
        one, other = self.groups.of(edge.one), self.groups.of(edge.other)
        if one is other or self.groups.ruled_apart(one, other):
            return
        reason = self._forbidden(one, other)
        if reason is None:
            self.groups.join(one, other)
        else:
            self._refused.append((reason, edge))

    def _forbidden(self, one: Group, other: Group) -> Reason | None:
        if self.groups.crossed(one, other):
            return Reason.SIBLING
        if one.shown is not None and other.shown is not None:
            return Reason.SHOWN_AS_TWO
        if contradict(one.numbers, other.numbers):
            return Reason.A_NUMBER
        if contradict(one.births, other.births) and one.numbers.keys().isdisjoint(other.numbers):
            return Reason.BIRTH_DATE
        return Reason.BRIDGE if self._is_bridge(one, other) else None

    def _is_bridge(self, one: Group, other: Group) -> bool:
        """Whether two groups of several are held together by one identity of one of them alone."""
        small, large = sorted((one, other), key=lambda group: len(group.members))
        if len(small.members) < _SEVERAL:
            return False
        inside = set(small.members), set(large.members)
        crossing = [
            sorted(edge.pair, key=inside[1].__contains__)
            for identity in small.members
            for edge in self._edges_of.get(identity, ())
            if self._speaks(edge) and not inside[1].isdisjoint(edge.pair)
        ]
        return len({near for near, _ in crossing}) == 1 or len({far for _, far in crossing}) == 1

    def _speaks(self, edge: Weighed) -> bool:
        return not edge.siblings and edge.bits >= self._at.ask

    def _siblings(self, entity_of: dict[int, Entity]) -> tuple[Pair, ...]:
        strongest: dict[frozenset[Entity], Pair] = {}
        for edge in self._ordered:
            if edge.siblings and entity_of[edge.one] != entity_of[edge.other]:
                both = frozenset((entity_of[edge.one], entity_of[edge.other]))
                strongest.setdefault(both, edge.pair)
        return tuple(sorted(strongest.values()))

    def _asked(self, entity_of: dict[int, Entity]) -> Iterator[Review]:
        for reason, edge in [*self._refused, *self._in_doubt()]:
            one, other = entity_of[edge.one], entity_of[edge.other]
            if one != other:
                yield Review(reason, tuple(sorted((one, other), key=min)), edge.pair, edge.bits)
        for entity in self._shown:
            yield from self._complaints(entity)

    def _in_doubt(self) -> Iterator[tuple[Reason, Weighed]]:
        """What weighs enough to ask: grey pairs, and pairs that only the sibling veto parts."""
        for edge in self._ordered:
            if edge.bits < self._at.ask:
                return
            if edge.siblings and edge.bits >= self._at.join:
                yield Reason.SIBLING, edge
            elif not edge.siblings and edge.bits < self._at.join and self._nothing_tells(edge):
                yield Reason.GREY, edge

    def _nothing_tells(self, edge: Weighed) -> bool:
        one, other = self.groups.of(edge.one), self.groups.of(edge.other)
        return not self.groups.crossed(one, other) and not contradict(one.numbers, other.numbers)

    def _complaints(self, entity: Entity) -> Iterator[Review]:
        """Whether what was shown as one child would still be joined, at the lower threshold."""
        inside = set(self.groups.of(min(entity)).members)
        entity &= inside  # whatever people have ruled out of it is settled
        edges = self._within(inside)
        ruled = [pair for pair in self._must if inside.issuperset(pair)]
        siblings = [
            edge
            for edge in edges
            if edge.siblings
            and edge.pair not in ruled
            and entity.issuperset(edge.pair)
            and not self.groups.explained(*edge.pair, inside)
        ]
        parts = _parts(entity, ruled, edges, self._at.complain)
        if siblings:
            sides = _sides(entity, siblings, ruled, edges)
            yield Review(Reason.SIBLING, sides, siblings[0].pair, siblings[0].bits)
        elif len(parts) > 1:
            pair = min(parts[0]), min(parts[1])
            yield Review(Reason.SHOWN_AS_ONE, parts, pair, self._at.complain)

    def _within(self, inside: set[int]) -> list[Weighed]:
        """The edges between members, strongest first, each once."""
        return [
            edge
            for identity in sorted(inside)
            for edge in self._edges_of.get(identity, ())
            if edge.one == identity and edge.other in inside
        ]


def _edges_of(edges: Iterable[Weighed]) -> dict[int, list[Weighed]]:
    found: dict[int, list[Weighed]] = {}
    for edge in edges:
        found.setdefault(edge.one, []).append(edge)
        found.setdefault(edge.other, []).append(edge)
    return found


def _entities(groups: Groups) -> dict[int, Entity]:
    """The entity of every identity."""
    wholes = [frozenset(group.members) for group in groups]
    return {identity: whole for whole in wholes for identity in whole}


def _parts(
    entity: Entity, must: Iterable[Pair], edges: Iterable[Weighed], at: float
) -> tuple[Entity, ...]:
    """What remains connected of an entity by rulings and by what weighs enough, also via others."""
    groups = Groups({}, {})
    joined = [edge.pair for edge in edges if edge.bits >= at and not edge.siblings]
    for one, other in [*must, *joined]:
        first, second = groups.of(one), groups.of(other)
        if first is not second:
            groups.join(first, second)
    found = {frozenset(groups.of(identity).members) & entity for identity in entity}
    return tuple(sorted(found, key=min))


def _sides(
    entity: Entity, siblings: Sequence[Weighed], must: Iterable[Pair], edges: Iterable[Weighed]
) -> tuple[Entity, ...]:
    """The children that an entity would be, were its brothers and sisters kept apart.

    Each goes with whom it weighs most with; whoever weighs nothing with anybody, with the first.
    """
    groups = Groups({}, {})
    for edge in siblings:
        groups.keep_apart(*edge.pair)
    heaviest = sorted((edge for edge in edges if not edge.siblings), key=lambda edge: -edge.bits)
    first, *others = sorted(entity)
    along = [*must, *(edge.pair for edge in heaviest), *((first, other) for other in others)]
    for pair in along:
        one, other = map(groups.of, pair)
        if entity.issuperset(pair) and one is not other and not groups.crossed(one, other):
            groups.join(one, other)
    return tuple(sorted({frozenset(groups.of(one).members) for one in entity}, key=min))


def _by_entity(asked: Iterable[Review]) -> tuple[Review, ...]:
    """One review for what a person sees side by side: most harmful first, then the heaviest."""
    ordered = sorted(asked, key=lambda one: (one.harm, -one.bits, sorted(map(min, one.entities))))
    open_reviews: dict[tuple[Reason, Entity], int] = {}
    pairs: set[tuple[Entity, ...]] = set()
    found: list[Review] = []
    for review in ordered:
        if review.entities in pairs:
            continue
        pairs.add(review.entities)
        _file(review, found, open_reviews)
    return tuple(found)


def _file(
    review: Review, found: list[Review], open_reviews: dict[tuple[Reason, Entity], int]
) -> None:
    """Put a review beside an open one of the same entity, where that still has room."""
    keys = [(review.reason, entity) for entity in review.entities]
    place = next((open_reviews[key] for key in keys if key in open_reviews), len(found))
    if place < len(found):
        beside = found[place]
        both = tuple(sorted({*beside.entities, *review.entities}, key=min))
        if len(both) <= _SIDE_BY_SIDE:
            found[place] = msgspec.structs.replace(beside, entities=both)
        elif review.reason is Reason.GREY:
            return  # asked when the open one has been answered: its answer changes this question
        else:
            place = len(found)
    if place == len(found):
        found.append(review)
    for key in keys:
        open_reviews.setdefault(key, place)
