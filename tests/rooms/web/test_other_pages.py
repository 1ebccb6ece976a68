"""Searching, figures, feeds, the policy explorer; and how every page meets every role."""

import re

import pytest

from amparo.actions.people import made_up_people
from amparo.purposes import DHS, ROLES
from tests.rooms.web.conftest import NOW
from tests.rooms.web.test_child import FROM_HHS

ROWS = "/figures/nta-not-issued/rows"


def test_a_search_is_posted_so_that_no_address_keeps_a_name(browse):
    page = browse("case-manager").text("/children/")
    assert re.search(r'<form[^>]*method="post" role="search"', page)
    assert 'name="text"' in page
    assert "Nobody of your own work" not in browse("case-manager").text("/children/?text=Ana")


def test_a_child_of_ones_work_is_found_by_its_number(browse, child_of):
    child = child_of("case-manager")
    record = browse("case-manager").text(f"/children/{child}/?purpose=safety-check")
    number = re.findall(r"A-number</dt><dd[^>]*>(\d+)", record)[0]
    page = browse("case-manager").post("/children/", {"text": number}).content.decode()
    assert f"/children/{child}/" in page


def test_nobody_found_is_said_with_what_to_try(browse):
    page = browse("case-manager").post("/children/", {"text": "Zzyzx"}).content.decode()
    assert "Nobody of your own work." in page
    assert "Try the A-number" in page


def test_a_figure_is_counted_on_two_knowledge_days_and_shows_its_ancestors(browse):
    page = browse("inspector").text(
        "/figures/nta-not-issued?on=2024-05-01&known_at=2024-12-31&earlier=2023-06-30"
    )
    assert "Made up." in page
    assert "As known on Fri, Jun 30, 2023" in page
    assert "Learned in between" in page
    assert "SELECT" in page
    assert "Read it with care" in page


def test_whoever_may_not_see_numbers_is_refused(browse):
    assert browse("case-manager").get("/figures/nta-not-issued").status_code == 403
    assert browse("inspector").get("/figures/no-such-figure").status_code == 404


def test_only_whoever_may_count_a_figure_is_led_to_it(browse):
    led = [browse(role).text("/figures/") for role in ("inspector", "case-manager")]
    assert ["/figures/nta-not-issued" in page for page in led] == [True, False]
    assert "These have: Inspector, " in led[1]


def test_the_feeds_show_what_is_late_to_those_who_check_and_not_to_dhs(browse):
    page = browse("operator").text("/feeds/")
    assert 'href="/feeds/placements"' in page
    assert "Set aside, and who can mend it" in page
    told = browse("juvenile-coordinator").text("/feeds/")
    assert 'href="/feeds/placements"' not in told
    assert "keys-collide" not in told
    assert browse("operator").get("/feeds/nothing").status_code == 404
    assert "How this feed is doing is not shown to you" in browse("juvenile-coordinator").text(
        "/feeds/placements"
    )


@pytest.mark.parametrize(
    ("role", "what", "origin", "answer"),
    [
        ("juvenile-coordinator", "location", "hhs", "No"),
        ("juvenile-coordinator", "location", "dhs-supplied", "Yes, it could be shown"),
        ("juvenile-coordinator", "sponsor", "hhs", "No"),
        ("counsel", "location", "hhs", "Yes, it could be shown"),
    ],
)
def test_the_explorer_says_yes_or_no_by_which_rule_and_since_when(
    browse, role, what, origin, answer
):
    purpose = "representation" if role == "counsel" else "nta-service"
    page = browse("inspector").text(
        f"/rules?role={role}&purpose={purpose}&class={what}&origin={origin}"
    )
    assert f'usa-alert__heading">{answer}</h2>' in page
    assert "The rules that decide it" in page
    assert "In force" in page


def test_every_role_meets_every_page_without_a_defect_or_a_leak(browse, house):
    for somebody in made_up_people(house, NOW):
        client = browse(somebody.slug)
        feeds = ("/feeds/", "/feeds/placements", "/feeds/try", "/feeds/replay")
        for address in ("/", "/children/", "/hearings", "/review", *feeds, ROWS):
            answer = client.get(address)
            assert answer.status_code in {200, 403, 404}, (somebody.slug, address)
            if ROLES[somebody.role].family in DHS and address != "/feeds/placements":
                text = answer.content.decode()
                assert not [one for one in FROM_HHS if one in text], (somebody.slug, address)


def test_a_defect_shows_its_number_and_nothing_else(browse, monkeypatch, caplog):
    def broken(*_, **__):
        raise ValueError("Ana of Made-up Street")

    monkeypatch.setattr("amparo.web.pages.figures.FIGURES", {"x": "a figure"})
    monkeypatch.setattr("amparo.web.pages.figures.count", broken)
    answer = browse("inspector").get("/figures/x")
    assert answer.status_code == 500
    text = answer.content.decode()
    assert "Something broke, and it is our fault" in text
    assert "Ana" not in text
    assert "Traceback" not in text
    said = [one.said for one in caplog.records if hasattr(one, "said") and "defect" in one.said]
    assert said[0]["defect"] == "ValueError"
    assert said[0]["request"] in text
    assert "Ana" not in str(said)


def test_the_log_holds_no_address_no_name_and_no_word_that_is_not_listed(browse, child_of, caplog):
    child = child_of("case-manager")
    with caplog.at_level("INFO", logger="amparo.web"):
        browse("case-manager").get(f"/children/{child}/?purpose=safety-check")
        browse("case-manager").post("/children/", {"text": "Santiago"})
    from amparo.web.log import OnlyListed  # noqa: PLC0415

    lines = [OnlyListed().format(one) for one in caplog.records if one.name.startswith("amparo")]
    assert any('"page": "child"' in line for line in lines)
    for line in lines:
        assert child not in line
        assert "Santiago" not in line
        assert "case-manager" not in line


def test_the_days_after_an_absence_stand_on_their_page_step_by_step_and_by_office(browse):
    page = browse("inspector").text("/figures/days-after-absence")
    for words in ("By step", "Contact attempted", "Days until half are done", "By office"):
        assert words in page, words


def test_a_researcher_is_shown_that_small_numbers_are_withheld(browse):
    page = browse("researcher").text("/figures/failed-to-appear")
    assert "Small numbers, and what would give one away, are withheld here." in page
    assert ">withheld<" in page
    assert "are withheld here" not in browse("inspector").text("/figures/failed-to-appear")
