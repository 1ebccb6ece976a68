"""A fact is said to be wrong from the record: nothing is changed, nothing goes to DHS."""

import re

import pytest

from amparo.actions.doubting import LONGEST
from amparo.actions.people import made_up_people
from amparo.purposes import DHS, ROLES
from amparo.store import models
from tests.rooms.web.conftest import NOW

RIGHT = "Calle Inventada 7"


@pytest.fixture
def child(child_of):
    return child_of("case-manager")


def _fact(page, told_by):
    """The link of the first fact that an agency told."""
    for row in page.split("<tr>"):
        if f'class="chip">{told_by}<' in row and (
            link := re.search(r'href="([^"]*/facts/\w+)"', row)
        ):
            return link[1]
    raise AssertionError(f"no fact of {told_by} that may be doubted")


def _record(client, child):
    return client.text(f"/children/{child}/?purpose=correction")


def test_what_is_wrong_is_asked_from_beside_the_fact_and_its_state_is_seen_after(browse, child):
    asker, desk = browse("case-manager"), browse("field-specialist")
    before = _record(asker, child)
    address = _fact(before, "ORR")
    form = asker.text(address)
    assert "Nothing is changed by this" in form
    asked = asker.post(address, {"wrong": "out of date", "right": RIGHT})
    assert asked.headers["Location"] == "/corrections"
    mine = asker.text("/corrections")
    assert RIGHT in mine
    assert "Waits for:" in mine
    assert "Your desk takes these up" not in mine
    (entry,) = re.findall(r'name="entry" value="(\d+)"', desk.text("/corrections"))
    says = {"entry": entry, "answer": "asked of whoever told it"}
    assert asker.post("/corrections", says).status_code == 409  # it is not one's own to answer
    assert desk.post("/corrections", says).status_code == 302
    assert desk.post("/corrections", says).status_code == 409
    assert "Asked of whoever told it" in asker.text("/corrections")
    after = _record(asker, child)
    told = [re.findall(r"<dd[^>]*>([^<]*)</dd>", page) for page in (before, after)]
    assert told[0] == told[1]


def test_what_is_too_long_is_refused_and_not_cut(browse, child):
    asker = browse("case-manager")
    held = models.Doubt.objects.count()
    told = {"wrong": "misspelt", "right": "x" * (LONGEST + 1)}
    refused = asker.post(_fact(_record(asker, child), "ORR"), told)
    assert refused.status_code == 409
    assert str(LONGEST) in refused.content.decode()
    assert models.Doubt.objects.count() == held


def test_what_would_be_right_lies_encrypted_and_in_no_entry(browse, child):
    asker = browse("case-manager")
    asker.post(_fact(_record(asker, child), "ORR"), {"wrong": "misspelt", "right": RIGHT})
    row = models.Doubt.objects.latest("entry")
    body = bytes(models.Entry.objects.get(pk=row.entry).body)
    assert row.right
    assert RIGHT.encode() not in body
    assert RIGHT.encode() not in bytes.fromhex(row.right)


def test_what_the_court_told_is_taken_up_by_the_court_and_what_dhs_told_by_orr(browse, child):
    asker = browse("case-manager")
    page = _record(asker, child)
    for told_by, desk in (("Immigration court (EOIR)", "court-staff"), ("CBP", "field-specialist")):
        if f'class="chip">{told_by}<' in page:
            asker.post(_fact(page, told_by), {"wrong": "wrong day"})
            assert models.Doubt.objects.latest("entry").taken_up_by == desk


def test_nothing_of_it_reaches_dhs_and_dhs_asks_for_nothing(browse, house, child):
    asker = browse("case-manager")
    address = _fact(_record(asker, child), "CBP")
    asker.post(address, {"wrong": "misspelt", "right": RIGHT})
    count = models.Doubt.objects.count()
    for somebody in made_up_people(house, NOW):
        if ROLES[somebody.role].family in DHS:
            client = browse(somebody.slug)
            answers = [
                client.get("/corrections"),
                client.get(address),
                client.post(address, {"wrong": "misspelt", "right": "anything"}),
            ]
            for answer in answers:
                text = answer.content.decode()
                assert RIGHT not in text, somebody.slug
                assert 'class="owed"' not in text, somebody.slug
            assert [one.status_code for one in answers[1:]] == [409, 409], somebody.slug
            assert 'href="/corrections"' not in client.text("/rules"), somebody.slug
    assert models.Doubt.objects.count() == count


def test_nobody_else_reads_what_was_asked(browse, child):
    asker = browse("case-manager")
    asker.post(_fact(_record(asker, child), "ORR"), {"wrong": "misspelt", "right": RIGHT})
    for person in ("counsel", "privacy-officer", "court-staff", "inspector", "sponsor"):
        answer = browse(person).get("/corrections")
        assert answer.status_code in {200, 403}, person
        assert RIGHT not in answer.content.decode(), person


def test_a_fact_that_is_not_there_is_not_asked_about(browse, child):
    asker = browse("case-manager")
    gone = f"/children/{child}/facts/0123456789abcdef"
    assert asker.get(gone).status_code == 404
    assert asker.post(gone, {"wrong": "misspelt"}).status_code == 409
    address = _fact(_record(asker, child), "ORR")
    assert asker.post(address, {"wrong": "nothing of ours"}).status_code == 400
    assert asker.post(address, {"wrong": "misspelt", "field": "secret"}).status_code == 409


def test_an_answer_to_what_is_no_request_breaks_nothing(browse):
    says = {"entry": "9" * 5_000, "answer": "asked of whoever told it"}
    assert browse("field-specialist").post("/corrections", says).status_code == 200
