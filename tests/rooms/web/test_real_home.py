"""A home of real children: nobody is picked there, a token says who one is."""

from datetime import timedelta

import pytest
from django.db import transaction

from amparo.actions.home import close_home, open_home
from amparo.settings import read_settings
from amparo.store import deliveries, people
from amparo.words.agencies import Agency, Role
from tests.rooms.web.conftest import NOW, Browser

TOKEN = "a-made-up-token"  # noqa: S105  # of nobody


@pytest.fixture
def real_home(tmp_path):
    """A home kept for real children, without any, and one case manager with a token."""
    home = open_home(read_settings({"AMPARO_HOME": str(tmp_path / "home")}))
    deliveries.choose_home(made_up=False, by="a test")
    with transaction.atomic():
        ana = people.add_person("ana", None, None)
        span = {"person": ana, "begins": NOW.date(), "ends": NOW.date() + timedelta(days=30)}
        where = {"role": Role.CASE_MANAGER, "agency": Agency.ORR, "office": "a shelter"}
        people.add("appointment", made_by=ana, **where, **span)
        people.add("training", made_by=ana, **span)
        hours = {"begins": NOW, "ends": NOW + timedelta(hours=2), "made_by": ana}
        people.add("token", digest=people.digest_of(TOKEN), person=ana, **hours)
    yield home
    close_home()


def test_nobody_is_picked_there(real_home):
    page = Browser(real_home).text("/sign-in")
    assert "Your token" in page
    assert "Made-up children." not in page
    assert 'name="person"' not in page
    assert Browser(real_home).post("/sign-in", {"person": "ana"}).status_code == 403


def test_a_token_signs_in_whoever_it_was_given(real_home):
    somebody = Browser(real_home)
    assert somebody.post("/sign-in", {"token": TOKEN}).status_code == 302
    page = somebody.text("/")
    assert "<strong>Case manager</strong>" in page
    assert "There is nothing here that you may be listed." in page
    assert "ask whoever assigns cases in your office" in page


def test_a_wrong_token_or_one_that_is_over_signs_nobody_in_and_is_entered(real_home):
    somebody = Browser(real_home)
    assert somebody.post("/sign-in", {"token": "another"}).status_code == 403
    somebody.come_back(NOW + timedelta(hours=3))
    assert somebody.post("/sign-in", {"token": TOKEN}).status_code == 403
    assert somebody.get("/").status_code == 302


def test_somebody_who_is_no_longer_known_is_signed_out_at_the_next_page(real_home):
    somebody = Browser(real_home)
    somebody.post("/sign-in", {"token": TOKEN})
    somebody.come_back(NOW + timedelta(minutes=20))
    assert somebody.get("/figures/").status_code == 200
    session = somebody.session
    session["person"] = "0" * 32
    session.save()
    assert somebody.get("/").status_code == 302
