"""Counsel contests what was found: its owner reads why, nothing ends by it, nothing goes to DHS."""

import re

import pytest

from amparo.actions.doubting import CONCERN, TAKES_UP, desk_of_finding, waiting
from amparo.actions.people import made_up_people, who_asks
from amparo.gaps import GAPS
from amparo.purposes import DHS, ROLES
from amparo.purposes.wrong_facts import CONTESTS
from amparo.store import models
from amparo.words.agencies import Role
from tests.rooms.web.conftest import NOW

WHY = "La llamada fue el lunes"


@pytest.fixture
def child(child_of):
    return child_of("case-manager")


def _owed(page):
    """The link of the first thing on a record that may be contested."""
    return re.findall(r'href="(/children/\w+/contest\?finding=[0-9a-f]+)"', page)


def _record(client, child):
    return client.text(f"/children/{child}/?purpose=correction")


def _contest(client, child, wrong="done already"):
    """Contest the first thing on a record; the finding's name."""
    address = _owed(_record(client, child))[0]
    form = client.text(address)
    assert "Nothing is ended by this" in form
    finding = address.partition("finding=")[2]
    asked = client.post(address, {"finding": finding, "wrong": wrong, "right": WHY})
    assert asked.headers["Location"] == "/corrections"
    return finding


def test_counsel_contests_from_the_record_and_its_owner_reads_why_and_answers_once(
    browse, house, child
):
    counsel = browse("counsel")
    finding = _contest(counsel, child)
    row = models.Doubt.objects.latest("entry")
    assert row.event == f"finding {finding}"
    assert "You contest this since" in _record(counsel, child)
    assert "Waits for:" in counsel.text("/corrections")
    again = {"finding": finding, "wrong": "not so"}
    assert counsel.post(f"/children/{child}/contest", again).status_code == 409
    owner = browse(row.taken_up_by)
    asker = who_asks(house, NOW, row.taken_up_by, Role(row.taken_up_by))
    assert waiting(house, asker, NOW) == 1
    assert re.search(r"<strong>1</strong>\s*correction asked of your desk", owner.text("/"))
    desk = owner.text("/corrections")
    assert WHY in desk
    assert "It is done already" in desk
    says = {"entry": str(row.entry), "answer": "stands as told"}
    assert owner.post("/corrections", says).status_code == 302
    assert owner.post("/corrections", says).status_code == 409
    assert "It stands as told" in counsel.text("/corrections")
    assert "correction asked of your desk" not in owner.text("/")


def test_what_is_contested_is_said_on_its_owner_s_duty_and_nothing_is_ended(browse, child):
    counsel = browse("counsel")
    held = models.DutyAct.objects.count()
    _contest(counsel, child)
    row = models.Doubt.objects.latest("entry")
    owner = browse(row.taken_up_by)
    links = re.findall(r'href="(/duties/[0-9a-f]+)"', owner.text(f"/?gap={row.field}"))
    said = [one for one in links if "Read why, and say what came of it" in owner.text(one)]
    assert len(said) == 1
    assert models.DutyAct.objects.count() == held


def test_counsel_takes_back_what_it_asked_and_nobody_else_does(browse, child):
    counsel = browse("counsel")
    finding = _contest(counsel, child)
    row = models.Doubt.objects.latest("entry")
    says = {"entry": str(row.entry), "answer": "withdrawn"}
    assert finding not in str(_owed(_record(counsel, child)))
    assert browse(row.taken_up_by).post("/corrections", says).status_code == 409
    assert counsel.post("/corrections", says).status_code == 302
    assert "Taken back by whoever asked" in counsel.text("/corrections")
    assert finding in str(_owed(_record(counsel, child)))


def test_a_concern_goes_to_child_protection_and_counsel_is_told_neither_whether_nor_what(
    browse, child
):
    counsel, desk = browse("counsel"), browse("child-protection")
    says = {"finding": CONCERN, "wrong": "not so", "right": WHY}
    assert counsel.post(f"/children/{child}/contest", says).status_code == 302
    row = models.Doubt.objects.latest("entry")
    assert (row.event, row.taken_up_by) == (CONCERN, "child-protection")
    before = counsel.text("/corrections")
    assert "Whether there was a concern, and what came of it, is not told." in before
    assert WHY in desk.text("/corrections")
    answer = {"entry": str(row.entry), "answer": "stands as told"}
    assert desk.post("/corrections", answer).status_code == 302
    after = counsel.text("/corrections")
    assert _of(after, row.entry) == _of(before, row.entry)
    taken_back = {"entry": str(row.entry), "answer": "withdrawn"}
    assert counsel.post("/corrections", taken_back).status_code == 409
    assert counsel.post(f"/children/{child}/contest", says).status_code == 302  # as if unanswered


def _of(page, entry):
    """All that a page says, but for what is new with each request."""
    del entry
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", page)


def test_whoever_has_it_as_work_and_dhs_do_not_contest(browse, house, child):
    held = models.Doubt.objects.count()
    for somebody in made_up_people(house, NOW):
        if somebody.role not in CONTESTS:
            client = browse(somebody.slug)
            says = {"finding": CONCERN, "wrong": "not so"}
            assert client.get(f"/children/{child}/contest").status_code == 409, somebody.slug
            assert client.post(f"/children/{child}/contest", says).status_code == 409
    assert models.Doubt.objects.count() == held


def test_nothing_that_is_contested_is_taken_up_by_dhs():
    desks = {desk_of_finding(gap, protected=one) for gap in GAPS for one in (False, True)}
    assert not [role for role in desks | TAKES_UP if ROLES[role].family in DHS]
    assert desk_of_finding("nta-not-filed", protected=False) is Role.FIELD_SPECIALIST


def test_what_is_said_of_a_fact_is_not_said_of_a_finding(browse, child):
    counsel = browse("counsel")
    address = _owed(_record(counsel, child))[-1]
    says = {"finding": address.partition("finding=")[2], "wrong": "misspelt"}
    assert counsel.post(address, says).status_code == 409
    assert counsel.post(address, says | {"wrong": "nothing of ours"}).status_code == 400
    gone = {"finding": "0" * 16, "wrong": "not so"}
    assert counsel.post(address, gone).status_code == 409
