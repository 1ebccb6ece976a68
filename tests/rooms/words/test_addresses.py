"""What an address says of itself. Streets and postal codes are invented."""

import pytest

from amparo.words.addresses import AddressStatus, read_address, read_one_line

ZIP = "00123"
"""Never assigned to any place."""


def status(line: str | None, unit: str = "", zip_code: str = ZIP) -> AddressStatus:
    return read_address(line, unit, "TX", zip_code).status


def why(line: str | None, zip_code: str | None = ZIP) -> str | None:
    return read_address(line, None, "TX", zip_code).why


@pytest.mark.parametrize("nothing", [None, "", "   "])
def test_no_street_line_is_blank_whatever_else_is_told(nothing):
    assert status(nothing, "Apt 2") is AddressStatus.BLANK


@pytest.mark.parametrize(
    "house",
    [
        "12 Invented Street",
        "12B Invented Street",
        "12-B Invented Street",
        "12-34 41st Avenue",
        "12 1/2 Invented Street",
        "N6W23001 Invented Road",
        "450 Main St",
        "12 X Street",
    ],
)
def test_a_house_number_and_a_street_can_be_delivered_to(house):
    assert status(house) is AddressStatus.NO_UNIT


@pytest.mark.parametrize("box", ["PO Box 12", "P.O. Box 12", "P O BOX #12", "RR 2 Box 152"])
def test_a_box_can_be_delivered_to(box):
    assert status(box) is AddressStatus.NO_UNIT


@pytest.mark.parametrize(
    "placeholder",
    ["UNKNOWN", "unknown st", "N/A", "TBD", "Homeless", "Pending", "Main St", "123", "00000"],
)
def test_a_placeholder_is_told_but_is_no_address(placeholder):
    assert status(placeholder) is AddressStatus.UNDELIVERABLE
    assert why(placeholder) == "placeholder"


def test_a_house_number_makes_no_address_of_a_placeholder():
    assert why("12 Unknown St") == "placeholder"


@pytest.mark.parametrize("line", ["the yellow house", "Invented Street", "0 Invented Street"])
def test_a_street_without_a_number_cannot_be_delivered_to(line):
    assert why(line) == "no street number"


@pytest.mark.parametrize(
    ("zip_code", "expected"),
    [
        ("0012", "postal code cannot be right"),
        ("ABCDE", "postal code cannot be right"),
        ("00000", "postal code cannot be right"),
        ("99999", "postal code cannot be right"),
        (None, "no postal code"),
        (" ", "no postal code"),
        ("00123", None),
        ("00123-4567", None),
        ("001234567", None),
        ("44444", None),
    ],
)
def test_a_postal_code_is_told_wrong_or_not_told(zip_code, expected):
    assert why("12 Invented Street", zip_code) == expected


@pytest.mark.parametrize(
    "line",
    [
        "12 Invented St Apt 4",
        "12 Invented St Apt. 4-B",
        "12 Invented St, apt #4B",
        "12 Invented St APT4B",
        "12 Invented St Apartment B",
        "12 Invented St Apto 3",
        "12 Invented St Unit 7",
        "12 Invented St #4",
        "12 Invented St # 4",
        "12 Invented St Lot 9",
        "12 Invented St, Ste 200",
        "12 Invented St Trlr 5",
        "12 Invented St Rm 12",
        "12 Invented St Fl 2",
        "12 Invented St Bsmt",
        "12 Invented St Rear",
    ],
)
def test_a_unit_may_stand_in_the_street_line(line):
    assert status(line) is AddressStatus.WITH_UNIT


@pytest.mark.parametrize("unit", ["4", "4B", "B", "Apt 4", "#4", "Bsmt"])
def test_a_unit_may_stand_in_its_own_column(unit):
    assert status("12 Invented St", unit) is AddressStatus.WITH_UNIT


@pytest.mark.parametrize("unit", ["", "Apt", "#", "APT #", "N/A", "none", "Unknown", "-", "TBD"])
def test_a_unit_column_that_names_no_unit_is_no_unit(unit):
    assert status("12 Invented St", unit) is AddressStatus.NO_UNIT


@pytest.mark.parametrize(
    "street",
    ["1601 Space Center Blvd", "14010 RM 620 N", "14010 RM 620", "12 Unity St", "8 Ste Anne Rd"],
)
def test_a_street_is_not_a_unit_because_its_name_sounds_like_one(street):
    assert status(street) is AddressStatus.NO_UNIT


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("12 Invented St Apt 4", ""),
        ("12 INVENTED ST", "Apt 9"),
        ("12 Invented  St, #7", ""),
        ("12 Invented St. Apt", ""),
        ("12 Invented St Rear", ""),
    ],
)
def test_every_unit_of_a_building_names_the_same_building(line, unit):
    assert read_address(line, unit, "TX", "00123-9999").building == "12 INVENTED ST 00123"


def test_the_same_street_in_another_town_is_another_building():
    here, there = (
        read_address("12 Invented St", "", "TX", zip_code) for zip_code in (ZIP, "00124")
    )
    assert here.building != there.building


def test_an_address_that_cannot_be_used_names_no_building():
    assert read_address("UNKNOWN", "", "TX", ZIP).building is None
    assert read_address("PO Box 12", "", "TX", ZIP).building is None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("12 Invented St Apt 4, Madeupton TX 00123", AddressStatus.WITH_UNIT),
        ("12 Invented St, Apt 4, Madeupton TX 00123", AddressStatus.WITH_UNIT),
        ("12 Invented St, Madeupton, TX 00123", AddressStatus.NO_UNIT),
        ("12 Invented St Madeupton TX 00123", AddressStatus.NO_UNIT),
        ("UNKNOWN, Madeupton TX 00123", AddressStatus.UNDELIVERABLE),
        ("12 Invented St, Madeupton TX", AddressStatus.UNDELIVERABLE),
        ("", AddressStatus.BLANK),
    ],
)
def test_an_address_on_one_line_ends_with_its_postal_code(address, expected):
    assert read_one_line(address).status is expected
