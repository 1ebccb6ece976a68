"""A release address that cannot be used."""

from amparo.gaps.address_unusable import ADDRESS_UNUSABLE


class TestBlank:
    """No address was told"""

    def test_a_release_without_an_address_opens_it_on_the_day_of_the_release(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-01-06  ORR  admitted
            2026-02-02  ORR  released to Rosa with no address
        """,
            on="2026-02-02",
            expect="2026-02-02",
            until=None,
            reason="blank",
        )

    def test_the_day_before_the_release_it_is_not_open(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-01-06  ORR  admitted
            2026-02-02  ORR  released to Rosa with no address
        """,
            on="2026-02-01",
            expect=None,
            wakes="2026-02-02",
        )

    def test_a_release_without_a_day_counts_from_the_day_it_was_learned(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            no day      ORR  released to Rosa with no address   (learned 2026-02-04)
        """,
            on="2026-03-01",
            expect="2026-02-04",
            reason="blank",
        )

    def test_a_child_who_left_otherwise_owes_nobody_an_address(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-01-06  ORR  admitted
            2026-02-02  ORR  discharged: Repatriated
        """,
            on="2026-03-01",
            expect=None,
        )


class TestUndeliverable:
    """An address to which no letter can go"""

    def test_a_placeholder_is_undeliverable(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa at UNKNOWN, TX 00123
        """,
            on="2026-03-01",
            expect="2026-02-02",
            reason="undeliverable",
        )

    def test_a_street_without_a_number_is_undeliverable(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa at Alder St, TX 00123
        """,
            on="2026-03-01",
            expect="2026-02-02",
            reason="undeliverable",
        )

    def test_an_address_without_a_postal_code_is_undeliverable(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa at 9 Alder St, TX
        """,
            on="2026-03-01",
            expect="2026-02-02",
            reason="undeliverable",
        )

    def test_a_postal_code_of_one_repeated_figure_is_undeliverable(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa at 9 Alder St, TX 99999
        """,
            on="2026-03-01",
            expect="2026-02-02",
            reason="undeliverable",
        )

    def test_a_whole_address_is_usable(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-03-01",
            expect=None,
        )


class TestIncomplete:
    """An apartment number is missing"""

    def test_two_other_children_with_units_there_are_not_enough(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-01-10  ORR  another child at 9 Alder St, unit 1, TX 00123
            2026-01-12  ORR  another child at 9 Alder St, unit 2, TX 00123
            2026-02-02  ORR  released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_three_other_children_with_units_there_make_it_incomplete(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-01-10  ORR  another child at 9 Alder St, unit 1, TX 00123
            2026-01-12  ORR  another child at 9 Alder St, unit 2, TX 00123
            2026-01-14  ORR  another child at 9 Alder St, unit 3, TX 00123
            2026-02-02  ORR  released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-03-01",
            expect="2026-02-02",
            reason="incomplete",
        )

    def test_it_is_known_only_once_the_third_is_known(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-01-10  ORR  another child at 9 Alder St, unit 1, TX 00123
            2026-01-12  ORR  another child at 9 Alder St, unit 2, TX 00123
            2026-02-02  ORR  released to Rosa at 9 Alder St, TX 00123
            2026-02-20  ORR  another child at 9 Alder St, unit 3, TX 00123
        """,
            on="2026-02-19",
            known_at="2026-02-19",
            expect=None,
        )

    def test_once_the_third_is_known_it_was_open_since_the_address_was_told(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-01-10  ORR  another child at 9 Alder St, unit 1, TX 00123
            2026-01-12  ORR  another child at 9 Alder St, unit 2, TX 00123
            2026-02-02  ORR  released to Rosa at 9 Alder St, TX 00123
            2026-02-20  ORR  another child at 9 Alder St, unit 3, TX 00123
        """,
            on="2026-02-19",
            known_at="2026-02-20",
            expect="2026-02-02",
            reason="incomplete",
        )

    def test_an_address_with_a_unit_is_complete(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-01-10  ORR  another child at 9 Alder St, unit 1, TX 00123
            2026-01-12  ORR  another child at 9 Alder St, unit 2, TX 00123
            2026-01-14  ORR  another child at 9 Alder St, unit 3, TX 00123
            2026-02-02  ORR  released to Rosa at 9 Alder St, unit 4, TX 00123
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_units_at_another_building_say_nothing_of_this_one(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-01-10  ORR  another child at 11 Alder St, unit 1, TX 00123
            2026-01-12  ORR  another child at 11 Alder St, unit 2, TX 00123
            2026-01-14  ORR  another child at 11 Alder St, unit 3, TX 00123
            2026-02-02  ORR  released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_other_children_without_units_there_say_nothing(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-01-10  ORR  another child at 9 Alder St, unit 1, TX 00123
            2026-01-12  ORR  another child at 9 Alder St, unit 2, TX 00123
            2026-01-14  ORR  another child at 9 Alder St, TX 00123
            2026-02-02  ORR  released to Rosa at 9 Alder St, TX 00123
        """,
            on="2026-03-01",
            expect=None,
        )


class TestDue:
    """When it is due"""

    def test_it_is_due_after_five_business_days(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa with no address
        """,
            on="2026-02-03",
            expect="2026-02-02",
            due="2026-02-09",
            wakes="2026-02-10",
        )

    def test_a_federal_holiday_does_not_count(self, gap_test):
        """Washington's birthday, Monday 16 February 2026, is stepped over."""
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-11  ORR  released to Rosa with no address
        """,
            on="2026-02-12",
            expect="2026-02-11",
            due="2026-02-19",
        )

    def test_another_unusable_address_does_not_give_more_time(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa with no address
            2026-02-06  ORR  address now UNKNOWN, TX 00123
        """,
            on="2026-02-20",
            expect="2026-02-02",
            due="2026-02-09",
            reason="blank",
        )


class TestClosing:
    """What closes it, and on which day"""

    def test_a_usable_address_closes_it_on_the_day_it_was_learned(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa with no address
            2026-02-12  ORR  address now 9 Alder St, TX 00123
        """,
            on="2026-02-12",
            expect=None,
            until="2026-02-12",
        )

    def test_the_day_before_the_usable_address_it_was_open(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa with no address
            2026-02-12  ORR  address now 9 Alder St, TX 00123
        """,
            on="2026-02-11",
            expect="2026-02-02",
            until="2026-02-12",
        )

    def test_a_unit_closes_an_incomplete_one(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-01-10  ORR  another child at 9 Alder St, unit 1, TX 00123
            2026-01-12  ORR  another child at 9 Alder St, unit 2, TX 00123
            2026-01-14  ORR  another child at 9 Alder St, unit 3, TX 00123
            2026-02-02  ORR  released to Rosa at 9 Alder St, TX 00123
            2026-02-12  ORR  address now 9 Alder St, unit 4, TX 00123
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-12",
        )

    def test_a_new_admission_closes_it(self, gap_test):
        """A new admission closes it: the child no longer lives at the address."""
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-01-06  ORR  admitted
            2026-02-02  ORR  released to Rosa with no address
            2026-02-12  ORR  admitted
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-12",
        )

    def test_a_new_encounter_closes_it(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-01-03  CBP  encountered
            2026-02-02  ORR  released to Rosa with no address
            2026-02-12  CBP  encountered
        """,
            on="2026-03-01",
            expect=None,
            until="2026-02-12",
        )

    def test_an_encounter_on_the_day_of_the_release_does_not_close_it(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  CBP  encountered
            2026-02-02  ORR  released to Rosa with no address
        """,
            on="2026-03-01",
            expect="2026-02-02",
        )

    def test_a_notice_served_does_not_close_it(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa with no address
            2026-02-10  ICE  notice served
        """,
            on="2026-03-01",
            expect="2026-02-02",
        )


class TestChanges:
    """An address that changes"""

    def test_a_usable_address_replaced_by_an_unusable_one_opens_it_when_learned(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa at 9 Alder St, TX 00123
            2026-02-12  ORR  address now UNKNOWN, TX 00123
        """,
            on="2026-03-01",
            expect="2026-02-12",
            reason="undeliverable",
        )

    def test_unusable_again_after_a_usable_one_is_a_new_finding(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa with no address
            2026-02-12  ORR  address now 9 Alder St, TX 00123
            2026-02-20  ORR  address now UNKNOWN, TX 00123
        """,
            on="2026-03-01",
            expect="2026-02-20",
            due="2026-02-27",
            reason="undeliverable",
        )

    def test_the_same_row_with_another_change_is_no_new_address(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-01-06  ORR  admitted
            2026-02-02  ORR  released to Rosa with no address
            2026-01-05  ORR  says now: admitted         (learned 2026-02-12)
        """,
            on="2026-03-01",
            expect="2026-02-02",
            until=None,
        )

    def test_a_release_day_told_anew_moves_the_first_address_with_it(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa with no address
            2026-02-01  ORR  says now: released to Rosa with no address   (learned 2026-02-12)
        """,
            on="2026-03-01",
            expect="2026-02-01",
        )

    def test_no_address_is_owed_before_the_release_whatever_was_told_before(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-01  ORR  released to Rosa with no address
            2026-02-05  ORR  address now UNKNOWN, TX 00123
            2026-02-09  ORR  says now: released to Rosa at UNKNOWN, TX 00123  (learned 2026-02-12)
        """,
            on="2026-02-07",
            expect=None,
        )

    def test_a_discharge_that_was_no_release_after_all_takes_it_back(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa with no address
            2026-02-02  ORR  says now: discharged: Repatriated      (learned 2026-02-12)
        """,
            on="2026-03-01",
            expect=None,
        )

    def test_a_correction_makes_its_address_the_first(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa with no address
            2026-02-12  ORR  corrects what it said
            2026-02-02  ORR  says now: released to Rosa at 9 Elm St, TX 00123  (learned 2026-02-12)
        """,
            on="2026-02-05",
            expect=None,
        )

    def test_two_stays_are_two_findings(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-01-06  ORR  admitted
            2026-02-02  ORR  released to Rosa with no address
            2026-02-12  ORR  admitted
            2026-02-20  ORR  released to Rosa at UNKNOWN, TX 00123
        """,
            on="2026-03-01",
            expect="2026-02-20",
            reason="undeliverable",
        )


class TestWhatThePostSays:
    """The post itself says so, in codes that the agency bought"""

    def test_a_missing_unit_that_the_post_confirms_needs_no_other_records(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa at 9 Alder St, TX 00123, says the post: D
        """,
            on="2026-03-01",
            expect="2026-02-02",
            reason="incomplete",
        )

    def test_a_unit_that_the_post_does_not_know_is_incomplete(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa at 9 Alder St, unit 4B, TX 00123, says the post: S
        """,
            on="2026-03-01",
            expect="2026-02-02",
            reason="incomplete",
        )

    def test_a_house_that_the_post_does_not_know_is_undeliverable(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa at 9 Alder St, TX 00123, says the post: N
        """,
            on="2026-03-01",
            expect="2026-02-02",
            reason="undeliverable",
        )

    def test_a_whole_address_that_the_post_confirms_lacks_no_unit_whatever_others_show(
        self, gap_test
    ):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-01-05  ORR  another child at 9 Alder St, unit 1A, TX 00123
            2026-01-06  ORR  another child at 9 Alder St, unit 2B, TX 00123
            2026-01-07  ORR  another child at 9 Alder St, unit 3C, TX 00123
            2026-02-02  ORR  released to Rosa at 9 Alder St, TX 00123, says the post: Y
        """,
            on="2026-03-01",
            expect=None,
        )


class TestKnowledge:
    """What was known then"""

    def test_before_the_usable_address_was_learned_it_was_open(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-02-02  ORR  released to Rosa with no address
            2026-02-12  ORR  address now 9 Alder St, TX 00123
        """,
            on="2026-02-11",
            known_at="2026-02-11",
            expect="2026-02-02",
            until=None,
        )

    def test_the_release_is_not_known_before_it_is_learned(self, gap_test):
        gap_test(
            ADDRESS_UNUSABLE,
            """
            2026-01-06  ORR  admitted
            2026-02-02  ORR  released to Rosa with no address       (learned 2026-02-05)
        """,
            on="2026-02-04",
            known_at="2026-02-04",
            expect=None,
        )
