"""Nobody gives themself anything; what is refused is written down, and what is changed too."""

import shutil
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from django.db import OperationalError

from amparo.actions import appointing
from amparo.actions.appointing import Asked, NotRecorded, PeopleRefused
from amparo.actions.home import HomeRefused, close_home, open_home
from amparo.actions.ledger import verify
from amparo.actions.people import TOKEN, who_asks
from amparo.purposes import DHS, ROLES, Nexus, Purpose
from amparo.purposes.asker import MAY_APPOINT, MAY_ASSIGN
from amparo.purposes.roles import agency as agency_of
from amparo.settings import read_settings
from amparo.store import deliveries, people, sealing
from amparo.store.models import Entry
from amparo.words.agencies import Agency, Role

NOW = datetime(2025, 3, 3, 15, tzinfo=UTC)
TODAY = date(2025, 3, 3)
YESTERDAY, IN_A_MONTH = TODAY - timedelta(days=1), TODAY + timedelta(days=30)
NEXT_YEAR = date(2026, 3, 3)
SOME_CHILD = "c0ffee" + 26 * "0"
OFFICE = "Made-up office"


@pytest.fixture(scope="module")
def furnished(tmp_path_factory):
    """The folder of a made-up home into which its people have moved."""
    folder = tmp_path_factory.mktemp("furnished") / "home"
    home = open_home(read_settings({"AMPARO_HOME": str(folder)}))
    deliveries.choose_home(made_up=True, by="a test")
    who_asks(home, NOW, None, Role.OPERATOR)
    close_home()
    return folder


@pytest.fixture
def home(furnished, tmp_path, monkeypatch):
    """A made-up home of one's own."""
    monkeypatch.delenv(TOKEN, raising=False)
    shutil.copytree(furnished, tmp_path / "home")
    yield open_home(read_settings({"AMPARO_HOME": str(tmp_path / "home")}))
    close_home()


@pytest.fixture
def as_(home):
    """A command as somebody gives it, now; nobody named: as the usual one for the command."""
    return lambda named=None, clock=NOW: Asked(home, named, clock)


def entries() -> list[dict[str, Any]]:
    bodies = Entry.objects.order_by("id").values_list("body", flat=True)
    return [msgspec.json.decode(bytes(body)) for body in bodies]


def told_since(count: int) -> list[dict[str, Any]]:
    return [one for one in entries()[count:] if one["entry"] != "accounts"]


def asker(asked: Asked) -> Any:
    return who_asks(asked.home, asked.clock, asked.named, Role.OPERATOR)


def person(slug: str) -> str:
    found = people.by_slug(slug)
    assert found is not None
    return found.pk


def appoint(asked: Asked, slug: str = "counsel", role: Role = Role.COUNSEL, **says: Any) -> Any:
    return appointing.appoint(asked, slug, role, **{"office": OFFICE, "until": NEXT_YEAR, **says})


def assign(asked: Asked, slug: str = "ombuds", nexus: Nexus = Nexus.COMPLAINT, **says: Any) -> Any:
    usual: dict[str, Any] = {"child": SOME_CHILD, "whole_home": False, "until": NEXT_YEAR}
    return appointing.assign(asked, slug, nexus, **(usual | says))


def approve(asked: Asked, slug: str = "ero-officer", kind: str = "approved", **says: Any) -> Any:
    usual: dict[str, Any] = {
        "purpose": Purpose.NTA_SERVICE,
        "authority": "Order 12",
        "child": SOME_CHILD,
        "whole_home": False,
        "until": IN_A_MONTH,
    }
    return appointing.approve(asked, slug, kind, **(usual | says))


def end_of(kind: str, slug: str) -> Any:
    """Ending somebody's first standing row of a kind."""
    return lambda asked: appointing.end(asked, people.standing(kind, person(slug))[0].entry)


REFUSED: dict[str, tuple[str | None, Any, str]] = {
    "adding, by who may not": (
        "inspector",
        lambda asked: appointing.add(asked, "ana", None),
        "add: not-of-the-role",
    ),
    "a slug with capitals": (
        None,
        lambda asked: appointing.add(asked, "Ana", None),
        "add: no-slug",
    ),
    "a slug that looks like an option": (
        None,
        lambda asked: appointing.add(asked, "-ana", None),
        "add: no-slug",
    ),
    "a slug with a line after it": (
        None,
        lambda asked: appointing.add(asked, "ana\n", None),
        "add: no-slug",
    ),
    "an endless slug": (None, lambda asked: appointing.add(asked, 61 * "a", None), "add: no-slug"),
    "a slug twice": (
        None,
        lambda asked: appointing.add(asked, "counsel", None),
        "add: slug-taken",
    ),
    "an operating-system user of no letters": (
        None,
        lambda asked: appointing.add(asked, "ana", " "),
        "add: no-text",
    ),
    "a role, by who gives work": ("privacy-officer", appoint, "appoint: not-of-the-role"),
    "a role, to oneself": (
        None,
        lambda asked: appoint(asked, "operator", Role.OPERATOR),
        "appoint: own",
    ),
    "a role, to nobody": (None, lambda asked: appoint(asked, "ana"), "appoint: no-such-person"),
    "a role, to what no database takes": (
        None,
        lambda asked: appoint(asked, "ana\0\udcff"),
        "appoint: no-such-person",
    ),
    "a role that is over": (
        None,
        lambda asked: appoint(asked, until=YESTERDAY),
        "appoint: already-over",
    ),
    "a role that ends before it begins": (
        None,
        lambda asked: appoint(asked, until=IN_A_MONTH, since=NEXT_YEAR),
        "appoint: already-over",
    ),
    "a role without an office": (None, lambda asked: appoint(asked, office=""), "appoint: no-text"),
    "a role with an endless office": (
        None,
        lambda asked: appoint(asked, office=81 * "x"),
        "appoint: no-text",
    ),
    "a role at another agency than its own": (
        None,
        lambda asked: appoint(asked, agency=Agency.ICE),
        "appoint: agency-of-the-role",
    ),
    "another role, with the work of the one before": (
        None,
        lambda asked: appoint(asked, "case-manager", Role.ERO_OFFICER),
        "appoint: work-of-another-role",
    ),
    "training, by who gives work": (
        "field-specialist",
        lambda asked: appointing.train(asked, "counsel", NEXT_YEAR),
        "train: not-of-the-role",
    ),
    "training, to oneself": (
        None,
        lambda asked: appointing.train(asked, "operator", NEXT_YEAR),
        "train: own",
    ),
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
    "ending nothing": (None, lambda asked: appointing.end(asked, 999_999), "end: nothing-to-end"),
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
    "a token for another": (
        "counsel",
        lambda asked: appointing.give_token(asked, "inspector", 1),
        "token: not-of-the-role",
    ),
    "a token of a day": (
        None,
        lambda asked: appointing.give_token(asked, "counsel", 13),
        "token: too-long",
    ),
    "a token of no time": (
        None,
        lambda asked: appointing.give_token(asked, "counsel", 0),
        "token: too-long",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_refused_change_changes_nothing_and_stands_in_the_ledger(as_, what):
    named, ask, rule = REFUSED[what]
    asked = as_(named)
    before, usual = len(entries()), appointing.USUAL[rule.partition(":")[0]]
    with pytest.raises(PeopleRefused, match=r" Nothing was changed\.$"):
        ask(asked)
    refused = {"entry": "refused", "what": f"people {rule}", "by": person(named or usual)}
    assert told_since(before) == [refused]
    assert verify(asked.home).ok


def test_every_change_stands_in_the_ledger_as_it_was_made(as_):
    before = len(entries())
    appointing.add(as_(), "ana", "ana-os")
    appoint(as_(), "ana")
    appointing.train(as_(), "ana", NEXT_YEAR)
    assign(as_(), "ana", Nexus.REPRESENTATION)
    agreed = approve(as_())
    appointing.give_token(as_("counsel"), "counsel", 3)
    appointing.end(as_(), agreed.entry)
    told = told_since(before)
    kinds = ["person", "appointment", "training", "assignment", "approval", "token", "ended"]
    assert [one["entry"] for one in told] == kinds
    by = [Role.OPERATOR] * 3 + [Role.PRIVACY_OFFICER] * 2 + [Role.COUNSEL, Role.PRIVACY_OFFICER]
    assert [one["made_by"] for one in told] == [person(role) for role in by]
    assert told[0]["os_user"] == "ana-os"
    assert told[3]["child"] == told[4]["child"] == SOME_CHILD
    assert told[6]["of"] == agreed.entry
    assert people.unlike_their_entries() == []
    assert verify(as_().home).ok


def test_only_those_who_appoint_add_persons_and_give_roles(as_):
    for role in set(Role) - MAY_APPOINT:
        for ask in (lambda asked: appointing.add(asked, "ana", None), appoint):
            with pytest.raises(PeopleRefused, match=r"only an operator .*: ask one"):
                ask(as_(role))
    assert people.by_slug("ana") is None


def test_only_those_who_assign_give_work_and_approve(as_):
    for role in set(Role) - MAY_ASSIGN:
        for ask in (lambda asked: assign(asked, "counsel"), approve):
            with pytest.raises(PeopleRefused, match=r"or privacy-officer .*: ask one"):
                ask(as_(role))
    given = [*people.standing("assignment"), *people.standing("approval")]
    assert SOME_CHILD not in {one.child for one in given}


def test_dhs_is_lent_a_duty_a_hearing_or_its_own_case_and_nothing_else(as_):
    lent: dict[Role, set[Nexus]] = {role: set() for role in Role if ROLES[role].family in DHS}
    for role, given in lent.items():
        for nexus in Nexus:
            with suppress(PeopleRefused):
                given.add(Nexus(assign(as_(), role, nexus).what))
    assert len(lent) == 6
    assert set(map(frozenset, lent.values())) == {
        frozenset({Nexus.DUTY, Nexus.HEARING, Nexus.OWN_CASE})
    }


def test_who_is_out_of_date_gives_nothing(as_):
    appoint(as_(), "privacy-officer", Role.PRIVACY_OFFICER, until=TODAY)
    assign(as_())
    tomorrow = NOW + timedelta(days=1)
    with pytest.raises(PeopleRefused, match="out of date"):
        assign(as_(clock=tomorrow))


def test_nobody_without_a_role_in_date_is_given_work(as_):
    appointing.add(as_(), "ana", None)
    with pytest.raises(PeopleRefused, match="ana holds no role in date"):
        assign(as_(), "ana")
    appoint(as_(), "ana", since=IN_A_MONTH)
    with pytest.raises(PeopleRefused, match="ana holds no role in date"):
        assign(as_(), "ana")
    appoint(as_(), "ana", until=IN_A_MONTH)
    assert assign(as_(), "ana").slug == "ana"
    with pytest.raises(PeopleRefused, match="ana holds no role in date"):
        assign(as_(clock=NOW + timedelta(days=31)), "ana")


def test_an_audit_of_the_whole_home_may_be_without_a_budget(as_):
    audit: dict[str, Any] = {"child": None, "whole_home": True, "until": TODAY}
    free = appointing.assign(as_(), "ombuds", Nexus.AUDIT, **audit, budgeted=False)
    bound = appointing.assign(as_(), "ombuds", Nexus.AUDIT, **audit)
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


def test_a_role_sits_where_its_agency_is_and_some_sit_anywhere(as_):
    appoint(as_(), "ero-officer", Role.ERO_OFFICER)
    appoint(as_(), "feed-steward", Role.FEED_STEWARD, agency=Agency.EOIR)
    appoint(as_(), "privacy-officer", Role.PRIVACY_OFFICER)
    seats = {one.slug: (one.agency, one.office) for one in appointing.everybody(as_())}
    assert seats["ero-officer"] == (Agency.ICE, OFFICE)
    assert seats["feed-steward"] == (Agency.EOIR, OFFICE)
    assert seats["privacy-officer"] == (agency_of(Role.PRIVACY_OFFICER), OFFICE)


def test_another_role_is_given_once_the_work_of_the_one_before_has_ended(as_):
    with pytest.raises(PeopleRefused) as refused:
        appoint(as_(), "case-manager", Role.COUNSEL)
    work = [row.entry for row in people.standing("assignment", person("case-manager"))]
    assert all(str(entry) in str(refused.value) for entry in work)
    for entry in work:
        appointing.end(as_(), entry)
    appoint(as_(), "case-manager", Role.COUNSEL)
    assert asker(as_("case-manager")).role is Role.COUNSEL


def test_a_role_for_later_leaves_the_present_one_until_then(as_):
    appoint(as_(), "researcher", Role.COMMITTEE_STAFF, since=IN_A_MONTH)
    then = NOW + timedelta(days=30)
    roles = [asker(as_("researcher", clock)).role for clock in (NOW, then)]
    assert roles == [Role.RESEARCHER, Role.COMMITTEE_STAFF]


def test_a_role_that_was_ended_gives_way_to_no_earlier_one(as_):
    last = appoint(as_(), "researcher", Role.COMMITTEE_STAFF)
    appointing.end(as_("operator"), last.entry)
    assert not asker(as_("researcher")).credentials_in_date
    [shown] = [one for one in appointing.everybody(as_()) if one.slug == "researcher"]
    assert (shown.in_date, shown.ends) == (False, TODAY)


def test_what_ended_is_not_ended_twice(as_):
    given = assign(as_())
    appointing.end(as_(), given.entry)
    with pytest.raises(PeopleRefused, match="gave nobody anything that still stands"):
        appointing.end(as_(), given.entry)


def test_those_who_could_end_nothing_do_not_learn_what_there_is_to_end(as_):
    given, said = assign(as_()), set()
    for entry in (given.entry, 1, 999_999):
        with pytest.raises(PeopleRefused) as refused:
            appointing.end(as_("public"), entry)
        said.add(str(refused.value))
    assert len(said) == 1


def test_anybody_ends_their_own_token_and_nobody_elses(as_):
    own = appointing.give_token(as_("counsel"), "counsel", 12)
    with pytest.raises(PeopleRefused):
        appointing.end(as_("ombuds"), own.entry)
    assert people.by_token(own.token, NOW) is not None
    appointing.end(as_("counsel"), own.entry)
    assert people.by_token(own.token, NOW) is None


def test_a_token_is_kept_by_its_digest_alone_and_runs_out(as_):
    given = appointing.give_token(as_(), "counsel", 2)
    assert given.until == NOW + timedelta(hours=2)
    whose = people.by_token(given.token, given.until - timedelta(seconds=1))
    assert whose is not None
    assert whose.slug == "counsel"
    assert people.by_token(given.token, given.until) is None
    assert given.token not in str(entries())
    assert given.token != appointing.give_token(as_(), "counsel", 2).token


def test_a_token_does_not_prolong_itself(as_, monkeypatch):
    given = appointing.give_token(as_(), "counsel", 2)
    monkeypatch.setenv(TOKEN, given.token)
    with pytest.raises(PeopleRefused, match="sign in again"):
        appointing.give_token(as_(), "counsel", 2)


def test_work_is_listed_to_those_who_give_it_and_counted_to_the_others(as_):
    given = assign(as_())
    for role in Role:
        [shown] = [one for one in appointing.everybody(as_(role)) if one.slug == "ombuds"]
        assert shown.assignments == 2
        if role in MAY_APPOINT | MAY_ASSIGN:
            assert shown.work is not None
            assert (given.entry, SOME_CHILD) in {(one.entry, one.child) for one in shown.work}
        else:
            assert (shown.work, shown.approvals) == (None, None)
            assert SOME_CHILD not in str(shown)


def test_who_is_out_of_date_is_listed_as_such_and_sees_no_work(as_):
    appoint(as_(), "field-specialist", Role.FIELD_SPECIALIST, until=TODAY)
    tomorrow = appointing.everybody(as_("field-specialist", NOW + timedelta(days=1)))
    assert {one.slug for one in tomorrow if not one.in_date} == {"field-specialist"}
    assert {one.work for one in tomorrow} == {None}


def test_an_operating_system_user_is_one_person_only(as_):
    appointing.add(as_(), "ana", "ana-os")
    with pytest.raises(PeopleRefused, match="ana-os is ana already"):
        appointing.add(as_(), "beto", "ana-os")
    assert people.by_slug("beto") is None


def test_the_list_says_until_when_a_training_counts(as_):
    longest = NEXT_YEAR.replace(year=TODAY.year + 20)
    appointing.train(as_(), "counsel", longest)
    appointing.train(as_(), "counsel", NEXT_YEAR)
    until = {one.slug: one.trained_until for one in appointing.everybody(as_())}
    assert until["counsel"] == longest
    assert until["ombuds"] == TODAY.replace(year=TODAY.year + 10)


def test_a_stranger_is_refused_and_that_is_written_down(as_):
    before = len(entries())
    with pytest.raises(HomeRefused, match="There is no nobody-known here"):
        appointing.everybody(as_("nobody-known"))
    assert told_since(before) == [{"entry": "refused", "what": "people list: nobody", "by": None}]


def test_what_was_typed_is_in_no_refusal_of_the_ledger(as_):
    for slug in ("Rosa Inventada", "rosa-inventada"):
        with pytest.raises(PeopleRefused):
            appointing.add(as_("inspector"), slug, "rosa-inventada")
        with pytest.raises(PeopleRefused):
            assign(as_(), slug, child="rosa-inventada")
    assert "osa" not in str([one for one in entries() if one["entry"] == "refused"])


@pytest.mark.parametrize("fails", ["enter", "sequence"])
def test_where_the_ledger_cannot_be_written_it_is_not_said_that_anything_was_done(
    as_, monkeypatch, fails
):
    appointing.everybody(as_())

    def full(*_arguments: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(sealing, fails, full)
    with pytest.raises(NotRecorded, match="disk is full"):
        appointing.add(as_(), "ana", None)
    with pytest.raises(NotRecorded, match="disk is full"):
        appoint(as_("inspector"))
    if fails == "enter":
        assert people.by_slug("ana") is None


def test_of_two_who_are_first_at_the_same_moment_one_becomes_operator(tmp_path, monkeypatch):
    monkeypatch.delenv(TOKEN, raising=False)
    asked = Asked(open_home(read_settings({"AMPARO_HOME": str(tmp_path / "home")})), None, NOW)
    try:
        appointing.add(asked, "ana", None)
        # Beto's process looked before Ana was there, and looks again when its turn has come.
        looks = iter([False, True])
        monkeypatch.setattr(people, "somebody", lambda: next(looks))
        with pytest.raises(PeopleRefused, match="a moment ago"):
            appointing.add(asked, "beto", None)
        assert [one.slug for one in people.persons()] == ["ana"]
    finally:
        close_home()
