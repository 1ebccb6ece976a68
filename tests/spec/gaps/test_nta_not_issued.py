"""No Notice to Appear issued."""

from amparo.gaps.nta_not_issued import NTA_NOT_ISSUED


class TestOpening:
    """From which day it is open"""

    def test_it_opens_on_the_day_of_the_transfer(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
        """,
            on="2026-01-05",
            expect="2026-01-05",
            until=None,
            wakes=None,
        )

    def test_the_day_before_the_transfer_it_is_not_open(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
        """,
            on="2026-01-04",
            expect=None,
            wakes="2026-01-05",
        )

    def test_a_child_who_was_not_transferred_is_owed_nothing_by_this_rule(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-03  CBP  encountered
            2026-01-06  ORR  admitted
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_a_transfer_without_an_encounter_opens_it_too(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-05  CBP  transferred to HHS
        """,
            on="2026-03-01",
            expect="2026-01-05",
        )

    def test_a_transfer_told_without_its_day_counts_from_the_day_it_was_learned(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-03  CBP  encountered
            no day      CBP  transferred to HHS     (learned 2026-01-20)
        """,
            on="2026-03-01",
            expect="2026-01-20",
        )

    def test_a_row_sent_again_does_not_move_a_transfer_without_a_day(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-03  CBP  encountered
            no day      CBP  transferred to HHS             (learned 2026-01-20)
            2026-01-02  CBP  says now: encountered          (learned 2026-02-10)
        """,
            on="2026-03-01",
            expect="2026-01-20",
        )


class TestNoDueDate:
    """It has no due date and never becomes late"""

    def test_years_later_it_is_still_only_open(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2020-01-03  CBP  encountered
            2020-01-05  CBP  transferred to HHS
        """,
            on="2026-03-01",
            expect="2020-01-05",
            due=None,
            wakes=None,
        )


class TestClosing:
    """What closes it, and on which day"""

    def test_issuing_the_notice_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
            2026-01-09  ICE  notice issued
        """,
            on="2026-01-09",
            expect=None,
            until="2026-01-09",
        )

    def test_the_day_before_the_notice_was_issued_it_was_still_open(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
            2026-01-09  ICE  notice issued
        """,
            on="2026-01-08",
            expect="2026-01-05",
            until="2026-01-09",
            wakes="2026-01-09",
        )

    def test_a_notice_issued_by_cbp_before_the_transfer_counts(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-03  CBP  encountered
            2026-01-04  CBP  notice issued
            2026-01-05  CBP  transferred to HHS
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_a_notice_issued_on_the_day_of_the_transfer_counts(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
            2026-01-05  ICE  notice issued
        """,
            on="2026-01-05",
            expect=None,
        )

    def test_a_decision_not_to_issue_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
            2026-02-02  ICE  decided not to issue a notice
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-02",
        )

    def test_voluntary_departure_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-02-20  ORR  discharged: Voluntary Departure
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-20",
        )

    def test_repatriation_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-02-20  ORR  discharged: Repatriated
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-20",
        )

    def test_a_removal_order_carried_out_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-02-20  ORR  discharged: Ordered Removed
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-20",
        )

    def test_relief_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-02-20  ORR  discharged: Immigration Relief Granted
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-20",
        )

    def test_the_first_of_several_closing_facts_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-02-10  ICE  decided not to issue a notice
            2026-02-20  ORR  discharged: Immigration Relief Granted
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-10",
        )

    def test_a_notice_issued_without_a_day_closes_it_on_the_day_it_was_learned(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-05  CBP  transferred to HHS
            no day      ICE  notice issued      (learned 2026-02-01)
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-01",
        )

    def test_a_notice_withdrawn_afterwards_was_issued_all_the_same(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-01-09  ICE  notice issued
            2026-01-12  ICE  notice withdrawn
        """,
            on="2026-03-01",
            expect=None,
            until="2026-01-09",
        )

    def test_the_decision_told_at_ices_desk_closes_it(self, gap_test):
        """The decision told at ICE's desk closes it."""
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-05  CBP   transferred to HHS
            2026-02-02  ICE   at a desk: decides that no notice is issued
        """,
            on="2026-02-02",
            expect=None,
            until="2026-02-02",
        )


class TestNotClosing:
    """What does not close it"""

    def test_release_to_a_sponsor_does_not_close_it(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-01-06  ORR  admitted
            2026-02-20  ORR  released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-03-01",
            expect="2026-01-05",
        )

    def test_turning_eighteen_in_care_does_not_close_it(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-02-20  ORR  discharged: Age Out
        """,
            on="2026-03-01",
            expect="2026-01-05",
        )

    def test_leaving_a_facility_without_permission_does_not_close_it(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-02-20  ORR  discharged: Runaway from Facility
        """,
            on="2026-03-01",
            expect="2026-01-05",
        )


class TestEpisodes:
    """A child encountered again"""

    def test_a_notice_of_an_earlier_encounter_does_not_count(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2025-03-01  CBP  encountered
            2025-03-03  CBP  transferred to HHS
            2025-03-10  ICE  notice issued
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
        """,
            on="2026-03-01",
            expect="2026-01-05",
        )

    def test_a_notice_of_a_later_encounter_does_not_close_the_earlier_one(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2025-03-01  CBP  encountered
            2025-03-03  CBP  transferred to HHS
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
            2026-01-09  ICE  notice issued
        """,
            on="2026-03-01",
            expect="2025-03-03",
        )

    def test_without_any_notice_both_episodes_are_open(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2025-03-01  CBP  encountered
            2025-03-03  CBP  transferred to HHS
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
        """,
            on="2026-03-01",
            expect=("2025-03-03", "2026-01-05"),
        )

    def test_a_departure_closes_only_its_own_episode(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2025-03-01  CBP  encountered
            2025-03-03  CBP  transferred to HHS
            2025-04-20  ORR  discharged: Repatriated
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
        """,
            on="2026-03-01",
            expect="2026-01-05",
        )

    def test_a_notice_issued_on_the_day_of_the_new_encounter_is_of_the_new_one(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2025-03-01  CBP  encountered
            2025-03-03  CBP  transferred to HHS
            2026-01-03  CBP  encountered
            2026-01-03  CBP  notice issued
            2026-01-05  CBP  transferred to HHS
        """,
            on="2026-03-01",
            expect="2025-03-03",
        )

    def test_encounters_three_days_apart_are_one_encounter_told_twice(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-03  CBP  encountered
            2026-01-04  CBP  notice issued
            2026-01-06  CBP  encountered
            2026-01-07  CBP  transferred to HHS
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_encounters_four_days_apart_are_two(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-03  CBP  encountered
            2026-01-04  CBP  notice issued
            2026-01-07  CBP  encountered
            2026-01-08  CBP  transferred to HHS
        """,
            on="2026-03-01",
            expect="2026-01-08",
        )


class TestDisagreement:
    """Two agencies that tell it differently"""

    def test_one_transfer_told_with_two_days_is_one_finding_since_the_earlier(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-03  USBP  encountered
            2026-01-06  USBP  transferred to HHS
            2026-01-03  OFO   encountered
            2026-01-05  OFO   transferred to HHS
        """,
            on="2026-03-01",
            expect="2026-01-05",
        )

    def test_a_second_transfer_in_the_same_episode_opens_nothing_new(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-03  USBP  encountered
            2026-01-05  USBP  transferred to HHS
            2026-01-09  ICE   notice issued
            2026-01-04  ERO   encountered
            2026-01-20  ERO   transferred to HHS
        """,
            on="2026-03-01",
            expect=None,
            until="2026-01-09",
        )


class TestKnowledge:
    """What was known then"""

    def test_before_the_notice_was_learned_it_was_open_as_far_as_we_knew(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
            2026-01-09  ICE  notice issued          (learned 2026-02-01)
        """,
            on="2026-01-20",
            known_at="2026-01-31",
            expect="2026-01-05",
            until=None,
        )

    def test_once_it_was_learned_it_had_been_closed_all_along(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
            2026-01-09  ICE  notice issued          (learned 2026-02-01)
        """,
            on="2026-01-20",
            known_at="2026-02-01",
            expect=None,
            until="2026-01-09",
        )

    def test_before_anything_was_told_there_is_nothing_to_find(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-05  CBP  transferred to HHS     (learned 2026-01-08)
        """,
            on="2026-01-07",
            known_at="2026-01-07",
            expect=None,
        )


class TestCorrections:
    """Corrections and rows that change"""

    def test_the_latest_row_says_which_day_the_transfer_was(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
            2026-01-07  CBP  says now: transferred to HHS   (learned 2026-02-01)
        """,
            on="2026-03-01",
            expect="2026-01-07",
        )

    def test_a_notice_that_the_agency_no_longer_tells_of_leaves_it_open(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-01-09  ICE  notice issued
            2026-02-01  ICE  no longer says: notice issued
        """,
            on="2026-03-01",
            expect="2026-01-05",
        )

    def test_a_correction_without_the_transfer_takes_the_finding_back(self, gap_test):
        gap_test(
            NTA_NOT_ISSUED,
            """
            2026-01-03  CBP  encountered
            2026-01-05  CBP  transferred to HHS
            2026-02-01  CBP  corrects what it said
            2026-01-04  CBP  says now: encountered      (learned 2026-02-01)
        """,
            on="2026-03-01",
            expect=None,
        )
