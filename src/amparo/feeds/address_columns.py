"""The five columns of an address, which several feeds share, and what they tell."""

from typing import Any

from amparo.feeds.contract import Column, IdentityKey, Kind, Row
from amparo.feeds.people_columns import told
from amparo.words.address_codes import AddressCode, address_codes, dpv_codes
from amparo.words.addresses import AddressFacts, AddressStatus, read_address
from amparo.words.identifiers import is_made_up_key
from amparo.words.untold import Untold

ADDRESS = (
    # UNKNOWN in an address is a placeholder: a finding, not a silence.
    Column(
        name="address_line",
        says="Street line",
        kind=Kind.TEXT,
        identifying=True,
        may_be_untold=False,
    ),
    Column(
        name="unit",
        says="Apartment or unit",
        kind=Kind.TEXT,
        identifying=True,
        may_be_untold=False,
    ),
    Column(name="city", says="City", kind=Kind.TEXT, identifying=True, may_be_untold=False),
    Column(name="state", says="State, two letters", kind=Kind.STATE, may_be_untold=False),
    Column(name="zip", says="Postal code", kind=Kind.ZIP, identifying=True),
)

DPV_CODES = Column(
    name="dpv",
    says="What the post says of the address, as the agency bought it: "
    "Y, D, S or N, and footnote N1 (USPS DPV)",
    may_be_untold=False,
)

_NAMES = tuple(column.name for column in ADDRESS)
_WITHHELD = AddressFacts(AddressStatus.BLANK, "withheld")


def tells_an_address(row: Row) -> bool:
    """Whether any cell of the address says something."""
    return any(told(row.values[name]) for name in _NAMES)


def withholds_the_address(row: Row) -> bool:
    """Whether the agency knows the address and does not say it: that is no bad address."""
    return Untold.WITHHELD in {row.values["address_line"], row.values["zip"]}


def address_of(row: Row) -> AddressFacts:
    """What the address says of itself; of a withheld one that it is, and nothing else."""
    if withholds_the_address(row):
        return _WITHHELD
    line, unit, _city, state, zip_code = (told(row.values[name]) for name in _NAMES)
    return read_address(line, unit, state, zip_code)


def sealed_address(row: Row, key: IdentityKey, facts: AddressFacts) -> dict[str, Any]:
    """The address in an event: coded facts, a token of the five cells, the cells in the vault."""
    values = row.values
    dpv = dpv_codes(told(values.get("dpv")))
    return {
        "status": facts.status,
        "why": facts.why,
        "state": facts.state,
        "address": key.token("\x1f".join((*(str(values[name]) for name in _NAMES), *dpv))),
        "codes": () if withholds_the_address(row) else _codes(row, dpv),
        "dpv": dpv,
        "vault": key.seal({name: values[name] for name in _NAMES if told(values[name])}),
    }


def _codes(row: Row, dpv: tuple[str, ...]) -> tuple[AddressCode, ...]:
    line, unit, city, state, zip_code = (told(row.values[name]) for name in _NAMES)
    made_up = is_made_up_key(row.of.partition(":")[2])
    return address_codes(line, unit, city, state, zip_code, dpv=dpv, made_up=made_up)
