"""The notice came back."""

from amparo.gaps.mail_returned import MAIL_RETURNED


class TestOpening:
    """From which day it is open"""

    def test_it_opens_when_the_mail_came_back_and_is_due_after_five_business_days(self, gap_test):
        gap_test(
            MAIL_RETURNED,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-23  ICE   mail returned with the notice
        """,
            on="2026-01-23",
            expect="2026-01-23",
            due="2026-01-30",
            until=None,
            wakes="2026-01-31",
        )

    def test_a_notice_that_did_not_come_back_is_none(self, gap_test):
        gap_test(
            MAIL_RETURNED,
            """
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
        """,
            on="2026-02-01",
            expect=None,
        )

    def test_a_letter_of_sealed_service_that_came_back_is_one_too(self, gap_test):
        gap_test(
            MAIL_RETURNED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-23  ORR   at a desk: letter returned from 9 Alder St, TX 00123
        """,
            on="2026-01-23",
            expect="2026-01-23",
            due="2026-01-30",
            until=None,
            wakes="2026-01-31",
        )

    def test_a_later_letter_that_arrived_closes_that_one_came_back(self, gap_test):
        """A later letter that arrived closes it."""
        for day, until in (("2026-02-02", "2026-02-02"), ("2026-01-23", None)):
            gap_test(
                MAIL_RETURNED,
                f"""
                2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
                2026-01-23  ORR   at a desk: letter returned from 9 Alder St, TX 00123
                {day}  ORR   at a desk: letter delivered to 9 Alder St, TX 00123
            """,
                on="2026-01-24",
                expect="2026-01-23",
                until=until,
            )

    def test_what_the_court_knew_before_does_not_close_it(self, gap_test):
        gap_test(
            MAIL_RETURNED,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-23  ICE   mail returned with the notice
            2026-01-20  EOIR  case opened
            2026-01-23  EOIR  address in the court's books: TX 00123
        """,
            on="2026-02-01",
            expect="2026-01-23",
        )

    def test_a_second_letter_that_came_back_is_another_and_mends_nothing(self, gap_test):
        gap_test(
            MAIL_RETURNED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-23  ORR   at a desk: letter returned from 9 Alder St, TX 00123
            2026-02-02  ORR   at a desk: letter returned from 9 Alder St, TX 00123
        """,
            on="2026-02-02",
            expect=("2026-01-23", "2026-02-02"),
            until=None,
        )


class TestClosing:
    """What closes it"""

    def test_a_later_address_in_the_courts_books_closes_it(self, gap_test):
        """A later address in the court's books closes it."""
        gap_test(
            MAIL_RETURNED,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-23  ICE   mail returned with the notice
            2026-01-20  EOIR  case opened
            2026-01-24  EOIR  address in the court's books: TX 00123
        """,
            on="2026-01-24",
            expect=None,
            until="2026-01-24",
        )

    def test_the_courts_form_closes_it(self, gap_test):
        """The court's form closes it."""
        gap_test(
            MAIL_RETURNED,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-23  ICE   mail returned with the notice
            2026-02-02  EOIR  EOIR-33 filed for 7 Elm St, TX 00456
        """,
            on="2026-02-02",
            expect=None,
            until="2026-02-02",
        )

    def test_a_word_to_orr_does_not_close_it(self, gap_test):
        """A word to ORR does not close it."""
        gap_test(
            MAIL_RETURNED,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-23  ICE   mail returned with the notice
            2026-02-02  ORR   told by the sponsor of 7 Elm St, TX 00456
        """,
            on="2026-02-02",
            expect="2026-01-23",
        )

    def test_a_later_service_closes_it(self, gap_test):
        gap_test(
            MAIL_RETURNED,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-23  ICE   mail returned with the notice
            2026-02-03  ICE   second notice issued
            2026-02-04  ICE   second notice served
        """,
            on="2026-02-04",
            expect=None,
            until="2026-02-04",
        )

    def test_the_childs_return_closes_it(self, gap_test):
        """The child's return to care closes it."""
        gap_test(
            MAIL_RETURNED,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-23  ICE   mail returned with the notice
            2026-02-05  ORR   admitted
        """,
            on="2026-02-05",
            expect=None,
            until="2026-02-05",
        )

    def test_withdrawal_closes_it(self, gap_test):
        gap_test(
            MAIL_RETURNED,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-23  ICE   mail returned with the notice
            2026-02-06  ICE   notice withdrawn
        """,
            on="2026-02-06",
            expect=None,
            until="2026-02-06",
        )

    def test_the_courts_form_closes_it_for_a_letter_too(self, gap_test):
        """The court's form closes it for a letter too."""
        gap_test(
            MAIL_RETURNED,
            """
            2026-01-06  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-23  ORR   at a desk: letter returned from 9 Alder St, TX 00123
            2026-02-02  EOIR  EOIR-33 filed for 7 Elm St, TX 00456
        """,
            on="2026-02-02",
            expect=None,
            until="2026-02-02",
        )

    def test_a_child_who_left_the_country_is_written_to_no_more(self, gap_test):
        gap_test(
            MAIL_RETURNED,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-23  ICE   mail returned with the notice
            2026-02-05  ORR   discharged: Repatriated
        """,
            on="2026-02-05",
            expect=None,
            until="2026-02-05",
        )
        gap_test(
            MAIL_RETURNED,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
            2026-01-23  ORR   at a desk: letter returned from 9 Alder St, TX 00123
            2026-02-05  ORR   discharged: Repatriated
        """,
            on="2026-02-05",
            expect=None,
            until="2026-02-05",
        )
