"""Nobody gives themself work or an approval, and no role inherits what another was given."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from amparo.actions import appointing, assigning
from amparo.actions.changing import ChangeRefused
from amparo.purposes import DHS, ROLES, Nexus, Purpose
from amparo.purposes.asker import MAY_ASSIGN
from amparo.store import people
from amparo.words.agencies import Role
from tests.rooms.actions.changes import (
    IN_A_MONTH,
    NEXT_YEAR,
    NOW,
    SOME_CHILD,
    TODAY,
    YESTERDAY,
    appoint,
    approve,
    asker,
    assign,
    person,
    refused_and_entered,
)

IN_TEN_DAYS = TODAY + timedelta(days=10)


def end_of(kind: str, slug: str) -> Any:
    """Ending somebody's first standing row of a kind."""
    return lambda asked: assigning.end(asked, people.standing(kind, person(slug))[0].entry)


REFUSED: dict[str, tuple[str | None, Any, str]] = {
    "work, by who gives roles": ("operator", assign, "assign: not-of-the-role"),
    "work, by who wants it": ("ombuds", assign, "assign: not-of-the-role"),
    "work, to oneself": (
        None,
        lambda asked: assign(asked, "privacy-officer", Nexus.AUDIT),
        "assign: own",
    ),
    "work on everybody that is no audit": (
        None,
        lambda asked: assign(asked, child=None, whole_home=True),
        "assign: whole-home-is-audit",
    ),
    "work on one child without a budget": (
        None,
        lambda asked: assign(asked, nexus=Nexus.AUDIT, budgeted=False),
        "assign: no-budget-is-whole-home",
    ),
    "work on nobody": (None, lambda asked: assign(asked, child=None), "assign: about-whom"),
    "work on one child and on everybody": (
        None,
        lambda asked: assign(asked, nexus=Nexus.AUDIT, whole_home=True),
        "assign: about-whom",
    ),
    "work on a name": (None, lambda asked: assign(asked, child="Ana"), "assign: no-number"),
    "work that is over": (
        None,
        lambda asked: assign(asked, until=YESTERDAY),
        "assign: already-over",
    ),
    "an approval, by who gives roles": ("operator", approve, "approve: not-of-the-role"),
    "an approval, to oneself": (
        "field-specialist",
        lambda asked: approve(asked, "field-specialist"),
        "approve: own",
    ),
    "an approval of more than thirty days": (
        None,
        lambda asked: approve(asked, until=IN_A_MONTH + timedelta(days=1)),
        "approve: too-long",
    ),
    "danger of more than thirty days": (
        None,
        lambda asked: approve(asked, kind="exigent", until=NEXT_YEAR),
        "approve: too-long",
    ),
    "an approval of everybody": (
        None,
        lambda asked: approve(asked, child=None, whole_home=True),
        "approve: whole-home-needs-two",
    ),
    "an approval for another role's purpose": (
        None,
        lambda asked: approve(asked, purpose=Purpose.CARE),
        "approve: purpose-of-another-role",
    ),
    "an approval by no authority": (
        None,
        lambda asked: approve(asked, authority="a\nb"),
        "approve: no-text",
    ),
    "ending nothing": (None, lambda asked: assigning.end(asked, 999_999), "end: nothing-to-end"),
    "ending a role, by who gives work": (
        None,
        end_of("appointment", "counsel"),
        "end: not-of-the-role",
    ),
    "ending work, by who gives roles": (
        "operator",
        end_of("assignment", "counsel"),
        "end: not-of-the-role",
    ),
    "ending work, by whose it is": (
        "counsel",
        end_of("assignment", "counsel"),
        "end: not-of-the-role",
    ),
    "ending one's own role": ("operator", end_of("appointment", "operator"), "end: own"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_refused_change_changes_nothing_and_stands_in_the_ledger(as_, what):
    refused_and_entered(as_, *REFUSED[what])


def test_only_those_who_assign_give_work_and_approve(as_):
    for role in set(Role) - MAY_ASSIGN:
        for ask in (lambda asked: assign(asked, "counsel"), approve):
            with pytest.raises(ChangeRefused, match=r"or privacy-officer .*: ask one"):
                ask(as_(role))
    given = [*people.standing("assignment"), *people.standing("approval")]
    assert SOME_CHILD not in {one.child for one in given}


def test_dhs_is_lent_a_duty_a_hearing_or_its_own_case_and_nothing_else(as_):
    lent: dict[Role, set[Nexus]] = {role: set() for role in Role if ROLES[role].family in DHS}
    for role, given in lent.items():
        for nexus in Nexus:
            with suppress(ChangeRefused):
                given.add(Nexus(assign(as_(), role, nexus).what))
    assert len(lent) == 6
    assert set(map(frozenset, lent.values())) == {
        frozenset({Nexus.DUTY, Nexus.HEARING, Nexus.OWN_CASE})
    }


def test_who_is_out_of_date_gives_nothing(as_):
    appoint(as_(), "privacy-officer", Role.PRIVACY_OFFICER, until=TODAY)
    assign(as_())
    tomorrow = NOW + timedelta(days=1)
    with pytest.raises(ChangeRefused, match="out of date"):
        assign(as_(clock=tomorrow))


def test_nobody_without_a_role_in_date_is_given_work(as_):
    appointing.add(as_(), "ana", None)
    with pytest.raises(ChangeRefused, match="ana holds no role in date"):
        assign(as_(), "ana")
    appoint(as_(), "ana", since=IN_A_MONTH)
    with pytest.raises(ChangeRefused, match="ana holds no role in date"):
        assign(as_(), "ana")
    appoint(as_(), "ana", until=IN_A_MONTH)
    assert assign(as_(), "ana").slug == "ana"
    with pytest.raises(ChangeRefused, match="ana holds no role in date"):
        assign(as_(clock=NOW + timedelta(days=31)), "ana")


def test_an_audit_of_the_whole_home_may_be_without_a_budget(as_):
    audit: dict[str, Any] = {"child": None, "whole_home": True, "until": TODAY}
    free = assigning.assign(as_(), "ombuds", Nexus.AUDIT, **audit, budgeted=False)
    bound = assigning.assign(as_(), "ombuds", Nexus.AUDIT, **audit)
    budgeted = {row.entry: row.budgeted for row in people.standing("assignment", person("ombuds"))}
    assert (budgeted[free.entry], budgeted[bound.entry]) == (False, True)


def test_two_persons_agree_to_a_look_at_everybody_for_as_long_as_they_say(as_):
    given = approve(
        as_(),
        "ombuds",
        "two_person",
        purpose=Purpose.OVERSIGHT,
        child=None,
        whole_home=True,
        until=NEXT_YEAR,
    )
    [row] = people.standing("approval", person("ombuds"))
    assert (row.entry, row.child, row.ends) == (given.entry, None, NEXT_YEAR)


def test_what_ended_is_not_ended_twice(as_):
    given = assign(as_())
    assigning.end(as_(), given.entry)
    with pytest.raises(ChangeRefused, match="gave nobody anything that still stands"):
        assigning.end(as_(), given.entry)


def test_those_who_could_end_nothing_do_not_learn_what_there_is_to_end(as_):
    given, said = assign(as_()), set()
    for entry in (given.entry, 1, 999_999):
        with pytest.raises(ChangeRefused) as refused:
            assigning.end(as_("public"), entry)
        said.add(str(refused.value))
    assert len(said) == 1


GIVEN: dict[str, Any] = {
    "work": lambda asked, until: assign(asked, "case-manager", Nexus.ASSIGNED, until=until),
    "an approval": lambda asked, until: approve(
        asked, "case-manager", purpose=Purpose.CARE, until=until
    ),
}
"""What can be given to a case manager until a day."""


@pytest.fixture
def becomes_an_officer(as_):
    """A case manager who is to be an ERO officer in ten days, and has no work of before."""
    for row in people.standing("assignment", person("case-manager")):
        assigning.end(as_(), row.entry)
    appoint(as_(), "case-manager", Role.ERO_OFFICER, since=IN_TEN_DAYS)


@pytest.mark.parametrize("what", GIVEN)
@pytest.mark.parametrize("too_far", [IN_TEN_DAYS, IN_A_MONTH])
@pytest.mark.usefixtures("becomes_an_officer")
def test_what_is_given_to_one_role_is_over_before_the_next_one_begins(as_, what, too_far):
    day_before = IN_TEN_DAYS - timedelta(days=1)
    with pytest.raises(ChangeRefused, match=f"an ero-officer from {IN_TEN_DAYS}.* {day_before} or"):
        GIVEN[what](as_(), too_far)
    GIVEN[what](as_(), day_before)
    then = asker(as_("case-manager", NOW + timedelta(days=10)))
    assert then.role is Role.ERO_OFFICER
    assert people.assignments(then.person, IN_TEN_DAYS) == []
    assert people.approvals(then.person, IN_TEN_DAYS) == []


@pytest.mark.parametrize("what", GIVEN)
@pytest.mark.usefixtures("becomes_an_officer")
def test_a_coming_role_that_is_called_off_no_longer_bounds_what_is_given(as_, what):
    [_, coming] = people.standing("appointment", person("case-manager"))
    assigning.end(as_("operator"), coming.entry)
    assert GIVEN[what](as_(), IN_A_MONTH).until == IN_A_MONTH


@pytest.mark.parametrize("what", GIVEN)
def test_the_same_role_given_anew_does_not_bound_what_is_given(as_, what):
    appoint(as_(), "case-manager", Role.CASE_MANAGER, since=IN_TEN_DAYS)
    assert GIVEN[what](as_(), IN_A_MONTH).until == IN_A_MONTH


@pytest.mark.parametrize("what", GIVEN)
def test_a_coming_role_is_refused_to_whom_something_was_given_beyond_its_first_day(as_, what):
    for row in people.standing("assignment", person("case-manager")):
        assigning.end(as_(), row.entry)
    given = GIVEN[what](as_(), IN_TEN_DAYS)
    with pytest.raises(ChangeRefused, match=f"ended first .*entries {given.entry}"):
        appoint(as_(), "case-manager", Role.ERO_OFFICER, since=IN_TEN_DAYS)
    appoint(as_(), "case-manager", Role.ERO_OFFICER, since=IN_TEN_DAYS + timedelta(days=1))


def test_a_role_with_a_first_day_that_has_passed_inherits_no_work_either(as_):
    appoint(as_(), "researcher", Role.COMMITTEE_STAFF, since=TODAY + timedelta(days=1))
    later = as_(clock=NOW + timedelta(days=2))
    assign(later, "researcher", Nexus.COMPLAINT)
    with pytest.raises(ChangeRefused, match="given to another role"):
        appoint(later, "researcher", Role.RESEARCHER, since=TODAY)
