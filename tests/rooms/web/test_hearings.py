"""A lawyer's hearings: the next first, in the court's own hour, with what stands in the way."""

import re
from html import unescape

import pytest

from amparo.actions.asking import LookRefused
from amparo.actions.hearings import IN_THE_WAY, LISTED_FOR, hearings
from amparo.actions.lists import today
from amparo.actions.people import made_up_people, who_asks
from amparo.gaps import GAPS
from amparo.purposes import DHS, ROLES
from amparo.store import models
from amparo.words.agencies import Role
from tests.rooms.web.conftest import NOW


def _ahead(house, role=Role.COUNSEL):
    return hearings(house, who_asks(house, NOW, role, role), NOW)


def test_counsel_sees_each_hearing_with_its_day_hour_zone_and_court_the_next_first(browse, house):
    found = _ahead(house).hearings
    assert found
    assert [one.on for one in found] == sorted(one.on for one in found)
    assert found[0].on >= today(NOW)
    page = unescape(browse("counsel").text("/hearings"))
    first = found[0]
    assert f"{first.at:%H:%M} {first.zone}" in page
    assert first.place in page
    assert first.name in page
    assert page.count('<td class="due">') == min(len(found), 25)


def test_what_stands_in_the_way_is_named_and_can_be_listed_alone(browse, house):
    found = _ahead(house).hearings
    hindered = [one for one in found if one.in_the_way or not one.is_set]
    assert 0 < len(hindered) < len(found)
    page = unescape(browse("counsel").text("/hearings?view=hindered"))
    assert page.count('<td class="due">') == min(len(hindered), 25)
    for one in hindered[0].in_the_way:
        assert GAPS[one.gap].says in page


def test_every_gap_that_bears_on_a_hearing_is_one_and_no_red_flag_is_among_them():
    assert set(IN_THE_WAY) <= GAPS.keys()
    assert not [one for one in IN_THE_WAY if GAPS[one].kind.name == "RED_FLAG"]


def test_each_child_of_the_list_has_it_in_the_account_before_it_is_shown(browse, house):
    child = _ahead(house).hearings[0].child
    before = models.Account.objects.filter(child=child).count()
    browse("counsel").get("/hearings")
    assert models.Account.objects.filter(child=child).count() == before + 1
    latest = models.Disclosure.objects.latest("entry")
    assert (latest.action, latest.purpose, latest.granted) == ("list", "representation", True)


def test_dhs_and_whoever_is_listed_none_are_refused_and_it_is_written_down(browse, house):
    for somebody in made_up_people(house, NOW):
        listed = somebody.role in LISTED_FOR
        client = browse(somebody.slug)
        assert ('href="/hearings"' in client.text("/rules")) is listed, somebody.slug
        if not listed:
            before = models.Disclosure.objects.count()
            answer = client.get("/hearings")
            assert answer.status_code == 403, somebody.slug
            assert models.Disclosure.objects.count() == before + 1
            assert not models.Disclosure.objects.latest("entry").granted
    assert not [role for role in LISTED_FOR if ROLES[role].family in DHS]


def test_a_legal_service_provider_is_listed_no_child_that_has_counsel(house):
    assert _ahead(house, Role.LEGAL_SERVICE_PROVIDER).hearings == []


def test_the_court_is_told_of_no_address_that_families_and_agencies_tell_differently(house):
    court = {way.gap for one in _ahead(house, Role.COURT_STAFF).hearings for way in one.in_the_way}
    own = {way.gap for one in _ahead(house).hearings for way in one.in_the_way}
    of_addresses = {"agencies-disagree-on-address", "address-told-not-filed", "address-unusable"}
    assert own & of_addresses
    assert not court & of_addresses


def test_the_bar_of_a_record_tells_the_same_next_hearing(browse, house):
    first = _ahead(house).hearings[0]
    page = browse("counsel").text(f"/children/{first.child}/?purpose=representation")
    bar = re.search(r"Next hearing</dt><dd>(.*?)</dd>", page, re.DOTALL)
    assert bar is not None
    assert f"{first.at:%H:%M} {first.zone}" in bar[1]
    assert first.place in unescape(bar[1])


@pytest.mark.parametrize("role", [Role.JUVENILE_COORDINATOR, Role.OPLA_ATTORNEY], ids=str)
def test_dhs_gets_no_hearing_from_the_action_itself(house, role):
    with pytest.raises(LookRefused):
        _ahead(house, role)
