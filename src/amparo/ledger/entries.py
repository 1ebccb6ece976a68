"""What is put in the ledger: a commitment to each entry, and one for a batch of events."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import msgspec

from amparo.ledger import merkle

MOST_IN_A_BATCH: Final = 1_000
ENTRY_NONCE_BYTES: Final = 32
EVENT_NONCE_BYTES: Final = 16


def commitment(nonce: bytes, body: bytes) -> bytes:
    """What the ledger shows of a body: SHA-256(nonce ‖ body), 32 bytes.

    Without the nonce nobody can tell a guessed body from the true one, so that tiles may be
    public. An entry's nonce has 32 bytes, an event's 16. ValueError for any other length.
    """
    # A boundary that could move between nonce and body would let one commitment open two ways.
    if len(nonce) not in (ENTRY_NONCE_BYTES, EVENT_NONCE_BYTES):
        raise ValueError(f"A nonce has 32 bytes, or 16 for an event, and not {len(nonce)}.")
    return sha256(nonce + body).digest()


def opening(nonce: bytes, body: bytes) -> bytes:
    """The value that opens an entry's commitment: its nonce, but for a batch one derived from it.

    A batch's own nonce is the seed of all its events' nonces. A proof of one event must open
    the batch's commitment; were it opened by the seed, whoever holds the proof could test
    guesses at the events beside it.
    """
    if len(nonce) != ENTRY_NONCE_BYTES:
        raise ValueError(f"An entry's nonce has 32 bytes and not {len(nonce)}.")
    return sha256(nonce + _BATCH_ITSELF).digest() if is_batch(body) else nonce


def entry_commitment(nonce: bytes, body: bytes) -> bytes:
    """The leaf data of an entry, whether it is a batch or stands alone: 32 bytes."""
    return commitment(opening(nonce, body), body)


def is_batch(body: bytes) -> bool:
    """Whether a body is that of a batch: a canonical JSON object whose `entry` is `batch`."""
    if b'"entry":"batch"' not in body:
        return False
    try:
        said = json.loads(body, object_pairs_hook=_said_once)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and said.get("entry") == "batch"


def canonical_json(value: object) -> bytes:
    """A value as JSON in exactly one way: sorted keys, no spaces, UTF-8.

    Takes what msgspec takes: dates, enums, structs, dataclasses, besides plain values. ValueError
    for a number that JSON cannot say.
    """
    text = _CANONICAL.encode(value)
    # msgspec writes NaN as null; null means that nobody told us, which is something else.
    if b"null" in text:
        json.dumps(msgspec.to_builtins(value), allow_nan=False)
    return text


@dataclass(frozen=True, slots=True)
class BatchSeal:
    """What binds the events of one batch, in their order: the Merkle root over them."""

    root: bytes
    count: int

    def body(self, more: Mapping[str, object] | None = None) -> bytes:
        """The body of the batch's own entry: `entry`, `count`, `root`, and what the caller adds.

        A proof of any one event shows this body: add nothing that is about one child.
        ValueError where an addition would take the place of one of the three.
        """
        said = {"entry": "batch", "count": self.count, "root": self.root.hex()}
        taken = sorted(said.keys() & (more or {}).keys())
        if taken:
            raise ValueError(f"A batch already says {', '.join(taken)}; choose other words.")
        return canonical_json({**(more or {}), **said})


@dataclass(frozen=True, slots=True)
class EventProof:
    """That one event stands at `index` in a batch of `count`: its nonce, and the path upwards."""

    index: int
    count: int
    nonce: bytes
    path: tuple[bytes, ...]


def seal_batch(bodies: Sequence[bytes], seed: bytes) -> BatchSeal:
    """Seals up to 1,000 events in order; `seed` is the nonce of the batch's own entry, 32 bytes.

    ValueError for an empty batch, one too large, or a seed of another length.
    """
    return BatchSeal(merkle.root(_event_leaves(bodies, seed)), len(bodies))


def event_nonce(seed: bytes, index: int) -> bytes:
    """The nonce of event `index` of a batch, 16 bytes: it tells nothing about the others."""
    return sha256(seed + _INDEX[index]).digest()[:EVENT_NONCE_BYTES]


def event_proof(bodies: Sequence[bytes], seed: bytes, index: int) -> EventProof:
    """The proof of event `index` of a batch. IndexError where the batch has no such event."""
    subtree = merkle.subtrees(_event_leaves(bodies, seed))
    path = merkle.inclusion_proof(subtree, index, len(bodies))
    return EventProof(index, len(bodies), event_nonce(seed, index), path)


def holds_event(seal: BatchSeal, body: bytes, proof: EventProof) -> bool:
    """Whether `proof` shows this very body in the batch so sealed."""
    if proof.count != seal.count or len(proof.nonce) != EVENT_NONCE_BYTES:
        return False
    leaf = merkle.leaf_hash(commitment(proof.nonce, body))
    return merkle.includes(seal.root, seal.count, proof.index, leaf, proof.path)


def _event_leaves(bodies: Sequence[bytes], seed: bytes) -> list[bytes]:
    if not 1 <= len(bodies) <= MOST_IN_A_BATCH:
        raise ValueError(f"A batch has 1 to {MOST_IN_A_BATCH} events and not {len(bodies)}.")
    if len(seed) != ENTRY_NONCE_BYTES:
        raise ValueError(f"A batch's seed has 32 bytes and not {len(seed)}.")
    # Written out rather than called: twelve million events pass here, at about 1.7 µs each.
    return merkle.leaf_hashes(
        sha256(sha256(seed + number).digest()[:EVENT_NONCE_BYTES] + body).digest()
        for number, body in zip(_INDEX, bodies, strict=False)
    )


def _said_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    # An object that says a word twice means one thing to one reader and another to the next.
    said = dict(pairs)
    if len(said) != len(pairs):
        raise ValueError("A word is said twice.")
    return said


def _numbered(count: Iterable[int]) -> tuple[bytes, ...]:
    return tuple(number.to_bytes(4, "big") for number in count)


_INDEX: Final = _numbered(range(MOST_IN_A_BATCH))
_BATCH_ITSELF: Final = b"\xff\xff\xff\xff"  # no event has this index, nor ever will: see the limit
_CANONICAL: Final = msgspec.json.Encoder(order="sorted")
