"""A hearing within ten days of service."""

from amparo.gaps.hearing_too_soon import HEARING_TOO_SOON


class TestOpening:
    """From which day it is open"""

    def test_a_hearing_on_the_ninth_day_after_service_is_too_soon(self, gap_test):
        gap_test(
            HEARING_TOO_SOON,
            """
            2026-01-05  CBP   transferred to HHS
            2026-02-01  ICE   notice issued
            2026-02-10  ICE   notice served
            2026-02-11  EOIR  case opened
            2026-02-11  EOIR  hearing set for 2026-02-19
        """,
            on="2026-02-11",
            expect="2026-02-11",
            due="2026-02-18",
            until="2026-02-20",
            wakes="2026-02-19",
        )

    def test_a_hearing_on_the_tenth_day_is_allowed(self, gap_test):
        gap_test(
            HEARING_TOO_SOON,
            """
            2026-01-05  CBP   transferred to HHS
            2026-02-01  ICE   notice issued
            2026-02-10  ICE   notice served
            2026-02-11  EOIR  case opened
            2026-02-11  EOIR  hearing set for 2026-02-20
        """,
            on="2026-02-11",
            expect=None,
        )

    def test_a_hearing_before_the_service_is_another_matter(self, gap_test):
        gap_test(
            HEARING_TOO_SOON,
            """
            2026-01-05  CBP   transferred to HHS
            2026-02-01  ICE   notice issued
            2026-02-10  ICE   notice served
            2026-02-11  EOIR  case opened
            2026-02-11  EOIR  hearing set for 2026-02-09
        """,
            on="2026-02-11",
            expect=None,
        )

    def test_a_notice_served_while_an_earlier_case_goes_on_is_not_its_notice(self, gap_test):
        gap_test(
            HEARING_TOO_SOON,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-02-15
            2026-02-01  ICE   notice issued
            2026-02-10  ICE   notice served
        """,
            on="2026-02-11",
            expect=None,
        )

    def test_a_notice_that_was_not_served_sets_no_floor(self, gap_test):
        gap_test(
            HEARING_TOO_SOON,
            """
            2026-02-01  ICE   notice issued
            2026-02-11  EOIR  case opened
            2026-02-11  EOIR  hearing set for 2026-02-19
        """,
            on="2026-02-11",
            expect=None,
        )

    def test_a_case_counts_that_was_opened_from_the_day_of_the_notice_on(self, gap_test):
        gap_test(
            HEARING_TOO_SOON,
            """
            2026-02-10  ICE   notice issued
            2026-02-10  ICE   notice served
            2026-02-10  EOIR  case opened
            2026-02-11  EOIR  hearing set for 2026-02-19
        """,
            on="2026-02-11",
            expect="2026-02-11",
        )
        gap_test(
            HEARING_TOO_SOON,
            """
            2026-02-01  ICE   notice issued
            2026-02-05  EOIR  case opened
            2026-02-10  ICE   notice served
            2026-02-11  EOIR  hearing set for 2026-02-19
        """,
            on="2026-02-11",
            expect="2026-02-11",
        )
        gap_test(
            HEARING_TOO_SOON,
            """
            2026-02-10  ICE   notice served
            2026-02-11  EOIR  case opened
            2026-02-11  EOIR  hearing set for 2026-02-19
        """,
            on="2026-02-11",
            expect="2026-02-11",
        )

    def test_a_hearing_on_the_very_day_of_service_is_too_soon(self, gap_test):
        gap_test(
            HEARING_TOO_SOON,
            """
            2026-02-01  ICE   notice issued
            2026-02-05  EOIR  case opened
            2026-02-05  EOIR  hearing set for 2026-02-10
            2026-02-10  ICE   notice served
        """,
            on="2026-02-10",
            expect="2026-02-10",
            until="2026-02-11",
        )


class TestClosing:
    """What closes it"""

    def test_moving_the_hearing_closes_it(self, gap_test):
        gap_test(
            HEARING_TOO_SOON,
            """
            2026-01-05  CBP   transferred to HHS
            2026-02-01  ICE   notice issued
            2026-02-10  ICE   notice served
            2026-02-11  EOIR  case opened
            2026-02-11  EOIR  hearing set for 2026-02-19
            2026-02-13  EOIR  hearing of 2026-02-19: cancelled
        """,
            on="2026-02-13",
            expect=None,
            until="2026-02-13",
            closed_by="2026-02-13",
        )

    def test_the_day_of_the_hearing_over_it_is_closed(self, gap_test):
        gap_test(
            HEARING_TOO_SOON,
            """
            2026-01-05  CBP   transferred to HHS
            2026-02-01  ICE   notice issued
            2026-02-10  ICE   notice served
            2026-02-11  EOIR  case opened
            2026-02-11  EOIR  hearing set for 2026-02-19
        """,
            on="2026-02-19",
            expect="2026-02-11",
        )
        gap_test(
            HEARING_TOO_SOON,
            """
            2026-01-05  CBP   transferred to HHS
            2026-02-01  ICE   notice issued
            2026-02-10  ICE   notice served
            2026-02-11  EOIR  case opened
            2026-02-11  EOIR  hearing set for 2026-02-19
        """,
            on="2026-02-20",
            expect=None,
            until="2026-02-20",
        )
