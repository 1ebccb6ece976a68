"""An agency's own sign-in in a real browser: to another site and back, by links, and out again."""

import os
import subprocess
import sys

import pytest

from tests.browser.conftest import served, violations
from tests.rooms.issuers.provider import CLIENT, SECRET, SUBJECT, provider


@pytest.fixture(scope="module")
def next_door():
    """The agency is at 127.0.0.1 and the home at localhost: two sites to a browser."""
    with provider() as one:
        yield one


@pytest.fixture(scope="module")
def home(next_door, tmp_path_factory):
    """A home that is not made-up, and its first person, whom the agency knows."""
    folder = tmp_path_factory.mktemp("agency")
    (folder / "client.secret").write_text(SECRET)
    variables = {
        "AMPARO_HOME": str(folder / "home"),
        "AMPARO_OIDC_ISSUER": next_door.address,
        "AMPARO_OIDC_CLIENT_ID": CLIENT,
        "AMPARO_OIDC_SECRET_FILE": str(folder / "client.secret"),
        "AMPARO_OIDC_NAME": "the made-up agency",
    }
    for arguments in (("people", "add", "olga"), ("people", "bind", "olga", SUBJECT)):
        command = [sys.executable, "-m", "amparo", *arguments]
        environment = {**os.environ, **variables}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return variables


@pytest.fixture(scope="module")
def real_site(home):
    with served(home) as address:
        yield address


def _is_for_everyone(page):
    assert violations(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def test_a_browser_goes_there_and_back_with_its_cookie_and_no_policy_stands_in_the_way(
    chromium, real_site, next_door
):
    context = chromium.new_context()
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{real_site}/figures/")
    page.get_by_role("link", name="Go to the sign-in of the made-up agency").click()
    page.wait_for_url(f"{real_site}/figures/")
    assert "System operator olga" in page.locator(".who").inner_text()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="You are signed out here").wait_for()
    page.get_by_role("link", name="Sign out of the made-up agency too").click()
    page.wait_for_url(f"{next_door.address}/end**")
    page.goto(f"{real_site}/figures/")
    assert page.url.startswith(f"{real_site}/sign-in")
    assert [one for one in said if "Content Security Policy" in one] == []
    context.close()


@pytest.mark.parametrize("language", ["en-US", "es-MX"])
def test_its_pages_shut_nobody_out(chromium, real_site, next_door, language):
    context = chromium.new_context(
        viewport={"width": 360, "height": 800}, bypass_csp=True, locale=language
    )
    page = context.new_page()
    page.goto(f"{real_site}/sign-in")
    _is_for_everyone(page)
    next_door.subject = "somebody-whom-nobody-here-has-been-told-of@made-up.example"
    page.goto(f"{real_site}/sign-in/agency")
    assert next_door.subject in page.locator("[role=alert]").inner_text()
    _is_for_everyone(page)
    next_door.subject = SUBJECT
    page.goto(f"{real_site}/sign-in/agency")
    page.wait_for_url(f"{real_site}/")
    page.goto(f"{real_site}/sign-in/second")
    _is_for_everyone(page)
    page.locator(".who button").click()
    page.locator("main a.usa-button").wait_for()
    _is_for_everyone(page)
    context.close()
