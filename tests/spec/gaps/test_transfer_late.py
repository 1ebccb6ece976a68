"""The child was found more than 72 hours ago, and has not been handed over to HHS."""

from amparo.gaps.transfer_late import TRANSFER_LATE


class TestOpening:
    """From which day it is open"""

    def test_it_opens_when_three_whole_days_have_passed(self, gap_test):
        """An encounter on Monday may be followed by the handing over through Thursday."""
        for on, expect, wakes in (
            ("2026-01-08", None, "2026-01-09"),
            ("2026-01-09", "2026-01-09", None),
        ):
            gap_test(
                TRANSFER_LATE,
                """
                2026-01-05  CBP  encountered
            """,
                on=on,
                expect=expect,
                due="2026-01-08",
                until=None,
                wakes=wakes,
            )

    def test_a_referral_alone_is_no_handing_over(self, gap_test):
        gap_test(
            TRANSFER_LATE,
            """
            2026-01-05  CBP  encountered
            2026-01-06  CBP  referred
        """,
            on="2026-01-09",
            expect="2026-01-09",
        )

    def test_two_agencies_rows_of_one_encounter_count_from_the_first(self, gap_test):
        gap_test(
            TRANSFER_LATE,
            """
            2026-01-05  CBP  encountered
            2026-01-07  ICE  encountered
        """,
            on="2026-01-09",
            expect="2026-01-09",
        )

    def test_where_one_of_them_has_no_day_nothing_is_counted(self, gap_test):
        gap_test(
            TRANSFER_LATE,
            """
            2026-01-05  CBP  encountered
            no day      ICE  encountered    (learned 2026-01-07)
        """,
            on="2026-06-01",
            expect=None,
        )

    def test_a_handing_over_after_an_earlier_encounter_is_none_of_this_one(self, gap_test):
        gap_test(
            TRANSFER_LATE,
            """
            2026-01-05  CBP   encountered
            2026-01-06  CBP   transferred to HHS
            2026-03-01  CBP   encountered
        """,
            on="2026-03-05",
            expect="2026-03-05",
        )


class TestClosing:
    """What closes it"""

    def test_handed_over_on_the_last_day_leaves_nothing_open(self, gap_test):
        """Handed over on the last day nothing opens; a day later it was open on no whole day."""
        for handed, expect in (
            ("2026-01-08", None),
            ("2026-01-09", None),
            ("2026-01-10", "2026-01-09"),
        ):
            gap_test(
                TRANSFER_LATE,
                f"""
                2026-01-05  CBP  encountered
                {handed}  CBP  transferred to HHS
            """,
                on="2026-01-09",
                expect=expect,
            )

    def test_an_admission_closes_it_whoever_forgot_to_tell_the_transfer(self, gap_test):
        """An admission closes it, too."""
        gap_test(
            TRANSFER_LATE,
            """
            2026-01-05  CBP  encountered
            2026-01-12  ORR  admitted
        """,
            on="2026-01-12",
            expect=None,
            until="2026-01-12",
            closed_by="2026-01-12",
        )

    def test_the_next_encounter_ends_it_and_begins_anew(self, gap_test):
        """The next encounter ends it."""
        gap_test(
            TRANSFER_LATE,
            """
            2026-01-05  CBP  encountered
            2026-02-05  CBP  encountered
        """,
            on="2026-02-04",
            expect="2026-01-09",
            until="2026-02-05",
        )
