"""All identities at once: what an equal number joins, then what Splink weighs, in memory only."""

# ruff: noqa: S608  what is put into these texts is declared in this room, never sent to it

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import chain

import duckdb
import msgspec
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types

from amparo.identity.shown import Shown
from amparo.identity.weighed import Model, Weighed
from amparo.matching.blocking import blocking_keys
from amparo.matching.certain import CERTAIN, certain_sql
from amparo.matching.generic import generic
from amparo.matching.one import heaviest
from amparo.matching.predicting import predicted
from amparo.matching.prepared import Prepared, prepared
from amparo.matching.vetoed import heavy_sql, vetoed_sql

Pair = tuple[int, int]

_LIST = pa.list_(pa.string())
_TEXTS = (
    *("given", "first", "last", "surnames", "surname_first", "surname_last"),
    *("born", "turned", "sex", "country"),
)
_LISTS = ("given_set", "given_sounds", "called", "surname_set", "surname_sounds", "numbers")


class Told(msgspec.Struct):
    """One distinct way of being shown, and the identities that show it, the lowest first.

    Rows without a number stand alone, however equal: equal rows are not the same child.
    ``generic`` says that only a number joins it to anyone (``generic.py``).
    """

    identities: list[int]
    row: Prepared
    a_number: str | None
    family: set[bytes]
    generic: bool = False


def propose(model: Model, shown: Iterable[Shown]) -> list[Weighed]:
    """Every pair that weighs enough to be asked about, or that the sibling veto may have to part.

    What an equal number joins has ``CERTAIN`` bits and is not weighed again. Nothing is written:
    the rows stand in a database in memory that is gone afterwards. A number or a blocking key that
    more identities carry than the model's ``block_cap`` joins and proposes nobody.
    """
    told = distinct(list(shown), model.block_cap)
    with closing(in_memory()) as base:
        load(base, told)
        together = _joined_by_number(base, told)
        found = [Weighed(*pair, CERTAIN) for pair in _certain(told, together)]
        groups = _grouped(told, together)
        _block(base, model, told, groups)
        return [*found, *_weighed(base, model, told, groups)]


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


def distinct(shown: Sequence[Shown], cap: int) -> list[Told]:
    """Every distinct way of being shown; of several A-numbers one way for each."""
    carried = Counter(number for one in shown for number in one.a_numbers)
    suppressed = generic(shown)
    found: dict[object, Told] = {}
    for one in shown:
        numbers = sorted(number for number in one.a_numbers if carried[number] <= cap)
        for number in (*numbers,) or (None,):
            _tell(found, one, number, is_generic=one.identity in suppressed)
    for told in found.values():
        told.identities = sorted(set(told.identities))
    return sorted(found.values(), key=lambda told: told.identities[0])


def _tell(found: dict[object, Told], one: Shown, number: str | None, *, is_generic: bool) -> None:
    alone = number is None or not _would_be_certain(one)
    profile = (one.given, one.surnames, one.born, one.sex, one.country, one.numbers)
    key = (number, *profile, one.identity if alone else None)
    told = found.get(key)
    if told is None:
        found[key] = Told([one.identity], prepared(one), number, set(one.family), is_generic)
    else:
        told.identities.append(one.identity)
        told.family |= one.family
        told.generic |= is_generic


def _would_be_certain(one: Shown) -> bool:
    """Whether an equal number would be corroborated by an equal row."""
    if one.is_nameless:
        return one.born is not None and one.born.month is not None
    return bool(one.given and (one.surnames or (one.born and one.born.day)))


def load(base: duckdb.DuckDBPyConnection, told: Sequence[Told]) -> None:
    columns: dict[str, pa.Array] = {
        "told": pa.array(range(len(told)), pa.int64()),
        "carried": pa.array([len(one.identities) for one in told], pa.int64()),
        "a_number": pa.array([one.a_number for one in told], pa.string()),
        "family": pa.array([list(one.family) or None for one in told], pa.list_(pa.binary())),
        "generic": pa.array([one.generic for one in told], pa.bool_()),
    }
    for name in _TEXTS:
        columns[name] = pa.array([getattr(one.row, name) or None for one in told], pa.string())
    for name in _LISTS:
        columns[name] = pa.array([getattr(one.row, name) or None for one in told], _LIST)
    base.register("loaded", pa.table(columns))
    base.execute("create table shown as select * from loaded").fetchall()
    base.unregister("loaded")


def _joined_by_number(base: duckdb.DuckDBPyConnection, told: Sequence[Told]) -> list[Pair]:
    """Pairs of places in ``told`` that an equal number joins, or that one identity showed."""
    pairs = base.execute(_CERTAIN_PAIRS).fetchall()
    first: dict[int, int] = {}
    for place, one in enumerate(told):
        pairs += [(first[identity], place) for identity in one.identities if identity in first]
        first.update((identity, place) for identity in one.identities)
    return pairs


def _certain(told: Sequence[Told], together: Iterable[Pair]) -> set[Pair]:
    """The pairs of identities that an equal number joins: to the lowest of each way of showing."""
    within = ((one.identities[0], other) for one in told for other in one.identities[1:])
    across = ((told[one].identities[0], told[other].identities[0]) for one, other in together)
    return {(min(pair), max(pair)) for pair in chain(within, across) if pair[0] != pair[1]}


def _grouped(told: Sequence[Told], together: Iterable[Pair]) -> list[int]:
    """The group of each place in ``told``, as its lowest place: what has been joined already."""
    lowest = list(range(len(told)))
    for one, other in together:
        first, second = _lowest(lowest, one), _lowest(lowest, other)
        lowest[max(first, second)] = min(first, second)
    return [_lowest(lowest, place) for place in range(len(told))]


def _lowest(of: list[int], place: int) -> int:
    while of[place] != place:
        of[place] = of[of[place]]
        place = of[place]
    return place


def _block(
    base: duckdb.DuckDBPyConnection, model: Model, told: Sequence[Told], groups: Sequence[int]
) -> None:
    """Make the table that Splink reads: with keys that somebody else carries, and not too many."""
    places, keys = array("q"), array("q")
    for place, one in enumerate(told):
        for key in blocking_keys(one.row):
            places.append(place)
            keys.append(hash(key))  # two keys of one hash only bring rows together to be weighed
    table = {"told": pa.array(places), "key": pa.array(keys)}
    base.register("told_keys", pa.table(table))
    base.register("told_groups", pa.table({"told": range(len(told)), "together": groups}))
    base.execute(_BLOCKED, [model.block_cap]).fetchall()
    base.unregister("told_keys")
    base.unregister("told_groups")


def _weighed(
    base: duckdb.DuckDBPyConnection, model: Model, told: Sequence[Told], groups: Sequence[int]
) -> list[Weighed]:
    """The heaviest weight of every two identities, and the vetoes that could matter to it."""
    pairs = predicted(base, model, "blocked")
    heavy = base.execute(heavy_sql(model, pairs)).fetchall()
    joinable = [(one, other) for one, other, bits, vetoed in heavy if not vetoed]
    components = _grouped(told, [*enumerate(groups), *joinable])
    base.register("told_components", pa.table({"told": range(len(told)), "component": components}))
    vetoed = base.execute(vetoed_sql(model, pairs)).fetchall()
    found: dict[Pair, list[Weighed]] = {}
    for one, other, bits, siblings in chain(heavy, vetoed):
        first, second = sorted((told[one].identities[0], told[other].identities[0]))
        found.setdefault((first, second), []).append(Weighed(first, second, bits, siblings))
    return [heaviest(ways) for ways in found.values()]


_CERTAIN_PAIRS = f"""
    with numbered as (
        select told, unnest(list_append(coalesce(numbers, []), a_number)) as number from shown
    ),
    met as (
        select distinct l.told as told_l, r.told as told_r
        from numbered l join numbered r on l.number = r.number and l.told < r.told
    )
    select told_l, told_r from met
    join (select {", ".join(f"{name} as {name}_l" for name in ("told", *_TEXTS, *_LISTS))}
          from shown) using (told_l)
    join (select {", ".join(f"{name} as {name}_r" for name in ("told", *_TEXTS, *_LISTS))}
          from shown) using (told_r)
    where {certain_sql()}
"""

_BLOCKED = """
    create table blocked as
    with useful as (
        select key from told_keys join shown using (told) join told_groups using (told)
        group by key
        having sum(carried) <= ? and min(together) < max(together)
    ),
    keyed as (
        select told, list(key) as keys from told_keys semi join useful using (key) group by told
    )
    select shown.*, together, keys
    from shown join told_groups using (told) join keyed using (told)
"""
