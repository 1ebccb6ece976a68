"""Reads one child's record. It takes a grant, and gives what the grant opens and nothing else."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

import msgspec

from amparo.disclosures import Disclosed
from amparo.duties import CARDS, duties_of, finding_name, part_of
from amparo.events import AnyEvent, Discharged, ToldAtDesk
from amparo.gaps import GAPS
from amparo.gaps.failed_to_appear import FAILED_TO_APPEAR
from amparo.purposes import DHS, ROLES, Action, DataClass, Origin, Purpose
from amparo.purposes.labels import (
    FIELDS,
    RECORD_FIELDS,
    Label,
    finding_origin,
    is_retold,
    origin_of,
)
from amparo.purposes.view import Line, by_day, lines, missed, without_rows
from amparo.record import SourceRecord, ToCome, fold, source_records, to_come
from amparo.store import assertions, children, disclosures, findings, identities
from amparo.store.live_grants import GrantNotGood, LiveGrant, spend
from amparo.store.models import Finding
from amparo.store.vault import IdentityKey
from amparo.words.agencies import Role


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """One open finding of a child, as far as the grant opens what made it."""

    finding: str
    gap: str
    says: str
    owner: Role
    agency: str
    since: date
    due: date | None
    reason: str | None
    facts: list[dict[str, Any]]


class ChildView(msgspec.Struct, frozen=True, kw_only=True):
    """What a grant opens of one child. ``accounting`` None: it is not opened.

    ``ahead`` are the hearings to come that stand, the next one first; to DHS none: whether one
    stands follows from codes that DHS is not shown.
    """

    lines: list[Line]
    owed: list[Owed]
    ahead: list[ToCome]
    accounting: list[tuple[int, Disclosed]] | None


def read(
    grant: LiveGrant,
    now: datetime,
    key_of: Callable[[bytes], IdentityKey],
) -> ChildView:
    """One child as of two days, under a grant to read exactly this child as of these days.

    ``key_of`` makes a vault key of an identity's secret. Raises GrantNotGood for a grant that is
    for something else, forged, used or expired.
    """
    good = spend(grant, now)
    if good.action is not Action.READ or len(good.children) != 1:
        raise GrantNotGood("This grant is not for reading one record. Nothing was shown.")
    (child,) = good.children
    records = _records(child, good.known_at)
    vault = _opened_vault(records, good.labels, key_of)
    shown = lines(records, vault, good.labels, good.true_on, ROLES[good.role].family)
    if not is_dhs(good.role) and is_shown_to(good.role, FAILED_TO_APPEAR.name):
        # DHS is told by the duty to check the notice, and nowhere else: an absence is no reason
        # to go to the address that another duty opens.
        shown = sorted([*shown, *missed(records, good.labels, good.true_on)], key=by_day)
    return ChildView(
        lines=without_rows(shown) if is_dhs(good.role) else shown,
        owed=list(_owed(child, good)),
        ahead=[] if is_dhs(good.role) else list(_ahead(records, good)),
        accounting=_accounting(child, good),
    )


def _records(child: str, known_at: date) -> list[SourceRecord]:
    members = children.members_as_known(child, known_at)
    told = assertions.assertions(members)
    every = source_records(one for group in told.values() for one in group)
    return [known for record in every if (known := record.known_at(known_at)) is not None]


def _opened_vault(
    records: Iterable[SourceRecord],
    labels: frozenset[Label],
    key_of: Callable[[bytes], IdentityKey],
) -> dict[bytes, dict[str, str]]:
    """The vault's fields by commitment; of agencies nothing of whose is opened, not even tried."""
    named = {one.identity for one in records if _opens_something(_teller(one), labels)}
    secrets = identities.secrets(identities.numbers_of(named).values())
    return identities.opened({number: key_of(secret) for number, secret in secrets.items()})


def _ahead(records: Iterable[SourceRecord], grant: LiveGrant) -> Iterable[ToCome]:
    record = fold(records, true_on=grant.true_on)
    for one in to_come(record.cases, record.notices, grant.true_on):
        own = Label(RECORD_FIELDS[ToCome]["on"], origin_of(one.told_by), protected=False)
        if own in grant.labels:
            yield one


def _teller(record: SourceRecord) -> str:
    """Who told a record: of what was told at a desk the teller, not whose paper it hangs on."""
    (first, *_) = record.current.events
    return first.told_by if isinstance(first, ToldAtDesk) else record.identity


def _opens_something(identity: str, labels: frozenset[Label]) -> bool:
    came_from = origin_of(identity)
    return any(label.origin is came_from for label in labels)


def _owed(child: str, grant: LiveGrant) -> Iterable[Owed]:
    members = children.members_as_known(child, grant.known_at)
    for row in findings.as_of(grant.true_on, grant.known_at).filter(identity__among=members):
        facts = findings.read_facts(row.facts)
        if is_opened(row.gap, facts, grant.labels) and is_shown_to(
            grant.role, row.gap, grant.purpose
        ):
            yield _shown(row, facts, grant.labels, grant.role)


def is_opened(gap: str, facts: list[dict[str, Any]], labels: frozenset[Label]) -> bool:
    """Whether a finding itself, derived from these facts, is among what is opened."""
    return label_of(gap, facts) in labels


def label_of(gap: str, facts: list[dict[str, Any]]) -> Label:
    """A finding's own label: what it tells, and where all that it was derived from came from."""
    came_from = finding_origin(fact["told_by"] for fact in facts)
    if any(_origin_of_fact(fact) is Origin.HHS for fact in facts):
        came_from = Origin.HHS
    protected = any(_may_tell_of_relief(fact) for fact in facts)
    return Label(data_class=CARDS[gap].tells, origin=came_from, protected=protected)


def is_shown_to(role: Role, gap: str, purpose: Purpose | None = None) -> bool:
    """Whether a role may be told of a gap at all: DHS of its own duties only.

    With a ``purpose``, whether it may be told when asking for that: DHS is told of a duty only
    for the purpose of its own part, so that what another purpose opens never stands beside it.
    """
    card = CARDS[gap]
    if is_dhs(role):
        return gap in duties_of(role) and purpose in {None, part_of(gap, role).purpose}
    if card.only is not None:
        return role in card.only
    return card.restricted_to is None or ROLES[role].family in card.restricted_to


def is_dhs(role: Role) -> bool:
    """Whether what a role is shown must have DHS's fixed shape."""
    return ROLES[role].family in DHS


def _shown(row: Finding, facts: list[dict[str, Any]], labels: frozenset[Label], role: Role) -> Owed:
    gap = GAPS[row.gap]
    return Owed(
        finding=finding_name(row.gap, row.anchor),
        gap=row.gap,
        says=gap.says,
        owner=gap.owed_by,
        agency=gap.agency,
        since=row.since,
        due=row.due,
        reason=row.reason,
        facts=opened_facts(facts, labels, role),
    )


def opened_facts(
    facts: list[dict[str, Any]], labels: frozenset[Label], role: Role
) -> list[dict[str, Any]]:
    """Those of a finding's facts that are themselves opened; to DHS without their rows."""
    opened = [fact for fact in facts if _label_of_fact(fact) in labels]
    if not is_dhs(role):
        return opened
    return [
        fact | {"told_by": fact["told_by"].partition(":")[0], "file": None, "line": None}
        for fact in opened
    ]


def _label_of_fact(fact: dict[str, Any]) -> Label:
    data_class = FIELDS[_KIND_OF[fact["event"]]]["happened_on"]
    protected = _may_tell_of_relief(fact)
    return Label(data_class=data_class, origin=_origin_of_fact(fact), protected=protected)


def _origin_of_fact(fact: dict[str, Any]) -> Origin:
    """Who said first that it happened: what is only told again stays HHS's."""
    retold = is_retold(_KIND_OF[fact["event"]], "happened_on")
    return Origin.HHS if retold else origin_of(fact["told_by"])


def _may_tell_of_relief(fact: dict[str, Any]) -> bool:
    """A finding's fact does not say how a stay ended: it may have been by relief (8 USC 1367).

    That a proceeding ended tells nothing of how: every case ends.
    """
    return _KIND_OF[fact["event"]] is Discharged


_KIND_OF: dict[str, type[AnyEvent]] = {
    str(kind.__struct_config__.tag): kind  # type: ignore[misc]
    for kind in FIELDS
}
"""The kind of event, by the word it goes by."""

OF_AMPARO = Label(data_class=DataClass.ACCOUNTING, origin=Origin.OTHER, protected=False)
"""Who looked is told by Amparo itself."""


def _accounting(child: str, grant: LiveGrant) -> list[tuple[int, Disclosed]] | None:
    if OF_AMPARO not in grant.labels:
        return None
    return disclosures.about(children.periods(child))
