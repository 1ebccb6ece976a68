"""Each gap of a feed opens on the day it should, and closes when it should."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.gaps import GAPS
from amparo.gaps.feeds import (
    FEED_GAPS,
    Collision,
    Crowd,
    Flags,
    HeldFile,
    Month,
    find,
)
from amparo.words.agencies import Role

from .feed_days import came, daily, day, days, feed, found

every_gap = pytest.mark.parametrize("gap", FEED_GAPS.values(), ids=FEED_GAPS.keys())


class TestLate:
    """Nothing has come for longer than cadence and allowance together."""

    def test_a_feed_is_late_on_the_day_after_the_last_day_allowed(self):
        held = feed(came("2024-03-02", covers_to=day("2024-03-01")))
        assert days("feed-late", held) == {"2024-03-02 1": ("2024-03-06", None)}

    def test_a_delivery_in_time_makes_nothing_late(self):
        held = feed(*daily(1, 1, 1))
        assert list(days("feed-late", held)) == ["2024-03-03 3"]

    def test_what_comes_after_that_day_closes_it(self):
        held = feed(came("2024-03-02"), came("2024-03-09", sequence=2))
        assert days("feed-late", held)["2024-03-02 1"] == ("2024-03-06", "2024-03-09")

    def test_a_file_sent_again_brings_nothing_up_to_date(self):
        again = came("2024-03-04", sequence=2, mode="resend", covers_to=day("2024-03-01"))
        held = feed(came("2024-03-02"), again)
        assert days("feed-late", held) == {"2024-03-02 1": ("2024-03-06", None)}

    def test_a_delivery_of_days_long_past_is_late_from_the_day_it_came(self):
        held = feed(came("2024-03-20", covers_to=day("2024-03-01")))
        assert days("feed-late", held) == {"2024-03-20 1": ("2024-03-20", None)}

    def test_each_sender_of_a_feed_is_judged_alone(self):
        other = came("2024-03-05", sequence=2, sender="ICE")
        held = feed(came("2024-03-02"), other)
        assert days("feed-late", held) == {
            "2024-03-02 1": ("2024-03-06", None),
            "2024-03-05 2": ("2024-03-09", None),
        }
        assert {one.agency for one in found("feed-late", held)} == {"CBP", "ICE"}

    def test_a_sender_that_says_how_often_it_sends_is_held_to_that(self):
        held = feed(came("2024-03-02", cadence_days=31))
        assert days("feed-late", held) == {"2024-03-02 1": ("2024-04-05", None)}

    def test_a_feed_of_which_nothing_ever_came_is_not_called_late(self):
        assert days("feed-late", feed()) == {}


class TestSkippedNumber:
    """A delivery's number between two that came."""

    def test_a_skipped_number_is_seen_on_the_day_a_later_one_comes(self):
        held = feed(came("2024-03-02", sequence=1), came("2024-03-05", sequence=3))
        assert days("delivery-missing", held) == {"referrals 2": ("2024-03-05", None)}

    def test_it_is_closed_by_the_delivery_itself_however_late(self):
        held = feed(
            came("2024-03-02", sequence=1),
            came("2024-03-05", sequence=3),
            came("2024-06-01", sequence=2),
        )
        assert days("delivery-missing", held) == {"referrals 2": ("2024-03-05", "2024-06-01")}

    def test_numbers_in_order_leave_nothing_out(self):
        assert days("delivery-missing", feed(*daily(1, 1, 1, 1))) == {}

    def test_nobody_asks_for_numbers_before_the_first_that_came(self):
        held = feed(came("2024-03-02", sequence=7), came("2024-03-03", sequence=8))
        assert days("delivery-missing", held) == {}

    def test_two_that_came_on_one_day_in_the_wrong_order_are_no_hole(self):
        held = feed(*(came("2024-03-02", sequence=number) for number in (1, 3, 2)))
        assert days("delivery-missing", held) == {}

    def test_each_skipped_number_is_found_by_itself(self):
        held = feed(came("2024-03-02", sequence=1), came("2024-03-05", sequence=4))
        assert list(days("delivery-missing", held)) == ["referrals 2", "referrals 3"]

    def test_who_numbers_anew_from_a_million_makes_one_finding_not_a_million(self):
        held = feed(came("2024-03-02", sequence=1), came("2024-03-05", sequence=1_000_000))
        assert list(days("delivery-missing", held)) == ["referrals 2-999999"]

    @given(st.lists(st.integers(0, 40), min_size=1, max_size=12))
    def test_the_open_holes_are_the_numbers_between_that_never_came(self, numbers):
        start = date(2024, 3, 1)
        arrivals = [
            came(str(start + timedelta(days=at)), sequence=number)
            for at, number in enumerate(numbers)
        ]
        between = set(range(min(numbers), max(numbers))) - set(numbers)
        still = [one for one in found("delivery-missing", feed(*arrivals)) if one.until is None]
        assert {number for one in still for number in _numbers(one.anchor)} == between


def _numbers(anchor: str) -> range:
    first, _, last = anchor.split()[1].partition("-")
    return range(int(first), int(last or first) + 1)


class TestDrift:
    """Far more or far fewer rows than usual."""

    def test_less_than_half_the_median_is_drift(self):
        held = feed(*daily(1_000, 1_000, 1_000, 499))
        assert days("rows-drifted", held) == {"2024-03-04 4": ("2024-03-04", None)}

    def test_more_than_twice_the_median_is_drift(self):
        assert days("rows-drifted", feed(*daily(1_000, 1_000, 1_000, 2_001)))

    def test_half_and_twice_are_let_pass(self):
        assert days("rows-drifted", feed(*daily(1_000, 1_000, 1_000, 500, 1_000, 2_000))) == {}

    def test_the_next_one_as_usual_closes_it(self):
        held = feed(*daily(1_000, 1_000, 1_000, 10, 20, 1_100))
        assert days("rows-drifted", held) == {
            "2024-03-04 4": ("2024-03-04", "2024-03-06"),
            "2024-03-05 5": ("2024-03-05", "2024-03-06"),
        }

    def test_two_before_are_too_few_to_tell(self):
        assert days("rows-drifted", feed(*daily(1_000, 1_000, 10))) == {}

    def test_a_table_of_a_hundred_rows_is_too_small_to_tell(self):
        assert days("rows-drifted", feed(*daily(100, 100, 100, 10))) == {}

    def test_only_the_six_before_count(self):
        assert days("rows-drifted", feed(*daily(*[150] * 3, *[1_000] * 6, 400)))
        assert days("rows-drifted", feed(*daily(*[150] * 6, *[1_000] * 6, 500)))[
            "2024-03-07 7"
        ] == ("2024-03-07", "2024-03-10")

    @pytest.mark.parametrize("mode", ["correction", "resend"])
    def test_a_correction_or_a_file_sent_again_may_be_as_small_as_it_is(self, mode):
        assert days("rows-drifted", feed(*daily(1_000, 1_000, 1_000, 3, mode=mode))) == {}

    def test_a_whole_table_is_not_held_against_changes_nor_one_sender_against_another(self):
        usual = daily(1_000, 1_000, 1_000)
        whole = came("2024-03-04", 90_000, sequence=4, mode="snapshot")
        other = came("2024-03-05", 3, sequence=5, sender="USCIS")
        assert days("rows-drifted", feed(*usual, whole, other)) == {}

    def test_each_table_is_held_against_itself(self):
        arrivals = [
            came(f"2024-03-0{at}", sequence=at, files=_tables(case=1_000, motion=motions))
            for at, motions in enumerate((200, 210, 190, 20), start=1)
        ]
        assert list(days("rows-drifted", feed(*arrivals))) == ["2024-03-04 4 motion"]

    def test_it_says_how_many_rows_there_are_and_how_many_are_usual(self):
        (one,) = found("rows-drifted", feed(*daily(1_000, 1_200, 1_100, 12)))
        assert "holds 12 rows; the median before is 1,100" in one.facts[0]


def _tables(**rows):
    return tuple(
        HeldFile(table=table, digest=f"{table} {count}", rows=count)
        for table, count in rows.items()
    )


class TestTotals:
    """Two counts of one thing."""

    def test_a_count_file_that_says_otherwise_is_found_with_both_numbers(self):
        file = HeldFile(digest="a", rows=90, counted=100)
        (one,) = found("totals-do-not-reconcile", feed(came("2024-03-02", files=(file,))))
        assert (one.anchor, one.since, one.until) == ("2024-03-02 1", day("2024-03-02"), None)
        assert "holds 90 rows; its Count file says 100" in one.facts[0]

    def test_a_count_file_that_agrees_or_none_at_all_is_no_gap(self):
        files = (HeldFile(digest="a", rows=90, counted=90), HeldFile(digest="b", rows=3))
        assert found("totals-do-not-reconcile", feed(came("2024-03-02", files=files))) == []

    @pytest.mark.parametrize(
        ("published", "told", "differs"),
        [(1_000, 900, False), (1_000, 899, True), (1_000, 1_101, True), (30, 10, False)],
    )
    def test_a_month_may_differ_by_a_tenth_or_by_twenty(self, published, told, differs):
        assert bool(found("totals-do-not-reconcile", feed(months=(_march(published, told),)))) is (
            differs
        )

    def test_a_month_that_differs_is_found_since_its_last_count_was_known(self):
        held = feed(months=(_march(1_000, 10),))
        assert days("totals-do-not-reconcile", held) == {"referrals 2024-03": ("2024-04-03", None)}


def _march(published: int, told: int) -> Month:
    return Month(
        month=day("2024-03-01"),
        days=26,
        published=published,
        told=told,
        known_on=day("2024-04-03"),
    )


class TestCollision:
    """One key twice in a file."""

    def test_a_collision_hangs_on_the_first_delivery_of_its_file(self):
        twice = Collision(digest="2024-03-02 1 0", keys=2, lines=(4, 9, 11, 30))
        held = feed(came("2024-03-02", 40), collisions=(twice,))
        assert days("keys-collide", held) == {"2024-03-02 1": ("2024-03-02", None)}

    def test_it_is_closed_when_each_key_was_told_once(self):
        mended = Collision(
            digest="2024-03-02 1 0", keys=1, lines=(4, 9), mended_on=day("2024-03-05")
        )
        held = feed(came("2024-03-02", 40), collisions=(mended,))
        assert days("keys-collide", held)["2024-03-02 1"][1] == "2024-03-05"

    def test_it_names_lines_and_no_more_than_a_dozen(self):
        many = Collision(digest="2024-03-02 1 0", keys=40, lines=tuple(range(2, 82)))
        (one,) = found("keys-collide", feed(came("2024-03-02", 90), collisions=(many,)))
        assert "(lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and others)" in one.facts[0]


class TestSameContent:
    """A file that had come before."""

    def test_the_same_file_under_another_name_is_found(self):
        held = feed(came("2024-03-02", 9), _again("2024-03-03"))
        assert days("same-content-other-name", held) == {"2024-03-03 2": ("2024-03-03", None)}

    def test_what_came_before_on_the_same_day_does_not_close_it(self):
        held = feed(came("2024-03-02", 9), _again("2024-03-02", covers_to=day("2024-03-01")))
        assert days("same-content-other-name", held) == {"2024-03-02 2": ("2024-03-02", None)}

    def test_a_file_sent_again_that_says_so_is_not(self):
        resent = _again("2024-03-03", mode="resend", covers_to=day("2024-03-01"))
        assert days("same-content-other-name", feed(came("2024-03-02", 9), resent)) == {}

    def test_a_file_sent_again_for_other_days_is(self):
        resent = _again("2024-03-03", mode="resend", covers_to=day("2024-03-02"))
        assert days("same-content-other-name", feed(came("2024-03-02", 9), resent))

    def test_two_files_without_rows_are_equal_and_that_tells_nothing(self):
        again = _again("2024-03-03", files=(HeldFile(digest="2024-03-02 1 0", rows=0),))
        assert days("same-content-other-name", feed(came("2024-03-02", 0), again)) == {}

    def test_a_small_whole_table_may_not_have_changed(self):
        arrivals = (
            came("2024-03-02", 100, mode="snapshot"),
            _again("2024-04-02", mode="snapshot", rows=100),
        )
        assert days("same-content-other-name", feed(*arrivals, releases=True)) == {}
        assert days("same-content-other-name", feed(*arrivals, releases=False))

    def test_other_content_for_the_same_days_closes_it(self):
        covers = {"covers_from": day("2024-03-02"), "covers_to": day("2024-03-02")}
        held = feed(
            came("2024-03-02", 9),
            _again("2024-03-03", **covers),
            came("2024-03-04", 9, sequence=3, covers_from=day("2024-03-03")),
            came("2024-03-07", 9, sequence=4, mode="correction", **covers),
        )
        assert days("same-content-other-name", held)["2024-03-03 2"][1] == "2024-03-07"


def _again(on, *, rows=9, **said):
    files = said.pop("files", (HeldFile(digest="2024-03-02 1 0", rows=rows),))
    return came(on, sequence=2, files=files, **said)


class TestVanished:
    """A release leaves rows out."""

    def test_each_table_that_leaves_rows_out_is_found_with_their_number(self):
        file = HeldFile(table="hearing", digest="a", rows=900, vanished=1_507)
        (one,) = found("rows-vanished", feed(came("2024-03-02", files=(file,)), releases=True))
        assert one.anchor == "2024-03-02 1 hearing"
        assert "leaves out 1,507 rows" in one.facts[0]

    def test_it_is_closed_when_every_row_was_told_again(self):
        file = HeldFile(digest="a", rows=9, vanished=2, told_again_on=day("2024-05-02"))
        held = feed(came("2024-03-02", files=(file,)), releases=True)
        assert days("rows-vanished", held) == {"2024-03-02 1": ("2024-03-02", "2024-05-02")}

    def test_a_release_that_leaves_nothing_out_is_no_gap(self):
        assert found("rows-vanished", feed(came("2024-03-02", 900), releases=True)) == []

    def test_the_same_release_under_another_name_leaves_nothing_out_anew(self):
        files = (HeldFile(table="hearing", digest="a", rows=900, vanished=7),)
        twice = (came("2024-03-02", files=files), came("2024-03-03", sequence=2, files=files))
        assert list(days("rows-vanished", feed(*twice))) == ["2024-03-02 1 hearing"]


class TestTable:
    """A release comes without one of its tables."""

    TABLES = ("case", "hearing")

    def test_it_is_open_from_the_release_without_it_to_the_next_one_that_has_it(self):
        held = self._held(("2024-03-02", "case hearing"), ("2024-04-02", "case"))
        assert days("table-missing", held) == {"2024-04-02 2 hearing": ("2024-04-02", None)}
        (one,) = found("table-missing", held)
        assert "no file of hearing" in one.facts[0]
        assert one.facts[1].startswith("None has come since. What was told of the table before")
        later = self._held(
            ("2024-03-02", "case hearing"), ("2024-04-02", "case"), ("2024-05-02", "case hearing")
        )
        assert days("table-missing", later) == {
            "2024-04-02 2 hearing": ("2024-04-02", "2024-05-02")
        }
        assert found("table-missing", later)[0].facts[1].startswith("A whole one came on 2024-05")

    def test_the_first_release_is_asked_for_all_of_them_too(self):
        held = self._held(("2024-03-02", "case"))
        assert list(days("table-missing", held)) == ["2024-03-02 1 hearing"]

    def test_while_it_is_missing_later_releases_without_it_are_the_same_finding(self):
        held = self._held(
            ("2024-03-02", "case"), ("2024-04-02", "case"), ("2024-05-02", "case hearing")
        )
        assert days("table-missing", held) == {"2024-03-02 1 hearing": ("2024-03-02", "2024-05-02")}

    def test_missing_again_it_is_another(self):
        held = self._held(
            ("2024-03-02", "case"), ("2024-04-02", "case hearing"), ("2024-05-02", "case")
        )
        assert list(days("table-missing", held)) == ["2024-03-02 1 hearing", "2024-05-02 3 hearing"]

    def test_the_same_release_sent_again_may_bring_it_alone_and_changes_or_earlier_ones_do_not(
        self,
    ):
        covers = {"covers_to": day("2024-03-01")}
        brought = self._held(("2024-03-02", "case"))
        for mode, until in (("resend", "2024-03-05"), ("delta", None), ("correction", None)):
            again = self._came("2024-03-05", "hearing", sequence=2, mode=mode, **covers)
            held = feed(*brought.arrivals, again, tables=self.TABLES)
            assert days("table-missing", held)["2024-03-02 1 hearing"][1] == until
        older = self._came("2024-03-05", "hearing", sequence=2, covers_to=day("2024-02-01"))
        held = feed(*brought.arrivals, older, tables=self.TABLES)
        assert days("table-missing", held)["2024-03-02 1 hearing"][1] is None

    def test_a_release_that_comes_late_wants_nothing_that_a_later_one_brought(self):
        late = self._came("2024-04-05", "case", sequence=2, covers_to=day("2024-03-01"))
        held = feed(self._came("2024-04-02", "case hearing"), late, tables=self.TABLES)
        assert days("table-missing", held) == {}

    def test_what_is_sent_again_or_tells_no_further_need_not_bring_what_is_here(self):
        whole = self._came("2024-04-02", "case hearing")
        for mode, covers in (("resend", "2024-04-03"), ("snapshot", "2024-04-01")):
            said = {"mode": mode, "covers_to": day(covers)}
            held = feed(
                whole, self._came("2024-04-05", "case", sequence=2, **said), tables=self.TABLES
            )
            assert days("table-missing", held) == {}

    def test_changes_need_not_tell_of_every_table_and_no_sender_brings_another_s(self):
        assert days("table-missing", self._held(("2024-03-02", "case"), mode="delta")) == {}
        other = self._came("2024-04-02", "case hearing", sequence=2, sender="ICE")
        held = feed(self._came("2024-03-02", "case"), other, tables=self.TABLES)
        assert days("table-missing", held) == {"2024-03-02 1 hearing": ("2024-03-02", None)}

    def test_a_feed_of_one_table_lacks_none(self):
        assert days("table-missing", feed(came("2024-03-02", 9, mode="snapshot"))) == {}

    def _held(self, *sent, mode="snapshot"):
        arrivals = [
            self._came(on, tables, sequence=place, mode=mode)
            for place, (on, tables) in enumerate(sent, start=1)
        ]
        return feed(*arrivals, tables=self.TABLES)

    @staticmethod
    def _came(on, tables, *, mode="snapshot", **said):
        files = tuple(HeldFile(table=one, digest=f"{on} {one}", rows=9) for one in tables.split())
        return came(on, files=files, mode=mode, **said)


class TestCrowd:
    """A number stands on too many records."""

    def test_the_file_is_told_with_its_lines_from_the_day_on_which_they_became_too_many(self):
        (one,) = found("number-on-many", self._held(records=13, since="2024-04-02"))
        assert (one.anchor, str(one.since), one.until) == ("2024-03-02 1", "2024-04-02", None)
        assert "13 records under 2 numbers (lines 2, 3, 4" in one.facts[0]
        assert "and others" in one.facts[0]
        assert "more than 500 records" in one.facts[1]

    def test_what_became_too_many_before_the_file_came_is_found_from_its_own_day(self):
        (one,) = found("number-on-many", self._held(records=13, since="2024-02-02"))
        assert str(one.since) == "2024-03-02"

    def test_of_one_number_on_few_lines_all_are_named(self):
        crowd = Crowd(
            digest="2024-03-02 1 0",
            numbers=1,
            records=13,
            lines=tuple(range(2, 14)),
            since=day("2024-03-02"),
        )
        (one,) = found("number-on-many", feed(came("2024-03-02", 99), crowds=(crowd,)))
        assert "under a number (lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)." in one.facts[0]

    def test_so_many_records_may_be_one_childs(self):
        assert found("number-on-many", self._held(records=12, since="2024-04-02")) == []

    def _held(self, *, records, since):
        lines = tuple(range(2, 2 + records))
        told = {"digest": "2024-03-02 1 0", "numbers": 2, "records": records}
        return feed(came("2024-03-02", 99), crowds=(Crowd(**told, lines=lines, since=day(since)),))


class TestFlag:
    """The court's flag against the cohort."""

    def test_cases_without_a_flag_are_one_finding_of_the_feed_with_their_share(self):
        held = feed(came("2024-03-02", 9), came("2024-04-02", 9, sequence=2), flags=Flags(200, 50))
        (one,) = found("flag-disagrees", held)
        assert (one.anchor, one.since) == ("referrals 2024-03-02", day("2024-03-02"))
        assert "Of 200 cases" in one.facts[0]
        assert "50 (25%)" in one.facts[0]

    @pytest.mark.parametrize("flags", [None, Flags(200, 0)])
    def test_where_every_case_is_flagged_or_none_is_joined_there_is_no_gap(self, flags):
        assert found("flag-disagrees", feed(came("2024-03-02", 9), flags=flags)) == []


# --- what holds of them all ---------------------------------------------------------------------


@every_gap
def test_a_gap_of_a_feed_is_found_by_its_file_name_and_is_no_gap_of_a_child(gap):
    module = gap.find.__module__.rpartition(".")[2]
    assert module == gap.name.replace("-", "_")
    assert gap.name not in GAPS


@every_gap
def test_the_steward_of_the_agency_that_sends_the_feed_owes_it(gap):
    assert gap.owed_by is Role.FEED_STEWARD


@every_gap
def test_its_card_speaks_both_languages_and_sets_no_legal_deadline(gap):
    english = (gap.says, gap.means, gap.is_not, gap.clock, *gap.closes_by)
    spanish = (gap.says_es, gap.means_es, gap.is_not_es, gap.clock_es, *gap.closes_by_es)
    for one, other in zip(english, spanish, strict=True):
        assert one
        assert other
        assert one != other
    assert str(gap.clock_source).startswith("Product choice")


CLOCKS = """
    next-business-day: feed-late delivery-missing table-missing
    five-business-days: rows-drifted totals-do-not-reconcile keys-collide number-on-many
        same-content-other-name rows-vanished
    none: flag-disagrees
"""
"""By what clock each is due; said again, so that none slips."""


def test_each_is_due_by_its_own_clock():
    rows = CLOCKS.replace("\n        ", " ").strip().splitlines()
    told = {
        name: clock.strip()
        for clock, names in (row.split(": ") for row in rows)
        for name in names.split()
    }
    assert told == {
        name: gap.deadline.name if gap.deadline else "none" for name, gap in FEED_GAPS.items()
    }


@every_gap
def test_where_there_is_a_deadline_it_is_counted_from_the_day_it_began(gap):
    held = feed(came("2024-03-01", covers_to=day("2024-02-26")))
    due = gap.due(next(FEED_GAPS["feed-late"].find(held)))
    assert due is None if gap.deadline is None else due > day("2024-03-02")


def test_nothing_is_found_of_a_feed_that_never_came():
    assert list(find(feed())) == []


def test_what_was_never_true_is_not_found():
    """The second delivery came before the first was late."""
    assert {gap.name for gap, _ in find(feed(*daily(5, 5)))} == {"feed-late"}
    assert len(list(find(feed(*daily(5, 5))))) == 1
