"""What every answer tells a browser, and what it may keep."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from amparo.settings import SettingsWrong, read_web
from amparo.web.application import STATIC, application
from amparo.web.visit import CLOCK, HOME
from tests.rooms.web.conftest import NOW

TEMPLATES = sorted((STATIC.parent / "templates").glob("*.html"))


@pytest.mark.parametrize("address", ["/", "/sign-in", "/health", "/nowhere", "/children/x/"])
def test_every_answer_forbids_what_is_not_ours(browse, address):
    for somebody in (browse(), browse("counsel")):
        headers = somebody.get(address).headers
        assert headers["Content-Security-Policy"].startswith(
            "default-src 'none'; script-src 'self'"
        )
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_the_cookie_of_a_session_is_out_of_reach_of_scripts_and_other_sites(browse):
    cookie = browse("counsel").cookies["amparo-session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_form_of_another_site_is_not_taken(house):
    strict = Client(enforce_csrf_checks=True, SERVER_NAME="localhost", **{HOME: house, CLOCK: NOW})
    assert strict.post("/sign-in", {"person": "counsel"}).status_code == 403


def test_another_name_of_this_machine_is_not_answered(house):
    somebody = Client(SERVER_NAME="elsewhere.example", **{HOME: house, CLOCK: NOW})
    assert somebody.get("/sign-in").status_code == 400


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_page_has_a_script_or_a_style_in_itself(template):
    text = template.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|<script(?! src=)", text)


def test_no_case_is_ever_in_an_admin():
    assert not apps.is_installed("django.contrib.admin")


def test_each_home_signs_with_a_key_of_its_own(house, monkeypatch):
    monkeypatch.setattr(settings, "SECRET_KEY", "before")
    application(house)
    key = house.path / "keys" / "web.key"
    assert key.read_text() == settings.SECRET_KEY
    assert len(settings.SECRET_KEY) == 64
    assert key.stat().st_mode & 0o077 == 0


def test_past_this_machine_pages_are_served_behind_tls_only():
    assert read_web({}).hosts == ("localhost", "127.0.0.1", "[::1]")
    assert not read_web({}).is_https
    served = read_web({"AMPARO_WEB_ORIGIN": "https://amparo.example.gov/"})
    assert served.origin == "https://amparo.example.gov"
    assert served.hosts == ("amparo.example.gov",)
    assert served.is_https
    for wrong in ("http://amparo.example.gov", "https://", "https://a.example/path"):
        with pytest.raises(SettingsWrong):
            read_web({"AMPARO_WEB_ORIGIN": wrong})
