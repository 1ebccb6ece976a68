"""Two at one home in the same moment: what both ask for is done once, and right."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier, Event, Lock
from time import sleep
from typing import Any, TypeVar

import msgspec
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from django.db import connections, transaction

from amparo.actions import desk, sending
from amparo.actions import ingest as taking_in
from amparo.actions.derive import look_at
from amparo.actions.desk import Telling
from amparo.actions.expunge import expunge
from amparo.actions.home import Home, close_home, open_home
from amparo.actions.ingest import Taken, ingest
from amparo.actions.people import who_asks
from amparo.actions.receipts import RECEIPTS
from amparo.actions.sending import send
from amparo.actions.snapshot import snapshot
from amparo.actions.stage import Sealing
from amparo.duties import duty_name, finding_name
from amparo.duties.desks import Desk
from amparo.duties.telling import State
from amparo.events import NotToBeIssuedDecided
from amparo.feeds.refusals import DeliveryRefused
from amparo.feeds.signatures import made_up_key
from amparo.outbox import Folder, signed_receipt
from amparo.settings import read_settings
from amparo.store import deliveries, findings, identities, models, tellings
from amparo.words.agencies import Role
from tests.rooms.feeds.deliveries import ana, deliver, table

from .ana_is_told_of import NOW, SERVED, opened, tell
from .conftest import Place

TODAY = date(2024, 3, 20)
_Found = TypeVar("_Found")


@pytest.fixture
def home(place: Place) -> Iterator[Home]:
    yield from opened(place)


def at_once(*things: Callable[[], _Found]) -> list[_Found]:
    """What came of several things that were begun in one moment, each by somebody else."""
    ready = Barrier(len(things))

    def begun(thing: Callable[[], _Found]) -> _Found:
        ready.wait()
        try:
            return thing()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(things)) as threads:
        return [one.result() for one in [threads.submit(begun, thing) for thing in things]]


def slowly(real: Callable[..., Any]) -> Callable[..., Any]:
    """The same, but it takes its time before it begins."""

    def slow(*arguments: Any) -> Any:
        sleep(0.4)
        return real(*arguments)

    return slow


def states() -> set[str]:
    return set(models.Message.objects.values_list("state", flat=True))


class Slow(Folder):
    """A way out that takes its time, and counts what goes by it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.handed: Counter[str] = Counter()
        self._lock = Lock()

    def send(self, desk: Desk, number: str, text: bytes) -> None:
        sleep(0.05)
        with self._lock:
            self.handed[number] += 1
        super().send(desk, number, text)


def test_two_senders_hand_each_message_over_once(home, tmp_path):
    tell(home, tmp_path / "in", "referrals")
    tell(home, tmp_path / "in", "notices", **SERVED)
    out = Slow(home.outbox)
    done = at_once(*[lambda: send(home, NOW, TODAY, out)] * 2)
    assert sum(one.sent for one in done) == 4
    assert sum(one.not_told for one in done) == 0
    assert set(out.handed.values()) == {1}


def test_what_one_has_sent_the_other_does_not_note_as_failed(home, tmp_path):
    tell(home, tmp_path / "in", "referrals")

    class Shut(Slow):
        def send(self, *_: Any) -> None:
            sleep(0.2)
            raise OSError(28, "no space")

    send(home, NOW, TODAY, Shut(home.outbox))  # all that has woken is accounted for
    later = NOW.replace(year=2027)
    at_once(
        lambda: send(home, later, TODAY, Slow(home.outbox)),
        lambda: send(home, later, TODAY, Shut(home.outbox)),
    )
    state = models.Message.objects.filter(wakes_on__lte=TODAY).values_list("id", "state")
    there = {path.stem for path in home.outbox.rglob("*.json")}
    assert {number for number, one in state if one == State.SENT} == there


def test_who_tells_of_a_child_and_who_sends_of_it_do_not_wait_for_one_another(
    home, tmp_path, monkeypatch
):
    tell(home, tmp_path / "in", "referrals")
    coordinator = who_asks(home, NOW, None, Role.JUVENILE_COORDINATOR)
    open_since = models.Finding.objects.get(gap="nta-not-issued", known_to=None)
    duty = duty_name(finding_name("nta-not-issued", open_since.anchor), coordinator.role)
    for where, name in ((tellings, "tell"), (sending, "_worth_telling")):
        monkeypatch.setattr(where, name, slowly(getattr(where, name)))
    told = Telling(kind=NotToBeIssuedDecided, duty=duty)
    at_once(lambda: desk.tell(home, coordinator, told, NOW), lambda: send(home, NOW, TODAY))
    assert models.Telling.objects.count() == 1
    assert states() >= {State.SENT}


def test_a_receipt_is_taken_by_one_of_two(home, tmp_path):
    tell(home, tmp_path / "in", "referrals")
    send(home, NOW, TODAY)
    for path in list(home.outbox.rglob("*.json")):
        agency = path.parts[-3]
        receipt = signed_receipt(path.read_bytes(), path.stem, agency, NOW, made_up_key(agency))
        (path.parent / RECEIPTS).mkdir(exist_ok=True)
        (path.parent / RECEIPTS / path.name).write_bytes(msgspec.json.encode(receipt))
    there = len(list(home.outbox.rglob(f"{RECEIPTS}/*.json")))
    done = at_once(*[lambda: send(home, NOW, TODAY)] * 2)
    assert sum(one.received for one in done) == there > 0


def test_two_open_a_new_home_and_both_have_the_same_keys(place):
    settings = read_settings(place.variables)
    one, other = at_once(*[lambda: open_home(settings)] * 2)
    assert (one.key, one.signing.name) == (other.key, other.signing.name)
    close_home()


@pytest.mark.usefixtures("home")
def test_each_record_has_one_key_though_two_name_it_first():
    names = [f"CBP:MU{number}" for number in range(50)]

    def first() -> dict[str, tuple[int, bytes | None]]:
        with transaction.atomic():
            found = identities.number(names)
            sleep(0.3)
        return found

    def second() -> dict[str, tuple[int, bytes | None]]:
        sleep(0.1)
        return identities.number([*reversed(names), "CBP:MU-other"])

    one, other = at_once(first, second)
    assert one.items() < other.items()


def test_a_sealed_copy_holds_each_finding_once_though_they_are_found_again_meanwhile(
    home, tmp_path, monkeypatch
):
    tell(home, tmp_path / "in", "referrals")
    before = {(one.gap, one.since) for one in models.Finding.objects.all()}
    real, times = findings.stored, iter([1])

    def meanwhile(table: str, columns: Sequence[str]) -> Iterator[Any]:
        for rows in real(table, columns):
            yield rows
            if table == "finding" and next(times, None):
                at_once(lambda: look_at(models.Identity.objects.values_list("id", flat=True)))

    monkeypatch.setattr(findings, "stored", meanwhile)
    rows = pq.read_table(snapshot(home, NOW).path("findings")).to_pylist()
    assert sorted((one["gap"], one["since"]) for one in rows) == sorted(before)


def test_what_is_to_be_forgotten_is_forgotten_once_nobody_reads_rows_of_it(
    home, tmp_path, monkeypatch
):
    """The order comes while the next delivery is read, which knew the record's key before."""
    tell(home, tmp_path / "in", "referrals")
    operator = who_asks(home, NOW, None, Role.OPERATOR)
    (name,) = identities.names(models.Identity.objects.values_list("id", flat=True)).values()
    reading, read = Event(), Sealing._write

    def slow(*arguments: Any) -> None:
        reading.set()
        sleep(0.5)
        read(*arguments)

    def forget() -> None:
        reading.wait(10)
        expunge(home, operator, name, "Order 12", NOW)

    monkeypatch.setattr(Sealing, "_write", slow)
    at_once(lambda: tell(home, tmp_path / "in", "referrals", again=1, citizenship="HN"), forget)
    assert not models.Number.objects.exists()
    assert {bytes(one) for one in models.Likeness.objects.values_list("surnames", flat=True)} == {
        b""
    }


def _delivery(out: Path) -> Path:
    """CBP's row about Ana, on its way."""
    out.mkdir()
    received = datetime(2024, 3, 5, 12, tzinfo=UTC)
    text = table("referrals", ana("referrals"))
    return deliver(out, text, feed="referrals", sequence=1, received_at=received)


def test_the_same_delivery_taken_in_by_two_tells_its_rows_once(home, tmp_path, monkeypatch):
    monkeypatch.setattr(taking_in, "accept", slowly(taking_in.accept))
    folder = _delivery(tmp_path / "in")
    done: list[Taken] = at_once(*[lambda: ingest(home, folder, NOW)] * 2)
    assert sorted(one.already_known for one in done) == [False, True]
    assert sorted(one.tally.read for one in done) == [0, 1]
    assert models.Delivery.objects.count() == models.Content.objects.count() == 1


def test_a_home_is_not_made_real_and_made_up_at_once(home, tmp_path, monkeypatch):
    """Both deliveries are read while the home is neither; the second one accepted is refused."""
    folder = _delivery(tmp_path / "in")
    real = taking_in.accept

    def overtaken(*arguments: Any) -> None:
        deliveries.choose_home(made_up=False, by="another")
        real(*arguments)

    monkeypatch.setattr(taking_in, "accept", overtaken)
    with pytest.raises(DeliveryRefused, match="holds real children"):
        ingest(home, folder, NOW)
    assert deliveries.heard() == {}
