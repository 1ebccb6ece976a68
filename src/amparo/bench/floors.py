"""Two floors: what merely counting the files costs, and merely inserting the same events."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import duckdb
from django.db import connection, connections, transaction

from amparo.bench.machine import processor_seconds
from amparo.feeds.manifest import MANIFEST, read_manifest

_PORTION = 33_000
"""Events in one transaction: about what a chunk of rows tells."""

_COUNT_QUOTED = """
    SELECT count(*) FROM read_csv($1, delim=$2, encoding=$3, all_varchar=true, header=true,
        ignore_errors=true, null_padding=true, parallel=false)
"""
_COUNT_PLAIN = """
    SELECT count(*) FROM read_csv($1, delim=$2, encoding=$3, auto_detect=false, header=true,
        columns={'first': 'VARCHAR'}, quote='', escape='', ignore_errors=true, strict_mode=false,
        null_padding=true, parallel=false)
"""
"""The court quotes nothing, and its lines are of any width."""

_EQUAL = {
    "sqlite": """
        CREATE TABLE store_bare (id bigint NOT NULL PRIMARY KEY, identity bigint NOT NULL,
            content bigint NOT NULL, body blob NOT NULL);
        CREATE INDEX store_bare_identity ON store_bare (identity)
    """,
    "postgresql": "CREATE TABLE store_bare (LIKE store_event INCLUDING ALL)",
}
"""A table equal to that of the events, indexes too, which is not append-only."""


def count_files(folders: Iterable[Path]) -> tuple[int, float]:
    """How many lines DuckDB counts in the files of deliveries, and the seconds it takes."""
    started, lines = perf_counter(), 0
    with duckdb.connect() as database:
        for folder in folders:
            for file in read_manifest((folder / MANIFEST).read_bytes()).files:
                found = database.execute(
                    _COUNT_QUOTED if file.delimiter != "\t" else _COUNT_PLAIN,
                    [str(folder / file.name), file.delimiter, file.encoding],
                ).fetchone()
                lines += found[0] if found else 0
    return lines, perf_counter() - started


def insert_events() -> tuple[float, float]:
    """The home's own events once more, into an equal table: seconds, and this process's own."""
    owner = connections["owner" if connection.vendor == "postgresql" else "default"]
    with owner.cursor() as cursor:
        for statement in _EQUAL[owner.vendor].split(";"):
            cursor.execute(statement)
    try:
        took = [_insert(owner, rows) for rows in _events()]
        return sum(seconds for seconds, _ in took), sum(processor for _, processor in took)
    finally:
        with owner.cursor() as cursor:
            cursor.execute("DROP TABLE store_bare")


def _insert(owner: Any, rows: list[tuple[Any, ...]]) -> tuple[float, float]:
    started, at_work = perf_counter(), processor_seconds()
    with transaction.atomic(using=owner.alias), owner.cursor() as cursor:
        if owner.vendor == "postgresql":
            with cursor.copy("COPY store_bare (id, identity, content, body) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany("INSERT INTO store_bare VALUES (%s, %s, %s, %s)", rows)
    return perf_counter() - started, processor_seconds() - at_work


def _events() -> Iterator[list[tuple[Any, ...]]]:
    last = -1
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, identity, content, body FROM store_event WHERE id > %s ORDER BY id"
                " LIMIT %s",
                [last, _PORTION],
            )
            rows = cursor.fetchall()
        if not rows:
            return
        last = rows[-1][0]
        yield rows
