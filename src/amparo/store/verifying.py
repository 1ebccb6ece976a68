"""Reads every entry and every body again, and says which of them is not what was sealed."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import msgspec
from django.db import DatabaseError, connection

from amparo.events import Sealed, read_event
from amparo.ledger import Frontier, VerificationKey, seal_batch, verified
from amparo.ledger.checkpoint import Checkpoint, NotVerified
from amparo.ledger.entries import entry_commitment
from amparo.ledger.merkle import leaf_hash
from amparo.ledger.tiles import commitments
from amparo.store import models, sealing, tellings, verifying_accounts
from amparo.store.bulk import as_bytes, ask
from amparo.store.deliveries import in_words
from amparo.store.one_moment import one_moment
from amparo.store.problem import Problem
from amparo.store.sealing import PER_BATCH
from amparo.store.tile_files import Tiles
from amparo.store.vault import commitment_to

_PORTION = 2_000


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """What was read again, and every problem found. ``ok`` only where there is none."""

    ok: bool
    origin: str
    size: int
    root: str
    entries: int
    events: int
    rulings: int
    vaulted: int
    staged: int
    problems: tuple[Problem, ...]


class _Batch(msgspec.Struct, frozen=True):
    """What a batch's entry says of the events or rulings it seals."""

    position: int
    nonce: bytes
    says: dict[str, Any]


class _Reading:
    """One reading of the whole ledger."""

    def __init__(self, folder: Path, key: VerificationKey) -> None:
        self.key, self.tiles = key, Tiles(folder)
        self.problems: list[Problem] = []
        self.batches: dict[int, _Batch] = {}
        self.deliveries: list[dict[str, Any]] = []
        self.expunged: set[str] = set()
        self.counts = {"entries": 0, "event": 0, "ruling": 0, "vaulted": 0, "staged": 0}
        self.root = Frontier().root()

    def problem(self, where: str, what: str) -> None:
        self.problems.append(Problem(where, what))


def verify(folder: Path, key: VerificationKey) -> Verification:
    """Verify the store against its signed checkpoint and the tiles in ``folder``.

    Whatever cannot even be read is a problem found, never a reason to stop. Looks may be written
    down meanwhile: what is verified is the ledger as of one moment.
    """
    with one_moment():
        return _verify(folder, key)


def _verify(folder: Path, key: VerificationKey) -> Verification:
    reading = _Reading(folder, key)
    checkpoint = Checkpoint(key.name, 0, Frontier().root())
    try:
        checkpoint = _checkpoint(reading)
        _entries(reading, checkpoint)
        for table in ("event", "ruling"):
            _bodies(reading, table)
        _deliveries(reading)
        _tellings(reading)
        _keys(reading)
        reading.problems.extend(verifying_accounts.problems())
    except (DatabaseError, ValueError, TypeError, KeyError, msgspec.MsgspecError) as wrong:
        reading.problem("ledger", f"it cannot be read to its end: {wrong}")
    return Verification(
        ok=not reading.problems,
        origin=key.name,
        size=checkpoint.size,
        root=reading.root.hex(),
        entries=reading.counts["entries"],
        events=reading.counts["event"],
        rulings=reading.counts["ruling"],
        vaulted=reading.counts["vaulted"],
        staged=reading.counts["staged"],
        problems=tuple(reading.problems),
    )


def _checkpoint(reading: _Reading) -> Checkpoint:
    note = sealing.latest_note()
    if note is None:
        if models.Sequenced.objects.exists():
            reading.problem("checkpoint", "there are entries and no checkpoint")
        return Checkpoint(reading.key.name, 0, Frontier().root())
    found = verified(note, reading.key)
    if isinstance(found, NotVerified):
        reading.problem("checkpoint", found.because)
        return Checkpoint(reading.key.name, sealing.latest_frontier().size, Frontier().root())
    _compare_with_the_disk(reading, note, found)
    return found


def _compare_with_the_disk(reading: _Reading, note: str, found: Checkpoint) -> None:
    """The tiles may be ahead of what is read, by what was sealed since; else they are as of it."""
    on_disk = _on_disk(reading.tiles, found.size)
    if on_disk == note:
        return
    later = verified(on_disk, reading.key) if on_disk else None
    if not isinstance(later, Checkpoint) or later.size <= found.size:
        reading.problem("checkpoint", "the checkpoint on the disk is not the latest one")


def _on_disk(tiles: Tiles, size: int) -> str:
    """The checkpoint beside the tiles, once they have had the time to grow to a size."""
    until = monotonic() + _TO_GROW
    while tiles.size() < size and monotonic() < until:
        sleep(_AGAIN)
    return tiles.get("checkpoint", b"").decode()


_TO_GROW = 1.0
"""Seconds after a checkpoint was signed in which its tiles must have been written."""

_AGAIN = 0.02


def _entries(reading: _Reading, checkpoint: Checkpoint) -> None:
    """Every entry in its place, its commitment as it is in the tiles, the root as it was signed."""
    frontier, published = Frontier(), _published(reading, checkpoint.size)
    expected = 0
    for rows in _sequenced():
        hashes = []
        for position, entry, nonce, body in rows:
            if position != expected:
                reading.problem(f"position {expected}", "the entry is gone")
                expected = position
            expected += 1
            hashes.append(leaf_hash(_commitment(reading, position, nonce, body, published)))
            _remember(reading, position, entry, nonce, body)
        frontier = frontier.append(hashes)
    reading.root = frontier.root()
    if (frontier.size, reading.root) != (checkpoint.size, checkpoint.root):
        reading.problem("ledger", "the entries do not add up to the signed checkpoint")


def _sequenced() -> Iterator[list[tuple[int, int, bytes | None, bytes | None]]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.position, s.entry, e.nonce, e.body FROM store_sequenced s"
            " LEFT JOIN store_entry e ON e.id = s.entry ORDER BY s.position"
        )
        while rows := cursor.fetchmany(_PORTION):
            yield rows


def _published(reading: _Reading, size: int) -> Iterator[bytes | None]:
    """The commitments in the tiles: a second copy, by which an altered entry is named."""
    try:
        yield from commitments(reading.tiles, size)
    except (KeyError, ValueError) as wrong:
        reading.problem("tiles", f"an entry bundle is missing or cut short: {wrong}")
    while True:
        yield None


def _commitment(
    reading: _Reading,
    position: int,
    nonce: bytes | None,
    body: bytes | None,
    published: Iterator[bytes | None],
) -> bytes:
    before = next(published)
    if nonce is None or body is None:
        reading.problem(f"position {position}", "the entry is gone")
        return before or b"\0" * 32
    try:
        now = entry_commitment(as_bytes(nonce), as_bytes(body))
    except ValueError as wrong:
        reading.problem(f"position {position}", f"the entry was altered: {wrong}")
        return before or b"\0" * 32
    if before is not None and now != before:
        reading.problem(f"position {position}", "the entry is not the one that was sealed here")
    return now


def _remember(
    reading: _Reading, position: int, entry: int, nonce: bytes | None, body: bytes | None
) -> None:
    if nonce is None or body is None:
        return
    reading.counts["entries"] += 1
    try:
        says = msgspec.json.decode(as_bytes(body), type=dict[str, Any])
    except msgspec.MsgspecError:
        reading.problem(f"position {position}", "the entry cannot be read")
        return
    if says.get("entry") == "batch":
        reading.batches[entry] = _Batch(position, as_bytes(nonce), says)
    elif says.get("entry") == "delivery":
        reading.deliveries.append(says)
    elif says.get("entry") == "expungement":
        reading.expunged.add(says["of"])


def _bodies(reading: _Reading, table: str) -> None:
    """Every batch of a table: whole, in order, as sealed, and nothing beside it."""
    met: set[int] = set()
    for entry, rows in _groups(table):
        batch = reading.batches.get(entry)
        if batch is None:
            _unsealed(reading, table, entry, len(rows))
            continue
        met.add(entry)
        _batch(reading, table, entry, batch, rows)
    for entry, batch in reading.batches.items():
        if batch.says.get("of") == f"{table}s" and entry not in met:
            reading.problem(f"position {batch.position}", f"every {table} of the batch is gone")


def _unsealed(reading: _Reading, table: str, entry: int, count: int) -> None:
    """Rows of a delivery that was never accepted are no problem; rows from nowhere are."""
    if models.Entry.objects.filter(pk=entry, content__isnull=False).exists():
        reading.counts["staged"] += count
        return
    reading.problem(f"{table} {entry * PER_BATCH}", f"{count} {table}s that no entry sealed")


def _batch(
    reading: _Reading, table: str, entry: int, batch: _Batch, rows: list[tuple[Any, ...]]
) -> None:
    bodies = [as_bytes(row[-1]) for row in rows]
    reading.counts[table] += len(rows)
    _missing(reading, table, entry, batch, rows)
    whole = len(bodies) <= PER_BATCH - 24 and bool(bodies)
    if not whole or seal_batch(bodies, batch.nonce).root.hex() != batch.says.get("root"):
        what = f"of {table}s {rows[0][0]} to {rows[-1][0]} not all are what was sealed"
        file = batch.says.get("file")
        problem = Problem(f"position {batch.position}", what, entry if file else None, file)
        reading.problems.append(problem)
    if table == "event":
        _events(reading, batch, rows)
    else:
        _rulings(reading, rows)


def _missing(
    reading: _Reading, table: str, entry: int, batch: _Batch, rows: list[tuple[Any, ...]]
) -> None:
    first = entry * PER_BATCH
    held = {row[0] for row in rows}
    for number in range(first, first + int(batch.says.get("count", 0))):
        if number not in held:
            reading.problem(f"{table} {number}", "it is gone")


def _events(reading: _Reading, batch: _Batch, rows: list[tuple[Any, ...]]) -> None:
    """What stands beside a body says the same as the body; the vault is what it commits to."""
    names = dict(
        ask("SELECT id, name FROM store_identity WHERE id IN ({})", list({row[1] for row in rows}))
    )
    files = dict(
        ask("SELECT id, digest FROM store_content WHERE id IN ({})", list({row[2] for row in rows}))
    )
    vaulted = dict(
        ask(
            "SELECT event, ciphertext FROM store_vault WHERE event IN ({})",
            [row[0] for row in rows],
        )
    )
    for number, identity, content, body in rows:
        try:
            event = read_event(as_bytes(body))
        except msgspec.MsgspecError:
            reading.problem(f"event {number}", "its body cannot be read")
            continue
        if names.get(identity) != event.of:
            reading.problem(f"event {number}", "it stands under another identity than it is of")
        if files.get(content) != batch.says.get("file"):
            reading.problem(f"event {number}", "it stands under another file than told it")
        if isinstance(event, Sealed) and event.vault:
            reading.counts["vaulted"] += 1
            ciphertext = vaulted.get(number)
            if ciphertext is None or commitment_to(as_bytes(ciphertext)) != event.vault:
                reading.problem(f"event {number}", "its vault is gone or altered")


def _rulings(reading: _Reading, rows: list[tuple[Any, ...]]) -> None:
    """What stands beside a ruling's body says the same as the body."""
    numbers = list({one for row in rows for one in row[1:3]})
    names = dict(ask("SELECT id, name FROM store_identity WHERE id IN ({})", numbers))
    for number, one, other, same, kind, body in rows:
        try:
            says = msgspec.json.decode(as_bytes(body), type=dict[str, Any])
        except msgspec.MsgspecError:
            reading.problem(f"ruling {number}", "its body cannot be read")
            continue
        told = ([names.get(one), names.get(other)], kind or "same", same)
        if told != (says.get("of"), says.get("ruling"), says.get("ruling") == "same"):
            reading.problem(f"ruling {number}", "it stands otherwise than its body says")


_COLUMNS = {"event": "id, identity, content, body", "ruling": "id, one, other, same, kind, body"}


def _groups(table: str) -> Iterator[tuple[int, list[tuple[Any, ...]]]]:
    """The rows of a table by the entry that numbers them, in order; read batch by batch."""
    last, group = -1, list[tuple[Any, ...]]()
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {_COLUMNS[table]} FROM store_{table} WHERE id > %s ORDER BY id"  # noqa: S608
                " LIMIT 20000",
                [last],
            )
            rows = cursor.fetchall()
        if not rows:
            break
        last = rows[-1][0]
        for row in rows:
            if group and row[0] // PER_BATCH != group[0][0] // PER_BATCH:
                yield group[0][0] // PER_BATCH, group
                group = []
            group.append(row)
    if group:
        yield group[0][0] // PER_BATCH, group


def _deliveries(reading: _Reading) -> None:
    """Every accepted delivery stands as the ledger's entry says, and no other stands."""
    sealed: dict[tuple[Any, ...], Mapping[str, Any]] = {
        (says["delivery"], says["manifest"]): says for says in reading.deliveries
    }
    for row in models.Delivery.objects.all():
        says = sealed.pop((row.digest, row.manifest), None)
        if says is None:
            reading.problem(f"delivery {row.folder}", "no entry of the ledger tells of it")
            continue
        if _instants(row) != (says["learned_at"], says["arrived_at"]):
            reading.problem(f"delivery {row.folder}", "the time it was learned was altered")
        if not _as_manifest(row):
            reading.problem(f"delivery {row.folder}", "it stands otherwise than its manifest says")
        _tallies(reading, row, says)
    for says in sealed.values():
        reading.problem(f"delivery {says['folder']}", "it is gone")


def _tellings(reading: _Reading) -> None:
    """Whatever a person told stands as the entry that seals it says, and nothing else stands."""
    told = {entry: one for entry, one in reading.batches.items() if "told" in one.says}
    for row in models.Telling.objects.all():
        batch = told.pop(row.entry, None)
        if batch is None:
            reading.problem(f"telling {row.pk}", "no entry of the ledger tells of it")
        elif not tellings.entry_says(batch.says, row):
            reading.problem(f"telling {row.pk}", "it stands otherwise than its entry says")
    for batch in told.values():
        reading.problem(f"position {batch.position}", "who told it is gone")


def _as_manifest(row: models.Delivery) -> bool:
    says = msgspec.json.decode(row.manifest, type=dict[str, Any])
    told = (row.feed, row.sequence, row.mode, row.backfilled, row.made_up)
    return told == (
        says["feed"],
        says["sequence"],
        says["mode"],
        says.get("backfill", False),
        says.get("made_up", False),
    )


def _tallies(reading: _Reading, row: models.Delivery, says: Mapping[str, Any]) -> None:
    """How the lines were accounted for, and that each line set aside is still there."""
    carried = list(models.Delivered.objects.filter(delivery=row.pk).order_by("id"))
    if [one.tally for one in carried] != [file["tally"] for file in says["files"]]:
        reading.problem(f"delivery {row.folder}", "the account of its lines was altered")
        return
    for one in carried:
        aside = models.SetAsideRow.objects.filter(content=one.content).count()
        if aside != one.tally["set_aside"]:
            reading.problem(
                f"delivery {row.folder}",
                f"{one.tally['set_aside']} lines were set aside, {aside} are there",
            )


def _keys(reading: _Reading) -> None:
    """Every identity in the vault has its key, unless the ledger says that it was expunged."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT i.name FROM store_vault v JOIN store_identity i ON i.id = v.identity"
            " LEFT JOIN store_vaultkey k ON k.identity = v.identity WHERE k.identity IS NULL"
        )
        keyless = {name for (name,) in cursor.fetchall()}
    for name in sorted(keyless - reading.expunged):
        reading.problem(f"vault of {name}", "its key is gone and no order to forget is recorded")


def _instants(row: models.Delivery) -> tuple[str, str]:
    return in_words(row.learned_at), in_words(row.arrived_at)
