"""A change of address, as somebody filed or told it."""

from datetime import date

from amparo.events.event import Sealed
from amparo.words.address_codes import AddressCode
from amparo.words.addresses import AddressStatus


class AddressChanged(Sealed, frozen=True, kw_only=True, omit_defaults=True, tag="address changed"):
    """Somebody told an agency that a child lives elsewhere. The new address lies in the vault.

    ``happened_on`` is the day from which it holds; ``filed_on`` the day it was filed or told,
    ``received_on`` the day the agency had it. ``channel`` is one of words/vocabularies'
    channels: only EOIR-33 is notice to the court (8 CFR 1003.15(d)(2)).
    """

    channel: str
    status: AddressStatus
    why: str | None = None
    state: str | None = None
    address: bytes = b""
    codes: tuple[AddressCode, ...] = ()
    dpv: tuple[str, ...] = ()
    filed_on: date | None = None
    received_on: date | None = None
    verified: str | None = None
