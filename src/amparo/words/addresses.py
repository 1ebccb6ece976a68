"""An address as told: whether it can be used, why not, and which building it names."""

import re
from enum import StrEnum

import msgspec

from amparo.words.names import name_tokens


class AddressStatus(StrEnum):
    """What can be said of one address by itself, from its text alone."""

    BLANK = "blank"
    UNDELIVERABLE = "undeliverable"
    NO_UNIT = "no unit"  # fine for a house; incomplete only where others show units there
    WITH_UNIT = "with unit"


class AddressFacts(msgspec.Struct, frozen=True):
    """The coded facts of an address. ``building``, ``unit`` and ``postal_code`` are identifying."""

    status: AddressStatus
    why: str | None = None
    state: str | None = None
    building: str | None = None
    unit: str | None = None
    postal_code: str | None = None


_PLACEHOLDERS = frozenset(
    {"UNKNOWN", "NA", "NONE", "TBD", "HOMELESS", "NO ADDRESS", "MAIN", "X", "XX", "XXX", "PENDING"}
)
_REAL_STREETS = frozenset({"MAIN", "X"})
"""No address by themselves, but a street where a house number stands before them."""

_NO_UNITS = frozenset({"NA", "N A", "NO", "NONE", "NO UNIT", "NO APT", "UNKNOWN", "UNK", "TBD"})
"""What a unit column says where there is no unit, or none is known."""

_UNIT_WORD = r"(?:\b(?:APT|APARTMENT|APTO|UNIT)(?:\b\.?|(?=\d))\s*#?|#)"
# Words that are also streets (Space Center Blvd, Ranch Road 620): a unit only at the line's end.
_DOUBTFUL_WORD = r"[\s,](?:STE|SUITE|LOT|TRLR|SPC|SPACE|RM|ROOM|BLDG|FL|FLOOR)\b\.?\s*#?"
# USPS Publication 28, appendix C2 (unverified): these need no number.
_WHOLE_UNIT = r"[\s,](?:BSMT|BASEMENT|REAR|FRNT|UPPR|LOWR|PH)\.?\s*$"
_UNIT = re.compile(
    rf"{_UNIT_WORD}\s*[A-Z0-9][A-Z0-9-]*"
    rf"|{_DOUBTFUL_WORD}\s*(?:[A-Z]{{0,2}}\d[A-Z0-9-]*|[A-Z])\s*$|{_WHOLE_UNIT}"
)
_UNIT_WORDS = re.compile(rf"^(?:\s*{_UNIT_WORD}|{_DOUBTFUL_WORD})")
_DANGLING = re.compile(rf"(?:{_UNIT_WORD}|{_DOUBTFUL_WORD})\s*$")
# 12, 12B, 12-B, 12-34 (Queens), 12 1/2, N6W23001 (Wisconsin); never 0.
_HOUSE_NUMBER = re.compile(
    r"^((?!0+\b)\d+(?:-\d+)?(?:-?[A-Z])?(?: \d/\d)?|[NSEW]\d+(?:[NSEW]\d+)?)\s+(.+)$"
)
_BOX = re.compile(r"^(?:P\.?\s*O\.?\s*BOX\s*#?|(?:RR|HC|RURAL ROUTE)\s*#?\d+,? BOX\s*#?)\s*\d+")
_ZIP = re.compile(r"^(\d{5})(?:-?\d{4})?$", re.ASCII)
_REAL_REPEATING_ZIPS = frozenset({"22222", "44444", "55555"})
"""Arlington, Newton Falls and Young America have these codes; other such runs are typed in."""


def read_address(
    line: str | None, unit: str | None, state: str | None, zip_code: str | None
) -> AddressFacts:
    """What an address says of itself. Nothing is looked up: it works offline and for any state."""
    street = squeezed(line)
    if not street:
        return AddressFacts(AddressStatus.BLANK, "no street line", state)
    why = _undeliverable(street, squeezed(zip_code))
    if why is not None:
        return AddressFacts(AddressStatus.UNDELIVERABLE, why, state)
    with_unit = _names_a_unit(street, squeezed(unit))
    return AddressFacts(
        AddressStatus.WITH_UNIT if with_unit else AddressStatus.NO_UNIT,
        None,
        state,
        _building(street, squeezed(zip_code)),
        _unit(street, squeezed(unit)) if with_unit else None,
        postal_code(zip_code),
    )


def postal_code(text: str | None) -> str | None:
    """The five digits of a postal code; None where it is none."""
    found = _ZIP.match(squeezed(text))
    return found[1] if found else None


def read_one_line(address: str) -> AddressFacts:
    """What an address on one line says of itself: the street first, the postal code last."""
    before, _, last_word = address.strip().rpartition(" ")
    zip_code = last_word if _ZIP.match(last_word) else None
    parts = [part.strip() for part in (before if zip_code else address).split(",")]
    unit = parts[1] if parts[1:] and _UNIT.search(f" {squeezed(parts[1])}") else None
    return read_address(parts[0], unit, None, zip_code)


def squeezed(text: str | None) -> str:
    """A word of an address as it is compared: letter case and spacing make no other address."""
    return " ".join((text or "").upper().split())


def _undeliverable(street: str, zip_code: str) -> str | None:
    if _is_placeholder(street):
        return "placeholder"
    if not (_HOUSE_NUMBER.match(street) or _BOX.match(street)):
        return "no street number"
    if not zip_code:
        return "no postal code"
    zip_match = _ZIP.match(zip_code)
    if zip_match is None or _is_typed_in(zip_match[1]):
        return "postal code cannot be right"
    return None


def _is_typed_in(five: str) -> bool:
    return len(set(five)) == 1 and five not in _REAL_REPEATING_ZIPS


def _is_placeholder(street: str) -> bool:
    house = _HOUSE_NUMBER.match(street)
    words = " ".join(name_tokens(house[2] if house else street))
    without_street = words.removesuffix(" ST").removesuffix(" STREET")
    only_digits = re.sub(r"\D", "", street)
    return (
        without_street in (_PLACEHOLDERS - _REAL_STREETS if house else _PLACEHOLDERS)
        or street in {"0", "N/A", "123", "000"}
        or (len(only_digits) > 3 and only_digits == street)
    )


def _names_a_unit(street: str, unit: str) -> bool:
    """A unit column that says only ``APT`` or ``#``, or ``N/A``, names none."""
    said = re.sub(r"[^A-Z0-9]+", " ", unit).strip()
    if said and said not in _NO_UNITS and not any(map(_DANGLING.fullmatch, (unit, f" {unit}"))):
        return True
    return _UNIT.search(_after_house_number(street)) is not None


def _unit(street: str, unit: str) -> str:
    """The unit's own number, without the word before it: ``APT 4B`` and ``#4B`` are one unit."""
    found = _UNIT.search(_after_house_number(street))
    said = unit or (found[0] if found else "")
    return re.sub(r"[^A-Z0-9]+", "", _UNIT_WORDS.sub("", f" {said.strip()}"))


def _building(street: str, zip_code: str) -> str | None:
    """Street number, street and postal code, without the unit: the same text for one building."""
    house, zip_match = _HOUSE_NUMBER.match(street), _ZIP.match(zip_code)
    if house is None or zip_match is None:
        return None
    bare = _DANGLING.sub("", _UNIT.sub("", _after_house_number(street)))
    street_words = re.sub(r"[^A-Z0-9]+", " ", bare).strip()
    return f"{house[1]} {street_words} {zip_match[1]}"


def _after_house_number(street: str) -> str:
    house = _HOUSE_NUMBER.match(street)
    return house[2] if house else ""
