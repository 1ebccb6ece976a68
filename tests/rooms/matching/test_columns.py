"""A batch compares columns: at the levels, by the keys, and to the bit as two records are."""

from collections import defaultdict
from contextlib import closing
from itertools import combinations
from random import Random
from typing import Any

import duckdb
import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.identity.clustering import cluster
from amparo.identity.groups import Groups
from amparo.identity.weighed import Weighed
from amparo.matching import given_names, meeting, propose, same_name, score, shipped_model
from amparo.matching.blocking import blocking_keys
from amparo.matching.certain import CERTAIN, all_certain, certain
from amparo.matching.columns import WIDE, columns_of
from amparo.matching.levels import FIELDS
from amparo.matching.meeting import in_memory, with_common_keys, with_equal_numbers
from amparo.matching.prepared import prepared
from amparo.matching.splink_rows import load
from amparo.matching.ways import ways_of
from tests.rooms.matching.made_up import shown, town

MODEL = shipped_model()
NOISES = ("tuned", "scanned", "unseen")


def town_of(noise: str, many: int = 500) -> list[Any]:
    return [row.shown for row in town(many, noise)]


def compared(ways) -> list[Any]:
    """What is compared of each way, as of a single record."""
    return [
        msgspec.structs.replace(prepared(one), a_numbers=(number,) if number else ())
        for one, number in zip(ways.shown, ways.a_numbers, strict=True)
    ]


def some_pairs(number: int, many: int = 6_000) -> tuple[Any, ...]:
    """Any pairs; and of each row those next in the order of birth, which often agree."""
    chance = Random(8)
    pairs = [chance.sample(range(number), 2) for _ in range(many)]
    return tuple(np.array(column, np.int64) for column in zip(*pairs, strict=True))


def named(field, place: int) -> str | None:
    return None if place < 0 else field.levels[place].name


def name_of(level) -> str | None:
    return None if level is None else level.name


@pytest.mark.parametrize("noise", NOISES)
def test_columns_agree_at_the_levels_at_which_two_records_do(noise):
    ways = ways_of(town_of(noise), MODEL.block_cap)
    columns, rows = columns_of(ways), compared(ways)
    with closing(in_memory()) as base:
        (met,) = with_common_keys(base, ways, columns, range(len(ways)), MODEL.block_cap)
    pairs = [np.concatenate(both) for both in zip(met, some_pairs(len(ways)), strict=True)]
    for field in FIELDS:
        levels = field.all_levels(columns, *pairs).tolist()
        for one, other, place in zip(*(side.tolist() for side in pairs), levels, strict=True):
            alone = field.level(rows[one], rows[other])
            assert named(field, place) == name_of(alone), (rows[one], rows[other])


@pytest.mark.parametrize("noise", NOISES)
def test_a_model_is_trained_on_the_same_levels_as_two_records_agree_at(noise):
    """Splink counts them in SQL."""
    ways = ways_of(town_of(noise, 300), MODEL.block_cap)
    rows = compared(ways)
    with closing(in_memory()) as base:
        load(base, ways)
        for field in FIELDS:
            assert sql_levels(base, field) == {
                (one, other): name_of(field.level(rows[one], rows[other]))
                for one, other in combinations(range(0, len(rows), 2), 2)
            }


def sql_levels(base: duckdb.DuckDBPyConnection, field) -> dict[Any, Any]:
    levels = " ".join(f"when {level.sql} then '{level.name}'" for level in field.levels)
    names = [name for name, *_ in base.execute("describe shown").fetchall()]
    sides = (
        f"(select {', '.join(f'{name} as {name}_{side}' for name in names)} from shown)"
        for side in "lr"
    )
    found = base.execute(
        f"select told_l, told_r, case when {field.untold_sql} then null {levels} end"
        f" from {' join '.join(sides)}"
        " on told_l < told_r and told_l % 2 = 0 and told_r % 2 = 0"
    ).fetchall()
    return {(one, other): level for one, other, level in found}


@pytest.mark.parametrize("noise", NOISES)
def test_in_a_batch_rows_meet_by_the_keys_of_single_records(noise, monkeypatch):
    monkeypatch.setattr(meeting, "_ROWS_AT_ONCE", 100)
    cap = 4
    ways = ways_of(town_of(noise, 800), cap)
    with closing(in_memory()) as base:
        parts = [*with_common_keys(base, ways, columns_of(ways), range(len(ways)), cap)]
    carriers = defaultdict(list)
    for place, row in enumerate(ways.shown):
        for key in blocking_keys(prepared(row)):
            carriers[key].append(place)
    sizes = ways.identities.sizes
    met = {
        pair
        for carrying in carriers.values()
        if sum(sizes[place] for place in carrying) <= cap
        for pair in combinations(carrying, 2)
    }
    assert any(len(carrying) > cap for carrying in carriers.values())
    found = [pair for part in parts for pair in zip(*(side.tolist() for side in part), strict=True)]
    assert len(parts) > 1
    assert sorted(found) == sorted(met)


@pytest.mark.parametrize("noise", NOISES)
def test_an_equal_number_joins_in_a_batch_whom_it_joins_alone(noise):
    ways = ways_of(town_of(noise, 1_000), MODEL.block_cap)
    columns, rows = columns_of(ways), compared(ways)
    with closing(in_memory()) as base:
        one, other = with_equal_numbers(base, ways, MODEL.block_cap)
    joined = all_certain(columns, one, other).tolist()
    alone = [certain(rows[a], rows[b]) for a, b in zip(one.tolist(), other.tolist(), strict=True)]
    assert joined == alone
    assert {True, False} == set(joined)


WORDS = st.sampled_from(
    (
        *("ANA", "ANITA", "ROSA", "J", "JOSE", "CHEPE", "LUIS", "LUZ", "LUISA", "LOPEZ", "LOPES"),
        *("PAZ", "DELACRUZ", "CRUZ", "H", "ÑANDU", "АНА", "MARIAELENA", "MARIA", "ELENA"),
    )
)
DATES = st.sampled_from(
    ["", "2010", "2010-05", "2010-05-07", "2010-07-05", "2010-05-17", "2012-05-07", "2010-01-01"]
)


@st.composite
def records(draw) -> list[Any]:
    names = [" ".join(draw(st.lists(WORDS, max_size=WIDE + 2))) for _ in range(4)]
    numbers = [draw(st.sampled_from(["990000001", "990000010", "990000003", "1"])) for _ in "ab"]
    return [
        shown(1, *names[:2], draw(DATES), numbers[0], sex=draw(st.sampled_from("MF"))),
        shown(2, *names[2:], draw(DATES), numbers[1], family=frozenset({b"home"})),
        shown(3, *names[::2], draw(DATES), sex="F", family=frozenset({b"home"})),
    ]


@given(records())
def test_whatever_is_written_a_batch_weighs_it_as_a_single_record_is_weighed(told):
    by_identity = {one.identity: one for one in told}
    for edge in propose(MODEL, told):
        alone = score(MODEL, by_identity[edge.one], by_identity[edge.other])
        assert edge.bits == pytest.approx(alone.bits)
        assert edge.siblings == alone.siblings


@pytest.mark.parametrize("noise", NOISES)
def test_children_come_out_as_if_every_pair_were_weighed_by_itself(noise):
    rows = town_of(noise, 400)
    pairs = [score(MODEL, one, other) for one, other in combinations(rows, 2)]
    keyed = {one.identity: set(blocking_keys(prepared(one))) for one in rows}
    proposed = propose(MODEL, rows)
    certain_of = Groups({}, {})
    for edge in proposed:
        if edge.bits == CERTAIN and certain_of.of(edge.one) is not certain_of.of(edge.other):
            certain_of.join(certain_of.of(edge.one), certain_of.of(edge.other))
    lowest = set(ways_of(rows, MODEL.block_cap).lowest.tolist())
    # What an equal number has joined is not weighed again in a batch, nor kept apart, and equal
    # rows with an equal number count once.
    met = [
        one
        for one in pairs
        if one.bits >= CERTAIN
        or (
            lowest.issuperset(one.pair)
            and (keyed[one.one] & keyed[one.other])
            and certain_of.of(one.one) is not certain_of.of(one.other)
        )
    ]
    identities = [one.identity for one in rows]
    # A third record that tells both names stands for two that tell one each, as in a run.
    given = {one.identity: given_names(one) for one in rows}

    def children_of(edges: list[Weighed]) -> set[frozenset[int]]:
        at = MODEL.thresholds
        return set(cluster(identities, edges, at, given=given, same_name=same_name).entities)

    alone, batch = children_of(met), children_of(proposed)
    # There they know of each other's sponsors, too.
    assert len(batch - alone) <= 0.01 * len(batch)
