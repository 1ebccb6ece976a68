"""One duty: taken, rested, ended by a fact; conflicts are shown; DHS learns its part and a word."""

import re
from datetime import timedelta

import pytest

from amparo.actions.duties import duties
from amparo.actions.lists import Asked, today
from amparo.actions.people import made_up_people, who_asks
from amparo.duties import duty_name
from amparo.purposes import DHS, ROLES
from amparo.web.filters import day
from amparo.web.sign_in import IDLE
from amparo.web.visit import CLOCK
from amparo.words.agencies import Role
from tests.rooms.web.conftest import NOW
from tests.rooms.web.test_child import FROM_HHS

WHO = "field-specialist"
REACHED = {"fact": "contact attempted", "outcome": "reached", "channel": "call", "is_well": "yes"}


@pytest.fixture
def missed(house):
    """The findings of hearings that were missed and are still a field specialist's duty."""
    listed = duties(
        house, Asked(asker=who_asks(house, NOW, WHO, Role.FIELD_SPECIALIST)), NOW
    ).duties
    return [one for one in listed if one.duty.gap == "failed-to-appear"]


def _of(finding, role):
    return f"/duties/{duty_name(finding.duty.finding, role)}"


def test_a_contact_is_recorded_in_six_fields_and_the_duty_closes(browse, missed):
    somebody, address = browse(WHO), _of(missed[0], Role.FIELD_SPECIALIST)
    assert f'href="{address}"' in somebody.text("/?gap=failed-to-appear")
    page = somebody.text(address)
    form = page.partition('value="contact attempted"')[2].partition("</form>")[0]
    assert len(re.findall(r"<(?:select|input)[^>]*name=", form)) <= 6
    told = somebody.post(address, {**REACHED, "on": "yesterday"}).content.decode()
    assert day(today(NOW) - timedelta(days=1)) in told
    assert "has ended by it" in told
    assert f'href="{address}"' not in somebody.text("/?gap=failed-to-appear")


def test_what_is_no_day_or_no_answer_is_shown_again_as_it_was_typed(browse, missed):
    somebody, address = browse(WHO), _of(missed[-1], Role.FIELD_SPECIALIST)
    wrong = somebody.post(address, {**REACHED, "outcome": "no answer", "on": "2/30"})
    page = wrong.content.decode()
    assert wrong.status_code == 400
    assert "Nothing was recorded" in page
    assert 'value="2/30"' in page
    assert 'value="no answer" selected' in page
    assert somebody.post(address, {"fact": "contact attempted"}).status_code == 400
    assert somebody.post(address, {"fact": "nothing of ours"}).status_code == 400
    later = somebody.post(address, {**REACHED, "on": str(today(NOW) + timedelta(days=1))})
    assert later.status_code == 400


def test_a_fact_sent_after_the_session_is_kept(browse, missed):
    somebody, address = browse(WHO), _of(missed[-1], Role.FIELD_SPECIALIST)
    somebody.defaults[CLOCK] = NOW + IDLE + timedelta(seconds=1)
    kept = somebody.post(address, REACHED)
    assert 'name="outcome" value="reached"' in kept.content.decode()


def test_a_duty_is_taken_rested_handed_over_and_closed_by_two(browse, missed):
    somebody, address = browse(WHO), _of(missed[-1], Role.FIELD_SPECIALIST)
    assert "nobody has it yet" in somebody.text(address)
    assert somebody.post(address, {"deed": "take", "seen": "0"}).status_code == 302
    until = today(NOW) + timedelta(days=20)
    rest = {"deed": "snooze", "reason": "visit arranged", "until": str(until), "seen": "1"}
    assert somebody.post(address, rest).status_code == 302
    page = somebody.text(address)
    assert f"rests until {day(until)}" in page
    assert "visit arranged" in page
    assert "In my hands" in somebody.text("/?view=mine")
    assert address in somebody.text("/?view=mine")
    too_long = somebody.post(
        address, {**rest, "until": str(until + timedelta(days=20)), "seen": "2"}
    )
    assert too_long.status_code == 409
    closing = {"deed": "close", "reason": "done elsewhere", "seen": "2"}
    assert somebody.post(address, closing).status_code == 302
    assert 'value="reopen"' in somebody.text(address)
    assert somebody.post(address, {"deed": "reopen"}).status_code == 302


def test_the_later_of_two_is_told_that_the_duty_changed(browse, missed):
    first, second = browse(WHO), browse(WHO)
    address = _of(missed[-2], Role.FIELD_SPECIALIST)
    assert first.post(address, {"deed": "take", "seen": "0"}).status_code == 302
    late = second.post(address, {"deed": "take", "seen": "0"})
    assert late.status_code == 409
    assert "since you saw it" in late.content.decode()
    assert f'href="{address}"' in late.content.decode()


@pytest.mark.parametrize("role", [Role.JUVENILE_COORDINATOR, Role.OPLA_ATTORNEY])
def test_dhs_is_asked_about_its_own_books_and_learns_one_word(browse, missed, role):
    own = [_of(one, role) for one in missed]
    pages = [browse(str(role)).get(address) for address in own]
    shown = [one.content.decode() for one in pages if one.status_code == 200]
    assert shown
    for page in shown:
        assert "Check in your own books" in page
        assert re.search(
            r"reached since\?</?[^>]*> *<strong>not yet</strong>|<strong>not yet<", page
        )
        assert "Record a contact" not in page
        assert "Propose an address" not in page
        assert not [one for one in FROM_HHS if one in page]


def test_nobody_meets_or_moves_anothers_duty(browse, house, missed):
    address = _of(missed[-1], Role.FIELD_SPECIALIST)
    for somebody in made_up_people(house, NOW):
        client, role = browse(somebody.slug), somebody.role
        if role is Role.FIELD_SPECIALIST:
            continue
        page = client.get(address)
        moved = client.post(address, {"deed": "take", "seen": "0"})
        told = client.post(address, REACHED)
        assert page.status_code in {200, 403, 404}, role
        assert moved.status_code in {403, 409}, role
        assert told.status_code == 403, role
        if ROLES[role].family in DHS:
            assert page.status_code != 200, role
