"""Two agencies' books that name two places."""

from amparo.gaps.agencies_disagree_on_address import AGENCIES_DISAGREE_ON_ADDRESS


class TestOpening:
    """From which day it is open"""

    def test_it_opens_on_the_first_day_two_books_differ(self, gap_test):
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-08  ICE   address of record 7 Elm St, TX 00456
        """,
            on="2026-01-08",
            expect="2026-01-08",
            reason="ORR and ICE",
            due=None,
            until=None,
        )

    def test_one_address_in_all_the_books_is_no_gap(self, gap_test):
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-08  ICE   address of record 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_the_court_may_differ_from_orr(self, gap_test):
        """The court may differ from ORR."""

        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00456
        """,
            on="2026-03-01",
            expect="2026-01-20",
            reason="ORR and the court",
        )

    def test_the_court_may_differ_from_ice_where_orr_names_no_place(self, gap_test):
        """The court may differ from ICE where ORR names no place."""

        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa with no address
            2026-01-08  ICE   address of record 9 Alder St, TX 00123
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00456
        """,
            on="2026-03-01",
            expect="2026-01-20",
            reason="ICE and the court",
        )

    def test_within_one_postal_code_two_buildings_differ(self, gap_test):
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-08  ICE   address of record 7 Elm St, TX 00123
        """,
            on="2026-03-01",
            expect="2026-01-08",
        )

    def test_within_one_building_two_units_differ_and_a_unit_told_by_one_alone_does_not(
        self, gap_test
    ):
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, unit 2, TX 00123
            2026-01-08  ICE   address of record 9 Alder St, unit 4, TX 00123
        """,
            on="2026-03-01",
            expect="2026-01-08",
        )
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, unit 2, TX 00123
            2026-01-08  ICE   address of record 9 Alder St, TX 00123
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_before_the_release_nobody_compares(self, gap_test):
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-02  ICE   address of record 7 Elm St, TX 00456
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-03-01",
            expect="2026-01-05",
        )

    def test_a_move_told_to_orr_stands_in_orrs_book(self, gap_test):
        """A move told to ORR stands in ORR's book."""

        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-08  ICE   address of record 9 Alder St, TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456
        """,
            on="2026-03-01",
            expect="2026-02-10",
            reason="ORR and ICE",
        )

    def test_the_courts_form_stands_in_the_courts_book(self, gap_test):
        """The court's form stands in the court's book."""

        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-10  EOIR  EOIR-33 filed for 7 Elm St, TX 00456
        """,
            on="2026-03-01",
            expect="2026-02-10",
            reason="ORR and the court",
        )

    def test_a_form_filed_with_uscis_stands_in_no_book(self, gap_test):
        """A form filed with USCIS stands in no book."""

        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-10  USCIS  AR-11 filed for 7 Elm St, TX 00456
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_what_was_told_to_orr_stands_in_its_book_whoever_passes_it_on(self, gap_test):
        """What was told to ORR stands in its book, whoever passes it on."""
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-08  ICE   address of record 9 Alder St, TX 00123
            2026-02-10  USCIS  told on a call of 7 Elm St, TX 00456
        """,
            on="2026-03-01",
            expect="2026-02-10",
            reason="ORR and ICE",
        )
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-08  ICE   address of record 9 Alder St, TX 00123
            2026-02-10  USCIS  told by the sponsor of 7 Elm St, TX 00456
        """,
            on="2026-03-01",
            expect="2026-02-10",
            reason="ORR and ICE",
        )
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-08  ICE   address of record 9 Alder St, TX 00123
            2026-02-10  USCIS  told by counsel of 7 Elm St, TX 00456
        """,
            on="2026-03-01",
            expect="2026-02-10",
            reason="ORR and ICE",
        )
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-08  ICE   address of record 9 Alder St, TX 00123
            2026-02-10  ORR  AR-11 filed for 7 Elm St, TX 00456
        """,
            on="2026-03-01",
            expect="2026-02-10",
            reason="ORR and ICE",
        )

    def test_a_child_who_was_never_released_lives_where_the_agencies_put_them(self, gap_test):
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-06  ORR   admitted
            2026-01-08  ICE   address of record 7 Elm St, TX 00456
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00789
        """,
            on="2026-03-01",
            expect=None,
            wakes=None,
        )
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-08  ICE   address of record 7 Elm St, TX 00456
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00789
        """,
            on="2026-03-01",
            expect=None,
            wakes=None,
        )

    def test_books_that_differed_before_the_release_are_compared_from_that_day_on(self, gap_test):
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-02  ORR   admitted
            2026-01-02  ICE   address of record 7 Elm St, TX 00456
            2026-01-03  EOIR  case opened
            2026-01-03  EOIR  address in the court's books: TX 00789
            2026-01-05  ORR   released to Rosa with no address
        """,
            on="2026-03-01",
            expect="2026-01-05",
            reason="ICE and the court",
            until=None,
        )

    def test_a_child_admitted_and_released_on_one_day_is_released(self, gap_test):
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   admitted
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-08  ICE   address of record 7 Elm St, TX 00456
        """,
            on="2026-03-01",
            expect="2026-01-08",
            until=None,
        )

    def test_one_unit_told_by_both_and_a_place_whose_building_one_does_not_tell_are_no_difference(
        self, gap_test
    ):
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, unit 2, TX 00123
            2026-01-08  ICE   address of record 9 Alder St, unit 2, TX 00123
        """,
            on="2026-03-01",
            expect=None,
        )
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at PO Box 12, TX 00123
            2026-01-08  ICE   address of record 9 Alder St, TX 00123
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_what_is_told_late_of_an_earlier_day_does_not_stand_after_what_followed(self, gap_test):
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-08  ICE   address of record 9 Alder St, TX 00123
            2026-02-10  ORR   told by the sponsor of 7 Elm St, TX 00456  (learned 2026-02-20)
            2026-02-15  ORR   told on a call of 9 Alder St, TX 00123
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-15",
        )


class TestClosing:
    """What closes it"""

    def test_the_books_agreeing_closes_it(self, gap_test):
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-08  ICE   address of record 7 Elm St, TX 00456
            2026-01-30  ICE   address of record 9 Alder St, TX 00123
        """,
            on="2026-03-01",
            expect=None,
            until="2026-01-30",
        )

    def test_books_that_differ_again_are_another_finding(self, gap_test):
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-08  ICE   address of record 7 Elm St, TX 00456
            2026-01-30  ICE   address of record 9 Alder St, TX 00123
            2026-02-20  ICE   address of record 5 Oak St, TX 00789
        """,
            on="2026-03-01",
            expect="2026-02-20",
        )

    def test_while_any_two_differ_it_is_one_finding(self, gap_test):
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-08  ICE   address of record 7 Elm St, TX 00456
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00456
            2026-01-30  ICE   address of record 9 Alder St, TX 00123
        """,
            on="2026-03-01",
            expect="2026-01-08",
            reason="ORR and ICE",
        )

    def test_a_return_to_care_closes_it(self, gap_test):
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-08  ICE   address of record 7 Elm St, TX 00456
            2026-02-20  ORR   admitted
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-20",
        )

    def test_it_is_over_with_the_first_return_and_nothing_is_compared_after_it(self, gap_test):
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-02  ORR   admitted
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-08  ICE   address of record 9 Alder St, TX 00123
            2026-02-20  ORR   admitted
            2026-03-01  ICE   address of record 7 Elm St, TX 00456
        """,
            on="2026-04-01",
            expect=None,
        )
        gap_test(
            AGENCIES_DISAGREE_ON_ADDRESS,
            """
            2026-01-02  ORR   admitted
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-08  ICE   address of record 7 Elm St, TX 00456
            2026-02-20  ORR   admitted
            2026-03-01  ORR   released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-04-01",
            expect=None,
            until="2026-02-20",
        )
