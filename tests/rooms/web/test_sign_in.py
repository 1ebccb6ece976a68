"""Nobody sees anything of a child who is not signed in, and no session lasts for ever."""

from datetime import timedelta

import pytest

from amparo.web.sign_in import AT_MOST, IDLE
from amparo.web.urls import urlpatterns
from amparo.web.visit import is_open_to_all
from tests.rooms.web.conftest import NOW

OPEN = {
    "sign-in",
    "sign-out",
    "second",
    "account",
    "agency",
    "agency-answer",
    "account-second",
    "language",
    "health",
}
ADDRESSES = {
    "child": "/children/x/",
    "timeline": "/children/x/timeline",
    "looks": "/children/x/looks",
    "looks-copy": "/children/x/looks.json",
    "part": "/children/x/part",
    "same": "/same/",
    "review": "/same/1",
    "duty": "/duties/0123456789abcdef",
    "figure": "/figures/nta-not-issued",
    "figure-rows": "/figures/nta-not-issued/rows",
    "feed": "/feeds/court",
    "feed-try": "/feeds/try",
    "feed-replay": "/feeds/replay",
}


def test_only_these_pages_are_open_to_strangers():
    assert {one.name for one in urlpatterns if is_open_to_all(one.callback)} == OPEN


@pytest.mark.parametrize(
    "address", ["/", "/children/", "/figures/", "/feeds/", "/rules", *ADDRESSES.values()]
)
def test_a_stranger_is_sent_to_the_sign_in_and_shown_nothing(browse, address):
    answer = browse().get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in")
    assert answer.content == b""


def test_one_click_makes_you_a_made_up_person(browse):
    page = browse("case-manager").text("/")
    assert "<strong>Case manager</strong>" in page
    assert "My day" in page


def test_every_page_of_a_made_up_home_says_so(browse):
    somebody = browse("case-manager")
    for address in ("/", "/children/", "/figures/", "/feeds/", "/rules", "/nowhere"):
        assert "Made-up children." in somebody.text(address), address
    assert "Made-up children." in browse().text("/sign-in")


def test_nobody_becomes_a_person_that_is_not_here(browse):
    somebody = browse()
    answer = somebody.post("/sign-in", {"person": "nobody-of-that-name"})
    assert answer.status_code == 403
    assert somebody.get("/").status_code == 302


def test_signing_out_ends_it(browse):
    somebody = browse("counsel")
    assert somebody.get("/").status_code == 200
    somebody.post("/sign-out")
    assert somebody.get("/").status_code == 302


@pytest.mark.parametrize(
    ("pause", "stays"),
    [
        (IDLE - timedelta(seconds=1), True),
        (IDLE + timedelta(seconds=1), False),
    ],
)
def test_a_session_that_nobody_uses_is_over(browse, pause, stays):
    somebody = browse("counsel")
    somebody.come_back(NOW + pause)
    assert (somebody.get("/").status_code == 200) is stays


def test_a_session_in_use_is_over_after_half_a_day(browse):
    somebody, now = browse("inspector"), NOW
    while now - NOW <= AT_MOST - IDLE:
        now += IDLE - timedelta(seconds=1)
        somebody.come_back(now)
        assert somebody.get("/figures/").status_code == 200
    somebody.come_back(NOW + AT_MOST + timedelta(seconds=1))
    assert somebody.get("/figures/").status_code == 302


def test_a_form_sent_after_the_session_keeps_what_was_typed(browse):
    somebody = browse("case-manager")
    somebody.come_back(NOW + IDLE * 2)
    answer = somebody.post("/children/", {"text": "Ñuñez & co"})
    assert answer.status_code == 403
    assert 'name="text" value="Ñuñez &amp; co"' in answer.content.decode()
    assert "nothing is lost" in answer.content.decode()


def test_nobody_is_sent_out_of_amparo_after_signing_in(browse):
    for away in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"):
        answer = browse().post("/sign-in", {"person": "counsel", "next": away})
        assert answer["Location"] == "/", away
    assert browse().post("/sign-in", {"person": "counsel", "next": "/figures/"})["Location"] == (
        "/figures/"
    )
