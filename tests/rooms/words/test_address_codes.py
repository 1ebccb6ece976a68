"""What is wrong with an address is told code by code, each with its rule and its evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from amparo.words.address_codes import DPV, RULES, AddressCode, address_codes, dpv_codes
from amparo.words.addresses import AddressStatus, read_address
from amparo.words.postal_codes import MADE_UP, is_made_up, known

HOUSTON = ("Houston", "TX", "77002")
Code = AddressCode
SEVERAL = (Code.ZIP_STATE, Code.ZIP_CITY, Code.UNIT_DANGLING)


@pytest.mark.parametrize(
    ("line", "unit", "place", "codes"),
    [
        ("12 Elm St", "Apt 4", HOUSTON, ()),
        ("HC 1 Box 3", "", ("", "TX", "79852"), ()),
        ("", "", HOUSTON, (Code.BLANK,)),
        ("HOMELESS", "", HOUSTON, (Code.PLACEHOLDER,)),
        ("the yellow house", "", HOUSTON, (Code.UNPARSEABLE,)),
        ("Elm Street", "", HOUSTON, (Code.NO_NUMBER,)),
        ("12 Elm St", "", ("Houston", "TX", ""), (Code.ZIP_MISSING,)),
        ("12 Elm St", "", ("Houston", "TX", "99999"), (Code.ZIP_BAD,)),
        ("12 Elm St", "", ("Houston", "TX", "00123"), (Code.ZIP_BAD,)),
        ("12 Elm St", "", ("", "NY", "77002"), (Code.ZIP_STATE,)),
        ("12 Elm St", "", ("Dallas", "TX", "77002-1234"), (Code.ZIP_CITY,)),
        ("PO Box 12", "", HOUSTON, (Code.NOT_A_RESIDENCE,)),
        ("General Delivery", "", HOUSTON, (Code.NOT_A_RESIDENCE,)),
        ("12 Elm St", "", ("Houston", "TX", "77001"), (Code.NOT_A_RESIDENCE,)),
        ("12 Elm St Apt", "", HOUSTON, (Code.UNIT_DANGLING,)),
        ("12 Elm St", "#", HOUSTON, (Code.UNIT_DANGLING,)),
        ("330 C St. SW", "", ("", "DC", "20201"), (Code.AGENCY, Code.NOT_A_RESIDENCE)),
        ("12 Elm St Apt", "", ("Dallas", "NY", "77002"), SEVERAL),
    ],
)
def test_an_address_says_what_is_wrong_with_it(line, unit, place, codes):
    assert address_codes(line, unit, *place) == codes


def test_a_postal_code_that_was_given_up_is_said_to_be():
    assert address_codes("12 Elm St", "", "", "MA", "02031") == (Code.ZIP_INACTIVE,)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Y", ()),
        ("D", (Code.UNIT_MISSING,)),
        ("d, n1", (Code.UNIT_MISSING,)),
        ("S", (Code.UNIT_UNCONFIRMED,)),
        ("N", (Code.NOT_CONFIRMED,)),
        ("", ()),
        ("R7", ()),
    ],
)
def test_what_the_post_itself_says_is_taken_as_it_was_bought(cell, codes):
    assert address_codes("12 Elm St", "", *HOUSTON, dpv=dpv_codes(cell)) == codes


def test_a_made_up_homes_postal_code_is_looked_up_in_no_list():
    made_up = ("12 Invented St", "", "Sampleville", "TX", "00123")
    assert address_codes(*made_up, made_up=True) == ()
    assert address_codes(*made_up) == (Code.ZIP_BAD,)
    assert not any(known(f"{code:05}") for code in MADE_UP)
    assert is_made_up("00499")
    assert not is_made_up("00500")


def test_every_code_has_its_rule_and_evidence():
    assert list(RULES) == list(AddressCode)
    assert all(rule.says and rule.evidence for rule in RULES.values())
    assert {code for code in DPV.values() if code} <= RULES.keys()


texts = some.text(max_size=30) | some.sampled_from(["12 Elm St", "Apt", "PO BOX 1", "77002", "TX"])


@given(texts, texts, texts, texts, texts)
def test_any_five_cells_have_codes_and_an_address_without_codes_can_be_used(
    line, unit, city, state, zip_code
):
    codes = address_codes(line, unit, city, state, zip_code)
    status = read_address(line, unit, state, zip_code).status
    assert (Code.BLANK in codes) == (status is AddressStatus.BLANK)
    if not codes:
        assert status in {AddressStatus.NO_UNIT, AddressStatus.WITH_UNIT}
