"""A delivery that is not right is refused whole: the home stays as it was, the others come in."""

import gzip
import json
import sqlite3
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from amparo.actions.home import Home, close_home, open_home
from amparo.cli import main
from amparo.feeds.manifest import MANIFEST
from amparo.settings import read_settings
from amparo.store import deliveries, identities
from amparo.store.kept_lines import read_kept
from tests.rooms.feeds.deliveries import ana, deliver, table

from .conftest import Place

GOOD = table("referrals", ana("referrals"))
BETO = table("referrals", ana("referrals", event_number="MU0002", a_number="A990-000-002"))
NOTICE = table("notices", ana("notices"))
REAL = {"event_number": "X0001", "a_number": ""}
"""The numbers of a child who is not marked as made up (and is made up all the same)."""

Bad = Callable[[Path], Path]


def without_manifest(inside: Path) -> Path:
    folder = deliver(inside, BETO)
    (folder / MANIFEST).unlink()
    return folder


def not_json(inside: Path) -> Path:
    folder = deliver(inside, BETO)
    (folder / MANIFEST).write_text("{")
    return folder


def altered(inside: Path) -> Path:
    folder = deliver(inside, BETO)
    (folder / "rows.csv").write_text(BETO.replace("2024-02-03", "2024-02-04"))
    return folder


def symlinked(inside: Path) -> Path:
    folder = deliver(inside, BETO)
    (folder / "rows.csv").rename(inside.parent / "elsewhere.csv")
    (folder / "rows.csv").symlink_to(inside.parent / "elsewhere.csv")
    return folder


def bomb(inside: Path) -> Path:
    packed = gzip.compress(b"\0" * (1 << 22))
    file = {"unpacked_bytes": 50 * len(packed)}
    return deliver(inside, packed, name="rows.csv.gz", file=file)


def said_to_be(**manifest: Any) -> Bad:
    return lambda inside: deliver(inside, BETO, **manifest)


def with_file(**file: Any) -> Bad:
    return lambda inside: deliver(inside, BETO, file=file)


def holding(**cells: str) -> Bad:
    return lambda inside: deliver(inside, table("referrals", ana("referrals", **cells)))


AT_THE_DOOR: Mapping[str, tuple[Bad, str]] = {
    "no manifest": (without_manifest, "there is no manifest.json"),
    "not JSON": (not_json, "manifest.json cannot be read"),
    "altered": (altered, "the digest of rows.csv is not the declared one"),
    "unknown feed": (said_to_be(feed="refferals"), "no feed is called 'refferals'"),
    "unknown version": (said_to_be(contract="2"), "contract version '2' of referrals"),
    "wrong sender": (said_to_be(sender="ICE"), "referrals is sent by CBP, not 'ICE'"),
    "unsigned": (said_to_be(keys={}), "no made-up key signed it"),
    "backfill": (said_to_be(backfill=True), "a backfill needs the signatures of CBP and ORR"),
    "real": (said_to_be(made_up=False), "this home holds made-up children and the delivery real"),
    "encoding": (
        lambda inside: deliver(inside, BETO.encode("latin-1")),
        "rows.csv is not utf-8 at byte",
    ),
    "outside": (with_file(name="../rows.csv"), "'../rows.csv' lies outside the folder"),
    "symlink": (symlinked, "lies outside the folder"),
    "larger": (with_file(bytes=1), "bytes, declared were 1"),
    "bomb": (bomb, "it unpacks to more than was declared"),
}
WHILE_READING: Mapping[str, tuple[Bad, str]] = {
    "row count": (with_file(rows=7), "holds 1 lines after its header, declared were 7"),
    "real key": (holding(event_number="X0002"), "outside the range of made-up children"),
    "real number": (holding(a_number="A012345678"), "outside the range of made-up children"),
    "no header": (lambda inside: deliver(inside, "\n"), "rows.csv: the column event_number"),
    "empty": (lambda inside: deliver(inside, ""), "rows.csv: the file is empty"),
}


LOOKING = {"disclosure", "accounts"}
"""The entries by which the ledger says that somebody looked; every look adds some."""


def shown(place: Place) -> tuple[Any, ...]:
    """All that a home can be asked: its records, what it found, what its ledger says but looks."""
    found = place.ask("gaps", "find"), place.ask("duties", "list")
    return place.digest(), place.ask("ledger", "verify")["ok"], sealed(place), found


def sealed(place: Place) -> list[bytes]:
    """The bodies of all entries that have their place in the ledger, but for those of looks."""
    [file] = place.home.glob("*.sqlite3")
    with sqlite3.connect(file) as database:
        bodies = database.execute(
            "SELECT e.body FROM store_sequenced s JOIN store_entry e ON e.id = s.entry"
            " ORDER BY s.position"
        )
        return [body for (body,) in bodies if json.loads(body)["entry"] not in LOOKING]


def tables(place: Place) -> dict[str, list[Any]]:
    """Every row of every table of a home on the embedded database."""
    [file] = place.home.glob("*.sqlite3")
    with sqlite3.connect(file) as database:
        names = [name for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )]  # fmt: skip
        return {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "deliveries"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("kind", AT_THE_DOOR)
def test_what_is_refused_at_the_door_leaves_every_table_as_it_was(
    embedded: Place, inbox: Path, kind: str
) -> None:
    make, why = AT_THE_DOOR[kind]
    embedded.ask("ingest", deliver(inbox, GOOD))
    before = tables(embedded)
    bad = make(inbox)
    result = embedded.run("ingest", bad)
    assert result.exit_code == 2
    assert why in result.stderr
    assert bad.name in result.stderr
    assert "The delivery is refused; nothing of it was recorded." in result.stderr
    assert tables(embedded) == before


@pytest.mark.parametrize("kind", WHILE_READING)
def test_what_is_refused_while_it_is_read_is_visible_nowhere(
    embedded: Place, inbox: Path, kind: str
) -> None:
    make, why = WHILE_READING[kind]
    embedded.ask("ingest", deliver(inbox, GOOD))
    before = shown(embedded)
    result = embedded.run("ingest", make(inbox))
    assert result.exit_code == 2
    assert why in result.stderr
    assert "The delivery is refused; nothing of it was recorded." in result.stderr
    assert shown(embedded) == before


def test_the_others_on_the_same_line_are_taken(place: Place, inbox: Path) -> None:
    every = {**AT_THE_DOOR, **WHILE_READING}
    bad = [make(inbox) for make, _ in every.values()]
    good = [deliver(inbox, GOOD), deliver(inbox, NOTICE, feed="notices")]
    answer = place.ask("ingest", good[0], *bad, good[1], exit_code=2)
    assert [one["delivery"] for one in answer["deliveries"]] == [folder.name for folder in good]
    assert len(answer["refused"]) == len(bad)
    for message, (_, why) in zip(answer["refused"], every.values(), strict=True):
        assert why in message
    alone = Place(inbox.parent / "alone")
    alone.ask("ingest", *good)
    assert place.digest() == alone.digest()


def test_a_refused_delivery_that_is_put_right_is_taken(embedded: Place, inbox: Path) -> None:
    embedded.ask("ingest", deliver(inbox, BETO, file={"rows": 7}), exit_code=2)
    [taken] = embedded.ask("ingest", deliver(inbox, BETO, file={"rows": 1}))["deliveries"]
    assert (taken["read"], taken["already_known"]) == (1, False)


def test_a_made_up_delivery_in_a_home_of_real_children(embedded: Place, inbox: Path) -> None:
    real = deliver(inbox, table("referrals", ana("referrals", **REAL)), made_up=False)
    embedded.ask("ingest", real)
    before = tables(embedded)
    result = embedded.run("ingest", deliver(inbox, GOOD))
    assert result.exit_code == 2
    assert "this home holds real children and the delivery made-up ones" in result.stderr
    assert tables(embedded) == before


@pytest.mark.parametrize("cells", [{"event_number": "MU0003"}, {"a_number": "A990-000-003"}])
def test_a_made_up_number_in_a_delivery_that_says_it_is_real(
    embedded: Place, inbox: Path, cells: dict[str, str]
) -> None:
    row = ana("referrals", **REAL) | cells
    result = embedded.run("ingest", deliver(inbox, table("referrals", row), made_up=False))
    assert result.exit_code == 2
    assert "row 2 has a number in the range of made-up children" in result.stderr
    assert all(number not in result.stderr for number in cells.values())


@pytest.mark.parametrize("feed", ["referrals", "no-such-feed"])
def test_only_a_public_table_comes_without_a_manifest(
    embedded: Place, inbox: Path, feed: str
) -> None:
    (inbox / "rows.csv").write_text(GOOD)
    result = embedded.run("ingest", "--feed", feed, inbox / "rows.csv")
    assert result.exit_code == 2
    assert f"{feed!r} is not a public table" in result.stderr
    assert "hhs-daily" in result.stderr


def test_a_file_in_the_place_of_a_folder(embedded: Place, inbox: Path) -> None:
    (inbox / "rows.csv").write_text(GOOD)
    result = embedded.run("ingest", inbox / "rows.csv")
    assert result.exit_code == 2
    assert "rows.csv: there is no manifest.json" in result.stderr


def test_a_refusal_never_names_the_child(embedded: Place, inbox: Path) -> None:
    for make, _ in (*AT_THE_DOOR.values(), *WHILE_READING.values()):
        result = embedded.run("ingest", make(inbox))
        said = result.stdout + result.stderr
        assert not any(word in said for word in ("Ana", "anil", "990-000", "990000", "012345678"))


def test_a_forbidden_value_is_nowhere_in_a_home(embedded: Place, inbox: Path) -> None:
    rows = table("referrals", ana("referrals", fins="FORBIDDEN-1"))
    spoilt = table("referrals", ana("referrals", fins="FORBIDDEN-2", transfer_at="2024-02-31"))
    answer = embedded.ask("ingest", deliver(inbox, rows), deliver(inbox, spoilt))
    assert [one["dropped_columns"] for one in answer["deliveries"]] == [["fins"], ["fins"]]
    assert "FORBIDDEN" not in json.dumps(answer)
    files = [path.read_bytes() for path in embedded.home.rglob("*") if path.is_file()]
    kept = kept_lines(embedded)
    assert sum("Ana Lucía" in line for line in kept) == 2
    assert not any("FORBIDDEN" in line for line in kept)
    assert not any(b"FORBIDDEN" in file for file in files)


def kept_lines(place: Place) -> list[str]:
    """Every received line that a home holds, decrypted with its keys."""
    home = open_home(read_settings({"AMPARO_HOME": str(place.home)}))
    try:
        return [line for path in home.path.rglob("*.lines") for line in _decrypted(home, path.stem)]
    finally:
        close_home()


def _decrypted(home: Home, digest: str) -> list[str]:
    header, lines = read_kept(home.path, digest)
    content = deliveries.accepted_content(header.feed, digest)
    assert content is not None
    of_set_aside, held = deliveries.content_key(content[0]), list(lines)
    secrets = identities.secrets({identity for identity, _, _ in held if identity})
    found = []
    for identity, _, ciphertext in held:
        secret = secrets[identity] if identity else of_set_aside
        assert secret is not None
        text = home.identity_key(secret).decrypt(ciphertext)
        assert text is not None
        found.append(text.decode())
    return found


def test_a_defect_is_told_by_its_place_and_kind_and_not_by_its_message(monkeypatch, capsys):
    def broken(**_):
        raise ValueError("Ana Q'anil")

    monkeypatch.setattr(sys.modules["amparo.cli.main"], "amparo", broken)
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    assert ended.value.code == 70
    assert "ValueError. This is a defect in Amparo" in told.err
    assert "test_refusals.py" in told.err
    assert "Ana" not in told.out + told.err.replace('raise ValueError("Ana', "")
