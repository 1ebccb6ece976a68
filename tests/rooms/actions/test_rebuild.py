"""A home made again holds what the old one held, or it is said in what it does not."""

from datetime import UTC, datetime

import pytest

from amparo.actions.asking import Question
from amparo.actions.doubting import Asks, answer, ask, listed, name_of
from amparo.actions.home import open_home
from amparo.actions.ingest import ingest, settle
from amparo.actions.match_ruling import Acting, unmerge
from amparo.actions.people import who_asks
from amparo.actions.rebuild import rebuild
from amparo.actions.show import show
from amparo.purposes import Action, Purpose
from amparo.purposes.wrong_facts import Answered, Wrong
from amparo.settings import read_settings
from amparo.store import children, identities, models
from amparo.words.agencies import Role
from tests.journeys.conftest import Place
from tests.journeys.handmade import court_case, delivery, referral
from tests.rooms.feeds.deliveries import ana

CLOCK = datetime(2026, 11, 20, 15, tzinfo=UTC)

pytestmark = pytest.mark.parametrize("home", ["sqlite"], indirect=True)
"""What follows from rows and rulings; where it is kept, other tests ask."""


def told(home, folder, feed, received, **tables):
    files = {f"{name}.csv": rows for name, rows in tables.items()}
    ingest(home, delivery(folder, feed, received, files), CLOCK)
    settle(home, CLOCK)


def again(home, folder):
    return rebuild(home, who_asks(home, CLOCK, None, Role.OPERATOR), folder / "again", CLOCK)


def test_a_case_that_was_parted_from_its_child_is_a_child_s_record_there_too(home, tmp_path):
    told(home, tmp_path, "referrals", "2022-05-05", referrals=[referral()])
    told(home, tmp_path, "court", "2022-08-05", A_TblCase=[court_case()])
    (child,) = children.everyone()
    (case,) = [one for one in _names() if one.startswith("EOIR:case")]
    for role in (Role.FIELD_SPECIALIST, Role.CASE_MANAGER):
        acting = Acting(home, who_asks(home, CLOCK, None, role), CLOCK)
        if unmerge(acting, child, "Another child's case", [case]).waits_for is None:
            break
    assert len(children.everyone()) == 2
    assert again(home, tmp_path).same
    assert len(children.everyone()) == 2


def test_a_case_that_was_never_a_child_s_is_none(home, tmp_path):
    told(home, tmp_path, "court", "2022-08-05", A_TblCase=[court_case()])
    assert children.everyone() == []


def test_a_row_that_a_later_version_reads_more_out_of_is_told_of(home, tmp_path, monkeypatch):
    with monkeypatch.context() as earlier:
        earlier.setattr("amparo.feeds.placements.month_of_18", lambda _born: None)
        told(home, tmp_path, "placements", "2022-05-05", placements=[ana("placements")])
    told(home, tmp_path, "referrals", "2022-05-06", referrals=[referral()])
    done = again(home, tmp_path)
    assert (done.same, done.unreadable) == (False, 0)
    assert (done.read_otherwise, done.made_up_otherwise) == (1, 0)


def test_the_command_says_in_what_the_homes_differ(home, tmp_path, monkeypatch):
    with monkeypatch.context() as earlier:
        earlier.setattr("amparo.feeds.placements.month_of_18", lambda _born: None)
        told(home, tmp_path, "placements", "2022-05-05", placements=[ana("placements")])
    answer = Place(home.path).run("rebuild", tmp_path / "again")
    assert answer.exit_code == 1
    assert "1 records say something else" in answer.stdout
    assert "Which records are one child is the same." in answer.stdout


def _names():
    held = models.Membership.objects.filter(known_to=None).values_list("identity", flat=True)
    return identities.names(held).values()


def test_what_was_said_to_be_wrong_is_asked_and_answered_there_too(home, tmp_path):
    told(home, tmp_path, "placements", "2022-05-05", placements=[ana("placements")])
    (child,) = children.everyone()
    asker, desk = (
        who_asks(home, CLOCK, None, one) for one in (Role.COUNSEL, Role.FIELD_SPECIALIST)
    )
    question = Question(
        asker=asker, command="correction", action=Action.READ, purpose=Purpose.CORRECTION
    )
    for right in ("Inventada", "Calle Inventada 7"):
        record = show(home, question, child, CLOCK)
        fact = next(name for line in record.lines if (name := name_of(line)))
        asks = Asks(fact=fact, field=None, wrong=Wrong.MISSPELT, right=right)
        entry = ask(home, asker, record, asks, CLOCK)
    answer(home, desk, entry, Answered.STANDS, CLOCK)
    assert again(home, tmp_path).same
    rows = models.Doubt.objects.order_by("entry")
    assert [one.person for one in rows] == [asker.person] * 2
    new = open_home(read_settings({"AMPARO_HOME": str(tmp_path / "again")}))
    found = listed(new, who_asks(new, CLOCK, None, Role.FIELD_SPECIALIST), CLOCK)
    assert [(one.right, one.answered) for one in found] == [
        ("Calle Inventada 7", "stands as told"),
        ("Inventada", None),
    ]
