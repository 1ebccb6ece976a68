"""Who may move whose duty."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from amparo.actions import standings
from amparo.actions.changing import ChangeRefused
from amparo.actions.doing import Doing, refuse_unless_it_may_be
from amparo.duties.act import REASONS, Deed
from amparo.duties.offices import Office
from amparo.duties.standing import Standing
from amparo.store import duty_acts
from amparo.words.agencies import Role

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("role", "owner"),
    [
        (Role.PRIVACY_OFFICER, Role.COUNSEL),  # neither acts for an agency
        (Role.PRIVACY_OFFICER, Role.CASE_MANAGER),
        (Role.FIELD_SPECIALIST, Role.COUNSEL),
        (Role.FIELD_SPECIALIST, Role.JUVENILE_COORDINATOR),
        (Role.JUVENILE_COORDINATOR, Role.OPLA_ATTORNEY),  # one agency, but assigns nothing
    ],
)
def test_nobody_assigns_the_duties_of_another_side(role, owner):
    asker: Any = SimpleNamespace(role=role, credentials_in_date=True)
    owed: Any = SimpleNamespace(duty=SimpleNamespace(owner=owner))
    assigning = Doing(duty="D-1", deed=Deed.ASSIGN, to="somebody")
    with pytest.raises(ChangeRefused, match="and you are"):
        refuse_unless_it_may_be(asker, owed, assigning, Standing(), NOW)


# --- what changed since somebody looked ---------------------------------------------------------

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 18)


@pytest.fixture
def happened(monkeypatch):
    """A duty for which a fact was told on Monday; its child moved, and somebody took it."""
    taken = SimpleNamespace(on=WEDNESDAY, entry=9)
    row = SimpleNamespace(learned_at=datetime(2026, 11, 16, 15, tzinfo=UTC), entry=4)
    monkeypatch.setattr(duty_acts, "acts_of", lambda _: {"D-1": [taken]})
    monkeypatch.setattr(standings, "told_for", lambda _: {"D-1": [(row, None)]})
    lain = [Office(name="one", because=None, since=MONDAY)]
    return taken, [*lain, Office(name="other", because=None, since=TUESDAY)]


@pytest.mark.parametrize("seen", [0, 1, 2])
def test_who_saw_a_fact_and_a_move_is_told_of_the_deed_that_came_after(happened, seen):
    taken, offices = happened
    assert standings.acts_since("D-1", seen, offices) == [taken]


def test_who_saw_all_is_told_of_nothing(happened):
    _, offices = happened
    assert standings.acts_since("D-1", 3, offices) == []


def test_what_was_raised_to_the_top_meanwhile_is_not_raised_again(monkeypatch):
    monkeypatch.setattr("amparo.actions.doing.today", lambda clock: clock.date())
    asker: Any = SimpleNamespace(
        role=Role.FIELD_SPECIALIST, credentials_in_date=True, person="p", agency="ORR"
    )
    duty = SimpleNamespace(owner=Role.FIELD_SPECIALIST, gap="transferred-not-placed")
    shown = SimpleNamespace(ended=False)
    owed: Any = SimpleNamespace(duty=duty, shown=shown, standing=Standing(holder="p"))
    raising = Doing(duty="D-1", deed=Deed.ESCALATE, reason=next(iter(REASONS[Deed.ESCALATE])))
    with pytest.raises(ChangeRefused, match="already"):
        refuse_unless_it_may_be(asker, owed, raising, Standing(holder="p", raised=1), NOW)
