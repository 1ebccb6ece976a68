"""A delivery told in copies of the process becomes the same as one told in the process itself."""

import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime
from itertools import count

import pytest

from amparo.actions import beside, derive, stage
from amparo.actions.derive import look_at_news
from amparo.actions.digest import digest
from amparo.actions.home import close_home, open_home
from amparo.actions.ingest import ingest
from amparo.actions.ledger import verify
from amparo.actions.lists import Asked, found
from amparo.actions.people import who_asks
from amparo.feeds import ranges
from amparo.feeds.refusals import DeliveryRefused
from amparo.settings import read_settings
from amparo.store import deliveries, sealing
from amparo.store.one_at_a_time import one_looker
from amparo.synthetic import synthesize
from amparo.words.agencies import Role

NOW = datetime(2025, 2, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    out = tmp_path_factory.mktemp("made")
    synthesize(out, children=150, seed=5, start=None, through=date(2024, 2, 1))
    return sorted((out / "deliveries").iterdir())


@pytest.fixture
def home(tmp_path):
    yield lambda name: open_home(read_settings({"AMPARO_HOME": str(tmp_path / name)}))
    close_home()


@pytest.fixture
def in_copies(monkeypatch):
    """Copies are made, and of small pieces, so that few children make many of them."""

    def begin():
        monkeypatch.setattr(beside, "_can_be_copied", lambda: True)
        monkeypatch.setattr(stage, "CHUNK", 40)
        monkeypatch.setattr(stage, "WORTH_A_COPY", 10)
        monkeypatch.setattr(derive, "WORTH_A_COPY", 10)
        monkeypatch.setattr(stage, "EVENTS_AT_ONCE", 30)
        monkeypatch.setattr(derive, "WRITTEN_AT_ONCE", 7)
        monkeypatch.setattr(sealing, "AT_ONCE", 10)

    return begin


def _taken_in(home, folders):
    tallies = [ingest(home, folder, NOW).tally for folder in folders]
    look_at_news()
    home.sequence(NOW)
    asked = Asked(asker=who_asks(home, NOW, None, Role.INSPECTOR))
    listed = found(home, asked, NOW).findings
    owed = sorted((one.gap, one.since, *one.identities) for one in listed)
    return tallies, digest(), owed


def test_rows_told_in_copies_come_to_the_same_as_rows_told_one_after_another(
    home, folders, in_copies, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr(beside, "_can_be_copied", lambda: False)
        patch.setattr(derive, "CHILDREN_AT_ONCE", 1)
        alone = _taken_in(home("alone"), folders)
    in_copies()
    with_copies = home("with copies")
    assert _taken_in(with_copies, folders) == alone
    tallies, _, owed = alone
    assert owed
    assert any(one.read and one.duplicate for one in tallies)
    assert verify(with_copies).ok


def test_a_delivery_refused_in_the_middle_leaves_nothing_to_be_seen(
    home, folders, copies, in_copies, monkeypatch
):
    in_copies()
    at = home("refused")
    rows = count(1)
    monkeypatch.setattr(ranges, "is_made_up_key", lambda _key: next(rows) <= 100)
    referrals = [folder for folder in folders if "-referrals-" in folder.name]
    with pytest.raises(DeliveryRefused, match="outside the range"):
        _taken_in(at, referrals[:1])
    assert deliveries.heard() == {}
    assert verify(at).ok
    assert copies.made
    assert copies.none_is_left()


def _somebody_writes(at) -> None:
    """What a page does that writes a look down: it waits for nobody longer than it must."""
    with sqlite3.connect(at.path / "amparo.sqlite3", timeout=0.1, isolation_level=None) as page:
        page.execute("BEGIN IMMEDIATE")
        page.execute("ROLLBACK")
    page.close()


def test_a_look_can_be_written_down_while_children_are_looked_at(home, folders, monkeypatch):
    at, work_out, times = home("busy"), derive._look_at_some, []

    def working_out(*arguments):
        _somebody_writes(at)
        times.append(1)
        return work_out(*arguments)

    monkeypatch.setattr(derive, "_look_at_some", working_out)
    _taken_in(at, folders)
    assert times


def test_two_processes_do_not_look_at_children_at_once(home, folders):
    at = home("busy")
    ingest(at, folders[0], NOW)
    command = [sys.executable, "-m", "amparo", "--home", str(at.path), "ingest", str(folders[1])]
    with one_looker():
        other = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(timeout=6)
        assert deliveries.underived()
    assert other.wait(timeout=60) == 0
    assert not deliveries.underived()
