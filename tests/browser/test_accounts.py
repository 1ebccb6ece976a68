"""An account in a real browser: opened by invitation, with a passkey, on pages open to everyone."""

import os
import subprocess
import sys

import pyotp
import pytest

from tests.browser.conftest import served, violations

PASSWORD = "seven made-up horses"  # noqa: S105  # of nobody


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home that is not made-up, and its first person."""
    variables = {"AMPARO_HOME": str(tmp_path_factory.mktemp("accounts") / "home")}
    amparo(variables, "people", "add", "olga")
    return variables


@pytest.fixture(scope="module")
def real_site(home):
    with served(home) as address:
        yield address


@pytest.fixture
def page(chromium):
    """A narrow window, and a security key plugged in, which the browser itself plays."""
    context = chromium.new_context(viewport={"width": 360, "height": 800}, bypass_csp=True)
    page = context.new_page()
    key = context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    made = {"protocol": "ctap2", "transport": "usb", "isUserVerified": True}
    made |= {"hasUserVerification": True, "automaticPresenceSimulation": True}
    key.send("WebAuthn.addVirtualAuthenticator", {"options": made})
    yield page
    context.close()


def amparo(variables, *arguments):
    command = [sys.executable, "-m", "amparo", *arguments]
    environment = {**os.environ, **variables}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _takes_up(page, site, code):
    page.goto(f"{site}/account")
    fields = {"name": "olga", "code": code, "password": PASSWORD, "repeated": PASSWORD}
    for name, text in fields.items():
        page.locator(f'main [name="{name}"]').fill(text)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(f"{site}/account/second")


def _says_password(page, site):
    page.goto(f"{site}/sign-in")
    page.locator('[name="name"]').fill("olga")
    page.locator('[name="password"]').fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(f"{site}/sign-in/second**")


def _is_for_everyone(page):
    assert violations(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def test_a_passkey_opens_an_account_and_signs_in(page, home, real_site):
    _takes_up(page, real_site, amparo(home, "people", "account", "olga"))
    _is_for_everyone(page)
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_role("heading", name="Your account is open").wait_for()
    _is_for_everyone(page)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{real_site}/sign-in")
    _is_for_everyone(page)
    _says_password(page, real_site)
    _is_for_everyone(page)
    page.goto(f"{real_site}/figures/")
    assert page.url.startswith(f"{real_site}/sign-in")
    _says_password(page, real_site)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{real_site}/")
    assert "System operator olga" in page.locator(".who").inner_text()


def test_a_phone_opens_an_account_and_signs_in_by_keyboard(page, home, real_site):
    _takes_up(page, real_site, amparo(home, "people", "account", "olga"))
    phone = pyotp.TOTP(page.locator("strong.key").inner_text())
    page.locator("#code").fill(phone.now())
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Your account is open").wait_for()
    codes = page.locator(".codes code").all_inner_texts()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{real_site}/sign-in")
    _says_password(page, real_site)
    assert page.get_by_role("button", name="Use a passkey").count() == 0
    page.locator("#code").fill(codes[0])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{real_site}/")


def test_the_invitation_page_is_for_everyone_in_spanish_too(page, real_site):
    page.goto(f"{real_site}/sign-in")
    page.get_by_role("button", name="Español").click()
    page.goto(f"{real_site}/account")
    assert page.locator("h1").inner_text() == "Abra su cuenta"
    _is_for_everyone(page)
