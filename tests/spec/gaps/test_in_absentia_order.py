"""An order of removal made in the child's absence."""

from amparo.gaps.in_absentia_order import IN_ABSENTIA_ORDER


class TestOpening:
    """From which day it is open"""

    def test_a_case_closed_in_the_childs_absence_without_an_order_is_none_either(self, gap_test):
        """A case closed in the child's absence without an order is none either."""
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-03-02  EOIR  closed in absentia without an order
        """,
            on="2026-04-01",
            expect=None,
        )

    def test_it_opens_on_the_day_of_the_order(self, gap_test):
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
        """,
            on="2026-03-02",
            expect="2026-03-02",
            until=None,
        )

    def test_it_is_due_a_hundred_and_eighty_days_after_the_order(self, gap_test):
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
        """,
            on="2026-03-02",
            expect="2026-03-02",
            due="2026-08-29",
            reason="180 days",
            wakes="2026-08-30",
        )

    def test_it_stays_open_after_the_hundred_and_eighty_days(self, gap_test):
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
        """,
            on="2027-03-02",
            expect="2026-03-02",
            until=None,
        )

    def test_a_case_closed_for_failure_to_appear_is_no_order(self, gap_test):
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  closed for failure to appear
        """,
            on="2026-04-01",
            expect=None,
        )

    def test_an_order_in_the_childs_presence_is_none_in_absentia(self, gap_test):
        """An order in the child's presence is none in absentia."""

        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  case completed
        """,
            on="2026-04-01",
            expect=None,
        )

    def test_an_order_is_known_when_it_is_learned(self, gap_test):
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia    (learned 2026-04-10)
        """,
            on="2026-04-01",
            known_at="2026-04-09",
            expect=None,
        )
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia    (learned 2026-04-10)
        """,
            on="2026-04-01",
            known_at="2026-04-10",
            expect="2026-03-02",
        )

    def test_a_case_sent_to_another_court_in_the_childs_absence_is_no_order(self, gap_test):
        """A case sent to another court in the child's absence is no order."""
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  moved to another court in absentia
        """,
            on="2026-04-01",
            expect=None,
        )
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  transferred to another court in absentia
        """,
            on="2026-04-01",
            expect=None,
        )


class TestClosing:
    """What closes it"""

    def test_a_motion_to_reopen_what_was_ordered_in_absentia_closes_it(self, gap_test):
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
            2026-05-04  EOIR  motion to reopen what was ordered in absentia granted
        """,
            on="2026-06-01",
            expect=None,
            until="2026-05-04",
        )

    def test_a_motion_to_rescind_or_to_reopen_closes_it(self, gap_test):
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
            2026-05-04  EOIR  motion to rescind granted
        """,
            on="2026-06-01",
            expect=None,
            until="2026-05-04",
        )
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
            2026-05-04  EOIR  motion to reopen granted
        """,
            on="2026-06-01",
            expect=None,
            until="2026-05-04",
        )

    def test_a_motion_to_recalendar_takes_no_order_back(self, gap_test):
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
            2026-05-04  EOIR  motion to recalendar granted
        """,
            on="2026-06-01",
            expect="2026-03-02",
        )

    def test_a_call_does_not_take_the_order_back(self, gap_test):
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
            2026-03-20  ORR   call answered
        """,
            on="2026-06-01",
            expect="2026-03-02",
        )

    def test_an_order_made_again_after_it_was_taken_back_is_another_finding(self, gap_test):
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
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

    def test_counsels_decision_to_let_it_stand_closes_it_and_one_to_ask_does_not(self, gap_test):
        """Counsel's decision to let it stand closes it, and one to ask does not."""
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
            2026-03-20  COUNSEL  at a desk: lets the order stand of EOIR:case/990000001
        """,
            on="2026-04-01",
            expect=None,
            until="2026-03-20",
        )
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
            2026-03-20  COUNSEL  at a desk: asks that the order be taken back of EOIR:case/990000001
        """,
            on="2026-04-01",
            expect="2026-03-02",
            until=None,
        )
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
            2026-03-20  COUNSEL  at a desk: lets the order stand of EOIR:case/990000002
        """,
            on="2026-04-01",
            expect="2026-03-02",
            until=None,
        )

    def test_taken_back_on_its_own_day_it_never_stood(self, gap_test):
        gap_test(
            IN_ABSENTIA_ORDER,
            """
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-20  EOIR  hearing set for 2026-03-02
            2026-03-02  EOIR  ordered removed in absentia
            2026-03-02  EOIR  motion to rescind granted
        """,
            on="2026-04-01",
            expect=None,
        )
