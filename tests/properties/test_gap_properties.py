"""What is found as intervals is what folding gives, on every day and as known on every day."""

from collections import Counter
from datetime import date

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.duties import duty_name, finding_name
from amparo.gaps import GAPS, OTHER_RECORDS_WITH_UNITS, find, wakes_on
from amparo.gaps.over_time import Evidence, FoundThen, found_over_time, records_over_time
from amparo.identity import entities
from amparo.record import Record, fold
from tests.properties.told import DAYS, FIRST_DAY, Told, days, told

Key = tuple[object, ...]


def _known_then(rows: Told, known_at: date) -> list[tuple[int, Record]]:
    """Every entity's record as known on a day, worked out for that day alone."""
    evidence = rows.by(known_at).evidence
    names = {number: held[0].identity for number, held in evidence.records.items()}
    groups = [one.members for one in entities(evidence.seen, evidence.rulings, names)]
    return [
        (
            min(group),
            _fold(evidence, group, set(evidence.units) if _crowded(rows, known_at) else ()),
        )
        for group in groups
    ]


def _crowded(rows: Told, known_at: date) -> bool:
    return sum(1 for day, _ in rows.units if day <= known_at) >= OTHER_RECORDS_WITH_UNITS


def _fold(evidence: Evidence, group, buildings, true_on: date = date.max) -> Record:
    records = [one for identity in group for one in evidence.records[identity]]
    return fold(records, true_on=true_on, buildings_with_units=frozenset(buildings))


def _naively(rows: Told, known_at: date) -> Counter[Key]:
    """Every finding as known on a day, each as often as it is found."""
    return Counter(
        (gap.name, found.anchor, entity, found.since, found.until, found.due, found.reason)
        for entity, record in _known_then(rows, known_at)
        for gap, found in find(record)
    )


def _over_time(rows: Told) -> list[FoundThen]:
    return list(found_over_time(records_over_time(rows.evidence), GAPS.values()))


def _on(found: list[FoundThen], known_at: date) -> Counter[Key]:
    """Those of the intervals of knowledge that hold a day."""
    return Counter(
        (
            one.gap.name,
            one.found.anchor,
            one.entity,
            one.found.since,
            one.found.until,
            one.found.due,
            one.found.reason,
        )
        for one in found
        if one.known_from <= known_at and (one.known_to is None or known_at < one.known_to)
    )


def _open(record: Record, day: date) -> set[Key]:
    return {
        (gap.name, found.anchor, found.since, found.due, found.reason)
        for gap, found in find(record)
        if found.open_on(day)
    }


@given(told())
@settings(max_examples=60)
def test_what_is_found_over_time_is_what_each_day_alone_would_find(rows):
    found = _over_time(rows)
    for day in [FIRST_DAY.replace(year=2025), *DAYS]:
        assert _on(found, day) == _naively(rows, day)


@given(told(), days)
def test_what_is_learned_later_does_not_change_what_was_found_then(rows, known_at):
    before = _over_time(rows.by(known_at))
    assert _on(_over_time(rows), known_at) == _on(before, known_at)


@given(told(), days, days)
@settings(max_examples=250)
def test_an_interval_is_open_on_a_day_as_folding_as_of_that_day_finds(rows, true_on, known_at):
    for _, record in _known_then(rows, known_at):
        as_of = fold(
            record.records, true_on=true_on, buildings_with_units=record.buildings_with_units
        )
        assert _open(record, true_on) == _open(as_of, true_on)


@given(told(), days)
def test_merging_and_splitting_never_double_a_finding(rows, known_at):
    anchors = Counter(key[:2] for key in _naively(rows, known_at).elements())
    assert not [anchor for anchor, times in anchors.items() if times > 1]


@given(told(), st.permutations(range(1, 7)))
def test_findings_and_duties_keep_their_names_whatever_the_children_are_called(rows, numbers):
    renamed = {old: numbers[old - 1] for old in range(1, 7)}
    other = Told(
        rows=tuple(_renamed(row, renamed) for row in rows.rows),
        units=rows.units,
        rulings=tuple(
            msgspec.structs.replace(one, one=renamed[one.one], other=renamed[one.other])
            for one in rows.rulings
        ),
    )
    assert _names(_over_time(other)) == _names(_over_time(rows))


def _renamed(row, renamed):
    seen = msgspec.structs.replace(row.seen, identity=renamed[row.number])
    return msgspec.structs.replace(row, number=renamed[row.number], seen=seen)


def _names(found: list[FoundThen]) -> set[tuple[str, str]]:
    findings = {(finding_name(one.gap.name, one.found.anchor), one.gap.owed_by) for one in found}
    return {(finding, duty_name(finding, owner)) for finding, owner in findings}


@given(told(), days)
def test_between_two_wakings_no_answer_changes(rows, today):
    for _, record in _known_then(rows, DAYS[-1]):
        found = [one for _, one in find(record)]
        wakes = wakes_on(found, today)
        for day in (day for day in DAYS if today <= day and (wakes is None or day < wakes)):
            assert _answers(found, day) == _answers(found, today)
        if wakes is not None:
            assert _answers(found, wakes) != _answers(found, today)


def _answers(found, day: date) -> list[tuple[bool, bool]]:
    return [
        (one.open_on(day), bool(one.due and one.due < day and one.open_on(day))) for one in found
    ]
