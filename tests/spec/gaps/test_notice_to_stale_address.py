"""Notice of a hearing, sent to an address known to be stale."""

from amparo.gaps.notice_to_stale_address import NOTICE_TO_STALE_ADDRESS


class TestOpening:
    """From which day it is open"""

    def test_a_move_still_to_come_made_no_address_stale(self, gap_test):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456, from 2026-03-15
            2026-02-20  EOIR  hearing set for 2026-04-01
        """,
            on="2026-03-20",
            expect=None,
        )

    def test_it_opens_on_the_day_the_hearing_is_set(self, gap_test):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-20  EOIR  hearing set for 2026-04-01
        """,
            on="2026-02-20",
            expect="2026-02-20",
            due="2026-03-31",
            until=None,
        )

    def test_a_hearing_set_before_anybody_was_told_went_to_a_good_address(self, gap_test):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-01  EOIR  hearing set for 2026-04-01
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_what_was_learned_only_after_the_notice_does_not_count(self, gap_test):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456    (learned 2026-02-20)
            2026-02-20  EOIR  hearing set for 2026-04-01
        """,
            on="2026-03-01",
            expect=None,
        )
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456    (learned 2026-02-19)
            2026-02-20  EOIR  hearing set for 2026-04-01
        """,
            on="2026-03-01",
            expect="2026-02-20",
        )

    def test_the_same_postal_code_is_no_other_address(self, gap_test):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00123
            2026-02-20  EOIR  hearing set for 2026-04-01
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_an_address_without_a_postal_code_cannot_differ(self, gap_test):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX
            2026-02-20  EOIR  hearing set for 2026-04-01
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_an_earlier_address_than_the_courts_does_not_count(self, gap_test):
        """An earlier address than the court's does not count."""

        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-20  EOIR  hearing set for 2026-04-01
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_a_letter_of_ours_that_came_back_from_there_says_so_too(self, gap_test):
        timeline = """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            {day}  ORR   at a desk: letter {what} 9 Alder St, TX 00123
            2026-02-20  EOIR  hearing set for 2026-04-01
        """
        for day, what, expect in (
            ("2026-02-19", "returned from", "2026-02-20"),
            ("2026-02-20", "returned from", None),
            ("2026-01-21", "returned from", "2026-02-20"),
            ("2026-01-20", "returned from", None),
            ("2026-02-10", "delivered to", None),
        ):
            told = timeline.format(day=day, what=what)
            gap_test(NOTICE_TO_STALE_ADDRESS, told, on="2026-03-01", expect=expect)

    def test_a_letter_that_came_back_from_elsewhere_says_nothing_of_the_courts(self, gap_test):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00456
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   at a desk: letter returned from 9 Alder St, TX 00456
            2026-02-20  EOIR  hearing set for 2026-04-01
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_a_call_in_which_the_address_was_wrong_says_so_too(self, gap_test):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   call answered, the address is wrong
            2026-02-20  EOIR  hearing set for 2026-04-01
        """,
            on="2026-03-01",
            expect="2026-02-20",
        )

    def test_an_address_that_orr_told_anew_says_so_too(self, gap_test):
        """An address that ORR told anew says so too."""

        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   address now 7 Elm St, TX 00456
            2026-02-20  EOIR  hearing set for 2026-04-01
        """,
            on="2026-03-01",
            expect="2026-02-20",
        )

    def test_the_courts_own_form_is_no_word_to_another_agency(self, gap_test):
        """The court's own form is no word to another agency."""

        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  EOIR  EOIR-33 filed for 7 Elm St, TX 00456
            2026-02-20  EOIR  hearing set for 2026-04-01
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_a_row_made_after_the_hearing_gave_notice_of_nothing(self, gap_test):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-20  EOIR  hearing set for 2026-02-13
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_a_row_made_on_the_day_of_its_hearing_gave_notice_of_nothing(self, gap_test):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-20  EOIR  hearing set for 2026-02-20
        """,
            on="2026-02-20",
            expect=None,
        )

    def test_notice_goes_to_the_address_that_the_court_had_last_on_the_day_the_hearing_was_set(
        self, gap_test
    ):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-20  EOIR  address in the court's books: TX 00456
            2026-02-20  EOIR  hearing set for 2026-04-01
        """,
            on="2026-02-20",
            expect=None,
        )
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-15  EOIR  address in the court's books: TX 00456
            2026-02-20  EOIR  hearing set for 2026-04-01
        """,
            on="2026-02-20",
            expect=None,
        )
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-20  EOIR  hearing set for 2026-04-01
            2026-03-01  EOIR  address in the court's books: TX 00123
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_what_was_told_on_the_very_day_was_not_known_before(self, gap_test):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-20  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-20  EOIR  hearing set for 2026-04-01
        """,
            on="2026-02-20",
            expect=None,
        )

    def test_where_the_court_names_no_postal_code_nothing_can_differ(self, gap_test):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-20  EOIR  hearing set for 2026-04-01
        """,
            on="2026-02-20",
            expect=None,
        )
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX
            2026-02-10  ORR   at a desk: letter returned from 5 Oak St, TX 00789
            2026-02-20  EOIR  hearing set for 2026-04-01
        """,
            on="2026-02-20",
            expect=None,
        )

    def test_a_call_in_which_the_address_was_right_or_that_nobody_answered_speaks_for_no_other(
        self, gap_test
    ):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   call answered, the address matches
            2026-02-11  ORR   call attempted, not reached
            2026-02-20  EOIR  hearing set for 2026-04-01
        """,
            on="2026-02-20",
            expect=None,
        )

    def test_a_move_told_ahead_for_the_day_the_hearing_was_set_made_nothing_stale_before(
        self, gap_test
    ):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456, from 2026-02-20
            2026-02-20  EOIR  hearing set for 2026-04-01
        """,
            on="2026-02-20",
            expect=None,
        )


class TestClosing:
    """What closes it"""

    def test_a_later_address_in_the_courts_books_closes_it(self, gap_test):
        """A later address in the court's books closes it."""

        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-20  EOIR  hearing set for 2026-04-01
            2026-03-05  EOIR  address in the court's books: TX 00456
        """,
            on="2026-03-10",
            expect=None,
            until="2026-03-05",
        )

    def test_a_hearing_that_somebody_came_to_closes_it(self, gap_test):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-20  EOIR  hearing set for 2026-04-01
            2026-04-01  EOIR  hearing of 2026-04-01: held
        """,
            on="2026-05-01",
            expect=None,
            until="2026-04-01",
        )

    def test_a_hearing_that_nobody_came_to_closes_nothing(self, gap_test):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-20  EOIR  hearing set for 2026-04-01
            2026-04-01  EOIR  hearing of 2026-04-01: nobody came
        """,
            on="2026-05-01",
            expect="2026-02-20",
        )

    def test_cancelling_the_hearing_closes_it(self, gap_test):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-20  EOIR  hearing set for 2026-04-01
            2026-03-10  EOIR  hearing of 2026-04-01: cancelled
        """,
            on="2026-05-01",
            expect=None,
            until="2026-03-10",
        )

    def test_a_hearing_left_out_by_a_release_is_cancelled_too(self, gap_test):
        gap_test(
            NOTICE_TO_STALE_ADDRESS,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-20  EOIR  hearing set for 2026-04-01
            2026-03-12  EOIR  no longer reports the hearing of 2026-04-01
        """,
            on="2026-05-01",
            expect=None,
            until="2026-03-12",
        )
