"""What people come to do, done in a real browser, with what each is refused."""

import json
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.browser.conftest import fill, served, sign_in


def _first_child(page, site):
    page.goto(f"{site}/")
    page.locator("a.what").first.click()
    page.wait_for_load_state()
    return page.url.split("/children/")[1].split("/")[0]


def test_a_case_manager_sees_why_a_child_is_in_the_list_and_what_to_do(visit, site):
    page = visit("case-manager")
    assert page.locator(".tag-late").count()
    _first_child(page, site)
    assert "This look is recorded" in page.locator(".for-purpose").inner_text()
    assert "Next step:" in page.locator(".owed li").first.inner_text()
    child = page.url.split("/children/")[1].split("/")[0]
    page.goto(f"{site}/children/{child}/looks?purpose=safety-check")
    assert page.locator("h1").inner_text() == "Not shown"


def test_a_child_is_found_by_keyboard_alone_from_any_page(visit, site):
    page = visit("case-manager")
    _first_child(page, site)
    number = page.locator(".pairs div", has_text="A-number").locator("dd").first.inner_text()
    page.goto(f"{site}/figures/")
    page.keyboard.press("/")
    page.keyboard.type(number.split(" / ")[0])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/children/")
    assert page.locator(".purposes a").count() == 1
    assert number.split(" / ")[0] not in page.url


def test_counsel_sees_who_looked_and_takes_a_copy_to_check(visit, site):
    worker = visit("case-manager")
    child = _first_child(worker, site)
    page = visit("counsel")
    page.goto(f"{site}/children/{child}/looks?purpose=representation")
    assert "Case manager, ORR" in page.locator("tbody").inner_text()
    with page.expect_download() as taken:
        page.get_by_text("Download to check").click()
    told = json.loads(taken.value.path().read_text())
    assert told["child"] == child
    assert "case-manager" in {one["role"] for one in told["looks"]}
    assert told["checkpoint"].startswith("amparo.local/")


def test_a_juvenile_coordinator_never_meets_what_hhs_told(visit, site):
    page = visit("juvenile-coordinator")
    _first_child(page, site)
    shown = page.locator("main").inner_text()
    assert "Your role is told what is so now" in shown
    for told_by_hhs in ("Made-up Street", "Made-up Shelter", "MUSP", "ORR:"):
        assert told_by_hhs not in shown


def test_an_inspector_compares_a_figure_on_two_knowledge_days(visit, site):
    page = visit("inspector")
    page.goto(f"{site}/figures/nta-not-issued")
    page.get_by_label("Beside what was known on").fill("2023-06-30")
    page.get_by_role("button", name="Count").click()
    page.wait_for_load_state()
    assert "Learned in between" in page.locator(".beside").inner_text()
    assert page.locator("svg.chart").is_visible()
    assert "Made up." in page.locator("main").inner_text()


def test_a_list_is_narrowed_in_place_and_the_address_says_so(visit, site):
    page = visit("field-specialist")
    page.evaluate("window.sameDocument = true")
    page.locator(".tabs a", has_text="No due date").click()
    page.wait_for_url(f"{site}/?view=undated")
    page.locator('.tabs a[aria-current="true"]', has_text="No due date").wait_for()
    page.locator("#gap").select_option("agencies-disagree-on-address")
    page.wait_for_url("**gap=agencies-disagree-on-address")
    assert page.evaluate("window.sameDocument") is True


def test_a_session_that_is_over_leads_to_the_sign_in_and_not_to_half_a_page(visit, site):
    page = visit("field-specialist")
    page.context.clear_cookies()
    page.locator(".tabs a", has_text="No due date").click()
    page.wait_for_url(f"{site}/sign-in**")
    assert page.locator("h1").inner_text() == "Who are you today?"


def test_many_look_at_once_and_every_look_is_accounted_for(visit, site, filled_home):
    page = visit("inspector")
    child = _first_child(page, site)
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())

    def look(_):
        address = f"{site}/children/{child}/?purpose=oversight"
        asked = urllib.request.Request(address, headers={"Cookie": cookies})  # noqa: S310
        with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
            return answer.status

    account = f"{site}/children/{child}/looks.json?purpose=oversight"
    before = len(page.request.get(account).json()["looks"])
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(look, range(24))) == {200}
    assert len(page.request.get(account).json()["looks"]) == before + 25
    command = [sys.executable, "-m", "amparo", "--home", str(filled_home), "ledger", "verify"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_the_same_is_done_without_javascript(visit):
    page = visit("field-specialist", script=False)
    page.locator("#gap").select_option("failed-to-appear")
    page.get_by_role("button", name="Show", exact=True).click()
    assert "gap=failed-to-appear" in page.url
    page.locator("a.what").first.click()
    assert page.locator(".owed li").count()
    page.get_by_role("button", name="Español").click()
    assert "Qué se le debe a este menor" in page.locator("main").inner_text()
    page.get_by_role("button", name="Ser otra persona").click()
    assert page.url.endswith("/sign-in")


@pytest.mark.long
def test_the_pages_are_the_same_on_postgresql(chromium, postgres_database, tmp_path):
    variables = {
        "AMPARO_HOME": str(tmp_path / "home"),
        "AMPARO_DATABASE_URL": postgres_database.app_url,
        "AMPARO_DATABASE_OWNER_URL": postgres_database.owner_url,
    }
    fill(variables)
    with served(variables) as site:
        page = chromium.new_page()
        sign_in(page, site, "case-manager")
        _first_child(page, site)
        assert "This look is recorded" in page.locator(".for-purpose").inner_text()
        page.get_by_role("button", name="Be someone else").click()
        page.wait_for_url(f"{site}/sign-in")
        page.close()
