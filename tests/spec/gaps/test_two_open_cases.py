"""Two court cases of one child, open at once."""

from amparo.gaps.two_open_cases import TWO_OPEN_CASES


class TestOpening:
    """From which day it is open"""

    def test_it_opens_with_the_later_case(self, gap_test):
        gap_test(
            TWO_OPEN_CASES,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-03-02  EOIR  second case: case opened
        """,
            on="2026-03-02",
            expect="2026-03-02",
            due=None,
            until=None,
        )

    def test_a_case_that_was_over_before_the_next_is_no_gap(self, gap_test):
        gap_test(
            TWO_OPEN_CASES,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-02-20  EOIR  case completed
            2026-03-02  EOIR  second case: case opened
        """,
            on="2026-04-01",
            expect=None,
        )

    def test_an_earlier_case_opened_again_makes_two(self, gap_test):
        gap_test(
            TWO_OPEN_CASES,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-02-20  EOIR  case completed
            2026-03-02  EOIR  second case: case opened
            2026-04-10  EOIR  motion to reopen granted
        """,
            on="2026-05-01",
            expect="2026-04-10",
        )

    def test_a_third_case_is_a_further_finding(self, gap_test):
        gap_test(
            TWO_OPEN_CASES,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-03-02  EOIR  second case: case opened
            2026-04-01  EOIR  third case: case opened
        """,
            on="2026-05-01",
            expect=("2026-03-02", "2026-04-01"),
        )


class TestClosing:
    """What closes it"""

    def test_where_both_are_completed_the_first_completion_closed_it(self, gap_test):
        gap_test(
            TWO_OPEN_CASES,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-03-02  EOIR  second case: case opened
            2026-04-01  EOIR  second case: case completed
            2026-05-04  EOIR  case completed
        """,
            on="2026-06-01",
            expect=None,
            until="2026-04-01",
        )

    def test_the_completion_of_the_earlier_case_closes_it(self, gap_test):
        gap_test(
            TWO_OPEN_CASES,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-03-02  EOIR  second case: case opened
            2026-04-01  EOIR  case completed
        """,
            on="2026-05-01",
            expect=None,
            until="2026-04-01",
        )

    def test_the_completion_of_the_later_case_closes_it(self, gap_test):
        gap_test(
            TWO_OPEN_CASES,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-03-02  EOIR  second case: case opened
            2026-04-01  EOIR  second case: case completed
        """,
            on="2026-05-01",
            expect=None,
            until="2026-04-01",
        )

    def test_opened_again_it_is_another_finding(self, gap_test):
        gap_test(
            TWO_OPEN_CASES,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-03-02  EOIR  second case: case opened
            2026-04-01  EOIR  second case: case completed
            2026-06-01  EOIR  second case: motion to reopen granted
        """,
            on="2026-07-01",
            expect="2026-06-01",
        )

    def test_that_a_case_is_over_is_known_when_it_is_learned(self, gap_test):
        gap_test(
            TWO_OPEN_CASES,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-03-02  EOIR  second case: case opened
            2026-04-01  EOIR  case completed    (learned 2026-05-10)
        """,
            on="2026-05-01",
            known_at="2026-05-09",
            expect="2026-03-02",
        )
