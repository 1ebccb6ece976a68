"""No altered, dropped, reordered or inserted entry survives verification."""

import json
import tempfile
from contextlib import redirect_stdout
from functools import cache
from hashlib import sha256
from io import StringIO
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from amparo.ledger import NotVerified, Proved, entries, merkle, proofs, tiles, verifier
from tests.rooms.ledger import made_up

HASHES = [sha256(str(number).encode()).digest() for number in range(1_200)]
SEED = bytes(range(32))

sizes = st.integers(0, 1_200)
bodies = st.lists(st.binary(max_size=40), min_size=1, max_size=40)
ascending_pair = st.tuples(sizes, sizes).map(sorted)


@cache
def subtree() -> merkle.Subtree:
    return merkle.subtrees(merkle.leaf_hashes(HASHES))


@cache
def root_at(size: int) -> bytes:
    return merkle.root(merkle.leaf_hashes(HASHES[:size]))


@given(st.lists(st.integers(0, 300), max_size=8))
def test_a_ledger_grown_in_pieces_is_the_ledger_grown_at_once(pieces):
    frontier, held, size = merkle.Frontier(), dict[str, bytes](), 0
    for piece in pieces:
        added = HASHES[size : size + piece]
        frontier = frontier.append(merkle.leaf_hashes(added))
        held |= tiles.grow(held, size, added)
        size += len(added)
    assert frontier.size == size
    assert frontier.root() == root_at(size)
    assert tiles.frontier(held, size) == frontier
    assert held.items() >= tiles.grow({}, 0, HASHES[:size]).items()


@given(sizes)
def test_tiles_give_back_the_entries_they_were_made_of(size):
    held = tiles.grow({}, 0, HASHES[:size])
    assert list(tiles.commitments(held, size)) == HASHES[:size]
    assert list(tiles.leaf_hashes(held, size)) == merkle.leaf_hashes(HASHES[:size])


@given(ascending_pair)
def test_every_ledger_is_shown_to_begin_with_each_of_its_past(pair):
    first, second = pair
    path = merkle.consistency_proof(subtree(), first, second)
    assert merkle.continues(root_at(first), first, root_at(second), second, path)


@given(ascending_pair, st.data())
def test_no_ledger_is_shown_to_begin_with_an_altered_past(pair, data):
    first, second = max(pair[0], 1), max(pair[1], 1)
    place = data.draw(st.integers(0, first - 1))
    altered = [*HASHES[:place], bytes(32), *HASHES[place + 1 : first]]
    path = merkle.consistency_proof(subtree(), first, second)
    past = merkle.root(merkle.leaf_hashes(altered))
    assert not merkle.continues(past, first, root_at(second), second, path)


@given(st.integers(1, 1_200), st.data())
def test_the_path_of_one_leaf_shows_no_other(size, data):
    index, other = (data.draw(st.integers(0, size - 1)) for _ in range(2))
    path = merkle.inclusion_proof(subtree(), index, size)
    leaf = merkle.leaf_hash(HASHES[other])
    assert merkle.includes(root_at(size), size, index, leaf, path) == (index == other)


@given(bodies, st.data())
def test_a_batch_is_sealed_otherwise_when_any_byte_of_any_event_is_altered(events, data):
    index = data.draw(st.integers(0, len(events) - 1))
    altered = list(events)
    altered[index] = data.draw(st.binary(max_size=40).filter(lambda body: body != events[index]))
    assert entries.seal_batch(altered, SEED) != entries.seal_batch(events, SEED)


@given(bodies, st.data())
def test_a_batch_is_sealed_otherwise_when_an_event_is_dropped_inserted_or_moved(events, data):
    index = data.draw(st.integers(0, len(events) - 1))
    seal = entries.seal_batch(events, SEED)
    assert entries.seal_batch([*events[:index], b"{}", *events[index:]], SEED) != seal
    rest = [*events[:index], *events[index + 1 :]]
    if rest:
        assert entries.seal_batch(rest, SEED) != seal
    other = data.draw(st.integers(0, len(events) - 1))
    moved = [*rest[:other], events[index], *rest[other:]]
    assert (entries.seal_batch(moved, SEED) == seal) == (moved == events)


@given(bodies, st.binary(max_size=40), st.data())
def test_the_proof_of_one_event_shows_no_other_body(events, body, data):
    index = data.draw(st.integers(0, len(events) - 1))
    seal, proof = entries.seal_batch(events, SEED), entries.event_proof(events, SEED, index)
    assert entries.holds_event(seal, events[index], proof)
    assert entries.holds_event(seal, body, proof) == (body == events[index])


@given(st.binary(max_size=60) | st.just(b'{"entry":"batch"}'))
def test_what_opens_an_entry_is_the_same_to_us_and_to_the_verifier(body):
    assert verifier._opening(SEED, body) == entries.opening(SEED, body)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
)


@given(st.dictionaries(st.text(max_size=8), json_values, max_size=5))
def test_json_is_the_same_whatever_the_order_in_which_it_was_said(value):
    written = entries.canonical_json(value)
    assert json.loads(written) == value
    assert entries.canonical_json(dict(reversed(value.items()))) == written
    assert entries.canonical_json(json.loads(written)) == written


# --- a whole export ---------------------------------------------------------------------------

LEDGER = made_up.ledger(300, batch_at=(3, 270))
EXPORT = LEDGER.exported()
VKEY = str(made_up.KEY.public)
# A line's end is not part of what the line says, and a key may be written with or without one.
SAYING_SOMETHING = [
    (path, place)
    for path, content in EXPORT.items()
    for place, byte in enumerate(content)
    if byte != ord("\n") or path == "checkpoint"
]


@given(st.sampled_from(SAYING_SOMETHING), st.integers(1, 255))
def test_an_export_with_any_byte_altered_is_not_verified(where, difference):
    path, place = where
    content = bytearray(EXPORT[path])
    content[place] ^= difference
    assert not is_verified(EXPORT | {path: bytes(content)})


@given(st.sampled_from(sorted(EXPORT.keys() - {"events.jsonl", "key"})))
def test_an_export_with_any_other_file_missing_is_not_verified(path):
    # Events may be left out, which is then said; the key is given by the one who asks.
    assert is_verified(EXPORT)
    assert not is_verified({name: content for name, content in EXPORT.items() if name != path})


@given(st.sampled_from(["bodies.jsonl", "events.jsonl"]), st.data())
def test_an_export_with_a_line_dropped_doubled_or_moved_is_not_verified(path, data):
    lines = EXPORT[path].splitlines(keepends=True)
    index, other = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    rest = [*lines[:index], *lines[index + 1 :]]
    moved = [*rest[:other], lines[index], *rest[other:]]
    assert not is_verified(EXPORT | {path: b"".join(rest)})
    assert not is_verified(EXPORT | {path: b"".join([*lines[:index], *lines[index:][:1], *lines])})
    assert is_verified(EXPORT | {path: b"".join(moved)}) == (moved == lines)


@given(st.integers(1, 300), st.data())
def test_no_rewritten_ledger_is_verified_by_one_who_holds_an_older_checkpoint(size, data):
    kept = list(LEDGER.entries)
    index = data.draw(st.integers(0, size - 1))
    other = made_up.Entry(made_up.nonce(999), b"{}")
    change = data.draw(st.sampled_from(["altered", "dropped", "inserted"]))
    kept[index : index + (change != "inserted")] = [] if change == "dropped" else [other]
    rewritten = made_up.Ledger(tuple(kept))
    assert is_verified(rewritten.exported())
    assert not is_verified(rewritten.exported(), held=str(LEDGER.note_at(size)))


@given(st.integers(0, 299), st.data())
def test_an_altered_proof_proves_nothing_to_us_or_to_the_verifier(position, data):
    proof = made_proof(data.draw(st.sampled_from([position, 3, 270])), data)
    assert (is_proved(proof), is_proved_outside(proof)) == (True, True)
    place = data.draw(st.integers(0, len(proof) - 1))
    altered = bytearray(proof)
    altered[place] ^= data.draw(st.integers(1, 255))
    assert (is_proved(bytes(altered)), is_proved_outside(bytes(altered))) == (False, False)


def made_proof(position: int, data: st.DataObject) -> bytes:
    entry = LEDGER.entries[position]
    proof = proofs.prove_entry(LEDGER.note, LEDGER.subtree, position, entry.nonce, entry.body)
    if not entry.events:
        return proof.json()
    index = data.draw(st.integers(0, len(entry.events) - 1))
    return proofs.prove_event(proof, entry.nonce, entry.events, index).json()


def is_proved(proof: bytes) -> bool:
    answer = proofs.check(proof, made_up.KEY.public)
    assert isinstance(answer, Proved | NotVerified)
    return isinstance(answer, Proved)


def is_proved_outside(proof: bytes) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "proof").write_bytes(proof)
        return said_ok("--proof", f"{folder}/proof")


def is_verified(files: dict[str, bytes], held: str | None = None) -> bool:
    with tempfile.TemporaryDirectory() as name:
        folder = made_up.written(files, Path(name))
        if held is None:
            return said_ok(name)
        (folder / "held").write_text(held)
        return said_ok(name, "--held", f"{name}/held")


def said_ok(*arguments: str) -> bool:
    with redirect_stdout(StringIO()) as said:
        code = verifier.main([*arguments, "--key", VKEY])
    ok = json.loads(said.getvalue())["ok"]
    assert ok == (code == 0)
    return bool(ok)
