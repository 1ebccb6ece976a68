"""What was set aside is read again by today's rules: what would be read, for whom, and no cell."""

import json
import shutil
from datetime import UTC, datetime

import msgspec
import pytest

from amparo.actions.changing import ChangeRefused
from amparo.actions.ingest import ingest, settle
from amparo.actions.people import who_asks
from amparo.actions.rebuild import rebuild
from amparo.actions.replay import Outcome, Which, replay
from amparo.feeds import CONTRACTS
from amparo.store import models
from amparo.words.agencies import Agency, Role
from tests.rooms.feeds.deliveries import ana, deliver, lines, table

CLOCK = datetime(2026, 11, 20, 15, tzinfo=UTC)
SAYS = "UNKNOWN"
REASON = "transfer_at is not a date"


@pytest.fixture
def sent(home, tmp_path, monkeypatch):
    """Read by a version that did not know how CBP writes that a day is unknown."""
    rows = (
        ana("referrals", transfer_at=SAYS),
        ana("referrals", event_number="MU0002", transfer_at="2024-02-31"),
        ana("referrals", event_number="MU0003", birth_date="soon"),
    )
    text = table("referrals", *rows, hidden=False) + lines(["Q'anil", "too", "few"])
    folder = deliver(tmp_path, text, sequence=1)
    with monkeypatch.context() as earlier:
        strict = msgspec.structs.replace(CONTRACTS["referrals"], untold={})
        earlier.setitem(CONTRACTS, "referrals", strict)
        ingest(home, folder, CLOCK)
    settle(home, CLOCK)
    return folder.name


def steward(home, agency):
    asker = who_asks(home, CLOCK, Role.FEED_STEWARD, Role.FEED_STEWARD)
    return msgspec.structs.replace(asker, agency=agency)


def asked(home, which, who=None):
    return replay(home, who or who_asks(home, CLOCK, None, Role.OPERATOR), which, CLOCK)


def entries():
    bodies = models.Entry.objects.order_by("id").values_list("body", flat=True)
    told = [json.loads(bytes(one)) for one in bodies if bytes(one)[:1] == b"{"]
    return [one for one in told if one.get("entry") == "replayed"]


def test_of_a_delivery_each_line_is_told_with_what_becomes_of_it_today(home, sent):
    told = asked(home, Which(delivery=sent))
    assert [(one.line, one.outcome, one.today) for one in told.lines] == [
        (2, Outcome.WOULD_BE_READ, None),
        (3, Outcome.STAYS, REASON),
        (4, Outcome.STAYS, "birth_date is not a date"),
        (5, Outcome.NOT_KEPT, told.lines[3].was),
    ]
    assert told.count == 4
    assert {one.owner for one in told.lines} == {"CBP feed steward"}
    assert told.lines[0].was == REASON


def test_a_line_beside_a_forbidden_column_was_not_kept_and_that_is_said(
    home, tmp_path, monkeypatch
):
    folder = deliver(tmp_path, table("referrals", ana("referrals", transfer_at=SAYS)), sequence=1)
    with monkeypatch.context() as earlier:
        strict = msgspec.structs.replace(CONTRACTS["referrals"], untold={})
        earlier.setitem(CONTRACTS, "referrals", strict)
        ingest(home, folder, CLOCK)
    told = asked(home, Which(delivery=folder.name))
    assert told.outcomes == {Outcome.WOULD_BE_READ: 0, Outcome.STAYS: 0, Outcome.NOT_KEPT: 1}


def test_no_cell_of_a_line_is_told(home, sent):
    told = msgspec.json.encode(asked(home, Which(delivery=sent))).decode()
    assert not [one for one in (SAYS, "2024-02-31", "Q'anil", "Ana", "990", "soon") if one in told]


@pytest.mark.usefixtures("sent")
def test_of_one_reason_only_its_lines(home):
    told = asked(home, Which(reason=REASON.upper()))
    assert [one.line for one in told.lines] == [2, 3]
    assert asked(home, Which(reason="2024-02-31")).count == 0


def test_nothing_is_taken_in_and_a_home_made_again_is_the_same(home, sent, tmp_path):
    tables = (models.Event, models.SetAsideRow, models.Content, models.Delivery, models.Vault)
    before = [one.objects.count() for one in tables]
    asked(home, Which(delivery=sent))
    assert [one.objects.count() for one in tables] == before
    operator = who_asks(home, CLOCK, None, Role.OPERATOR)
    assert rebuild(home, operator, tmp_path / "again", CLOCK).same


def test_a_line_that_would_be_read_comes_in_with_the_file_that_its_agency_sends_anew(
    home, sent, tmp_path
):
    assert asked(home, Which(delivery=sent)).outcomes[Outcome.WOULD_BE_READ] == 1
    anew = table("referrals", ana("referrals", transfer_at=SAYS))
    taken = ingest(home, deliver(tmp_path, anew, sequence=2), CLOCK)
    assert (taken.tally.read, taken.tally.set_aside) == (1, 0)


@pytest.mark.usefixtures("sent")
def test_who_had_which_files_opened_is_entered_and_nothing_that_was_typed(home):
    asked(home, Which(reason=REASON))
    asked(home, Which(reason="Q'anil"))
    first, second = entries()
    (digest,) = models.Content.objects.filter(feed="referrals").values_list("digest", flat=True)
    assert (first["files"], first["lines"]) == ([digest], 2)
    assert (second["files"], second["lines"]) == ([], 0)
    assert "anil" not in str(second)


def test_once_the_time_for_mending_is_over_no_line_can_be_read(home, sent):
    models.ContentKey.objects.all().delete()
    told = asked(home, Which(delivery=sent))
    assert {one.outcome for one in told.lines} == {Outcome.NOT_KEPT}


def test_where_the_file_s_lines_are_not_kept_at_all_none_can_be_read(home, sent):
    shutil.rmtree(home.path / "deliveries")
    told = asked(home, Which(delivery=sent))
    assert {one.outcome for one in told.lines} == {Outcome.NOT_KEPT}


def test_a_steward_reads_their_own_agency_s_lines_and_no_other_s(home, sent):
    assert asked(home, Which(delivery=sent), steward(home, Agency.CBP)).count == 4
    orr = steward(home, Agency.ORR)
    with pytest.raises(ChangeRefused, match="No delivery of that name came of a feed that you run"):
        asked(home, Which(delivery=sent), orr)
    with pytest.raises(ChangeRefused, match="another agency's"):
        asked(home, Which(reason=REASON, feed="referrals"), orr)
    assert asked(home, Which(reason=REASON), orr).count == 0


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.CASE_MANAGER, Role.JUVENILE_COORDINATOR])
def test_whoever_runs_no_feed_is_refused_and_that_is_entered(home, sent, role):
    asker = who_asks(home, CLOCK, role, role)
    before = models.Entry.objects.count()
    with pytest.raises(ChangeRefused, match="Nothing was shown"):
        asked(home, Which(delivery=sent), asker)
    assert models.Entry.objects.count() == before + 1
    assert not entries()


@pytest.mark.usefixtures("sent")
def test_everything_at_once_is_not_asked(home):
    with pytest.raises(ChangeRefused, match="Name a delivery, or one reason"):
        asked(home, Which(feed="referrals"))
