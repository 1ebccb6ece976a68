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
    """The coded facts of an address. ``building`` is identifying text; the rest is not."""

    status: AddressStatus
    why: str | None = None
    state: str | None = None
    building: str | None = None


_PLACEHOLDERS = frozenset(
    {"UNKNOWN", "NA", "NONE", "TBD", "HOMELESS", "NO ADDRESS", "MAIN", "X", "XX", "XXX", "PENDING"}
)
_UNIT_WORD = (
    r"(?:\b(?:APT|APARTMENT|APTO|UNIT|STE|SUITE|LOT|TRLR|SPC|SPACE|RM|ROOM|BSMT)\b\.?\s*#?|#)"
)
_UNIT = re.compile(rf"{_UNIT_WORD}\s*([A-Z0-9][A-Z0-9-]*)")
_DANGLING = re.compile(rf"{_UNIT_WORD}\s*$")
_HOUSE_NUMBER = re.compile(r"^(\d+[A-Z]?)\s+(.+)$")
_POST_BOX = re.compile(r"^P\.?\s*O\.?\s*BOX\s+\d+")
_ZIP = re.compile(r"^(\d{5})(?:-?\d{4})?$")


def read_address(
    line: str | None, unit: str | None, state: str | None, zip_code: str | None
) -> AddressFacts:
    """What an address says of itself. Nothing is looked up: it works offline and for any state."""
    street = _squeezed(line)
    if not street:
        return AddressFacts(AddressStatus.BLANK, "no street line", state)
    why = _undeliverable(street, zip_code)
    if why is not None:
        return AddressFacts(AddressStatus.UNDELIVERABLE, why, state)
    with_unit = _names_a_unit(street, _squeezed(unit))
    status = AddressStatus.WITH_UNIT if with_unit else AddressStatus.NO_UNIT
    return AddressFacts(status, None, state, _building(street, zip_code))


def _undeliverable(street: str, zip_code: str | None) -> str | None:
    if _is_placeholder(street):
        return "placeholder"
    if not (_HOUSE_NUMBER.match(street) or _POST_BOX.match(street)):
        return "no street number"
    zip_match = _ZIP.match((zip_code or "").strip())
    if zip_match is None or len(set(zip_match[1])) == 1:
        return "postal code cannot be right"
    return None


def _is_placeholder(street: str) -> bool:
    words = " ".join(name_tokens(street))
    without_street = words.removesuffix(" ST").removesuffix(" STREET")
    only_digits = re.sub(r"\D", "", street)
    return (
        without_street in _PLACEHOLDERS
        or street in {"0", "N/A", "123", "000"}
        or (len(only_digits) > 3 and only_digits == street)
    )


def _names_a_unit(street: str, unit: str) -> bool:
    """A unit column that says only ``APT`` or ``#`` names none: the unit dangles."""
    if unit and not _DANGLING.fullmatch(unit):
        return True
    return _UNIT.search(street) is not None


def _building(street: str, zip_code: str | None) -> str | None:
    """Street number, street and postal code, without the unit: the same text for one building."""
    bare = _DANGLING.sub("", _UNIT.sub("", street)).strip(" ,.")
    house = _HOUSE_NUMBER.match(bare)
    zip_match = _ZIP.match((zip_code or "").strip())
    if house is None or zip_match is None:
        return None
    street_words = re.sub(r"[^A-Z0-9]+", " ", house[2]).strip()
    return f"{house[1]} {street_words} {zip_match[1]}"


def _squeezed(text: str | None) -> str:
    return " ".join((text or "").upper().split())
