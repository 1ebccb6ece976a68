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


def _record_of(owed):
    return f"/children/{owed.shown.child}/?purpose={owed.purpose}"


def test_on_the_record_ones_own_duty_is_taken_and_leads_to_each_of_its_forms(browse, missed):
    somebody, owed = browse(WHO), missed[-3]
    duty, record = _of(owed, Role.FIELD_SPECIALIST), _record_of(owed)
    page = somebody.text(record)
    assert f'action="{duty}"' in page
    assert f'href="{duty}?fact=contact%20attempted#tell-contact-attempted"' in page
    assert f"{duty}#snooze" not in page
    taken = somebody.post(duty, {"deed": "take", "back": record})
    assert taken.headers["Location"] == record
    page = somebody.text(record)
    assert f"{duty}#snooze" in page
    assert f'action="{duty}"' not in page
    opened = somebody.text(f"{duty}?fact=address%20proposed")
    assert re.search(r'id="tell-address-proposed" open', opened)
    assert not re.search(r'id="tell-contact-attempted" open', opened)


def test_whoever_proposed_an_address_finds_on_the_duty_that_they_did_and_on_no_others_where(
    browse, missed
):
    address = _of(missed[-3], Role.FIELD_SPECIALIST)
    proposed = {"fact": "address proposed", "evidence": "sponsor", "address_line": "7 Made-up Way"}
    told = browse(WHO).post(address, {**proposed, "city": "Ejemplo", "state": "TN", "zip": "00100"})
    assert "Address proposed" in told.content.decode()
    done = browse(WHO).text(address).partition("What was done")[2]
    assert "Address proposed" in done
    assert "7 Made-up Way" not in done
    for role in (Role.JUVENILE_COORDINATOR, Role.OPLA_ATTORNEY):
        assert "Address proposed" not in browse(str(role)).text(_of(missed[-3], role))


def test_of_another_day_the_record_offers_nothing_to_do(browse, missed):
    page = browse(WHO).text(f"{_record_of(missed[-3])}&on={today(NOW) - timedelta(days=1)}")
    assert "Yours to do" not in page
    assert "Yours to do" not in browse("inspector").text(_record_of(missed[-3]))


def test_nobody_is_led_out_of_amparo_after_a_deed(browse, missed):
    duty = _of(missed[-4], Role.FIELD_SPECIALIST)
    for to in ("https://elsewhere.example/children/", "//elsewhere.example/children/", "/rules"):
        answer = browse(WHO).post(duty, {"deed": "take", "back": to})
        assert answer.headers.get("Location", duty) == duty


def test_a_contact_is_corrected_and_taken_back_and_nothing_is_overwritten(browse, missed):
    somebody, duty = browse(WHO), _of(missed[-5], Role.FIELD_SPECIALIST)
    wrong = {**REACHED, "outcome": "no answer", "is_well": ""}
    told = somebody.post(duty, {**wrong, "on": "yesterday"}).content.decode()
    (key,) = set(re.findall(r"correct=(\w+)#tell-contact-attempted", told))
    form = somebody.text(f"{duty}?correct={key}")
    assert "You correct what was recorded." in form
    assert f'name="replaces" value="{key}"' in form
    assert 'value="no answer" selected' in form
    assert f'value="{today(NOW) - timedelta(days=1)}"' in form
    browse("counsel").get(_record_of(missed[-5]).partition("?")[0] + "?purpose=representation")
    fixed = somebody.post(
        duty, {**wrong, "outcome": "wrong number", "on": "yesterday", "replaces": key}
    )
    assert "Who was shown it before, and must be told" in fixed.content.decode()
    page = somebody.text(duty)
    assert page.count("<strong>Contact attempted</strong>") == 2  # both stand in the history
    assert page.count(f'name="take_back" value="{key}"') == 1
    back = somebody.post(duty, {"take_back": key}).content.decode()
    assert "It is taken back" in back
    assert "Correct it" not in back
    page = somebody.text(duty)
    assert page.count("<strong>Contact attempted</strong>") == 3
    assert "take_back" not in page
    assert somebody.post(duty, {"take_back": key}).status_code == 400


def test_a_contact_that_ended_the_duty_is_taken_back_and_the_duty_is_there_again(browse, missed):
    somebody, duty = browse(WHO), _of(missed[-6], Role.FIELD_SPECIALIST)
    told = somebody.post(duty, REACHED).content.decode()
    (key,) = set(re.findall(r"correct=(\w+)#", told))
    ended = somebody.text(duty)
    assert 'value="contact attempted"' not in ended  # nothing new is told for what has ended
    assert 'value="contact attempted"' in somebody.text(f"{duty}?correct={key}")
    somebody.post(duty, {"take_back": key})
    assert f'href="{duty}"' in somebody.text("/?gap=failed-to-appear")


def test_counsel_is_shown_on_the_duty_what_speaks_for_having_the_order_taken_back(browse, missed):
    ordered = next(one for one in missed if one.shown.reason == "in absentia")
    page = browse("counsel").text(_of(ordered, Role.COUNSEL))
    evidence = page.partition("What may be shown to the court")[2].partition("</table>")[0]
    assert "An order of removal was made in the child&#x27;s absence" in evidence
    assert re.search(r"Last day to ask that it be taken back: (\w{3}, \w{3} \d|none, if)", evidence)
    for role in (Role.FIELD_SPECIALIST, Role.JUVENILE_COORDINATOR, Role.OPLA_ATTORNEY):
        assert "What may be shown to the court" not in browse(role).text(_of(ordered, role))


def test_nobody_corrects_what_another_told(browse, missed):
    somebody, duty = browse(WHO), _of(missed[-7], Role.FIELD_SPECIALIST)
    told = somebody.post(duty, {**REACHED, "outcome": "no answer"}).content.decode()
    (key,) = set(re.findall(r"correct=(\w+)#", told))
    other = _of(missed[-7], Role.POST_RELEASE_PROVIDER)
    for person in ("post-release-provider", "juvenile-coordinator", "counsel"):
        for address in (duty, other):
            answer = browse(person).post(address, {"take_back": key})
            assert answer.status_code in {400, 403, 404}, (person, address)
            assert "take_back" not in browse(person).text(address)


def test_child_protection_records_what_came_of_it_and_that_a_flag_is_contested(
    browse, house, missed
):
    away = {**REACHED, "outcome": "child not there", "is_well": ""}
    browse(WHO).post(_of(missed[0], Role.FIELD_SPECIALIST), away)
    asker = who_asks(house, NOW, "child-protection", Role.CHILD_PROTECTION)
    listed = duties(house, Asked(asker=asker), NOW).duties
    flag = next(one for one in listed if one.duty.gap == "not-with-sponsor")
    somebody, duty = browse("child-protection"), f"/duties/{flag.duty.duty}"
    assert 'value="unfounded"' in somebody.text(duty)
    contested = somebody.post(duty, {"fact": "flag contested", "contested_by": "parent"})
    assert "still open" in contested.content.decode()
    assert "Flag contested" in somebody.text(duty)
    done = somebody.post(duty, {"fact": "concern disposed", "outcome": "unfounded"})
    assert "has ended by it" in done.content.decode()
