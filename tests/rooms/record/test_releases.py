"""A release carries a whole table: what it leaves out is no longer reported, and is not lost."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.events import HearingTold
from amparo.record import Assertion, source_records
from amparo.record.releases import Carried, change

JANUARY, FEBRUARY, MARCH = (date(2026, month, 3) for month in (1, 2, 3))
CASE, HEARING = "EOIR:case/990000001", "hearing/990000044"


def rows(*names: str) -> frozenset[bytes]:
    return frozenset(name.encode() for name in names)


def test_a_row_carried_before_and_not_now_is_left_out():
    found = change(Carried(repeated=rows("a")), Carried(told=rows("a", "b")))
    assert (found.left_out, found.back) == (rows("b"), rows())


def test_a_row_told_by_a_delta_in_between_is_left_out_as_well():
    found = change(Carried(repeated=rows("a")), Carried(told=rows("a")), between=rows("c"))
    assert found.left_out == rows("c")


def test_a_row_that_comes_again_is_back_and_a_new_one_is_not():
    found = change(Carried(told=rows("new"), repeated=rows("a")), Carried())
    assert found.back == rows("a")


def test_a_delta_s_row_in_the_next_release_is_carried_again():
    """Else the row it replaced, which is left out, would seem to be the last word."""
    found = change(Carried(repeated=rows("newer")), Carried(told=rows("older")), rows("newer"))
    assert (found.left_out, found.back) == (rows("older"), rows("newer"))


def hearing(learned: date, *, adjourned: str | None = None, left_out: bool = False) -> Assertion:
    told = HearingTold(
        of=CASE, line=5, row=b"12345678", key=HEARING, hearing_on=MARCH, adjourned=adjourned
    )
    at = datetime(learned.year, learned.month, learned.day, 15, tzinfo=UTC)
    return Assertion(
        identity=CASE,
        part=HEARING,
        learned_at=at,
        learned_on=learned,
        sequence=learned.month,
        line=0 if left_out else 5,
        delivery=f"{learned.month:064d}",
        events=() if left_out else (told,),
    )


def test_what_a_release_leaves_out_is_no_longer_reported_and_stays_told():
    (record,) = source_records([hearing(JANUARY), hearing(FEBRUARY, left_out=True)])
    assert record.no_longer_reported_on == FEBRUARY
    assert record.current.events


def test_before_that_release_was_known_it_was_reported():
    (record,) = source_records([hearing(JANUARY), hearing(FEBRUARY, left_out=True)])
    known = record.known_at(FEBRUARY - timedelta(days=1))
    assert known is not None
    assert known.no_longer_reported_on is None
    assert record.known_at(JANUARY - timedelta(days=1)) is None


def test_told_again_later_it_is_reported_again():
    told = [hearing(JANUARY), hearing(FEBRUARY, left_out=True), hearing(MARCH)]
    (record,) = source_records(told)
    assert record.no_longer_reported_on is None
    known = record.known_at(FEBRUARY)
    assert known is not None
    assert known.no_longer_reported_on == FEBRUARY


def test_a_row_replaced_in_the_same_release_was_not_left_out():
    told = [hearing(JANUARY), hearing(FEBRUARY, left_out=True), hearing(FEBRUARY, adjourned="11")]
    (record,) = source_records(told)
    assert record.no_longer_reported_on is None
    (event,) = record.current.events
    assert isinstance(event, HearingTold)
    assert event.adjourned == "11"


@pytest.mark.parametrize("part", ["hearing/990000045", "proceeding/990000044"])
def test_each_row_of_a_case_has_versions_of_its_own(part):
    other = msgspec.structs.replace(hearing(FEBRUARY), part=part)
    records = source_records([hearing(JANUARY), other])
    assert sorted(record.part for record in records) == sorted([HEARING, part])


marks = st.lists(st.sampled_from([JANUARY, FEBRUARY, MARCH]), max_size=3, unique=True)


@given(told=marks.filter(bool), left_out=marks, order=st.randoms())
def test_it_does_not_matter_in_which_order_releases_arrive(told, left_out, order):
    every = [hearing(day) for day in told] + [hearing(day, left_out=True) for day in left_out]
    shuffled = list(every)
    order.shuffle(shuffled)
    (one,), (other,) = source_records(every), source_records(shuffled)
    assert one == other
    last = max(told)
    expected = min((day for day in left_out if day > last), default=None)
    assert one.no_longer_reported_on == expected
