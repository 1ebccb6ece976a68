"""Seven people come to do their work, each on either database; and what each is refused."""

import json
import shutil

import pytest

from tests.browser.conftest import fill, served


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)]
)
def site(request, tmp_path_factory):
    """A home of our own, in which work is done."""
    variables = {"AMPARO_HOME": str(tmp_path_factory.mktemp("seven") / "home")}
    if request.param == "sqlite":
        shutil.copytree(request.getfixturevalue("filled_home"), variables["AMPARO_HOME"])
        with served(variables) as address:
            yield address
        return
    cluster = request.getfixturevalue("postgres_cluster")
    name = f"amparo_{next(cluster.numbers)}"
    cluster.run(f"CREATE DATABASE {name} OWNER amparo_owner")
    variables["AMPARO_DATABASE_URL"] = cluster.url("amparo_app", name)
    variables["AMPARO_DATABASE_OWNER_URL"] = cluster.url("amparo_owner", name)
    fill(variables)
    with served(variables) as address:
        yield address
    cluster.run(f"DROP DATABASE {name} WITH (FORCE)")


def opened(page):
    """The number of the first child of somebody's day, whose record is open now."""
    with page.expect_navigation():
        page.locator("a.what").first.click()
    return page.url.split("/children/")[1].split("/")[0]


def first_duty(page):
    with page.expect_navigation():
        page.locator('a[href^="/duties/"]').first.click()


def main(page):
    return page.locator("main").inner_text()


def refused(page, address):
    """What a page says that shows nothing."""
    answer = page.goto(address)
    assert answer.status == 403
    return main(page)


def test_a_case_manager_sees_why_a_child_is_in_the_list_and_what_to_do(visit, site):
    page = visit("case-manager")
    child = opened(page)
    assert "This look is recorded" in page.locator(".for-purpose").inner_text()
    assert "Next step:" in page.locator(".owed li").first.inner_text()
    page.locator(".subnav a", has_text="Timeline").click()
    page.locator("svg.lanes").wait_for()
    said = refused(page, f"{site}/children/{child}/looks?purpose=safety-check")
    assert "Nothing was shown." in said


def test_a_field_specialist_takes_a_duty_and_records_that_a_child_was_reached(visit, site):
    page = visit("field-specialist")
    page.goto(f"{site}/?gap=failed-to-appear")
    first_duty(page)
    page.get_by_role("button", name="Take it").click()
    page.get_by_text("held by field-specialist").wait_for()
    page.locator('select[name="outcome"]').first.select_option("reached")
    page.get_by_role("button", name="Record it").first.click()
    page.get_by_role("heading", name="Recorded", exact=True).wait_for()
    assert "Nothing was shown." in refused(page, f"{site}/figures/nta-not-issued")


def test_a_juvenile_coordinator_is_told_what_is_so_now_and_of_no_other_day(visit, site):
    page = visit("juvenile-coordinator")
    child = opened(page)
    purpose = page.url.partition("purpose=")[2].partition("&")[0]
    shown = main(page)
    assert "Your role is told what is so now" in shown
    for told_by_hhs in ("Made-up Street", "Made-up Shelter", "MUSP", "ORR:"):
        assert told_by_hhs not in shown
    said = refused(page, f"{site}/children/{child}/?purpose={purpose}&on=2024-01-01")
    assert "of no other days" in said


def test_an_ice_attorney_checks_the_notice_and_is_not_told_where_anybody_is(visit, site):
    page = visit("opla-attorney")
    page.goto(f"{site}/?gap=failed-to-appear")
    first_duty(page)
    assert "Was the child reached since?" in main(page)
    page.locator('select[name="time_and_place"]').select_option("yes")
    page.locator('select[name="sent"]').select_option("yes")
    page.get_by_role("button", name="Record it").first.click()
    page.get_by_role("heading", name="Recorded", exact=True).wait_for()
    assert "Made-up Street" not in main(page)
    assert "Nothing was shown." in refused(page, f"{site}/same/")


def test_counsel_sees_who_looked_and_takes_a_copy(visit, site):
    child = opened(visit("case-manager"))
    page = visit("counsel")
    page.goto(f"{site}/children/{child}/looks?purpose=representation")
    assert "Case manager, ORR" in page.locator("tbody").inner_text()
    with page.expect_download() as taken:
        page.get_by_text("Download to check").click()
    told = json.loads(taken.value.path().read_text())
    assert told["child"] == child
    assert "case-manager" in {one["role"] for one in told["looks"]}
    assert told["checkpoint"].startswith("amparo.local/")
    assert "Nothing was shown." in refused(page, f"{site}/figures/nta-not-issued")


def test_an_inspector_compares_two_knowledge_days_and_has_no_purpose_of_care(visit, site):
    page = visit("inspector")
    child = opened(page)
    page.goto(f"{site}/figures/nta-not-issued")
    page.get_by_label("Beside what was known on").fill("2023-06-30")
    page.get_by_role("button", name="Count").click()
    page.locator(".beside").wait_for()
    assert "Learned in between" in page.locator(".beside").inner_text()
    assert page.locator("svg.chart").is_visible()
    assert "Made up." in main(page)
    assert "Nothing was shown." in refused(page, f"{site}/children/{child}/?purpose=care")


def test_a_privacy_officer_reads_who_looked_and_not_the_record(visit, site):
    child = opened(visit("case-manager"))
    page = visit("privacy-officer")
    page.goto(f"{site}/children/{child}/looks?purpose=oversight")
    assert "Case manager, ORR" in page.locator("tbody").inner_text()
    page.goto(f"{site}/children/{child}/?purpose=oversight")
    assert page.locator(".facts").count() == 0
    assert "A child whose name is not shown to you" in page.locator("h1").inner_text()
    assert "Nothing was shown." in refused(page, f"{site}/children/{child}/?purpose=care")
