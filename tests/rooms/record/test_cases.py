"""A case is put together from the court's rows; what a row said before is not forgotten."""

from datetime import date

import msgspec
import pytest

from amparo.events import CallAttempted
from amparo.record import Case, Record, fold
from amparo.record.papers import Paper, paper
from tests.spec.timeline import child, records

ADMITTED = "2026-01-01  ORR  admitted\n"


def _record(timeline: str, true_on: date = date.max) -> Record:
    return fold(records(child(ADMITTED + timeline)), true_on=true_on)


def _case(timeline: str, true_on: date = date.max) -> Case:
    (case,) = _record(timeline, true_on).cases
    return case


def _open(case: Case) -> list[tuple[str, str | None]]:
    return [(str(one.since), str(one.until) if one.until else None) for one in case.open]


@pytest.mark.parametrize(
    ("identity", "kind"),
    [
        ("EOIR:case/990000001", Paper.CASE),
        ("ICE:custody/MU1/1", Paper.CUSTODY),
        ("ICE:MU0001", Paper.NOTICE),
        ("ORR:call/MU1", Paper.CALL),
        ("ORR:MU0001/1", Paper.STAY),
        ("ORR:change/MU1", Paper.CHANGE),
        ("USCIS:change/MU1", Paper.CHANGE),
        ("CBP:MU1/S1", Paper.REFERRAL),
    ],
)
def test_an_identity_says_which_paper_it_names(identity, kind):
    assert paper(identity) is kind


def test_a_paper_of_the_court_or_of_custody_is_no_notice_and_no_stay():
    record = _record("""
        2026-01-02  EOIR  case opened
        2026-01-03  ICE   address of record 9 Alder St, TX 00123
        2026-01-04  ORR   call answered
        2026-01-05  ORR   told by the sponsor of 7 Elm St, TX 00456
    """)
    assert record.notices == ()
    assert len(record.stays) == len(record.cases) == len(record.custody) == 1
    assert len(record.calls) == len(record.changes) == 1


# --- open and over ----------------------------------------------------------------------------


def test_a_case_is_open_again_from_each_reopening():
    case = _case("""
        2026-01-02  EOIR  case opened
        2026-02-02  EOIR  case completed
        2026-03-02  EOIR  motion to reopen granted
        2026-03-02  EOIR  proceeding opened
        2026-04-02  EOIR  case completed
        2026-05-02  EOIR  motion to recalendar granted
    """)
    assert _open(case) == [
        ("2026-01-02", "2026-02-02"),
        ("2026-03-02", "2026-04-02"),
        ("2026-05-02", None),
    ]


def test_a_motion_granted_while_the_case_is_open_opens_nothing_twice():
    case = _case("""
        2026-01-02  EOIR  case opened
        2026-01-20  EOIR  motion to reopen granted
        2026-02-02  EOIR  case completed
    """)
    assert _open(case) == [("2026-01-02", "2026-02-02")]


def test_a_motion_granted_on_the_day_of_the_completion_came_before_it():
    case = _case("""
        2026-01-02  EOIR  case opened
        2026-02-02  EOIR  case completed
        2026-02-02  EOIR  motion to reopen granted
    """)
    assert _open(case) == [("2026-01-02", "2026-02-02")]


def test_no_case_is_open_before_it_was_opened_in_whatever_order_days_are_told():
    case = _case("""
        2026-02-02  EOIR  case opened
        2026-01-05  EOIR  case completed
        2026-01-20  EOIR  motion to reopen granted
    """)
    assert _open(case) == [("2026-02-02", None)]


def test_the_first_row_of_a_proceeding_opens_the_case_and_a_second_one_does_not():
    case = _case("""
        2026-01-02  EOIR  case opened
        2026-02-02  EOIR  moved to another court
        2026-02-04  EOIR  proceeding opened
    """)
    assert _open(case) == [("2026-01-02", None)]
    assert len(case.proceedings) == 2


def test_as_of_an_earlier_day_a_case_that_was_completed_later_is_open():
    timeline = """
        2026-01-02  EOIR  case opened
        2026-02-02  EOIR  case completed
    """
    assert _open(_case(timeline, date(2026, 2, 1))) == [("2026-01-02", None)]
    assert _case(timeline, date(2026, 1, 1)).opened is None


# --- hearings ---------------------------------------------------------------------------------


def test_a_cancelled_hearing_keeps_its_row_and_says_since_when_it_stands_no_longer():
    (hearing,) = _case("""
        2026-01-02  EOIR  case opened
        2026-01-02  EOIR  hearing set for 2026-03-02
        no day      EOIR  hearing of 2026-03-02: cancelled     (learned 2026-02-10)
    """).hearings
    assert hearing.is_cancelled
    assert hearing.off is not None
    assert hearing.off.on == date(2026, 2, 10)
    assert hearing.held is None


def test_where_the_order_was_made_in_absentia_the_hearing_was_not_held_whatever_its_code():
    case = _case("""
        2026-01-02  EOIR  case opened
        2026-01-02  EOIR  hearing set for 2026-03-02
        2026-03-02  EOIR  hearing of 2026-03-02: decided
        2026-03-02  EOIR  ordered removed in absentia
    """)
    assert [hearing.held for hearing in case.hearings] == [None]
    assert [(one.key, one.reason) for one in case.missed] == [("hearing/2026-03-02", "in absentia")]


def test_a_hearing_decided_with_somebody_there_was_held():
    (hearing,) = _case("""
        2026-01-02  EOIR  case opened
        2026-01-02  EOIR  hearing set for 2026-03-02
        2026-03-02  EOIR  hearing of 2026-03-02: decided
        2026-03-02  EOIR  case completed
    """).hearings
    assert hearing.held is not None


# --- what was told over time ------------------------------------------------------------------


def test_the_court_overwrites_an_address_and_we_keep_what_it_was():
    case = _case("""
        2026-01-02  EOIR  case opened
        2026-01-02  EOIR  address in the court's books: TX 00123
        2026-02-02  EOIR  address in the court's books: TX 00456      (learned 2026-02-20)
        2026-02-02  EOIR  address in the court's books: TX 00789      (learned 2026-03-20)
    """)
    # The third carries the day of the second: it is known only since it was learned.
    assert [str(one.on) for one in case.addresses] == ["2026-01-02", "2026-02-02", "2026-03-20"]
    assert [one.told.postal_code for one in case.addresses] == [b"00123", b"00456", b"00789"]


def test_an_attempt_that_was_overwritten_stays_an_attempt():
    (told,) = records(child("2026-02-02  ORR  call attempted, not reached"))
    described, attempt = told.versions[0].events
    assert isinstance(attempt, CallAttempted)
    on_another_day = msgspec.structs.replace(
        attempt, happened_on=date(2026, 2, 9), reached=True, attempt=2
    )
    overwritten = msgspec.structs.replace(
        told.versions[0], learned_on=date(2026, 2, 9), events=(described, on_another_day)
    )
    both = msgspec.structs.replace(told, versions=(told.versions[0], overwritten))
    (call,) = fold([both]).calls
    assert [str(one.on) for one in call.attempts] == ["2026-02-02", "2026-02-09"]
    assert [str(one.on) for one in call.reached] == ["2026-02-09"]


def test_a_row_sent_again_was_known_since_it_was_first_sent():
    (told,) = records(child("2026-02-02  ORR  told by the sponsor of 7 Elm St, TX 00456"))
    again = msgspec.structs.replace(told.versions[0], learned_on=date(2026, 5, 5))
    (change,) = fold([msgspec.structs.replace(told, versions=(told.versions[0], again))]).changes
    assert change.told.learned_on == date(2026, 2, 2)


def test_a_move_filed_ahead_is_told_before_it_holds():
    timeline = "2026-02-02  EOIR  EOIR-33 filed for 7 Elm St, TX 00456, from 2026-05-01"
    assert _record(timeline, date(2026, 2, 1)).changes == ()
    assert len(_record(timeline, date(2026, 2, 2)).changes) == 1


def test_nothing_of_a_case_lies_after_the_day_asked_about():
    timeline = """
        2026-01-02  EOIR  case opened
        2026-01-02  EOIR  hearing set for 2026-03-02
        2026-03-02  EOIR  hearing of 2026-03-02: nobody came
        2026-03-05  EOIR  counsel appears
        2026-03-10  EOIR  motion to rescind granted
        2026-03-12  EOIR  address in the court's books: TX 00123
    """
    case = _case(timeline, date(2026, 2, 1))
    assert case.missed == ()
    assert case.counsel == case.granted == case.addresses == ()
    (hearing,) = case.hearings
    assert hearing.day == date(2026, 3, 2)
    assert hearing.unattended is None
