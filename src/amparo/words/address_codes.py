"""What is wrong with an address, code by code: each with its rule and its evidence."""

import csv
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from amparo.words.addresses import AddressFacts, AddressStatus, read_address, squeezed
from amparo.words.postal_codes import PostalCode, is_made_up, known


class AddressCode(StrEnum):
    """One thing that is wrong with an address. An address may have several, or none."""

    BLANK = "blank"
    PLACEHOLDER = "placeholder"
    AGENCY = "an agency's own"
    UNPARSEABLE = "not an address"
    NO_NUMBER = "no street number"
    ZIP_MISSING = "no postal code"
    ZIP_BAD = "postal code does not exist"
    ZIP_INACTIVE = "postal code no longer in use"
    ZIP_STATE = "postal code of another state"
    ZIP_CITY = "postal code of another city"
    NOT_A_RESIDENCE = "not a residence"
    UNIT_DANGLING = "unit without a number"
    UNIT_MISSING = "unit missing"
    UNIT_UNCONFIRMED = "unit not confirmed"
    NOT_CONFIRMED = "address not confirmed"


class Basis(StrEnum):
    """How far a code can be believed."""

    CONFIRMED = "confirmed"
    INFERRED = "inferred"


class Rule(msgspec.Struct, frozen=True):
    """How a code is found, and on what evidence.

    ``unusable``: by itself it makes a release address one that cannot be used. A doubt about the
    postal code does not: letters with a wrong one arrive, and the list can be old.
    """

    says: str
    basis: Basis
    evidence: str
    unusable: bool = False


_TEXT = "the text itself"
_LIST = "the postal codes in zipcodes 3.0.0, which age"
_DPV = "a USPS delivery-point code (DPV) that the agency bought and sent"
RULES: dict[AddressCode, Rule] = {
    AddressCode.BLANK: Rule("There is no street line.", Basis.CONFIRMED, _TEXT, unusable=True),
    AddressCode.PLACEHOLDER: Rule(
        "The street line only fills the field: UNKNOWN, HOMELESS, TBD, Main St, 123.",
        Basis.INFERRED,
        _TEXT,
        unusable=True,
    ),
    AddressCode.AGENCY: Rule(
        "It is the address of an agency's own building, by a short list.",
        Basis.INFERRED,
        "words/agency_addresses.csv, unverified",
    ),
    AddressCode.UNPARSEABLE: Rule(
        "Nothing in the street line reads as a street.",
        Basis.INFERRED,
        "usaddress 0.5.16 calls it ambiguous, and finds no street name",
        unusable=True,
    ),
    AddressCode.NO_NUMBER: Rule(
        "There is a street and no house number.", Basis.INFERRED, _TEXT, unusable=True
    ),
    AddressCode.ZIP_MISSING: Rule(
        "There is no postal code.", Basis.CONFIRMED, _TEXT, unusable=True
    ),
    AddressCode.ZIP_BAD: Rule("The postal code is none, or is in no list.", Basis.INFERRED, _LIST),
    AddressCode.ZIP_INACTIVE: Rule("The postal code was given up.", Basis.INFERRED, _LIST),
    AddressCode.ZIP_STATE: Rule(
        "The postal code lies in another state than the one written.", Basis.INFERRED, _LIST
    ),
    AddressCode.ZIP_CITY: Rule(
        "No town by which letters with this postal code are addressed is the one written.",
        Basis.INFERRED,
        _LIST,
    ),
    AddressCode.NOT_A_RESIDENCE: Rule(
        "A post-office box, general delivery, or a postal code of boxes or of one organisation.",
        Basis.INFERRED,
        f"{_TEXT}, and {_LIST}",
    ),
    AddressCode.UNIT_DANGLING: Rule(
        "It says apartment, unit or # and no number after it.", Basis.CONFIRMED, _TEXT
    ),
    AddressCode.UNIT_MISSING: Rule(
        "The building has units and the address names none (DPV D, or footnote N1).",
        Basis.CONFIRMED,
        _DPV,
        unusable=True,
    ),
    AddressCode.UNIT_UNCONFIRMED: Rule(
        "The unit that is named is not one of the building's (DPV S).",
        Basis.CONFIRMED,
        _DPV,
        unusable=True,
    ),
    AddressCode.NOT_CONFIRMED: Rule(
        "The house itself is none the post delivers to (DPV N).",
        Basis.CONFIRMED,
        _DPV,
        unusable=True,
    ),
}
"""Every code, in the order in which they are told. That a unit is missing is *inferred* where
enough other children's records show units there, by the gap ``address-unusable``; that two
agencies' books name different homes (*drift*) is the gap ``agencies-disagree-on-address``."""

DPV: dict[str, AddressCode | None] = {
    "Y": None,
    "D": AddressCode.UNIT_MISSING,
    "N1": AddressCode.UNIT_MISSING,
    "S": AddressCode.UNIT_UNCONFIRMED,
    "N": AddressCode.NOT_CONFIRMED,
}
"""What the post's own codes say, by vendors' guides (unverified). Y confirms all of it."""

_DANGLING = re.compile(
    r"(?:(?:^|[\s,])(?:APT|APARTMENT|APTO|UNIT|STE|SUITE|RM|ROOM)\.?\s*#?|#)\s*$"
)
_POST_BOX = re.compile(r"P\.?\s*O\.?\s*BOX\b|POST OFFICE BOX\b|GENERAL DELIVERY\b")
_OF_NO_HOME = frozenset({"PO BOX", "UNIQUE"})


def dpv_codes(text: str | None) -> tuple[str, ...]:
    """The delivery-point codes in a cell that the table knows, in order: ``D, N1`` has two."""
    return tuple(one for one in re.findall(r"[A-Z]\d?", squeezed(text)) if one in DPV)


@lru_cache(maxsize=1 << 16)
def address_codes(
    line: str | None,
    unit: str | None,
    city: str | None,
    state: str | None,
    zip_code: str | None,
    *,
    dpv: tuple[str, ...] = (),
    made_up: bool = False,
) -> tuple[AddressCode, ...]:
    """What is wrong with an address, as far as can be told offline, in the order of ``RULES``.

    ``made_up``: it is of a made-up home, whose postal codes are never looked up.
    """
    facts = read_address(line, unit, state, zip_code)
    found = set(_of_the_text(facts, squeezed(line), squeezed(unit)))
    found |= {code for one in dpv if (code := DPV[one]) is not None}
    if facts.status is not AddressStatus.BLANK:
        found |= set(
            _of_the_postal_code(
                squeezed(zip_code), squeezed(city), squeezed(state), made_up=made_up
            )
        )
    return tuple(code for code in RULES if code in found)


_BY_WHY = {
    "placeholder": AddressCode.PLACEHOLDER,
    "no postal code": AddressCode.ZIP_MISSING,
    "postal code cannot be right": AddressCode.ZIP_BAD,
}


def _of_the_text(facts: AddressFacts, street: str, unit: str) -> Iterator[AddressCode]:
    if facts.status is AddressStatus.BLANK:
        yield AddressCode.BLANK
        return
    if _POST_BOX.match(street):
        yield AddressCode.NOT_A_RESIDENCE
    elif facts.why == "no street number":
        yield _without_number(street)
    if facts.why in _BY_WHY:
        yield _BY_WHY[facts.why]
    if facts.status is not AddressStatus.WITH_UNIT and (
        _DANGLING.search(street) or _DANGLING.search(unit)
    ):
        yield AddressCode.UNIT_DANGLING
    if facts.building and _in_full(facts.building) in _agencies():
        yield AddressCode.AGENCY


def _without_number(street: str) -> AddressCode:
    """Whether there is a street at all: the one question that the parser is asked."""
    import usaddress  # noqa: PLC0415  # its model is read only where a line names no house

    try:
        parts, _ = usaddress.tag(street)
    except usaddress.RepeatedLabelError:
        return AddressCode.UNPARSEABLE
    return AddressCode.NO_NUMBER if "StreetName" in parts else AddressCode.UNPARSEABLE


def _of_the_postal_code(
    zip_code: str, city: str, state: str, *, made_up: bool
) -> Iterator[AddressCode]:
    five = zip_code[:5]
    if len(five) != 5 or not five.isascii() or not five.isdigit() or (made_up and is_made_up(five)):
        return
    listed = known(five)
    if listed is None:
        yield AddressCode.ZIP_BAD
    else:
        yield from (code for code, is_so in _DOUBTS.items() if is_so(listed, city, state))


_DOUBTS: dict[AddressCode, Callable[[PostalCode, str, str], bool]] = {
    AddressCode.ZIP_INACTIVE: lambda listed, _city, _state: not listed.active,
    AddressCode.ZIP_STATE: lambda listed, _city, state: bool(state) and state != listed.state,
    AddressCode.ZIP_CITY: lambda listed, city, _state: bool(city) and city not in listed.cities,
    AddressCode.NOT_A_RESIDENCE: lambda listed, _city, _state: listed.kind in _OF_NO_HOME,
}


_SHORT = {"ST": "STREET", "AVE": "AVENUE", "RD": "ROAD", "BLVD": "BOULEVARD", "PLZ": "PLAZA"}


def _in_full(building: str) -> str:
    return " ".join(_SHORT.get(word, word) for word in building.split())


@cache
def _agencies() -> frozenset[str]:
    """The buildings of the list, as ``read_address`` names one, with no word shortened."""
    text = files("amparo.words").joinpath("agency_addresses.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    told = (read_address(row["address"], None, None, row["zip"]).building for row in rows)
    return frozenset(_in_full(one) for one in told if one)
