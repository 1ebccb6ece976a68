"""What the court, calls and addresses make of a record holds however they are told."""

from datetime import date, timedelta

import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from amparo.gaps import GAPS, find
from amparo.gaps.filed_no_future_hearing import FILED_NO_FUTURE_HEARING
from amparo.gaps.over_time import found_over_time, records_over_time
from amparo.record import Record, SourceRecord, fold
from tests.spec.timeline import child, records

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(20)]
HEARINGS = DAYS[2::3]

_CASE = [
    "case opened",
    "proceeding opened",
    "case completed",
    "ordered removed in absentia",
    "closed for failure to appear",
    "moved to another court",
    "motion to reopen granted",
    "motion to rescind granted",
    "counsel appears",
    "address in the court's books: TX 00123",
    "address in the court's books: TX 00456",
]
_OUTCOMES = ["held", "nobody came", "cancelled", "decided"]
_CALLS = [
    "call attempted, reached",
    "call attempted, not reached",
    "call answered, the address is wrong",
    "call answered, the form was filed",
]
_HOMES = ["9 Alder St, TX 00123", "7 Elm St, TX 00456", "7 Elm St, unit 2, TX 00456", "UNKNOWN, TX"]
_CHANGES = ["told by the sponsor of", "EOIR-33 filed for", "AR-11 filed for"]

days = st.sampled_from(DAYS)
hearings = st.sampled_from(HEARINGS)
homes = st.sampled_from(_HOMES)


def _about_a_hearing(day: date, what: str) -> str:
    if what == "set":
        return f"hearing set for {day}"
    if what == "left out":
        return f"no longer reports the hearing of {day}"
    return f"hearing of {day}: {what}"


court = st.one_of(
    st.sampled_from(_CASE),
    st.builds(_about_a_hearing, hearings, st.sampled_from(["set", "set", "left out", *_OUTCOMES])),
)
said = st.one_of(
    court.map(lambda what: f"EOIR  {what}"),
    court.map(lambda what: f"EOIR  {what}"),
    court.map(lambda what: f"EOIR  second case: {what}"),
    st.sampled_from(_CALLS).map(lambda what: f"ORR  {what}"),
    st.builds(lambda how, home: f"ORR  {how} {home}", st.sampled_from(_CHANGES), homes),
    st.builds(lambda home, day: f"EOIR  EOIR-33 filed for {home}, from {day}", homes, days),
    homes.map(lambda home: f"ICE  address of record {home}"),
    homes.map(lambda home: f"ORR  released to Rosa at {home}"),
    st.sampled_from(["ORR  admitted", "CBP  encountered", "ICE  notice issued"]),
    st.just("ICE  notice filed, accepted"),
)


@st.composite
def lines(draw: st.DrawFn) -> str:
    """One line, of a day that is at times not told, learned on its day or later."""
    day = draw(days)
    learned = day + timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 5])))
    told = draw(st.sampled_from([str(day), str(day), str(day), "no day"]))
    # Who was found, taken in or issued a notice on an untold day has properties of its own.
    what = draw(said)
    told = told if what.startswith("EOIR  ") and "EOIR-33" not in what else str(day)
    return f"{told}  {what}  (learned {learned})"


timelines = st.lists(lines(), min_size=2, max_size=14).map("\n".join)

Key = tuple[object, ...]


def _open(record: Record, day: date) -> set[Key]:
    return {
        (gap.name, found.anchor, found.since, found.due, found.reason)
        for gap, found in find(record)
        if found.open_on(day)
    }


def _every(record: Record) -> list[Key]:
    return [
        (gap.name, one.anchor, one.since, one.until, one.due, one.reason)
        for gap, one in find(record)
    ]


@given(timelines, days)
@settings(max_examples=300)
def test_an_interval_is_open_on_a_day_as_folding_as_of_that_day_finds(timeline, true_on):
    told = records(child(timeline))
    assert _open(fold(told), true_on) == _open(fold(told, true_on=true_on), true_on)


@given(timelines, st.randoms(use_true_random=False))
def test_findings_do_not_depend_on_the_order_in_which_records_are_given(timeline, chance):
    told = records(child(timeline))
    shuffled = list(told)
    chance.shuffle(shuffled)
    assert fold(shuffled) == fold(told)
    assert _every(fold(shuffled)) == _every(fold(told))


@given(timelines, days)
def test_what_is_learned_later_changes_nothing_that_was_found_then(timeline, known_at):
    told = records(child(timeline))
    before = [one for record in told if (one := _told_by(record, known_at)) is not None]
    assert _every(fold(told, known_at=known_at)) == _every(fold(before))


def _told_by(record: SourceRecord, day: date) -> SourceRecord | None:
    versions = tuple(one for one in record.versions if one.learned_on <= day)
    left_out = tuple(one for one in record.left_out if one.learned_on <= day)
    whole = msgspec.structs.replace
    return whole(record, versions=versions, left_out=left_out) if versions else None


@given(timelines)
def test_no_two_findings_of_one_gap_hang_on_one_anchor(timeline):
    anchors = [key[:2] for key in _every(fold(records(child(timeline))))]
    assert len(anchors) == len(set(anchors))


@given(timelines)
@example(
    """
    2026-01-02  EOIR  case opened
    2026-01-03  EOIR  hearing set for 2026-01-09
    2026-01-05  EOIR  hearing of 2026-01-09: cancelled
    """
)
@settings(max_examples=300)
def test_on_each_day_of_an_open_case_either_a_hearing_lies_ahead_or_nothing_is_set(timeline):
    record = fold(records(child(timeline)))
    for case in record.cases:
        found = [
            one
            for one in FILED_NO_FUTURE_HEARING.find(record)
            if one.anchor.startswith(f"{case.identity} ")
        ]
        for day in DAYS:
            is_open = any(
                time.since <= day and (time.until is None or day < time.until) for time in case.open
            )
            lies_ahead = any(
                one.told.on <= day <= one.day and (one.off is None or day < one.off.on)
                for one in case.hearings
            )
            said_so = sum(one.open_on(day) for one in found)
            assert said_so == (1 if is_open and not lies_ahead else 0), day


@given(timelines)
def test_what_is_found_over_time_can_be_written_down(timeline):
    """Every finding has facts to rest on: without them nobody could say whose it is."""
    over_time = records_over_time(child(timeline))
    for one in found_over_time(over_time, GAPS.values()):
        assert one.found.facts
        assert one.found.identity in one.found.anchor


def test_court_cases_alone_are_no_child():
    record = fold(
        records(
            child("""
            2026-01-02  EOIR  case opened
            2026-01-09  EOIR  ordered removed in absentia
        """)
        )
    )
    assert record.identities == ("EOIR:case/990000001",)
    assert record.episodes == ()
    assert list(find(record)) == []


def test_a_time_that_two_cases_did_not_share_is_not_counted():
    """What a finding hangs on counts the times in which both were open, and no others."""
    record = fold(
        records(
            child("""
            2026-01-01  ORR   admitted
            2026-01-02  EOIR  case opened
            2026-01-05  EOIR  case completed
            2026-01-08  EOIR  second case: case opened
            2026-01-12  EOIR  motion to reopen granted
        """)
        )
    )
    found = [one for gap, one in find(record) if gap.name == "two-open-cases"]
    assert [one.anchor for one in found] == ["EOIR:case/990000002 second open case"]
