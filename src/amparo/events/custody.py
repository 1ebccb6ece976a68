"""A stay in ICE's custody, and the address ICE holds of a child."""

from datetime import date

from amparo.events.event import Event, Sealed
from amparo.words.address_codes import AddressCode
from amparo.words.addresses import AddressStatus


class BookedIn(Event, frozen=True, kw_only=True, omit_defaults=True, tag="booked in"):
    """ICE took a child into custody at a facility."""

    facility: str | None = None
    juvenile: str | None = None


class LeftCustody(Event, frozen=True, kw_only=True, omit_defaults=True, tag="left custody"):
    """A stay in ICE's custody ended; ``why`` is the agency's release reason, as sent."""

    why: str | None = None


class HandedToHhs(Event, frozen=True, kw_only=True, omit_defaults=True, tag="handed to hhs"):
    """HHS signed for the child: the receipt of the transfer, as ICE tells it."""


class AgedOut(Event, frozen=True, kw_only=True, omit_defaults=True, tag="aged out"):
    """A child turned 18 in custody and was moved to an adult facility (8 USC 1232(c)(2)(B))."""

    facility: str | None = None


class AddressOfRecord(
    Sealed, frozen=True, kw_only=True, omit_defaults=True, tag="address of record"
):
    """The address at which ICE believes a child to live; the address itself lies in the vault.

    ICE mostly copies it from HHS's notice of discharge, so telling it again makes it nobody
    else's: it is labelled as HHS's. ``happened_on`` is the day ICE entered it, ``source`` where
    ICE says it has it from, ``returned_on`` the day mail sent there came back.
    """

    status: AddressStatus
    why: str | None = None
    state: str | None = None
    address: bytes = b""
    codes: tuple[AddressCode, ...] = ()
    dpv: tuple[str, ...] = ()
    source: str | None = None
    returned_on: date | None = None
