"""A home of real children: an account by invitation, a second factor before anything is shown."""

import re
import shutil
from datetime import timedelta

import pyotp
import pytest
from django.db import transaction
from django.test import override_settings

from amparo.actions.accounts import INVITED_FOR, LOCKED_FOR, MOST_WRONG, invite
from amparo.actions.assigning import end
from amparo.actions.changing import Asked, ChangeRefused
from amparo.actions.home import close_home, open_home
from amparo.actions.people import os_user
from amparo.settings import read_settings
from amparo.store import deliveries, people
from amparo.store.models import Entry
from amparo.web.sign_in import AT_MOST, FRESH, HALF_WAY, IDLE
from amparo.words.agencies import Agency, Role
from tests.rooms.web.conftest import NOW, Browser

PASSWORD = "seven made-up horses"  # noqa: S105  # of nobody
CHEAP = "django.contrib.auth.hashers.MD5PasswordHasher"
ROLE_LASTS = timedelta(days=30)
COPY = f"/children/{'a' * 32}/looks.json?purpose=representation"


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A home kept for real children, without any; an operator, and a case manager."""
    folder = tmp_path_factory.mktemp("real") / "home"
    open_home(read_settings({"AMPARO_HOME": str(folder)}))
    deliveries.choose_home(made_up=False, by="a test")
    with transaction.atomic():
        olga = people.add_person("olga", os_user(), None)
        ana = people.add_person("ana", None, olga)
        span = {"begins": NOW.date(), "ends": NOW.date() + ROLE_LASTS, "made_by": olga}
        for one, role, agency in (
            (olga, Role.OPERATOR, Agency.ORR),
            (ana, Role.CASE_MANAGER, Agency.ORR),
        ):
            where = {"role": role, "agency": agency, "office": "a shelter"}
            people.add("appointment", person=one, **where, **span)
            people.add("training", person=one, **span)
    close_home()
    return folder


@pytest.fixture
def real_home(kept, tmp_path, monkeypatch):
    """That home, open; passwords are hashed cheaply, or the tests would do little else."""
    monkeypatch.delenv("AMPARO_TOKEN", raising=False)
    shutil.copytree(kept, tmp_path / "home")
    with override_settings(PASSWORD_HASHERS=[CHEAP]):
        yield open_home(read_settings({"AMPARO_HOME": str(tmp_path / "home")}))
    close_home()


class Person(Browser):
    """Somebody with a browser, and a phone that shows codes."""

    def __init__(self, home, slug="ana"):
        super().__init__(home)
        self.home, self.slug, self.seed, self.codes = home, slug, "", []

    @property
    def now(self):
        return self.defaults["amparo.clock"]

    def takes_up(self, code, password=PASSWORD):
        words = {"name": self.slug, "code": code, "password": password, "repeated": password}
        return self.post("/account", words)

    def scans(self):
        (self.seed,) = re.findall(r"\b[A-Z2-7]{32}\b", self.text("/account/second"))

    def opens(self, code):
        assert self.takes_up(code).status_code == 302
        self.scans()
        page = self.post("/account/second", {"code": self.phone()})
        assert page.status_code == 200
        self.codes = re.findall(r"<code>([a-z0-9-]+)</code>", page.content.decode())
        return self

    def phone(self):
        return pyotp.TOTP(self.seed).at(self.now)

    def says(self, password=PASSWORD, name=None):
        return self.post("/sign-in", {"name": name or self.slug, "password": password})

    def shows(self, code, to="/"):
        return self.post("/sign-in/second", {"code": code, "next": to})

    def waits(self, time):
        self.come_back(self.now + time)

    def is_in(self):
        return self.get("/figures/").status_code == 200


@pytest.fixture
def invitation(real_home):
    return invite(Asked(real_home, None, NOW), "ana").code


@pytest.fixture
def ana(real_home, invitation):
    """Ana, whose account is open, and who is signed out; a minute later."""
    somebody = Person(real_home).opens(invitation)
    somebody.post("/sign-out")
    somebody.waits(timedelta(minutes=1))
    return somebody


def entered(answer):
    return sum(answer.encode() in bytes(one.body) for one in Entry.objects.all())


# --- opening ------------------------------------------------------------------------------------


def test_nobody_is_picked_there_and_no_token_opens_the_pages(real_home):
    stranger = Browser(real_home)
    page = stranger.text("/sign-in")
    assert "Password" in page
    assert "Made-up children." not in page
    assert 'name="person"' not in page
    assert stranger.post("/sign-in", {"person": "ana"}).status_code == 403
    assert stranger.post("/sign-in", {"token": "anything"}).status_code == 403


def test_an_invited_person_opens_an_account_and_is_in(real_home, invitation):
    ana = Person(real_home).opens(invitation)
    assert len(set(ana.codes)) == 10
    page = ana.text("/")
    assert "<strong>Case manager</strong>" in page
    assert "There is nothing here that you may be listed." in page


def test_an_invitation_alone_opens_nothing(real_home, invitation):
    ana = Person(real_home)
    assert ana.takes_up(invitation)["Location"] == "/account/second"
    assert not ana.is_in()
    ana.scans()
    assert ana.post("/account/second", {"code": "000000"}).status_code == 403
    assert not ana.is_in()


def test_an_invitation_serves_once_for_three_days_and_one_person(real_home, invitation):
    late, other, again = Person(real_home), Person(real_home, "olga"), Person(real_home)
    late.waits(INVITED_FOR)
    assert late.takes_up(invitation).status_code == 403
    assert other.takes_up(invitation).status_code == 403
    Person(real_home).opens(invitation)
    assert again.takes_up(invitation).status_code == 403


@pytest.mark.parametrize("password", ["short", "a" * 30, "x" * 201, "ana-ana-ana-ana"])
def test_a_password_that_is_easily_guessed_is_not_taken(real_home, invitation, password):
    ana = Person(real_home)
    assert ana.takes_up(invitation, password).status_code == 403
    assert ana.takes_up(invitation).status_code == 302


def test_only_an_operator_invites_others(real_home, ana):
    olga = people.by_slug("olga")
    assert olga is not None
    with transaction.atomic():
        person = olga.pk
        span = {"person": person, "begins": NOW.date(), "ends": NOW.date() + ROLE_LASTS}
        where = {"role": Role.INSPECTOR, "agency": Agency.ORR, "office": "an office"}
        people.add("appointment", made_by=person, **where, **span)
    with pytest.raises(ChangeRefused, match="only an operator"):
        invite(Asked(real_home, None, NOW), "ana")
    assert invite(Asked(real_home, None, NOW), "olga").slug == "olga"
    assert ana.says().status_code == 302


# --- signing in ---------------------------------------------------------------------------------


def test_a_password_and_a_code_sign_in(ana):
    assert ana.says()["Location"].startswith("/sign-in/second")
    assert not ana.is_in()
    assert ana.shows(ana.phone(), to="/figures/")["Location"] == "/figures/"
    assert ana.is_in()


def test_the_second_factor_is_asked_of_nobody_without_a_password(ana):
    assert ana.shows(ana.phone())["Location"] == "/sign-in"
    ana.says("another made-up horse")
    assert ana.shows(ana.phone())["Location"] == "/sign-in"
    assert not ana.is_in()


def test_a_password_waits_ten_minutes_for_its_second_factor(ana):
    ana.says()
    ana.waits(HALF_WAY + timedelta(seconds=1))
    assert ana.shows(ana.phone())["Location"] == "/sign-in"
    assert not ana.is_in()


def test_a_code_serves_once(real_home, ana):
    ana.says()
    ana.shows(ana.phone())
    thief = Person(real_home)
    thief.come_back(ana.now)
    thief.says()
    assert thief.shows(ana.phone()).status_code == 403
    assert not thief.is_in()


def test_a_recovery_code_stands_for_the_phone_once(ana):
    for status in (302, 403):
        ana.says()
        assert ana.shows(ana.codes[3].upper()).status_code == status
        ana.post("/sign-out")
    ana.says()
    assert ana.shows(ana.codes[4]).status_code == 302


def test_wrong_tries_lock_the_account_for_a_while_even_for_the_right_password(ana):
    before = entered("wrong-password")
    for _ in range(MOST_WRONG + 3):
        assert ana.says("another made-up horse").status_code == 403
    assert ana.says().status_code == 403
    assert entered("wrong-password") - before == MOST_WRONG
    assert entered("another made-up") == 0
    ana.waits(LOCKED_FOR + timedelta(seconds=1))
    assert ana.says().status_code == 302


def test_wrong_codes_lock_it_too_though_the_password_is_right_each_time(ana):
    for _ in range(MOST_WRONG):
        ana.says()
        ana.shows("000000")
    assert ana.says().status_code == 403
    assert not ana.is_in()


def test_the_answer_does_not_tell_whether_there_is_such_a_person(ana):
    texts = {
        re.sub(r'value="[^"]*"', "", ana.says("no such horse here", name).content.decode())
        for name in ("ana", "nobody", "olga", "Ünknown' OR 1=1")
    }
    assert len(texts) == 1


def test_whose_role_has_run_out_does_not_enter(ana):
    ana.waits(ROLE_LASTS + timedelta(days=1))
    ana.says()
    page = ana.shows(ana.phone())
    assert page.status_code == 403
    assert "You hold no role here today." in page.content.decode()
    assert not ana.is_in()


def test_whose_role_runs_out_while_signed_in_is_out_at_the_next_page(ana):
    ana.come_back(NOW + ROLE_LASTS + timedelta(hours=12, minutes=50))  # near midnight in Washington
    ana.says()
    assert ana.shows(ana.phone()).status_code == 302
    assert ana.is_in()
    ana.waits(timedelta(minutes=20))
    assert not ana.is_in()


def test_a_new_invitation_ends_what_was_before_at_once(real_home, ana):
    ana.says()
    ana.shows(ana.phone())
    assert ana.is_in()
    again = invite(Asked(real_home, None, ana.now), "ana")
    assert not ana.is_in()
    assert ana.says().status_code == 403
    assert ana.opens(again.code).is_in()


def test_an_operator_ends_an_account(real_home, ana):
    ana.says()
    ana.shows(ana.phone())
    again = invite(Asked(real_home, None, ana.now), "ana")
    ana.opens(again.code)
    assert ana.is_in()
    end(Asked(real_home, None, ana.now), again.entry)
    assert not ana.is_in()
    assert ana.says().status_code == 403


def test_a_session_of_an_account_ends_as_any_other(ana):
    ana.says()
    ana.shows(ana.phone())
    ana.waits(IDLE + timedelta(seconds=1))
    assert not ana.is_in()


# --- a file leaves ------------------------------------------------------------------------------


def test_a_file_is_handed_out_only_soon_after_a_second_factor(ana):
    ana.says()
    ana.shows(ana.phone())
    assert ana.get(COPY).status_code == 403  # asked, and refused: of no child of hers
    ana.waits(FRESH + timedelta(minutes=1))
    asked = ana.get(COPY)
    assert asked.status_code == 302
    assert asked["Location"].startswith("/sign-in/second?next=%2Fchildren%2F")
    assert ana.is_in()
    assert "leaves Amparo as a file" in ana.text(asked["Location"])
    assert ana.shows("000000", to=COPY).status_code == 403
    assert ana.get(COPY).status_code == 302
    assert ana.shows(ana.phone(), to=COPY)["Location"] == COPY
    assert ana.get(COPY).status_code == 403


def test_showing_it_again_prolongs_no_session(ana):
    ana.says()
    ana.shows(ana.phone())
    began = ana.now
    while ana.now - began < AT_MOST - timedelta(minutes=20):
        ana.waits(timedelta(minutes=20))
        assert ana.shows(ana.phone()).status_code == 302
        assert ana.is_in()
    ana.come_back(began + AT_MOST + timedelta(seconds=1))
    assert not ana.is_in()
