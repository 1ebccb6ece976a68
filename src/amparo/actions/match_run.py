"""All records weighed at once: who is one child is recorded by the model, and persons are asked."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, combinations, product

import msgspec
from django.db import transaction

from amparo.actions.changing import allow, as_they_stand, written_down
from amparo.actions.derive import look_at_ruled
from amparo.actions.home import Home, latest_news
from amparo.actions.joining import Decision
from amparo.actions.match_shown import shown
from amparo.clocks.washington import washington_day
from amparo.identity import By, Kind, Ruling, standing
from amparo.identity.clustering import Clustered, Entity, cluster
from amparo.identity.shown import Shown
from amparo.identity.weighed import Model, Weighed
from amparo.matching import heaviest, keys, propose, score, shipped_model
from amparo.purposes.asker import Asker
from amparo.store import (
    children,
    deliveries,
    disclosures,
    evidence,
    identities,
    match_keys,
    reviews,
    rulings,
)
from amparo.store.bulk import portions
from amparo.store.one_at_a_time import one_looker
from amparo.store.reviews import Parts
from amparo.words.agencies import Role

MAY_RUN = frozenset({Role.OPERATOR})
"""Who has all records weighed. It shows nothing of any child."""

_AT_ONCE = 400
"""Rulings recorded together: the children they are about are looked at again before the next."""


class Ran(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: records weighed, and what was recorded of them."""

    records: int
    children: int
    joined: int
    parted: int
    siblings: int
    reviews_opened: int
    reviews_waiting: int
    model: str


class _Stand(msgspec.Struct, frozen=True):
    """Who is one child now, and what was ruled."""

    now: dict[int, str]
    members: dict[str, list[int]]
    ruled: list[Ruling]
    names: dict[int, str]
    settled: frozenset[str]

    def of(self, about: set[int]) -> "_Stand":
        """The same of some records only, whole children of them."""
        now = {identity: child for identity, child in self.now.items() if identity in about}
        return msgspec.structs.replace(self, now=now, settled=self.settled & set(now.values()))


def run(home: Home, asker: Asker, clock: datetime, *, only_new: bool = False) -> Ran:
    """Weigh every record of a child against the others, and record what the model makes of it.

    ``only_new`` weighs those of which something was told since the last time, each against what
    shares a key with it. What was shown to somebody, or ruled on by a person, is not touched: there
    a review opens. Raises ChangeRefused or NotRecorded, each of them entered before.
    """
    model = shipped_model()
    with written_down(home, clock, "match run", asker.person):
        allow(as_they_stand(asker, clock), MAY_RUN, "has all records weighed")
    with one_looker():
        stand = _stand()
        about = _about_news(home, model, stand) if only_new else set(stand.now)
        told = list(shown(home, about))
        edges = _scored(model, told) if only_new else propose(model, told)
        found = _clustered(model, told, stand.of(about), edges)
        joins, parts = list(_joins(found, stand)), list(_partings(found, stand))
        relations = list(_siblings(found, stand))
        day = washington_day(latest_news(clock))
        for portion in portions([*joins, *parts], _AT_ONCE):
            made = [msgspec.structs.replace(one, learned_on=day) for one in portion]
            look_at_ruled(_decision(made, model))
        _relate([msgspec.structs.replace(one, learned_on=day) for one in relations], model, stand)
        opened = [
            reviews.open_review(parts, why, day, by=model.version)
            for parts, why in _to_ask(found, stand)
        ]
        with transaction.atomic():
            match_keys.put(_tokens(home, told))
    home.sequence(clock)
    return Ran(
        records=len(about),
        children=len(children.everyone()),
        joined=len(joins),
        parted=len(parts),
        siblings=len(relations),
        reviews_opened=len(opened),
        reviews_waiting=len(reviews.waiting()),
        model=f"{model.version} {model.digest[:12]}",
    )


def _stand() -> _Stand:
    members = children.members(children.everyone())
    now = {identity: child for child, of in members.items() for identity in of}
    # Of the court's cases, which are of everybody, those that tell a number of a child.
    sharing = evidence.sharing_a_number(now, deliveries.heard()) - now.keys()
    now |= {case: f"{_ALONE}{case}" for case in sharing}
    ruled = rulings.about(now)
    by_person = {
        now[one]
        for ruling in ruled
        if ruling.by is By.PERSON
        for one in ruling.pair
        if now.get(one) in members
    }
    shown_to = disclosures.shown_to_somebody(members)
    return _Stand(now, members, ruled, identities.names(now), frozenset(by_person) | shown_to)


_ALONE = "alone "
"""In the place of a child's number: that of a case which is no child's yet."""


def _about_news(home: Home, model: Model, stand: _Stand) -> set[int]:
    """The records told of since the last time, and all of whichever child shares a key with one."""
    fresh = match_keys.not_weighed_yet() & stand.now.keys()
    tokens = _tokens(home, shown(home, fresh))
    keyed = match_keys.sharing(chain.from_iterable(tokens.values()), model.block_cap)
    near = fresh | {one for of in keyed.values() for one in of if one in stand.now}
    whole = {stand.now[one] for one in near}
    return {identity for identity, child in stand.now.items() if child in whole}


def _tokens(home: Home, told: Iterable[Shown]) -> dict[int, set[bytes]]:
    found: dict[int, set[bytes]] = {}
    for one in told:
        tokens = found.setdefault(one.identity, set())
        tokens.update(home.tokens.number(key) for key in keys(one))
    return found


def _scored(model: Model, told: Sequence[Shown]) -> list[Weighed]:
    """Every two records that share a key, weighed by what of them agrees best."""
    of: dict[int, list[Shown]] = {}
    blocks: dict[str, dict[int, None]] = {}
    for one in told:
        of.setdefault(one.identity, []).append(one)
        for key in keys(one):
            blocks.setdefault(key, {})[one.identity] = None
    pairs = {
        (min(pair), max(pair))
        for block in blocks.values()
        if len(block) <= model.block_cap
        for pair in combinations(block, 2)
    }
    return [
        heaviest([score(model, a, b) for a, b in product(of[one], of[other])])
        for one, other in sorted(pairs)
    ]


def _clustered(
    model: Model, told: Sequence[Shown], stand: _Stand, edges: Iterable[Weighed]
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
        shown=[frozenset(stand.members[child]) for child in sorted(stand.settled)],
        rank=stand.names.__getitem__,
    )


def _by_rule(stand: _Stand) -> Iterator[Weighed]:
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


def _is_exact(one: Shown) -> bool:
    return one.born is not None and one.born.day is not None


# --- what follows from it ----------------------------------------------------------------------


def _joins(found: Clustered, stand: _Stand) -> Iterator[Ruling]:
    """One ruling for each child that becomes one with the first of its entity."""
    for entity in found.entities:
        of = dict.fromkeys(stand.now[one] for one in sorted(entity, key=stand.names.__getitem__))
        first, *others = [_first(entity, child, stand) for child in of]
        yield from (_ruling(Kind.SAME, first, other) for other in others)


def _first(entity: Entity, child: str, stand: _Stand) -> int:
    return min((one for one in entity if stand.now[one] == child), key=stand.names.__getitem__)


def _partings(found: Clustered, stand: _Stand) -> Iterator[Ruling]:
    """What an earlier run joined, that this one would not, of children nobody was shown."""
    of = {one: place for place, entity in enumerate(found.entities) for one in entity}
    for ruling in standing(stand.ruled).values():
        joined = ruling.by is By.MODEL and ruling.kind is Kind.SAME
        untouched = stand.settled.isdisjoint({stand.now.get(one, "") for one in ruling.pair})
        if joined and untouched and of.get(ruling.one) != of.get(ruling.other):
            yield _ruling(Kind.DIFFERENT, ruling.one, ruling.other)


def _siblings(found: Clustered, stand: _Stand) -> Iterator[Ruling]:
    known = {pair for pair, one in standing(stand.ruled).items() if one.kind is Kind.SIBLING}
    for one, other in found.siblings:
        if frozenset((one, other)) not in known:
            yield _ruling(Kind.SIBLING, one, other)


def _ruling(kind: Kind, one: int, other: int) -> Ruling:
    return Ruling(number=2**62, kind=kind, by=By.MODEL, one=min(one, other), other=max(one, other))


def _decision(made: Sequence[Ruling], model: Model) -> Decision:
    said = {"model": model.version, "model_digest": model.digest}
    return Decision(rulings=tuple(made), told=said, says=said, by=By.MODEL)


def _relate(made: Sequence[Ruling], model: Model, stand: _Stand) -> None:
    """Record who is whose sister or brother; it moves nobody."""
    said = {"model": model.version, "model_digest": model.digest}
    for portion in portions(made, 1_000):
        rulings.record(portion, stand.names, said, said)


def _to_ask(found: Clustered, stand: _Stand) -> Iterator[tuple[Parts, str]]:
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
