"""A proof shows one body in its place, to anyone, and gives nothing else away."""

import json
from hashlib import sha256

import msgspec
import pytest

from amparo.ledger import NotVerified, Proved, entries, proofs
from amparo.ledger.checkpoint import SigningKey
from tests.rooms.ledger import made_up

LEDGER = made_up.ledger(600, batch_at=(7, 300))
KEY = made_up.KEY.public


def entry_proof(position: int) -> proofs.Proof:
    entry = LEDGER.entries[position]
    return proofs.prove_entry(LEDGER.note, LEDGER.subtree, position, entry.nonce, entry.body)


def event_proof(position: int, index: int) -> proofs.Proof:
    batch = LEDGER.entries[position]
    return proofs.prove_event(entry_proof(position), batch.nonce, batch.events, index)


def altered(proof: proofs.Proof, /, **changes: object) -> bytes:
    return json.dumps({**json.loads(proof.json()), **changes}).encode()


def altered_event(proof: proofs.Proof, **changes: object) -> bytes:
    said = json.loads(proof.json())
    return json.dumps({**said, "event": {**said["event"], **changes}}).encode()


@pytest.mark.parametrize("position", [0, 7, 255, 256, 599])
def test_every_entry_is_shown_by_its_proof(position):
    body = LEDGER.entries[position].body.decode()
    proved = proofs.check(entry_proof(position).json(), KEY)
    assert proved == Proved(LEDGER.checkpoint, position, body)


def test_every_event_of_a_batch_is_shown_by_its_proof():
    for index, event in enumerate(LEDGER.entries[300].events):
        proved = proofs.check(event_proof(300, index).json(), KEY)
        assert proved == Proved(LEDGER.checkpoint, 300, event.decode())


def test_a_proof_of_one_event_holds_nothing_that_opens_the_others():
    batch, shown = LEDGER.entries[7], event_proof(7, 2).json().decode()
    assert batch.nonce.hex() not in shown
    for other in (0, 1, 3, 4):
        assert entries.event_nonce(batch.nonce, other).hex() not in shown
    # What it shows of the event beside it is a hash that cannot be tested against guesses.
    opened_by = bytes.fromhex(json.loads(shown)["nonce"])
    beside = entries.commitment(entries.event_nonce(opened_by, 3), batch.events[3])
    assert sha256(b"\x00" + beside).hexdigest() != json.loads(shown)["event"]["path"][0]


def test_a_proof_of_another_body_shows_nothing():
    proof = entry_proof(5)
    for other in (LEDGER.entries[6].body.decode(), proof.body + " ", ""):
        answer = proofs.check(altered(proof, body=other), KEY)
        assert answer == NotVerified("The body is not entry 5 of this ledger.")


def test_a_proof_of_another_event_shows_nothing():
    proof = event_proof(7, 2)
    answer = proofs.check(altered_event(proof, body=LEDGER.entries[7].events[3].decode()), KEY)
    assert answer == NotVerified("The body is not event 2 of entry 7.")


@pytest.mark.parametrize(
    "changes",
    [
        {"position": 6},
        {"position": -1},
        {"position": 600},
        {"position": "5"},
        {"path": []},
        {"nonce": "00" * 32},
        {"nonce": "not hexadecimal"},
        {"body": 5},
        {"proof": "another kind"},
        {"checkpoint": "nothing"},
        {"more": "said"},
        {"event": {}},
        {"event": {"index": 0, "nonce": "", "path": [], "body": "{}"}},
    ],
)
def test_an_altered_proof_shows_nothing(changes):
    assert isinstance(proofs.check(altered(entry_proof(5), **changes), KEY), NotVerified)


@pytest.mark.parametrize(
    "changes",
    [{"index": 3}, {"index": -1}, {"nonce": "00" * 16}, {"path": []}, {"path": ["zz"]}],
)
def test_an_altered_proof_of_an_event_shows_nothing(changes):
    assert isinstance(proofs.check(altered_event(event_proof(7, 2), **changes), KEY), NotVerified)


def test_a_nonce_that_takes_in_the_beginning_of_the_body_shows_nothing():
    proof = entry_proof(5)
    moved = altered(proof, nonce=proof.nonce + proof.body[:4].encode().hex(), body=proof.body[4:])
    assert isinstance(proofs.check(moved, KEY), NotVerified)
    proof = event_proof(7, 2)
    assert proof.event is not None
    event = proof.event
    nonce = event.nonce + event.body[:16].encode().hex()
    assert isinstance(
        proofs.check(altered_event(proof, nonce=nonce, body=event.body[16:]), KEY), NotVerified
    )


def test_a_proof_spelled_in_another_way_shows_nothing():
    proof = entry_proof(5)
    for changes in (
        {"nonce": proof.nonce.upper()},
        {"path": [step.upper() for step in proof.path]},
    ):
        assert isinstance(proofs.check(altered(proof, **changes), KEY), NotVerified)


def test_a_nonce_that_gives_its_end_to_the_body_shows_nothing():
    nonce, body = b"n" * 32, b'{"entry":"ruling"}'
    one = made_up.Ledger((made_up.Entry(nonce, body),))
    proof = proofs.prove_entry(one.note, one.subtree, 0, nonce, body)
    assert isinstance(proofs.check(proof.json(), KEY), Proved)
    moved = altered(proof, nonce=nonce[:16].hex(), body=(nonce[16:] + body).decode())
    assert proofs.check(moved, KEY) == NotVerified("The body is not entry 0 of this ledger.")


def test_only_a_batch_holds_an_event_whatever_else_an_entry_says():
    event = made_up.event(0, 0)
    batch = made_up.batch(0, [event])
    body = batch.body.replace(b'"batch"', b'"claim"')
    one = made_up.Ledger((made_up.Entry(batch.nonce, body),))
    proof = proofs.prove_entry(one.note, one.subtree, 0, batch.nonce, body)
    claimed = proofs.prove_event(proof, batch.nonce, [event], 0)
    assert proofs.check(claimed.json(), KEY) == NotVerified("The body is not event 0 of entry 0.")


def test_a_proof_is_believed_under_no_other_key():
    other = SigningKey(made_up.ORIGIN, bytes(32)).public
    answer = proofs.check(entry_proof(5).json(), other)
    assert isinstance(answer, NotVerified)
    assert "has not signed it" in answer.because


def test_what_is_not_a_proof_at_all_is_said_to_be_none():
    for nonsense in (b"", b"[]", b"\xff", b'{"proof":1}'):
        answer = proofs.check(nonsense, KEY)
        assert isinstance(answer, NotVerified)
        assert "not a proof" in answer.because


def test_a_batch_that_says_nothing_usable_holds_no_event():
    body = entries.canonical_json({"entry": "batch", "count": "five"})
    odd = made_up.Ledger((made_up.Entry(made_up.nonce(0), body),))
    proof = proofs.prove_entry(odd.note, odd.subtree, 0, made_up.nonce(0), body)
    with_event = msgspec.structs.replace(proof, event=proofs.EventPart(0, "00" * 16, (), "{}"))
    assert isinstance(proofs.check(with_event.json(), KEY), NotVerified)


def test_an_entry_younger_than_the_checkpoint_cannot_be_proved():
    entry = LEDGER.entries[500]
    with pytest.raises(IndexError):
        proofs.prove_entry(LEDGER.note_at(500), LEDGER.subtree, 500, entry.nonce, entry.body)
