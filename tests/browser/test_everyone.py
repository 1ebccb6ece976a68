"""Every page, at every width and in both languages: it shuts nobody out, fits, and is all told."""

import shutil

import pytest

from tests.browser import bracketed
from tests.browser.conftest import served, violations
from tests.browser.deeds import opens_an_account
from tests.browser.test_accounts import amparo
from tests.browser.test_pages import LANGUAGES, all_names, everything, fits
from tests.rooms.web.brackets import unspoken, write_catalogue

WIDTHS = (360, 768, 1280)

everywhere = pytest.mark.parametrize("width", WIDTHS)
in_both = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def own_home(filled_home, tmp_path):
    """A home of our own, in which is done what is to be seen."""
    return shutil.copytree(filled_home, tmp_path / "home")


@pytest.fixture
def script(request):
    """What serves the home, where it is not ``amparo serve``."""
    return request.getfixturevalue(request.param) if hasattr(request, "param") else ()


@pytest.fixture
def site(own_home, script):
    with served({"AMPARO_HOME": str(own_home)}, *script, may_break=True) as address:
        yield address


def wrong_with(page):
    """Whom a page shuts out, and whether it is wider than its window."""
    return [*violations(page), *([] if fits(page) else ["wider than its window"])]


@pytest.mark.long
@everywhere
@in_both
def test_every_page_is_for_everyone(visit, site, own_home, width, language):
    def window(person):
        return visit(person, width=width, language=language)

    found = {name: wrong_with(page) for page, name in everything(window, site, own_home)}
    assert list(found) == all_names()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.fixture(scope="module")
def real_home(tmp_path_factory):
    variables = {"AMPARO_HOME": str(tmp_path_factory.mktemp("everyone") / "home")}
    amparo(variables, "people", "add", "olga")
    with served(variables) as address:
        yield variables, address


@pytest.mark.long
@everywhere
@in_both
def test_an_account_is_opened_and_entered_by_everyone(chromium, real_home, width, language):
    variables, address = real_home
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, locale=language, bypass_csp=True
    )
    page = context.new_page()
    code = amparo(variables, "people", "account", "olga")
    found = {name: wrong_with(page) for name in opens_an_account(page, address, code)}
    context.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


# --- what cannot be translated ------------------------------------------------------------------


@pytest.fixture(scope="module")
def brackets(tmp_path_factory):
    folder = tmp_path_factory.mktemp("brackets")
    write_catalogue(folder)
    return (bracketed.__file__, str(folder))


@pytest.mark.long
@pytest.mark.parametrize("script", [pytest.param("brackets", id="in brackets")], indirect=True)
def test_no_page_says_anything_that_cannot_be_translated(visit, site, own_home):
    def window(person):
        return visit(person, language="es-MX")

    found = {name: unspoken(page.content()) for page, name in everything(window, site, own_home)}
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.long
def test_no_page_of_an_account_says_anything_that_cannot_be_translated(
    chromium, tmp_path, brackets
):
    variables = {"AMPARO_HOME": str(tmp_path / "home")}
    amparo(variables, "people", "add", "olga")
    with served(variables, *brackets) as address:
        context = chromium.new_context(locale="es-MX")
        code = amparo(variables, "people", "account", "olga")
        page = context.new_page()
        found = {name: unspoken(page.content()) for name in opens_an_account(page, address, code)}
        context.close()
    assert {name: texts for name, texts in found.items() if texts} == {}
