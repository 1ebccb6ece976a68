"""The child moved to another State."""

from amparo.gaps.case_did_not_follow import CASE_DID_NOT_FOLLOW


class TestOpening:
    """From which day it is open"""

    def test_it_opens_when_the_courts_books_move_and_is_due_after_ten_business_days(self, gap_test):
        """It opens when the court's books move and is due after ten business days."""
        gap_test(
            CASE_DID_NOT_FOLLOW,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-03-02  EOIR  address in the court's books: FL 00456
        """,
            on="2026-03-02",
            expect="2026-03-02",
            due="2026-03-16",
            until=None,
            wakes="2026-03-17",
        )

    def test_a_move_within_the_state_is_none(self, gap_test):
        gap_test(
            CASE_DID_NOT_FOLLOW,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-03-02  EOIR  address in the court's books: TX 00456
        """,
            on="2026-03-02",
            expect=None,
        )

    def test_a_case_that_was_over_is_not_heard_anywhere(self, gap_test):
        gap_test(
            CASE_DID_NOT_FOLLOW,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-03-01  EOIR  case completed
            2026-03-02  EOIR  address in the court's books: FL 00456
        """,
            on="2026-03-02",
            expect=None,
        )

    def test_an_address_without_a_state_says_nothing_of_a_move(self, gap_test):
        gap_test(
            CASE_DID_NOT_FOLLOW,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-03-02  EOIR  address in the court's books: no State 00456
        """,
            on="2026-03-02",
            expect=None,
        )

    def test_a_case_that_was_opened_again_is_open_and_one_that_will_be_is_not_yet(self, gap_test):
        gap_test(
            CASE_DID_NOT_FOLLOW,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-01  EOIR  case completed
            2026-02-10  EOIR  motion to reopen granted
            2026-03-02  EOIR  address in the court's books: FL 00456
        """,
            on="2026-03-02",
            expect="2026-03-02",
        )
        gap_test(
            CASE_DID_NOT_FOLLOW,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-01  EOIR  case completed
            2026-03-02  EOIR  address in the court's books: FL 00456
            2026-04-01  EOIR  motion to reopen granted
        """,
            on="2026-04-02",
            expect=None,
        )

    def test_a_move_told_on_the_day_the_case_was_opened_is_one(self, gap_test):
        gap_test(
            CASE_DID_NOT_FOLLOW,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-03-02  EOIR  case opened
            2026-03-02  EOIR  address in the court's books: FL 00456
        """,
            on="2026-03-02",
            expect="2026-03-02",
        )

    def test_a_case_that_was_sent_on_before_is_open_and_can_move_again(self, gap_test):
        gap_test(
            CASE_DID_NOT_FOLLOW,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-01  EOIR  moved to another court
            2026-03-02  EOIR  address in the court's books: FL 00456
        """,
            on="2026-03-02",
            expect="2026-03-02",
            until=None,
        )
        gap_test(
            CASE_DID_NOT_FOLLOW,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-01  EOIR  transferred to another court
            2026-03-02  EOIR  address in the court's books: FL 00456
        """,
            on="2026-03-02",
            expect="2026-03-02",
            until=None,
        )


class TestClosing:
    """What closes it"""

    def test_sending_the_case_to_another_court_closes_it(self, gap_test):
        gap_test(
            CASE_DID_NOT_FOLLOW,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-03-02  EOIR  address in the court's books: FL 00456
            2026-04-01  EOIR  moved to another court
        """,
            on="2026-04-01",
            expect=None,
            until="2026-04-01",
        )

    def test_moving_back_is_a_move_of_its_own(self, gap_test):
        gap_test(
            CASE_DID_NOT_FOLLOW,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-03-02  EOIR  address in the court's books: FL 00456
            2026-04-02  EOIR  address in the court's books: TX 00123
        """,
            on="2026-04-02",
            expect="2026-04-02",
        )

    def test_the_completion_of_the_case_closes_it(self, gap_test):
        gap_test(
            CASE_DID_NOT_FOLLOW,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-03-02  EOIR  address in the court's books: FL 00456
            2026-04-03  EOIR  case completed
        """,
            on="2026-04-03",
            expect=None,
            until="2026-04-03",
        )

    def test_a_transfer_closes_it_and_one_of_the_same_day_leaves_nothing_open(self, gap_test):
        gap_test(
            CASE_DID_NOT_FOLLOW,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-03-02  EOIR  address in the court's books: FL 00456
            2026-04-01  EOIR  transferred to another court
        """,
            on="2026-04-01",
            expect=None,
            until="2026-04-01",
        )
        gap_test(
            CASE_DID_NOT_FOLLOW,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-03-02  EOIR  address in the court's books: FL 00456
            2026-03-02  EOIR  moved to another court
        """,
            on="2026-03-02",
            expect=None,
        )

    def test_another_address_in_the_same_state_does_not_close_it(self, gap_test):
        gap_test(
            CASE_DID_NOT_FOLLOW,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-03-02  EOIR  address in the court's books: FL 00456
            2026-04-02  EOIR  address in the court's books: FL 00457
        """,
            on="2026-04-02",
            expect="2026-03-02",
            until=None,
        )
