"""Who told a value stays with it: whatever is made of HHS's, none of it opens to a DHS role."""

from datetime import date, timedelta
from functools import cache
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from amparo.actions.steps import Steps, episode_rows, finding_rows
from amparo.events import (
    AddressTold,
    Admitted,
    AnyEvent,
    Described,
    NoticeServed,
    Released,
    Sealed,
    Transferred,
)
from amparo.gaps import GAPS
from amparo.gaps.over_time import Evidence, FoundThen, Known, found_over_time, records_over_time
from amparo.purposes import ROLES, Action, DataClass, Facts, Origin, Purpose
from amparo.purposes.facts import FLAGS
from amparo.purposes.labels import (
    STEP_FIELDS,
    VAULTED,
    Label,
    finding_origin,
    label,
    name_label,
    vault_label,
)
from amparo.purposes.matrix import PURPOSES_OF
from amparo.purposes.opening import opened
from amparo.purposes.roles import DHS
from amparo.purposes.view import lines
from amparo.record import Assertion, fold, source_records
from amparo.store.records import is_opened, is_shown_to, label_of, opened_facts
from amparo.words.agencies import Role
from tests.properties.told import LAST_DAY, Told, told
from tests.rooms.purposes.requests import TODAY

OFFICERS = tuple(role for role in Role if ROLES[role].family in DHS)
LOOKS = (Action.READ, Action.LIST, Action.SEARCH)
LATER = LAST_DAY + timedelta(days=30)
MARK = "only HHS says so"
HOME, CARE, SERVED = b"where ORR released to", b"whom ORR describes", b"where ICE served"

VAULT = {
    HOME: {name: MARK for name, of in VAULTED.items() if of is DataClass.LOCATION},
    CARE: dict.fromkeys(VAULTED, MARK),
    SERVED: {"served_address": "1 Pretend Plaza"},
}
"""The vault, every field of it: what ORR told is marked."""


@cache
def opens(role: Role, purpose: Purpose, action: Action) -> frozenset[Label]:
    """All that opens to a role with every tie, approval and agreement that there is."""
    request = Facts(
        role=role,
        purpose=purpose,
        data_class=DataClass.IDENTITY,
        action=action,
        origin=Origin.DHS_SUPPLIED,
        **dict.fromkeys(FLAGS, True),
    )
    return opened(request, TODAY).labels


def to_dhs(role: Role) -> frozenset[Label]:
    """All that opens to a DHS role for any purpose, by any way of looking."""
    looks = (opens(role, why, how) for why in PURPOSES_OF[role] for how in LOOKS)
    return frozenset[Label]().union(*looks)


officers = st.sampled_from(OFFICERS)

_MARKED: dict[type, dict[str, Any]] = {
    AddressTold: {"state": MARK, "why": MARK, "vault": HOME},
    Admitted: {"program": MARK},
    Released: {"relationship": MARK, "category": MARK},
    Described: {"citizenship": MARK, "sex": MARK, "vault": CARE},
}
"""What ORR's events say, so that it is known again wherever it turns up."""


def marked(rows: Told) -> list[Assertion]:
    """The same rows, with all that HHS told marked, also where CBP tells it again."""
    return [_marked(one.assertion) for one in rows.rows]


def _marked(row: Assertion) -> Assertion:
    return msgspec.structs.replace(row, events=tuple(map(_marked_event, row.events)))


def _marked_event(event: AnyEvent) -> AnyEvent:
    if _is_of_hhs(event.of):
        return msgspec.structs.replace(event, **_MARKED.get(type(event), {}))
    if isinstance(event, Transferred):
        return msgspec.structs.replace(event, to=MARK)
    if isinstance(event, NoticeServed):
        return msgspec.structs.replace(event, vault=SERVED)
    return event


def _is_of_hhs(identity: str) -> bool:
    return identity.startswith("ORR:")


def _without_hhs(evidence: Evidence, numbers: frozenset[int]) -> list[int]:
    return [one for one in sorted(numbers) if not _is_of_hhs(evidence.records[one][0].identity)]


# --- events and the vault ---------------------------------------------------------------------


@given(told())
def test_no_value_of_an_event_that_hhs_told_opens_to_dhs(rows: Told):
    for row in marked(rows):
        for event in row.events:
            if _is_of_hhs(event.of):
                assert not _labels(event) & frozenset().union(*map(to_dhs, OFFICERS))


def _labels(event: AnyEvent) -> set[Label]:
    own = {label(event, field) for field in event.__struct_fields__}
    kept = {vault_label(event, name) for name in VAULTED} if isinstance(event, Sealed) else set()
    return own | kept | {name_label(event.of)}


# --- the view ---------------------------------------------------------------------------------


@given(told(), officers)
def test_no_view_of_a_dhs_role_has_a_line_or_a_word_of_hhs(rows: Told, role: Role):
    found = lines(source_records(marked(rows)), VAULT, to_dhs(role), LATER)
    assert MARK not in msgspec.json.encode(found).decode()
    assert not any(_is_of_hhs(line.told_by) for line in found)


@given(told(), officers)
def test_a_view_of_a_dhs_role_is_the_same_whatever_hhs_told(rows: Told, role: Role):
    every = marked(rows)
    without = [one for one in every if not _is_of_hhs(one.identity)]
    labels = to_dhs(role)
    seen = lines(source_records(every), VAULT, labels, LATER)
    assert seen == lines(source_records(without), VAULT, labels, LATER)


# --- findings, and the lists of them ----------------------------------------------------------


@given(told(), officers)
def test_a_finding_that_opens_to_dhs_rests_on_nothing_that_hhs_told(rows: Told, role: Role):
    labels = to_dhs(role)
    for gap, facts in _facts_of_findings(rows):
        if is_opened(gap, facts, labels) and is_shown_to(role, gap):
            assert not any(_is_of_hhs(fact["told_by"]) for fact in facts)


@given(told(), officers)
def test_no_fact_of_hhs_is_among_those_a_dhs_role_is_shown(rows: Told, role: Role):
    for _, facts in _facts_of_findings(rows):
        shown = opened_facts(facts, to_dhs(role), role)
        assert not any(fact["told_by"].startswith("ORR") for fact in shown)


@given(told())
def test_a_finding_made_in_any_part_of_what_hhs_told_is_of_hhs(rows: Told):
    for gap, facts in _facts_of_findings(rows):
        if any(_is_of_hhs(fact["told_by"]) for fact in facts):
            assert label_of(gap, facts).origin is Origin.HHS
    assert finding_origin(()) is Origin.HHS


@given(told(), officers)
def test_what_a_finding_tells_dhs_is_what_dhs_would_find_without_hhs(rows: Told, role: Role):
    """Its day, due day and reason. That it is gone, HHS may have brought about."""
    labels = to_dhs(role)
    evidence = rows.evidence
    for one in found_over_time(records_over_time(evidence), GAPS.values()):
        (row,) = _rows([one], evidence)
        if is_opened(one.gap.name, msgspec.json.decode(row[8]), labels) and is_shown_to(
            role, one.gap.name
        ):
            assert _told_by(one) in set(_found_without_hhs(rows))


def _told_by(one: FoundThen) -> tuple[object, ...]:
    return one.gap.name, one.found.anchor, one.found.since, one.found.due, one.found.reason


def _found_without_hhs(rows: Told) -> list[tuple[object, ...]]:
    """Every finding on any day of knowledge, of whoever might be one child, HHS's rows left out."""
    evidence = rows.evidence
    days = sorted({row.assertion.learned_on for row in rows.rows})
    found: list[tuple[object, ...]] = []
    for _, several in records_over_time(evidence):
        for known in several:
            own = [one for one in known.record.records if not _is_of_hhs(one.identity)]
            for day in days:
                told_then = [one for each in own if (one := each.known_at(day)) is not None]
                if told_then:
                    record = fold(told_then, known_at=day)
                    found += [
                        (gap.name, one.anchor, one.since, one.due, one.reason)
                        for gap in GAPS.values()
                        for one in gap.find(record)
                    ]
    return found


def _facts_of_findings(rows: Told) -> list[tuple[str, list[dict[str, Any]]]]:
    """Every finding that was ever known, with its facts as the store keeps them."""
    evidence = rows.evidence
    found = found_over_time(records_over_time(evidence), GAPS.values())
    return [(row[0], msgspec.json.decode(row[8])) for row in _rows(found, evidence)]


def _rows(found: Any, evidence: Evidence) -> list[tuple[Any, ...]]:
    numbers = {records[0].identity: number for number, records in evidence.records.items()}
    return list(finding_rows(found, numbers, "both"))


# --- the steps of episodes --------------------------------------------------------------------


@given(told())
def test_a_step_that_can_open_to_dhs_is_the_same_whatever_hhs_told(rows: Told):
    classes = {one.data_class for role in OFFICERS for one in to_dhs(role)}
    shown = [
        name
        for name, of in STEP_FIELDS.items()
        # An address opens as DHS supplied it; a step's State is never that.
        if of in classes and of is not DataClass.LOCATION and name != "told_by"
    ]
    evidence = rows.evidence
    for day, several in records_over_time(evidence):
        for known in several:
            own = [one for one in known.record.records if not _is_of_hhs(one.identity)]
            if own:
                told_of = msgspec.structs.replace(known, record=fold(own, known_at=day))
                assert _steps(known, evidence, shown) == _steps(told_of, evidence, shown)


def _steps(known: Known, evidence: Evidence, shown: list[str]) -> list[list[Any]]:
    numbers = {records[0].identity: number for number, records in evidence.records.items()}
    day: date = known.known_from
    rows = episode_rows([(day, [known])], numbers, "both")
    steps = [msgspec.json.decode(row[3], type=Steps) for row in rows]
    return [[getattr(one, name) for name in shown] for one in steps]


# --- and the other way round: the marks are really there --------------------------------------


def test_what_is_marked_does_open_to_those_it_is_for():
    described = _marked_event(Described(of="ORR:MU1", line=1, row=b"row"))
    admitted = Admitted(of="ORR:MU1", line=1, happened_on=LAST_DAY)
    assert isinstance(described, Described)
    assert described.vault == CARE
    counsel = opens(Role.COUNSEL, Purpose.REPRESENTATION, Action.READ)
    assert vault_label(described, "given_names") in counsel
    assert label(admitted, "program") in counsel


def test_dhs_is_shown_something_so_that_these_properties_hold_of_something():
    served = NoticeServed(of="ICE:MU1", line=1, happened_on=LAST_DAY, vault=SERVED)
    assert vault_label(served, "served_address") in to_dhs(Role.JUVENILE_COORDINATOR)
    assert all(to_dhs(role) for role in OFFICERS)
