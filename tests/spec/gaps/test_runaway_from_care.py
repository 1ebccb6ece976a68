"""The child ran away from care."""

from amparo.gaps.runaway_from_care import RUNAWAY_FROM_CARE


class TestOpening:
    """From which day it is open"""

    def test_it_opens_on_the_day_and_is_due_on_it(self, gap_test):
        gap_test(
            RUNAWAY_FROM_CARE,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
            2026-02-02  ORR   discharged: Runaway from Facility
        """,
            on="2026-02-02",
            expect="2026-02-02",
            due="2026-02-02",
            until=None,
            wakes="2026-02-03",
        )

    def test_another_discharge_is_none(self, gap_test):
        gap_test(
            RUNAWAY_FROM_CARE,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
            2026-02-02  ORR   discharged: Repatriated
        """,
            on="2026-02-03",
            expect=None,
        )

    def test_what_shows_nobody_and_the_day_itself_close_nothing(self, gap_test):
        gap_test(
            RUNAWAY_FROM_CARE,
            """
            2026-01-06  ORR   admitted
            2026-01-06  ORR   discharged: Runaway from Facility
        """,
            on="2026-01-07",
            expect="2026-01-06",
        )
        gap_test(
            RUNAWAY_FROM_CARE,
            """
            2026-01-06  ORR   admitted
            2026-02-03  ORR   discharged: Runaway from Facility
            2026-02-05  ICE   address of record 9 Alder St, TX 00123
            2026-02-05  EOIR  case opened
            2026-02-05  EOIR  hearing set for 2026-05-04
        """,
            on="2026-02-10",
            expect="2026-02-03",
            until=None,
        )


class TestClosing:
    """What closes it"""

    def test_the_childs_return_to_care_closes_it(self, gap_test):
        """The child's return to care closes it."""
        gap_test(
            RUNAWAY_FROM_CARE,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
            2026-02-02  ORR   discharged: Runaway from Facility
            2026-02-05  ORR   admitted
        """,
            on="2026-02-05",
            expect=None,
            until="2026-02-05",
            closed_by="2026-02-05",
        )

    def test_a_stay_in_custody_closes_it(self, gap_test):
        gap_test(
            RUNAWAY_FROM_CARE,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
            2026-02-02  ORR   discharged: Runaway from Facility
            2026-02-06  ICE   booked into custody
        """,
            on="2026-02-06",
            expect=None,
            until="2026-02-06",
            closed_by="2026-02-06",
        )

    def test_a_call_that_reached_the_family_closes_it(self, gap_test):
        gap_test(
            RUNAWAY_FROM_CARE,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
            2026-02-02  ORR   discharged: Runaway from Facility
            2026-02-07  ORR   call attempted, reached
        """,
            on="2026-02-07",
            expect=None,
            until="2026-02-07",
            closed_by="2026-02-07",
        )

    def test_a_hearing_that_somebody_came_to_closes_it(self, gap_test):
        gap_test(
            RUNAWAY_FROM_CARE,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
            2026-01-20  EOIR  case opened
            2026-01-25  EOIR  hearing set for 2026-03-04
            2026-02-02  ORR   discharged: Runaway from Facility
            2026-03-04  EOIR  hearing of 2026-03-04: held
        """,
            on="2026-03-04",
            expect=None,
            until="2026-03-04",
            closed_by="2026-03-04",
        )

    def test_it_is_over_with_the_month_in_which_the_child_turned_18(self, gap_test):
        gap_test(
            RUNAWAY_FROM_CARE,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
            2026-01-06  ORR   turns 18 in 2026-04
            2026-02-02  ORR   discharged: Runaway from Facility
        """,
            on="2026-04-30",
            expect="2026-02-02",
        )
        gap_test(
            RUNAWAY_FROM_CARE,
            """
            2026-01-05  CBP   transferred to HHS
            2026-01-06  ORR   admitted
            2026-01-06  ORR   turns 18 in 2026-04
            2026-02-02  ORR   discharged: Runaway from Facility
        """,
            on="2026-05-01",
            expect=None,
            until="2026-05-01",
        )
