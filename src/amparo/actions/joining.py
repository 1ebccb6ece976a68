"""Who is one child among some identities: by rows and rulings; else a person is asked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

import msgspec

from amparo.identity import RULE, By, Entity, Kind, Link, Ruling, Seen, first_days, joined, links
from amparo.identity.clustering import Reason
from amparo.identity.membership import Disagreement, disagreements
from amparo.store import children, disclosures, evidence, identities, reviews, rulings, settling
from amparo.store.deliveries import Heard
from amparo.words.identifiers import is_court_case


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """Rulings about to be made: by whom and why (``told``), as one decision (``says``)."""

    rulings: tuple[Ruling, ...]
    told: Mapping[str, Any]
    says: Mapping[str, Any]
    by: str


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """Who is one child among some identities, and all that it follows from.

    ``families`` are identities that ever were, or might have been, one child. ``settled`` are the
    numbers, of those that would be ``merged``, that a machine may not merge with one another.
    """

    seen: list[tuple[date, Seen]]
    linked: list[Link]
    replayed: list[Link]
    rulings: list[Ruling]
    groups: list[Entity]
    families: list[frozenset[int]]
    held: list[Disagreement]
    merged: frozenset[str]
    settled: frozenset[str]


def connected(fresh: Iterable[int], heard: dict[int, Heard]) -> set[int]:
    """Some identities, all that share numbers with them, and all ruled to be, or not, with them."""
    whole: set[int] = set()
    new = set(fresh)
    while new:
        whole |= new
        together = children.members(children.memberships(new).values())
        with_them = set(chain.from_iterable(together.values()))
        ruled = {one for ruling in rulings.about(new) for one in ruling.pair}
        new = (evidence.sharing_a_number(new, heard) | with_them | ruled) - whole
    return whole


def join(whole: set[int], heard: dict[int, Heard], decision: Decision | None = None) -> Joined:
    """Who is one child among connected identities. Asks the store, and changes nothing."""
    seen = evidence.seen(whole, heard)
    ruled = rulings.about(whole)
    if decision is not None:
        ruled = [*ruled, *decision.rulings]
    linked, replayed = links(seen), _replayed(whole, seen)
    known, names = first_days(seen), identities.names(whole)
    settled = frozenset[str]()
    held: list[Disagreement] = []
    entities = joined(known, [*linked, *replayed], ruled, names)
    now = children.memberships(whole)
    merged = frozenset(_merged(entities, now))
    if merged:
        settled = _settled(merged, now, ruled)
    while found := disagreements(entities, now, settled, ruled):
        held.extend(found)
        ruled = [*ruled, *(ruling for one in found for ruling in one.held())]
        entities = joined(known, [*linked, *replayed], ruled, names)
    families = _families(known, [*linked, *replayed], ruled)
    of = _children(entities, families, names)
    within = frozenset(chain.from_iterable(entity.since for entity in of))
    return Joined(
        seen=seen,
        linked=linked,
        replayed=replayed,
        rulings=ruled,
        groups=of,
        families=[own for family in families if (own := family & within)],
        held=held,
        merged=merged,
        settled=settled,
    )


def parts(whole: Joined, most: int) -> Iterator[Joined]:
    """The same in parts that can be written one by one, each of so many identities and a few more.

    Families that carry a number between them are written together, with all that is of none.
    """
    now = children.memberships(chain.from_iterable(whole.families))
    carried = [{now[one] for one in family if one in now} for family in whole.families]
    by = Counter(chain.from_iterable(carried))
    place, size = dict[int, int](), 0
    for family, own in zip(whole.families, carried, strict=True):
        if all(by[child] == 1 for child in own):
            size += len(family)
            place |= dict.fromkeys(family, 1 + size // most)
    some = (_part(whole, nth, place, now) for nth in range(2 + size // most))
    yield from (one for one in some if one.groups or one.held)


def _part(whole: Joined, nth: int, place: Mapping[int, int], now: Mapping[int, str]) -> Joined:
    """What of it is in one place; what has none is in the first."""
    own = {child for one, child in now.items() if place.get(one, 0) == nth}
    return msgspec.structs.replace(
        whole,
        linked=[one for one in whole.linked if place.get(one.one, 0) == nth],
        groups=[one for one in whole.groups if place.get(next(iter(one.since)), 0) == nth],
        held=[one for one in whole.held if place.get(one.of[0], 0) == nth],
        merged=whole.merged & own,
    )


def is_overtaken(whole: Joined) -> bool:
    """Whether a child that would be merged was shown to somebody since this was worked out.

    Call it inside the transaction that writes what was joined: until that ends nobody looks.
    """
    if not whole.merged:
        return False
    disclosures.keep_looks_out()
    numbers = {child: children.numbers(child) for child in whole.merged - whole.settled}
    return bool(disclosures.shown_to_somebody(set(chain.from_iterable(numbers.values()))))


def settle(whole: Joined, today: date, decision: Decision | None = None) -> int | None:
    """Write what was joined: rulings, reviews, numbers. Call it inside a transaction.

    Gives the entry of the decision, where there is one.
    """
    _record_links(whole)
    for one in whole.held:
        parts = tuple((identity,) for identity in one.of)
        reviews.open_review(parts, Reason.SHOWN_AS_TWO, today, tuple(one.held()))
    plan = settling.plan(whole.groups, whole.settled, today)
    if decision is None:
        settling.carry_out(plan, RULE)
        return None
    named = {one for change in plan.changes for one in change.of}
    named |= {one for ruling in decision.rulings for one in ruling.pair}
    names = identities.names(named)
    says = dict(decision.says) | {"changes": plan.told(names)}
    entries = rulings.record(decision.rulings, names, decision.told, says)
    settling.carry_out(plan, decision.by, entries[0])
    return entries[0]


def _replayed(whole: set[int], seen: list[tuple[date, Seen]]) -> list[Link]:
    """What rows once joined that show nothing any more, since their keys were destroyed."""
    showing = {row.identity for _, row in seen if row.numbers}
    mute = whole - showing
    if not mute:
        return []
    since = children.known_since(mute)
    pairs = rulings.joined_by_rule(mute)
    return [Link(since.get(one, since.get(other, date.min)), one, other) for one, other in pairs]


def _merged(entities: Iterable[Entity], now: Mapping[int, str]) -> set[str]:
    """The children that are made one with others."""
    carried = [{now[one] for one in entity.since if one in now} for entity in entities]
    return {child for of in carried if len(of) > 1 for child in of}


def _settled(
    merged: Iterable[str], now: Mapping[int, str], ruled: Iterable[Ruling]
) -> frozenset[str]:
    """Which of some children were shown to somebody, or ruled on by a person."""
    numbers = {child: children.numbers(child) for child in merged}
    shown = disclosures.shown_to_somebody(set(chain.from_iterable(numbers.values())))
    by_person = {
        now[one] for ruling in ruled if ruling.by is By.PERSON for one in ruling.pair if one in now
    }
    return frozenset(
        one for one in merged if one in by_person or not numbers[one].isdisjoint(shown)
    )


def _families(
    known: Mapping[int, date], linked: list[Link], ruled: Iterable[Ruling]
) -> list[frozenset[int]]:
    """The identities put together wherever any two ever were one child, or might have been."""
    same = [Link(one.learned_on, one.one, one.other) for one in ruled if one.kind is Kind.SAME]
    return [family.members for family in joined(known, [*linked, *same])]


def _children(
    entities: Iterable[Entity], families: Iterable[frozenset[int]], names: Mapping[int, str]
) -> list[Entity]:
    """The entities that are children; cases of the court alone are none.

    Its tables are full of others, and its juvenile flag cannot tell: the cohort comes from
    referrals. A case that was ever one with a child's record remains a record of a child. That
    follows from rows and rulings too, and not from what was written here before: a home made
    again must come to the same.
    """
    of_children = {
        identity
        for family in families
        if not all(is_court_case(names[one]) for one in family)
        for identity in family
    }
    return [entity for entity in entities if not of_children.isdisjoint(entity.since)]


def _record_links(whole: Joined) -> None:
    """Record, once each, the pairs that the rule brings together."""
    of = {identity: place for place, one in enumerate(whole.groups) for identity in one.since}
    pairs = [
        (link.one, link.other)
        for link in whole.linked
        if link.one in of and of[link.one] == of.get(link.other)
    ]
    if new := rulings.not_by_rule_yet(pairs):
        names = identities.names({identity for pair in new for identity in pair})
        rulings.by_rule(new, names, RULE)
