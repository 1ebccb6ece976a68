"""Verifies the ledger, publishes its checkpoint, proves what stands in it, exports it."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import msgspec

from amparo.actions.home import Home
from amparo.actions.pinpoint import altered_events
from amparo.ledger import (
    VERIFIER_PATH,
    Note,
    body_line,
    consistency_proof,
    continues,
    event_line,
    prove_entry,
    prove_event,
    verified,
)
from amparo.ledger.checkpoint import Checkpoint, NotVerified
from amparo.ledger.export import BODIES, CHECKPOINT, EVENTS, KEY
from amparo.ledger.tiles import bundles_of, subtrees, tiles_of
from amparo.store import sealing, stored_entries
from amparo.store.sealing import PER_BATCH
from amparo.store.tile_files import Tiles
from amparo.store.verifying import Problem, Verification
from amparo.store.verifying import verify as read_again


class NotThere(Exception):
    """What was asked to be proved does not stand in the ledger; the message says so."""


def verify(home: Home, held: str | None = None) -> Verification:
    """Read every entry and body again; with ``held``, also against a checkpoint kept elsewhere."""
    found = read_again(home.ledger, home.signing.public)
    problems = [*found.problems, *_named(home, found)]
    if held and (problem := _against(home, held, found)):
        problems.append(problem)
    return msgspec.structs.replace(found, ok=not problems, problems=tuple(problems))


def _named(home: Home, found: Verification) -> Iterator[Problem]:
    """The altered events themselves, where a batch as a whole is not what was sealed."""
    for problem in found.problems:
        if problem.batch is not None and problem.file is not None:
            yield from altered_events(home, problem.batch, problem.file)


def checkpoint() -> str | None:
    """The latest signed checkpoint."""
    return sealing.latest_note()


def proof(home: Home, event: int) -> str:
    """A proof, in one piece, of one event or ruling by its number."""
    entry, index = divmod(event, PER_BATCH)
    sealed = stored_entries.entry(entry)
    bodies = stored_entries.batch(entry)
    note = sealing.latest_note()
    if sealed is None or note is None or index >= len(bodies):
        raise NotThere(f"No event {event} stands in the ledger.")
    tree = subtrees(Tiles(home.ledger), _size(note))
    batch = prove_entry(Note.parse(note), tree, sealed.position, sealed.nonce, sealed.body)
    return prove_event(batch, sealed.nonce, bodies, index).json().decode()


def export(home: Home, folder: Path, *, bodies: bool) -> None:
    """Write what an outsider needs: checkpoint, key, tiles, the verifier; bodies where allowed."""
    note = sealing.latest_note() or ""
    held = Tiles(home.ledger)
    copy = Tiles(folder)
    for path in (*(tile.path for tile in tiles_of(_size(note))), *bundles_of(_size(note))):
        copy.write(path, held[path])
    copy.write(CHECKPOINT, note.encode())
    copy.write(KEY, f"{home.signing.public}\n".encode())
    copyfile(VERIFIER_PATH, folder / "verifier.py")
    if bodies:
        _export_bodies(folder)


def _export_bodies(folder: Path) -> None:
    with (folder / BODIES).open("wb") as entries, (folder / EVENTS).open("wb") as events:
        for sealed in stored_entries.every_entry():
            entries.write(body_line(sealed.position, sealed.nonce, sealed.body))
            for index, body in enumerate(stored_entries.batch(sealed.entry)):
                events.write(event_line(sealed.position, index, body))


def _against(home: Home, held: str, found: Verification) -> Problem | None:
    """Whether today's ledger continues the one of a checkpoint that somebody kept."""
    kept = verified(held, home.signing.public)
    if isinstance(kept, NotVerified):
        return Problem("held checkpoint", kept.because)
    if kept.size > found.size:
        return Problem("held checkpoint", f"it saw {kept.size} entries; only {found.size} are left")
    tree = subtrees(Tiles(home.ledger), found.size)
    path = consistency_proof(tree, kept.size, found.size)
    if continues(kept.root, kept.size, bytes.fromhex(found.root), found.size, path):
        return None
    return Problem("held checkpoint", "today's ledger does not continue the one it speaks of")


def _size(note: str) -> int:
    return Checkpoint.parse(Note.parse(note).text).size if note else 0
