"""What child protection records of a red flag ends it, and its repeats."""

import pytest

from amparo.gaps.nobody_reached import NOBODY_REACHED
from amparo.gaps.not_with_sponsor import NOT_WITH_SPONSOR
from amparo.gaps.report_unanswered import REPORT_UNANSWERED
from amparo.gaps.runaway_from_care import RUNAWAY_FROM_CARE

NOT_THERE = """
    2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
    2026-02-13  ORR   call answered, the child does not live there
"""
LOOKED_INTO = "2026-02-20  HHS  at a desk: not-with-sponsor is {outcome} of ORR:call/MU1"


class TestWhatIsRecorded:
    """What is recorded of a flag ends it"""

    @pytest.mark.parametrize("outcome", ["unfounded", "founded", "referred"])
    def test_whatever_came_of_it_ends_the_flag_it_was_told_for(self, gap_test, outcome):
        gap_test(
            NOT_WITH_SPONSOR,
            NOT_THERE + LOOKED_INTO.format(outcome=outcome),
            on="2026-02-20",
            expect=None,
            until="2026-02-20",
        )

    def test_it_was_open_until_then(self, gap_test):
        gap_test(
            NOT_WITH_SPONSOR,
            NOT_THERE + LOOKED_INTO.format(outcome="founded"),
            on="2026-02-19",
            expect="2026-02-13",
        )

    def test_dealt_with_on_the_day_it_opened_it_is_open_on_no_day_and_is_there_all_the_same(
        self, gap_test
    ):
        """Dealt with on the day it opened, it is still there to be looked at."""
        gap_test(
            NOT_WITH_SPONSOR,
            NOT_THERE + LOOKED_INTO.replace("02-20", "02-13").format(outcome="founded"),
            on="2026-02-13",
            expect=None,
            until="2026-02-13",
        )

    def test_what_came_of_another_flag_ends_nothing(self, gap_test):
        gap_test(
            NOT_WITH_SPONSOR,
            f"{NOT_THERE} 2026-02-20  HHS  at a desk: nobody-reached is unfounded",
            on="2026-02-21",
            expect="2026-02-13",
        )

    @pytest.mark.parametrize("told", ["02-20  HHS  of MU9", "02-10  HHS  of MU1"])
    def test_what_is_said_of_another_paper_or_of_an_earlier_day_ends_nothing(self, gap_test, told):
        day, _, call = told.partition("  HHS  of ")
        line = f"2026-{day}  HHS  at a desk: not-with-sponsor is founded of ORR:call/{call}"
        gap_test(NOT_WITH_SPONSOR, NOT_THERE + line, on="2026-02-21", expect="2026-02-13")

    def test_what_was_over_before_stays_over_since_then(self, gap_test):
        seen = "2026-02-16  HHS  at a desk: reached, lives there: yes\n"
        gap_test(
            NOT_WITH_SPONSOR,
            NOT_THERE + seen + LOOKED_INTO.format(outcome="founded"),
            on="2026-02-21",
            expect=None,
            until="2026-02-16",
        )


class TestRepeats:
    """What is not raised again"""

    AGAIN = """
        2026-02-20  HHS   at a desk: not-with-sponsor is {outcome} of ORR:call/MU1
        2026-03-02  ORR   call answered, the child does not live there
    """

    def test_what_was_unfounded_is_not_raised_again_of_the_same_home(self, gap_test):
        story = NOT_THERE + self.AGAIN.format(outcome="unfounded")
        gap_test(NOT_WITH_SPONSOR, story, on="2026-03-03", expect=None)

    def test_what_was_founded_is(self, gap_test):
        story = NOT_THERE + self.AGAIN.format(outcome="founded")
        gap_test(NOT_WITH_SPONSOR, story, on="2026-03-03", expect="2026-03-02")

    def test_after_another_release_it_is_raised_again(self, gap_test):
        gap_test(
            NOT_WITH_SPONSOR,
            f"""{NOT_THERE}
            2026-02-20  HHS   at a desk: not-with-sponsor is unfounded of ORR:call/MU1
            2026-02-25  CBP   encountered
            2026-03-02  ORR   call answered, the child does not live there
            """,
            on="2026-03-03",
            expect="2026-03-02",
        )

    @pytest.mark.parametrize(
        ("moved", "expect"),
        [("02-15", None), ("02-20", None), ("02-21", "2026-03-02"), ("03-02", "2026-03-02")],
    )
    def test_only_a_move_after_what_was_recorded_makes_it_news(self, gap_test, moved, expect):
        gap_test(
            NOT_WITH_SPONSOR,
            f"""{NOT_THERE}
            2026-{moved}  CBP   encountered
            {self.AGAIN.format(outcome="unfounded")}
            """,
            on="2026-03-03",
            expect=expect,
        )

    def test_a_repeat_of_the_day_on_which_it_was_recorded_was_nobodys_work(self, gap_test):
        """A repeat of the day on which it was recorded was nobody's work."""
        recorded = self.AGAIN.replace("02-20", "03-02").format(outcome="unfounded")
        gap_test(
            NOT_WITH_SPONSOR,
            NOT_THERE + recorded,
            on="2026-03-02",
            expect=None,
            until="2026-03-02",
            due="2026-02-17",
        )

    def test_another_report_is_news_and_no_repeat(self, gap_test):
        gap_test(
            REPORT_UNANSWERED,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-01  HHS   at a desk: report-unanswered is unfounded of ORR:call/MU9
            2026-02-02  ORR   concern reported: neglect
            """,
            on="2026-02-02",
            expect="2026-02-02",
        )


class TestContacts:
    """A contact told at a desk is heard like a call"""

    def test_a_child_who_is_not_there_at_a_visit_is_told_to_child_protection(self, gap_test):
        gap_test(
            NOT_WITH_SPONSOR,
            """
            2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
            2026-02-13  HHS   at a desk: child not there
            """,
            on="2026-02-13",
            expect="2026-02-13",
            due="2026-02-17",
        )

    def test_a_contact_in_which_the_child_lives_there_closes_it(self, gap_test):
        gap_test(
            NOT_WITH_SPONSOR,
            f"{NOT_THERE} 2026-03-02  HHS  at a desk: reached, lives there: yes",
            on="2026-03-02",
            expect=None,
            until="2026-03-02",
        )

    UNHEARD = """
        2026-01-05  ORR   released to Rosa at 9 Alder St, TX 00123
        2026-01-12  ORR   call attempted, not reached
    """

    def test_a_contact_that_reached_somebody_closes_that_nobody_was(self, gap_test):
        story = f"{self.UNHEARD} 2026-05-04  HHS  at a desk: reached"
        gap_test(NOBODY_REACHED, story, on="2026-05-04", expect=None, until="2026-05-04")

    def test_an_attempt_does_not(self, gap_test):
        story = f"{self.UNHEARD} 2026-05-04  HHS  at a desk: no answer"
        gap_test(NOBODY_REACHED, story, on="2026-05-04", expect="2026-02-19")

    def test_a_contact_closes_that_a_child_ran_away(self, gap_test):
        gap_test(
            RUNAWAY_FROM_CARE,
            """
            2026-01-05  ORR   admitted
            2026-01-20  ORR   discharged: Runaway from Facility
            2026-01-25  HHS   at a desk: reached
            """,
            on="2026-01-25",
            expect=None,
            until="2026-01-25",
        )
