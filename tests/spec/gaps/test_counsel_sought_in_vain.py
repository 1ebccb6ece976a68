"""Two hearings put off to find counsel."""

from amparo.gaps.counsel_sought_in_vain import COUNSEL_SOUGHT_IN_VAIN


class TestOpening:
    """From which day it is open"""

    def test_one_hearing_put_off_is_the_judges_patience(self, gap_test):
        """One hearing put off is the judge's patience."""
        gap_test(
            COUNSEL_SOUGHT_IN_VAIN,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: put off to find counsel
            2026-03-02  EOIR  hearing set for 2026-05-04
        """,
            on="2026-03-02",
            expect=None,
        )

    def test_it_opens_with_the_second_and_is_due_after_ten_business_days(self, gap_test):
        gap_test(
            COUNSEL_SOUGHT_IN_VAIN,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: put off to find counsel
            2026-03-02  EOIR  hearing set for 2026-05-04
            2026-05-04  EOIR  hearing of 2026-05-04: put off to find counsel
        """,
            on="2026-05-04",
            expect="2026-05-04",
            due="2026-05-18",
            until=None,
            wakes="2026-05-19",
        )

    def test_a_hearing_put_off_for_something_else_does_not_count(self, gap_test):
        gap_test(
            COUNSEL_SOUGHT_IN_VAIN,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: put off to find counsel
            2026-03-02  EOIR  hearing set for 2026-05-04
            2026-05-04  EOIR  hearing of 2026-05-04: held
        """,
            on="2026-05-04",
            expect=None,
        )

    def test_counsel_who_appeared_between_leaves_no_gap(self, gap_test):
        gap_test(
            COUNSEL_SOUGHT_IN_VAIN,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: put off to find counsel
            2026-03-02  EOIR  hearing set for 2026-05-04
            2026-04-04  EOIR  counsel appears
            2026-05-04  EOIR  hearing of 2026-05-04: put off to find counsel
        """,
            on="2026-05-04",
            expect=None,
        )

    def test_a_case_that_was_completed_before_and_opened_again_has_it_as_any(self, gap_test):
        gap_test(
            COUNSEL_SOUGHT_IN_VAIN,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-02-01  EOIR  case completed
            2026-02-10  EOIR  motion to reopen granted
            2026-02-10  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: put off to find counsel
            2026-03-02  EOIR  hearing set for 2026-05-04
            2026-05-04  EOIR  hearing of 2026-05-04: put off to find counsel
        """,
            on="2026-05-04",
            expect="2026-05-04",
            until=None,
        )


class TestClosing:
    """What closes it"""

    def test_an_appearance_closes_it(self, gap_test):
        gap_test(
            COUNSEL_SOUGHT_IN_VAIN,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: put off to find counsel
            2026-03-02  EOIR  hearing set for 2026-05-04
            2026-05-04  EOIR  hearing of 2026-05-04: put off to find counsel
            2026-06-01  EOIR  counsel appears
        """,
            on="2026-06-01",
            expect=None,
            until="2026-06-01",
        )

    def test_the_completion_of_the_case_closes_it(self, gap_test):
        gap_test(
            COUNSEL_SOUGHT_IN_VAIN,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: put off to find counsel
            2026-03-02  EOIR  hearing set for 2026-05-04
            2026-05-04  EOIR  hearing of 2026-05-04: put off to find counsel
            2026-07-01  EOIR  case completed
        """,
            on="2026-07-01",
            expect=None,
            until="2026-07-01",
        )

    def test_a_case_completed_on_the_very_day_needs_no_counsel(self, gap_test):
        gap_test(
            COUNSEL_SOUGHT_IN_VAIN,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  hearing of 2026-03-02: put off to find counsel
            2026-03-02  EOIR  hearing set for 2026-05-04
            2026-05-04  EOIR  hearing of 2026-05-04: put off to find counsel
            2026-05-04  EOIR  case completed
        """,
            on="2026-05-05",
            expect=None,
        )
