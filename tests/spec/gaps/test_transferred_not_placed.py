"""Transferred to HHS and not admitted anywhere."""

from amparo.gaps.transferred_not_placed import TRANSFERRED_NOT_PLACED


class TestOpening:
    """From which day it is open"""

    def test_it_opens_the_day_after_the_transfer(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
        """,
            on="2026-01-06",
            expect="2026-01-06",
            until=None,
        )

    def test_on_the_day_of_the_transfer_nothing_is_owed_yet(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
        """,
            on="2026-01-05",
            expect=None,
            wakes="2026-01-06",
        )

    def test_a_child_who_was_not_transferred_is_not_awaited(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-03  CBP  encountered
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_a_transfer_without_a_day_counts_from_the_day_after_it_was_learned(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-03  CBP  encountered
            no day      CBP  transferred to HHS     (learned 2026-01-20)
        """,
            on="2026-03-01",
            expect="2026-01-21",
        )


class TestDue:
    """When it is due"""

    def test_it_is_due_the_next_business_day(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-05  CBP  transferred to HHS
        """,
            on="2026-01-06",
            expect="2026-01-06",
            due="2026-01-07",
            wakes="2026-01-08",
        )

    def test_a_weekend_does_not_count(self, gap_test):
        """A transfer on a Thursday is due on Monday: open since Friday, and the weekend is free."""
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-08  CBP  transferred to HHS
        """,
            on="2026-01-09",
            expect="2026-01-09",
            due="2026-01-12",
        )

    def test_a_federal_holiday_does_not_count(self, gap_test):
        """Dr. King's day, Monday 19 January 2026, is stepped over."""
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-15  CBP  transferred to HHS
        """,
            on="2026-01-16",
            expect="2026-01-16",
            due="2026-01-20",
        )


class TestClosing:
    """What closes it, and on which day"""

    def test_an_admission_on_the_day_of_the_transfer_leaves_nothing_open(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-01-05  ORR  admitted
        """,
            on="2026-01-06",
            expect=None,
        )

    def test_an_admission_the_day_after_leaves_nothing_open(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-01-06  ORR  admitted
        """,
            on="2026-01-06",
            expect=None,
        )

    def test_an_admission_two_days_after_closes_it_on_that_day(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-01-07  ORR  admitted
        """,
            on="2026-01-07",
            expect=None,
            until="2026-01-07",
        )

    def test_the_day_before_such_an_admission_it_was_open(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-01-07  ORR  admitted
        """,
            on="2026-01-06",
            expect="2026-01-06",
            until="2026-01-07",
        )

    def test_an_admission_without_a_day_closes_it_on_the_day_it_was_learned(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-05  CBP  transferred to HHS
            no day      ORR  admitted           (learned 2026-01-12)
        """,
            on="2026-03-01",
            expect=None,
            until="2026-01-12",
        )

    def test_once_it_is_closed_its_due_day_no_longer_matters(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-08  CBP  transferred to HHS
            2026-01-10  ORR  admitted
        """,
            on="2026-01-10",
            expect=None,
            until="2026-01-10",
            wakes=None,
        )


class TestNotClosing:
    """What does not close it"""

    def test_a_discharge_without_an_admission_does_not_close_it(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-02-20  ORR  discharged: Age Out
        """,
            on="2026-03-01",
            expect="2026-01-06",
        )

    def test_a_notice_issued_does_not_close_it(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-01-09  ICE  notice issued
        """,
            on="2026-03-01",
            expect="2026-01-06",
        )


class TestEpisodes:
    """A child encountered again"""

    def test_an_admission_of_an_earlier_encounter_does_not_count(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2025-03-01  CBP  encountered
            2025-03-03  CBP  transferred to HHS
            2025-03-03  ORR  admitted
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
        """,
            on="2026-03-01",
            expect="2026-01-06",
        )

    def test_an_admission_after_a_new_encounter_does_not_close_the_earlier_one(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2025-03-01  CBP  encountered
            2025-03-03  CBP  transferred to HHS
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
            2026-01-05  ORR  admitted
        """,
            on="2026-03-01",
            expect="2025-03-04",
        )


class TestDisagreement:
    """The two agencies tell it differently"""

    def test_an_admission_told_before_the_transfer_is_still_an_admission(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-03  CBP  encountered
            2026-01-06  CBP  transferred to HHS
            2026-01-05  ORR  admitted
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_the_earlier_of_two_days_told_for_one_transfer_counts(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-03  USBP  encountered
            2026-01-07  USBP  transferred to HHS
            2026-01-03  OFO   encountered
            2026-01-05  OFO   transferred to HHS
        """,
            on="2026-03-01",
            expect="2026-01-06",
            due="2026-01-07",
        )


class TestKnowledge:
    """What was known then, and corrections"""

    def test_before_the_admission_was_learned_it_was_open_as_far_as_we_knew(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-01-05  ORR  admitted           (learned 2026-01-14)
        """,
            on="2026-01-10",
            known_at="2026-01-13",
            expect="2026-01-06",
            until=None,
        )

    def test_once_the_admission_is_learned_it_was_never_true(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-01-05  ORR  admitted           (learned 2026-01-14)
        """,
            on="2026-01-10",
            known_at="2026-01-14",
            expect=None,
        )

    def test_a_correction_without_the_transfer_takes_the_finding_back(self, gap_test):
        gap_test(
            TRANSFERRED_NOT_PLACED,
            """
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
            2026-02-01  CBP  corrects what it said
            2026-01-03  CBP  says now: encountered      (learned 2026-02-01)
        """,
            on="2026-03-01",
            expect=None,
        )
