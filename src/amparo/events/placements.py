"""A child's stay in ORR's care, from admission to discharge, as the care provider tells it."""

from amparo.events.event import Event, Sealed
from amparo.words.address_codes import AddressCode
from amparo.words.addresses import AddressStatus


class Admitted(Event, frozen=True, kw_only=True, omit_defaults=True, tag="admitted"):
    """A care provider took the child in."""

    program: str | None = None


class MovedProgram(Event, frozen=True, kw_only=True, omit_defaults=True, tag="moved program"):
    """The child went from one care provider to another inside ORR's network."""


class Discharged(Event, frozen=True, kw_only=True, omit_defaults=True, tag="discharged"):
    """ORR's custody ended. ``how`` is a code of the discharge vocabulary, as sent."""

    how: str | None = None


class Released(Event, frozen=True, kw_only=True, omit_defaults=True, tag="released"):
    """The child was released to a sponsor.

    ``sponsor`` is a keyed token of the agency's sponsor reference; the reference is never kept
    outside the vault. ``category`` is 1 to 4 (ORR's sponsor categories).
    """

    relationship: str | None = None
    category: str | None = None
    sponsor: bytes | None = None


class DischargeNotified(
    Event, frozen=True, kw_only=True, omit_defaults=True, tag="discharge notified"
):
    """ORR told DHS of the discharge (form R-2; ORR policy guide 2.8.3 says within 24 hours)."""


class AddressTold(Sealed, frozen=True, kw_only=True, omit_defaults=True, tag="address told"):
    """An agency told where the child lives. The address itself lies in the vault.

    ``address`` is a keyed token of the whole address: two tellings of one address have one token.
    ``codes`` is what is wrong with it; ``dpv`` what the post itself says of it, as the agency sent.
    """

    status: AddressStatus
    why: str | None = None
    state: str | None = None
    address: bytes = b""
    codes: tuple[AddressCode, ...] = ()
    dpv: tuple[str, ...] = ()
