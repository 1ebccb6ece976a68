"""One entry, or one event of a batch, with all that shows it to be in the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from amparo.ledger import entries, merkle
from amparo.ledger.checkpoint import Checkpoint, Note, NotVerified, VerificationKey, verified

_KIND: Final = "amparo-ledger-proof-1"


class EventPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where one event stands in its batch. Hashes and nonces are in hexadecimal."""

    index: int
    nonce: str
    path: tuple[str, ...]
    body: str


class Proof(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where one entry stands in the ledger; `event` where the entry is a batch and one is meant.

    `nonce` opens the entry's commitment (`entries.opening`). Anyone can check a proof with
    nothing but `verifier.py` and the log's public key.
    """

    proof: str
    checkpoint: str
    position: int
    path: tuple[str, ...]
    nonce: str
    body: str
    event: EventPart | None = None

    def json(self) -> bytes:
        """The proof as a file."""
        return msgspec.json.encode(self)


@dataclass(frozen=True, slots=True)
class Proved:
    """What a proof showed: this body stands at this position of the ledger of that checkpoint."""

    checkpoint: Checkpoint
    position: int
    body: str


def prove_entry(
    note: Note, subtree: merkle.Subtree, position: int, nonce: bytes, body: bytes
) -> Proof:
    """The proof that `body`, kept under `nonce`, is entry `position` at the note's checkpoint.

    `subtree` reads the tree of that size (`tiles.subtrees`). IndexError where the checkpoint is
    older than the entry.
    """
    path = merkle.inclusion_proof(subtree, position, Checkpoint.parse(note.text).size)
    opened_by = entries.opening(nonce, body)
    return Proof(_KIND, str(note), position, _hex(path), opened_by.hex(), body.decode())


def prove_event(batch: Proof, seed: bytes, bodies: Sequence[bytes], index: int) -> Proof:
    """The proof of event `index`, from the proof of its batch's entry and all the batch's bodies.

    `seed` is the nonce under which the batch's entry is kept; the proof does not contain it.
    """
    shown = entries.event_proof(bodies, seed, index)
    event = EventPart(index, shown.nonce.hex(), _hex(shown.path), bodies[index].decode())
    return msgspec.structs.replace(batch, event=event)


def check(proof: bytes, key: VerificationKey) -> Proved | NotVerified:
    """What a proof shows to one who trusts `key`, or why it shows nothing."""
    try:
        read = msgspec.json.decode(proof, type=Proof)
        return _checked(read, key)
    except ValueError as problem:
        return NotVerified(f"This is not a proof: {problem}")


def _checked(proof: Proof, key: VerificationKey) -> Proved | NotVerified:
    if proof.proof != _KIND:
        return NotVerified(f"This is not a proof of the kind {_KIND}.")
    checkpoint = verified(proof.checkpoint, key)
    if isinstance(checkpoint, NotVerified):
        return checkpoint
    if not _in_ledger(proof, checkpoint):
        return NotVerified(f"The body is not entry {proof.position} of this ledger.")
    if proof.event is None:
        return Proved(checkpoint, proof.position, proof.body)
    if not _in_batch(proof.event, proof.body.encode()):
        return NotVerified(f"The body is not event {proof.event.index} of entry {proof.position}.")
    return Proved(checkpoint, proof.position, proof.event.body)


def _in_ledger(proof: Proof, checkpoint: Checkpoint) -> bool:
    nonce = _unhex(proof.nonce)
    if len(nonce) != entries.ENTRY_NONCE_BYTES:
        return False
    leaf = merkle.leaf_hash(entries.commitment(nonce, proof.body.encode()))
    root, size = checkpoint.root, checkpoint.size
    return merkle.includes(root, size, proof.position, leaf, _steps(proof.path))


def _in_batch(event: EventPart, batch: bytes) -> bool:
    if not entries.is_batch(batch):
        return False
    seal = msgspec.json.decode(batch, type=_Sealed)
    shown = entries.EventProof(event.index, seal.count, _unhex(event.nonce), _steps(event.path))
    sealed = entries.BatchSeal(_unhex(seal.root), seal.count)
    return entries.holds_event(sealed, event.body.encode(), shown)


class _Sealed(msgspec.Struct, frozen=True):
    root: str
    count: int


def _hex(path: tuple[bytes, ...]) -> tuple[str, ...]:
    return tuple(step.hex() for step in path)


def _steps(path: tuple[str, ...]) -> tuple[bytes, ...]:
    return tuple(_unhex(step) for step in path)


def _unhex(text: str) -> bytes:
    value = bytes.fromhex(text)
    if value.hex() != text:  # Python would also take spaces and capitals
        raise ValueError("A hash is written in small hexadecimal letters.")
    return value
