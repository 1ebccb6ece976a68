"""Counts a figure from a sealed snapshot, and gives the rows behind the number."""

from datetime import date
from typing import Any

import duckdb

from amparo.figures import Asked, Basis, Counted, Figure, Query, counted
from amparo.figures import lineage as lineage_query
from amparo.figures import query as figure_query
from amparo.snapshots.snapshot import Snapshot, SnapshotWrong, set_apart, verify

Answer = list[dict[str, Any]]


def count(
    figure: Figure,
    snapshot: Snapshot,
    on: date,
    known_at: date,
    *,
    threads: int = 2,
    memory: str = "1GB",
) -> Counted:
    """A figure as true on one day and known at another, with everything it was counted from.

    Refuses a snapshot that is not as it was sealed: a number from it would have no ancestors.
    """
    _refuse_altered(snapshot)
    asked = Asked(
        true_on=on,
        known_at=known_at,
        position=snapshot.position,
        snapshot=snapshot.digest,
        made_up=snapshot.made_up,
    )
    query = figure_query(figure, on, known_at)
    on_sealed = figure_query(figure, on, known_at, Basis.SEALED)
    with _connect(snapshot, threads, memory) as connection:
        return counted(
            figure,
            asked,
            query,
            learned=_run(connection, query),
            sealed=_run(connection, on_sealed),
            beside={name: _run(connection, each) for name, each in query.beside.items()},
        )


def lineage(
    figure: Figure,
    snapshot: Snapshot,
    on: date,
    known_at: date,
    limit: int = 100,
    *,
    threads: int = 2,
    memory: str = "1GB",
) -> Answer:
    """The rows behind a figure's value, the first ``limit`` of them, always in the same order."""
    _refuse_altered(snapshot)
    with _connect(snapshot, threads, memory) as connection:
        return _run(connection, lineage_query(figure, on, known_at, limit))


def _refuse_altered(snapshot: Snapshot) -> None:
    verification = verify(snapshot)
    if not verification.intact:
        raise SnapshotWrong(
            f"{'; '.join(verification.found)}. Nothing was counted. {set_apart(snapshot.folder)}"
        )


def _connect(snapshot: Snapshot, threads: int, memory: str) -> duckdb.DuckDBPyConnection:
    """A connection that sees this snapshot's files and nothing else of the machine."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": threads,
            "memory_limit": memory,
            "temp_directory": "",  # rows about children never spill onto a disk
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        },
    )
    folder = str(snapshot.folder.resolve())
    connection.execute("SET allowed_directories = [$folder]".replace("$folder", _quoted(folder)))
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    for table in snapshot.tables:
        file = _quoted(f"{folder}/{table}.parquet")
        connection.execute(f"CREATE VIEW {table} AS FROM read_parquet({file})")
    return connection


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _run(connection: duckdb.DuckDBPyConnection, query: Query) -> Answer:
    ran = connection.execute(query.sql, query.parameters)
    columns = [column[0] for column in ran.description or ()]
    # All of it: a result left unfinished blocks the next statement of its connection.
    return [dict(zip(columns, row, strict=True)) for row in ran.fetchall()]
