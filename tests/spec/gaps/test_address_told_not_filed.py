"""A move told to an agency, and no form for the court."""

from amparo.gaps.address_told_not_filed import ADDRESS_TOLD_NOT_FILED


class TestOpening:
    """From which day it is open"""

    def test_it_opens_on_the_day_the_move_was_told(self, gap_test):
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
        """,
            on="2026-02-10",
            expect="2026-02-10",
            due="2026-02-18",
            until=None,
        )

    def test_a_call_in_which_the_address_was_wrong_opens_it(self, gap_test):
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-10  ORR   call answered, the address is wrong
        """,
            on="2026-03-01",
            expect="2026-02-10",
        )

    def test_a_call_in_which_the_form_had_been_filed_opens_nothing(self, gap_test):
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-10  ORR   call answered, the address is wrong and the form was filed
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_a_form_for_another_agency_is_no_notice_to_the_court(self, gap_test):
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-10  USCIS  AR-11 filed for 7 Elm St, TX 00456
        """,
            on="2026-03-01",
            expect="2026-02-10",
        )

    def test_what_counsel_told_counts_as_well(self, gap_test):
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-10  ORR   told by counsel of 7 Elm St, TX 00456
        """,
            on="2026-03-01",
            expect="2026-02-10",
        )

    def test_without_a_case_there_is_no_court_to_tell(self, gap_test):
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_a_move_told_before_the_case_is_owed_from_the_day_the_case_opens(self, gap_test):
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-15  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-01-20  EOIR  case opened
        """,
            on="2026-03-01",
            expect="2026-01-20",
        )

    def test_a_move_told_after_the_case_was_over_is_owed_only_when_it_opens_again(self, gap_test):
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-01  EOIR  case completed
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
        """,
            on="2026-03-01",
            expect=None,
        )
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-01  EOIR  case completed
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-03-05  EOIR  motion to reopen granted
        """,
            on="2026-04-01",
            expect="2026-03-05",
        )

    def test_two_cases_that_follow_each_other_are_one_time(self, gap_test):
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-03-02  EOIR  second case: case opened
            2026-03-02  EOIR  case completed
        """,
            on="2026-04-01",
            expect="2026-02-10",
        )

    def test_a_move_is_known_when_it_is_learned(self, gap_test):
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456    (learned 2026-03-01)
        """,
            on="2026-02-20",
            known_at="2026-02-28",
            expect=None,
        )

    def test_whoever_heard_of_the_move_and_by_whatever_way_but_the_court_s_own(self, gap_test):
        """Whoever heard of the move: only the court's own form is told to the court."""
        for told, expect in (
            ("ORR   told on a call of", "2026-02-10"),
            ("ORR   told by the sponsor of", "2026-02-10"),
            ("ORR   told by counsel of", "2026-02-10"),
            ("USCIS  AR-11 filed for", "2026-02-10"),
            ("EOIR  EOIR-33 filed for", None),
        ):
            gap_test(
                ADDRESS_TOLD_NOT_FILED,
                f"""
                2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
                2026-01-20  EOIR  case opened
                2026-02-10  {told} 7 Elm St, TX 00456
            """,
                on="2026-02-10",
                expect=expect,
            )


class TestClosing:
    """What closes it"""

    def test_the_courts_form_closes_it(self, gap_test):
        """The court's form closes it."""

        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-16  EOIR  EOIR-33 filed for 7 Elm St, TX 00456
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-16",
        )

    def test_a_form_filed_now_for_a_move_to_come_closes_it_now(self, gap_test):
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-16  EOIR  EOIR-33 filed for 7 Elm St, TX 00456, from 2026-05-01
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-16",
        )

    def test_a_form_filed_up_to_thirty_days_before_was_about_this_move(self, gap_test):
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-01-11  EOIR  EOIR-33 filed for 7 Elm St, TX 00456
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_a_form_filed_longer_before_was_about_another_move(self, gap_test):
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-01-10  EOIR  EOIR-33 filed for 7 Elm St, TX 00456
        """,
            on="2026-03-01",
            expect="2026-02-10",
        )

    def test_the_familys_word_on_a_later_call_closes_it(self, gap_test):
        """The family's word on a later call closes it."""

        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-20  ORR   call answered, the form was filed
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-20",
        )

    def test_a_new_address_in_the_courts_books_closes_it(self, gap_test):
        """A new address in the court's books closes it."""

        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-25  EOIR  address in the court's books: TX 00456
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-25",
        )

    def test_the_completion_of_the_case_closes_it(self, gap_test):
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-03-02  EOIR  case completed
        """,
            on="2026-04-01",
            expect=None,
            until="2026-03-02",
        )

    def test_a_later_call_in_which_nobody_says_that_it_was_filed_leaves_it_open(self, gap_test):
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-20  ORR   call answered
        """,
            on="2026-03-01",
            expect="2026-02-10",
        )
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-10  ORR   call answered, the form was filed
        """,
            on="2026-03-01",
            expect="2026-02-10",
        )

    def test_what_the_court_had_in_its_books_before_closes_nothing_and_on_the_day_itself_it_knows(
        self, gap_test
    ):
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
        """,
            on="2026-03-01",
            expect="2026-02-10",
        )
        gap_test(
            ADDRESS_TOLD_NOT_FILED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-10  EOIR  address in the court's books: TX 00456
        """,
            on="2026-03-01",
            expect=None,
        )
