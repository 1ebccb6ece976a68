"""Several duties at once: shown before, each told of, one entry each, and taken back again."""

import re
from collections import Counter
from datetime import timedelta

import pytest

from amparo.actions.duties import duties
from amparo.actions.lists import Asked, today
from amparo.actions.people import made_up_people, who_asks
from amparo.actions.together import TOGETHER
from amparo.duties import duty_name
from amparo.duties.act import Deed
from amparo.purposes import DHS, ROLES
from amparo.store import duty_acts, models
from amparo.words.agencies import Role
from tests.rooms.web.conftest import NOW
from tests.rooms.web.test_child import FROM_HHS

WHO = "field-specialist"


@pytest.fixture
def free(house):
    """A field specialist's duties that nobody touched, each as My day posts it."""
    asker = who_asks(house, NOW, WHO, Role.FIELD_SPECIALIST)
    listed = duties(house, Asked(asker=asker), NOW).duties
    own = [one for one in listed if one.duty.owner is Role.FIELD_SPECIALIST]
    return [f"{one.duty.duty}.0" for one in own if one.standing.version == 0]


@pytest.fixture
def send(browse):
    """Post a step of somebody's; the answer's text."""

    def post(person, deed, ticked, step="", **more):
        typed = {"deed": deed, "duty": ticked, "step": step, **more}
        answer = browse(person).post("/duties/together", typed)
        return answer.content.decode()

    return post


def _deeds(ticked):
    names = [one.partition(".")[0] for one in ticked]
    acts = duty_acts.acts_of(names)
    return [[one.deed for one in acts.get(name, [])] for name in names]


def test_my_day_ticks_what_is_ones_own_to_move(browse, free):
    page = browse(WHO).text("/")
    assert f'name="duty" value="{free[0]}"' in page
    assert 'value="assign"' in page
    assert 'name="duty"' not in browse("inspector").text("/")
    assert 'value="assign"' not in browse("case-manager").text("/")


def test_what_would_happen_is_shown_and_nothing_is_done(send, free):
    some = free[:3]
    page = send(WHO, "take", some)
    assert "Nothing is done yet." in page
    assert page.count("Done as asked") == 3
    assert _deeds(some) == [[], [], []]


def test_each_gets_a_deed_of_its_own_and_all_are_taken_back_by_one_more(send, free):
    some = free[:3]
    before = models.DutyAct.objects.count()
    done = send(WHO, "take", some, "do")
    assert "Done to 3 of 3." in done
    assert _deeds(some) == [[Deed.TAKE]] * 3
    entries = list(models.DutyAct.objects.order_by("-id").values_list("entry", flat=True)[:3])
    assert len(set(entries)) == 3
    back = re.findall(r'name="duty" value="([^"]+)"', done)
    assert back == [one.replace(".0", ".1") for one in some]
    undone = send(WHO, "undo", back, "do")
    assert "Done to 3 of 3." in undone
    assert _deeds(some) == [[Deed.TAKE, Deed.UNDO]] * 3
    assert models.DutyAct.objects.count() == before + 6
    assert "nobody yet" in send(WHO, "take", [one.replace(".0", ".2") for one in some])


def test_one_that_is_refused_loses_no_other_and_is_told_with_the_reason(send, free):
    ours, gone = free[:2], "0" * 16
    rest = {"reason": "visit arranged", "until": str(today(NOW) + timedelta(days=5))}
    send(WHO, "take", ours[:1], "do")
    seen = [ours[0].replace(".0", ".1"), ours[1], f"{gone}.0"]
    shown = send(WHO, "snooze", seen, "preview", **rest)
    assert shown.count("Not done:") == 2
    done = send(WHO, "snooze", seen, "do", **rest)
    assert "Done to 1 of 3." in done
    assert "Only whoever has it does that: take it first." in done
    assert "You have no duty of this name." in done
    assert _deeds(ours) == [[Deed.TAKE, Deed.SNOOZE], []]


def test_who_changed_a_duty_meanwhile_is_shown_and_it_is_left_out_unless_it_is_ticked(send, free):
    send(WHO, "take", free[:1], "do")
    whom = {"whom": "person:field-specialist"}
    shown = send(WHO, "assign", free[:2], "preview", **whom)
    assert "Changed since you saw it" in shown
    assert "Left out, unless you tick it." in shown
    boxes = dict(re.findall(r'checkbox" name="duty" value="([^"]+)"(?: (checked))?>', shown))
    assert boxes == {free[0].replace(".0", ".1"): "", free[1]: "checked"}
    done = send(WHO, "assign", free[:2], "do", **whom)
    assert "Done to 1 of 2." in done
    assert "Somebody did something to this duty since you saw it" in done
    again = send(WHO, "assign", [free[0].replace(".0", ".1")], "do", **whom)
    assert "Done to 1 of 1." in again


def test_what_something_newer_happened_to_is_not_taken_back_and_that_is_told(send, free):
    send(WHO, "take", free[:2], "do")
    seen = [one.replace(".0", ".1") for one in free[:2]]
    rest = {"reason": "visit arranged", "until": str(today(NOW))}
    send(WHO, "snooze", seen[:1], "do", **rest)
    undone = send(WHO, "undo", seen, "do")
    assert "Done to 1 of 2." in undone
    assert _deeds(free[:2]) == [[Deed.TAKE, Deed.SNOOZE], [Deed.TAKE, Deed.UNDO]]


def test_a_duty_goes_to_an_office_or_a_person_of_its_role_and_to_nobody_else(send, free):
    form = send(WHO, "assign", free[:1])
    assert 'value="office:made-up office of ORR"' in form
    assert 'value="person:case-manager"' in form
    assert "juvenile-coordinator" not in form
    office = send(WHO, "assign", free[:1], "do", whom="office:made-up office of ORR")
    assert "Done to 1 of 1." in office
    other = send(WHO, "assign", free[1:2], "do", whom="person:case-manager")
    assert "Done to 0 of 1." in other
    assert "A duty stays with its role" in other
    assert _deeds(free[1:2]) == [[]]


def test_nothing_ends_several_by_decision_and_nothing_is_done_by_half_a_form(browse, send, free):
    assert Deed.CLOSE not in TOGETHER
    somebody = browse(WHO)
    for deed in ("close", "reopen", "escalate", "nothing"):
        typed = {"deed": deed, "duty": free[:2], "step": "do", "reason": "told twice"}
        assert somebody.post("/duties/together", typed).status_code == 302
    assert "Nothing was ticked" in send(WHO, "take", [])
    assert "Choose to whom." in send(WHO, "assign", free[:1], "preview")
    assert "Choose why" in send(WHO, "snooze", free[:1], "preview", until="2/30")
    assert _deeds(free[:2]) == [[], []]


def test_what_is_looked_at_before_and_after_stands_in_the_account_once_each(send, free):
    def kinds():
        rows = models.Disclosure.objects.order_by("entry")
        return Counter(rows.values_list("action", "granted"))

    before = kinds()
    send(WHO, "assign", free[:3])  # who, is asked before anything is looked at
    assert kinds() == before
    send(WHO, "take", free[:1])
    assert kinds() - before == Counter({("list", True): 1})


def test_nobody_moves_anothers_duties_or_learns_of_them(browse, house, free):
    names = [duty_name(one, Role.COURT_STAFF) for one in ("0" * 16,)]
    for somebody in made_up_people(house, NOW):
        if somebody.role is Role.FIELD_SPECIALIST:
            continue
        for step in ("", "do") if ROLES[somebody.role].family in DHS else ("do",):
            typed = {"deed": "take", "duty": [*free[:2], *names], "step": step}
            answer = browse(somebody.slug).post("/duties/together", typed)
            assert answer.status_code in {200, 403}, somebody.slug
            text = answer.content.decode()
            if ROLES[somebody.role].family in DHS:
                assert not [one for one in FROM_HHS if one in text], somebody.slug
                assert text.count("A duty that is not yours, or ended") in {0, 3}, somebody.slug
    assert _deeds(free[:2]) == [[], []]
