"""Somebody said on a call that the child does not live there."""

from amparo.gaps.not_with_sponsor import NOT_WITH_SPONSOR


class TestOpening:
    """From which day it is open"""

    def test_it_opens_with_the_call_and_is_due_the_next_business_day(self, gap_test):
        """It opens with the call and is due the next business day; a Monday was a holiday."""
        gap_test(
            NOT_WITH_SPONSOR,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-13  ORR   call answered, the child does not live there
        """,
            on="2026-02-13",
            expect="2026-02-13",
            due="2026-02-17",
            until="2027-02-13",
            wakes="2026-02-18",
        )

    def test_it_is_not_open_before_the_call(self, gap_test):
        gap_test(
            NOT_WITH_SPONSOR,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-13  ORR   call answered, the child does not live there
        """,
            on="2026-02-12",
            expect=None,
        )

    def test_a_child_who_lives_there_is_no_reason(self, gap_test):
        gap_test(
            NOT_WITH_SPONSOR,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-13  ORR   call answered, the child lives there
        """,
            on="2026-02-13",
            expect=None,
        )

    def test_neither_is_an_answer_that_does_not_say(self, gap_test):
        gap_test(
            NOT_WITH_SPONSOR,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-13  ORR   call answered, whether the child lives there is not known
        """,
            on="2026-02-13",
            expect=None,
        )

    def test_a_wrong_address_alone_is_none_either(self, gap_test):
        gap_test(
            NOT_WITH_SPONSOR,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-13  ORR   call answered, the address is wrong
        """,
            on="2026-02-13",
            expect=None,
        )


class TestClosing:
    """What closes it"""

    def test_a_later_call_in_which_the_child_lives_there_closes_it(self, gap_test):
        gap_test(
            NOT_WITH_SPONSOR,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-13  ORR   call answered, the child does not live there
            2026-03-02  ORR   call answered, the child lives there
        """,
            on="2026-03-02",
            expect=None,
            until="2026-03-02",
            closed_by="2026-03-02",
        )

    def test_a_later_no_is_another_finding(self, gap_test):
        gap_test(
            NOT_WITH_SPONSOR,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-13  ORR   call answered, the child does not live there
            2026-03-02  ORR   call answered, the child does not live there
        """,
            on="2026-03-02",
            expect="2026-03-02",
            until="2027-03-02",
        )

    def test_a_call_that_does_not_ask_leaves_it_open(self, gap_test):
        gap_test(
            NOT_WITH_SPONSOR,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-13  ORR   call answered, the child does not live there
            2026-03-02  ORR   call answered
            2026-03-05  ORR   call answered, whether the child lives there is not known
        """,
            on="2026-03-06",
            expect="2026-02-13",
        )

    def test_the_childs_return_to_care_closes_it(self, gap_test):
        """The child's return to care, or a new encounter, closes it."""
        gap_test(
            NOT_WITH_SPONSOR,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-13  ORR   call answered, the child does not live there
            2026-02-20  CBP   encountered
        """,
            on="2026-02-20",
            expect=None,
            until="2026-02-20",
            closed_by="2026-02-20",
        )

    def test_it_expires_after_a_year(self, gap_test):
        gap_test(
            NOT_WITH_SPONSOR,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-13  ORR   call answered, the child does not live there
        """,
            on="2027-02-12",
            expect="2026-02-13",
        )
        gap_test(
            NOT_WITH_SPONSOR,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-13  ORR   call answered, the child does not live there
        """,
            on="2027-02-13",
            expect=None,
            until="2027-02-13",
            wakes=None,
        )
