"""What was acknowledged survives a kill, a full disk and an order to forget."""

import json
import os
import resource
import shutil
import sqlite3
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from .conftest import Cohort, Place


@pytest.fixture(scope="module")
def clean_digest(filled: Place) -> str:
    return filled.digest()


def _start(
    place: Place, folders: list[Path], before: Callable[[], None] | None = None
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "amparo", "ingest", *map(str, folders)],
        env={**os.environ, **place.variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,  # noqa: PLW1509  # no other thread runs here
    )


def test_a_kill_in_the_middle_loses_and_doubles_nothing(
    place: Place, cohort: Cohort, clean_digest: str
) -> None:
    place.ask("ingest", *cohort.deliveries[:1])
    for after in (0.9, 1.6, 2.3):
        running = _start(place, cohort.deliveries)
        time.sleep(after)
        running.kill()
        running.communicate()
        assert place.ask("ledger", "verify")["ok"] is True
    place.ask("ingest", *cohort.deliveries)
    assert place.digest() == clean_digest
    assert place.ask("ledger", "verify")["ok"] is True


def test_a_full_disk_refuses_the_delivery_and_spoils_nothing(
    embedded: Place, cohort: Cohort, clean_digest: str
) -> None:
    embedded.ask("ingest", *cohort.deliveries[:1])
    before = embedded.digest()

    def hardly_any_room() -> None:
        # No file may be written beyond its first 100,000 bytes: the kernel refuses, as when full.
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    running = _start(embedded, cohort.deliveries[1:2], before=hardly_any_room)
    _, said = running.communicate()
    assert running.returncode == 2, said
    assert "could not be written" in said
    assert "nothing of it was recorded" in said
    assert embedded.digest() == before
    assert embedded.ask("ledger", "verify")["ok"] is True
    embedded.ask("ingest", *cohort.deliveries)
    assert embedded.digest() == clean_digest


def test_no_name_lies_open_in_any_file_of_a_home(filled: Place, cohort: Cohort) -> None:
    names = _surnames(cohort)
    assert len(names) > 20
    for path in filled.home.rglob("*"):
        text = path.read_bytes().upper() if path.is_file() else b""
        assert [name for name in names if name in text] == [], path


def _surnames(cohort: Cohort) -> list[bytes]:
    referrals = next(one for one in cohort.deliveries if "referrals" in one.name)
    header, *rows = (referrals / "referrals.csv").read_text().split("\n")
    place = header.lower().split(",").index("surnames")
    words = {row.split(",")[place].split()[0].upper() for row in rows if row.count(",") > place}
    # Short words stand in random bytes by chance, and then prove nothing.
    return [word.encode() for word in sorted(words) if len(word) > 5 and word.isascii()]


def test_no_forbidden_value_is_anywhere_in_a_home(filled: Place, cohort: Cohort) -> None:
    referrals = next(one for one in cohort.deliveries if "referrals" in one.name)
    header, *rows = (referrals / "referrals.csv").read_text().split("\n")
    names = [name.strip().lower() for name in header.split(",")]
    fins = names.index("fins")
    values = {row.split(",")[fins] for row in rows if row.count(",") == header.count(",")}
    long = [value.encode() for value in values if len(value) > 6]
    assert long
    for path in filled.home.rglob("*"):
        text = path.read_bytes() if path.is_file() else b""
        assert [value for value in long if value in text] == [], path


@pytest.fixture
def copied(filled: Place, tmp_path: Path) -> Place:
    shutil.copytree(filled.home, tmp_path / "copy")
    return Place(tmp_path / "copy")


def test_a_home_is_rebuilt_from_the_lines_it_kept(copied: Place, tmp_path: Path) -> None:
    done = copied.ask("rebuild", tmp_path / "again")
    assert done["same"] is True
    assert done["unreadable"] == 0
    again = Place(tmp_path / "again")
    assert again.digest() == copied.digest()
    assert again.ask("gaps", "find") != []


def test_a_home_whose_kept_files_do_not_name_themselves_yet_is_rebuilt_too(
    copied: Place, tmp_path: Path
) -> None:
    """Before a feed could have several tables or senders, a kept file said only its feed."""
    older = [path for path in copied.home.glob("deliveries/*/*.lines") if _said_less(path)]
    assert older
    done = copied.ask("rebuild", tmp_path / "again")
    assert (done["same"], done["unreadable"]) == (True, 0)


def _said_less(path: Path) -> bool:
    text = path.read_bytes()
    (size,) = struct.unpack_from("<I", text)
    header = json.loads(text[4 : 4 + size])
    if header["feed"] not in {"referrals", "notices", "placements"}:
        return False
    head = json.dumps({name: header[name] for name in ("feed", "contract", "columns")}).encode()
    path.write_bytes(struct.pack("<I", len(head)) + head + text[4 + size :])
    return True


def test_a_home_is_not_rebuilt_into_a_folder_that_holds_things_and_no_entry_says_it_was(
    copied: Place, tmp_path: Path
) -> None:
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "letter.txt").write_text("Dear Ana")
    refused = copied.run("rebuild", tmp_path / "again")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "not empty" in refused.stderr
    assert [one.name for one in (tmp_path / "again").iterdir()] == ["letter.txt"]
    entries = _entries(copied)
    assert "rebuilt" not in {one["entry"] for one in entries}
    assert entries[-1]["what"] == "rebuild: not-empty"


def _entries(place: Place) -> list[dict[str, str]]:
    with closing(sqlite3.connect(place.home / "amparo.sqlite3")) as database:
        rows = database.execute("SELECT body FROM store_entry ORDER BY id").fetchall()
    return [json.loads(body) for (body,) in rows]


def test_what_was_expunged_stays_unreadable_and_the_ledger_verifies(
    copied: Place, tmp_path: Path
) -> None:
    identity = copied.ask("gaps", "find")[0]["identity"]
    done = copied.ask("children", "expunge", identity, "--order", "Order 12")
    assert done["vaulted"] > 0
    assert copied.ask("ledger", "verify")["ok"] is True
    again = copied.ask("rebuild", tmp_path / "again", exit_code=1)
    assert again["unreadable"] > 0
    assert copied.run("children", "expunge", "ORR:MU-nobody", "--order", "x").exit_code == 2
