"""A home is copied while in use; a home made of the copy is the same, or says that it is not."""

import shutil
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from amparo.actions.locked import locked, unlocked
from amparo.cli.backup import PASSPHRASE

from .ana_is_told_of import opened, tell
from .conftest import Place

SECRET = {PASSPHRASE: "a made-up passphrase"}


@pytest.fixture
def place(embedded: Place, tmp_path: Path) -> Place:
    for home in opened(embedded):
        for feed in ("referrals", "notices", "placements"):
            tell(home, tmp_path / "in", feed)
    embedded.ask("work", "--once")
    return Place(embedded.home, SECRET)


def restored(tmp_path: Path, file: Path, environment: dict[str, str]) -> Place:
    there = Place(tmp_path / "again", environment)
    done = there.ask("restore", file, there.home)
    assert done["same"] is True
    return there


def test_a_home_made_of_a_copy_verifies_and_has_the_same_digest(place, tmp_path):
    file = tmp_path / "copy.amparo"
    told = place.ask("backup", file)
    there = restored(tmp_path, file, SECRET)
    assert there.digest() == place.digest() == told["digest"]
    assert there.ask("ledger", "verify")["ok"] is True
    child = there.ask("gaps", "find")[0]["child"]
    shown = there.run("children", "show", child, "--as", "counsel").stdout
    assert "Q'anil" in shown


def test_a_copy_has_no_key_in_the_clear_and_none_at_all_without_a_passphrase(place, tmp_path):
    keys = [path.read_text().encode() for path in (place.home / "keys").iterdir()]
    for nth, environment in enumerate((SECRET, {})):
        file = tmp_path / f"copy-{nth}"
        Place(place.home, environment).ask("backup", file)
        assert not [key for key in keys if key.strip() in file.read_bytes()]
        with tarfile.open(file) as archive:
            assert ("keys.sealed" in archive.getnames()) is (environment is SECRET)


def test_a_copy_without_keys_is_restored_beside_the_keys_that_were_kept(place, tmp_path):
    file = tmp_path / "copy"
    Place(place.home).ask("backup", file)
    refused = Place(tmp_path / "again").run("restore", file, tmp_path / "again")
    assert (refused.exit_code, "keys are needed" in refused.stderr) == (2, True)
    shutil.copytree(place.home / "keys", tmp_path / "again" / "keys")
    restored(tmp_path, file, {})


def test_what_somebody_is_writing_is_not_in_the_copy_and_what_is_gone_breaks_none(
    place, tmp_path, monkeypatch
):
    (place.home / "snapshots" / ".unfinished-x").mkdir(parents=True)
    (place.home / "snapshots" / ".unfinished-x" / "findings.parquet").write_bytes(b"half")
    message = place.home / "outbox" / "ORR" / "field-specialist" / "1.json"
    message.parent.mkdir(parents=True, exist_ok=True)
    message.write_text("{}")
    message.with_name(".1.part").write_bytes(b"half")
    message.with_name("2.part").write_bytes(b"half")
    add = tarfile.TarFile.add

    def taken_meanwhile(self: Any, name: Any, *arguments: Any, **options: Any) -> None:
        message.unlink(missing_ok=True)
        add(self, name, *arguments, **options)

    monkeypatch.setattr(tarfile.TarFile, "add", taken_meanwhile)
    place.ask("backup", tmp_path / "copy")
    with tarfile.open(tmp_path / "copy") as archive:
        names = archive.getnames()
    assert any(one.startswith("deliveries/") for one in names)
    assert not [one for one in names if one.endswith("part") or "/." in one]
    assert message.name not in {Path(one).name for one in names}


def test_a_wrong_passphrase_restores_nothing(place, tmp_path):
    file = tmp_path / "copy"
    place.ask("backup", file)
    there = Place(tmp_path / "again", {PASSPHRASE: "another"})
    assert there.run("restore", file, there.home).exit_code == 2
    assert not there.home.exists()


def test_a_copy_that_was_altered_is_said_not_to_be_what_was_copied(place, tmp_path):
    file, inside = tmp_path / "copy", tmp_path / "inside"
    place.ask("backup", file)
    with tarfile.open(file) as archive:
        archive.extractall(inside, filter="data")
    with closing(sqlite3.connect(inside / "amparo.sqlite3")) as database:
        database.execute("DROP TRIGGER store_event_no_UPDATE")
        database.execute("UPDATE store_event SET body = replace(body, '2024', '2023')")
        database.commit()
    with tarfile.open(file, "w") as archive:
        for path in inside.iterdir():
            archive.add(path, path.name)
    there = Place(tmp_path / "again", SECRET)
    done = there.ask("restore", file, there.home, exit_code=1)
    assert done["same"] is False
    assert done["problems"]


def test_a_copy_writes_nowhere_but_into_its_home(place, tmp_path):
    file = tmp_path / "copy"
    place.ask("backup", file)
    outside = tmp_path / "outside.txt"
    outside.write_text("x")
    with tarfile.open(file, "a") as archive:
        for name in ("../escaped", "deliveries/../../escaped", "/tmp/escaped", "keys/home.key"):  # noqa: S108
            archive.add(outside, name)
    restored(tmp_path, file, SECRET)
    assert not (tmp_path / "escaped").exists()
    assert not Path("/tmp/escaped").exists()  # noqa: S108
    assert (tmp_path / "again" / "keys" / "home.key").read_text() != "x"


def test_only_an_operator_copies_a_home_and_no_file_is_written_over(place, tmp_path):
    file = tmp_path / "copy"
    assert place.run("backup", file, "--as", "juvenile-coordinator").exit_code == 2
    assert not file.exists()
    file.write_text("mine")
    assert place.run("backup", file).exit_code == 2
    assert file.read_text() == "mine"


def test_a_home_is_not_restored_over_another(place, tmp_path):
    file = tmp_path / "copy"
    place.ask("backup", file)
    assert place.run("restore", file, place.home).exit_code == 2


def test_a_locked_text_opens_under_its_own_passphrase_only():
    kept = locked(b"secret", "one")
    assert unlocked(kept, "one") == b"secret"
    assert unlocked(kept, "other") is None
    assert unlocked(kept[:-1] + bytes([kept[-1] ^ 1]), "one") is None
