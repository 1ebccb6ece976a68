"""Joining is a pure function of rows: no order, no splitting, and no number alone joins anyone."""

from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from amparo.identity import By, Kind, Ruling, Seen, corroborated
from amparo.identity import entities as joined
from amparo.identity.membership import disagreements

NUMBERS = [b"A1", b"A2", b"A3"]
GIVEN = [b"ANA", b"MATEO", b"LUCIA"]
SURNAMES = [b"PEREZ", b"CHOC", b"LOPEZ"]
DAY = date(2026, 1, 1)
BORN = [b"", b"2012-05-01", b"2014-03-02"]


def _some(texts):
    return st.frozensets(st.sampled_from(texts), max_size=2)


rows = st.builds(
    Seen, st.integers(1, 6), _some(NUMBERS), _some(GIVEN), _some(SURNAMES), st.sampled_from(BORN)
)
many_rows = st.lists(rows, max_size=12)
pairs = st.frozensets(st.integers(1, 6), min_size=2, max_size=2)
pairs_apart = st.frozensets(pairs, max_size=2)


def entities(seen: list[Seen], apart: frozenset[frozenset[int]] = frozenset()):
    """The groups, where people ruled some pairs apart; who all rows were known on one day."""
    ruled = [
        Ruling(number=place, kind=Kind.DIFFERENT, by=By.PERSON, one=min(pair), other=max(pair))
        for place, pair in enumerate(sorted(apart, key=sorted))
    ]
    return tuple(one.members for one in joined([(DAY, row) for row in seen], ruled))


def _linked(seen: list[Seen], apart: frozenset[frozenset[int]]) -> set[frozenset[int]]:
    """The pairs that the rule joins, row by row, but for those ruled apart."""
    return {
        frozenset((one.identity, other.identity))
        for one in seen
        for other in seen
        if one.identity != other.identity and corroborated(one, other)
    } - apart


def _connected(seen: list[Seen], apart: frozenset[frozenset[int]]) -> set[frozenset[int]]:
    """What the links connect, found by growing each group until nothing joins it any more."""
    links = _linked(seen, apart)
    groups = set()
    for row in seen:
        group = {row.identity}
        while more := {one for link in links if link & group for one in link} - group:
            group |= more
        groups.add(frozenset(group))
    return groups


@given(many_rows, pairs_apart, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(seen, apart, random):
    shuffled = random.sample(seen, len(seen))
    assert entities(shuffled, apart) == entities(seen, apart)


@given(many_rows, pairs_apart)
def test_every_identity_is_in_exactly_one_entity(seen, apart):
    members = [identity for group in entities(seen, apart) for identity in group]
    assert sorted(members) == sorted({row.identity for row in seen})


@given(many_rows)
def test_entities_are_what_the_links_connect_and_nothing_more(seen):
    assert set(entities(seen)) == _connected(seen, frozenset())


@given(many_rows, pairs_apart)
def test_whatever_connects_them_a_pair_ruled_apart_is_never_one_child(seen, apart):
    for group in entities(seen, apart):
        assert not any(pair <= group for pair in apart)
        assert any(group <= whole for whole in _connected(seen, frozenset()))


@given(many_rows, many_rows)
def test_more_rows_never_separate_anyone(before, news):
    after = entities([*before, *news])
    for group in entities(before):
        assert any(group <= whole for whole in after)


@given(rows, rows)
def test_two_rows_speak_of_one_child_or_not_whichever_is_asked_first(one, other):
    assert corroborated(one, other) == corroborated(other, one)


@given(many_rows)
def test_an_a_number_on_two_children_is_no_merge(seen):
    """Children of different given names stay apart, whatever numbers are on their papers."""
    of_one_name = [row for row in seen if len(row.given_names) == 1]
    names = {row.identity: row.given_names for row in of_one_name}
    consistent = [row for row in of_one_name if names[row.identity] == row.given_names]
    for group in entities(consistent):
        assert len({names[identity] for identity in group}) == 1


@given(st.permutations(GIVEN), st.integers(2, 3), st.sampled_from(BORN), st.data())
def test_siblings_and_twins_with_a_wrong_a_number_stay_two_children(given_names, many, born, data):
    """They share surnames, twins the birth date too, and every number may be a sibling's."""
    numbers = _some(NUMBERS)
    family = [
        Seen(number, data.draw(numbers), frozenset({name}), frozenset({b"PEREZ"}), born)
        for number, name in enumerate(given_names[:many], start=1)
    ]
    assert entities(family) == tuple(frozenset({row.identity}) for row in family)


@given(many_rows)
def test_rows_without_a_common_number_are_never_joined(seen):
    for one, other in ((one, other) for one in seen for other in seen):
        if one.numbers.isdisjoint(other.numbers):
            assert not corroborated(one, other)


# --- rulings, replayed ------------------------------------------------------------------------

kinds = st.sampled_from([Kind.SAME, Kind.DIFFERENT, Kind.SIBLING])
by_whom = st.sampled_from([By.PERSON, By.MODEL])
ruled_pairs = st.lists(st.tuples(pairs, kinds, by_whom), max_size=5)


def _rulings(drawn) -> list[Ruling]:
    return [
        Ruling(number=place, kind=kind, by=by, one=min(pair), other=max(pair), learned_on=DAY)
        for place, (pair, kind, by) in enumerate(drawn)
    ]


def _groups(seen, ruled):
    return {one.members for one in joined([(DAY, row) for row in seen], ruled)}


@given(many_rows, ruled_pairs, st.randoms(use_true_random=False))
def test_membership_follows_from_rows_and_rulings_in_whatever_order_they_come(seen, drawn, random):
    ruled = _rulings(drawn)
    again = _groups(random.sample(seen, len(seen)), random.sample(ruled, len(ruled)))
    assert again == _groups(seen, ruled)


@given(many_rows, ruled_pairs)
def test_no_two_that_a_person_ruled_apart_last_are_ever_one_child(seen, drawn):
    last = {pair: kind for pair, kind, by in drawn if by is By.PERSON}
    for group in _groups(seen, _rulings(drawn)):
        assert not any(pair <= group for pair, kind in last.items() if kind is not Kind.SAME)


@given(many_rows, ruled_pairs, st.data())
def test_a_merge_and_its_undoing_leave_everyone_where_they_were(seen, drawn, data):
    machines = [one for one in _rulings(drawn) if one.by is By.MODEL]
    before = sorted(_groups(seen, machines), key=min)
    if len(before) < 2:
        return
    one, other = data.draw(st.permutations(before))[:2]
    merge = _ruled_by_a_person(Kind.SAME, [(min(one), min(other))], 100)
    merged = _groups(seen, [*machines, *merge])
    parted = _ruled_by_a_person(Kind.DIFFERENT, product(one, other), 200)
    assert any(one | other <= group for group in merged)
    assert _groups(seen, [*machines, *merge, *parted]) == set(before)


def _ruled_by_a_person(kind, of, number):
    return [
        Ruling(number=number + place, kind=kind, by=By.PERSON, one=one, other=other, learned_on=DAY)
        for place, (one, other) in enumerate(of)
    ]


@given(many_rows, ruled_pairs, st.frozensets(st.integers(1, 6)))
def test_what_is_held_leaves_no_two_settled_children_in_one_but_by_a_person(seen, drawn, shown):
    rows, ruled = [(DAY, row) for row in seen], _rulings(drawn)
    persons = [one for one in ruled if one.by is By.PERSON]
    children = {identity: str(identity) for identity in range(1, 7)}
    settled = frozenset(map(str, shown))
    held = ruled
    while found := disagreements(joined(rows, held), children, settled, ruled):
        held = [*held, *(one for each in found for one in each.held())]
    for group in (entity.members for entity in joined(rows, held)):
        together = group & shown
        by_persons = [one for one in _groups(seen, persons) if one & together]
        linked = any(together <= whole for whole in by_persons)
        assert len(together) < 2 or linked
