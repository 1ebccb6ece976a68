"""Seals a columnar copy of the ledger at a position, finds it again, and notices if it changed."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from amparo.snapshots.schema import SCHEMAS

MADE_UP = b"amparo.made-up"
"""Whether the children are made up stands in each table's file, so that the digest covers it."""

_ROWS_AT_ONCE = 131_072
"""Rows in one group of a file. Fixed, so that the same rows give the same bytes however they
arrive."""


class SnapshotWrong(Exception):
    """A snapshot cannot be made or opened; the message says what to do about it."""


class Table(msgspec.Struct, frozen=True):
    """One table of a snapshot: the SHA-256 of its file, and how many rows it holds."""

    sha256: str
    rows: int


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """What snapshot.json says."""

    position: int
    digest: str
    made_up: bool
    tables: dict[str, Table]


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed copy, known by its digest: SHA-256 over the sorted lines of table and SHA-256."""

    folder: Path
    position: int
    digest: str
    made_up: bool
    tables: dict[str, Table]

    def path(self, table: str) -> Path:
        return self.folder / f"{table}.parquet"


class Verification(msgspec.Struct, frozen=True):
    """Whether a snapshot's files are the ones that were sealed, and if not, what was found."""

    intact: bool
    found: tuple[str, ...] = ()


Rows: TypeAlias = Any
"""A pyarrow.Table, or pyarrow.RecordBatches one after the other; pyarrow ships no types."""


def seal(folder: Path, position: int, tables: Mapping[str, Rows], *, made_up: bool) -> Snapshot:
    """Write a snapshot under ``folder``. The same rows again give the snapshot that is there.

    A table that is not given is sealed empty. It appears whole or not at all.
    """
    unknown = set(tables) - set(SCHEMAS)
    if unknown:
        raise SnapshotWrong(f"A snapshot has no table {', '.join(sorted(unknown))}.")
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
    try:
        contents = _write(unfinished, position, tables, made_up=made_up)
        return open_snapshot(_put_in_place(unfinished, contents))
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def open_snapshot(folder: Path) -> Snapshot:
    """The snapshot in a folder, by what its snapshot.json says; ``verify`` says if that holds."""
    try:
        contents = msgspec.json.decode((folder / "snapshot.json").read_bytes(), type=Contents)
    except (OSError, msgspec.DecodeError) as error:
        raise SnapshotWrong(
            f"{folder} is not a snapshot: its snapshot.json is not readable. {set_apart(folder)}"
        ) from error
    return Snapshot(folder=folder, **msgspec.structs.asdict(contents))


def set_apart(folder: Path) -> str:
    """What is to be done with a copy that is not as it was sealed."""
    return f"Move {folder} away, as evidence, and ask again: it is sealed anew from the ledger."


def latest(folder: Path) -> Snapshot | None:
    """The snapshot at the highest position; of several there, the one that was made last."""
    return max(sealed_copies(folder), key=_order, default=None)


def sealed_copies(folder: Path) -> list[Snapshot]:
    """Every snapshot that lies there."""
    return [open_snapshot(path.parent) for path in folder.glob("[0-9]*-*/snapshot.json")]


def verify(snapshot: Snapshot) -> Verification:
    """Compare every file with its digest, and the digests with the snapshot's own."""
    found = [
        f"{snapshot.path(name)} is not the file that was sealed"
        for name, table in snapshot.tables.items()
        if not snapshot.path(name).is_file() or _sha256(snapshot.path(name)) != table.sha256
    ]
    if set(snapshot.tables) != set(SCHEMAS):
        found.append("snapshot.json names other tables than a snapshot has")
    if _digest(snapshot.tables) != snapshot.digest:
        found.append("snapshot.json's digest is not that of its tables")
    if not found and _says_made_up(snapshot) != {snapshot.made_up}:
        found.append("snapshot.json says otherwise than the tables whether children are made up")
    return Verification(intact=not found, found=tuple(found))


# --- writing ----------------------------------------------------------------------------------


def _write(folder: Path, position: int, tables: Mapping[str, Rows], *, made_up: bool) -> Contents:
    sealed = {}
    for name, schema in SCHEMAS.items():
        path = folder / f"{name}.parquet"
        marked = schema.with_metadata({MADE_UP: b"yes" if made_up else b"no"})
        rows = _write_table(path, marked, _batches(tables.get(name, ())))
        sealed[name] = Table(_sha256(path), rows)
    contents = Contents(position=position, digest=_digest(sealed), made_up=made_up, tables=sealed)
    written = msgspec.json.format(msgspec.json.encode(contents), indent=2)
    (folder / "snapshot.json").write_bytes(written + b"\n")
    return contents


def _write_table(path: Path, schema: pa.Schema, batches: Iterator[pa.RecordBatch]) -> int:
    rows = 0
    # Every option that changes bytes is fixed here: a new default would change every digest.
    with pq.ParquetWriter(
        path, schema, version="2.6", compression="zstd", compression_level=3,
        data_page_version="1.0", use_dictionary=True, write_statistics=True,
    ) as writer:  # fmt: skip
        for group in _regrouped(batches, schema):
            writer.write_table(group, row_group_size=_ROWS_AT_ONCE)
            rows += group.num_rows
    return rows


def _batches(rows: Rows) -> Iterator[pa.RecordBatch]:
    yield from rows.to_batches() if isinstance(rows, pa.Table) else rows


def _regrouped(batches: Iterator[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    """The same rows in groups of one fixed size, each column in one piece."""
    waiting = schema.empty_table()
    for batch in batches:
        waiting = pa.concat_tables([waiting, _shaped(batch, schema)])
        while waiting.num_rows >= _ROWS_AT_ONCE:
            yield waiting.slice(0, _ROWS_AT_ONCE).combine_chunks()
            waiting = waiting.slice(_ROWS_AT_ONCE)
    if waiting.num_rows:
        yield waiting.combine_chunks()


def _shaped(batch: pa.RecordBatch, schema: pa.Schema) -> pa.Table:
    try:
        if set(batch.schema.names) == set(schema.names):
            return pa.Table.from_batches([batch]).select(schema.names).cast(schema)
    except (ValueError, TypeError):
        pass  # what arrow says may show a value; the columns say enough
    raise SnapshotWrong(
        f"Rows for a snapshot do not fit its columns, or lack a value that each row must have: "
        f"{', '.join(schema.names)}. Nothing was sealed."
    ) from None


def _put_in_place(unfinished: Path, contents: Contents) -> Path:
    place = unfinished.parent / f"{contents.position}-{contents.digest[:12]}"
    if place.exists() and not _is_intact(place):
        # What was altered is evidence: it is set apart, not overwritten.
        place.rename(Path(tempfile.mkdtemp(prefix=f".altered-{place.name}-", dir=place.parent)))
    try:
        unfinished.rename(place)
    except OSError:
        # It is there already, from before or from another process that sealed the same rows.
        if not _is_intact(place):
            raise
    return place


def _is_intact(place: Path) -> bool:
    try:
        return verify(open_snapshot(place)).intact
    except SnapshotWrong:
        return False


# --- digests ----------------------------------------------------------------------------------


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(tables: Mapping[str, Table]) -> str:
    lines = sorted(f"{name} {table.sha256}\n" for name, table in tables.items())
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _says_made_up(snapshot: Snapshot) -> set[bool]:
    marks = [pq.read_schema(snapshot.path(name)).metadata.get(MADE_UP) for name in SCHEMAS]
    return {mark == b"yes" for mark in marks}


def _order(snapshot: Snapshot) -> tuple[int, int]:
    return snapshot.position, (snapshot.folder / "snapshot.json").stat().st_mtime_ns
