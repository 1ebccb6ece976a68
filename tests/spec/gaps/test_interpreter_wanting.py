"""Nobody could interpret."""

from amparo.gaps.interpreter_wanting import INTERPRETER_WANTING


class TestOpening:
    """From which day it is open"""

    def test_it_opens_with_the_hearing_and_is_due_after_five_business_days(self, gap_test):
        gap_test(
            INTERPRETER_WANTING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: put off, no interpreter
        """,
            on="2026-03-02",
            expect="2026-03-02",
            due="2026-03-09",
            until=None,
            wakes="2026-03-10",
        )

    def test_an_interpreter_of_another_language_is_none(self, gap_test):
        gap_test(
            INTERPRETER_WANTING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: put off, wrong language
        """,
            on="2026-03-02",
            expect="2026-03-02",
        )

    def test_a_hearing_put_off_for_something_else_is_none(self, gap_test):
        gap_test(
            INTERPRETER_WANTING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: put off to find counsel
        """,
            on="2026-03-02",
            expect=None,
        )

    def test_what_was_held_before_and_a_case_that_was_opened_again_change_nothing(self, gap_test):
        gap_test(
            INTERPRETER_WANTING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-01-26
            2026-01-26  EOIR  hearing of 2026-01-26: held
            2026-02-01  EOIR  case completed
            2026-02-10  EOIR  motion to reopen granted
            2026-02-10  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: put off, no interpreter
        """,
            on="2026-03-02",
            expect="2026-03-02",
            until=None,
        )


class TestClosing:
    """What closes it"""

    def test_a_later_hearing_that_took_place_closes_it(self, gap_test):
        gap_test(
            INTERPRETER_WANTING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: put off, no interpreter
            2026-03-02  EOIR  hearing set for 2026-05-04
            2026-05-04  EOIR  hearing of 2026-05-04: held
        """,
            on="2026-05-04",
            expect=None,
            until="2026-05-04",
        )

    def test_a_later_one_without_interpreter_is_another_finding(self, gap_test):
        gap_test(
            INTERPRETER_WANTING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: put off, no interpreter
            2026-03-02  EOIR  hearing set for 2026-05-04
            2026-05-04  EOIR  hearing of 2026-05-04: put off, no interpreter
        """,
            on="2026-05-04",
            expect="2026-05-04",
        )

    def test_a_hearing_that_nobody_came_to_leaves_it_open(self, gap_test):
        gap_test(
            INTERPRETER_WANTING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: put off, no interpreter
            2026-03-02  EOIR  hearing set for 2026-05-04
            2026-05-04  EOIR  hearing of 2026-05-04: nobody came
        """,
            on="2026-05-04",
            expect="2026-03-02",
        )

    def test_the_completion_of_the_case_closes_it(self, gap_test):
        gap_test(
            INTERPRETER_WANTING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: put off, no interpreter
            2026-07-01  EOIR  case completed
        """,
            on="2026-07-01",
            expect=None,
            until="2026-07-01",
        )

    def test_a_case_completed_on_the_very_day_leaves_nothing_to_order(self, gap_test):
        gap_test(
            INTERPRETER_WANTING,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: put off, no interpreter
            2026-03-02  EOIR  case completed
        """,
            on="2026-03-03",
            expect=None,
        )
