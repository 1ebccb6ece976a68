"""No name, number, address or telephone lies readable in any file of a home."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rooms.feeds.deliveries import ANA, ana, deliver, table

from .conftest import Place

GIVEN, SURNAME, NUMBER, STREET = "Anaximandra", "Q'anilmadeup", "990000431", "4321 Unheardof Lane"
MARKS = {
    "given_names": GIVEN,
    "surnames": SURNAME,
    "a_number": NUMBER,
    "address_line": STREET,
    "unit": "Apt 71Q",
    "city": "Neverville",
    "birth_date": "2010-07-29",
    "phone": "000-555-0177",
    "sponsor_ref": "MUSPONSOR-431",
    "uc_path_id": "MU4310",
    "served_address": f"{STREET}, Neverville TX 00431",
}
"""What identifies the one child of this home: cells that stand nowhere else on earth."""

READABLE_BY_DESIGN = {"uc_path_id"}
"""The agency's key names the source identity, as AGENCY:key, in the store and in the ledger."""

SECRET = {name: text for name, text in MARKS.items() if name not in READABLE_BY_DESIGN}
BUILDING = "4321 UNHEARDOF LANE"


def spellings(text: str) -> set[bytes]:
    """How a text could lie in a file: any case, with and without apostrophe, in either encoding."""
    bare = text.replace("'", "").replace("-", "")
    forms = {form for one in (text, bare) for form in (one, one.upper(), one.lower())}
    return {form.encode(encoding) for form in forms for encoding in ("utf-8", "utf-16-le")}


def files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path, path.read_bytes()


def readable(folder: Path, marks: dict[str, str]) -> set[tuple[str, str]]:
    """The files of a folder in which something of the child can be read, and what."""
    wanted = {name: spellings(text) for name, text in marks.items()}
    return {
        (str(path.relative_to(folder)), name)
        for path, content in files(folder)
        for name, forms in wanted.items()
        if any(form in content for form in forms)
    }


@pytest.fixture
def home(embedded: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A home with its own temporary folder, after all that is done with a child in a day."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    (tmp_path / "sent").mkdir()
    held = None
    for feed in ANA:
        own = {name: text for name, text in MARKS.items() if name in ana(feed)}
        own |= {"served_address": MARKS["served_address"]} if feed == "notices" else {}
        own |= {"sponsor_ref": MARKS["sponsor_ref"]} if feed == "placements" else {}
        embedded.ask("ingest", deliver(tmp_path / "sent", table(feed, ana(feed, **own)), feed=feed))
        # Somebody who reads meanwhile keeps the write-ahead log from being emptied.
        held = held or _reading(embedded)
    shutil.rmtree(tmp_path / "sent")
    yield embedded
    assert held is not None
    held.close()


def _reading(place: Place) -> sqlite3.Connection:
    connection = sqlite3.connect(place.home / "amparo.sqlite3", isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM store_event").fetchall()
    return connection


def test_nothing_that_identifies_a_child_is_readable_in_any_file(
    home: Place, tmp_path: Path
) -> None:
    found = home.ask("children", "find", GIVEN)["found"]
    [child] = [one["child"] for one in found]
    shown = home.ask("children", "show", child, "--as", "counsel")
    assert GIVEN in str(shown)
    home.ask("placements", "prior", child)
    home.ask("match", "run")
    home.ask("figures", "count", "nta-not-served")
    home.ask("gaps", "find")
    home.ask("ledger", "verify")
    while_open = readable(home.home, SECRET | {"building": BUILDING})
    left = readable(tmp_path / "temporary", SECRET)
    assert while_open | left == set()


def test_a_line_that_is_set_aside_is_not_readable_either(home: Place, tmp_path: Path) -> None:
    bad = ana("placements", **{**MARKS, "uc_path_id": "MU4311", "discharged_on": "2024-02-30"})
    (tmp_path / "more").mkdir()
    sent = deliver(tmp_path / "more", table("placements", bad), feed="placements", sequence=2)
    assert home.ask("ingest", sent)["deliveries"][0]["set_aside"] == 1
    shutil.rmtree(tmp_path / "more")
    assert readable(home.home, SECRET) == set()


def test_this_test_would_see_a_name_in_a_file_of_the_home(home: Place) -> None:
    (home.home / "note.txt").write_bytes(os.urandom(9) + SURNAME.upper().encode("utf-16-le"))
    assert readable(home.home, SECRET) == {("note.txt", "surnames")}


def test_the_home_has_all_the_files_in_which_something_could_lie(home: Place) -> None:
    home.ask("figures", "count", "nta-not-served")
    sizes = {path.name: len(content) for path, content in files(home.home)}
    endings = {Path(name).suffix for name in sizes}
    assert {".sqlite3", ".sqlite3-wal", ".parquet", ".lines"} <= endings, sizes
    assert sizes["amparo.sqlite3-wal"] > 0
