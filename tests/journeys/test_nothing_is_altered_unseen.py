"""Whoever alters, drops or reorders what was told is found out, and the place is named."""

import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import AutoField, Model
from django.db.utils import DatabaseError

from amparo.settings import read_settings
from amparo.store import people, reviews
from amparo.store.append_only import APPEND_ONLY, AT_DESKS, AT_THE_DOOR, DOUBTED, SERVED
from amparo.store.opening import close_store, open_store

from .conftest import Cohort, Place


@pytest.fixture
def copied(filled: Place, tmp_path: Path) -> Place:
    """A closed home may be copied."""
    shutil.copytree(filled.home, tmp_path / "copy")
    return Place(tmp_path / "copy")


def _alter(place: Place, *statements: str) -> None:
    """What somebody with the file in hand can do: the triggers go first."""
    with sqlite3.connect(place.home / "amparo.sqlite3") as database:
        named = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (trigger,) in named:
            database.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            assert database.execute(statement).rowcount > 0, statement
    database.close()


_SOME_EVENT = "(SELECT id FROM store_event ORDER BY id LIMIT 1 OFFSET 700)"


def _some_event(place: Place) -> int:
    with sqlite3.connect(place.home / "amparo.sqlite3") as database:
        ((event,),) = database.execute(f"SELECT {_SOME_EVENT}").fetchall()
    database.close()
    return int(event)


ALTERATIONS = {
    "an event's body": (
        "UPDATE store_event SET body = CAST(replace(body, '20', '21') AS BLOB)"
        f" WHERE id = {_SOME_EVENT}"
    ),
    "a body made unreadable": f"UPDATE store_event SET body = x'00' WHERE id = {_SOME_EVENT}",
    "an event dropped": f"DELETE FROM store_event WHERE id = {_SOME_EVENT}",
    "an event under another identity": (
        f"UPDATE store_event SET identity = identity + 1 WHERE id = {_SOME_EVENT}"
    ),
    "an event under another file": (
        f"UPDATE store_event SET content = content + 1 WHERE id = {_SOME_EVENT}"
    ),
    "an event inserted": (
        "INSERT INTO store_event (id, identity, content, body)"
        " SELECT id + 1024 * 100000, identity, content, body FROM store_event"
        f" WHERE id = {_SOME_EVENT}"
    ),
    "an entry's body": "UPDATE store_entry SET body = CAST(body || ' ' AS BLOB) WHERE id = 9",
    "an entry dropped": "DELETE FROM store_entry WHERE id = 9",
    "a place in the ledger dropped": "DELETE FROM store_sequenced WHERE position = 9",
    "the last place dropped": (
        "DELETE FROM store_sequenced WHERE position = (SELECT max(position) FROM store_sequenced)"
    ),
    "a ruling's body": (
        "UPDATE store_ruling SET body = CAST(replace(body, 'same', 'diff') AS BLOB)"
        " WHERE id = (SELECT min(id) FROM store_ruling)"
    ),
    "the vault": (
        "UPDATE store_vault SET ciphertext = CAST(ciphertext || 'x' AS BLOB)"
        " WHERE event = (SELECT min(event) FROM store_vault)"
    ),
    "when something was learned": (
        "UPDATE store_delivery SET learned_at = '2020-01-01 00:00:00' WHERE id = 5"
    ),
    "a body that is text": f"UPDATE store_event SET body = 'tampered' WHERE id = {_SOME_EVENT}",
    "an entry that is text": "UPDATE store_entry SET body = 'zz' WHERE id = 9",
    "a vault that is text": "UPDATE store_vault SET ciphertext = 'zz' WHERE event % 50 = 3",
    "a ruling turned round": "UPDATE store_ruling SET same = 0 WHERE id % 3 = 0",
    "a line set aside dropped": "DELETE FROM store_setasiderow WHERE id = 3",
    "the account of a file": "UPDATE store_delivered SET tally = '{}' WHERE id = 4",
    "a delivery called backfilled": "UPDATE store_delivery SET backfilled = 1 WHERE id = 5",
    "a key destroyed without an order": "DELETE FROM store_vaultkey WHERE identity = 7",
    "a delivery dropped": "DELETE FROM store_delivery WHERE id = 5",
}


@pytest.mark.parametrize("what", ALTERATIONS)
def test_verification_finds(what: str, copied: Place) -> None:
    assert copied.ask("ledger", "verify")["ok"] is True
    _alter(copied, ALTERATIONS[what])
    found = copied.ask("ledger", "verify", exit_code=1)
    assert found["ok"] is False
    assert found["problems"][0]["where"]


def test_verification_names_the_event_that_is_gone(copied: Place) -> None:
    event = _some_event(copied)
    _alter(copied, f"DELETE FROM store_event WHERE id = {event}")
    problems = copied.ask("ledger", "verify", exit_code=1)["problems"]
    assert {"where": f"event {event}", "what": "it is gone"} in problems


def test_verification_names_the_event_that_was_altered(copied: Place) -> None:
    with sqlite3.connect(copied.home / "amparo.sqlite3") as database:
        (number,) = database.execute(
            "SELECT id FROM store_event WHERE CAST(body AS TEXT) LIKE '%\"admitted\"%' LIMIT 1"
        ).fetchone()
    database.close()
    _alter(
        copied,
        "UPDATE store_event SET body = CAST(replace(body, 'happened_on\":\"2', 'happened_on\":\"1')"
        f" AS BLOB) WHERE id = {number}",
    )
    problems = copied.ask("ledger", "verify", exit_code=1)["problems"]
    assert [one["where"] for one in problems if one["where"].startswith("event")] == [
        f"event {number}"
    ]


def test_verification_finds_two_bodies_that_changed_places(copied: Place) -> None:
    _swap(copied)
    assert copied.ask("ledger", "verify", exit_code=1)["ok"] is False


def _swap(place: Place) -> None:
    with sqlite3.connect(place.home / "amparo.sqlite3") as database:
        one, other = database.execute(
            "SELECT id, identity, body FROM store_event ORDER BY id LIMIT 2 OFFSET 700"
        ).fetchall()
        database.execute("DROP TRIGGER store_event_no_UPDATE")
        for (number, _, _), (_, identity, body) in ((one, other), (other, one)):
            database.execute(
                "UPDATE store_event SET identity = ?, body = ? WHERE id = ?",
                (identity, body, number),
            )
    database.close()


def test_a_checkpoint_kept_elsewhere_finds_a_ledger_cut_short(
    filled: Place, copied: Place, cohort: Cohort, tmp_path: Path
) -> None:
    held = tmp_path / "held"
    held.write_text(filled.run("ledger", "checkpoint").stdout)
    assert filled.ask("ledger", "verify", "--held", held)["ok"] is True
    shorter = Place(tmp_path / "shorter")
    shutil.copytree(copied.home / "keys", shorter.home / "keys")
    shorter.ask("ingest", *cohort.deliveries[:4])
    assert shorter.ask("ledger", "verify")["ok"] is True
    found = shorter.ask("ledger", "verify", "--held", held, exit_code=1)
    assert found["problems"][-1]["where"] == "held checkpoint"


def test_an_outsider_verifies_the_export_with_the_server_off(filled: Place, tmp_path: Path) -> None:
    done = filled.run("ledger", "export", tmp_path / "out", "--bodies")
    assert done.exit_code == 0, done.stderr
    assert _verifier(tmp_path / "out") == 0
    events = tmp_path / "out" / "events.jsonl"
    events.write_bytes(events.read_bytes().replace(b"encountered", b"encountereD", 1))
    assert _verifier(tmp_path / "out") == 1


def _verifier(folder: Path) -> int:
    command = [sys.executable, "-I", "-S", str(folder / "verifier.py"), str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode


def test_one_event_can_be_proved_without_the_others(filled: Place, tmp_path: Path) -> None:
    filled.run("ledger", "export", tmp_path / "out")
    proof = filled.run("ledger", "prove", _some_event(filled))
    assert proof.exit_code == 0
    (tmp_path / "proof.json").write_text(proof.stdout)
    key = (tmp_path / "out" / "key").read_text().strip()
    verifier = [sys.executable, "-I", "-S", str(tmp_path / "out" / "verifier.py")]
    checked = [*verifier, "--proof", str(tmp_path / "proof.json"), "--key", key]
    assert subprocess.run(checked, capture_output=True, check=False).returncode == 0


def test_the_database_itself_refuses_to_change_what_was_told(place: Place, cohort: Cohort) -> None:
    place.ask("ingest", *cohort.deliveries[:6])
    place.ask("gaps", "find")
    open_store(read_settings(place.variables))
    try:
        _let_in_and_out()
        for table in APPEND_ONLY:
            for statement in (f"DELETE FROM store_{table}", _no_change(table)):
                _refused(statement)
    finally:
        close_store()


def _let_in_and_out() -> None:
    """A row in each table of who may ask that looking alone leaves empty."""
    with transaction.atomic():
        [person, *_] = people.persons()
        at = datetime(2026, 1, 5, tzinfo=UTC)
        token = {"digest": people.digest_of("made up"), "begins": at, "ends": at}
        given = people.add("token", person=person.pk, made_by=person.pk, **token)
        people.add("ended", of=given, on=at.date(), made_by=person.pk)
        reviews.say(1, person.pk, "same", "made up")
        for table in (*SERVED, *AT_DESKS, *AT_THE_DOOR, *DOUBTED):
            _add_any_row(apps.get_model("store", table), at)


def _add_any_row(model: type[Model], at: datetime) -> None:
    """A row without a meaning: a trigger that looks at rows needs one to refuse."""
    values: dict[str, Any] = {
        "BigIntegerField": 1,
        "BinaryField": b"made up",
        "BooleanField": True,
        "CharField": "-",
        "DateField": at.date(),
        "DateTimeField": at,
        "IntegerField": 1,
        "JSONField": {},
        "TextField": "-",
    }
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    columns = {field.attname: values[field.get_internal_type()] for field in fields}
    model._default_manager.create(**columns)


def _refused(statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def _no_change(table: str) -> str:
    columns = dict.fromkeys(("sequenced", "policyset", "token", "disclosure"), "entry")
    columns |= {"checkpoint": "note", "identity": "name"}
    column = columns.get(table, "id")
    return f"UPDATE store_{table} SET {column} = {column}"


def test_on_postgresql_the_application_owns_nothing(place: Place, cohort: Cohort) -> None:
    if not place.environment:
        pytest.skip("the embedded database has no roles")
    place.ask("ingest", *cohort.deliveries[:1])
    open_store(read_settings(place.variables))
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
            assert cursor.fetchone() == (0,)
        _refused("ALTER TABLE store_event DISABLE TRIGGER ALL")
        _refused("TRUNCATE store_event")
    finally:
        close_store()
