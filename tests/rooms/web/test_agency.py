"""Signing in by an agency's own sign-in, which is a real one, of a made-up agency, next door."""

import json
import shutil
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import transaction

from amparo.actions.accounts import invite
from amparo.actions.agency_accounts import bind
from amparo.actions.assigning import end
from amparo.actions.changing import Asked, ChangeRefused
from amparo.actions.home import close_home, open_home
from amparo.actions.ledger import verify
from amparo.actions.people import os_user
from amparo.settings import SettingsWrong, read_secret, read_settings
from amparo.store import deliveries, people
from amparo.store.models import Credential, Entry, SignIn
from amparo.web.sign_in import AT_MOST, FRESH, IDLE
from amparo.words.agencies import Agency, Role
from tests.rooms.issuers.provider import CLIENT, SECRET, SUBJECT, provider
from tests.rooms.web.conftest import NOW, Browser

ROLE_LASTS = timedelta(days=30)
COPY = f"/children/{'a' * 32}/looks.json?purpose=representation"


@pytest.fixture(scope="module")
def next_door():
    with provider() as one:
        yield one


@pytest.fixture
def agency(next_door):
    """The made-up agency, well-behaved."""
    next_door.__init__(next_door.address.rpartition(":")[2])
    next_door.now = lambda: NOW
    return next_door


@pytest.fixture
def variables(agency, tmp_path):
    secret = tmp_path / "client.secret"
    secret.write_text(SECRET + "\n")
    return {
        "AMPARO_HOME": str(tmp_path / "home"),
        "AMPARO_OIDC_ISSUER": agency.address,
        "AMPARO_OIDC_CLIENT_ID": CLIENT,
        "AMPARO_OIDC_SECRET_FILE": str(secret),
        "AMPARO_OIDC_NAME": "the made-up agency",
    }


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A home kept for real children, without any; an operator, and a case manager."""
    folder = tmp_path_factory.mktemp("agency") / "home"
    open_home(read_settings({"AMPARO_HOME": str(folder)}))
    deliveries.choose_home(made_up=False, by="a test")
    with transaction.atomic():
        olga = people.add_person("olga", os_user(), None)
        ana = people.add_person("ana", None, olga)
        span = {"begins": NOW.date(), "ends": NOW.date() + ROLE_LASTS, "made_by": olga}
        for one, role in ((olga, Role.OPERATOR), (ana, Role.CASE_MANAGER)):
            where = {"role": role, "agency": Agency.ORR, "office": "a shelter"}
            people.add("appointment", person=one, **where, **span)
            people.add("training", person=one, **span)
    close_home()
    return folder


@pytest.fixture
def real_home(kept, variables, monkeypatch):
    """That home, open."""
    monkeypatch.delenv("AMPARO_TOKEN", raising=False)
    shutil.copytree(kept, variables["AMPARO_HOME"])
    yield open_home(read_settings(variables))
    close_home()


class Person(Browser):
    """Somebody with a browser whom the agency knows."""

    def __init__(self, home, agency):
        super().__init__(home)
        self.agency = agency

    def asks(self, to="/"):
        """Where the home sends them."""
        return self.get("/sign-in/agency", {"next": to})["Location"]

    def comes_back(self, question, **changed):
        address = urlsplit(self.agency.lets_in(question))
        words = {name: one[0] for name, one in parse_qs(address.query).items()} | changed
        return self.get(address.path, {name: one for name, one in words.items() if one})

    def signs_in(self, to="/"):
        return self.comes_back(self.asks(to))

    def waits(self, time):
        self.come_back(self.defaults["amparo.clock"] + time)
        now = self.defaults["amparo.clock"]
        self.agency.now = lambda: now

    def is_in(self):
        return self.get("/figures/").status_code == 200


@pytest.fixture
def bound(real_home):
    """Ana is bound to whom the agency knows by the subject."""
    return bind(Asked(real_home, None, NOW), "ana", SUBJECT)


@pytest.fixture
def ana(real_home, agency, bound):
    assert bound.slug == "ana"
    return Person(real_home, agency)


def refusals():
    bodies = [json.loads(bytes(one.body)) for one in Entry.objects.order_by("id")]
    said = [one for one in bodies if one.get("entry") == "refused"]
    return [one["what"].removeprefix("sign-in: ") for one in said]


def everything_written():
    return b"".join(bytes(one.body) for one in Entry.objects.all())


# --- it lets in -------------------------------------------------------------------------------


def test_whom_the_agency_vouches_for_with_two_factors_is_in(ana):
    assert "Go to the sign-in of the made-up agency" in ana.text("/sign-in")
    page = ana.signs_in("/figures/")
    assert page["Location"] == "/figures/"
    assert ana.is_in()
    assert "<strong>Case manager</strong>" in ana.text("/")
    assert refusals() == []
    assert SignIn.objects.get().answer == "signed-in"


def test_the_question_proves_who_asks_and_asks_for_nothing_but_who_it_is(ana, agency):
    ana.signs_in()
    (asked,) = agency.asked
    assert asked["code_challenge_method"] == "S256"
    assert asked["response_type"] == "code"
    assert asked["scope"] == "openid"
    assert asked["redirect_uri"] == "http://localhost/sign-in/agency/answer"
    assert len(asked["state"]) >= 43
    assert len(asked["nonce"]) >= 43
    assert asked["state"] != asked["nonce"]


def test_nothing_that_was_exchanged_and_no_address_is_written_down(real_home, ana):
    ana.signs_in()
    ana.comes_back(ana.asks(), code="a-code-of-nobody")
    written = everything_written()
    for text in (SUBJECT, SECRET, "ana@made-up.example", "a-code-of-nobody"):
        assert text.encode() not in written
    assert SUBJECT.encode() not in bytes(Credential.objects.get().kept)
    assert verify(real_home).ok


def test_two_tabs_may_be_on_their_way_at_once(ana):
    first, second = ana.asks("/figures/"), ana.asks("/feeds/")
    assert ana.comes_back(second)["Location"] == "/feeds/"
    assert ana.is_in()
    assert ana.comes_back(first)["Location"] == "/"
    assert ana.is_in()


def test_a_session_by_an_agency_ends_as_any_other(ana):
    ana.signs_in()
    ana.waits(IDLE + timedelta(seconds=1))
    assert not ana.is_in()


def test_a_key_that_the_agency_signs_with_anew_is_asked_for(ana, agency):
    ana.signs_in()
    ana.post("/sign-out")
    agency.signs_with_another_key("two")
    agency.published = agency.key
    ana.waits(timedelta(minutes=2))
    assert ana.signs_in().status_code == 302
    assert ana.is_in()


# --- it does not ------------------------------------------------------------------------------


WRONG = {
    "another nonce": ({"nonce": "another"}, "wrong-nonce"),
    "no nonce": ({"nonce": None}, "wrong-nonce"),
    "another audience": ({"aud": "another-client"}, "wrong-aud"),
    "also for another": ({"aud": [CLIENT, "another"]}, "wrong-azp"),
    "another issuer": ({"iss": "https://another.example"}, "wrong-iss"),
    "expired": ({"exp": int((NOW - timedelta(minutes=2)).timestamp())}, "expired"),
    "never expires": ({"exp": None}, "wrong-exp"),
    "not a number": ({"exp": "tomorrow"}, "wrong-exp"),
    "from the future": ({"iat": int((NOW + timedelta(hours=1)).timestamp())}, "wrong-iat"),
    "of nobody": ({"sub": None}, "wrong-sub"),
    "of no text": ({"sub": 7}, "wrong-sub"),
    "another access token": ({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, "wrong-at_hash"),
    "a password only": ({"amr": ["pwd"]}, "no-second-factor"),
    "no word of how": ({"amr": None}, "no-second-factor"),
    "let in yesterday": (
        {"auth_time": int((NOW - AT_MOST - timedelta(hours=1)).timestamp())},
        "not-recent",
    ),
    "no word of when": ({"auth_time": None}, "not-recent"),
    "when of another kind": ({"auth_time": [1]}, "wrong-auth_time"),
    "somebody unknown": ({"sub": "emp-0043"}, "unknown-subject"),
}


@pytest.mark.parametrize(("says", "rule"), WRONG.values(), ids=WRONG)
def test_an_answer_that_does_not_hold_lets_nobody_in_and_is_an_entry(ana, agency, says, rule):
    agency.says = says
    assert ana.signs_in().status_code == 403
    assert not ana.is_in()
    assert refusals() == [rule]


def test_a_token_signed_by_another_is_refused(ana, agency):
    agency.signs_with_another_key("one")
    assert ana.signs_in().status_code == 403
    assert refusals() == ["wrong-signature"]
    assert not ana.is_in()


def test_a_stranger_s_tokens_do_not_make_us_ask_for_keys_each_time(ana, agency):
    agency.signs_with_another_key("unheard-of")
    for _ in range(5):
        assert ana.signs_in().status_code == 403
    assert agency.times_keys_asked <= 2


def test_an_answer_to_a_question_of_another_browser_is_refused(real_home, agency, ana):
    other = Person(real_home, agency)
    other.asks()
    assert other.comes_back(ana.asks()).status_code == 403
    assert not other.is_in()
    assert refusals() == ["wrong-state"]


def test_an_answer_that_nobody_asked_for_is_no_page(real_home, agency, ana):
    stranger = Person(real_home, agency)
    assert stranger.comes_back(ana.asks())["Location"] == "/sign-in"
    assert not stranger.is_in()


def test_an_answer_serves_once(ana, agency):
    question = ana.asks()
    back = urlsplit(agency.lets_in(question))
    assert ana.get(f"{back.path}?{back.query}").status_code == 302
    ana.post("/sign-out")
    assert ana.get(f"{back.path}?{back.query}")["Location"] == "/sign-in"
    ana.asks()
    assert ana.get(f"{back.path}?{back.query}").status_code == 403
    assert refusals() == ["wrong-state"]
    assert not ana.is_in()


def test_a_code_that_was_taken_before_is_refused(ana, agency):
    first = parse_qs(urlsplit(agency.lets_in(ana.asks())).query)["code"][0]
    agency.codes.pop(first)
    assert ana.comes_back(ana.asks(), code=first).status_code == 403
    assert refusals() == ["code-refused"]


@pytest.mark.parametrize("code", ["%", "a b", "\x00", "é", "x" * 5_000])
def test_a_code_of_any_kind_breaks_nothing(ana, code):
    assert ana.comes_back(ana.asks(), code=code).status_code == 403
    assert refusals() == ["code-refused"]


def test_who_turns_back_is_told_so(ana):
    page = ana.comes_back(ana.asks(), code=None, error="access_denied")
    assert "or you turned back" in page.content.decode()
    assert refusals() == ["declined"]


def test_an_answer_by_another_issuer_is_not_even_exchanged(ana, agency):
    assert ana.comes_back(ana.asks(), iss="https://another.example").status_code == 403
    assert refusals() == ["wrong-issuer"]
    assert len(agency.codes) == 1


def test_a_question_waits_ten_minutes(ana):
    question = ana.asks()
    ana.waits(timedelta(minutes=11))
    assert ana.comes_back(question).status_code == 403
    assert refusals() == ["too-late"]


def test_whom_nobody_meant_is_told_how_the_agency_knows_them_and_nothing_else(ana, agency):
    agency.subject = "emp-<b>77"
    page = ana.signs_in().content.decode()
    assert "emp-&lt;b&gt;77" in page
    assert refusals() == ["unknown-subject"]
    assert b"emp-" not in everything_written()


def test_whose_role_has_run_out_does_not_enter(ana):
    ana.waits(ROLE_LASTS + timedelta(days=1))
    page = ana.signs_in()
    assert page.status_code == 403
    assert "You hold no role here today." in page.content.decode()
    assert refusals() == ["no-role"]
    assert not ana.is_in()


def test_an_agency_that_is_silent_is_said_to_be(ana, agency):
    agency.described = {"token_endpoint": 7}
    question = ana.get("/sign-in/agency")
    assert question.status_code == 503
    assert "does not answer now" in question.content.decode()


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://another.example"},
        {"token_endpoint": "http://elsewhere.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
def test_an_agency_that_describes_itself_oddly_is_not_believed(ana, agency, described):
    agency.described = described
    assert ana.get("/sign-in/agency").status_code == 503


# --- how good a second factor -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("demanded", "says", "is_let_in"),
    [
        (("aal2 aal3", ""), {"acr": "aal3", "amr": None}, True),
        (("aal2 aal3", ""), {"acr": "aal1"}, False),
        (("aal2", ""), {"acr": None}, False),
        (("aal2", ""), {"acr": ["aal2"]}, False),
        (("", "hwk sc"), {"amr": ["pin", "sc"]}, True),
        (("", "hwk sc"), {"amr": ["pwd", "mfa"]}, False),
        (("", "hwk"), {"amr": "hwk"}, False),
        (("aal2", "hwk"), {"acr": "aal2", "amr": ["pwd"]}, False),
        (("aal2", "hwk"), {"acr": "aal2", "amr": ["hwk"]}, True),
    ],
)
@pytest.mark.usefixtures("bound")
def test_each_setting_is_demanded(variables, agency, demanded, says, is_let_in):
    close_home()
    acr, amr = demanded
    settings = variables | {"AMPARO_OIDC_ACR": acr, "AMPARO_OIDC_AMR": amr}
    person = Person(open_home(read_settings(settings)), agency)
    agency.says = says
    person.signs_in()
    assert person.is_in() is is_let_in
    assert agency.asked[-1].get("acr_values", "") == acr


# --- shown again, and out ---------------------------------------------------------------------


def test_a_file_is_handed_out_only_soon_after_the_agency_was_shown_who_it_is(ana, agency):
    agency.let_in_at = NOW - timedelta(hours=3)  # it knew them since the morning
    ana.signs_in()
    asked = ana.get(COPY)
    assert asked["Location"].startswith("/sign-in/second?next=%2Fchildren%2F")
    assert "/sign-in/agency?next=%2Fchildren%2F" in ana.text(asked["Location"])
    question = ana.asks(COPY)
    assert ana.comes_back(question).status_code == 403
    assert refusals() == ["not-recent"]
    assert ana.is_in()
    agency.let_in_at = None
    assert ana.comes_back(ana.asks(COPY))["Location"] == COPY
    assert agency.asked[-1]["prompt"] == "login"
    assert agency.asked[-1]["max_age"] == "0"
    assert ana.get(COPY).status_code == 403  # of no child of hers
    ana.waits(FRESH + timedelta(minutes=1))
    assert ana.get(COPY).status_code == 302


def test_nobody_else_shows_it_again_for_them(real_home, ana, agency):
    bind(Asked(real_home, None, NOW), "olga", "emp-0001")
    ana.signs_in()
    agency.subject = "emp-0001"
    assert ana.comes_back(ana.asks()).status_code == 403
    assert refusals() == ["another-person"]
    assert "<strong>Case manager</strong>" in ana.text("/")


def test_who_signs_out_is_told_that_the_agency_still_knows_the_browser(ana, agency):
    ana.signs_in()
    page = ana.post("/sign-out")
    assert page.status_code == 200
    assert f"{agency.address}/end?client_id={CLIENT}" in page.content.decode()
    assert "Case manager" not in page.content.decode()
    assert not ana.is_in()


# --- an operator says who is meant ------------------------------------------------------------


def test_an_account_is_of_one_kind_and_the_last_one_counts(real_home, ana):
    ana.signs_in()
    invite(Asked(real_home, None, NOW), "ana")
    assert not ana.is_in()
    assert ana.signs_in().status_code == 403
    bind(Asked(real_home, None, NOW), "ana", SUBJECT)
    assert ana.signs_in().status_code == 302
    assert ana.is_in()


def test_an_operator_ends_it_at_once(real_home, ana, bound):
    ana.signs_in()
    end(Asked(real_home, None, NOW), bound.entry)
    assert not ana.is_in()
    assert ana.signs_in().status_code == 403


def test_a_subject_is_one_person_and_is_free_again_when_that_ends(real_home, bound):
    with pytest.raises(ChangeRefused, match="means ana"):
        bind(Asked(real_home, None, NOW), "olga", SUBJECT)
    end(Asked(real_home, None, NOW), bound.entry)
    assert bind(Asked(real_home, None, NOW), "olga", SUBJECT).slug == "olga"


@pytest.mark.parametrize("subject", ["", " ", "two\nlines", "x" * 256])
def test_a_subject_is_one_line(real_home, subject):
    with pytest.raises(ChangeRefused):
        bind(Asked(real_home, None, NOW), "ana", subject)


@pytest.mark.usefixtures("bound")
def test_without_a_setting_there_is_no_such_way_in(variables):
    close_home()
    home = open_home(read_settings({"AMPARO_HOME": variables["AMPARO_HOME"]}))
    stranger = Browser(home)
    assert "/sign-in/agency" not in stranger.text("/sign-in")
    assert stranger.get("/sign-in/agency")["Location"] == "/sign-in"
    with pytest.raises(ChangeRefused, match="No agency's sign-in is set"):
        bind(Asked(home, None, NOW), "ana", SUBJECT)


@pytest.mark.parametrize(
    "wrong",
    [
        {"AMPARO_OIDC_ISSUER": "http://agency.example"},
        {"AMPARO_OIDC_ISSUER": ""},
        {"AMPARO_OIDC_CLIENT_ID": ""},
        {"AMPARO_OIDC_ARC": "aal2"},
    ],
)
def test_settings_that_would_let_in_too_many_are_refused(variables, wrong):
    with pytest.raises(SettingsWrong, match="AMPARO_OIDC_"):
        read_settings(variables | wrong)


def test_a_secret_that_cannot_be_read_is_said_when_serving_begins(variables, tmp_path):
    missing = {"AMPARO_OIDC_SECRET_FILE": str(tmp_path / "nowhere")}
    agency = read_settings(variables | missing).agency
    assert agency is not None
    with pytest.raises(SettingsWrong, match="SECRET_FILE"):
        read_secret(agency)
