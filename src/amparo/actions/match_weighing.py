"""What the model makes of records that were weighed is recorded: joined, parted, or asked about."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain

import msgspec
from django.db import transaction

from amparo.actions.derive import look_at_ruled
from amparo.actions.home import Home, latest_news
from amparo.actions.joining import Decision
from amparo.clocks.washington import washington_day
from amparo.identity import By, Kind, Ruling, standing
from amparo.identity.clustering import Clustered, Entity, cluster
from amparo.identity.shown import Shown
from amparo.identity.weighed import Model, Weighed
from amparo.matching import given_names, keys, same_name
from amparo.store import (
    children,
    disclosures,
    evidence,
    identities,
    match_keys,
    reviews,
    rulings,
)
from amparo.store.bulk import portions
from amparo.store.deliveries import Heard
from amparo.store.reviews import Parts

_AT_ONCE = 400
"""Rulings recorded together: the children they are about are looked at again before the next."""


class Weighing(msgspec.Struct, frozen=True):
    """Some records, all that they showed, and every two of them that were weighed."""

    stand: "Stand"
    told: list[Shown]
    edges: Iterable[Weighed]


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: records weighed, and what was recorded of them."""

    records: int = 0
    joined: int = 0
    parted: int = 0
    siblings: int = 0
    opened: int = 0


class Stand(msgspec.Struct, frozen=True):
    """Who is one child now, of whole children, and what was ruled."""

    now: dict[int, str]
    members: dict[str, list[int]]
    ruled: list[Ruling]
    names: dict[int, str]
    settled: frozenset[str]


def stand_of(of: Iterable[str], heard: dict[int, Heard]) -> Stand:
    """How some children stand, with the court's cases of nobody that tell a number of theirs."""
    members = children.members(of)
    now = {identity: child for child, own in members.items() for identity in own}
    sharing = evidence.sharing_a_number(now, heard) - now.keys()
    now |= {case: f"{_ALONE}{case}" for case in sharing}
    ruled = [one for one in rulings.about(now) if one.one in now and one.other in now]
    by_person = {
        now[one]
        for ruling in ruled
        if ruling.by is By.PERSON
        for one in ruling.pair
        if now[one] in members
    }
    shown_to = disclosures.shown_to_somebody(members)
    return Stand(now, members, ruled, identities.names(now), frozenset(by_person) | shown_to)


_ALONE = "alone "
"""In the place of a child's number: that of a case which is no child's yet."""


def record(home: Home, clock: datetime, model: Model, weighing: Weighing) -> Recorded:
    """Record what the model makes of what was weighed. Call it as the one looker.

    What was shown to somebody, or ruled on by a person, is not touched: there a review opens.
    """
    stand = weighing.stand
    found = _clustered(model, weighing.told, stand, weighing.edges)
    joins, parts = list(_joins(found, stand)), list(_partings(found, stand))
    day = washington_day(latest_news(clock))
    # Parted first: whoever is to leave a child does not bring others into it on the way.
    for portion in portions([*parts, *_unsaid(found, stand), *joins], _AT_ONCE):
        made = [msgspec.structs.replace(one, learned_on=day) for one in portion]
        look_at_ruled(_decision(made, model))
    relations = list(_siblings(found, stand))
    _relate([msgspec.structs.replace(one, learned_on=day) for one in relations], model, stand)
    opened = [
        reviews.open_review(parts, why, day, by=model.version)
        for parts, why in _to_ask(found, stand)
    ]
    with transaction.atomic():
        match_keys.put(tokens(home, weighing.told))
    return Recorded(
        records=len(stand.now),
        joined=len(joins),
        parted=len(parts),
        siblings=len(relations),
        opened=len(opened),
    )


def tokens(home: Home, told: Iterable[Shown]) -> dict[int, set[bytes]]:
    """By identity: the keys by which it is found, as keyed tokens."""
    found: dict[int, set[bytes]] = {}
    for one in told:
        found.setdefault(one.identity, set()).update(home.tokens.number(key) for key in keys(one))
    return found


# --- what the model makes of it ----------------------------------------------------------------


def _clustered(
    model: Model, told: Sequence[Shown], stand: Stand, edges: Iterable[Weighed]
) -> Clustered:
    """The model's proposal: on top of what rows join by the rule, and of what persons ruled."""
    stands = standing(one for one in stand.ruled if one.by is By.PERSON).values()
    pairs = [((min(one.pair), max(one.pair)), one.kind is Kind.SAME) for one in stands]
    births = {one.identity: frozenset({str(one.born)}) for one in told if _is_exact(one)}
    return cluster(
        sorted(stand.now),
        [*edges, *_by_rule(stand)],
        model.thresholds,
        must=[pair for pair, same in pairs if same],
        cannot=[pair for pair, same in pairs if not same],
        numbers=_numbers(told),
        births=births,
        given=_given(told),
        same_name=same_name,
        shown=[frozenset(stand.members[child]) for child in sorted(stand.settled)],
        rank=stand.names.__getitem__,
    )


def _by_rule(stand: Stand) -> Iterator[Weighed]:
    """What an equal number and names join: heavier than anything weighed."""
    pairs = {(min(one), max(one)) for one in rulings.joined_by_rule(stand.now)}
    return (
        Weighed(one, other, _CERTAIN)
        for one, other in pairs
        if one in stand.now and other in stand.now
    )


_CERTAIN = 1_000.0
"""Bits of what the rule for rows joins."""


def _numbers(told: Iterable[Shown]) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    for one in told:
        found[one.identity] = found.get(one.identity, frozenset()) | one.a_numbers
    return found


def _given(told: Iterable[Shown]) -> dict[int, frozenset[Hashable]]:
    found: dict[int, frozenset[Hashable]] = {}
    for one in told:
        found[one.identity] = found.get(one.identity, frozenset()) | given_names(one)
    return found


def _is_exact(one: Shown) -> bool:
    return one.born is not None and one.born.day is not None


# --- what follows from it ----------------------------------------------------------------------


def _joins(found: Clustered, stand: Stand) -> Iterator[Ruling]:
    """One ruling for each child that becomes one with the first of its entity."""
    for entity in found.entities:
        of = dict.fromkeys(stand.now[one] for one in sorted(entity, key=stand.names.__getitem__))
        first, *others = [_first(entity, child, stand) for child in of]
        yield from (_ruling(Kind.SAME, first, other) for other in others)


def _first(entity: Entity, child: str, stand: Stand) -> int:
    return min((one for one in entity if stand.now[one] == child), key=stand.names.__getitem__)


def _partings(found: Clustered, stand: Stand) -> Iterator[Ruling]:
    """What an earlier run joined, that this one would not, of children nobody was shown."""
    of = {one: place for place, entity in enumerate(found.entities) for one in entity}
    for ruling in standing(stand.ruled).values():
        joined = ruling.by is By.MODEL and ruling.kind is Kind.SAME
        untouched = stand.settled.isdisjoint({stand.now.get(one, "") for one in ruling.pair})
        if joined and untouched and of.get(ruling.one) != of.get(ruling.other):
            yield _ruling(Kind.DIFFERENT, ruling.one, ruling.other)


def _unsaid(found: Clustered, stand: Stand) -> Iterator[Ruling]:
    """What an earlier run kept apart, that this one joins: else it would keep them apart still."""
    of = {one: place for place, entity in enumerate(found.entities) for one in entity}
    for ruling in standing(stand.ruled).values():
        one, other = ruling.one, ruling.other
        apart = ruling.by is By.MODEL and ruling.kind is not Kind.SAME
        if apart and of[one] == of[other] and stand.now[one] != stand.now[other]:
            yield _ruling(Kind.SAME, one, other)


def _siblings(found: Clustered, stand: Stand) -> Iterator[Ruling]:
    """Who is whose sister or brother, of those who are two children now.

    It keeps them apart from then on. What is one child already is not parted so: a review asks.
    """
    said = standing(stand.ruled)
    # Over what waits for a person, or was ruled by one, a model says nothing.
    known = {
        pair for pair, one in said.items() if one.by is not By.MODEL or one.kind is Kind.SIBLING
    }
    now = stand.now | children.memberships(chain.from_iterable(found.siblings))
    for one, other in found.siblings:
        if frozenset((one, other)) not in known and now[one] != now[other]:
            yield _ruling(Kind.SIBLING, one, other)


def _ruling(kind: Kind, one: int, other: int) -> Ruling:
    return Ruling(number=2**62, kind=kind, by=By.MODEL, one=min(one, other), other=max(one, other))


def _decision(made: Sequence[Ruling], model: Model) -> Decision:
    said = {"model": model.version, "model_digest": model.digest}
    return Decision(rulings=tuple(made), told=said, says=said, by=By.MODEL)


def _relate(made: Sequence[Ruling], model: Model, stand: Stand) -> None:
    """Record who is whose sister or brother; it moves nobody."""
    said = {"model": model.version, "model_digest": model.digest}
    for portion in portions(made, 1_000):
        rulings.record(portion, stand.names, said, said)


def _to_ask(found: Clustered, stand: Stand) -> Iterator[tuple[Parts, str]]:
    """The reviews to open: of children about whom no person was asked yet."""
    of = {one: place for place, entity in enumerate(found.entities) for one in entity}
    asked = {
        _about(one.identities, of) for one in reviews.every() if of.keys() >= set(one.identities)
    }
    for review in found.reviews:
        about = _about(chain.from_iterable(review.entities), of)
        if about not in asked:
            asked.add(about)
            parts = tuple(
                tuple(sorted(part, key=stand.names.__getitem__)) for part in review.entities
            )
            yield parts, review.reason


def _about(of_review: Iterable[int], of: dict[int, int]) -> frozenset[int]:
    return frozenset(of[one] for one in of_review if one in of)
