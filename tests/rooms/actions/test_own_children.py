"""Whoever has work on children by name: nobody else is looked up, and all of theirs is listed."""

from datetime import UTC, datetime

import pytest

from amparo.actions import asking, find, lists
from amparo.actions.demo import made_up_deliveries
from amparo.actions.duties import duties
from amparo.actions.home import close_home, open_home
from amparo.actions.ingest import ingest, settle
from amparo.actions.lists import Asked, desk_of
from amparo.actions.own_work import Desk
from amparo.actions.people import in_office, who_asks
from amparo.bench.web_people import appointed
from amparo.purposes import Action, Purpose
from amparo.settings import read_settings
from amparo.words.agencies import Role

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def staffed(tmp_path_factory):
    """A home with twelve people of six roles, each with children given by name; and them."""
    folder = tmp_path_factory.mktemp("staffed") / "home"
    home = open_home(read_settings({"AMPARO_HOME": str(folder)}))
    with made_up_deliveries(40, 5) as folders:
        for one in folders:
            ingest(home, one, NOW)
    settle(home, NOW)
    yield home, appointed(home, 12, NOW)
    close_home()


def test_a_list_of_ones_own_children_is_what_looking_at_everybody_would_list(staffed, monkeypatch):
    home, people = staffed
    askers = [in_office(number, NOW) for number in people]
    own = [duties(home, Asked(asker=asker), NOW).duties for asker in askers]
    monkeypatch.setattr(lists, "own_children", lambda *_: None)
    whole = [duties(home, Asked(asker=asker), NOW).duties for asker in askers]
    assert own == whole
    assert sum(map(len, own)) > len(askers)


def test_a_search_finds_what_looking_at_everybody_would_find(staffed, monkeypatch):
    home, people = staffed
    searches = [
        (in_office(number, NOW), one.shown.identities[0])
        for number in people
        for one in duties(home, Asked(asker=in_office(number, NOW)), NOW).duties[:2]
        if one.shown.identities
    ]
    own = [find.find(home, asker, None, text, NOW) for asker, text in searches]
    monkeypatch.setattr(find, "own_children", lambda *_: None)
    whole = [find.find(home, asker, None, text, NOW) for asker, text in searches]
    assert own == whole
    assert any(one.found for one in own)


def test_of_a_child_that_nothing_is_given_about_counsel_is_never_missing(staffed):
    """What opens where nobody represents a child must not open for want of having looked."""
    _, people = staffed
    desk = desk_of(in_office(next(iter(people)), NOW), NOW)
    narrowed = desk.about(desk.own)
    assert narrowed.has_counsel("of others")
    assert Desk(desk.asker, NOW.date(), NOW.date(), None).about(None).own == desk.own


def test_whoever_has_work_on_the_whole_home_may_be_listed_anybody(staffed):
    home, _ = staffed
    inspector = who_asks(home, NOW, Role.INSPECTOR, Role.INSPECTOR)
    question = asking.Question(
        asker=inspector, command="test", action=Action.LIST, purpose=Purpose.OVERSIGHT
    )
    assert asking.own_children(question, desk_of(inspector, NOW), NOW) is None
