"""A concern was reported, and nothing has come of it."""

from amparo.gaps.report_unanswered import REPORT_UNANSWERED


class TestOpening:
    """From which day it is open"""

    def test_it_opens_with_the_report_and_is_due_after_five_business_days(self, gap_test):
        gap_test(
            REPORT_UNANSWERED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-02  ORR   concern reported: neglect
        """,
            on="2026-02-02",
            expect="2026-02-02",
            due="2026-02-09",
            reason="neglect",
            until="2027-02-02",
            wakes="2026-02-10",
        )

    def test_a_report_of_labor_is_due_within_a_day(self, gap_test):
        gap_test(
            REPORT_UNANSWERED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-06  ORR   concern reported: labor
        """,
            on="2026-02-06",
            expect="2026-02-06",
            due="2026-02-07",
            reason="labor",
            wakes="2026-02-08",
        )

    def test_it_is_not_open_before_the_report(self, gap_test):
        gap_test(
            REPORT_UNANSWERED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-02  ORR   concern reported: neglect
        """,
            on="2026-02-01",
            expect=None,
        )


class TestClosing:
    """What closes it"""

    def test_a_status_other_than_pending_closes_it_when_we_learn_it(self, gap_test):
        gap_test(
            REPORT_UNANSWERED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-02  ORR   concern reported: neglect
            2026-02-20  ORR   concern answered
        """,
            on="2026-02-20",
            expect=None,
            until="2026-02-20",
            closed_by="2026-02-20",
        )

    def test_told_as_pending_again_it_is_open_again(self, gap_test):
        gap_test(
            REPORT_UNANSWERED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-02  ORR   concern reported: neglect
            2026-02-20  ORR   concern answered
            2026-02-25  ORR   concern pending again
        """,
            on="2026-03-01",
            expect="2026-02-02",
        )

    def test_it_expires_after_a_year(self, gap_test):
        gap_test(
            REPORT_UNANSWERED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-02  ORR   concern reported: neglect
        """,
            on="2027-02-02",
            expect=None,
            until="2027-02-02",
        )
