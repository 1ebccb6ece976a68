"""Whatever is told: nobody in two entities, no forbidden pair in one, and no order matters."""

import random

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from amparo.identity.clustering import Clustered, cluster
from amparo.identity.weighed import Thresholds, Weighed

AT = Thresholds(join=4, complain=1, ask=0)
PEOPLE = range(8)


class Told(msgspec.Struct):
    """All that a clustering is told."""

    edges: list[Weighed]
    must: list[tuple[int, int]]
    cannot: list[tuple[int, int]]
    numbers: dict[int, frozenset[str]]
    shown: list[frozenset[int]]
    given: dict[int, frozenset[str]]

    def clustered(self) -> Clustered:
        return cluster(
            PEOPLE,
            self.edges,
            AT,
            must=self.must,
            cannot=self.cannot,
            numbers=self.numbers,
            shown=self.shown,
            given=self.given,
        )

    def without(self, *names: str) -> "Told":
        return msgspec.structs.replace(self, **{name: [] for name in names})


def _shown(places: list[int]) -> list[frozenset[int]]:
    """Two disjoint entities at most."""
    both = (frozenset(one for one in PEOPLE if places[one] == place) for place in (0, 1))
    return [entity for entity in both if entity]


pairs = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)).filter(
    lambda two: two[0] < two[1]
)
edges = st.builds(
    lambda pair, bits, siblings: Weighed(pair[0], pair[1], float(bits), siblings),
    pairs,
    st.integers(-3, 12),
    st.booleans(),
)
few_pairs = st.lists(pairs, max_size=4, unique=True)
numbers = st.frozensets(st.sampled_from(["A1", "A2", "A3"]), max_size=2)
told = st.builds(
    Told,
    st.lists(edges, max_size=20, unique_by=lambda edge: edge.pair),
    few_pairs,
    few_pairs,
    st.dictionaries(st.sampled_from(PEOPLE), numbers),
    st.lists(st.integers(0, 3), min_size=len(PEOPLE), max_size=len(PEOPLE)).map(_shown),
    st.dictionaries(st.sampled_from(PEOPLE), st.frozensets(st.sampled_from("ABC"), max_size=2)),
)


def _inside(found: Clustered, pair: tuple[int, int]) -> bool:
    return any({*pair} <= entity for entity in found.entities)


@given(told)
def test_every_identity_is_in_exactly_one_entity(told):
    members = [one for entity in told.clustered().entities for one in entity]
    assert sorted(members) == list(PEOPLE)


@given(told, st.integers(0, 9))
def test_no_order_of_what_is_told_matters(told, seed):
    chance = random.Random(seed)
    parts = {name: getattr(told, name) for name in ("edges", "must", "cannot", "shown")}
    shuffled = {name: chance.sample(part, len(part)) for name, part in parts.items()}
    assert msgspec.structs.replace(told, **shuffled).clustered() == told.clustered()


@given(told)
def test_no_pair_that_a_person_ruled_apart_is_inside_an_entity(told):
    found = told.clustered()
    assert not any(_inside(found, pair) for pair in told.cannot)


@given(told)
def test_siblings_are_inside_an_entity_only_where_a_person_or_a_third_row_put_them(told):
    found = told.without("must", "shown").clustered()
    vetoed = [edge.pair for edge in told.edges if edge.siblings]
    assert all(_explained(told, found, pair) for pair in vetoed if _inside(found, pair))


def _explained(told: Told, found: Clustered, pair: tuple[int, int]) -> bool:
    """Whether a third row of the entity tells both given names."""
    (entity,) = [entity for entity in found.entities if {*pair} <= entity]
    one, other = (told.given.get(identity, frozenset()) for identity in pair)
    others = [told.given.get(third, frozenset()) for third in entity - {*pair}]
    return bool(one | other) and any(one | other <= third for third in others)


@given(told)
def test_what_people_ruled_one_child_is_one_child(told):
    found = told.without("cannot").clustered()
    assert all(_inside(found, pair) for pair in told.must)


@given(told)
def test_nothing_that_was_shown_moves_by_weight(told):
    entities = told.without("must", "cannot").clustered().entities
    for entity in told.shown:
        (whole,) = [whole for whole in entities if not whole.isdisjoint(entity)]
        assert entity <= whole
        assert all(other.isdisjoint(whole) for other in told.shown if other != entity)


@given(told)
def test_entities_hold_together_by_weight_and_rulings_alone(told):
    told = told.without("cannot", "shown")
    heavy = {edge.pair for edge in told.edges if edge.bits >= AT.join and not edge.siblings}
    for entity in told.clustered().entities:
        inside = [pair for pair in heavy | {*told.must} if {*pair} <= entity]
        reached = {min(entity)}
        while more := {one for pair in inside if {*pair} & reached for one in pair} - reached:
            reached |= more
        assert reached == entity


@given(told)
def test_a_review_shows_side_by_side_what_can_be_compared(told):
    found = told.clustered()
    for review in found.reviews:
        parts_of_one = any(
            all(part <= entity for part in review.entities) for entity in found.entities
        )
        assert len(review.entities) > 1
        assert len(review.entities) <= 3 or parts_of_one
        assert all(any(one <= whole for whole in found.entities) for one in review.entities)
        assert any({*review.pair} & one for one in review.entities)
