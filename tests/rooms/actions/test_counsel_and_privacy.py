"""Hearings, contests and the looks to review are asked for on either database."""

from datetime import UTC, datetime

from amparo.actions.asking import Question
from amparo.actions.contesting import Contests, contest
from amparo.actions.doubting import listed, waiting
from amparo.actions.hearings import hearings
from amparo.actions.ingest import ingest, settle
from amparo.actions.people import who_asks
from amparo.actions.reviewing import review
from amparo.actions.show import show
from amparo.purposes import Action, Purpose
from amparo.purposes.budgets import BUDGETS
from amparo.purposes.wrong_facts import Wrong
from amparo.store import children
from amparo.words.agencies import Role
from tests.rooms.feeds.deliveries import ana, deliver, table

CLOCK = datetime(2026, 11, 20, 15, tzinfo=UTC)
TOLD = datetime(2024, 3, 5, 12, tzinfo=UTC)


def _who(home, role):
    return who_asks(home, CLOCK, None, role)


def _told(home, folder):
    for feed, cells in (("placements", {}), ("notices", SERVED)):
        rows = table(feed, ana(feed, **cells))
        ingest(home, deliver(folder, rows, feed=feed, sequence=1, received_at=TOLD), CLOCK)
    settle(home, CLOCK)
    return children.everyone()


SERVED = {"served_on": "2024-02-20", "first_hearing_slot_at": "2024-04-10"}


def test_counsel_is_listed_what_is_booked_contests_it_and_the_officer_sees_who_looked(
    home, tmp_path, monkeypatch
):
    everyone = _told(home, tmp_path)
    counsel, desk = _who(home, Role.COUNSEL), _who(home, Role.FIELD_SPECIALIST)
    (ahead,) = hearings(home, counsel, CLOCK).hearings
    assert (str(ahead.on), ahead.is_set, ahead.at) == ("2024-04-10", False, None)
    assert "nta-not-filed" in {one.gap for one in ahead.in_the_way}
    question = Question(
        asker=counsel, command="contest", action=Action.READ, purpose=Purpose.CORRECTION
    )
    record = show(home, question, ahead.child, CLOCK)
    owed = next(one for one in record.owed if one.gap == "nta-not-filed")
    says = Contests(finding=owed.finding, wrong=Wrong.DONE_ALREADY, why="Filed in March")
    entry = contest(home, counsel, record, says, CLOCK)
    assert waiting(home, desk, CLOCK) == 1  # OPLA owes it, and ORR's desk takes it up
    assert [(one.entry, one.right) for one in listed(home, desk, CLOCK)] == [
        (entry, "Filed in March")
    ]
    monkeypatch.setitem(BUDGETS, Action.LIST, 1)
    found = review(home, _who(home, Role.PRIVACY_OFFICER), CLOCK)
    assert [(one.child, one.looks, one.people) for one in found.often] == [(ahead.child, 1, 1)]
    assert ahead.child in everyone
    assert {one.who for one in found.spent} >= {"counsel", "field-specialist"}
    assert not found.danger
    assert not found.agreed
    assert not found.refused
