"""A hearing is booked within days, and nothing is filed."""

from amparo.gaps.not_filed_before_slot import NOT_FILED_BEFORE_SLOT


class TestOpening:
    """From which day it is open"""

    def test_it_opens_ten_days_before_the_booked_hearing_and_is_due_the_day_before_it(
        self, gap_test
    ):
        gap_test(
            NOT_FILED_BEFORE_SLOT,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-09  ICE   first hearing booked for 2026-03-20
        """,
            on="2026-03-09",
            expect=None,
            wakes="2026-03-10",
        )
        gap_test(
            NOT_FILED_BEFORE_SLOT,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-09  ICE   first hearing booked for 2026-03-20
        """,
            on="2026-03-10",
            expect="2026-03-10",
            due="2026-03-19",
            until="2026-03-21",
            wakes="2026-03-20",
        )

    def test_a_notice_served_within_the_ten_days_has_it_at_once(self, gap_test):
        gap_test(
            NOT_FILED_BEFORE_SLOT,
            """
            2026-03-01  ICE   notice issued
            2026-03-15  ICE   notice served
            2026-03-15  ICE   first hearing booked for 2026-03-20
        """,
            on="2026-03-15",
            expect="2026-03-15",
        )

    def test_a_rejected_filing_leaves_it_open(self, gap_test):
        gap_test(
            NOT_FILED_BEFORE_SLOT,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-09  ICE   first hearing booked for 2026-03-20
            2026-03-01  ICE   notice filed, rejected
        """,
            on="2026-03-10",
            expect="2026-03-10",
        )

    def test_without_a_booked_hearing_there_is_nothing_to_miss(self, gap_test):
        gap_test(
            NOT_FILED_BEFORE_SLOT,
            """
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
        """,
            on="2026-03-10",
            expect=None,
        )

    def test_a_notice_that_was_not_served_tells_the_child_nothing(self, gap_test):
        gap_test(
            NOT_FILED_BEFORE_SLOT,
            """
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   first hearing booked for 2026-03-20
        """,
            on="2026-03-10",
            expect=None,
        )

    def test_a_case_of_before_the_notice_is_an_earlier_one(self, gap_test):
        gap_test(
            NOT_FILED_BEFORE_SLOT,
            """
            2026-01-07  EOIR  case opened
            2026-01-08  ICE   notice issued
            2026-01-12  ICE   notice served
            2026-01-09  ICE   first hearing booked for 2026-03-20
        """,
            on="2026-03-10",
            expect="2026-03-10",
        )
        gap_test(
            NOT_FILED_BEFORE_SLOT,
            """
            2026-01-07  EOIR  hearing set for 2026-06-01
            2026-01-08  ICE   notice issued
            2026-01-12  ICE   notice served
            2026-01-09  ICE   first hearing booked for 2026-03-20
        """,
            on="2026-03-10",
            expect="2026-03-10",
        )

    def test_where_the_case_was_opened_since_the_notice_began_nothing_is_wanting(self, gap_test):
        gap_test(
            NOT_FILED_BEFORE_SLOT,
            """
            2026-01-08  EOIR  case opened
            2026-01-08  ICE   notice issued
            2026-01-12  ICE   notice served
            2026-01-09  ICE   first hearing booked for 2026-03-20
        """,
            on="2026-03-10",
            expect=None,
        )
        gap_test(
            NOT_FILED_BEFORE_SLOT,
            """
            2026-01-10  EOIR  case opened
            2026-01-08  ICE   notice issued
            2026-01-12  ICE   notice served
            2026-01-09  ICE   first hearing booked for 2026-03-20
        """,
            on="2026-03-10",
            expect=None,
        )
        gap_test(
            NOT_FILED_BEFORE_SLOT,
            """
            2026-01-12  EOIR  case opened
            2026-01-12  ICE   notice served
            2026-01-09  ICE   first hearing booked for 2026-03-20
        """,
            on="2026-03-10",
            expect=None,
        )


class TestClosing:
    """What closes it"""

    def test_an_accepted_filing_closes_it(self, gap_test):
        gap_test(
            NOT_FILED_BEFORE_SLOT,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-09  ICE   first hearing booked for 2026-03-20
            2026-03-12  ICE   notice filed, accepted
        """,
            on="2026-03-12",
            expect=None,
            until="2026-03-12",
            closed_by="2026-03-12",
        )

    def test_a_case_that_the_court_opened_closes_it(self, gap_test):
        gap_test(
            NOT_FILED_BEFORE_SLOT,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-09  ICE   first hearing booked for 2026-03-20
            2026-03-13  EOIR  case opened
        """,
            on="2026-03-13",
            expect=None,
            until="2026-03-13",
            closed_by="2026-03-13",
        )

    def test_withdrawal_closes_it(self, gap_test):
        gap_test(
            NOT_FILED_BEFORE_SLOT,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-09  ICE   first hearing booked for 2026-03-20
            2026-03-14  ICE   notice withdrawn
        """,
            on="2026-03-14",
            expect=None,
            until="2026-03-14",
            closed_by="2026-03-14",
        )

    def test_the_childs_departure_closes_it(self, gap_test):
        """The child's departure closes it."""
        gap_test(
            NOT_FILED_BEFORE_SLOT,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-09  ICE   first hearing booked for 2026-03-20
            2026-01-10  ORR   admitted
            2026-03-15  ORR   discharged: Repatriated
        """,
            on="2026-03-15",
            expect=None,
            until="2026-03-15",
            closed_by="2026-03-15",
        )

    def test_the_day_itself_over_it_is_no_longer_of_use(self, gap_test):
        gap_test(
            NOT_FILED_BEFORE_SLOT,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-09  ICE   first hearing booked for 2026-03-20
        """,
            on="2026-03-20",
            expect="2026-03-10",
        )
        gap_test(
            NOT_FILED_BEFORE_SLOT,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-09  ICE   first hearing booked for 2026-03-20
        """,
            on="2026-03-21",
            expect=None,
            until="2026-03-21",
            wakes=None,
        )
