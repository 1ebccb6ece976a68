"""The table of deadlines: what a row must say, and what may never be counted by it."""

from datetime import date
from textwrap import dedent

import pytest

from amparo.clocks.deadline import Effect
from amparo.clocks.table import CLOCKS, BadClock, clocks_in

ROW = """
    [[clock]]
    name = "made-up"
    says = "three days"
    says_es = "tres días"
    calendar_days = 3
    from = 2024-01-10
    binds = "nobody"
    begins = "nothing"
    citation = "A made-up rule"
    read = "{read}"
    effect = "{effect}"
    feed = "court"
"""


def _one(read: str = "text", effect: str = "restricts", more: str = ""):
    return clocks_in(dedent(ROW).format(read=read, effect=effect) + more)["made-up"]


@pytest.mark.parametrize(
    ("read", "effect", "is_counted"),
    [
        ("text", "permits", True),
        ("secondary", "permits", True),
        ("memory", "permits", False),
        ("unknown", "permits", False),
        ("memory", "restricts", True),
        ("unknown", "restricts", True),
    ],
)
def test_what_is_from_memory_or_unknown_may_restrict_and_never_permits(read, effect, is_counted):
    one = _one(read, effect)
    assert (one.due(date(2024, 1, 10)) is not None) is is_counted


def test_a_proposed_rule_is_never_counted_whatever_else_it_says():
    assert _one(more="proposed = true").due(date(2024, 1, 10)) is None


def test_only_a_text_that_was_read_is_marked_verified():
    marks = {read: _one(read).source.verified for read in ("text", "secondary", "memory", "choice")}
    assert marks == {"text": True, "secondary": False, "memory": False, "choice": True}


@pytest.mark.parametrize(
    ("hours", "due"),
    [(8, "2024-02-01"), (24, "2024-02-02"), (48, "2024-02-03"), (72, "2024-02-04")],
)
def test_hours_are_counted_in_the_whole_days_by_which_it_is_surely_late(hours, due):
    one = _one(more=f"hours = {hours}\n")
    assert str(clocks_in(_without_days(hours))["made-up"].due(date(2024, 2, 1))) == due
    assert one.hours == hours


def _without_days(hours: int) -> str:
    text = dedent(ROW).format(read="text", effect="restricts")
    return text.replace("calendar_days = 3", f"hours = {hours}")


def test_in_the_days_in_which_a_rule_may_have_begun_nothing_is_late_by_it():
    one = _one(more="earliest = 2023-06-01\n")
    assert one.may_have_been_in_force(date(2023, 12, 1))
    assert one.due(date(2023, 12, 1)) is None
    assert not one.may_have_been_in_force(date(2024, 1, 10))
    assert one.due(date(2024, 1, 10)) == date(2024, 1, 13)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ('not_held = "Nothing."', "which feed tells of it, or why nothing held does"),
        ("earliest = 2024-02-01", "may have begun only before"),
        ('colour = "red"', "cannot be read"),
        ('tolling = "A storm."', "by which facts its tolling is computed, or why not"),
        ('not_computed = "No feed."', "by which facts its tolling is computed, or why not"),
        (
            'tolling = "A storm."\nstopped_by = "weather"\nnot_computed = "No feed."',
            "by which facts its tolling is computed, or why not",
        ),
        (dedent(ROW).format(read="text", effect="restricts"), "stands twice"),
    ],
)
def test_a_row_that_cannot_stand_is_refused_by_name(more, says):
    with pytest.raises(BadClock, match=says):
        _one(more=more)


def test_every_deadline_says_whom_it_binds_and_when_it_begins_in_two_languages():
    for one in CLOCKS.values():
        assert one.binds
        assert one.begins
        assert one.says != one.says_es
        assert len(one.source.citation) > 7


def test_nothing_from_memory_ends_what_a_child_may_ask():
    ends = [one.name for one in CLOCKS.values() if one.effect is Effect.PERMITS and one.is_counted]
    assert ends == ["rescission"]


def test_the_proposed_rule_of_2026_is_shown_and_not_counted():
    assert CLOCKS["sponsor-assessment-update"].proposed
    assert CLOCKS["sponsor-assessment-update"].due(date(2026, 9, 1)) is None
