"""An outsider with the server off finds what was altered, and is told where."""

import ast
import json
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import replace
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amparo.ledger import VERIFIER_PATH, export, proofs, tiles, verifier
from amparo.ledger.checkpoint import Signature, SigningKey, signed
from tests.rooms.ledger import made_up

LEDGER = made_up.ledger(600, batch_at=(7, 300))
EXPORT = LEDGER.exported()
VKEY = str(made_up.KEY.public)

Files = dict[str, bytes]
Answer = tuple[int, dict[str, Any]]


def run(*arguments: str | Path) -> Answer:
    """The verifier's answer."""
    with redirect_stdout(StringIO()) as said:
        code = verifier.main([str(argument) for argument in arguments])
    return code, json.loads(said.getvalue())


def run_outside(*arguments: str | Path) -> Answer:
    """The verifier as an outsider runs it: no site-packages, no environment, no Amparo."""
    command = [sys.executable, "-I", "-S", VERIFIER_PATH, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, json.loads(done.stdout)


@pytest.fixture
def verify(tmp_path: Path) -> Callable[..., Answer]:
    def verify(files: Files, *arguments: str | Path) -> Answer:
        return run(made_up.written(files, tmp_path / "export"), "--key", VKEY, *arguments)

    return verify


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """A checkpoint that the outsider kept when the ledger had 300 entries."""
    file = tmp_path / "held"
    file.write_text(str(LEDGER.note_at(300)))
    return file


def with_lines(file: str, change: Callable[[list[bytes]], list[bytes]]) -> Files:
    """The export with the lines of one file changed."""
    return EXPORT | {file: b"".join(change(EXPORT[file].splitlines(keepends=True)))}


def with_byte_altered(file: str, place: int) -> Files:
    content = bytearray(EXPORT[file])
    content[place] ^= 1
    return EXPORT | {file: bytes(content)}


def wheres(answer: Answer) -> list[str]:
    assert answer[0] == 1
    assert not answer[1]["ok"]
    return [problem["where"] for problem in answer[1]["problems"]]


# --- what holds -------------------------------------------------------------------------------


def test_an_unaltered_export_is_verified_and_says_what_was_checked(verify, held):
    code, said = verify(EXPORT, "--held", held)
    assert (code, said["ok"], said["problems"], said["not_checked"]) == (0, True, [], [])
    assert (said["size"], said["root"]) == (
        600,
        LEDGER.checkpoint.root.hex(),
    )
    assert said["checked"] == {
        "signed_by": "+".join(VKEY.split("+")[:2]),
        "held": 300,
        "entries": 600,
        "tiles": 4,
        "bodies": 600,
        "withheld": 0,
        "batches": 2,
        "events": 10,
    }


@pytest.mark.parametrize(
    "altered",
    [
        None,
        "tile/entries/001",
        "tile/1/000.p/2",
        "bodies.jsonl",
        "events.jsonl",
        "checkpoint",
        "key",
    ],
)
def test_an_outsider_with_nothing_but_python_gets_the_same_answer(tmp_path, held, altered):
    files = with_byte_altered(altered, 100 if "jsonl" in altered else 40) if altered else EXPORT
    folder = made_up.written(files, tmp_path / "export")
    outside = run_outside(folder, "--key", VKEY, "--held", held)
    assert outside == run(folder, "--key", VKEY, "--held", held)
    assert outside[0] == (1 if altered else 0)
    if altered:
        assert any(altered in where or "tile/0/001" in where for where in wheres(outside))


def test_an_outsider_can_verify_one_proof_with_nothing_but_python(tmp_path):
    (tmp_path / "one.proof").write_bytes(proof_of(300, 3).json())
    code, said = run_outside("--proof", tmp_path / "one.proof", "--key", VKEY)
    assert (code, said["proved"]) == (0, LEDGER.entries[300].events[3].decode())
    code, said = run_outside("--proof", tmp_path / "nowhere", "--key", VKEY)
    assert (code, said["ok"]) == (2, False)


def test_the_verifier_imports_only_the_standard_library():
    tree = ast.parse(VERIFIER_PATH.read_text())
    named = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert named <= sys.stdlib_module_names


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 512, 513])
def test_a_ledger_of_any_size_is_verified(verify, size):
    code, said = verify(made_up.ledger(size).exported())
    assert (code, said["size"]) == (0, size)
    assert said["checked"]["entries"] == said["checked"]["bodies"] == size


@pytest.mark.parametrize("size", [0, 1, 255, 256, 299, 512, 599, 600])
def test_every_checkpoint_held_from_before_is_found_again(verify, tmp_path, size):
    (tmp_path / "older").write_text(str(LEDGER.note_at(size)))
    code, said = verify(EXPORT, "--held", tmp_path / "older")
    assert (code, said["checked"]["held"]) == (0, size)


def test_a_ledger_deep_enough_for_a_third_level_of_tiles_is_verified(verify, tmp_path):
    deep = made_up.ledger(65_536 + 300, batch_at=())
    (tmp_path / "older").write_text(str(deep.note_at(65_537)))
    files = {path: content for path, content in deep.exported().items() if "jsonl" not in path}
    assert "tile/2/000.p/1" in files
    code, said = verify(files, "--held", tmp_path / "older")
    assert (code, said["checked"]["held"]) == (0, 65_537)


def test_a_ledger_with_witnesses_signatures_is_verified(verify):
    witnessed = LEDGER.note.signed_also(Signature("witness.example", b"\1\2\3\4", bytes(72)))
    assert verify(EXPORT | {"checkpoint": str(witnessed).encode()})[0] == 0


def test_the_partial_files_of_older_checkpoints_may_stand_beside_todays(verify):
    older = tiles.grow({}, 0, LEDGER.commitments[:200])
    newer = tiles.grow(older, 200, LEDGER.commitments[200:550])
    assert verify(EXPORT | older | newer)[0] == 0


def test_without_bodies_and_events_the_rest_is_verified_and_the_lack_is_said(verify):
    hashes_only = {path: content for path, content in EXPORT.items() if "jsonl" not in path}
    code, said = verify(hashes_only)
    assert (code, said["checked"]["bodies"], said["checked"]["events"]) == (0, 0, 0)
    assert any("bodies.jsonl" in lack for lack in said["not_checked"])
    assert any("events.jsonl" in lack for lack in said["not_checked"])
    assert any("checkpoint held" in lack for lack in said["not_checked"])


def test_a_withheld_body_is_counted_and_said(verify):
    line = export.withheld_line(5, "sealed by the court")
    code, said = verify(with_lines("bodies.jsonl", lambda lines: [*lines[:5], line, *lines[6:]]))
    assert (code, said["checked"]["withheld"], said["checked"]["bodies"]) == (0, 1, 599)
    assert any("withheld" in lack for lack in said["not_checked"])


def test_a_key_that_came_with_the_export_is_said_to_prove_little(tmp_path):
    code, said = run(made_up.written(EXPORT, tmp_path))
    assert code == 0
    assert any("--key" in lack for lack in said["not_checked"])


# --- what was altered is named ----------------------------------------------------------------


@pytest.mark.parametrize("place", [0, 1, 2, 33, 255 * 34 + 20])
def test_an_altered_entry_is_named_with_its_tile(verify, place):
    answer = verify(with_byte_altered("tile/entries/001", place))
    assert wheres(answer)[0] in {"tile/0/001", "tile/entries/001"}


def test_an_altered_entry_is_named_by_its_position(verify):
    answer = verify(with_byte_altered("tile/entries/001", 34 * 3 + 9))
    what = "The leaf hash of entry 259 is not that of the entry in its bundle."
    assert {"where": "tile/0/001", "what": what} in answer[1]["problems"]
    assert "checkpoint" in wheres(answer)
    assert any("position 259" in where for where in wheres(answer))


@pytest.mark.parametrize("tile", [path for path in LEDGER.files if "entries" not in path])
def test_an_altered_tile_is_named_and_nothing_else_is(verify, tile):
    assert wheres(verify(with_byte_altered(tile, 5))) == [tile]


@pytest.mark.parametrize("tile", [path for path in LEDGER.files if "entries" not in path])
def test_a_tile_that_is_missing_or_cut_is_named(verify, tile, tmp_path):
    missing = {path: content for path, content in EXPORT.items() if path != tile}
    assert wheres(verify(EXPORT | {tile: EXPORT[tile][:-32]})) == [tile]
    made_up.written(missing, tmp_path / "missing")
    assert wheres(run(tmp_path / "missing", "--key", VKEY)) == [tile]


@pytest.mark.parametrize("bundle", [path for path in LEDGER.files if "entries" in path])
def test_a_bundle_that_is_missing_or_cut_is_named(verify, bundle, tmp_path):
    missing = {path: content for path, content in EXPORT.items() if path != bundle}
    assert bundle in wheres(verify(EXPORT | {bundle: EXPORT[bundle][:-34]}))
    made_up.written(missing, tmp_path / "missing")
    assert bundle in wheres(run(tmp_path / "missing", "--key", VKEY))


def test_nothing_is_verified_where_a_bundle_and_its_tile_are_both_missing(verify):
    gone = ("tile/entries/001", "tile/0/001")
    answer = verify({path: content for path, content in EXPORT.items() if path not in gone})
    assert "tile/entries/001" in wheres(answer)
    assert (answer[1]["root"], answer[1]["checked"]["entries"]) == (None, 0)


@pytest.mark.parametrize(
    "stranger",
    [
        "tile/0/003",
        "tile/0/002.p/89",
        "tile/0/000.p/1",
        "tile/0/000.p/0",
        "tile/0/001.p/x",
        "tile/3/000.p/1",
        "tile/entries/000.p/7",
        "tile/notes.txt",
    ],
)
def test_a_file_that_the_ledger_does_not_have_is_named(verify, stranger):
    assert wheres(verify(EXPORT | {stranger: bytes(32)})) == [stranger]


def test_a_full_file_under_the_name_of_a_partial_one_is_named(verify):
    twice = EXPORT | {"tile/0/000.p/256": EXPORT["tile/0/000"]}
    assert wheres(verify(twice)) == ["tile/0/000.p/256"]


def test_an_altered_body_is_named_by_its_line_and_position(verify):
    def rename(lines: list[bytes]) -> list[bytes]:
        return [*lines[:12], lines[12].replace("Xóchitl".encode(), b"Ana"), *lines[13:]]

    answer = verify(with_lines("bodies.jsonl", rename))
    assert wheres(answer) == ["bodies.jsonl line 13, position 12"]
    assert "sealed at position 12" in answer[1]["problems"][0]["what"]


def test_a_dropped_body_is_named(verify):
    answer = verify(with_lines("bodies.jsonl", lambda lines: lines[:41] + lines[42:]))
    assert wheres(answer) == ["bodies.jsonl line 42"]
    assert "position 42 and not 41" in answer[1]["problems"][0]["what"]


def test_the_last_body_dropped_is_noticed(verify):
    assert wheres(verify(with_lines("bodies.jsonl", lambda lines: lines[:-1]))) == ["bodies.jsonl"]


def test_swapped_bodies_are_named(verify):
    def swap(lines: list[bytes]) -> list[bytes]:
        return [*lines[:9], lines[10], lines[9], *lines[11:]]

    assert "bodies.jsonl line 10" in wheres(verify(with_lines("bodies.jsonl", swap)))


def test_an_inserted_body_is_named(verify):
    more = export.body_line(600, made_up.nonce(600), made_up.disclosure(600))
    answer = verify(with_lines("bodies.jsonl", lambda lines: [*lines, more]))
    assert "bodies.jsonl line 601, position 600" in wheres(answer)
    twice = verify(with_lines("bodies.jsonl", lambda lines: lines[:5] + lines[4:]))
    assert "bodies.jsonl line 6" in wheres(twice)


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"not json\n",
        b"[]\n",
        b'{"position":3}\n',
        b'{"position":"3","nonce":"","body":""}\n',
        b'{"position":true,"nonce":"","body":""}\n',
        b'{"position":3,"nonce":"zz","body":"\\ud800"}\n',
        b'{"position":600,"withheld":"no such entry"}\n',
        b"[" * 100_000 + b"\n",
        b"\xff\n",
    ],
)
def test_a_line_that_is_not_a_body_is_named(verify, line):
    answer = verify(with_lines("bodies.jsonl", lambda lines: [*lines[:3], line, *lines[4:]]))
    assert all(where.startswith("bodies.jsonl line 4") for where in wheres(answer))
    assert answer[1]["checked"]["bodies"] == 599


def test_a_nonce_that_gives_its_end_to_the_body_opens_nothing(verify):
    entry = made_up.Entry(b"n" * 32, b'{"entry":"ruling"}')
    files = made_up.Ledger((entry,)).exported()
    moved = export.body_line(0, entry.nonce[:16], entry.nonce[16:] + entry.body)
    assert verify(files)[0] == 0
    assert wheres(verify(files | {"bodies.jsonl": moved})) == ["bodies.jsonl line 1, position 0"]


def test_a_line_with_two_bodies_of_which_one_is_true_is_not_accepted(verify):
    def say_two(lines: list[bytes]) -> list[bytes]:
        return [*lines[:3], lines[3].replace(b'"body":', b'"body":"false","body":'), *lines[4:]]

    assert "bodies.jsonl line 4, position 3" in wheres(verify(with_lines("bodies.jsonl", say_two)))


def test_an_altered_event_is_named_by_its_batch(verify):
    answer = verify(
        EXPORT
        | {"events.jsonl": EXPORT["events.jsonl"].replace(b"placed, 300/2", b"placed, 300/9")}
    )
    assert wheres(answer) == ["events.jsonl, the batch at position 300"]
    assert answer[1]["checked"]["batches"] == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[:2] + lines[3:],
        lambda lines: lines[:4] + lines[5:],
        lambda lines: [lines[1], lines[0], *lines[2:]],
        lambda lines: [*lines[:5], lines[4].replace(b'"index":4', b'"index":5'), *lines[5:]],
        lambda lines: [lines[0].replace(b'"index":0', b'"index":false'), *lines[1:]],
        lambda lines: [*lines[:3], *lines[5:], *lines[3:5]],
        lambda lines: lines[5:],
    ],
    ids=["dropped", "the last dropped", "swapped", "inserted", "no number", "apart", "all dropped"],
)
def test_events_dropped_moved_or_inserted_are_named_by_their_batch(verify, change):
    answer = verify(with_lines("events.jsonl", change))
    assert set(wheres(answer)) == {"events.jsonl, the batch at position 7"}


def test_batches_whose_events_stand_in_another_order_are_named(verify):
    answer = verify(with_lines("events.jsonl", lambda lines: lines[5:] + lines[:5]))
    assert wheres(answer) == ["events.jsonl, the batch at position 7"]


def test_an_event_of_a_batch_that_was_never_sealed_is_named(verify):
    stray = export.event_line(8, 0, b"{}")
    answer = verify(with_lines("events.jsonl", lambda lines: [*lines, stray]))
    assert wheres(answer) == ["events.jsonl, the batch at position 8"]


def test_a_batch_with_another_seed_is_named(verify):
    seed = LEDGER.entries[7].nonce.hex().encode()
    other = EXPORT["bodies.jsonl"].replace(seed, seed[::-1])
    answer = verify(EXPORT | {"bodies.jsonl": other})
    assert "bodies.jsonl line 8, position 7" in wheres(answer)


def test_events_without_bodies_cannot_be_verified(verify):
    files = {path: content for path, content in EXPORT.items() if path != "bodies.jsonl"}
    assert wheres(verify(files)) == ["events.jsonl"]


# --- a ledger rewritten as a whole ------------------------------------------------------------


def rewritten(change: Callable[[list[made_up.Entry]], list[made_up.Entry]]) -> Files:
    """An export of another history, signed by the true key, in which everything agrees."""
    return made_up.Ledger(tuple(change(list(LEDGER.entries)))).exported()


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: [replace(kept[0], body=b'{"to":"nobody"}'), *kept[1:]],
        lambda kept: kept[:100] + kept[101:],
        lambda kept: [kept[1], kept[0], *kept[2:]],
        lambda kept: [*kept[:299], kept[0], *kept[299:]],
        lambda kept: kept[:299] + kept[300:],
        lambda kept: [*kept[:7], made_up.batch(7, [b"{}"]), *kept[8:]],
    ],
    ids=["altered", "dropped", "swapped", "inserted", "the last dropped", "an event altered"],
)
def test_a_rewritten_ledger_is_noticed_by_whoever_holds_an_older_checkpoint(verify, held, change):
    files = rewritten(change)
    assert verify(files)[0] == 0
    assert wheres(verify(files, "--held", held)) == ["held checkpoint"]


def test_a_ledger_grown_since_is_no_rewritten_one(verify, held):
    files = rewritten(lambda kept: [*kept[:300], made_up.Entry(made_up.nonce(1), b"{}")])
    assert verify(files, "--held", held)[0] == 0


def test_a_ledger_cut_short_is_noticed(verify, held):
    answer = verify(rewritten(lambda kept: kept[:299]), "--held", held)
    assert wheres(answer) == ["held checkpoint"]
    assert "only 299" in answer[1]["problems"][0]["what"]


def test_a_held_checkpoint_of_another_log_does_not_serve(verify, tmp_path):
    other = SigningKey("amparo.example/another", bytes(32))
    checkpoint = replace(LEDGER.checkpoint, origin=other.name)
    (tmp_path / "other").write_text(str(signed(checkpoint, other)))
    assert wheres(verify(EXPORT, "--held", tmp_path / "other")) == ["held checkpoint"]


# --- checkpoints and keys ---------------------------------------------------------------------


def test_a_checkpoint_forged_with_another_key_is_named(verify):
    forger = SigningKey(made_up.ORIGIN, bytes(32))
    note = signed(LEDGER.checkpoint, forger)
    forged = EXPORT | {"checkpoint": str(note).encode()}
    assert wheres(verify(forged)) == ["checkpoint"]
    assert set(wheres(verify(forged | {"key": str(forger.public).encode()}))) == {
        "checkpoint",
        "key",
    }


def test_every_altered_byte_of_the_checkpoint_is_noticed(tmp_path):
    small = made_up.ledger(2).exported()
    made_up.written(small, tmp_path)
    for place in range(len(small["checkpoint"])):
        altered = bytearray(small["checkpoint"])
        altered[place] ^= 1
        (tmp_path / "checkpoint").write_bytes(altered)
        assert "checkpoint" in wheres(run(tmp_path, "--key", VKEY)), place


def test_a_signature_spelled_in_another_way_is_noticed(verify):
    # The last letter of this base64 carries two bits that mean nothing.
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    note = str(LEDGER.note)
    last = note[-3]
    stray = note[:-3] + letters[letters.index(last) + 1] + note[-2:]
    assert b64decode(stray[-93:]) == b64decode(note[-93:])
    assert wheres(verify(EXPORT | {"checkpoint": stray.encode()})) == ["checkpoint"]


def test_a_checkpoint_for_another_log_by_the_same_key_is_named(verify):
    elsewhere = replace(LEDGER.checkpoint, origin="amparo.example/x")
    note = str(signed(elsewhere, made_up.KEY)).encode()
    assert wheres(verify(EXPORT | {"checkpoint": note})) == ["checkpoint"]


@pytest.mark.parametrize("file", ["checkpoint", "key"])
def test_an_export_without_checkpoint_or_key_is_not_verified(tmp_path, file):
    files = {path: content for path, content in EXPORT.items() if path != file}
    assert file in wheres(run(made_up.written(files, tmp_path)))


def test_an_altered_key_file_is_named(verify):
    assert wheres(verify(with_byte_altered("key", 40))) == ["key"]


def test_a_key_file_that_is_not_even_text_is_named(verify):
    assert wheres(verify(EXPORT | {"key": b"\xff"})) == ["key"]


def test_a_key_file_that_is_no_key_is_named(tmp_path):
    answer = run(made_up.written(with_byte_altered("key", 40), tmp_path))
    assert wheres(answer) == ["key"]
    assert answer[1]["checked"]["signed_by"] is None


# --- one proof --------------------------------------------------------------------------------


def proof_of(position: int, index: int | None = None) -> proofs.Proof:
    entry = LEDGER.entries[position]
    proof = proofs.prove_entry(LEDGER.note, LEDGER.subtree, position, entry.nonce, entry.body)
    if index is None:
        return proof
    return proofs.prove_event(proof, entry.nonce, entry.events, index)


@pytest.fixture
def verify_proof(tmp_path: Path) -> Callable[..., Answer]:
    def verify_proof(proof: bytes, *arguments: str | Path) -> Answer:
        file = tmp_path / "one.proof"
        file.write_bytes(proof)
        return run("--proof", file, *(arguments or ("--key", VKEY)))

    return verify_proof


def test_the_proof_of_an_entry_is_verified_and_says_what_it_proved(verify_proof):
    code, said = verify_proof(proof_of(42).json())
    assert (code, said["size"], said["checked"]["position"]) == (0, 600, 42)
    assert said["proved"] == LEDGER.entries[42].body.decode()


def test_the_proof_of_an_event_is_verified_and_says_what_it_proved(verify_proof):
    code, said = verify_proof(proof_of(300, 3).json())
    assert (code, said["checked"]["position"], said["checked"]["event"]) == (0, 300, 3)
    assert said["proved"] == LEDGER.entries[300].events[3].decode()


def test_a_proof_with_another_event_proves_nothing(verify_proof):
    proof = proof_of(300, 3)
    assert proof.event is not None
    other = msgspec.structs.replace(proof.event, body=LEDGER.entries[300].events[2].decode())
    answer = verify_proof(msgspec.structs.replace(proof, event=other).json())
    assert wheres(answer) == ["proof"]
    assert "proved" not in answer[1]


@pytest.mark.parametrize(
    "changes",
    [
        {"position": 43}, {"position": -1}, {"position": True}, {"path": []}, {"path": [1]},
        {"nonce": "00" * 32}, {"nonce": "zz"}, {"body": "{}"}, {"checkpoint": "nothing"},
        {"proof": "another kind"}, {"proof": 1}, {"more": 1}, {"event": {}},
        {"event": {"index": 0, "nonce": "", "path": [], "body": ""}},
    ],
)  # fmt: skip
def test_an_altered_proof_is_not_verified(verify_proof, changes):
    wheres(verify_proof(json.dumps({**json.loads(proof_of(42).json()), **changes}).encode()))


def test_a_proof_whose_nonce_gives_its_end_to_the_body_is_not_verified(verify_proof):
    nonce, body = b"n" * 32, b'{"entry":"ruling"}'
    one = made_up.Ledger((made_up.Entry(nonce, body),))
    proof = proofs.prove_entry(one.note, one.subtree, 0, nonce, body)
    assert verify_proof(proof.json())[0] == 0
    moved = {"nonce": nonce[:16].hex(), "body": (nonce[16:] + body).decode()}
    assert wheres(verify_proof(msgspec.structs.replace(proof, **moved).json())) == ["proof"]


def test_a_proof_is_held_against_the_checkpoint_that_one_kept(verify_proof, tmp_path):
    held = tmp_path / "held"
    held.write_text(str(LEDGER.note))
    assert verify_proof(proof_of(42).json(), "--key", VKEY, "--held", held)[1]["checked"]["held"]
    other = made_up.ledger(600)
    held.write_text(str(other.note))
    answer = verify_proof(proof_of(42).json(), "--key", VKEY, "--held", held)
    assert wheres(answer) == ["held checkpoint"]
    held.write_text(str(signed(LEDGER.checkpoint, SigningKey("amparo.example/x", bytes(32)))))
    assert verify_proof(proof_of(42).json(), "--key", VKEY, "--held", held)[0] == 0
    elsewhere = replace(LEDGER.checkpoint, origin="amparo.example/x")
    held.write_text(str(signed(elsewhere, made_up.KEY)))
    answer = verify_proof(proof_of(42).json(), "--key", VKEY, "--held", held)
    assert wheres(answer) == ["held checkpoint"]
    held.write_text(str(LEDGER.note_at(300)))
    code, said = verify_proof(proof_of(42).json(), "--key", VKEY, "--held", held)
    assert (code, said["checked"]["held"]) == (0, None)
    assert any("whole export" in lack for lack in said["not_checked"])


def test_a_proof_without_a_key_is_not_verified(verify_proof, tmp_path):
    assert wheres(verify_proof(proof_of(42).json(), tmp_path)) == ["key"]


def test_a_proof_may_be_read_beside_the_export_it_came_from(verify_proof, tmp_path):
    made_up.written(EXPORT, tmp_path)
    assert verify_proof(proof_of(42).json(), tmp_path)[0] == 0


# --- what cannot be asked ---------------------------------------------------------------------


def test_what_cannot_be_asked_is_refused_in_words(tmp_path):
    made_up.written(EXPORT, tmp_path)
    questions: list[tuple[str | Path, ...]] = [
        (),
        (tmp_path / "nowhere",),
        (tmp_path, "--key", "not a key"),
        (tmp_path, "--held", tmp_path / "nowhere"),
        (tmp_path, "--held", tmp_path / "key"),
        ("--proof", tmp_path / "nowhere"),
    ]
    for question in questions:
        code, said = run(*question)
        assert (code, said["ok"]) == (2, False)
        assert [problem["where"] for problem in said["problems"]] == ["what was asked"]


def test_a_folder_where_a_file_should_be_is_refused_in_words(tmp_path):
    made_up.written(EXPORT, tmp_path)
    (tmp_path / "bodies.jsonl").unlink()
    (tmp_path / "bodies.jsonl").mkdir()
    assert run(tmp_path)[0] == 2


def test_of_very_many_problems_the_first_are_listed_and_all_are_counted(verify):
    answer = verify(EXPORT | {"bodies.jsonl": b"nothing\n" * 600})
    assert len(wheres(answer)) == 200
    assert answer[1]["problem_count"] >= 600


# --- Ed25519 ----------------------------------------------------------------------------------

RFC_8032_TEST_3 = [
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"  # noqa: ISC004
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
]


def test_the_verifiers_own_ed25519_accepts_the_example_of_the_rfc():
    public, message, signature = (bytes.fromhex(part) for part in RFC_8032_TEST_3)
    assert verifier.ed25519(public, message, signature)
    assert not verifier.ed25519(public, message + b"\0", signature)


def test_the_verifiers_own_ed25519_agrees_with_the_library():
    for number in range(40):
        private = Ed25519PrivateKey.from_private_bytes(sha256(b"%d" % number).digest())
        public, message = private.public_key().public_bytes_raw(), b"Ana" * number
        signature = private.sign(message)
        assert verifier.ed25519(public, message, signature)
        altered = bytearray(signature)
        altered[number] ^= 1
        assert not verifier.ed25519(public, message, bytes(altered))


def test_a_signature_has_no_twin():
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    signature = private.sign(b"Ana")
    order = 2**252 + 27742317777372353535851937790883648493
    twin = (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")
    assert not verifier.ed25519(
        private.public_key().public_bytes_raw(), b"Ana", signature[:32] + twin
    )


@pytest.mark.parametrize(
    "public",
    [b"", bytes(31), b"\xff" * 32, b"\x02" + bytes(31), b"\x01" + bytes(30) + b"\x80"],
    ids=["empty", "short", "too large", "on no curve", "minus zero"],
)
def test_what_is_no_point_of_the_curve_is_no_key(public):
    # Under the point zero, which the last of them nearly is, this would sign everything.
    signs_everything = b"\x01" + bytes(63)
    assert verifier.ed25519(b"\x01" + bytes(31), b"Ana", signs_everything)
    assert not verifier.ed25519(public, b"Ana", signs_everything)
    assert verifier._point(public) is None


def test_a_signature_of_another_length_is_none():
    signature = made_up.KEY.sign("Ana").value
    public = made_up.KEY.public.key
    assert verifier.ed25519(public, b"Ana", signature)
    assert not verifier.ed25519(public, b"Ana", signature + b"\0")
    assert not verifier.ed25519(public, b"Ana", signature[:-1])
