"""All rows at once: the same weights as one at a time, and never a merge by attributes alone."""

import msgspec
import pytest

from amparo.identity.clustering import cluster
from amparo.identity.evaluation import evaluate
from amparo.matching import generic, keys, propose, score, shipped_model
from amparo.matching.certain import CERTAIN
from tests.rooms.matching.made_up import shown, town

MODEL = shipped_model()
NAMED = "JOSE LUIS", "LOPEZ CHOC", "2010-05-07"


def joined(rows) -> list[set[int]]:
    edges = propose(MODEL, rows)
    found = cluster([row.identity for row in rows], edges, MODEL.thresholds)
    return [set(entity) for entity in found.entities if len(entity) > 1]


@pytest.fixture(scope="module", params=["tuned", "scanned", "unseen"])
def rows(request):
    return town(1_500, request.param)


@pytest.fixture(scope="module")
def proposed(rows):
    return propose(MODEL, [row.shown for row in rows])


def test_a_batch_and_one_record_weigh_every_pair_alike(rows, proposed):
    by_identity = {row.shown.identity: row.shown for row in rows}
    assert len(proposed) > 1_000
    for edge in proposed:
        alone = score(MODEL, by_identity[edge.one], by_identity[edge.other])
        # Equal rows with an equal number count once, and know of each other's sponsors.
        assert edge.bits == alone.bits or edge.bits - alone.bits == pytest.approx(MODEL.family)
        assert edge.siblings >= alone.siblings or edge.bits == CERTAIN


def test_a_batch_misses_no_pair_that_one_record_would_find(rows, proposed):
    """Of pairs with a common key; what a number has joined is weighed by way of one of them."""
    found = cluster([row.shown.identity for row in rows], proposed, MODEL.thresholds)
    entity_of = {one: entity for entity in found.entities for one in entity}
    pairs = {edge.pair for edge in proposed}
    some = [row.shown for row in rows[:300]]
    at = {one.identity: set(keys(one)) for one in some}
    for place, one in enumerate(some):
        for other in some[:place]:
            if at[one.identity] & at[other.identity]:
                weighed = score(MODEL, one, other)
                heavy = weighed.bits >= MODEL.thresholds.join and not weighed.siblings
                if heavy and weighed.pair not in pairs:
                    both = entity_of[one.identity], entity_of[other.identity]
                    assert max(map(len, both)) > 1


def test_most_rows_find_their_child_and_hardly_any_two_children_are_mixed(rows, proposed):
    truth = {row.shown.identity: row.child for row in rows}
    numbers = {row.shown.identity: row.shown.a_numbers for row in rows}
    entities = cluster(truth, proposed, MODEL.thresholds, numbers=numbers).entities
    found = evaluate(entities, truth)
    assert found.pairs.recall > 0.9
    assert found.pairs.precision > 0.98
    assert found.mixed_children <= 1


def test_rows_that_are_equal_in_everything_are_not_therefore_one_child():
    """Twenty-seven thousand of them, as a desk writes them on a busy day."""
    alike = [shown(one, *NAMED, sex="M", country="GT") for one in range(27_000)]
    assert propose(MODEL, alike) == []


def test_a_few_equal_rows_of_one_agency_are_not_one_child_either():
    alike = [shown(one, *NAMED, sex="M", country="GT") for one in range(3)]
    assert generic(alike) == {0, 1, 2}
    assert joined(alike) == []


def test_equal_rows_with_numbers_are_joined_by_the_numbers():
    alike = [shown(one, *NAMED, f"99000000{one % 3}", sex="M") for one in range(12)]
    assert joined(alike) == [{place, place + 3, place + 6, place + 9} for place in range(3)]


def test_a_block_of_a_hundred_thousand_equal_surnames_proposes_nobody():
    names = [f"{first}{second}O" for first in "BCDFGLMNPRSTV" for second in "AEIOU"]
    block = [shown(one, names[one % len(names)], "LOPEZ", "2010-05-07") for one in range(100_000)]
    assert propose(MODEL, block) == []


def test_a_number_that_everybody_carries_joins_nobody():
    """Filled in where none was known: more carry it than one child has rows."""
    names = ("ANA COC", "EVA TUM", "LUZ PAZ", "INES BAC")
    rows = [
        shown(
            one,
            *names[one % 4].split(),
            f"{1990 + one % 30}-0{one % 9 + 1}-1{one % 7}",
            "999999999",
        )
        for one in range(MODEL.block_cap + 100)
    ]
    assert all(edge.bits < CERTAIN for edge in propose(MODEL, rows))


def test_an_identity_is_found_by_either_way_in_which_it_was_written():
    both = shown(1, *NAMED, agency="CBP"), shown(1, "CHEPE", "XOL", "2011-02-03", agency="CBP")
    others = shown(2, *NAMED, agency="ORR"), shown(3, "CHEPE", "XOL", "2011-02-03", agency="ICE")
    assert joined([*both, *others]) == [{1, 2, 3}]


def test_a_child_with_two_numbers_is_joined_by_either():
    both = shown(1, *NAMED, "990000001", "990000002")
    other = (
        shown(2, "JOSE", "LOPEZ", "2010", "990000001"),
        shown(3, "LUIS", "CHOC", "2010-05-07", "990000002"),
    )
    assert joined([both, *other]) == [{1, 2, 3}]


BAD = [
    shown(1),
    shown(2, "ANA"),
    shown(3, "A" * 200, "B" * 200, "2012-05-07", "990000001"),
    shown(4, "АНА ANA", "ПЕРЕС", "2012-05-07"),
    shown(5, "\u202eANA", "PEREZ\u2066", "2012-05-07"),
    shown(6, "'\";--", "%_\\", "2012-05-07"),
    shown(7, "", "PEREZ", "2012"),
    shown(8, "ANA", "", "2012-13-45"),
]


def test_strange_rows_break_nothing_and_join_nobody():
    assert joined(BAD) == []
    assert joined(
        [*BAD, *(msgspec.structs.replace(one, identity=one.identity + 10) for one in BAD)]
    )


def test_nobody_and_one_row_are_no_trouble():
    assert propose(MODEL, []) == []
    assert propose(MODEL, [shown(1, *NAMED)]) == []


def test_no_file_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    propose(MODEL, [row.shown for row in town(200)])
    assert list(tmp_path.iterdir()) == []
