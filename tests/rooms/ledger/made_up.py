"""A small ledger about made-up children, and the folder that an outsider is given of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from amparo.ledger import entries, export, merkle, tiles
from amparo.ledger.checkpoint import Checkpoint, Note, SigningKey, signed

ORIGIN = "amparo.example/made-up"
KEY = SigningKey(ORIGIN, sha256(b"a made-up key").digest())
PEOPLE = ("Ana", "Mateo", "Lucía", "Diego", "Xóchitl", "Tomás", "K’inich", "Rosa")


@dataclass(frozen=True)
class Entry:
    """What the store keeps of one entry: its secret, its body, and a batch's events."""

    nonce: bytes
    body: bytes
    events: tuple[bytes, ...] = ()

    @property
    def commitment(self) -> bytes:
        return entries.entry_commitment(self.nonce, self.body)


@dataclass(frozen=True)
class Ledger:
    """Entries in their order, and everything that follows from them."""

    entries: tuple[Entry, ...]

    @property
    def size(self) -> int:
        return len(self.entries)

    @cached_property
    def commitments(self) -> list[bytes]:
        return [entry.commitment for entry in self.entries]

    @cached_property
    def files(self) -> dict[str, bytes]:
        return tiles.grow({}, 0, self.commitments)

    @property
    def subtree(self) -> merkle.Subtree:
        return tiles.subtrees(self.files, self.size)

    @cached_property
    def checkpoint(self) -> Checkpoint:
        return self.checkpoint_at(self.size)

    @cached_property
    def note(self) -> Note:
        return signed(self.checkpoint, KEY)

    def checkpoint_at(self, size: int) -> Checkpoint:
        return Checkpoint(ORIGIN, size, merkle.root(merkle.leaf_hashes(self.commitments[:size])))

    def note_at(self, size: int) -> Note:
        """What the ledger published when it had so many entries."""
        return signed(self.checkpoint_at(size), KEY)

    def exported(self) -> dict[str, bytes]:
        """The files of the export, by path."""
        return {
            export.CHECKPOINT: str(self.note).encode(),
            export.KEY: str(KEY.public).encode(),
            export.BODIES: b"".join(self._body_lines()),
            export.EVENTS: b"".join(self._event_lines()),
            **self.files,
        }

    def _body_lines(self) -> list[bytes]:
        return [
            export.body_line(position, entry.nonce, entry.body)
            for position, entry in enumerate(self.entries)
        ]

    def _event_lines(self) -> list[bytes]:
        return [
            export.event_line(position, index, event)
            for position, entry in enumerate(self.entries)
            for index, event in enumerate(entry.events)
        ]


def ledger(size: int, batch_at: Sequence[int] = (1,), events: int = 5) -> Ledger:
    """A ledger of `size` entries, those at `batch_at` being batches of so many events."""
    return Ledger(
        tuple(
            batch(position, [event(position, index) for index in range(events)])
            if position in batch_at
            else Entry(nonce(position), disclosure(position))
            for position in range(size)
        )
    )


def batch(position: int, events: Sequence[bytes]) -> Entry:
    seed = nonce(position)
    body = entries.seal_batch(events, seed).body({"feed": "placements"})
    return Entry(seed, body, tuple(events))


def nonce(position: int) -> bytes:
    return sha256(f"nonce {position}".encode()).digest()


def disclosure(position: int) -> bytes:
    name = PEOPLE[position % len(PEOPLE)]
    return entries.canonical_json({"entry": "disclosure", "number": position, "to": name})


def event(position: int, index: int) -> bytes:
    name = PEOPLE[index % len(PEOPLE)]
    said = f"{name} was placed, {position}/{index}"
    return entries.canonical_json({"event": "placed", "says": said})


def written(files: dict[str, bytes], folder: Path) -> Path:
    """The folder, with these files in it."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder
