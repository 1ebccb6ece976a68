"""A notice keeps every step apart; a stay keeps every address told for it."""

from datetime import date

from amparo.record import fold
from tests.spec.timeline import child, records


def _record(timeline: str, true_on: date = date.max):
    return fold(records(child(timeline)), true_on=true_on)


def test_a_notice_is_never_one_boolean():
    (notice,) = _record("""
        2026-01-09  ICE  notice issued
        2026-01-12  ICE  notice served
        2026-01-20  ICE  mail returned with the notice
        2026-02-02  ICE  notice filed, pending
    """).notices
    steps = (notice.issued, notice.served, notice.returned, notice.accepted, notice.withdrawn)
    assert [step and step.on.isoformat() for step in steps] == [
        "2026-01-09",
        "2026-01-12",
        "2026-01-20",
        None,
        None,
    ]


def test_a_rejection_stays_told_after_the_acceptance():
    (notice,) = _record("""
        2026-02-02  ICE  notice filed, rejected
        2026-02-16  ICE  notice filed, accepted
    """).notices
    assert [filing.event.status for filing in notice.filings] == ["rejected", "accepted"]
    assert notice.accepted is not None
    assert notice.accepted.on == date(2026, 2, 16)


def test_a_booked_hearing_is_content_and_not_a_day_on_which_something_happened():
    timeline = """
        2026-01-09  ICE  notice issued
        2026-01-09  ICE  first hearing booked for 2026-09-01
    """
    (notice,) = _record(timeline, true_on=date(2026, 1, 10)).notices
    assert notice.slot_on == date(2026, 9, 1)


def test_a_stay_keeps_every_address_with_the_day_it_was_told():
    (stay,) = _record("""
        2026-02-01  ORR  released to Rosa with no address       (learned 2026-02-03)
        2026-02-10  ORR  address now UNKNOWN, TX 00123
        2026-02-20  ORR  address now 9 Alder St, TX 00123
    """).stays
    assert [telling.on.isoformat() for telling in stay.tellings] == [
        "2026-02-01",
        "2026-02-10",
        "2026-02-20",
    ]


def test_an_address_sent_again_unchanged_is_no_new_telling():
    (stay,) = _record("""
        2026-01-06  ORR  admitted
        2026-02-01  ORR  released to Rosa at 9 Alder St, TX 00123
        2026-01-05  ORR  says now: admitted     (learned 2026-02-10)
    """).stays
    assert len(stay.tellings) == 1


def test_going_back_to_an_earlier_address_is_a_new_telling():
    (stay,) = _record("""
        2026-02-01  ORR  released to Rosa at 9 Alder St, TX 00123
        2026-02-10  ORR  address now 7 Elm St, TX 00123
        2026-02-20  ORR  address now 9 Alder St, TX 00123
    """).stays
    assert len(stay.tellings) == 3


def test_a_stay_that_ended_otherwise_tells_no_address():
    (stay,) = _record("2026-02-01  ORR  discharged: Age Out").stays
    assert stay.tellings == ()
    assert stay.discharged is not None
    assert stay.released is None
