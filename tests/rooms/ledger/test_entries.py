"""A body is bound by its commitment, and events by their batch, in their order."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import msgspec
import pytest

from amparo.ledger import entries, merkle
from tests.rooms.ledger.test_merkle import by_definition

SEED = bytes(range(32))
EVENTS = [f"Ana was placed with Rosa, day {day}".encode() for day in range(7)]


def test_a_commitment_is_the_hash_of_the_nonce_and_then_the_body():
    assert entries.commitment(SEED, b"{}") == sha256(SEED + b"{}").digest()


@pytest.mark.parametrize("length", [0, 15, 17, 31, 33])
def test_a_nonce_of_another_length_is_refused(length):
    with pytest.raises(ValueError, match="nonce has 32 bytes"):
        entries.commitment(bytes(length), b"{}")


def test_a_batch_is_the_tree_over_what_its_events_commit_to():
    leaves = []
    for index, body in enumerate(EVENTS):
        nonce = sha256(SEED + index.to_bytes(4, "big")).digest()[:16]
        leaves.append(merkle.leaf_hash(entries.commitment(nonce, body)))
    assert entries.seal_batch(EVENTS, SEED) == entries.BatchSeal(by_definition(leaves), 7)


def test_every_event_of_a_batch_is_shown_by_its_proof():
    seal = entries.seal_batch(EVENTS, SEED)
    for index, body in enumerate(EVENTS):
        assert entries.holds_event(seal, body, entries.event_proof(EVENTS, SEED, index))


def test_a_proof_shows_no_other_event_of_the_batch():
    seal = entries.seal_batch(EVENTS, SEED)
    proof = entries.event_proof(EVENTS, SEED, 3)
    assert not entries.holds_event(seal, EVENTS[4], proof)
    assert not entries.holds_event(seal, EVENTS[3], replace(proof, index=4))
    assert not entries.holds_event(seal, EVENTS[3], replace(proof, count=8))
    assert not entries.holds_event(replace(seal, count=8), EVENTS[3], proof)


def test_a_proof_whose_nonce_takes_in_the_beginning_of_the_body_shows_nothing():
    seal = entries.seal_batch(EVENTS, SEED)
    proof = entries.event_proof(EVENTS, SEED, 3)
    body = EVENTS[3]
    assert not entries.holds_event(seal, body[16:], replace(proof, nonce=proof.nonce + body[:16]))


def test_the_thousand_events_of_a_full_batch_are_sealed_and_one_more_is_refused():
    thousand = [b"{}"] * 1_000
    seal = entries.seal_batch(thousand, SEED)
    assert entries.holds_event(seal, b"{}", entries.event_proof(thousand, SEED, 999))
    with pytest.raises(ValueError, match="1 to 1000 events and not 1001"):
        entries.seal_batch([b"{}"] * 1_001, SEED)


def test_a_batch_of_one_event_is_that_event():
    seal = entries.seal_batch(EVENTS[:1], SEED)
    leaf = entries.commitment(entries.event_nonce(SEED, 0), EVENTS[0])
    assert seal == entries.BatchSeal(merkle.leaf_hash(leaf), 1)


def test_a_batch_of_nothing_is_refused():
    with pytest.raises(ValueError, match="not 0"):
        entries.seal_batch([], SEED)


@pytest.mark.parametrize("length", [0, 16, 33])
def test_a_seed_of_another_length_is_refused(length):
    with pytest.raises(ValueError, match="seed has 32 bytes"):
        entries.seal_batch(EVENTS, bytes(length))


def test_an_event_that_the_batch_does_not_have_cannot_be_proved():
    with pytest.raises(IndexError):
        entries.event_proof(EVENTS, SEED, 7)


def test_a_batchs_body_says_what_it_is_how_many_and_their_root():
    seal = entries.BatchSeal(bytes(32), 2)
    expected = b'{"count":2,"entry":"batch","feed":"hhs-daily","root":"' + b"00" * 32 + b'"}'
    assert seal.body({"feed": "hhs-daily"}) == expected


@pytest.mark.parametrize("word", ["entry", "count", "root"])
def test_an_addition_cannot_take_the_place_of_what_a_batch_says(word):
    with pytest.raises(ValueError, match=f"already says {word}"):
        entries.BatchSeal(bytes(32), 2).body({word: "forged"})


def test_an_entry_that_stands_alone_is_opened_by_its_nonce():
    body = b'{"entry":"ruling"}'
    assert entries.opening(SEED, body) == SEED
    assert entries.entry_commitment(SEED, body) == sha256(SEED + body).digest()


def test_what_opens_a_batch_does_not_give_away_the_nonces_of_its_events():
    body = entries.seal_batch(EVENTS, SEED).body()
    opened_by = entries.opening(SEED, body)
    assert opened_by == sha256(SEED + b"\xff\xff\xff\xff").digest()
    assert opened_by != SEED
    assert opened_by[:16] not in {entries.event_nonce(SEED, index) for index in range(1_000)}
    assert entries.entry_commitment(SEED, body) == sha256(opened_by + body).digest()


@pytest.mark.parametrize("length", [0, 16, 33])
def test_an_entrys_nonce_has_thirty_two_bytes(length):
    with pytest.raises(ValueError, match="entry's nonce has 32 bytes"):
        entries.entry_commitment(bytes(length), b"{}")


@pytest.mark.parametrize(
    "body",
    [
        b'{"entry":"ruling"}',
        b'{"about":{"entry":"batch"},"entry":"ruling"}',
        b'["entry","batch"]',
        b'"entry":"batch"',
        b'{"entry":"batch","entry":"ruling"}',
        b'{"entry":"ruling","entry":"batch"}',
        b'{"entry":"batch"',
        b"\xff" + b'{"entry":"batch"}',
        b'{"entry":"batch","deep":' + b"[" * 100_000,
    ],
)
def test_only_an_object_that_says_once_that_it_is_a_batch_is_one(body):
    assert not entries.is_batch(body)
    assert entries.is_batch(b'{"count":1,"entry":"batch"}')


def test_json_is_written_in_one_way_only():
    said = {"b": [1, None, True], "a": "Xóchitl", "on": date(2026, 1, 5)}
    expected = '{"a":"Xóchitl","b":[1,null,true],"on":"2026-01-05"}'.encode()
    assert entries.canonical_json(said) == expected
    assert entries.canonical_json(dict(reversed(said.items()))) == expected


def test_the_fields_of_a_typed_fact_are_sorted_too():
    class Placed(msgspec.Struct, tag=True):
        when: date
        by: str

    placed = Placed(date(2026, 1, 5), "ORR")
    assert entries.canonical_json(placed) == b'{"by":"ORR","type":"Placed","when":"2026-01-05"}'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"deep": [float("-inf")]}])
def test_what_is_not_a_number_is_refused_rather_than_called_untold(value):
    with pytest.raises(ValueError, match="not JSON compliant"):
        entries.canonical_json(value)
