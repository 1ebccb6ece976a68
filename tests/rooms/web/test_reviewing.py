"""A privacy officer reviews looks: from the page to who looked at a child, and to no record."""

import re
from datetime import timedelta

import pytest

from amparo.actions.asking import LookRefused
from amparo.actions.people import made_up_people, who_asks
from amparo.actions.reviewing import review
from amparo.purposes import Action, Purpose
from amparo.purposes.budgets import BUDGETS
from amparo.store import looked, models
from amparo.words.agencies import Role
from tests.rooms.web.conftest import NOW


@pytest.fixture
def child(child_of):
    return child_of("case-manager")


def _review(house, now=NOW):
    return review(house, who_asks(house, now, "privacy-officer", Role.PRIVACY_OFFICER), now)


def test_from_the_page_one_comes_to_who_has_looked_and_sees_no_name_and_no_record_key(
    browse, child
):
    for _ in range(3):
        browse("case-manager").get(f"/children/{child}/?purpose=safety-check")
    officer = browse("privacy-officer")
    page = officer.text("/review")
    (link,) = re.findall(rf'href="(/children/{child}/looks[^"]*)"', page)
    assert "case-manager" in officer.text(link)
    for told in ("ORR:", "CBP:", "EOIR:", "Made-up Street"):
        assert told not in page
    assert f'href="/children/{child}/?' not in page


def test_the_page_itself_stands_in_the_account_of_each_child_it_names(browse, child):
    browse("case-manager").get(f"/children/{child}/?purpose=safety-check")
    before = models.Account.objects.filter(child=child).count()
    browse("privacy-officer").get("/review")
    assert models.Account.objects.filter(child=child).count() == before + 1
    latest = models.Disclosure.objects.latest("entry")
    assert (latest.action, latest.purpose, latest.granted) == ("list", "oversight", True)


def test_whoever_is_refused_is_counted_and_a_look_of_long_ago_is_not(browse, house, child):
    browse("counsel").get(f"/children/{child}/?purpose=care")
    held = {one.who: one.times for one in _review(house).refused}
    browse("counsel").get(f"/children/{child}/?purpose=care")
    assert {one.who: one.times for one in _review(house).refused}["counsel"] == held["counsel"] + 1
    assert _review(house, NOW + timedelta(days=40)).often == []


def test_a_day_on_which_a_budget_is_nearly_spent_is_named(house, monkeypatch):
    monkeypatch.setitem(BUDGETS, Action.LIST, 1)
    found = [one for one in _review(house).spent if one.action is Action.LIST]
    assert found
    assert all(one.children >= one.most for one in found)
    monkeypatch.setitem(BUDGETS, Action.LIST, 10_000)
    assert not [one for one in _review(house).spent if one.action is Action.LIST]


def test_a_look_that_danger_opened_is_told_with_its_entry(house, monkeypatch, child):
    who = who_asks(house, NOW, "case-manager", Role.CASE_MANAGER).person
    one = looked.InDanger(entry=7, child=child, person=who, day=NOW.date())
    monkeypatch.setattr(looked, "in_danger", lambda _since: [one])
    (found,) = _review(house).danger
    assert (found.entry, found.child, found.who) == (7, child, "case-manager")


def test_nobody_else_reviews_and_that_they_asked_is_written_down(browse, house):
    for somebody in made_up_people(house, NOW):
        if somebody.role is not Role.PRIVACY_OFFICER:
            with pytest.raises(LookRefused):
                review(house, somebody, NOW)
            assert not models.Disclosure.objects.latest("entry").granted
            assert 'href="/review"' not in browse(somebody.slug).text("/rules")
    assert "see the looks to review" in browse("privacy-officer").text("/")


# Last, since what it enters stands after every other entry of this home.
def test_the_looks_for_danger_are_those_of_that_purpose_that_were_granted(child):
    rows = [(True, Purpose.IMMINENT_DANGER), (False, Purpose.IMMINENT_DANGER), (True, Purpose.CARE)]
    for number, (granted, purpose) in enumerate(rows, 10**9):
        says = {"person": "nobody", "action": Action.READ, "purpose": purpose}
        models.Disclosure.objects.create(entry=number, granted=granted, day=NOW.date(), **says)
        link = {"previous": b"", "link": b""}
        models.Account.objects.create(child=child, number=number, entry=number, **link)
    assert [one.entry for one in looked.in_danger(NOW.date())] == [10**9]
