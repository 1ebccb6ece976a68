"""A child's record: purpose first, every look accounted for, what is withheld said."""

import json
import re
from datetime import date

import pytest

from amparo.actions.ledger import HoldsNone, export, verify
from amparo.actions.people import made_up_people
from amparo.ledger import verifier
from amparo.purposes import DHS, ROLES, DataClass
from amparo.purposes.view import Line
from amparo.web import reading
from amparo.web.asked import own_purposes
from tests.rooms.web.conftest import NOW

FROM_HHS = ("Made-up Street", "MUSP", "Made-up Shelter", "ORR:MU", "(555) 555")
"""What only HHS told in a made-up home: where the child lives, with whom, under which key."""


@pytest.fixture
def child(child_of):
    return child_of("case-manager")


def _accounting(browse, child):
    copy = browse("counsel").get(f"/children/{child}/looks.json?purpose=representation")
    return json.loads(copy.content)["looks"]


def test_nothing_is_read_before_it_is_said_why(browse, child):
    before = len(_accounting(browse, child))
    page = browse("case-manager").text(f"/children/{child}/")
    assert "Why do you look at this child?" in page
    assert "Nothing has been read yet." in page
    assert len(_accounting(browse, child)) == before + 1  # only the account's own look


def test_the_record_says_who_is_owed_what_and_what_to_do_next(browse, child):
    page = browse("case-manager").text(f"/children/{child}/?purpose=safety-check")
    assert "A call after release was due" in page
    assert "Next step:" in page
    assert "Where in the process" in page
    assert re.search(r"This look is recorded, as entry \d+ of the ledger", page)
    assert "What is withheld from you, and why" in page


def test_no_name_of_a_field_stands_without_a_value(browse, child):
    for language in ("en", "es"):
        page = browse("counsel").text(
            f"/children/{child}/?purpose=representation", headers={"Accept-Language": language}
        )
        assert "Made-up" in page
        assert not re.search(r"<dd[^>]*></dd>", page)


def test_each_look_stands_in_the_account_with_its_page(browse, child):
    somebody = browse("case-manager")
    somebody.get(f"/children/{child}/?purpose=safety-check")
    somebody.get(f"/children/{child}/timeline?purpose=safety-check")
    told = [one["command"] for one in _accounting(browse, child)]
    assert told[-3:] == ["page record", "page timeline", "page looks copy"]


def test_a_number_never_given_is_refused_in_the_same_words_as_a_child_of_others(browse, child):
    somebody = browse("ero-officer")
    answers = [
        somebody.get(f"/children/{number}/?purpose=nta-service") for number in (child, "0" * 32)
    ]
    assert [one.status_code for one in answers] == [403, 403]
    first, second = (re.sub(r'value="[^"]*"', "", one.content.decode()) for one in answers)
    assert first.replace(child, "0" * 32) == second


def test_a_day_that_is_none_is_said_to_be_none(browse, child):
    page = browse("case-manager").text(f"/children/{child}/?purpose=safety-check&on=2024-02-30")
    assert "This is not a day" in page
    assert "2024-02-30" in page


def test_the_record_of_a_day_before_anything_was_known_is_empty(browse, child):
    page = browse("case-manager").text(
        f"/children/{child}/?purpose=safety-check&known_at=2001-01-01"
    )
    assert "A child whose name is not shown to you" in page


def test_the_timeline_is_also_a_table_and_says_where_nobody_told_of_anything(browse, child):
    page = browse("counsel").text(f"/children/{child}/timeline?purpose=representation")
    assert page.count("<circle") >= 3
    assert "The same as a table" in page
    assert "days later" in page


def test_counsel_reads_who_looked_in_words(browse, child):
    browse("case-manager").get(f"/children/{child}/?purpose=safety-check")
    page = browse("counsel").text(f"/children/{child}/looks?purpose=representation")
    assert "<strong>Case manager</strong>, ORR" in page
    assert "looked at the record" in page
    assert "Safety check" in page


def test_the_copy_of_who_has_looked_can_be_held_against_the_ledger_also_by_an_outsider(
    browse, house, child, tmp_path
):
    copy = browse("counsel").get(f"/children/{child}/looks.json?purpose=representation")
    browse("counsel").get(f"/children/{child}/?purpose=representation")  # the ledger goes on
    assert verify(house, copy.content.decode()).ok
    export(house, None, tmp_path / "exported", NOW)
    kept = tmp_path / "who-has-looked.json"
    kept.write_bytes(copy.content)
    outsider = [str(tmp_path / "exported"), "--held", str(kept)]
    assert verifier.main(outsider) == 0
    told = json.loads(copy.content)
    another_root = re.sub(r"(?<=\n)[^\n]+(?=\n\n)", "A" * 43 + "=", told["checkpoint"])
    kept.write_text(json.dumps(told | {"checkpoint": another_root}))
    assert verifier.main(outsider) == 1
    assert not verify(house, kept.read_text()).ok


@pytest.mark.parametrize("held", ["", "no note", "{}", "{", '{"checkpoint": null}', "[1]"])
def test_a_file_without_a_checkpoint_says_nothing_against_the_ledger(house, held):
    with pytest.raises(HoldsNone):
        verify(house, held)


@pytest.mark.parametrize(("side", "has"), [("ALIEN", True), ("INS", False), (None, False)])
def test_the_government_s_lawyer_is_not_told_as_the_child_s_counsel(side, has):
    told = Line(
        on=date(2024, 9, 17),
        event="court counsel told",
        told_by="EOIR:case/990000001",
        learned_on=date(2024, 10, 6),
        data_class=DataClass.COURT,
        says={"side": side, "level": "COURT"},
        file=None,
        line=None,
    )
    assert reading.has_counsel([told]) is has


def test_whoever_may_not_read_the_account_is_told_so(browse, child):
    answer = browse("case-manager").get(f"/children/{child}/looks?purpose=safety-check")
    assert answer.status_code == 403
    assert "Not shown" in answer.content.decode()


def test_no_role_of_dhs_meets_what_hhs_told_on_any_page_of_a_child(browse, house, child):
    for somebody in filter(_is_dhs, made_up_people(house, NOW)):
        _walk(browse(somebody.slug), somebody, child, ("", "timeline", "looks"))


@pytest.mark.long
def test_every_other_role_meets_every_page_of_a_child_without_a_defect(browse, house, child):
    for somebody in made_up_people(house, NOW):
        if not _is_dhs(somebody):
            _walk(browse(somebody.slug), somebody, child, ("", "timeline", "looks"))


def _walk(client, somebody, child, pages):
    """Under one's own first purpose, and under another's, which is refused."""
    own = own_purposes(somebody)
    for purpose in dict.fromkeys([*own[:1], "safety-check"]):
        for page in pages:
            answer = client.get(f"/children/{child}/{page}?purpose={purpose}")
            assert answer.status_code in {200, 403}, (somebody.slug, page, purpose)
            if _is_dhs(somebody):
                text = answer.content.decode()
                assert not [one for one in FROM_HHS if one in text], (somebody.slug, page)
            if purpose not in own:
                assert answer.status_code == 403, (somebody.slug, page, purpose)


def _is_dhs(somebody):
    return ROLES[somebody.role].family in DHS


def test_the_walk_would_see_a_leak(browse, child):
    page = browse("case-manager").text(f"/children/{child}/?purpose=safety-check")
    assert [one for one in FROM_HHS if one in page]


def test_who_has_looked_is_led_to_only_where_it_is_opened(browse, child):
    for role, purpose, is_led in (
        ("case-manager", "safety-check", False),
        ("counsel", "representation", True),
    ):
        page = browse(role).text(f"/children/{child}/?purpose={purpose}")
        assert (f"/children/{child}/looks?" in page) is is_led, role
