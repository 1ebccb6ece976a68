"""Every page in a real browser: usable by everyone, at every width, in both languages."""

import pytest

from tests.browser.conftest import violations

PAGES = {
    "my day": "/",
    "an empty list": "/?view=today",
    "find": "/children/",
    "why do you look": "CHILD",
    "record": "CHILD?purpose=PURPOSE",
    "timeline": "CHILDtimeline?purpose=PURPOSE",
    "refused": "CHILDlooks?purpose=statistics",
    "figures": "/figures/",
    "figure": "/figures/nta-not-issued?earlier=2024-01-01",
    "rows behind a figure": "/figures/nta-not-issued/rows?purpose=oversight",
    "feeds": "/feeds/",
    "feed": "/feeds/placements",
    "try a delivery": "/feeds/try",
    "rules": "/rules",
    "no such page": "/nowhere",
}
LOOKS = "CHILDlooks?purpose=PURPOSE"
LANGUAGES = ("en-US", "es-MX")


def _walk(page, site, purpose, pages):
    page.goto(f"{site}/")
    child = page.locator("a.what").first.get_attribute("href").partition("?")[0]
    for name, address in pages.items():
        page.goto(site + address.replace("CHILD", child).replace("PURPOSE", purpose))
        yield name


def _fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_shuts_anyone_out(visit, site, language):
    page = visit("inspector", language=language)
    for name in _walk(page, site, "oversight", PAGES):
        assert violations(page) == [], name
    page = visit("counsel", language=language)
    for name in _walk(page, site, "representation", {"looks": LOOKS}):
        assert violations(page) == [], name


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 768])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_fits_its_window(visit, site, width, language):
    page = visit("inspector", width=width, language=language)
    for name in _walk(page, site, "oversight", PAGES):
        assert _fits(page), name
        if width == 360:
            assert violations(page) == [], name


def test_the_sign_in_and_my_day_shut_nobody_out(visit, site):
    page = visit("case-manager", width=360)
    assert violations(page) == []
    assert _fits(page)
    page.goto(f"{site}/sign-in")
    assert violations(page) == []
    assert _fits(page)


@pytest.mark.parametrize(("language", "width"), [("en-US", 360), ("es-MX", 1280)])
def test_ones_own_duties_on_a_record_and_the_correction_of_a_fact_shut_nobody_out(
    visit, site, language, width
):
    page = visit("field-specialist", language=language, width=width)

    def is_for_all():
        assert violations(page) == []
        assert _fits(page)

    page.goto(f"{site}/?gap=failed-to-appear")
    page.locator("a.what").first.click()
    is_for_all()
    page.locator(".do a[href*='#tell-contact-attempted']").first.click()
    form = page.locator("#tell-contact-attempted")
    form.locator("[name=outcome]").select_option("no answer")
    form.locator("button").click()
    is_for_all()
    page.locator("main a[href*='correct=']").click()
    page.locator("details.wrong summary").first.click()
    is_for_all()
    page.locator("[name=take_back]").first.click()
    is_for_all()


@pytest.mark.parametrize(("language", "width"), [("en-US", 1280), ("es-MX", 360)])
def test_several_duties_are_assigned_and_taken_back_on_pages_for_everyone(
    visit, site, language, width
):
    page = visit("field-specialist", language=language, width=width, script=width == 1280)

    def fits():
        assert _fits(page)
        if width == 1280:
            assert violations(page) == []

    for place in (0, 1):
        page.locator("input[name=duty]").nth(place).check()
    fits()
    page.locator("button[value=assign]").click()
    page.locator("#whom").select_option("person:field-specialist")
    fits()
    page.locator("main form.decide button").click()
    assert page.locator("main input[name=duty]:checked").count() == 2
    fits()
    page.locator("main form.outlook button").click()
    assert page.locator("main tbody tr").count() == 2
    fits()
    page.locator("main form button").click()
    assert page.locator("main form").count() == 0
    fits()
    page.goto(f"{site}/?view=mine")
    assert page.locator("a.what").count() == 0


def test_no_page_asks_anyone_but_us_and_nothing_in_it_breaks(site, chromium):
    context = chromium.new_context()
    page, asked, said = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{site}/sign-in")
    page.locator('button[value="case-manager"]').click()
    page.wait_for_url(f"{site}/")
    page.locator("a.what").first.click()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text()
    assert {one.partition("/static")[0].split("/")[2] for one in asked} == {site.split("/")[2]}
    assert said == []
    context.close()
