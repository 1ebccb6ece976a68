"""Every page in a real browser: usable by everyone, at every width, in both languages."""

from functools import reduce

import pytest
from django.urls import Resolver404, resolve

from amparo.web.urls import urlpatterns
from tests.browser.conftest import violations
from tests.browser.deeds import BROKEN, DEEDS, without

PAGES = {
    "sign in": "/sign-in",
    "my day": "/",
    "an empty list": "/?view=today",
    "a duty": "DUTY",
    "no such duty": "/duties/nothing",
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
    "read again what was set aside": "/feeds/replay",
    "rules": "/rules",
    "no such page": "/nowhere",
}
"""What an inspector can open. CHILD, RECORD (for the duty's own purpose), DUTY
and REVIEW stand for the first that a list links to."""

OTHERS = {
    "counsel": (
        "representation",
        {
            "my day": "/",
            "looks": "CHILDlooks?purpose=PURPOSE",
            "a duty": "DUTY",
            "hearings": "/hearings",
            "hearings in the way of which something stands": "/hearings?view=hindered",
            "contest what was found": "CHILDcontest",
        },
    ),
    "field-specialist": (
        "address-correction",
        {
            "possible same child": "/same/",
            "side by side": "REVIEW",
            "parting": "CHILDpart",
            "another record of the same child": "CHILDsame",
            "a duty": "DUTY",
        },
    ),
    "opla-attorney": ("notice-check", {"my day": "/", "a duty": "DUTY"}),
    "operator": (
        "statistics",
        {
            "no list": "/",
            "feeds": "/feeds/",
            "try a delivery": "/feeds/try",
            "read again what was set aside": "/feeds/replay",
        },
    ),
    "juvenile-coordinator": (
        "nta-service",
        {"my day": "/", "record of a fixed shape": "RECORD", "a duty": "DUTY"},
    ),
    "privacy-officer": ("oversight", {"no list": "/", "looks to review": "/review"}),
    "case-manager": (
        "correction",
        {"a record to correct": "CHILD?purpose=PURPOSE", "corrections": "/corrections"},
    ),
}
"""What others can open, by role: for which purpose, and which pages."""

WALKED_ELSEWHERE = {
    "correction": "a form that a fact of the record leads to: tests of the room web",
    "together": "only posted: several duties, below",
    "agency": "leads to an agency's own sign-in",
    "agency-answer": "comes back from there",
    "account": "accounts",
    "account-second": "accounts",
    "second": "accounts",
    "looks-copy": "a file, which the journeys take",
    "sign-out": "only posted",
    "language": "only posted",
    "shortcut": "only posted",
    "health": "a word for machines",
}
"""Pages that are not in the tables above, and why."""

LANGUAGES = ("en-US", "es-MX")
FIRST = {
    "CHILD": ("/", "a.what"),
    "RECORD": ("/", "a.what"),
    "DUTY": ("/", 'a[href^="/duties/"]'),
    "REVIEW": ("/same/", ".purposes a"),
}
"""On which page the first link of a kind is, and which it is."""


def test_every_address_is_walked_by_a_browser():
    walked = [*PAGES.values(), *(one for _, pages in OTHERS.values() for one in pages.values())]
    names = {_named(address) for address in walked}
    assert {one.name for one in urlpatterns} - names == set(WALKED_ELSEWHERE)


def _named(address):
    """The name of the page that an address leads to; that of none for an address of nothing."""
    sample = {
        "CHILD": "/children/0/",
        "RECORD": "/children/0/",
        "DUTY": "/duties/one",
        "REVIEW": "/same/1",
    }
    for word, instead in sample.items():
        address = address.replace(word, instead)
    try:
        return resolve(address.partition("?")[0], "amparo.web.urls").url_name
    except Resolver404:
        return None


def walk(page, site, purpose, pages):
    """Open one page after the other; the name of each while it is open."""
    first = {"PURPOSE": purpose}
    for name, address in pages.items():
        for word in (one for one in FIRST if one in address and one not in first):
            place, link = FIRST[word]
            page.goto(site + place)
            to = page.locator(link).first.get_attribute("href")
            first[word] = to if word == "RECORD" else to.partition("?")[0]
        there = site + reduce(lambda text, one: text.replace(*one), first.items(), address)
        answer = page.goto(there)
        assert answer.status < 500, name
        yield name


@pytest.mark.parametrize("person", ["inspector", "field-specialist"])
def test_no_page_breaks(visit, site, person):
    purpose, pages = WALKS[person]
    assert list(walk(visit(person), site, purpose, pages)) == list(pages)


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


WALKS = {"inspector": ("oversight", PAGES), **OTHERS}


def all_names():
    """Every page that a browser comes to, in the order of the walk: whose, and which."""
    walks = {person: list(pages) for person, (_, pages) in WALKS.items()}
    return [
        f"{person}: {name}"
        for names in (walks, DEEDS, BROKEN)
        for person, pages in names.items()
        for name in pages
    ]


def everything(window, site, home):
    """Every page there is, one after the other: open, and its name.

    ``window`` opens a browser window as somebody; what is done there is done in ``home``.
    """
    for person, (purpose, pages) in WALKS.items():
        page = window(person)
        for name in walk(page, site, purpose, pages):
            yield page, f"{person}: {name}"
    for person, deeds in DEEDS.items():
        page = window(person)
        for name, deed in deeds.items():
            deed(page, site)
            yield page, f"{person}: {name}"
    for person, losses in BROKEN.items():
        page = window(person)
        for name, (table, address) in losses.items():
            with without(home, table):
                assert page.goto(site + address).status >= 500, name
                yield page, f"{person}: {name}"


def test_the_sign_in_and_my_day_shut_nobody_out(visit, site):
    page = visit("case-manager", width=360)
    assert violations(page) == []
    assert fits(page)
    page.goto(f"{site}/sign-in")
    assert violations(page) == []
    assert fits(page)


@pytest.mark.parametrize(("language", "width"), [("en-US", 360), ("es-MX", 1280)])
def test_ones_own_duties_on_a_record_and_the_correction_of_a_fact_shut_nobody_out(
    visit, site, language, width
):
    page = visit("field-specialist", language=language, width=width)

    def is_for_all():
        assert violations(page) == []
        assert fits(page)

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

    def is_well():
        assert fits(page)
        if width == 1280:
            assert violations(page) == []

    for place in (0, 1):
        page.locator("input[name=duty]").nth(place).check()
    is_well()
    page.locator("button[value=assign]").click()
    page.locator("#whom").select_option("person:field-specialist")
    is_well()
    page.locator("main form.decide button").click()
    assert page.locator("main input[name=duty]:checked").count() == 2
    is_well()
    page.locator("main form.outlook button").click()
    assert page.locator("main tbody tr").count() == 2
    is_well()
    page.locator("main form button").click()
    assert page.locator("main form").count() == 0
    is_well()
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
