"""A small child was served alone."""

from amparo.gaps.served_alone_under_14 import SERVED_ALONE_UNDER_14


class TestOpening:
    """From which day it is open"""

    def test_it_opens_with_the_service_and_is_due_after_five_business_days(self, gap_test):
        gap_test(
            SERVED_ALONE_UNDER_14,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served on the child, under 14
        """,
            on="2026-01-09",
            expect="2026-01-09",
            due="2026-01-16",
            until=None,
            wakes="2026-01-17",
        )

    def test_a_child_of_14_may_be_served_alone(self, gap_test):
        gap_test(
            SERVED_ALONE_UNDER_14,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served on the child
        """,
            on="2026-01-09",
            expect=None,
        )

    def test_a_notice_served_on_the_sponsor_is_served_well(self, gap_test):
        gap_test(
            SERVED_ALONE_UNDER_14,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served on the sponsor, under 14
        """,
            on="2026-01-09",
            expect=None,
        )

    def test_where_it_is_not_told_on_whom_nothing_is_found(self, gap_test):
        gap_test(
            SERVED_ALONE_UNDER_14,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
        """,
            on="2026-01-09",
            expect=None,
        )

    def test_a_good_service_of_before_or_of_the_same_day_mends_nothing(self, gap_test):
        gap_test(
            SERVED_ALONE_UNDER_14,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served on the custodian
            2026-02-03  ICE   second notice issued
            2026-02-04  ICE   second notice served on the child, under 14
        """,
            on="2026-02-04",
            expect="2026-02-04",
            until=None,
        )
        gap_test(
            SERVED_ALONE_UNDER_14,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-02-04  ICE   notice served on the custodian
            2026-02-03  ICE   second notice issued
            2026-02-04  ICE   second notice served on the child, under 14
        """,
            on="2026-02-04",
            expect="2026-02-04",
            until=None,
        )


class TestClosing:
    """What closes it"""

    def test_a_later_service_on_somebody_else_closes_it(self, gap_test):
        gap_test(
            SERVED_ALONE_UNDER_14,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served on the child, under 14
            2026-02-02  ICE   second notice issued
            2026-02-03  ICE   second notice served on ORR, under 14
        """,
            on="2026-02-03",
            expect=None,
            until="2026-02-03",
        )

    def test_a_later_service_on_the_child_alone_is_another_finding(self, gap_test):
        gap_test(
            SERVED_ALONE_UNDER_14,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served on the child, under 14
            2026-02-02  ICE   second notice issued
            2026-02-03  ICE   second notice served on the child, under 14
        """,
            on="2026-02-03",
            expect=("2026-01-09", "2026-02-03"),
        )

    def test_withdrawal_closes_it(self, gap_test):
        gap_test(
            SERVED_ALONE_UNDER_14,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served on the child, under 14
            2026-02-04  ICE   notice withdrawn
        """,
            on="2026-02-04",
            expect=None,
            until="2026-02-04",
        )

    def test_the_childs_departure_closes_it(self, gap_test):
        """The child's departure closes it."""
        gap_test(
            SERVED_ALONE_UNDER_14,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served on the child, under 14
            2026-01-10  ORR   admitted
            2026-02-05  ORR   discharged: Repatriated
        """,
            on="2026-02-05",
            expect=None,
            until="2026-02-05",
        )
