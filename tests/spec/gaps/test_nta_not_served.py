"""A Notice to Appear issued and not served."""

from amparo.gaps.nta_not_served import NTA_NOT_SERVED


class TestOpening:
    """From which day it is open"""

    def test_it_opens_on_the_day_the_notice_was_issued(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-01-09  ICE  notice issued
        """,
            on="2026-01-09",
            expect="2026-01-09",
            until=None,
        )

    def test_without_a_notice_there_is_nothing_to_serve(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-05  CBP  transferred to HHS
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_a_decision_not_to_issue_leaves_nothing_to_serve(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-05  CBP  transferred to HHS
            2026-01-09  ICE  decided not to issue a notice
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_a_notice_issued_without_a_day_counts_from_the_day_it_was_learned(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            no day      ICE  notice issued      (learned 2026-02-01)
        """,
            on="2026-03-01",
            expect="2026-02-01",
        )

    def test_each_notice_is_owed_its_own_service(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-02-09  ICE  second notice issued
        """,
            on="2026-03-01",
            expect=("2026-01-09", "2026-02-09"),
        )


class TestNoDueDate:
    """It has no due date and never becomes late"""

    def test_years_later_it_is_still_only_open(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2020-01-09  ICE  notice issued
        """,
            on="2026-03-01",
            expect="2020-01-09",
            due=None,
            wakes=None,
        )

    def test_a_booked_hearing_does_not_give_it_one(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-01-09  ICE  first hearing booked for 2026-02-20
        """,
            on="2026-03-01",
            expect="2026-01-09",
            due=None,
        )


class TestClosing:
    """What closes it, and on which day"""

    def test_service_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-01-20  ICE  notice served
        """,
            on="2026-01-20",
            expect=None,
            until="2026-01-20",
        )

    def test_the_day_before_service_it_was_still_open(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-01-20  ICE  notice served
        """,
            on="2026-01-19",
            expect="2026-01-09",
            until="2026-01-20",
            wakes="2026-01-20",
        )

    def test_service_on_the_day_of_issue_never_opens_it(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-01-09  ICE  notice served
        """,
            on="2026-01-09",
            expect=None,
        )

    def test_withdrawal_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-02-02  ICE  notice withdrawn
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-02",
        )

    def test_service_without_a_day_closes_it_on_the_day_it_was_learned(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            no day      ICE  notice served      (learned 2026-02-01)
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-01",
        )

    def test_departure_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-02-20  ORR  discharged: Voluntary Departure
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-20",
        )

    def test_repatriation_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-02-20  ORR  discharged: Repatriated
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-20",
        )

    def test_a_removal_order_carried_out_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-02-20  ORR  discharged: Ordered Removed
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-20",
        )

    def test_relief_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-02-20  ORR  discharged: Immigration Relief Granted
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-20",
        )


class TestNotClosing:
    """What does not close it"""

    def test_filing_with_the_court_is_not_service(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-01-20  ICE  notice filed, accepted
        """,
            on="2026-03-01",
            expect="2026-01-09",
        )

    def test_release_to_a_sponsor_does_not_close_it(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-02-20  ORR  released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-03-01",
            expect="2026-01-09",
        )

    def test_turning_eighteen_in_care_does_not_close_it(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-02-20  ORR  discharged: Age Out
        """,
            on="2026-03-01",
            expect="2026-01-09",
        )


class TestReturnedMail:
    """The mailed notice comes back"""

    def test_returned_mail_does_not_undo_service(self, gap_test):
        """Returned mail does not undo service: whether it was good is for the court."""
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-01-20  ICE  notice served
            2026-02-03  ICE  mail returned with the notice
        """,
            on="2026-03-01",
            expect=None,
            until="2026-01-20",
        )

    def test_returned_mail_alone_is_not_service(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-02-03  ICE  mail returned with the notice
        """,
            on="2026-03-01",
            expect="2026-01-09",
        )


class TestReissued:
    """Withdrawn and issued again"""

    def test_the_new_notice_is_owed_service_from_its_own_day(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-02-02  ICE  notice withdrawn
            2026-02-03  ICE  second notice issued
        """,
            on="2026-03-01",
            expect="2026-02-03",
        )

    def test_service_of_the_old_notice_is_not_service_of_the_new_one(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-01-20  ICE  notice served
            2026-02-02  ICE  notice withdrawn
            2026-02-03  ICE  second notice issued
        """,
            on="2026-03-01",
            expect="2026-02-03",
        )

    def test_service_of_the_new_notice_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-02-02  ICE  notice withdrawn
            2026-02-03  ICE  second notice issued
            2026-02-10  ICE  second notice served
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-10",
        )


class TestEpisodes:
    """A child encountered again"""

    def test_a_departure_after_a_new_encounter_does_not_close_the_earlier_notice(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2025-03-01  CBP  encountered
            2025-03-10  ICE  notice issued
            2026-01-03  CBP  encountered
            2026-02-20  ORR  discharged: Repatriated
        """,
            on="2026-03-01",
            expect="2025-03-10",
        )

    def test_a_departure_before_the_notice_was_issued_leaves_nothing_to_serve(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-03  CBP  encountered
            2026-01-20  ORR  discharged: Repatriated
            2026-01-25  ICE  notice issued
        """,
            on="2026-03-01",
            expect=None,
        )


class TestKnowledge:
    """What was known then, and corrections"""

    def test_before_service_was_learned_it_was_open_as_far_as_we_knew(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-01-20  ICE  notice served      (learned 2026-02-05)
        """,
            on="2026-01-25",
            known_at="2026-02-04",
            expect="2026-01-09",
            until=None,
        )

    def test_on_the_day_service_was_learned_it_had_been_closed(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-01-20  ICE  notice served      (learned 2026-02-05)
        """,
            on="2026-01-25",
            known_at="2026-02-05",
            expect=None,
            until="2026-01-20",
        )

    def test_a_correction_that_takes_service_back_opens_it_again(self, gap_test):
        gap_test(
            NTA_NOT_SERVED,
            """
            2026-01-09  ICE  notice issued
            2026-01-20  ICE  notice served
            2026-02-05  ICE  corrects what it said
            2026-01-09  ICE  says now: notice issued        (learned 2026-02-05)
        """,
            on="2026-03-01",
            expect="2026-01-09",
        )
