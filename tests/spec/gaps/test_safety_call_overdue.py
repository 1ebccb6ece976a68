"""A call after release that has reached nobody."""

from amparo.gaps.safety_call_overdue import SAFETY_CALL_OVERDUE


class TestDue:
    """Which calls are due, and when"""

    def test_a_release_today_asks_for_three_calls_at_seven_fourteen_and_thirty_business_days(
        self, gap_test
    ):
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2026-01-05  ORR  released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-01-14",
            expect=None,
            wakes="2026-01-15",
        )
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2026-01-05  ORR  released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-03-01",
            expect=("2026-01-15", "2026-01-27", "2026-02-19"),
        )

    def test_a_release_before_june_2023_asks_for_one_call_within_thirty_seven_days(self, gap_test):
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2023-05-31  ORR  released to Rosa at 9 Alder St, TX 00123
        """,
            on="2023-12-01",
            expect="2023-07-08",
            due="2023-07-07",
            reason="no attempt",
        )

    def test_while_it_is_uncertain_which_rule_held_the_laxer_is_applied(self, gap_test):
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2023-06-01  ORR  released to Rosa at 9 Alder St, TX 00123
        """,
            on="2023-12-01",
            expect="2023-07-09",
            due="2023-07-08",
        )
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2024-01-31  ORR  released to Rosa at 9 Alder St, TX 00123
        """,
            on="2024-12-01",
            expect="2024-03-09",
        )

    def test_from_february_2024_there_are_three(self, gap_test):
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2024-02-01  ORR  released to Rosa at 9 Alder St, TX 00123
        """,
            on="2024-12-01",
            expect=("2024-02-13", "2024-02-23", "2024-03-16"),
        )

    def test_a_discharge_to_nobody_asks_for_no_call(self, gap_test):
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2026-01-05  ORR  discharged: Age Out
        """,
            on="2026-06-01",
            expect=None,
        )

    def test_a_call_on_the_day_of_the_release_is_the_first_and_one_of_the_day_before_is_none(
        self, gap_test
    ):
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-05  ORR   call attempted, reached
        """,
            on="2026-01-20",
            expect=None,
        )
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2026-01-04  ORR   call attempted, reached
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-01-20",
            expect="2026-01-15",
            reason="no attempt",
        )
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2026-01-04  ORR   call attempted, not reached
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-01-20",
            expect="2026-01-15",
            reason="no attempt",
        )

    def test_a_try_on_the_last_day_is_one(self, gap_test):
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-14  ORR   call attempted, not reached
        """,
            on="2026-01-20",
            expect="2026-01-15",
            reason="not reached",
        )

    def test_a_call_on_the_last_day_of_one_does_not_answer_the_next(self, gap_test):
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-14  ORR   call attempted, reached
        """,
            on="2026-01-27",
            expect="2026-01-27",
        )

    def test_coming_into_care_before_the_release_or_on_its_day_closes_nothing(self, gap_test):
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2026-01-02  ORR   admitted
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-01-20",
            expect="2026-01-15",
        )
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2026-01-05  ORR   admitted
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-01-20",
            expect="2026-01-15",
        )


class TestReason:
    """Whether anyone tried"""

    def test_a_call_that_reached_nobody_was_an_attempt(self, gap_test):
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2023-05-01  ORR  released to Rosa at 9 Alder St, TX 00123
            2023-05-20  ORR  call attempted, not reached
        """,
            on="2023-12-01",
            expect="2023-06-08",
            reason="not reached",
        )

    def test_an_attempt_after_the_call_was_due_is_none_in_time(self, gap_test):
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2023-05-01  ORR  released to Rosa at 9 Alder St, TX 00123
            2023-06-20  ORR  call attempted, not reached
        """,
            on="2023-12-01",
            expect="2023-06-08",
            reason="no attempt",
        )


class TestClosing:
    """What closes it"""

    def test_a_call_answered_in_time_leaves_nothing_overdue(self, gap_test):
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2026-01-05  ORR  released to Rosa at 9 Alder St, TX 00123
            2026-01-12  ORR  call answered
            2026-01-20  ORR  call answered
            2026-02-10  ORR  call answered
        """,
            on="2026-06-01",
            expect=None,
        )

    def test_a_late_call_closes_it(self, gap_test):
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2023-05-01  ORR  released to Rosa at 9 Alder St, TX 00123
            2023-07-03  ORR  call answered
        """,
            on="2023-12-01",
            expect=None,
            until="2023-07-03",
        )

    def test_an_attempt_that_reached_somebody_closes_it_without_an_interview(self, gap_test):
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2023-05-01  ORR  released to Rosa at 9 Alder St, TX 00123
            2023-07-03  ORR  call attempted, reached
        """,
            on="2023-12-01",
            expect=None,
            until="2023-07-03",
        )

    def test_the_first_call_does_not_stand_for_the_second(self, gap_test):
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2026-01-05  ORR  released to Rosa at 9 Alder St, TX 00123
            2026-01-12  ORR  call answered
        """,
            on="2026-02-01",
            expect="2026-01-27",
            due="2026-01-26",
        )

    def test_a_return_to_care_ends_what_was_owed(self, gap_test):
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2023-05-01  ORR  released to Rosa at 9 Alder St, TX 00123
            2023-08-01  ORR  admitted
        """,
            on="2023-12-01",
            expect=None,
            until="2023-08-01",
        )

    def test_a_call_late_in_the_books_was_still_in_time(self, gap_test):
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2026-01-05  ORR  released to Rosa at 9 Alder St, TX 00123
            2026-01-12  ORR  call answered    (learned 2026-02-20)
        """,
            on="2026-01-20",
            known_at="2026-02-19",
            expect="2026-01-15",
        )
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2026-01-05  ORR  released to Rosa at 9 Alder St, TX 00123
            2026-01-12  ORR  call answered    (learned 2026-02-20)
        """,
            on="2026-01-20",
            known_at="2026-02-20",
            expect=None,
        )

    def test_a_contact_told_at_a_desk_closes_it(self, gap_test):
        gap_test(
            SAFETY_CALL_OVERDUE,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-01-20  HHS   at a desk: reached
        """,
            on="2026-01-20",
            expect=None,
        )
