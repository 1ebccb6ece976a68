"""A Notice to Appear served and not accepted by the court."""

from amparo.gaps.nta_not_filed import NTA_NOT_FILED


class TestOpening:
    """From which day it is open"""

    def test_it_opens_on_the_day_of_service(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-09  ICE  notice issued
            2026-01-20  ICE  notice served
        """,
            on="2026-01-20",
            expect="2026-01-20",
            until=None,
        )

    def test_a_notice_served_but_not_filed_is_still_a_gap(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-09  ICE  notice issued
            2026-01-20  ICE  notice served
        """,
            on="2027-01-20",
            expect="2026-01-20",
            until=None,
        )

    def test_a_notice_that_was_not_served_is_another_gap(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-09  ICE  notice issued
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_service_without_a_day_counts_from_the_day_it_was_learned(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-09  ICE  notice issued
            no day      ICE  notice served      (learned 2026-02-01)
        """,
            on="2026-03-01",
            expect="2026-02-01",
        )


class TestDue:
    """When it is due"""

    def test_it_is_due_the_day_before_the_booked_hearing(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-09  ICE  notice issued
            2026-01-20  ICE  notice served
            2026-01-20  ICE  first hearing booked for 2026-03-02
        """,
            on="2026-02-01",
            expect="2026-01-20",
            due="2026-03-01",
            wakes="2026-03-02",
        )

    def test_without_a_booked_hearing_it_is_never_due(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-09  ICE  notice issued
            2026-01-20  ICE  notice served
        """,
            on="2026-02-01",
            expect="2026-01-20",
            due=None,
            wakes=None,
        )

    def test_a_hearing_booked_anew_moves_the_day(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-01-20  ICE  first hearing booked for 2026-03-02
            2026-02-10  ICE  says now: first hearing booked for 2026-04-13
        """,
            on="2026-02-15",
            expect="2026-01-20",
            due="2026-04-12",
        )

    def test_before_the_new_hearing_was_learned_the_old_day_held(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-01-20  ICE  first hearing booked for 2026-03-02
            2026-02-10  ICE  says now: first hearing booked for 2026-04-13
        """,
            on="2026-02-01",
            known_at="2026-02-09",
            expect="2026-01-20",
            due="2026-03-01",
        )

    def test_once_it_is_closed_its_day_no_longer_matters(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-01-20  ICE  first hearing booked for 2026-03-02
            2026-02-02  ICE  notice filed, accepted
        """,
            on="2026-02-10",
            expect=None,
            until="2026-02-02",
            wakes=None,
        )


class TestClosing:
    """What closes it, and on which day"""

    def test_a_filing_that_the_court_accepted_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-02  ICE  notice filed, accepted
        """,
            on="2026-02-02",
            expect=None,
            until="2026-02-02",
        )

    def test_the_day_before_the_filing_it_was_still_open(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-02  ICE  notice filed, accepted
        """,
            on="2026-02-01",
            expect="2026-01-20",
            until="2026-02-02",
        )

    def test_a_filing_before_service_leaves_nothing_open(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-15  ICE  notice filed, accepted
            2026-01-20  ICE  notice served
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_an_accepted_filing_without_a_day_closes_it_on_the_day_it_was_learned(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            no day      ICE  notice filed, accepted     (learned 2026-02-11)
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-11",
        )

    def test_withdrawal_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-02  ICE  notice withdrawn
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-02",
        )

    def test_voluntary_departure_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-20  ORR  discharged: Voluntary Departure
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-20",
        )

    def test_repatriation_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-20  ORR  discharged: Repatriated
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-20",
        )

    def test_a_removal_order_carried_out_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-20  ORR  discharged: Ordered Removed
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-20",
        )

    def test_relief_closes_it(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-20  ORR  discharged: Immigration Relief Granted
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-20",
        )


class TestFilings:
    """Rejected, pending and filed again"""

    def test_a_rejected_filing_does_not_close_it(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-02  ICE  notice filed, rejected
        """,
            on="2026-03-01",
            expect="2026-01-20",
        )

    def test_a_pending_filing_does_not_close_it(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-02  ICE  notice filed, pending
        """,
            on="2026-03-01",
            expect="2026-01-20",
        )

    def test_rejected_and_filed_again_closes_on_the_day_it_was_accepted(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-02  ICE  notice filed, rejected
            2026-02-16  ICE  notice filed, accepted
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-16",
        )

    def test_between_the_rejection_and_the_new_filing_it_was_open(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-02  ICE  notice filed, rejected
            2026-02-16  ICE  notice filed, accepted
        """,
            on="2026-02-10",
            expect="2026-01-20",
            until="2026-02-16",
        )

    def test_a_rejection_told_after_an_acceptance_does_not_undo_it(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-02  ICE  notice filed, accepted
            2026-02-16  ICE  notice filed, rejected
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-02",
        )

    def test_accepted_twice_closes_on_the_first_day(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-16  ICE  notice filed, accepted
            2026-02-12  ICE  notice filed, accepted     (learned 2026-02-20)
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-12",
        )

    def test_pending_and_then_accepted_for_the_same_day_closes_on_that_day(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-02  ICE  notice filed, pending
            2026-02-02  ICE  notice filed, accepted     (learned 2026-02-09)
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-02",
        )

    def test_a_correction_that_drops_the_acceptance_opens_it_again(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-02  ICE  notice filed, accepted
            2026-02-20  ICE  corrects what it said
            2026-01-20  ICE  says now: notice served            (learned 2026-02-20)
            2026-02-02  ICE  says now: notice filed, rejected   (learned 2026-02-20)
        """,
            on="2026-03-01",
            expect="2026-01-20",
        )


class TestNotClosing:
    """What does not close it"""

    def test_booking_a_hearing_is_not_filing(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-01-22  ICE  first hearing booked for 2026-02-20
        """,
            on="2026-03-01",
            expect="2026-01-20",
            due="2026-02-19",
        )

    def test_returned_mail_does_not_close_it(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-03  ICE  mail returned with the notice
        """,
            on="2026-03-01",
            expect="2026-01-20",
        )

    def test_release_to_a_sponsor_does_not_close_it(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-20  ORR  released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-03-01",
            expect="2026-01-20",
        )


class TestReissuedAndEpisodes:
    """Issued again, and a child encountered again"""

    def test_filing_the_old_notice_is_not_filing_the_new_one(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-01-25  ICE  notice filed, accepted
            2026-02-02  ICE  notice withdrawn
            2026-02-03  ICE  second notice issued
            2026-02-05  ICE  second notice served
        """,
            on="2026-03-01",
            expect="2026-02-05",
        )

    def test_a_notice_withdrawn_and_its_successor_served_leave_one_gap(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-02  ICE  notice withdrawn
            2026-02-05  ICE  second notice served
        """,
            on="2026-03-01",
            expect="2026-02-05",
        )

    def test_a_departure_after_a_new_encounter_does_not_close_the_earlier_notice(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2025-03-01  CBP  encountered
            2025-03-10  ICE  notice served
            2026-01-03  CBP  encountered
            2026-02-20  ORR  discharged: Repatriated
        """,
            on="2026-03-01",
            expect="2025-03-10",
        )


class TestKnowledge:
    """What was known then"""

    def test_before_the_filing_was_learned_it_was_open_as_far_as_we_knew(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-02  ICE  notice filed, accepted     (learned 2026-02-20)
        """,
            on="2026-02-10",
            known_at="2026-02-19",
            expect="2026-01-20",
            until=None,
        )

    def test_once_it_was_learned_it_had_been_closed_since_the_filing(self, gap_test):
        gap_test(
            NTA_NOT_FILED,
            """
            2026-01-20  ICE  notice served
            2026-02-02  ICE  notice filed, accepted     (learned 2026-02-20)
        """,
            on="2026-02-10",
            known_at="2026-02-20",
            expect=None,
            until="2026-02-02",
        )
