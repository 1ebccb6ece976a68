"""Verifies the ledger, publishes its checkpoint, proves what stands in it, exports it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from shutil import copyfile
from typing import Any

import msgspec

from amparo.actions.asking import Question, look, look_at_all
from amparo.actions.home import Home
from amparo.actions.pinpoint import altered_events
from amparo.events import read_event
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
from amparo.ledger.export import BODIES, CHECKPOINT, EVENTS, KEY, withheld_line
from amparo.ledger.tiles import bundles_of, subtrees, tiles_of
from amparo.purposes import Action
from amparo.purposes.asker import Asker
from amparo.purposes.labels import (
    ABOUT_NO_CHILD,
    NEVER_COPIED,
    labels_copied,
    labels_of,
    name_label,
)
from amparo.store import children, identities, sealing, stored_entries
from amparo.store.live_grants import spend
from amparo.store.problem import Problem
from amparo.store.records import OF_AMPARO
from amparo.store.sealing import PER_BATCH
from amparo.store.tile_files import Tiles
from amparo.store.verifying import Verification
from amparo.store.verifying import verify as read_again


class NotThere(Exception):
    """What was asked to be proved does not stand in the ledger; the message says so."""


class HoldsNone(Exception):
    """What was kept to verify against holds no checkpoint; the message says so."""


def verify(home: Home, held: str | None = None) -> Verification:
    """Read every entry and body again; with ``held``, also against a checkpoint kept elsewhere.

    ``held`` is a checkpoint, or a copy of who has looked at a child, which carries one; raises
    HoldsNone where it is neither, since nothing is then known against the ledger.
    """
    note = None if held is None else _note_in(held)
    found = read_again(home.ledger, home.signing.public)
    problems = [*found.problems, *_named(home, found)]
    if note is not None and (problem := _against(home, note, found)):
        problems.append(problem)
    return msgspec.structs.replace(found, ok=not problems, problems=tuple(problems))


def _note_in(held: str) -> str:
    try:
        copy = msgspec.json.decode(held, type=dict[str, Any]) if held.startswith("{") else {}
        note = str(copy.get("checkpoint", held))
        Note.parse(note)
    except (ValueError, msgspec.DecodeError):
        raise HoldsNone("It holds no checkpoint: a text, an empty line, signatures.") from None
    return note


def _named(home: Home, found: Verification) -> Iterator[Problem]:
    """The altered events themselves, where a batch as a whole is not what was sealed."""
    for problem in found.problems:
        if problem.batch is not None and problem.file is not None:
            yield from altered_events(home, problem.batch, problem.file)


def checkpoint() -> str | None:
    """The latest signed checkpoint."""
    return sealing.latest_note()


def proof(home: Home, asker: Asker, event: int, clock: datetime) -> str:
    """A proof, in one piece, of one event or ruling by its number; it shows the event's body.

    Raises NotThere, or as ``asking.look`` does: it is a look at the child the event is told of.
    """
    entry, index = divmod(event, PER_BATCH)
    sealed = stored_entries.entry(entry)
    bodies = stored_entries.batch(entry)
    _ask_to_show(home, asker, bodies[index] if index < len(bodies) else b"", clock)
    tiles = Tiles(home.ledger)
    note = tiles.note()  # of the ledger as it is now that the look stands in it
    if sealed is None or note is None or index >= len(bodies):
        raise NotThere(f"No event {event} stands in the ledger.")
    tree = subtrees(tiles, _size(note))
    batch = prove_entry(Note.parse(note), tree, sealed.position, sealed.nonce, sealed.body)
    return prove_event(batch, sealed.nonce, bodies, index).json().decode()


def _ask_to_show(home: Home, asker: Asker, body: bytes, clock: datetime) -> None:
    """A proof is a copy of a body, whole: everything in it must be opened to the asker.

    What a public table tells is about no child, and may be shown to anybody.
    """
    says = msgspec.json.decode(body or b"{}", type=dict[str, Any])
    event = read_event(body) if "event" in says else None
    if type(event) in ABOUT_NO_CHILD:
        return
    ruled: list[str] = says["of"] if "ruling" in says else []
    of = {_child(one) for one in ([event.of] if event else ruled)}
    # A ruling on two children is nobody's to copy, nor is what is kept to some.
    child = of.pop() if len(of) == 1 and type(event) not in NEVER_COPIED else ""
    whole = labels_of(event) if event else frozenset(name_label(name) for name in ruled)
    question = Question(asker=asker, command="ledger prove", action=Action.EXPORT, whole=whole)
    spend(look(home, question, child, clock).grant, clock)


def _child(identity: str) -> str:
    number = identities.number_of(identity)
    return children.memberships([number]).get(number, "") if number is not None else ""


def export(home: Home, asker: Asker | None, folder: Path, clock: datetime) -> None:
    """Write what an outsider needs: checkpoint, key, tiles, the verifier.

    With an ``asker`` also the bodies, which is a copy of every child's record but for the vault and
    for what is kept to some, in whose place stands that it is withheld:
    raises as ``asking.look`` does, and then nothing is written.
    """
    if asker is not None:
        whole = labels_copied() | {OF_AMPARO}
        question = Question(asker=asker, command="ledger export", action=Action.EXPORT, whole=whole)
        spend(look_at_all(home, question, clock).grant, clock)
    copy = Tiles(folder)
    size = _copy_tiles(Tiles(home.ledger), copy)
    copy.write(KEY, f"{home.signing.public}\n".encode())
    copyfile(VERIFIER_PATH, folder / "verifier.py")
    if asker is not None:
        _export_bodies(folder, size)


def _copy_tiles(held: Tiles, copy: Tiles) -> int:
    """The checkpoint beside the tiles and its tiles, whoever looks meanwhile; how many entries."""
    with held.one_writer():
        note = held.note() or ""
        size = _size(note)
        for path in (*(tile.path for tile in tiles_of(size)), *bundles_of(size)):
            copy.write(path, held[path])
    copy.write(CHECKPOINT, note.encode())
    return size


def _export_bodies(folder: Path, size: int) -> None:
    with (folder / BODIES).open("wb") as entries, (folder / EVENTS).open("wb") as events:
        for sealed in takewhile(lambda one: one.position < size, stored_entries.every_entry()):
            bodies = stored_entries.batch(sealed.entry)
            if any(map(_is_kept, bodies)):
                entries.write(withheld_line(sealed.position, _KEPT))
                continue
            entries.write(body_line(sealed.position, sealed.nonce, sealed.body))
            for index, body in enumerate(bodies):
                events.write(event_line(sealed.position, index, body))


_KEPT = "It is kept to the child, counsel, or those who place the child, and is in no copy."


def _is_kept(body: bytes) -> bool:
    """Whether an event's body leaves in no copy. Told at desks, each is a batch of its own."""
    return any(tag in body for tag in _KEPT_TAGS)


_KEPT_TAGS = tuple(f'"event":"{kind.__struct_config__.tag}"'.encode() for kind in NEVER_COPIED)


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
