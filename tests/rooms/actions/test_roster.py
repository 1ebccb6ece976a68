"""The list says who may ask, and what work was given only to those who give it."""

from datetime import timedelta

import pytest

from amparo.actions import appointing, roster
from amparo.actions.home import HomeRefused
from amparo.purposes.asker import MAY_APPOINT, MAY_ASSIGN
from amparo.words.agencies import Role
from tests.rooms.actions.changes import (
    NEXT_YEAR,
    NOW,
    SOME_CHILD,
    TODAY,
    appoint,
    assign,
    entries,
    told_since,
)


def test_everybody_is_listed_to_those_who_appoint_or_give_work_and_to_others_themself(as_):
    given = assign(as_())
    for role in Role:
        listed = {one.slug: one for one in roster.everybody(as_(role))}
        if role in MAY_APPOINT | MAY_ASSIGN:
            assert listed.keys() >= {str(one) for one in Role}
            work = {(one.entry, one.child) for one in listed["ombuds"].work}
            assert (given.entry, SOME_CHILD) in work
            assert listed["ombuds"].assignments == 2
        else:
            assert listed.keys() == {role}
            assert (SOME_CHILD in str(listed)) is (role is Role.OMBUDS)


def test_who_is_out_of_date_is_listed_as_such_and_sees_nobody_else(as_):
    appoint(as_(), "field-specialist", Role.FIELD_SPECIALIST, until=TODAY)
    tomorrow = roster.everybody(as_("field-specialist", NOW + timedelta(days=1)))
    assert [(one.slug, one.in_date) for one in tomorrow] == [("field-specialist", False)]


def test_the_list_says_until_when_a_training_counts(as_):
    longest = NEXT_YEAR.replace(year=TODAY.year + 20)
    appointing.train(as_(), "counsel", longest)
    appointing.train(as_(), "counsel", NEXT_YEAR)
    until = {one.slug: one.trained_until for one in roster.everybody(as_())}
    assert until["counsel"] == longest
    assert until["ombuds"] == TODAY.replace(year=TODAY.year + 10)


def test_a_stranger_is_refused_and_that_is_written_down(as_):
    before = len(entries())
    with pytest.raises(HomeRefused, match="There is no nobody-known here"):
        roster.everybody(as_("nobody-known"))
    assert told_since(before) == [{"entry": "refused", "what": "people list: nobody", "by": None}]
