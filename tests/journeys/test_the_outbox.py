"""A finding becomes a message that is accounted for, sent, received, and taken back where wrong."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from amparo.actions import derive
from amparo.actions.asking import NotAccounted
from amparo.actions.home import Home
from amparo.actions.ingest import settle
from amparo.actions.receipts import RECEIPTS
from amparo.actions.sending import send
from amparo.duties.desks import Desk
from amparo.duties.telling import State
from amparo.feeds.contract import Mode
from amparo.feeds.signatures import made_up_key
from amparo.outbox import Folder, open_envelope, signed_receipt
from amparo.store import disclosures, models
from amparo.store.children import Period

from .ana_is_told_of import SERVED, opened, tell
from .conftest import Place

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
TODAY = date(2024, 3, 20)
"""Ana's placement is late by then: her specialist is told of it, and whoever it is raised to."""
IN_TIME = date(2024, 2, 6)
"""Nothing is late yet: each desk is told of its own duties, and of nobody else's."""
PRINTED = Path("tests/data/hhs_daily_uc_to_2024_06_raw.csv")


@pytest.fixture
def home(place: Place) -> Iterator[Home]:
    yield from opened(place)


@pytest.fixture
def plain(embedded: Place) -> Iterator[Home]:
    yield from opened(embedded)


def sent(home: Home, desk: str = "*/*") -> list[dict[str, Any]]:
    """Every message that lies in a desk's folder."""
    found = [json.loads(path.read_bytes()) for path in home.outbox.glob(f"{desk}/*.json")]
    return sorted(found, key=lambda one: (one["data"]["gap"], one["type"]))


def kinds(home: Home, desk: str = "*/*") -> list[tuple[str, str]]:
    return [(one["data"]["gap"], one["type"].split(".")[2]) for one in sent(home, desk)]


def states(by: date) -> dict[str, int]:
    """How many messages that wake by a day are in which state."""
    every = list(models.Message.objects.filter(wakes_on__lte=by).values_list("state", flat=True))
    return {state: every.count(state) for state in sorted(set(every))}


# --- told, and told right ----------------------------------------------------------------------


def test_whoever_must_act_is_told_that_a_duty_opened_and_later_that_it_closed(home, tmp_path):
    tell(home, tmp_path / "in", "referrals")
    tell(home, tmp_path / "in", "notices", **SERVED)
    assert send(home, NOW, TODAY).sent == 4
    assert kinds(home, "ICE/*") == [("nta-not-filed", "opened")] * 2
    assert kinds(home, "ORR/field-specialist") == [("transferred-not-placed", "opened")]
    # It was late by then: whoever answers for child protection is told, and nobody at DHS is.
    assert kinds(home, "*/*officer") == [("transferred-not-placed", "raised")]
    still_there: dict[str, Any] = {"discharged_on": "", "discharge_type": ""}
    tell(home, tmp_path / "in", "placements", admitted_at="2024-02-09", **still_there)
    send(home, NOW, TODAY)
    assert kinds(home, "ORR/field-specialist") == [
        ("transferred-not-placed", "closed"),
        ("transferred-not-placed", "opened"),
    ]
    assert kinds(home, "ORR/child-protection-officer") == [
        ("transferred-not-placed", "closed"),
        ("transferred-not-placed", "raised"),
    ]


def test_every_message_is_genuine_and_tells_of_nobody(plain, tmp_path):
    tell(plain, tmp_path / "in", "referrals")
    tell(plain, tmp_path / "in", "notices", **SERVED)
    send(plain, NOW, TODAY)
    child = models.Membership.objects.values_list("child", flat=True)[0]
    files = list(plain.outbox.rglob("*.json"))
    assert len(files) == 4
    for path in files:
        text = path.read_bytes()
        assert open_envelope(text, plain.signing.public).id == path.stem
        # Without what is drawn by lot, which may hold any three letters or digits.
        drawn = {"keyid": "", "signature": ""}
        says = json.dumps({**json.loads(text), **drawn}, ensure_ascii=False)
        for telling in ("MU0001", "990-", "990000", "Ana", "Q'anil", "Invented", "2024-", child):
            assert telling not in says, telling


def test_what_opens_on_a_day_to_come_wakes_on_that_day(plain, tmp_path):
    tell(plain, tmp_path / "in", "referrals", transfer_at="2024-03-04")
    assert send(plain, NOW, date(2024, 3, 4)).sent == 0
    assert send(plain, NOW, date(2024, 3, 5)).sent == 1


def test_a_late_duty_is_raised_on_its_rungs_day_and_not_before(plain, tmp_path):
    """Due on Wednesday, 6 March; raised when three more business days have gone by."""
    tell(plain, tmp_path / "in", "referrals", transfer_at="2024-03-04")
    send(plain, NOW, date(2024, 3, 10))
    assert kinds(plain, "ORR/child-protection-officer") == []
    send(plain, NOW, date(2024, 3, 11))
    assert kinds(plain, "ORR/child-protection-officer") == [("transferred-not-placed", "raised")]
    (own,), (raised,) = sent(plain, "*/field-specialist"), sent(plain, "*/*officer")
    assert raised["data"]["duty"] == own["data"]["duty"]


def test_a_late_duty_that_was_ended_and_is_opened_again_is_raised_after_all(
    plain, embedded, tmp_path
):
    tell(plain, tmp_path / "in", "referrals")
    specialist = ("--as", "field-specialist")
    (duty,) = [
        one["duty"]
        for one in embedded.ask("duties", "list", *specialist)
        if one["gap"] == "transferred-not-placed"
    ]
    embedded.ask("duties", "take", duty, *specialist)
    embedded.ask("duties", "close", duty, "--reason", "done elsewhere", *specialist)
    send(plain, NOW, TODAY)
    assert kinds(plain, "ORR/child-protection-officer") == []
    embedded.ask("duties", "reopen", duty, *specialist)
    send(plain, NOW, TODAY)
    assert kinds(plain, "ORR/child-protection-officer") == [("transferred-not-placed", "raised")]
    # Once told it is told once, however often it is opened again.
    embedded.ask("duties", "close", duty, "--reason", "done elsewhere", *specialist)
    embedded.ask("duties", "reopen", duty, *specialist)
    assert send(plain, NOW, TODAY).sent == 0


def test_who_may_not_see_the_outbox_is_told_that_nothing_was_shown(plain, embedded, tmp_path):
    tell(plain, tmp_path / "in", "referrals")
    for asked in (("list",), ("show", "0" * 32), ("dead",)):
        said = embedded.run("outbox", *asked, "--as", "counsel")
        assert said.exit_code == 2
        assert "Nothing was shown." in said.output
        assert "changed" not in said.output


def test_a_duty_that_rested_on_a_wrong_fact_is_taken_back_from_whoever_was_told(plain, tmp_path):
    tell(plain, tmp_path / "in", "referrals")
    tell(plain, tmp_path / "in", "notices", **SERVED)
    send(plain, NOW, TODAY)
    tell(plain, tmp_path / "in", "notices", again=1, mode=Mode.CORRECTION)
    send(plain, NOW, TODAY)
    told = kinds(plain, "ICE/opla-attorney")
    assert told == [("nta-not-filed", "corrected"), ("nta-not-filed", "opened")]


def test_what_was_told_to_nobody_is_taken_back_from_nobody(plain, tmp_path):
    tell(plain, tmp_path / "in", "referrals")
    tell(plain, tmp_path / "in", "notices", **SERVED)
    tell(plain, tmp_path / "in", "notices", again=1, mode=Mode.CORRECTION)
    send(plain, NOW, TODAY)
    assert kinds(plain, "ICE/*") == []


def test_a_message_is_told_once_however_often_the_same_is_told_and_sent(plain, tmp_path):
    for again in range(3):
        tell(plain, tmp_path / "in", "referrals", again=again)
        send(plain, NOW, TODAY)
    gap = "transferred-not-placed"
    assert kinds(plain) == [(gap, "opened"), (gap, "raised")]


# --- what DHS is told --------------------------------------------------------------------------


def test_dhs_is_sent_nothing_of_a_notice_that_was_not_issued_or_not_served(plain, tmp_path):
    tell(plain, tmp_path / "in", "referrals")
    tell(plain, tmp_path / "in", "notices")
    for day in (TODAY, TODAY + timedelta(days=400), date(2026, 11, 1)):
        send(plain, NOW, day)
        assert kinds(plain, "ICE/*") == kinds(plain, "CBP/*") == []
    assert not models.Message.objects.filter(gap__startswith="nta-not-").exists()


def test_dhs_is_not_sent_that_hhs_told_what_closed_its_duty(plain, tmp_path):
    tell(plain, tmp_path / "in", "referrals")
    tell(plain, tmp_path / "in", "notices", **SERVED)
    send(plain, NOW, TODAY)
    told: dict[str, Any] = {"discharged_on": "2024-03-01", "discharge_type": "Repatriated"}
    tell(plain, tmp_path / "in", "placements", **told)
    done = send(plain, NOW, TODAY)
    assert kinds(plain, "ICE/opla-attorney") == [("nta-not-filed", "opened")]
    assert done.not_told == 2


def test_dhs_is_sent_that_its_own_filing_closed_its_duty(plain, tmp_path):
    tell(plain, tmp_path / "in", "referrals")
    tell(plain, tmp_path / "in", "notices", **SERVED)
    send(plain, NOW, TODAY)
    filed: dict[str, Any] = {"filed_with_court_on": "2024-03-04", "filing_status": "accepted"}
    tell(plain, tmp_path / "in", "notices", again=1, **SERVED, **filed)
    send(plain, NOW, TODAY)
    assert ("nta-not-filed", "closed") in kinds(plain, "ICE/opla-attorney")


# --- accounted for first -----------------------------------------------------------------------


def test_a_sending_stands_in_the_childs_account_before_it_leaves(plain, tmp_path):
    tell(plain, tmp_path / "in", "referrals")
    seen = []

    class Looking:
        def send(self, *_given):
            (child,) = models.Account.objects.values_list("child", flat=True)
            ((_, told),) = disclosures.about([Period(child)])
            seen.append((told.role, told.command, models.Pending.objects.count()))

    send(plain, NOW, IN_TIME, Looking())
    assert seen == [("field-specialist", "outbox send", 0)]


def test_nothing_leaves_where_the_ledger_cannot_be_written(plain, tmp_path, monkeypatch):
    tell(plain, tmp_path / "in", "referrals")

    def full(*_):
        raise OSError(28, "no space")

    monkeypatch.setattr(disclosures, "write", full)
    with pytest.raises(NotAccounted):
        send(plain, NOW, IN_TIME)
    assert sent(plain) == []
    assert states(IN_TIME) == {"waiting": 1}


def test_a_desk_at_which_nobody_sits_is_sent_nothing_until_somebody_does(plain, tmp_path):
    tell(plain, tmp_path / "in", "referrals")
    done = send(plain, NOW + timedelta(days=20 * 365), IN_TIME)
    assert (done.sent, done.nobody_there) == (0, 1)
    assert send(plain, NOW, IN_TIME).sent == 1


def test_counsel_reads_in_the_account_to_which_desk_something_was_sent(embedded, tmp_path):
    for home in opened(embedded):
        tell(home, tmp_path / "in", "referrals")
        send(home, NOW, IN_TIME)
        child = models.Membership.objects.values_list("child", flat=True)[0]
    first = embedded.ask("ledger", "accounting", child, "--as", "counsel")["entries"][0]
    assert (first["who"], first["role"]) == ("outbox", "field-specialist")
    assert embedded.ask("ledger", "verify")["ok"] is True


# --- crashes, failures, receipts ---------------------------------------------------------------


class Cut(BaseException):
    """The process ends here."""


def test_a_finding_and_its_message_are_written_together_or_not_at_all(plain, tmp_path, monkeypatch):
    def cut(*_):
        raise Cut

    with monkeypatch.context() as patch:
        patch.setattr(derive, "tell_of", cut)
        with pytest.raises(Cut):
            tell(plain, tmp_path / "in", "referrals")
    assert not models.Finding.objects.exists()
    settle(plain, NOW)
    assert models.Finding.objects.exists()
    assert models.Message.objects.exists()


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_a_crash_between_sending_and_noting_loses_nothing_and_keeps_the_number(
    plain, tmp_path, after
):
    tell(plain, tmp_path / "in", "referrals")
    tell(plain, tmp_path / "in", "notices", **SERVED)
    got: list[str] = []

    class Crashing(Folder):
        def send(self, desk: Desk, number: str, text: bytes) -> None:
            super().send(desk, number, text)
            got.append(number)
            if len(got) == after + 1:
                raise Cut

    with pytest.raises(Cut):
        send(plain, NOW, TODAY, Crashing(plain.outbox))
    entries = models.Disclosure.objects.count()
    again = send(plain, NOW + timedelta(days=1), TODAY)
    assert again.sent == 4
    assert len(sent(plain)) == 4
    assert set(got) <= {one["id"] for one in sent(plain)}
    assert models.Disclosure.objects.count() == entries
    assert states(TODAY) == {"sent": 4}


class Broken:
    """A way out that is shut."""

    def send(self, *_: object) -> None:
        raise OSError(13, "/secret/path refused")


def test_what_cannot_be_sent_is_tried_later_and_after_six_times_a_person_sees_it(
    embedded, tmp_path
):
    for home in opened(embedded):
        tell(home, tmp_path / "in", "referrals")
        clock = NOW
        assert send(home, clock, IN_TIME, Broken()).failed == 1
        assert send(home, clock, IN_TIME, Broken()).failed == 0  # not before its time
        for _ in range(5):
            clock += timedelta(hours=7)
            last = send(home, clock, IN_TIME, Broken())
        assert last.dead == 1
    (dead,) = embedded.ask("outbox", "dead")["messages"]
    assert "secret" not in dead["problem"]
    assert embedded.run("work", "--once").exit_code == 1
    assert embedded.run("outbox", "retry", dead["message"]).exit_code == 0
    assert embedded.run("work", "--once").exit_code == 0
    left = embedded.ask("outbox", "list", "--state", "sent")["messages"]
    assert dead["message"] in {one["message"] for one in left}


def test_a_receipt_that_holds_is_noted_and_any_other_counts_for_nothing(plain, tmp_path):
    tell(plain, tmp_path / "in", "referrals")
    send(plain, NOW, IN_TIME)
    (message,) = plain.outbox.rglob("*.json")
    receipts = message.parent / RECEIPTS
    receipts.mkdir()

    def leave(by: str, key: str) -> None:
        receipt = signed_receipt(message.read_bytes(), message.stem, by, NOW, made_up_key(key))
        (receipts / message.name).write_bytes(msgspec.json.encode(receipt))

    for by, key in (("ICE", "ICE"), ("ORR", "ICE")):
        leave(by, key)
        assert send(plain, NOW, IN_TIME).received == 0
    leave("ORR", "ORR")
    assert send(plain, NOW, IN_TIME).received == 1
    assert states(IN_TIME) == {str(State.RECEIVED): 1}


# --- the run that does all this ----------------------------------------------------------------


def test_a_run_killed_anywhere_is_finished_by_the_next(filled, tmp_path):
    shutil.copytree(filled.home, tmp_path / "home")
    shutil.copytree(filled.home, tmp_path / "other")
    place, other = Place(tmp_path / "home"), Place(tmp_path / "other")
    other.ask("work", "--once")
    for seconds in (0.8, 1.4, 2.0):
        running = subprocess.Popen(
            [sys.executable, "-m", "amparo", "work", "--once"],
            env={**os.environ, **place.variables},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(seconds)
        running.send_signal(signal.SIGKILL)
        running.wait()
    place.ask("work", "--once")
    assert place.ask("work", "--once")[-1]["did"]["sent"] == 0
    assert place.ask("ledger", "verify")["ok"] is True
    assert _duties(place) == _duties(other) != []
    assert not list((place.home / "outbox").rglob("*.part"))


def _duties(place: Place) -> list[tuple[str, str, str]]:
    files = (place.home / "outbox").rglob("*.json")
    told = [(path.parent.name, json.loads(path.read_bytes())) for path in files]
    return sorted((desk, one["type"], one["subject"]) for desk, one in told)


def test_a_run_touches_only_what_woke(filled, tmp_path):
    shutil.copytree(filled.home, tmp_path / "home")
    place = Place(tmp_path / "home")
    first = place.ask("work", "--once")[-1]["did"]["sent"]
    assert first > 0
    assert place.ask("work", "--once")[-1]["did"] == {
        **dict.fromkeys(("sent", "not_told", "nobody_there", "failed", "dead", "received"), 0)
    }
    later = place.ask("work", "--until", "2030-01-01")[-1]["did"]["sent"]
    assert later >= 0


def test_a_real_home_does_not_live_through_another_day(embedded):
    embedded.ask("ingest", "--feed", "hhs-daily", PRINTED)
    refused = embedded.run("work", "--until", "2030-01-01")
    assert refused.exit_code == 2
    assert "made-up" in refused.stderr
