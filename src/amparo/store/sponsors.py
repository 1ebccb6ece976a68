"""Earlier stays under the sponsor or the roof of an application in hand, by keyed tokens only."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from amparo.events import Released
from amparo.purposes import Action, DataClass, Origin, Purpose
from amparo.purposes.labels import Label
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
    told = evidence.places_of(stays, heard)
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
