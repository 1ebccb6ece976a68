"""The child turns 18 soon."""

from amparo.gaps.turns_18 import TURNS_18


class TestOpening:
    """From which day it is open"""

    def test_it_opens_sixty_days_before_the_month_and_is_due_the_day_before_it(self, gap_test):
        gap_test(
            TURNS_18,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
            2026-01-06  ORR   turns 18 in 2026-06
        """,
            on="2026-04-01",
            expect=None,
            wakes="2026-04-02",
        )
        gap_test(
            TURNS_18,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
            2026-01-06  ORR   turns 18 in 2026-06
        """,
            on="2026-04-02",
            expect="2026-04-02",
            due="2026-05-31",
            reason="in care",
            until="2026-07-01",
            wakes="2026-06-01",
        )

    def test_a_child_who_comes_later_has_it_at_once(self, gap_test):
        gap_test(
            TURNS_18,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
            2026-01-06  ORR   turns 18 in 2026-02
        """,
            on="2026-01-06",
            expect="2026-01-06",
            due="2026-01-31",
        )

    def test_after_a_release_it_is_counsels_and_runs_to_the_end_of_the_month(self, gap_test):
        """After a release it is counsel's and runs to the end of the month."""
        gap_test(
            TURNS_18,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
            2026-01-06  ORR   turns 18 in 2026-06
            2026-02-02  ORR   released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-06-30",
            expect="2026-04-02",
            reason="released",
            until="2026-07-01",
        )

    def test_without_a_birth_date_nothing_is_known(self, gap_test):
        gap_test(
            TURNS_18,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
        """,
            on="2026-05-01",
            expect=None,
        )

    def test_a_release_whose_admission_was_not_told_or_was_of_its_day_has_it_as_any(self, gap_test):
        gap_test(
            TURNS_18,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-06  ORR   turns 18 in 2026-06
        """,
            on="2026-04-02",
            expect="2026-04-02",
            reason="released",
            until="2026-07-01",
        )
        gap_test(
            TURNS_18,
            """
            2026-01-06  ORR   admitted
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-06  ORR   turns 18 in 2026-06
        """,
            on="2026-04-02",
            expect="2026-04-02",
            reason="released",
            until="2026-07-01",
        )

    def test_it_runs_to_the_end_of_a_long_month_and_no_later_discharge_makes_it_longer(
        self, gap_test
    ):
        gap_test(
            TURNS_18,
            """
            2026-01-06  ORR   admitted
            2026-01-06  ORR   turns 18 in 2026-07
        """,
            on="2026-06-01",
            expect="2026-05-02",
            until="2026-08-01",
        )
        gap_test(
            TURNS_18,
            """
            2026-01-06  ORR   admitted
            2026-01-06  ORR   turns 18 in 2026-07
            2026-08-20  ORR   discharged: Age Out
        """,
            on="2026-08-01",
            expect=None,
            until="2026-08-01",
        )


class TestClosing:
    """What closes it"""

    def test_in_care_the_childs_discharge_closes_it(self, gap_test):
        """In care, the child's discharge closes it."""
        gap_test(
            TURNS_18,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
            2026-01-06  ORR   turns 18 in 2026-06
            2026-04-20  ORR   discharged: Repatriated
        """,
            on="2026-04-20",
            expect=None,
            until="2026-04-20",
            closed_by="2026-04-20",
        )

    def test_released_the_childs_return_closes_it(self, gap_test):
        """Released, the child's return closes it."""
        gap_test(
            TURNS_18,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
            2026-01-06  ORR   turns 18 in 2026-06
            2026-02-02  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-04-20  CBP   encountered
        """,
            on="2026-04-20",
            expect=None,
            until="2026-04-20",
            closed_by="2026-04-20",
        )

    def test_the_end_of_the_month_closes_it(self, gap_test):
        gap_test(
            TURNS_18,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
            2026-01-06  ORR   turns 18 in 2026-06
        """,
            on="2026-07-01",
            expect=None,
            until="2026-07-01",
            wakes=None,
        )
