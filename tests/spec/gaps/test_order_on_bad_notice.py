"""An order in absentia, and its notice was bad."""

from amparo.gaps.order_on_bad_notice import ORDER_ON_BAD_NOTICE


class TestOpening:
    """From which day it is open"""

    def test_an_order_after_the_notice_came_back(self, gap_test):
        """It opens with an order made after the notice came back, and has no due date."""
        gap_test(
            ORDER_ON_BAD_NOTICE,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-02-01  ICE   mail returned with the notice
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
        """,
            on="2026-03-02",
            expect="2026-03-02",
            due=None,
            reason="notice returned",
            until=None,
            wakes=None,
        )

    def test_mail_that_came_back_on_the_day_of_the_order_or_later_says_nothing(self, gap_test):
        gap_test(
            ORDER_ON_BAD_NOTICE,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-03-02  ICE   mail returned with the notice
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
        """,
            on="2026-03-03",
            expect=None,
        )

    def test_an_order_after_the_court_wrote_that_notice_was_sent_wrongly(self, gap_test):
        gap_test(
            ORDER_ON_BAD_NOTICE,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-02-02
            2026-02-02  EOIR  hearing of 2026-02-02: notice sent wrongly
            2026-02-02  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
        """,
            on="2026-03-02",
            expect="2026-03-02",
            reason="notice sent wrongly",
        )

    def test_an_order_on_an_address_that_was_known_to_be_stale(self, gap_test):
        gap_test(
            ORDER_ON_BAD_NOTICE,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-01-25  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-01  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
        """,
            on="2026-03-02",
            expect="2026-03-02",
            reason="stale address",
        )

    def test_an_address_that_the_court_had_mended_before_says_nothing(self, gap_test):
        gap_test(
            ORDER_ON_BAD_NOTICE,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  address in the court's books: TX 00123
            2026-01-25  ORR   told by the sponsor of 7 Elm St, TX 00456
            2026-02-01  EOIR  hearing set for 2026-03-02
            2026-02-20  EOIR  address in the court's books: TX 00456
            2026-03-02  EOIR  ordered removed in absentia
        """,
            on="2026-03-03",
            expect=None,
        )

    def test_an_order_on_good_notice_is_none(self, gap_test):
        gap_test(
            ORDER_ON_BAD_NOTICE,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
        """,
            on="2026-03-02",
            expect=None,
        )

    def test_an_order_after_a_notice_that_arrived_and_hearings_that_were_held_is_another_matter(
        self, gap_test
    ):
        gap_test(
            ORDER_ON_BAD_NOTICE,
            """
            2026-01-06  ORR   admitted
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-02-02
            2026-02-02  EOIR  hearing of 2026-02-02: held
            2026-02-02  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
        """,
            on="2026-04-01",
            expect=None,
        )

    def test_notice_sent_wrongly_on_the_orders_day_or_later_says_nothing(self, gap_test):
        """Notice sent wrongly on the order's day or later says nothing."""
        gap_test(
            ORDER_ON_BAD_NOTICE,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-02-02
            2026-02-02  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
            2026-03-02  EOIR  hearing of 2026-03-02: notice sent wrongly
        """,
            on="2026-05-01",
            expect=None,
        )
        gap_test(
            ORDER_ON_BAD_NOTICE,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-02-02
            2026-02-02  EOIR  hearing set for 2026-04-01
            2026-03-02  EOIR  ordered removed in absentia
            2026-04-01  EOIR  hearing of 2026-04-01: notice sent wrongly
        """,
            on="2026-05-01",
            expect=None,
        )


class TestClosing:
    """What closes it"""

    def test_a_motion_that_takes_the_order_back_closes_it(self, gap_test):
        gap_test(
            ORDER_ON_BAD_NOTICE,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-02-01  ICE   mail returned with the notice
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
            2026-05-04  EOIR  motion to rescind granted
        """,
            on="2026-05-04",
            expect=None,
            until="2026-05-04",
        )

    def test_a_year_does_not_close_it(self, gap_test):
        gap_test(
            ORDER_ON_BAD_NOTICE,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-02-01  ICE   mail returned with the notice
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
        """,
            on="2027-09-01",
            expect="2026-03-02",
        )

    def test_what_took_back_an_earlier_order_does_not_take_back_the_next(self, gap_test):
        gap_test(
            ORDER_ON_BAD_NOTICE,
            """
            2026-01-06  ORR   admitted
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-02-01  ICE   mail returned with the notice
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
            2026-05-04  EOIR  motion to rescind granted
            2026-05-04  EOIR  proceeding opened
            2026-08-03  EOIR  ordered removed in absentia
        """,
            on="2026-09-01",
            expect="2026-08-03",
            until=None,
        )
        gap_test(
            ORDER_ON_BAD_NOTICE,
            """
            2026-01-06  ORR   admitted
            2026-01-08  ICE   notice issued
            2026-01-09  ICE   notice served
            2026-02-01  ICE   mail returned with the notice
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
            2026-03-02  EOIR  motion to rescind granted
        """,
            on="2026-09-01",
            expect=None,
        )
