"""Earlier stays under the sponsor or the roof of an application in hand, by keyed tokens only."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import msgspec

from amparo.events import Released
from amparo.gaps.sponsored import Family, Sponsored
from amparo.purposes import Action, DataClass, Origin, Purpose
from amparo.purposes.labels import Label
from amparo.record import Assertion, source_records
from amparo.record.papers import Paper, paper
from amparo.store import assertions, children, deliveries, evidence, identities
from amparo.store.bulk import ask
from amparo.store.deliveries import Heard
from amparo.store.evidence import PlaceTold
from amparo.store.live_grants import GrantNotGood, LiveGrant, spend

OPENED_BY = frozenset(
    Label(data_class=one, origin=Origin.HHS, protected=False)
    for one in (DataClass.SPONSOR, DataClass.HOUSEHOLD)
)
"""What must be opened of a child before anything is said of the sponsor's other children."""


class Others(msgspec.Struct, frozen=True):
    """The other children of some stays: by child, those stays; and who of them was released."""

    stays: Mapping[str, frozenset[int]]
    released: frozenset[str]


class Earlier(msgspec.Struct, frozen=True):
    """Children under the same sponsor, and children told to live in the same unit of a building."""

    same_sponsor: Others
    same_household: Others


def earlier(grant: LiveGrant, now: datetime) -> Earlier:
    """Who else is or was under the sponsor or the roof of the grant's one child, as now told.

    Raises GrantNotGood for a grant that is not for reviewing exactly this application.
    """
    good = spend(grant, now)
    if (good.action, good.purpose) != (Action.READ, Purpose.SUITABILITY) or len(good.children) != 1:
        raise GrantNotGood("This grant is not for reviewing one application. Nothing was shown.")
    if OPENED_BY - good.labels:
        raise GrantNotGood("This grant opens no sponsor and no household. Nothing was shown.")
    (child,) = good.children
    own, heard = set(children.members([child]).get(child, [])), deliveries.heard()
    return Earlier(
        same_sponsor=_others(_under_one_sponsor(own, heard) - own, heard),
        same_household=_others(_under_one_roof(own, heard) - own, heard),
    )


def unrelated(told_of: Iterable[int], heard: dict[int, Heard]) -> dict[int, frozenset[int]]:
    """By stay: the stays of others with whose sponsor it was ever told, by no surname their own.

    Who shared a surname in the first rows of both is taken for family, and never named here.
    """
    own = _ever_sponsored(told_of, heard)
    named = ask("SELECT identity FROM store_sponsor WHERE token IN ({})", list(_tokens(own)))
    every = _ever_sponsored({one for (one,) in named}, heard)
    shared = {token: set[int]() for token in _tokens(own)}
    for identity, tokens in every.items():
        for token in tokens & shared.keys():
            shared[token].add(identity)
    crowded = {one for group in shared.values() if len(group) > 1 for one in group}
    names = _first_surnames(crowded, heard)
    found = {
        stay: frozenset(
            other
            for token in tokens
            for other in shared[token]
            if not names.get(stay, frozenset()) & names.get(other, frozenset()) and other != stay
        )
        for stay, tokens in own.items()
    }
    return {stay: others for stay, others in found.items() if others}


def families(told_of: Iterable[int], heard: dict[int, Heard]) -> dict[int, Family]:
    """By stay: what is needed to count the unrelated children of its sponsor."""
    beside = unrelated(told_of, heard)
    every = {*beside, *(other for others in beside.values() for other in others)}
    stays = _sponsored(every, heard, identities.names(every))
    return {
        stay: Family(stays[stay], tuple(stays[other] for other in sorted(others)))
        for stay, others in beside.items()
    }


def _ever_sponsored(told_of: Iterable[int], heard: dict[int, Heard]) -> dict[int, set[bytes]]:
    question = "SELECT identity, content, token FROM store_sponsor WHERE identity IN ({})"
    found: dict[int, set[bytes]] = {}
    for identity, content, token in ask(question, list(told_of)):
        if content in heard:
            found.setdefault(identity, set()).add(bytes(token))
    return found


def _tokens(sponsored: Mapping[int, set[bytes]]) -> set[bytes]:
    return {token for tokens in sponsored.values() for token in tokens}


def _surnames(
    told_of: Iterable[int], heard: dict[int, Heard]
) -> dict[int, list[tuple[date, frozenset[bytes]]]]:
    """What the rows of some stays showed of surnames, in the order in which it was learned."""
    found: dict[int, list[tuple[date, frozenset[bytes]]]] = {}
    for learned_on, row in evidence.seen(told_of, heard):
        found.setdefault(row.identity, []).append((learned_on, row.surnames))
    return {identity: sorted(told, key=_first) for identity, told in found.items()}


def _first_surnames(told_of: Iterable[int], heard: dict[int, Heard]) -> dict[int, frozenset[bytes]]:
    return {identity: told[0][1] for identity, told in _surnames(told_of, heard).items()}


def _sponsored(
    told_of: Iterable[int], heard: dict[int, Heard], names: Mapping[int, str]
) -> dict[int, Sponsored]:
    stays = list(told_of)
    surnames, sponsors = _surnames(stays, heard), _sponsors_over_time(stays, heard)
    told = assertions.assertions(stays, heard)
    return {
        identity: Sponsored(
            stay=names[identity],
            child=names[identity].rpartition("/")[0],
            sponsors=sponsors.get(identity, ()),
            released=_released_over_time(told.get(identity, [])),
            surnames=surnames.get(identity, ()),
        )
        for identity in stays
    }


def _sponsors_over_time(
    told_of: Iterable[int], heard: dict[int, Heard]
) -> dict[int, list[tuple[date, bytes]]]:
    question = "SELECT identity, content, token FROM store_sponsor WHERE identity IN ({})"
    told = [row for row in ask(question, list(told_of)) if row[1] in heard]
    told.sort(key=lambda row: (heard[row[1]].learned_at, heard[row[1]].sequence))
    found: dict[int, list[tuple[date, bytes]]] = {}
    for identity, content, token in told:
        found.setdefault(identity, []).append((heard[content].learned_on, bytes(token)))
    return found


def _released_over_time(
    told: Iterable[Assertion],
) -> list[tuple[date, date | None, str | None]]:
    """Of each version in order: the day of the release and the category; None: no release."""
    found: list[tuple[date, date | None, str | None]] = []
    for record in source_records(told):
        for version in record.versions:
            released = next((one for one in version.events if isinstance(one, Released)), None)
            day = released.happened_on or version.learned_on if released else None
            found.append((version.learned_on, day, released.category if released else None))
    return found


def _first(told: tuple[date, frozenset[bytes]]) -> date:
    return told[0]


def _under_one_sponsor(own: set[int], heard: dict[int, Heard]) -> set[int]:
    """The stays whose latest row names a sponsor whom the latest row of one of these names."""
    tokens = set(_sponsors(own, heard).values())
    named = ask("SELECT identity FROM store_sponsor WHERE token IN ({})", list(tokens))
    latest = _sponsors({identity for (identity,) in named}, heard)
    return {identity for identity, token in latest.items() if token in tokens}


def _sponsors(identities: set[int], heard: dict[int, Heard]) -> dict[int, bytes]:
    """By stay: the token of the sponsor in its latest row that names one."""
    question = "SELECT identity, content, token FROM store_sponsor WHERE identity IN ({})"
    told = [row for row in ask(question, list(identities)) if row[1] in heard]
    told.sort(key=lambda row: (heard[row[1]].learned_at, heard[row[1]].sequence))
    return {identity: bytes(token) for identity, _, token in told}


def _under_one_roof(own: set[int], heard: dict[int, Heard]) -> set[int]:
    """The stays whose latest release address has the building and the unit of one of these.

    An address without a unit is a roof only where nobody is told to live there with one.
    """
    roofs = {(at.building, at.unit) for at in _homes(own, heard).values() if at.building}
    buildings = [building for building, _ in roofs if building]
    question = "SELECT identity FROM store_place WHERE building IN ({})"
    there = {identity for (identity,) in ask(question, buildings)}
    with_units = evidence.units_shown(buildings, heard)
    return {
        identity
        for identity, at in _homes(there, heard).items()
        if (at.building, at.unit) in roofs and (at.unit or at.building not in with_units)
    }


def _homes(told_of: set[int], heard: dict[int, Heard]) -> dict[int, PlaceTold]:
    """By stay: the place its latest row names. What other papers tell is no release address."""
    names = identities.names(told_of)
    stays = [one for one in told_of if paper(names[one]) is Paper.STAY]
    told = {at: place for at, place in evidence.places_of(stays).items() if at[1] in heard}
    order = sorted(told, key=lambda at: (heard[at[1]].learned_at, heard[at[1]].sequence, at[2]))
    return {identity: told[identity, content, line] for identity, content, line in order}


def _others(stays: set[int], heard: dict[int, Heard]) -> Others:
    by_child: dict[str, set[int]] = {}
    for identity, child in children.memberships(stays).items():
        by_child.setdefault(child, set()).add(identity)
    released = _released(stays, heard)
    return Others(
        stays={child: frozenset(own) for child, own in by_child.items()},
        released=frozenset(child for child, own in by_child.items() if own & released),
    )


def _released(stays: Iterable[int], heard: dict[int, Heard]) -> set[int]:
    told = assertions.assertions(stays, heard)
    return {
        identity
        for identity, rows in told.items()
        if any(isinstance(event, Released) for row in rows for event in row.events)
    }
