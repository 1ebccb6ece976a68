"""Which rows of a batch meet, to be weighed: those that carry an equal number, or a common key.

The keys are those of ``blocking.py``, by the codes of columns in place of texts; a test holds the
two to one another.
"""

# ruff: noqa: S608  what is put into these texts is declared in this room, never sent to it

from collections.abc import Iterator, Sequence

import duckdb
import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types

from amparo.matching.coded import Codes, Column, Places
from amparo.matching.columns import Columns
from amparo.matching.ways import Ways

Met = tuple[Places, Places]
"""Pairs of rows: the places of the one, which is the lower, and of the other."""


def in_memory() -> duckdb.DuckDBPyConnection:
    """A database of its own, that fetches no extension and spills nothing to disk."""
    base = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "temp_directory": "",
        },
    )
    base.execute("set enable_progress_bar = false").fetchall()
    return base


def with_equal_numbers(base: duckdb.DuckDBPyConnection, ways: Ways, cap: int) -> Met:
    """Pairs of rows with a number in common that no more than ``cap`` identities carry."""
    numbers = Codes().listed(
        [
            (*one.numbers, number) if number else one.numbers
            for one, number in zip(ways.shown, ways.a_numbers, strict=True)
        ]
    )
    _table(base, "numbered", place=numbers.of, number=numbers.codes)
    _table(base, "carrying", place=np.arange(len(ways)), carried=ways.identities.sizes)
    return _pairs(base, _WITH_EQUAL_NUMBERS, cap)


def with_common_keys(
    base: duckdb.DuckDBPyConnection,
    ways: Ways,
    columns: Columns,
    groups: Sequence[int],
    cap: int,
) -> Iterator[Met]:
    """Pairs of rows with a key in common, that are not of one group already, in several parts.

    A key counts that no more than ``cap`` identities carry. In parts, because pairs grow faster
    than rows, and nobody needs all of them at a time.
    """
    _load_rows(base, ways, columns, groups)
    _load_names(base, columns)
    base.execute(_KEYS).fetchall()
    base.execute(_KEPT, [cap]).fetchall()
    parts = -(-len(ways) // _ROWS_AT_ONCE)
    for part in range(parts):
        yield _pairs(base, _WITH_COMMON_KEYS, parts, part)


_ROWS_AT_ONCE = 50_000
"""So many rows meet all others in one part."""


def _load_rows(
    base: duckdb.DuckDBPyConnection,
    ways: Ways,
    columns: Columns,
    groups: Sequence[int],
) -> None:
    _table(
        base,
        "rows",
        place=np.arange(len(ways)),
        together=np.asarray(groups, np.int64),
        carried=ways.identities.sizes,
        given=columns.given_names.of_row,
        surnames=columns.surname_names.of_row,
        year=columns.year,
        day=np.where(columns.turned > 0, np.minimum(columns.day, columns.turned), columns.day),
        of_year=columns.day % 10_000,
    )
    codes = Codes()
    for name, numbers in (
        ("a_numbers", codes.listed([one.a_numbers for one in ways.shown])),
        ("numbers", codes.listed([one.numbers for one in ways.shown])),
    ):
        _table(base, name, place=numbers.of, number=numbers.codes)


def _load_names(base: duckdb.DuckDBPyConnection, columns: Columns) -> None:
    given, surnames = columns.given_names, columns.surname_names
    for name, listed in (
        ("given_sounds", given.sounds),
        ("called", given.called),
        ("surname_sounds", surnames.sounds),
    ):
        _table(base, name, name=listed.of, sound=listed.codes)


def _table(base: duckdb.DuckDBPyConnection, table: str, /, **columns: Column) -> None:
    base.register("loaded", pa.table({key: pa.array(one) for key, one in columns.items()}))
    base.execute(f"create table {table} as select * from loaded").fetchall()
    base.unregister("loaded")


def _pairs(base: duckdb.DuckDBPyConnection, query: str, *asked: int) -> Met:
    found = base.execute(query, asked).fetchnumpy()
    return np.asarray(found["one"]), np.asarray(found["other"])


_WITH_EQUAL_NUMBERS = """
    with useful as (
        select number from numbered join carrying using (place)
        group by number having sum(carried) <= ? and count(*) > 1
    ),
    kept as (select place, number from numbered semi join useful using (number))
    select distinct l.place as one, r.place as other
    from kept l join kept r on l.number = r.number and l.place < r.place
"""

_KEYS = """
    create table keys as
    with given_words as (
        select name, sound from given_sounds union select name, sound from called
    ),
    words as (
        select place, year, day, sound from rows join given_words on given = name where year > 0
        union
        select place, year, day, sound from rows join surname_sounds on surnames = name
        where year > 0
    ),
    names as (
        select place, sound, true as of_given from rows join given_sounds on given = name
        union all
        select place, sound, false from rows join surname_sounds on surnames = name
    )
    select place, hash(1, number) as key from a_numbers
    union all
    select place, hash(2, number) from numbers
    union all
    select l.place, hash(3, l.year, l.sound, r.sound)
    from words l join words r on l.place = r.place and l.sound < r.sound
    union all
    select place, hash(4, day, sound) from words where day > 0
    union all
    select place, hash(5, of_year, sound) from rows join given_sounds on given = name where day > 0
    union all
    select distinct one.place, hash(6, one.sound, l.sound, r.sound)
    from names one
    join names l on l.place = one.place and l.of_given <> one.of_given
    join names r on r.place = one.place and r.of_given = l.of_given and l.sound < r.sound
"""

_KEPT = """
    create table kept as
    with useful as (
        select key from keys join rows using (place)
        group by key having sum(carried) <= ? and min(together) < max(together)
    )
    select place, key, together
    from keys semi join useful using (key) join rows using (place)
"""

_WITH_COMMON_KEYS = """
    select distinct l.place as one, r.place as other
    from kept l join kept r on l.key = r.key and l.place < r.place and l.together <> r.together
    where l.place % ? = ?
"""
