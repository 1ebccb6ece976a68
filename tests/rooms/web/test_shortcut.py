"""The shortcut / can be turned off, for whoever speaks to a machine, and on again."""

import pytest


def _has_it(page):
    return "data-shortcut" in page


def test_the_shortcut_is_turned_off_and_on_at_the_foot_of_any_page(browse):
    somebody = browse("counsel")
    page = somebody.text("/rules")
    assert _has_it(page)
    assert 'name="shortcut" value="off"' in page
    assert "Press /" in somebody.text("/children/")
    answer = somebody.post("/shortcut", {"shortcut": "off", "next": "/rules"})
    assert answer.headers["Location"] == "/rules"
    assert answer.cookies["amparo-shortcut"]["httponly"]
    assert not _has_it(somebody.text("/"))
    assert "Press /" not in somebody.text("/children/")
    somebody.post("/shortcut", {"shortcut": "on"})
    assert _has_it(somebody.text("/rules"))


@pytest.mark.parametrize(
    "to", ["https://elsewhere.example/", "//elsewhere.example"], ids=["a", "b"]
)
def test_it_leads_to_no_page_of_others(browse, to):
    answer = browse("counsel").post("/shortcut", {"shortcut": "off", "next": to})
    assert answer.headers["Location"] == "/"


def test_who_the_child_is_is_told_in_words_and_no_code_of_the_court(browse, child_of):
    child = child_of("case-manager")
    page = browse("counsel").text(f"/children/{child}/?purpose=representation")
    bar = page.partition('class="identity"')[2].partition("</dl>")[0]
    assert "Spanish / SP" not in bar
    told = bar.lower().partition("birth date</dt>")[2].partition("</dd>")[0]
    assert ", 20" in told
    assert "-" not in told
