"""A name is the same name however a clerk typed it."""

import pytest

from amparo.words.names import name_tokens


@pytest.mark.parametrize(
    ("as_written", "again"),
    [
        ("María José", "MARIA JOSE"),
        ("Muñoz", "munoz"),
        ("José", "Jose\N{COMBINING ACUTE ACCENT}"),
        ("García-López", "Garcia Lopez"),
        ("  Ana   Lucía ", "Ana Lucia"),
        ("de la Cruz", "CRUZ"),
        ("Pérez y Pérez", "Perez Perez"),
        ("Ana\N{SOFT HYPHEN}bella", "Anabella"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}Ana", "Ana"),
    ],
)
def test_accents_case_spaces_particles_and_hyphens_make_no_difference(as_written, again):
    assert name_tokens(as_written) == name_tokens(again) != ()


@pytest.mark.parametrize("apostrophe", "'‘’ʻʼꞋꞌ`´′＇")
def test_a_mayan_name_stays_one_word_whichever_apostrophe_is_typed(apostrophe):
    assert name_tokens(f"Q{apostrophe}anil") == ("QANIL",)


def test_words_keep_their_order():
    assert name_tokens("Ana Lucía Pop Caal") == ("ANA", "LUCIA", "POP", "CAAL")


def test_a_letter_that_has_no_accent_to_lose_does_not_split_its_word():
    assert name_tokens("Sørensen") == ("SØRENSEN",)


def test_a_name_in_another_script_is_a_name():
    assert name_tokens("Анна") == ("АННА",)


def test_a_name_of_nothing_but_particles_keeps_them():
    assert name_tokens("Y") == ("Y",)
    assert name_tokens("De La O") == ("O",)


@pytest.mark.parametrize("nothing", ["", "  ", "???", "'", "123"])
def test_what_holds_no_letter_is_no_name(nothing):
    assert name_tokens(nothing) == ()


def test_a_letter_typed_in_another_script_makes_no_other_name():
    cyrillic_a = "\N{CYRILLIC CAPITAL LETTER A}"
    assert name_tokens(f"{cyrillic_a}NA") == name_tokens("ANA")
    assert name_tokens("\N{ZERO WIDTH JOINER}A\N{LEFT-TO-RIGHT ISOLATE}na") == ("ANA",)


def test_two_hundred_letters_are_one_word():
    assert name_tokens("x" * 200) == ("X" * 200,)
