"""One record among all: a key index in a database and the Python score, beside Splink's own way."""

# ruff: noqa: S608  what is put into these texts is declared in this room, never sent to it

import logging
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import msgspec
import psycopg
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.blocking_rule_library import CustomRule

from amparo.bench.homes import APP
from amparo.bench.identity_rows import Row
from amparo.identity.weighed import Model, Weighed
from amparo.matching import keys, shipped_model
from amparo.matching.blocking import blocking_keys
from amparo.matching.meeting import in_memory
from amparo.matching.one import weigh
from amparo.matching.prepared import Prepared, prepared
from amparo.matching.splink_rows import comparisons, load
from amparo.matching.ways import ways_of

_LOOKUPS = 500
_BY_SPLINK = 5


class Lookup(msgspec.Struct, frozen=True, kw_only=True):
    """Milliseconds until a record is scored against all that have a key in common with it.

    ``right`` is the share of records with another row of the same child whose heaviest pair is
    one; None where only time was taken. ``candidates`` is their mean number.
    """

    by: str
    rows: int
    p50_ms: float
    p95_ms: float
    candidates: float | None = None
    right: float | None = None


Ask = Callable[[Sequence[int], int], list[tuple[int, bytes]]]
"""Given key tokens and the cap: identities that carry one, and what they show."""


def measure(rows: Sequence[Row], environment: Mapping[str, str] = os.environ) -> list[Lookup]:
    """Look made-up records up in so many rows, in each database and by ``predict_between``."""
    some = Random(5).sample(list(rows), min(_LOOKUPS, len(rows)))  # noqa: S311  # repeats
    with _sqlite(rows) as ask:
        found = [_timed("SQLite", ask, rows, some)]
    if environment.get(APP):
        with _postgresql(rows, environment[APP]) as ask:
            found.append(_timed("PostgreSQL", ask, rows, some))
    return [*found, _by_splink(rows, some[:_BY_SPLINK])]


def token(key: str) -> int:
    """A keyed hash of a blocking key, as a store keeps it: 63 bits of BLAKE2b."""
    return int.from_bytes(blake2b(key.encode(), key=b"bench", digest_size=8).digest()) >> 1


def _timed(by: str, ask: Ask, rows: Sequence[Row], some: Sequence[Row]) -> Lookup:
    model = shipped_model().among(len(rows))
    taken, sizes, right = [], [], []
    children: dict[int, int] = {}
    for row in rows:
        children[row.child] = children.get(row.child, 0) + 1
    for row in some:
        before = perf_counter()
        found = _looked_up(model, ask, row)
        taken.append(1_000 * (perf_counter() - before))
        sizes.append(len(found))
        if children[row.child] > 1:
            best = max(found, key=lambda one: one.bits, default=None)
            right.append(best is not None and rows[_far(best, row)].child == row.child)
    return Lookup(
        by=by,
        rows=len(rows),
        p50_ms=median(taken),
        p95_ms=quantiles(taken, n=20)[-1],
        candidates=sum(sizes) / len(sizes),
        right=sum(right) / len(right) if right else None,
    )


def _far(weighed: Weighed, row: Row) -> int:
    """The place among the rows of the other of a pair."""
    return weighed.one + weighed.other - row.shown.identity - 1


def _looked_up(model: Model, ask: Ask, row: Row) -> list[Weighed]:
    one, identity = prepared(row.shown), row.shown.identity
    candidates = ask([token(key) for key in keys(row.shown)], model.block_cap)
    return [
        weigh(model, one, msgspec.msgpack.decode(told, type=Prepared), (identity, other))
        for other, told in candidates
        if other != identity
    ]


_INDEX = "create index carries on carried (key, identity)"


def _carried(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    return ((token(key), row.shown.identity) for row in rows for key in keys(row.shown))


def _told(rows: Sequence[Row]) -> Iterator[tuple[int, bytes]]:
    return ((row.shown.identity, msgspec.msgpack.encode(prepared(row.shown))) for row in rows)


@contextmanager
def _sqlite(rows: Sequence[Row]) -> Iterator[Ask]:
    with (
        tempfile.TemporaryDirectory(prefix="amparo-bench-") as folder,
        closing(sqlite3.connect(Path(folder) / "index")) as base,
    ):
        base.execute("create table carried (key integer, identity integer)")
        base.execute("create table told (identity integer primary key, row blob)")
        base.executemany("insert into carried values (?, ?)", _carried(rows))
        base.executemany("insert into told values (?, ?)", _told(rows))
        base.execute(_INDEX)
        base.commit()

        def ask(tokens: Sequence[int], cap: int) -> list[tuple[int, bytes]]:
            found: set[int] = set()
            for one in tokens:
                query = "select identity from carried where key = ? limit ?"
                carriers = base.execute(query, (one, cap + 1)).fetchall()
                if len(carriers) <= cap:
                    found.update(identity for (identity,) in carriers)
            marks = ", ".join("?" * len(found))
            query = f"select identity, row from told where identity in ({marks})"
            return base.execute(query, tuple(found)).fetchall()

        yield ask


@contextmanager
def _postgresql(rows: Sequence[Row], url: str) -> Iterator[Ask]:
    """In temporary tables, which the session takes with it.

    The query is prepared and planned once, for its plan is the same whatever is asked, and rows
    come as they are, not as text.
    """
    with psycopg.connect(url, autocommit=True) as base:
        base.execute("create temporary table carried (key bigint, identity bigint)")
        base.execute("create temporary table told (identity bigint primary key, row bytea)")
        for table, lines in (("carried", _carried(rows)), ("told", _told(rows))):
            with base.cursor().copy(f"copy {table} from stdin") as copy:
                for line in lines:
                    copy.write_row(line)
        base.execute(_INDEX)
        base.execute("vacuum analyze carried")  # so that the index alone answers who carries a key
        base.execute("analyze told")
        base.execute("set plan_cache_mode = force_generic_plan")

        def ask(tokens: Sequence[int], cap: int) -> list[tuple[int, bytes]]:
            asked = {"keys": list(tokens), "cap": cap}
            return base.execute(_ASK, asked, prepare=True, binary=True).fetchall()

        yield ask


_ASK = """
    select told.identity, told.row
    from (
        select distinct one.identity
        from unnest(%(keys)s::bigint[]) as asked (key)
        cross join lateral (
            select array_agg(identity) as carriers
            from (
                select identity from carried where carried.key = asked.key limit %(cap)s + 1
            ) as few
        ) as block
        cross join lateral unnest(block.carriers) as one (identity)
        where cardinality(block.carriers) <= %(cap)s
    ) as found
    join told using (identity)
"""


def _by_splink(rows: Sequence[Row], some: Sequence[Row]) -> Lookup:
    """The same model in Splink, one record against all by ``predict_between``."""
    model = shipped_model().among(len(rows))
    taken = []
    with closing(in_memory()) as base:
        _load_with_keys(base, "everybody", rows, model)
        settings = SettingsCreator(
            link_type="link_only",
            unique_id_column_name="told",
            comparisons=comparisons(model),
            blocking_rules_to_generate_predictions=[
                CustomRule("l.keys = r.keys", arrays_to_explode=["keys"])
            ],
            retain_matching_columns=False,
        )
        everybody = DuckDBAPI(base).register("everybody")
        linker = Linker(everybody, settings, log_level=logging.ERROR, validate_settings=False)
        for place, row in enumerate(some):
            _load_with_keys(base, f"one_{place}", [row], model)
            before = perf_counter()
            one = linker._db_api.register(f"one_{place}")  # noqa: SLF001  # of the linker's own base
            linker.inference.predict_between(one, everybody, warning_mode="never")
            taken.append(1_000 * (perf_counter() - before))
    return Lookup(
        by="Splink predict_between", rows=len(rows), p50_ms=median(taken), p95_ms=max(taken)
    )


def _load_with_keys(base: Any, table: str, rows: Sequence[Row], model: Model) -> None:
    ways = ways_of([row.shown for row in rows], model.block_cap)
    load(base, ways)
    carried = [[token(key) for key in blocking_keys(prepared(one))] for one in ways.shown]
    base.register("carried", pa.table({"told": range(len(ways)), "keys": carried}))
    base.execute(
        f"create table {table} as select * from shown join carried using (told)"
    ).fetchall()
    base.execute("drop table shown").fetchall()
    base.unregister("carried")
