"""Who may be one child: side by side, ruled by two people, shown where it changed, and undone."""

import re

import pytest

from amparo.actions.match_run import run
from amparo.actions.people import made_up_people, who_asks
from amparo.store import children, identities, reviews
from amparo.words.agencies import Role
from tests.rooms.web.conftest import NOW

WHY = "The birth certificate says so"


@pytest.fixture(scope="module", autouse=True)
def _weighed(house):
    run(house, who_asks(house, NOW, None, Role.OPERATOR), NOW)


@pytest.fixture
def number():
    """A review that nobody has answered."""
    return reviews.waiting()[0].number


@pytest.fixture
def of_two():
    """One of two children whom nothing keeps apart but that a person must say so."""
    waiting = (one for one in reviews.waiting() if "A-number" in one.why)
    return next(one.number for one in waiting if len(_children(one)) == 2)


def _children(item):
    return set(children.memberships(item.identities).values())


def _shown_to(somebody, number):
    for child in _children(reviews.review(number)):
        assert somebody.get(f"/children/{child}/?purpose=correction").status_code == 200


def _say(somebody, number, says="same"):
    return somebody.post(f"/same/{number}", {"says": says, "because": WHY})


@pytest.fixture
def of_nobodys_review():
    """Two children of whom nobody has asked whether they are one."""
    asked = {child for item in reviews.waiting() for child in _children(item)}
    return tuple(one for one in children.everyone() if one not in asked)[:2]


def _asked(somebody, child, other):
    answer = somebody.post(f"/children/{child}/same", {"other": other, "because": WHY})
    assert answer.status_code == 302
    return int(answer["Location"].rpartition("/")[2])


def _said_by_two(number, says, *persons):
    for somebody in persons:
        somebody.get(f"/same/{number}")
        answer = _say(somebody, number, says).content.decode()
        if "Recorded and in force" in answer:
            return answer
    raise AssertionError(answer)


def test_each_side_begins_with_the_name_and_says_yes_or_no(browse, number):
    page = browse("case-manager").text(f"/same/{number}")
    first = re.findall(r'class="letter".*?<dt>(.*?)</dt>', page, re.DOTALL)
    assert set(first) == {"given names"}
    assert ">False<" not in page


def test_the_reviews_of_ones_work_lead_to_the_children_side_by_side(browse, number):
    somebody = browse("field-specialist")
    assert f'href="/same/{number}"' in somebody.text("/same/")
    page = somebody.text(f"/same/{number}")
    assert page.count('class="letter"') >= 2
    assert re.search(r'class="number bits">[+−]\d', page)
    assert "Taken for one, and they are two" in page
    assert "Taken for two, and they are one" in page


def test_brothers_and_sisters_are_warned_of(browse):
    item = next(one for one in reviews.waiting() if "brothers" in one.why)
    assert "Careful:" in browse("field-specialist").text(f"/same/{item.number}")


def test_what_was_shown_takes_a_second_person_and_is_undone_as_it_was(browse, of_two):
    number = of_two
    first, second = browse("field-specialist"), browse("case-manager")
    _shown_to(first, number)
    first.get(f"/same/{number}")
    assert "a second person must confirm" in _say(first, number).content.decode()
    own = _say(first, number)
    assert own.status_code == 409
    assert "You proposed this yourself" in own.content.decode()
    assert WHY in second.text(f"/same/{number}")
    ruled = _say(second, number).content.decode()
    assert "Recorded and in force" in ruled
    [child] = set(re.findall(r"/children/(\w{32})/part", ruled))
    page = first.text(f"/children/{child}/part")
    chosen = re.findall(r'value="([^"]+)" checked', page)
    assert chosen
    assert "restores both children as they were" in page
    parting = {"record": chosen, "because": WHY}
    proposed = first.post(f"/children/{child}/part", parting).content.decode()
    assert "a second person must confirm" in proposed
    second.get(f"/children/{child}/part")
    [again] = [int(one) for one in re.findall(r"/same/(\d+)", proposed)][:1]
    second.get(f"/same/{again}")
    parted = _say(second, again, "not-same").content.decode()
    assert len(set(re.findall(r"/children/(\w{32})/\?purpose=correction", parted))) == 2
    assert "Undo: ask again whether they are one child" in parted


def test_asking_whether_a_record_is_another_childs_shows_nothing_of_nobody(browse, child_of):
    child, somebody = child_of("case-manager"), browse("case-manager")
    for nobody in ("0" * 32, "ORR:nothing/1"):
        asked = somebody.post(f"/children/{child}/same", {"other": nobody, "because": WHY})
        assert asked.status_code == 403
        assert "Nothing was shown." in asked.content.decode()
    assert browse("inspector").get(f"/children/{child}/same").status_code == 409


def test_what_was_said_to_be_two_children_is_undone_by_asking_again(browse, of_nobodys_review):
    one, other = of_nobodys_review
    first, second = browse("field-specialist"), browse("case-manager")
    number = _asked(first, one, other)
    assert WHY in first.text(f"/same/{number}")
    ruled = _said_by_two(number, "siblings", first, second)
    assert "Undo: part its records" not in ruled
    [way] = re.findall(r'href="(/children/\w{32}/same\?other=\w{32})"', ruled)
    assert way in first.text(f"/same/{number}")
    assert set(re.findall(r"\w{32}", way)) == {one, other}
    assert f'value="{way[-32:]}"' in first.text(way)
    record = min(identities.names(children.members([other])[other]).values())
    again = _asked(first, one, record)
    assert again == _asked(second, one, other) != number
    assert "Undo: part its records" in _said_by_two(again, "same", second, first)
    assert children.now(one) == children.now(other)


def test_whoever_ruled_on_what_was_answered_meanwhile_is_shown_so_and_loses_nothing(browse, number):
    first, second = browse("field-specialist"), browse("case-manager")
    first.get(f"/same/{number}")
    for somebody in (second, browse("case-manager")):
        somebody.get(f"/same/{number}")
        _say(somebody, number, "not-same")
    late = _say(first, number)
    assert late.status_code == 409
    page = late.content.decode()
    assert "Somebody answered this review meanwhile." in page
    assert WHY in page
    assert f'href="/same/{number}"' in page


def test_nothing_is_ruled_without_a_choice_a_reason_or_a_look(browse, number):
    somebody = browse("field-specialist")
    unseen = _say(somebody, number)
    assert "Look at the records side by side" in unseen.content.decode()
    somebody.get(f"/same/{number}")
    assert "Choose what they are" in somebody.post(f"/same/{number}", {}).content.decode()
    without = somebody.post(f"/same/{number}", {"says": "same", "because": ""})
    assert without.status_code == 409
    assert "one line" in without.content.decode()
    assert number in {one.number for one in reviews.waiting()}


def test_a_record_is_parted_only_where_some_of_it_is_chosen(browse, child_of):
    child = child_of("case-manager")
    page = browse("case-manager").post(f"/children/{child}/part", {}).content.decode()
    assert "Choose at least one record that goes" in page


def test_nobody_else_meets_a_candidate(browse, house, number, child_of):
    child = child_of("case-manager")
    for somebody in made_up_people(house, NOW):
        if somebody.role in {Role.FIELD_SPECIALIST, Role.CASE_MANAGER}:
            continue
        client = browse(somebody.slug)
        assert "Possible same child" not in client.text("/figures/"), somebody.slug
        for answer in (
            _say(client, number),
            client.post(f"/children/{child}/part", {"record": "ORR:x", "because": WHY}),
        ):
            assert answer.status_code in {403, 409}, somebody.slug
        shown = (
            client.get("/same/").content.decode() + client.get(f"/same/{number}").content.decode()
        )
        if somebody.agency in {"ICE", "CBP", "DHS", "USCIS"}:
            assert 'class="letter"' not in shown, somebody.slug
            assert "/same/" + str(number) not in shown.replace(
                f'next" value="/same/{number}', ""
            ), somebody.slug
