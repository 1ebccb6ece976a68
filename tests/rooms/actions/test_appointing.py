"""Nobody gives themself a role or training; what is refused is written down."""

from datetime import timedelta
from typing import Any

import pytest

from amparo.actions import appointing, assigning, roster
from amparo.actions.changing import Asked, ChangeRefused
from amparo.actions.home import close_home, open_home
from amparo.actions.people import TOKEN
from amparo.purposes.asker import MAY_APPOINT
from amparo.purposes.roles import agency as agency_of
from amparo.settings import read_settings
from amparo.store import people
from amparo.words.agencies import Agency, Role
from tests.rooms.actions.changes import (
    IN_A_MONTH,
    NEXT_YEAR,
    NOW,
    OFFICE,
    TODAY,
    YESTERDAY,
    appoint,
    asker,
    person,
    refused_and_entered,
)

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
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_refused_change_changes_nothing_and_stands_in_the_ledger(as_, what):
    refused_and_entered(as_, *REFUSED[what])


def test_only_those_who_appoint_add_persons_and_give_roles(as_):
    for role in set(Role) - MAY_APPOINT:
        for ask in (lambda asked: appointing.add(asked, "ana", None), appoint):
            with pytest.raises(ChangeRefused, match=r"only an operator .*: ask one"):
                ask(as_(role))
    assert people.by_slug("ana") is None


def test_a_role_sits_where_its_agency_is_and_some_sit_anywhere(as_):
    appoint(as_(), "ero-officer", Role.ERO_OFFICER)
    appoint(as_(), "feed-steward", Role.FEED_STEWARD, agency=Agency.EOIR)
    appoint(as_(), "privacy-officer", Role.PRIVACY_OFFICER)
    seats = {one.slug: (one.agency, one.office) for one in roster.everybody(as_())}
    assert seats["ero-officer"] == (Agency.ICE, OFFICE)
    assert seats["feed-steward"] == (Agency.EOIR, OFFICE)
    assert seats["privacy-officer"] == (agency_of(Role.PRIVACY_OFFICER), OFFICE)


def test_another_role_is_given_once_the_work_of_the_one_before_has_ended(as_):
    with pytest.raises(ChangeRefused) as refused:
        appoint(as_(), "case-manager", Role.COUNSEL)
    work = [row.entry for row in people.standing("assignment", person("case-manager"))]
    assert all(str(entry) in str(refused.value) for entry in work)
    for entry in work:
        assigning.end(as_(), entry)
    appoint(as_(), "case-manager", Role.COUNSEL)
    assert asker(as_("case-manager")).role is Role.COUNSEL


def test_a_role_for_later_leaves_the_present_one_until_then(as_):
    appoint(as_(), "researcher", Role.COMMITTEE_STAFF, since=IN_A_MONTH)
    then = NOW + timedelta(days=30)
    roles = [asker(as_("researcher", clock)).role for clock in (NOW, then)]
    assert roles == [Role.RESEARCHER, Role.COMMITTEE_STAFF]


def test_a_role_that_was_ended_gives_way_to_no_earlier_one(as_):
    last = appoint(as_(), "researcher", Role.COMMITTEE_STAFF)
    assigning.end(as_("operator"), last.entry)
    assert not asker(as_("researcher")).credentials_in_date
    [shown] = [one for one in roster.everybody(as_()) if one.slug == "researcher"]
    assert (shown.in_date, shown.ends) == (False, TODAY)


def test_an_operating_system_user_is_one_person_only(as_):
    appointing.add(as_(), "ana", "ana-os")
    with pytest.raises(ChangeRefused, match="ana-os is ana already"):
        appointing.add(as_(), "beto", "ana-os")
    assert people.by_slug("beto") is None


def test_of_two_who_are_first_at_the_same_moment_one_becomes_operator(tmp_path, monkeypatch):
    monkeypatch.delenv(TOKEN, raising=False)
    asked = Asked(open_home(read_settings({"AMPARO_HOME": str(tmp_path / "home")})), None, NOW)
    try:
        appointing.add(asked, "ana", None)
        # Beto's process looked before Ana was there, and looks again when its turn has come.
        looks = iter([False, True])
        monkeypatch.setattr(people, "somebody", lambda: next(looks))
        with pytest.raises(ChangeRefused, match="a moment ago"):
            appointing.add(asked, "beto", None)
        assert [one.slug for one in people.persons()] == ["ana"]
    finally:
        close_home()
