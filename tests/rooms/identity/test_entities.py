"""Who is who: a number corroborated by names joins two rows, and nothing less does."""

from datetime import date, timedelta
from importlib import import_module

import pytest

from amparo.identity import By, Kind, Ruling, Seen, corroborated
from amparo.identity import entities as joined

MODULE = import_module("amparo.identity.entities")  # the room's function has the same name
DAY, WEEK = date(2026, 1, 1), timedelta(days=7)


def entities(rows: list[Seen], *ruled: Ruling) -> tuple[frozenset[int], ...]:
    return tuple(one.members for one in joined([(DAY, row) for row in rows], ruled))


def seen(identity: int, *, numbers: str = "A1", given: str, surnames: str, born: str = "") -> Seen:
    def words(text: str) -> frozenset[bytes]:
        return frozenset(word.encode() for word in text.split())

    return Seen(identity, words(numbers), words(given), words(surnames), born.encode())


ANA = seen(1, given="ANA LUCIA", surnames="PEREZ CHOC", born="2012-05-01")


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (seen(2, given="ANA", surnames="PEREZ"), "one surname left out"),
        (seen(2, given="LUCIA", surnames="CHOC PEREZ"), "names in another order"),
        (seen(2, given="ANA", surnames="LOPEZ", born="2012-05-01"), "other surname, birth date"),
        (seen(2, numbers="A9 A1", given="ANA", surnames="CHOC"), "one number of several"),
        (seen(2, given="ANA", surnames="PEREZ", born="2012-05-02"), "birth date mistyped"),
    ],
)
def test_one_child_written_two_ways_is_one_child(other, why):
    assert corroborated(ANA, other), why
    assert entities([ANA, other]) == (frozenset({1, 2}),)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (seen(2, given="MATEO", surnames="PEREZ CHOC"), "a sibling on whose paper it was written"),
        (seen(2, given="SOFIA", surnames="PEREZ CHOC", born="2012-05-01"), "a twin"),
        (seen(2, given="ANA", surnames="LOPEZ", born="2011-01-01"), "a namesake"),
        (seen(2, given="ANA", surnames="LOPEZ"), "no birth date to compare"),
        (seen(2, numbers="A2", given="ANA LUCIA", surnames="PEREZ CHOC"), "another number"),
        (seen(2, numbers="", given="ANA LUCIA", surnames="PEREZ CHOC"), "no number at all"),
    ],
)
def test_two_children_stay_two_children(other, why):
    assert not corroborated(ANA, other), why
    assert entities([ANA, other]) == (frozenset({1}), frozenset({2}))


def test_two_untold_birth_dates_are_not_equal():
    one = seen(1, given="ANA", surnames="LOPEZ")
    assert not corroborated(one, seen(2, given="ANA", surnames="PEREZ"))


def test_a_paper_with_two_numbers_joins_what_carries_either():
    bridge = seen(3, numbers="A1 A2", given="ANA", surnames="PEREZ")
    other = seen(2, numbers="A2", given="ANA", surnames="PEREZ")
    assert entities([ANA, other]) == (frozenset({1}), frozenset({2}))
    assert entities([ANA, other, bridge]) == (frozenset({1, 2, 3}),)


def test_of_several_papers_with_one_number_only_those_of_one_child_are_joined():
    sibling = seen(2, given="MATEO", surnames="PEREZ CHOC")
    his_own = seen(3, given="MATEO", surnames="PEREZ")
    assert entities([ANA, sibling, his_own]) == (frozenset({1}), frozenset({2, 3}))


def test_any_row_of_a_record_may_join_it():
    earlier = seen(2, numbers="", given="ANA", surnames="PEREZ")
    later = seen(2, given="ANA", surnames="PEREZ")
    assert entities([ANA, earlier]) == (frozenset({1}), frozenset({2}))
    assert entities([ANA, earlier, later]) == (frozenset({1, 2}),)


def ruled(kind: Kind, one: int, other: int, by: By = By.PERSON, number: int = 0) -> Ruling:
    return Ruling(number=number, kind=kind, by=by, one=one, other=other, learned_on=DAY)


@pytest.mark.parametrize("kind", [Kind.DIFFERENT, Kind.SIBLING])
def test_a_pair_that_a_person_ruled_apart_is_not_joined_by_the_rule(kind):
    same_name = seen(2, given="ANA", surnames="PEREZ")
    assert entities([ANA, same_name], ruled(kind, 1, 2)) == (frozenset({1}), frozenset({2}))


def test_a_pair_ruled_apart_is_not_joined_by_way_of_a_third_record():
    third = seen(3, given="ANA", surnames="PEREZ CHOC")
    same_name = seen(2, given="ANA", surnames="PEREZ")
    found = entities([ANA, same_name, third], ruled(Kind.DIFFERENT, 1, 2))
    assert found == (frozenset({1, 3}), frozenset({2}))


def test_a_person_may_join_what_no_rule_would():
    stranger = seen(2, numbers="A9", given="LUZ", surnames="MEJIA")
    assert entities([ANA, stranger], ruled(Kind.SAME, 1, 2)) == (frozenset({1, 2}),)


def test_a_person_s_last_word_stands_whatever_a_model_says_later():
    stranger = seen(2, numbers="A9", given="LUZ", surnames="MEJIA")
    said = [
        ruled(Kind.SAME, 1, 2, number=1),
        ruled(Kind.DIFFERENT, 2, 1, number=2),
        ruled(Kind.SAME, 1, 2, By.MODEL, number=3),
    ]
    assert entities([ANA, stranger], *said) == (frozenset({1}), frozenset({2}))
    assert entities([ANA, stranger], *said[::2]) == (frozenset({1, 2}),)


def test_what_waits_for_a_person_stays_apart_until_the_person_joins_it():
    same_name = seen(2, given="ANA", surnames="PEREZ")
    waits = ruled(Kind.HELD, 1, 2, By.WAITING)
    assert entities([ANA, same_name], waits) == (frozenset({1}), frozenset({2}))
    assert entities([ANA, same_name], waits, ruled(Kind.SAME, 2, 1)) == (frozenset({1, 2}),)


def test_a_record_is_one_with_the_child_from_the_day_that_connects_them():
    rows = [(DAY, ANA), (DAY + WEEK, seen(2, given="ANA", surnames="PEREZ"))]
    bridge = (DAY + 2 * WEEK, seen(3, numbers="A1 A2", given="ANA", surnames="PEREZ"))
    late = (DAY, seen(4, numbers="A2", given="ANA", surnames="PEREZ"))
    (child,) = joined([*rows, bridge, late])
    assert child.first == 1
    assert child.since == {1: DAY, 2: DAY + WEEK, 3: DAY + 2 * WEEK, 4: DAY + 2 * WEEK}


def test_nobody_is_in_no_entity():
    assert entities([]) == ()
    assert entities([ANA]) == (frozenset({1}),)


def nameless(identity: int, month: bytes) -> Seen:
    """What a court's row shows: a number and a month of birth, no names."""
    return Seen(identity, frozenset({b"A1"}), frozenset(), frozenset(), b"", month)


def named(identity: int, month: bytes) -> Seen:
    """What an agency's row shows."""
    names = frozenset({b"ana"}), frozenset({b"paz"})
    return Seen(identity, frozenset({b"A1"}), *names, month + b"-07", month)


def test_a_row_without_names_joins_by_number_and_month_of_birth():
    assert entities([named(1, b"2008-03"), nameless(2, b"2008-03")]) == (frozenset({1, 2}),)


@pytest.mark.parametrize(
    ("month", "court_s"),
    [(b"2008-03", b"2008-04"), (b"2008-03", b""), (b"", b"")],
    ids=["a sibling's", "the court tells none", "nobody tells one"],
)
def test_a_number_without_names_and_without_the_month_joins_nothing(month, court_s):
    """A number alone is a sibling's as soon as it stands on the wrong paper."""
    one = (
        named(1, month)
        if month
        else Seen(1, frozenset({b"A1"}), frozenset({b"ana"}), frozenset({b"paz"}), b"")
    )
    assert len(entities([one, nameless(2, court_s)])) == 2


def test_two_rows_with_names_are_not_joined_by_the_month():
    other = Seen(2, frozenset({b"A1"}), frozenset({b"eva"}), frozenset({b"paz"}), b"", b"2008-03")
    assert len(entities([named(1, b"2008-03"), other])) == 2


def test_a_number_that_more_records_carry_than_any_child_has_joins_nobody(monkeypatch):
    monkeypatch.setattr(MODULE, "MOST_WITH_A_NUMBER", 3)
    rows = [(DAY, seen(place, given="ANA", surnames="PEREZ")) for place in range(1, 6)]
    assert [len(one.members) for one in joined(rows[:3])] == [3]
    assert [len(one.members) for one in joined(rows)] == [1] * 5


def test_what_a_number_joined_before_too_many_carried_it_stays_joined(monkeypatch):
    monkeypatch.setattr(MODULE, "MOST_WITH_A_NUMBER", 3)
    rows = [(DAY, seen(place, given="ANA", surnames="PEREZ")) for place in (1, 2)]
    later = [(DAY + WEEK, seen(place, given="ANA", surnames="PEREZ")) for place in (3, 4)]
    assert [set(one.members) for one in joined([*later, *rows])] == [{1, 2}, {3}, {4}]
