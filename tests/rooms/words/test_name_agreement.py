"""Two names are compared as a clerk would: which parts agree, in which order, spelled how."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from amparo.words.name_agreement import (
    Arrangement,
    Spelling,
    compare_given_names,
    compare_surnames,
    compare_whole_names,
    moved_between_columns,
)
from amparo.words.nicknames import stand_for_one_name
from amparo.words.placeholders import is_placeholder, told_tokens
from amparo.words.surnames import surnames_in


@pytest.mark.parametrize(
    ("one", "other", "arrangement", "spelling"),
    [
        ("García López", "GARCIA-LOPEZ", Arrangement.SAME, Spelling.EXACT),
        ("De la Cruz", "Delacruz", Arrangement.SAME, Spelling.EXACT),
        ("De la Cruz", "Cruz", Arrangement.SAME, Spelling.EXACT),
        ("Tum y Tum", "Tum Tum", Arrangement.SAME, Spelling.EXACT),
        ("Ch'utik Q'eqol", "Chutik Qeqol", Arrangement.SAME, Spelling.EXACT),
        ("Xiloj Vásquez", "Shiloj Basques", Arrangement.SAME, Spelling.SOUND),
        ("García López", "López García", Arrangement.OTHER_ORDER, Spelling.EXACT),
        ("Vásquez Pop", "Pop Basques", Arrangement.OTHER_ORDER, Spelling.SOUND),
        ("García López", "García", Arrangement.LAST_MISSING, Spelling.EXACT),
        ("López", "García López", Arrangement.FIRST_MISSING, Spelling.EXACT),
        ("Barrueta Almenares", "Barrueta A", Arrangement.CUT_SHORT, Spelling.EXACT),
        ("García López", "García Pérez", Arrangement.ONE_DIFFERS, Spelling.EXACT),
        ("Tum", "Tun", Arrangement.DIFFERENT, None),
        ("Chub", "Chuc", Arrangement.DIFFERENT, None),
        ("García", "", Arrangement.UNTOLD, None),
        ("García", "LNU", Arrangement.UNTOLD, None),
        ("Tum Tum", "Tum Pop", Arrangement.ONE_DIFFERS, Spelling.EXACT),
    ],
)
def test_surnames_agree_in_words(one, other, arrangement, spelling):
    for first, second in ((one, other), (other, one)):
        found = compare_surnames(surnames_in(first), surnames_in(second))
        assert (found.arrangement, found.spelling) == (arrangement, spelling)


@pytest.mark.parametrize(
    ("one", "other", "arrangement", "spelling"),
    [
        ("Ana Lucía", "ANA LUCIA", Arrangement.SAME, Spelling.EXACT),
        ("Ana Lucía", "Analucia", Arrangement.SAME, Spelling.EXACT),
        ("Ana Lucía", "Lucía Ana", Arrangement.OTHER_ORDER, Spelling.EXACT),
        ("Ana Lucía", "Ana", Arrangement.LAST_MISSING, Spelling.EXACT),
        ("Ana Lucía", "Lucía", Arrangement.FIRST_MISSING, Spelling.EXACT),
        ("José Luis", "Chepe Luis", Arrangement.SAME, Spelling.NICKNAME),
        ("Carlos", "Carlitos", Arrangement.SAME, Spelling.NICKNAME),
        ("Ana L.", "Ana Lucía", Arrangement.SAME, Spelling.INITIAL),
        ("Víctor", "Bictor", Arrangement.SAME, Spelling.SOUND),
        ("Bartolomé", "Bartol", Arrangement.CUT_SHORT, Spelling.EXACT),
        ("Ana Lucía", "Ana María", Arrangement.ONE_DIFFERS, Spelling.EXACT),
        ("Ana", "Rosa", Arrangement.DIFFERENT, None),
        ("FNU", "Ana", Arrangement.UNTOLD, None),
        ("Baby Girl", "Ana", Arrangement.UNTOLD, None),
    ],
)
def test_given_names_agree_in_words(one, other, arrangement, spelling):
    for first, second in ((one, other), (other, one)):
        found = compare_given_names(told_tokens(first), told_tokens(second))
        assert (found.arrangement, found.spelling) == (arrangement, spelling)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Mateo Francisco", "Miguel"), ("Mateo", "Francisco Miguel")),
        (("Mateo Francisco", "Miguel"), ("Miguel", "Mateo Francisco")),
        (("Mateo", "Francisco Miguel"), ("Mateo Francisco Miguel", "LNU")),
    ],
)
def test_a_chain_of_given_names_is_one_name_whatever_the_columns(one, other):
    given_names = told_tokens(one[0]), told_tokens(other[0])
    found = compare_whole_names(given_names, (surnames_in(one[1]), surnames_in(other[1])))
    assert {each.arrangement for each in found} == {Arrangement.OTHER_COLUMNS}


def test_sisters_who_share_their_surnames_are_not_one_name_in_other_columns():
    surnames = surnames_in("Pop Caal"), surnames_in("Pop Caal")
    given_names, family = compare_whole_names((("ANA",), ("ROSA",)), surnames)
    assert given_names.arrangement is Arrangement.DIFFERENT
    assert family.arrangement is Arrangement.SAME


def test_one_shared_word_moves_no_name():
    assert not moved_between_columns(("ANA",), ("ANA", "POP"))


def test_an_agreement_reads_as_a_sentence_s_part():
    found = compare_surnames(surnames_in("Vásquez Pop"), surnames_in("Pop Basques"))
    assert found.in_words == "the same in another order, by their sound"
    assert compare_given_names(("ANA",), ("ANA",)).in_words == "the same"


def test_particles_belong_to_the_surname_behind_them():
    assert [each.whole for each in surnames_in("Ana's de la Cruz y Pérez")] == [
        "ANAS",
        "DE LA CRUZ",
        "Y PEREZ",
    ]
    assert surnames_in("Y")[0].stem == "Y"
    assert surnames_in("Pérez de") == surnames_in("Perez")


@pytest.mark.parametrize(
    "nobody",
    ["FNU", "lnu", "Unknown", "BABY", "Baby Boy", "John Doe", "Sin Nombre", "N.N.", "NFN", "xxx"],
)
def test_what_only_fills_the_field_is_no_name(nobody):
    assert is_placeholder(nobody)
    assert told_tokens(nobody) == ()
    assert surnames_in(nobody) == ()


@pytest.mark.parametrize("name", ["Sin Pop", "Doe", "Niño", "Boy Pop", "Ana"])
def test_a_name_that_only_resembles_a_placeholder_stays_a_name(name):
    assert told_tokens(name)
    assert not is_placeholder(name)


def test_a_placeholder_beside_a_name_is_left_out():
    assert told_tokens("FNU Mateo") == ("MATEO",)


@pytest.mark.parametrize(
    ("one", "other"),
    [("CHEPE", "JOSE"), ("ROSITA", "ROSA"), ("CHEPE", "PEPE"), ("BETO", "GILBERTO")],
)
def test_a_short_form_stands_for_its_name(one, other):
    assert stand_for_one_name(one, other)
    assert stand_for_one_name(other, one)


@pytest.mark.parametrize(("one", "other"), [("ANA", "ROSA"), ("LUPITA", "ANITA"), ("ITA", "A")])
def test_other_names_do_not_stand_for_one_another(one, other):
    assert not stand_for_one_name(one, other)


anything = some.text(max_size=30) | some.sampled_from(
    ["de la Cruz", "Y", "FNU Pop", "X" * 200, "\N{RIGHT-TO-LEFT OVERRIDE}Ana", "Аna Pop", "ǰ'", "Ⅻ"]
)


@given(anything, anything)
def test_any_two_texts_compare_the_same_from_either_side(one, other):
    first, second = surnames_in(one), surnames_in(other)
    assert compare_surnames(first, second) == compare_surnames(second, first)
    given_names = told_tokens(one), told_tokens(other)
    assert compare_given_names(*given_names) == compare_given_names(*reversed(given_names))


@given(anything)
def test_a_name_agrees_with_itself_or_is_not_told(text):
    found = compare_given_names(told_tokens(text), told_tokens(text)).arrangement
    assert found is (Arrangement.SAME if told_tokens(text) else Arrangement.UNTOLD)
