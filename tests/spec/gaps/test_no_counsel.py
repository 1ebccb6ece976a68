"""A court case, and no counsel for the child."""

from amparo.gaps.no_counsel import NO_COUNSEL


class TestOpening:
    """From which day it is open"""

    def test_it_opens_with_the_case(self, gap_test):
        gap_test(
            NO_COUNSEL,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
        """,
            on="2026-01-20",
            expect="2026-01-20",
            due=None,
            until=None,
        )

    def test_it_is_due_the_day_before_the_hearing_that_was_set_first(self, gap_test):
        gap_test(
            NO_COUNSEL,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-22  EOIR  hearing set for 2026-04-06
            2026-02-01  EOIR  hearing set for 2026-03-02
        """,
            on="2026-02-10",
            expect="2026-01-20",
            due="2026-04-05",
            wakes="2026-04-06",
        )

    def test_counsel_for_dhs_is_no_counsel_for_the_child(self, gap_test):
        """Counsel for DHS is no counsel for the child."""

        gap_test(
            NO_COUNSEL,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-02-01  EOIR  counsel appears for DHS
        """,
            on="2026-03-01",
            expect="2026-01-20",
        )

    def test_a_child_without_a_case_needs_none_before_the_court(self, gap_test):
        gap_test(
            NO_COUNSEL,
            """
            2026-01-06  ORR   admitted
        """,
            on="2026-03-01",
            expect=None,
        )


class TestClosing:
    """What closes it"""

    def test_an_appearance_for_the_child_closes_it(self, gap_test):
        gap_test(
            NO_COUNSEL,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-02-01  EOIR  counsel appears
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-01",
        )

    def test_counsel_who_was_there_before_the_case_leaves_no_gap(self, gap_test):
        gap_test(
            NO_COUNSEL,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-10  EOIR  counsel appears
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_the_completion_of_the_case_closes_it(self, gap_test):
        gap_test(
            NO_COUNSEL,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-02-15  EOIR  case completed
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-15",
        )

    def test_an_appearance_is_known_when_it_is_learned(self, gap_test):
        gap_test(
            NO_COUNSEL,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-02-01  EOIR  counsel appears    (learned 2026-03-10)
        """,
            on="2026-03-01",
            known_at="2026-03-09",
            expect="2026-01-20",
        )
