"""One record against another: found by a key, weighed field by field, brothers and sisters told."""

import msgspec
import pytest

from amparo.identity.shown import Shown
from amparo.matching import given_names, keys, same_name, score, shipped_model
from amparo.matching.certain import CERTAIN
from tests.rooms.matching.made_up import shown

MODEL = shipped_model()


ANA = shown(1, "ANA LUCIA", "PEREZ CHOC", "2012-05-07", "990000100", sex="F", country="GT")


def weighed(other: Shown):
    return score(MODEL, ANA, other)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (shown(2, "ANA LUCIA", "PEREZ CHOC", "2012-05-07"), "all but the number"),
        (shown(2, "ANA", "PEREZ", "2012-05-07", "990000100"), "names left out"),
        (shown(2, "LUCIA ANA", "CHOC PEREZ", "2012-05-07"), "names in another order"),
        (shown(2, "ANITA", "PERES CHOC", "2012-05-07", "990000100"), "as they sound"),
        (shown(2, "ANA LUCIA", "PEREZ CHOC", "2012-07-05", "990000100"), "day and month turned"),
        (shown(2, "ANA LUCIA", "PEREZ CHOC", "2012-01-01", "990000100"), "only the year known"),
        (shown(2, "ANA LUCIA", "PEREZ CHOC", "2012-05-07", "990000700"), "one digit mistyped"),
        (shown(2, "PEREZ", "ANA LUCAI", "2012-05-07", "990000700"), "columns exchanged, misspelt"),
    ],
)
def test_one_child_written_two_ways_weighs_enough_and_is_found(other, why):
    found = weighed(other)
    assert found.bits >= MODEL.thresholds.join, why
    assert not found.siblings
    assert set(keys(ANA)) & set(keys(other))


def test_without_birth_date_and_number_three_words_of_a_name_are_met_and_asked_about():
    other = shown(2, "ANA LUCIA", "PERES", "", sex="F", country="GT")
    assert weighed(other).bits >= MODEL.thresholds.ask
    assert set(keys(ANA)) & set(keys(other))


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (shown(2, "MARIA", "PEREZ CHOC", "2014-03-02", "990000101"), "a sister, next in line"),
        (shown(2, "SOFIA", "PEREZ CHOC", "2012-05-07", "990000101"), "a twin"),
        (
            shown(2, "ANA INES", "PEREZ CHOC", "2013-09-01", "990000101"),
            "a sister: one name shared",
        ),
    ],
)
def test_brothers_and_sisters_are_told_as_such(other, why):
    assert weighed(other).siblings, why


def test_a_number_vouches_for_one_child_only_with_a_given_name_in_common():
    """Twins share all else, and one's number stands on the other's paper."""
    twin = shown(2, "MARIA", "PEREZ CHOC", "2012-05-07", "990000100")
    assert weighed(twin).bits >= MODEL.thresholds.join
    assert weighed(twin).siblings
    assert not weighed(msgspec.structs.replace(twin, given=("ANA", "MARIA"))).siblings


def test_a_name_cut_short_or_much_misspelt_is_not_taken_for_a_sisters():
    gloria = shown(1, "GLORRIA CARMEN", "BAC", "2012-05-07")
    assert not score(MODEL, gloria, shown(2, "GLOIIA CARMEN", "BAC", "2012-05-07")).siblings
    assert not score(MODEL, gloria, shown(2, "GLORRIA CARM", "BAC", "2012-05-07")).siblings
    assert score(MODEL, gloria, shown(2, "ROSARIO CARMEN", "BAC", "2012-05-07")).siblings


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("LUCIA", "LCUIA", True),
        ("ROSA", "ROSITA", True),
        ("LALO", "EDUARDO", True),
        ("XIMENA", "JIMENA", True),
        ("ANA", "ANDREA", False),
        ("MARTA", "ROSA", False),
    ],
)
def test_two_given_names_are_one_by_sound_by_short_form_or_but_for_a_letter(one, other, same):
    ((first,), (second,)) = (given_names(shown(1, name)) for name in (one, other))
    assert same_name(first, second) is same_name(second, first) is same


def test_mario_is_marias_brother():
    maria = shown(1, "MARIA", "CHOC", "2012-05-07", sex="F")
    mario = shown(2, "MARIO", "CHOC", "2012-05-07", sex="M")
    assert score(MODEL, maria, mario).siblings
    assert not score(MODEL, maria, msgspec.structs.replace(mario, sex="F")).siblings


def test_a_namesake_without_more_weighs_too_little():
    assert weighed(shown(2, "ANA", "LOPEZ", "2009-11-20")).bits < MODEL.thresholds.ask


def test_what_is_not_told_weighs_nothing():
    nothing = shown(2)
    found = weighed(nothing)
    assert found.compared == ()
    assert found.bits == MODEL.prior
    assert keys(nothing) == []


def test_a_shared_sponsor_counts_only_once_given_names_agree():
    sponsor = frozenset({b"token"})
    ana = msgspec.structs.replace(ANA, family=sponsor)

    def gained(other: Shown) -> float:
        with_sponsor = msgspec.structs.replace(other, family=sponsor)
        return score(MODEL, ana, with_sponsor).bits - score(MODEL, ana, other).bits

    assert gained(shown(2, "ANA", "PEREZ")) == pytest.approx(MODEL.family)
    assert gained(shown(2, "ROSA", "PEREZ")) == 0
    assert gained(shown(2, "", "PEREZ")) == 0


def test_the_same_first_of_january_is_a_year_and_not_a_day():
    january = shown(1, "ANA", "CHOC", "2012-01-01")
    (born,) = [
        one
        for one in score(MODEL, january, shown(2, "ANA", "CHOC", "2012-01-01")).compared
        if one.field == "born"
    ]
    assert born.level == "the same year, more told by one at most"


def test_the_score_explains_itself():
    found = weighed(shown(2, "ANA", "CHOC PEREZ", "2012-07-05", "990000700"))
    assert [one.level for one in found.compared] == [
        "the same, one left out or in another order",
        "the same two in another order",
        "day and month exchanged",
        "one digit differs",
    ]
    assert found.bits == pytest.approx(MODEL.prior + sum(one.bits for one in found.compared))


def test_an_equal_number_corroborated_is_certain_and_says_so():
    found = weighed(shown(2, "ANA", "LOPEZ", "2012-05-07", "990000100"))
    assert found.bits == pytest.approx(CERTAIN)
    assert (
        found.compared[-1].level
        == "an equal number, corroborated by names or by the month of birth"
    )


def test_an_equal_number_alone_is_not_certain():
    assert weighed(shown(2, "MATEO", "COC", "2009-01-01", "990000100")).bits < 5
    assert weighed(shown(2, "", "", "2011-08", "990000100")).bits < MODEL.thresholds.join


def test_the_courts_row_without_names_is_joined_by_number_and_month():
    assert weighed(shown(2, "", "", "2012-05", "990000100")).bits == pytest.approx(CERTAIN)


def test_of_one_field_alone_nothing_follows():
    found = weighed(shown(2, "ANA LUCIA"))
    assert (found.bits, found.compared) == (MODEL.prior, ())


def test_either_may_be_asked_first():
    for other in (shown(2, "ANITA", "PERES", "2012-07-05"), shown(2, "MARIA", "CHOC", "2011")):
        assert score(MODEL, ANA, other) == score(MODEL, other, ANA)


def test_a_row_in_a_log_tells_nobodys_name():
    assert repr(ANA) == str(ANA) == "Shown(identity=1)"
    assert "CHOC" not in f"{[ANA]}"


def test_the_model_is_what_its_file_says_to_the_byte():
    again = type(MODEL).read(MODEL.written())
    assert again == MODEL
    assert again.digest == MODEL.digest
    heavier = msgspec.structs.replace(MODEL, family=MODEL.family + 1)
    assert heavier.digest != MODEL.digest


def test_among_more_records_two_are_less_likely_one_child_by_the_same_file():
    other = shown(2, "ANA", "PEREZ", "2012-05-07")
    for records, less in ((10, 0), (50_000, 0), (100_000, 1), (400_000, 3)):
        among = MODEL.among(records)
        lighter = score(MODEL, ANA, other).bits - score(among, ANA, other).bits
        assert lighter == pytest.approx(less)
        assert among.digest == MODEL.digest


def test_a_file_that_holds_no_model_says_so():
    with pytest.raises(msgspec.ValidationError, match="version"):
        type(MODEL).read(b"{}")
