"""The child was found more than 48 hours ago, and HHS has not been told."""

from amparo.gaps.referral_late import REFERRAL_LATE


class TestOpening:
    """From which day it is open"""

    def test_it_opens_when_two_whole_days_have_passed(self, gap_test):
        """An encounter on Monday may be told through Wednesday: days are told and no hours."""
        for on, expect, wakes in (
            ("2026-01-07", None, "2026-01-08"),
            ("2026-01-08", "2026-01-08", None),
        ):
            gap_test(
                REFERRAL_LATE,
                """
                2026-01-05  CBP  encountered
            """,
                on=on,
                expect=expect,
                due="2026-01-07",
                until=None,
                wakes=wakes,
            )

    def test_a_weekend_stops_no_hours(self, gap_test):
        gap_test(
            REFERRAL_LATE,
            """
            2026-01-09  CBP  encountered
        """,
            on="2026-01-12",
            expect="2026-01-12",
        )

    def test_an_encounter_without_a_day_begins_nothing(self, gap_test):
        gap_test(
            REFERRAL_LATE,
            """
            no day      CBP  encountered    (learned 2026-01-05)
        """,
            on="2026-06-01",
            expect=None,
        )

    def test_the_law_binds_from_its_first_day(self, gap_test):
        for found, expect in (("2008-12-22", None), ("2008-12-23", "2008-12-26")):
            gap_test(REFERRAL_LATE, f"{found}  CBP  encountered", on="2009-01-05", expect=expect)

    def test_a_referral_after_an_earlier_encounter_is_none_of_this_one(self, gap_test):
        gap_test(
            REFERRAL_LATE,
            """
            2026-01-05  CBP   encountered
            2026-01-06  CBP   referred
            2026-03-01  CBP   encountered
        """,
            on="2026-03-04",
            expect="2026-03-04",
        )


class TestClosing:
    """What closes it"""

    def test_a_referral_in_time_leaves_nothing_open(self, gap_test):
        """A referral in time leaves nothing open, and a late one closes it."""
        for referred, expect, until in (
            ("2026-01-07", None, None),
            ("2026-01-08", None, None),
            ("2026-01-09", "2026-01-08", "2026-01-09"),
        ):
            told = f"""
                2026-01-05  CBP  encountered
                {referred}  CBP  referred
            """
            gap_test(REFERRAL_LATE, told, on="2026-01-08", expect=expect, **_if(until))

    def test_the_handing_over_or_an_admission_closes_it(self, gap_test):
        for told in ("CBP  transferred to HHS", "ORR  admitted"):
            gap_test(
                REFERRAL_LATE,
                f"""
                2026-01-05  CBP  encountered
                2026-01-10  {told}
            """,
                on="2026-01-10",
                expect=None,
                until="2026-01-10",
                closed_by="2026-01-10",
            )

    def test_the_next_encounter_begins_anew(self, gap_test):
        gap_test(
            REFERRAL_LATE,
            """
            2026-01-05  CBP  encountered
            2026-02-05  CBP  encountered
        """,
            on="2026-02-08",
            expect="2026-02-08",
        )


def _if(until: str | None) -> dict[str, str]:
    return {} if until is None else {"until": until}
