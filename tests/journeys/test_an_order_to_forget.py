"""An order to forget is carried out by whoever may; who is refused is entered, and why."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.db import OperationalError

from amparo.actions.expunge import MAY_EXPUNGE
from amparo.actions.home import close_home, open_home
from amparo.actions.people import TOKEN
from amparo.clocks.washington import washington_day
from amparo.settings import read_settings
from amparo.store import people, sealing
from amparo.store.models import Entry, VaultKey
from amparo.words.agencies import Role
from tests.rooms.feeds.deliveries import ANA, ana, deliver, table

from .conftest import Place

IDENTITY, UNKNOWN = "CBP:MU0001/1", "CBP:MU-nobody/1"
HALF_A_SIGN, NOTHING, ENDLESS, ESCAPE = "\ud83d", "\0", 10_000 * "x", "\x1b[2J"
HOSTILE = [HALF_A_SIGN, f"ORR:\udcff{NOTHING}", NOTHING, ENDLESS, ESCAPE, "'; --", "%", "", " "]


@pytest.fixture
def home(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A made-up home with Ana in it."""
    monkeypatch.delenv(TOKEN, raising=False)
    (tmp_path / "deliveries").mkdir()
    for feed in ANA:
        row = table(feed, ana(feed))
        place.ask("ingest", deliver(tmp_path / "deliveries", row, feed=feed))
    place.ask("people", "list")  # its people have moved in
    return place


def kept(place: Place) -> tuple[list[dict[str, Any]], set[int], dict[str, str]]:
    """What the ledger says, which keys are there, and the number of each person."""
    open_home(read_settings(place.variables))
    try:
        bodies = list(Entry.objects.order_by("id").values_list("body", flat=True))
        keys = set(VaultKey.objects.values_list("pk", flat=True))
        numbers = {one.slug: one.pk for one in people.persons()}
        return [msgspec.json.decode(bytes(body)) for body in bodies], keys, numbers
    finally:
        close_home()


def refused(place: Place, who: str, identity: str, order: str) -> tuple[str, str]:
    """What one is told, and the ledger keeps, of an order that is not carried out."""
    before, keys, numbers = kept(place)
    result = place.run("children", "expunge", "--order", order, "--as", who, "--", identity)
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    after, left, _ = kept(place)
    assert left == keys
    [told] = after[len(before) :]
    assert (told["entry"], told["by"]) == ("refused", numbers[who])
    return result.stderr, told["what"]


def test_who_may_not_is_told_the_same_whether_the_record_is_there_or_not(home: Place) -> None:
    for who in ("counsel", "inspector", "ero-officer"):
        [told] = {refused(home, who, one, "Order 12") for one in (IDENTITY, UNKNOWN)}
        assert told[1] == "children expunge: not-of-the-role"
    assert home.ask("ledger", "verify")["ok"]


def test_only_the_operator_and_the_privacy_officer_destroy_keys() -> None:
    assert {Role.OPERATOR, Role.PRIVACY_OFFICER} == MAY_EXPUNGE


def test_who_is_out_of_date_destroys_nothing(home: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.now(UTC)
    office = ("--office", "Made-up office", "--until", washington_day(now))
    home.ask("people", "appoint", "privacy-officer", "privacy-officer", *office)
    for module in ("options", "children"):
        monkeypatch.setattr(f"amparo.cli.{module}.clock", lambda: now + timedelta(days=2))
    said, told = refused(home, "privacy-officer", IDENTITY, "Order 12")
    assert "Your role as privacy-officer is out of date" in said
    assert told == "children expunge: role-out-of-date"


def test_an_unknown_record_is_entered_without_what_was_typed(home: Place) -> None:
    said, told = refused(home, "operator", UNKNOWN, "Order 12")
    assert "No row has ever named this record" in said
    assert told == "children expunge: no-such-record"


def test_nothing_that_can_be_typed_for_a_record_is_a_defect(home: Place) -> None:
    for text in HOSTILE:
        said, told = refused(home, "operator", text, "Order 12")
        assert told == "children expunge: no-such-record", ascii(text[:20])
        assert ESCAPE not in said
    assert home.ask("ledger", "verify")["ok"]


def test_an_order_is_one_line_of_up_to_200_characters(home: Place) -> None:
    for order in ("", " ", "two\nlines", ESCAPE, 201 * "x", ENDLESS):
        said, told = refused(home, "operator", IDENTITY, order)
        assert "The order is one line of 1 to 200 characters" in said
        assert told == "children expunge: no-text", ascii(order[:20])


@pytest.mark.parametrize(
    ("typed", "entered"),
    [
        (200 * "x", 200 * "x"),
        (f"Order{NOTHING} 12{HALF_A_SIGN}", "Order? 12?"),
        ("Número 12'; --", "Número 12'; --"),
    ],
    ids=["long", "unreadable", "signs"],
)
def test_an_order_that_is_carried_out_stands_in_the_ledger_as_it_can_be_read(
    home: Place, typed: str, entered: str
) -> None:
    _, keys, numbers = kept(home)
    done = home.ask("children", "expunge", IDENTITY, "--order", typed)
    assert (done["identity"], done["order"]) == (IDENTITY, entered)
    told, left, _ = kept(home)
    by = numbers["operator"]
    assert told[-1] == {"entry": "expungement", "of": IDENTITY, "order": entered, "by": by}
    assert len(keys - left) == 1
    assert home.ask("ledger", "verify")["ok"]
    assert home.run("children", "expunge", IDENTITY, "--order", "Again").exit_code == 0


def test_where_the_order_cannot_be_written_down_no_key_is_destroyed(
    home: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept(home)

    def full(*_arguments: object) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(sealing, "enter", full)
        result = home.run("children", "expunge", IDENTITY, "--order", "Order 12")
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert "The ledger could not be written (OperationalError)" in result.stderr
    assert kept(home) == before
