"""One sponsor, several unrelated children."""

from amparo.gaps.many_children_one_sponsor import MANY_CHILDREN_ONE_SPONSOR


class TestOpening:
    """From which day it is open"""

    def test_it_opens_with_the_release_that_made_them_two_and_is_due_after_five_business_days(
        self, gap_test
    ):
        gap_test(
            MANY_CHILDREN_ONE_SPONSOR,
            """
            2026-01-05  ORR   another child released to the same friend
            2026-03-02  ORR   released to a friend at 9 Alder St, TX 00123
        """,
            on="2026-03-02",
            expect="2026-03-02",
            due="2026-03-09",
            reason="2 unrelated children",
            until="2027-03-02",
            wakes="2026-03-10",
        )

    def test_three_are_looked_at_the_next_business_day(self, gap_test):
        gap_test(
            MANY_CHILDREN_ONE_SPONSOR,
            """
            2026-01-05  ORR   another child released to the same friend
            2026-02-05  ORR   another child released to the same friend
            2026-03-02  ORR   released to a friend at 9 Alder St, TX 00123
        """,
            on="2026-03-02",
            expect="2026-03-02",
            due="2026-03-03",
            reason="3 unrelated children",
        )

    def test_one_child_is_one_child(self, gap_test):
        gap_test(
            MANY_CHILDREN_ONE_SPONSOR,
            """
            2026-03-02  ORR   released to a friend at 9 Alder St, TX 00123
        """,
            on="2026-03-02",
            expect=None,
        )

    def test_siblings_are_not_unrelated(self, gap_test):
        gap_test(
            MANY_CHILDREN_ONE_SPONSOR,
            """
            2026-01-05  ORR   a sibling released to the same friend
            2026-03-02  ORR   released to a friend at 9 Alder St, TX 00123
        """,
            on="2026-03-02",
            expect=None,
        )

    def test_who_is_kin_to_the_other_child_is_not_asked(self, gap_test):
        gap_test(
            MANY_CHILDREN_ONE_SPONSOR,
            """
            2026-01-05  ORR   another child released to the same friend, an uncle of that child
            2026-03-02  ORR   released to a friend at 9 Alder St, TX 00123
        """,
            on="2026-03-02",
            expect=None,
        )

    def test_a_release_that_came_later_is_found_of_the_later_child(self, gap_test):
        gap_test(
            MANY_CHILDREN_ONE_SPONSOR,
            """
            2026-03-03  ORR   another child released to the same friend
            2026-03-02  ORR   released to a friend at 9 Alder St, TX 00123
        """,
            on="2026-03-03",
            expect=None,
        )

    def test_releases_more_than_two_years_apart_are_not_taken_together(self, gap_test):
        gap_test(
            MANY_CHILDREN_ONE_SPONSOR,
            """
            2024-03-02  ORR   another child released to the same friend
            2026-03-02  ORR   released to a friend at 9 Alder St, TX 00123
        """,
            on="2026-03-02",
            expect="2026-03-02",
        )
        gap_test(
            MANY_CHILDREN_ONE_SPONSOR,
            """
            2024-03-01  ORR   another child released to the same friend
            2026-03-02  ORR   released to a friend at 9 Alder St, TX 00123
        """,
            on="2026-03-02",
            expect=None,
        )

    def test_it_is_known_when_the_other_release_is_learned(self, gap_test):
        gap_test(
            MANY_CHILDREN_ONE_SPONSOR,
            """
            2026-01-05  ORR   another child released to the same friend    (learned 2026-04-01)
            2026-03-02  ORR   released to a friend at 9 Alder St, TX 00123
        """,
            on="2026-03-31",
            known_at="2026-03-31",
            expect=None,
        )
        gap_test(
            MANY_CHILDREN_ONE_SPONSOR,
            """
            2026-01-05  ORR   another child released to the same friend    (learned 2026-04-01)
            2026-03-02  ORR   released to a friend at 9 Alder St, TX 00123
        """,
            on="2026-03-31",
            known_at="2026-04-01",
            expect="2026-03-02",
        )

    def test_coming_into_care_before_the_release_or_on_its_day_closes_nothing(self, gap_test):
        gap_test(
            MANY_CHILDREN_ONE_SPONSOR,
            """
            2026-01-05  ORR   another child released to the same friend
            2026-02-02  ORR   admitted
            2026-03-02  ORR   released to a friend at 9 Alder St, TX 00123
        """,
            on="2026-03-02",
            expect="2026-03-02",
            until="2027-03-02",
        )
        gap_test(
            MANY_CHILDREN_ONE_SPONSOR,
            """
            2026-01-05  ORR   another child released to the same friend
            2026-03-02  ORR   admitted
            2026-03-02  ORR   released to a friend at 9 Alder St, TX 00123
        """,
            on="2026-03-02",
            expect="2026-03-02",
            until="2027-03-02",
        )


class TestClosing:
    """What closes it"""

    def test_the_childs_return_to_care_closes_it(self, gap_test):
        """The child's return to care closes it."""
        gap_test(
            MANY_CHILDREN_ONE_SPONSOR,
            """
            2026-01-05  ORR   another child released to the same friend
            2026-03-02  ORR   released to a friend at 9 Alder St, TX 00123
            2026-05-05  CBP   encountered
        """,
            on="2026-05-05",
            expect=None,
            until="2026-05-05",
            closed_by="2026-05-05",
        )

    def test_it_expires_after_a_year(self, gap_test):
        gap_test(
            MANY_CHILDREN_ONE_SPONSOR,
            """
            2026-01-05  ORR   another child released to the same friend
            2026-03-02  ORR   released to a friend at 9 Alder St, TX 00123
        """,
            on="2027-03-02",
            expect=None,
            until="2027-03-02",
        )
