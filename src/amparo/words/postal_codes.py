"""What a postal code is known to be, from the list inside the zipcodes package: no network."""

from functools import cache
from typing import Any

import msgspec

MADE_UP = range(100, 500)
"""00100 to 00499 was never assigned to any place: made-up homes lie there, and are looked up in no
list. In a home of real children such a code is what it is, a code that does not exist."""


class PostalCode(msgspec.Struct, frozen=True):
    """One code of the list. ``kind`` is STANDARD, PO BOX, UNIQUE (one organisation) or MILITARY.

    ``cities`` are all the names by which letters there are addressed, accepted or not, in capitals.
    """

    state: str
    kind: str
    active: bool
    cities: frozenset[str]


def known(five_digits: str) -> PostalCode | None:
    """What the list says of a code; None where it has none such. It ages: new codes are missing."""
    return _listed().get(five_digits)


def is_made_up(five_digits: str) -> bool:
    """Whether a code lies in the range kept for made-up homes."""
    return int(five_digits) in MADE_UP


@cache
def _listed() -> dict[str, PostalCode]:
    """All 42,789 codes; it takes about two seconds, once, and only where a real code is met."""
    import zipcodes  # noqa: PLC0415  # most commands look up none

    return {
        one["zip_code"]: PostalCode(one["state"], one["zip_code_type"], one["active"], _cities(one))
        for one in zipcodes.list_all()
    }


def _cities(one: dict[str, Any]) -> frozenset[str]:
    names = (one["city"], *one["acceptable_cities"], *one["unacceptable_cities"])
    return frozenset(name.upper() for name in names)
