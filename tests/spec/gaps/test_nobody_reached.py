"""Three calls after release, somebody tried, and nobody was ever reached."""

from amparo.gaps.nobody_reached import NOBODY_REACHED


class TestOpening:
    """From which day it is open"""

    def test_it_opens_the_day_after_the_last_of_three_calls_was_due(self, gap_test):
        gap_test(
            NOBODY_REACHED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  ORR   call attempted, not reached
        """,
            on="2026-02-18",
            expect=None,
        )
        gap_test(
            NOBODY_REACHED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  ORR   call attempted, not reached
        """,
            on="2026-02-19",
            expect="2026-02-19",
            due="2026-02-26",
            until="2027-02-19",
            wakes="2026-02-27",
        )

    def test_where_nobody_tried_it_is_our_failure_and_no_flag(self, gap_test):
        gap_test(
            NOBODY_REACHED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-06-01",
            expect=None,
        )

    def test_a_first_attempt_that_came_late_opens_it_then(self, gap_test):
        gap_test(
            NOBODY_REACHED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-03-10  ORR   call attempted, not reached
        """,
            on="2026-03-10",
            expect="2026-03-10",
        )

    def test_a_release_that_owed_one_call_is_not_asked(self, gap_test):
        gap_test(
            NOBODY_REACHED,
            """
            2023-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2023-02-10  ORR   call attempted, not reached
        """,
            on="2023-06-01",
            expect=None,
        )

    def test_somebody_reached_before_leaves_no_flag(self, gap_test):
        gap_test(
            NOBODY_REACHED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  ORR   call attempted, reached
            2026-02-18  ORR   call attempted, not reached
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_only_where_three_calls_were_owed(self, gap_test):
        """From the first release to which three calls are owed."""
        for released, on, expect in (
            ("2024-01-31", "2024-06-01", None),
            ("2024-02-01", "2024-03-15", None),
            ("2024-02-01", "2024-03-16", "2024-03-16"),
        ):
            gap_test(
                NOBODY_REACHED,
                f"""
                {released}  ORR   released to Rosa at 9 Alder St, TX 00123
                2024-02-12  ORR   call attempted, not reached
            """,
                on=on,
                expect=expect,
            )

    def test_calls_of_before_the_release_and_of_its_day_are_of_another_time(self, gap_test):
        gap_test(
            NOBODY_REACHED,
            """
            2026-01-03  ORR   call attempted, not reached
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-06-01",
            expect=None,
        )
        gap_test(
            NOBODY_REACHED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-05  ORR   call attempted, not reached
        """,
            on="2026-06-01",
            expect=None,
        )
        gap_test(
            NOBODY_REACHED,
            """
            2026-01-03  ORR   call attempted, reached
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-05  ORR   call attempted, reached
            2026-01-20  ORR   call attempted, not reached
        """,
            on="2026-06-01",
            expect="2026-02-19",
        )

    def test_of_several_attempts_the_first_counts(self, gap_test):
        gap_test(
            NOBODY_REACHED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  ORR   call attempted, not reached
            2026-03-10  ORR   call attempted, not reached
        """,
            on="2026-06-01",
            expect="2026-02-19",
            due="2026-02-26",
        )

    def test_nobody_calls_after_what_was_no_release_and_a_hearing_to_come_shows_nobody(
        self, gap_test
    ):
        gap_test(
            NOBODY_REACHED,
            """
            2026-01-05  ORR   admitted
            2026-01-20  ORR   call attempted, not reached
        """,
            on="2026-06-01",
            expect=None,
        )
        gap_test(
            NOBODY_REACHED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-01-20  ORR   call attempted, not reached
        """,
            on="2026-06-01",
            expect="2026-02-19",
        )


class TestClosing:
    """What closes it"""

    def test_a_call_that_reached_somebody_closes_it(self, gap_test):
        gap_test(
            NOBODY_REACHED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  ORR   call attempted, not reached
            2026-03-03  ORR   call answered
        """,
            on="2026-03-03",
            expect=None,
            until="2026-03-03",
            closed_by="2026-03-03",
        )

    def test_a_hearing_that_somebody_came_to_closes_it(self, gap_test):
        gap_test(
            NOBODY_REACHED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  ORR   call attempted, not reached
            2026-01-21  EOIR  case opened
            2026-01-25  EOIR  hearing set for 2026-03-04
            2026-03-04  EOIR  hearing of 2026-03-04: held
        """,
            on="2026-03-04",
            expect=None,
            until="2026-03-04",
            closed_by="2026-03-04",
        )

    def test_the_childs_return_closes_it(self, gap_test):
        """The child's return closes it."""
        gap_test(
            NOBODY_REACHED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  ORR   call attempted, not reached
            2026-03-05  CBP   encountered
        """,
            on="2026-03-05",
            expect=None,
            until="2026-03-05",
            closed_by="2026-03-05",
        )

    def test_it_expires_after_a_year(self, gap_test):
        gap_test(
            NOBODY_REACHED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  ORR   call attempted, not reached
        """,
            on="2027-02-19",
            expect=None,
            until="2027-02-19",
        )
