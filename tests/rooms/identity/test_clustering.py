"""Who is one child by weight: the strongest first, never across what forbids, else ask a person."""

import pytest

from amparo.identity.clustering import Reason, cluster
from amparo.identity.weighed import Thresholds, Weighed

AT = Thresholds(join=10, complain=4, ask=0)


def same(one: int, other: int, bits: float = 20.0) -> Weighed:
    return Weighed(one, other, bits)


def siblings(one: int, other: int, bits: float = -5.0) -> Weighed:
    return Weighed(one, other, bits, siblings=True)


def grouped(*edges: Weighed, people: int = 6, **told):
    return cluster(range(1, people + 1), edges, AT, **told)


def entities(*edges: Weighed, people: int = 6, **told) -> list[set[int]]:
    found = grouped(*edges, people=people, **told).entities
    return [set(entity) for entity in found if len(entity) > 1]


def reasons(*edges: Weighed, people: int = 6, **told) -> list[Reason]:
    return [review.reason for review in grouped(*edges, people=people, **told).reviews]


def test_what_weighs_enough_is_one_child_and_the_rest_is_not():
    assert entities(same(1, 2), same(2, 3), same(4, 5, 9.9)) == [{1, 2, 3}]


def test_what_weighs_nearly_enough_is_asked_of_a_person():
    (review,) = grouped(same(1, 2, 5.0)).reviews
    assert review.reason is Reason.GREY
    assert review.entities == (frozenset({1}), frozenset({2}))
    assert reasons(same(1, 2, -0.1)) == []


def test_a_row_that_may_be_either_of_two_children_is_asked_once_side_by_side():
    (review,) = grouped(same(1, 2, 5.0), same(1, 3, 4.0), same(1, 4, 3.0)).reviews
    assert review.entities == (frozenset({1}), frozenset({2}), frozenset({3}))


def test_brothers_and_sisters_are_related_and_never_joined_by_way_of_a_third_row():
    found = grouped(same(1, 2, 30), same(2, 3, 20), siblings(1, 3))
    assert found.entities[0] == {1, 2}
    assert found.siblings == ((1, 3),)
    assert [review.reason for review in found.reviews] == [Reason.SIBLING]


ANA, ROSA, BOTH = frozenset({"ANA"}), frozenset({"ROSA"}), frozenset({"ANA", "ROSA"})


def test_a_third_row_with_both_given_names_shows_that_two_names_are_one_childs():
    edges = same(1, 2, 30), same(2, 3, 20), siblings(1, 3)
    assert entities(*edges, given={1: ANA, 2: BOTH, 3: ROSA}) == [{1, 2, 3}]
    assert entities(*edges, given={1: BOTH, 2: ANA, 3: BOTH | {"INES"}}) == [{1, 2}]
    assert entities(*edges, given={1: ANA, 2: ANA, 3: BOTH}) == [{1, 2}]


def test_a_third_row_tells_both_names_however_they_are_spelt():
    edges = same(1, 2, 30), same(2, 3, 20), siblings(1, 3)
    given = {1: frozenset({"ana"}), 2: BOTH, 3: frozenset({"Rosa"})}
    assert entities(*edges, given=given) == [{1, 2}]

    def spelt_alike(one: str, other: str) -> bool:
        return one.lower() == other.lower()

    assert entities(*edges, given=given, same_name=spelt_alike) == [{1, 2, 3}]


def test_a_third_row_with_both_given_names_unsays_no_ruling():
    edges = same(1, 2, 30), same(2, 3, 20)
    given = {1: ANA, 2: BOTH, 3: ROSA}
    assert entities(*edges, given=given, cannot=[(1, 3)]) == [{1, 2}]
    assert entities(*edges, siblings(1, 3), given=given, cannot=[(1, 3)]) == [{1, 2}]


def test_what_was_shown_with_both_given_names_is_not_complained_about():
    edges = same(1, 2, 30), same(2, 3, 20), siblings(1, 3)
    child = [frozenset({1, 2, 3})]
    assert reasons(*edges, shown=child) == [Reason.SIBLING]
    assert reasons(*edges, shown=child, given={1: ANA, 2: BOTH, 3: ROSA}) == []


def test_of_two_wrong_joins_the_weaker_is_refused():
    assert entities(same(1, 2, 20), same(2, 3, 30), siblings(1, 3)) == [{2, 3}]


def test_what_looks_like_one_child_but_for_the_given_name_is_asked_about():
    assert entities(siblings(1, 2, 15.0)) == []
    assert reasons(siblings(1, 2, 15.0)) == [Reason.SIBLING]
    assert reasons(siblings(1, 2, 5.0)) == []


NUMBERS = {1: frozenset({"A1"}), 2: frozenset({"A1"}), 3: frozenset({"A2"}), 4: frozenset({"A2"})}


def test_two_sides_with_an_a_number_each_of_their_own_are_not_joined():
    edges = same(1, 2, 30), same(3, 4, 29), same(2, 3, 12)
    assert entities(*edges, numbers=NUMBERS) == [{1, 2}, {3, 4}]
    assert reasons(*edges, numbers=NUMBERS) == [Reason.A_NUMBER]


def test_a_number_written_once_is_a_slip_and_forbids_nothing():
    numbers = {**NUMBERS, 4: frozenset()}
    assert entities(same(1, 2, 30), same(2, 3, 12), numbers=numbers) == [{1, 2, 3}]


def test_a_row_that_tells_both_numbers_shows_that_they_are_one_childs():
    numbers = {**NUMBERS, 3: frozenset({"A1", "A2"})}
    assert entities(same(1, 2, 30), same(3, 4, 29), same(2, 3, 12), numbers=numbers) == [
        {1, 2, 3, 4}
    ]


def test_two_sides_with_a_birth_date_each_of_their_own_are_asked_about():
    births = {one: frozenset({born}) for one, born in zip(range(1, 5), "aabb", strict=True)}
    edges = same(1, 2, 30), same(3, 4, 29), same(2, 3, 12)
    assert reasons(*edges, births=births) == [Reason.BIRTH_DATE]
    one_number = dict.fromkeys(range(1, 5), frozenset({"A1"}))
    assert entities(*edges, births=births, numbers=one_number) == [{1, 2, 3, 4}]


def test_one_row_does_not_join_two_histories():
    first = same(1, 2, 30), same(2, 3, 30), same(1, 3, 30)
    second = same(4, 5, 30), same(5, 6, 30), same(4, 6, 30)
    assert reasons(*first, *second, same(3, 4, 12)) == [Reason.BRIDGE]
    assert entities(*first, *second, same(3, 4, 12), same(2, 5, 11)) == [{1, 2, 3, 4, 5, 6}]


def test_what_people_ruled_stands_whatever_it_weighs():
    assert entities(same(1, 2, 40), cannot=[(1, 2)]) == []
    assert entities(siblings(1, 2), must=[(1, 2)]) == [{1, 2}]


def test_what_a_person_has_ruled_is_not_asked_again():
    assert reasons(same(1, 2, 40), cannot=[(1, 2)]) == []
    assert reasons(same(1, 2, 5), cannot=[(1, 2)]) == []


def test_rulings_that_contradict_one_another_are_asked_about_and_keep_apart():
    must, cannot = [(1, 2), (2, 3)], [(1, 3)]
    assert len(entities(must=must, cannot=cannot)) == 1
    assert reasons(must=must, cannot=cannot) == [Reason.RULED]


def test_two_children_who_were_shown_are_not_joined_by_weight():
    shown = [frozenset({1, 2}), frozenset({3, 4})]
    assert entities(same(2, 3, 40), shown=shown) == [{1, 2}, {3, 4}]
    assert Reason.SHOWN_AS_TWO in reasons(same(1, 2), same(3, 4), same(2, 3, 40), shown=shown)


def test_a_row_that_nobody_was_shown_joins_a_child_who_was():
    assert entities(same(1, 2), same(2, 3), shown=[frozenset({1, 2})]) == [{1, 2, 3}]


def test_what_was_shown_as_one_child_stays_one_and_is_complained_about_only_when_it_falls_low():
    shown = [frozenset({1, 2})]
    assert entities(same(1, 2, 5), shown=shown) == [{1, 2}]
    assert reasons(same(1, 2, 5), shown=shown) == []
    (review,) = grouped(same(1, 2, 3), shown=shown).reviews
    assert (review.reason, review.entities) == (
        Reason.SHOWN_AS_ONE,
        (frozenset({1}), frozenset({2})),
    )


def test_what_was_shown_as_one_child_and_looks_like_siblings_is_asked_about():
    shown = [frozenset({1, 2})]
    assert entities(siblings(1, 2), shown=shown) == [{1, 2}]
    (review,) = grouped(siblings(1, 2), shown=shown).reviews
    assert (review.reason, review.entities) == (
        Reason.SIBLING,
        (frozenset({1}), frozenset({2})),
    )


def test_each_goes_with_whom_it_weighs_most_where_siblings_were_shown_as_one_child():
    edges = siblings(1, 2), same(2, 3, 12), same(1, 3, 11), same(1, 4, 3)
    (review,) = grouped(*edges, shown=[frozenset({1, 2, 3, 4, 5})], people=5).reviews
    assert review.entities == (frozenset({1, 4, 5}), frozenset({2, 3}))


def test_siblings_whom_a_person_ruled_one_child_are_not_asked_about_again():
    shown = [frozenset({1, 2})]
    assert reasons(siblings(1, 2), shown=shown, must=[(1, 2)]) == []


def test_a_persons_ruling_takes_apart_what_was_shown_as_one():
    shown = [frozenset({1, 2, 3})]
    assert entities(same(1, 2), same(2, 3, 19), shown=shown, cannot=[(1, 3)]) == [{1, 2}]


def test_the_worst_mistake_is_asked_about_first():
    edges = same(1, 2, 40), same(3, 4, 5), siblings(5, 6, 12)
    shown = [frozenset({1}), frozenset({2})]
    found = reasons(*edges, shown=shown)
    assert found == [
        Reason.SHOWN_AS_TWO,
        Reason.SIBLING,
        Reason.GREY,
    ]


def test_ties_fall_by_what_the_caller_ranks_by_and_not_by_the_order_of_arrival():
    """The same three rows arrived in two orders, so that their numbers differ."""
    edges = same(1, 2), same(2, 3), siblings(1, 3)
    first, second = (
        dict(zip((1, 2, 3), "abc", strict=True)),
        dict(zip((3, 2, 1), "abc", strict=True)),
    )
    for names in (first, second):
        found = entities(*edges, people=3, rank=names.__getitem__)
        assert [{names[one] for one in entity} for entity in found] == [{"a", "b"}]


@pytest.mark.parametrize("many", [0, 1])
def test_nobody_and_one_are_no_trouble(many):
    assert len(grouped(people=many).entities) == many
