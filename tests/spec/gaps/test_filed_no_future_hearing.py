"""An open case with no hearing to come, and an accepted notice with no case."""

from amparo.gaps.filed_no_future_hearing import FILED_NO_FUTURE_HEARING


class TestOpening:
    """From which day it is open"""

    def test_a_case_without_a_hearing_is_open_from_the_day_the_court_made_it(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
        """,
            on="2026-01-20",
            expect="2026-01-20",
            due="2026-01-27",
            until=None,
            wakes="2026-01-28",
        )

    def test_it_opens_by_itself_the_day_after_the_last_hearing(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
        """,
            on="2026-03-02",
            expect=None,
            wakes="2026-03-03",
        )
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
        """,
            on="2026-03-03",
            expect="2026-03-03",
        )

    def test_a_hearing_set_later_leaves_the_time_before_it_open(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-02-02  EOIR  hearing set for 2026-03-02
        """,
            on="2026-02-01",
            expect="2026-01-20",
            until="2026-02-02",
        )

    def test_the_hearing_set_first_need_not_be_the_one_that_comes_first(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-06-01
            2026-02-02  EOIR  hearing set for 2026-03-02
        """,
            on="2026-04-01",
            expect=None,
            wakes="2026-06-02",
        )

    def test_a_cancelled_hearing_is_no_hearing_from_the_day_it_was_cancelled(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-02-10  EOIR  hearing of 2026-03-02: cancelled
        """,
            on="2026-02-20",
            expect="2026-02-10",
        )

    def test_that_a_hearing_was_cancelled_is_known_when_it_is_learned(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-02-10  EOIR  hearing of 2026-03-02: cancelled    (learned 2026-02-25)
        """,
            on="2026-02-20",
            known_at="2026-02-24",
            expect=None,
        )

    def test_a_hearing_whose_cancellation_has_no_day_is_gone_from_the_day_it_was_learned(
        self, gap_test
    ):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            no day      EOIR  hearing of 2026-03-02: cancelled    (learned 2026-02-12)
        """,
            on="2026-02-20",
            expect="2026-02-12",
        )

    def test_a_hearing_that_a_release_leaves_out_counts_no_longer(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-02-15  EOIR  no longer reports the hearing of 2026-03-02
        """,
            on="2026-02-20",
            expect="2026-02-15",
        )

    def test_a_hearing_left_out_after_its_day_takes_nothing_back(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-04-15  EOIR  no longer reports the hearing of 2026-03-02
        """,
            on="2026-04-20",
            expect="2026-03-03",
        )

    def test_a_hearing_that_a_later_delivery_tells_again_is_set_again(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-06-01
            2026-02-15  EOIR  no longer reports the hearing of 2026-06-01
            2026-01-20  EOIR  hearing set for 2026-06-01    (learned 2026-03-15)
        """,
            on="2026-03-01",
            known_at="2026-03-14",
            expect="2026-02-15",
        )
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-06-01
            2026-02-15  EOIR  no longer reports the hearing of 2026-06-01
            2026-01-20  EOIR  hearing set for 2026-06-01    (learned 2026-03-15)
        """,
            on="2026-03-20",
            expect=None,
        )

    def test_a_case_opened_again_needs_a_hearing_again(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
            2026-05-04  EOIR  motion to reopen what was ordered in absentia granted
        """,
            on="2026-06-01",
            expect="2026-05-04",
        )

    def test_a_case_moved_to_another_court_is_not_over(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  moved to another court
        """,
            on="2026-04-01",
            expect="2026-03-03",
        )

    def test_without_a_day_of_its_own_a_case_is_open_since_we_first_heard_of_it(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            no day      EOIR  case opened      (learned 2026-02-03)
        """,
            on="2026-03-01",
            expect="2026-02-03",
        )

    def test_a_case_that_ended_later_had_its_hearing_until_then(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-10  EOIR  case completed
        """,
            on="2026-02-15",
            expect=None,
        )

    def test_a_far_hearing_covers_what_a_nearer_one_that_was_set_later_does_not(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-06-01
            2026-03-01  EOIR  hearing set for 2026-04-01
        """,
            on="2026-02-15",
            expect=None,
            wakes="2026-06-02",
        )

    def test_the_case_of_a_notice_may_be_opened_from_the_day_that_the_notice_began_on(
        self, gap_test
    ):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-08  EOIR  case opened
            2026-01-08  EOIR  hearing set for 2026-06-01
            2026-02-02  ICE   notice filed, accepted
        """,
            on="2026-02-02",
            expect=None,
        )
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-09  ICE   notice served
            2026-01-09  EOIR  case opened
            2026-01-09  EOIR  hearing set for 2026-06-01
            2026-02-02  ICE   notice filed, accepted
        """,
            on="2026-02-02",
            expect=None,
        )
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-02-02  ICE   notice filed, accepted
        """,
            on="2026-02-02",
            expect="2026-02-02",
            reason="no case told",
        )
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-08  ICE   notice issued
            2026-01-07  EOIR  case opened
            2026-01-07  EOIR  hearing set for 2026-06-01
            2026-02-02  ICE   notice filed, accepted
        """,
            on="2026-02-02",
            expect="2026-02-02",
            reason="no case told",
        )


class TestClosing:
    """What closes it"""

    def test_a_hearing_set_after_the_case_was_over_closes_nothing_more(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-04-01  EOIR  case completed
            2026-04-20  EOIR  hearing set for 2026-06-01
        """,
            on="2026-05-01",
            expect=None,
            until="2026-04-01",
        )

    def test_the_completion_of_the_case_closes_it(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-04-01  EOIR  case completed
        """,
            on="2026-05-01",
            expect=None,
            until="2026-04-01",
        )

    def test_a_motion_that_was_denied_or_deleted_opens_nothing(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-04-01  EOIR  case completed
            2026-05-04  EOIR  motion to reopen denied
            2026-05-05  EOIR  motion to reopen granted and deleted
            2026-05-06  EOIR  motion to continue granted
        """,
            on="2026-06-01",
            expect=None,
            until="2026-04-01",
        )

    def test_a_child_who_left_the_country_closes_that_no_case_is_told(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
            2026-02-02  ICE   notice filed, accepted
            2026-02-20  ORR   discharged: Repatriated
        """,
            on="2026-02-20",
            expect=None,
            until="2026-02-20",
        )


class TestAnAcceptedNotice:
    """A notice that the court accepted, and no case"""

    def test_an_accepted_notice_without_a_case_is_open_from_the_filing(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-09  ICE  notice issued
            2026-01-12  ICE  notice served
            2026-01-20  ICE  notice filed, accepted
        """,
            on="2026-02-01",
            expect="2026-01-20",
            due="2026-01-27",
            reason="no case told",
        )

    def test_a_case_of_that_time_closes_it(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-09  ICE   notice issued
            2026-01-20  ICE   notice filed, accepted
            2026-02-05  EOIR  case opened
            2026-02-05  EOIR  hearing set for 2026-09-01
        """,
            on="2026-02-04",
            expect="2026-01-20",
            until="2026-02-05",
        )
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-09  ICE   notice issued
            2026-01-20  ICE   notice filed, accepted
            2026-02-05  EOIR  case opened
            2026-02-05  EOIR  hearing set for 2026-09-01
        """,
            on="2026-02-05",
            expect=None,
        )

    def test_an_earlier_case_does_not_answer_a_later_notice(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2025-01-09  EOIR  case opened
            2025-03-09  EOIR  case completed
            2026-01-09  ICE   notice issued
            2026-01-20  ICE   notice filed, accepted
        """,
            on="2026-02-01",
            expect="2026-01-20",
        )

    def test_a_rejected_filing_is_another_gap(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-09  ICE  notice issued
            2026-01-20  ICE  notice filed, rejected
        """,
            on="2026-02-01",
            expect=None,
        )

    def test_withdrawing_the_notice_closes_it(self, gap_test):
        gap_test(
            FILED_NO_FUTURE_HEARING,
            """
            2026-01-09  ICE  notice issued
            2026-01-20  ICE  notice filed, accepted
            2026-02-03  ICE  notice withdrawn
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-03",
        )
