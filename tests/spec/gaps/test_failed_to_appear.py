"""A hearing that, by the court's books, nobody came to."""

from amparo.gaps.failed_to_appear import FAILED_TO_APPEAR


class TestOpening:
    """From which day it is open"""

    def test_it_opens_on_the_day_of_the_hearing(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: nobody came
        """,
            on="2026-03-02",
            expect="2026-03-02",
            due="2026-03-09",
            reason="no-show code",
            until=None,
        )

    def test_a_hearing_whose_outcome_is_not_told_was_not_missed(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
        """,
            on="2026-04-01",
            expect=None,
        )

    def test_a_hearing_of_which_notice_went_wrong_was_not_missed(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: notice sent wrongly
        """,
            on="2026-04-01",
            expect=None,
        )

    def test_an_order_in_absentia_says_that_the_last_hearing_before_it_was_missed(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: held
            2026-03-02  EOIR  hearing set for 2026-05-04
            2026-05-06  EOIR  ordered removed in absentia
        """,
            on="2026-06-01",
            expect="2026-05-04",
            reason="in absentia",
        )

    def test_where_no_hearing_is_told_the_day_of_the_order_stands_for_it(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-05-06  EOIR  ordered removed in absentia
        """,
            on="2026-06-01",
            expect="2026-05-06",
            reason="in absentia",
        )

    def test_a_hearing_that_was_cancelled_is_not_the_one_that_was_missed(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-04-06  EOIR  hearing set for 2026-05-04
            2026-04-20  EOIR  hearing of 2026-05-04: cancelled
            2026-05-06  EOIR  ordered removed in absentia
        """,
            on="2026-06-01",
            expect="2026-03-02",
        )

    def test_a_case_closed_for_failure_to_appear_says_so_too(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  closed for failure to appear
        """,
            on="2026-04-01",
            expect="2026-03-02",
            reason="administrative closing",
        )

    def test_what_two_rows_say_of_one_hearing_is_one_finding(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: nobody came
            2026-03-02  EOIR  ordered removed in absentia
        """,
            on="2026-04-01",
            expect="2026-03-02",
            reason="in absentia",
        )

    def test_two_missed_hearings_are_two_findings(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: nobody came
            2026-03-02  EOIR  hearing set for 2026-05-04
            2026-05-04  EOIR  hearing of 2026-05-04: nobody came
        """,
            on="2026-06-01",
            expect=("2026-03-02", "2026-05-04"),
        )

    def test_a_missed_hearing_is_known_when_the_court_tells_of_it(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: nobody came    (learned 2026-04-10)
        """,
            on="2026-04-01",
            known_at="2026-04-09",
            expect=None,
        )
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: nobody came    (learned 2026-04-10)
        """,
            on="2026-04-01",
            known_at="2026-04-10",
            expect="2026-03-02",
        )

    def test_a_row_left_out_by_a_later_release_stays_told(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: nobody came
            2026-04-15  EOIR  no longer reports the hearing of 2026-03-02
        """,
            on="2026-05-01",
            expect="2026-03-02",
        )


class TestClosing:
    """What closes it"""

    def test_a_later_hearing_that_somebody_came_to_closes_it(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: nobody came
            2026-03-02  EOIR  hearing set for 2026-05-04
            2026-05-04  EOIR  hearing of 2026-05-04: held
        """,
            on="2026-06-01",
            expect=None,
            until="2026-05-04",
        )

    def test_a_hearing_decided_in_the_childs_absence_was_not_come_to(self, gap_test):
        """A hearing decided in the child's absence was not come to."""

        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: nobody came
            2026-03-02  EOIR  hearing set for 2026-05-04
            2026-05-04  EOIR  hearing of 2026-05-04: decided
            2026-05-04  EOIR  ordered removed in absentia
        """,
            on="2026-06-01",
            expect=("2026-03-02", "2026-05-04"),
        )

    def test_it_counts_in_whichever_of_the_childs_cases(self, gap_test):
        """It counts in whichever of the child's cases."""

        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: nobody came
            2026-04-01  EOIR  second case: case opened
            2026-04-01  EOIR  second case: hearing set for 2026-05-04
            2026-05-04  EOIR  second case: hearing of 2026-05-04: held
        """,
            on="2026-06-01",
            expect=None,
            until="2026-05-04",
        )

    def test_a_later_call_in_which_the_family_was_spoken_with_closes_it(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: nobody came
            2026-03-20  ORR   call answered
        """,
            on="2026-04-01",
            expect=None,
            until="2026-03-20",
        )

    def test_a_call_before_the_hearing_or_on_its_day_closes_nothing(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: nobody came
            2026-03-02  ORR   call answered
        """,
            on="2026-04-01",
            expect="2026-03-02",
        )

    def test_a_call_that_reached_nobody_closes_nothing(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: nobody came
            2026-03-20  ORR   call attempted, not reached
        """,
            on="2026-04-01",
            expect="2026-03-02",
        )

    def test_an_order_taken_back_closes_it(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
            2026-04-10  EOIR  motion to rescind granted
        """,
            on="2026-05-01",
            expect=None,
            until="2026-04-10",
        )

    def test_a_motion_denied_closes_nothing(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
            2026-04-10  EOIR  motion to rescind denied
        """,
            on="2026-05-01",
            expect="2026-03-02",
        )

    def test_a_return_to_care_closes_it(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: nobody came
            2026-03-25  ORR   admitted
        """,
            on="2026-05-01",
            expect=None,
            until="2026-03-25",
        )

    def test_a_new_encounter_closes_it(self, gap_test):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: nobody came
            2026-03-25  CBP   encountered
        """,
            on="2026-05-01",
            expect=None,
            until="2026-03-25",
        )

    def test_a_motion_granted_before_the_hearing_took_nothing_back_and_on_its_day_it_did(
        self, gap_test
    ):
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: nobody came
            2026-02-01  EOIR  motion to rescind granted
        """,
            on="2026-04-01",
            expect="2026-03-02",
            until=None,
        )
        gap_test(
            FAILED_TO_APPEAR,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: nobody came
            2026-03-02  EOIR  motion to rescind granted
        """,
            on="2026-04-01",
            expect=None,
        )
