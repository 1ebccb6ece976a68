"""A Notice to Appear through its life: issued, served, filed, and what can go wrong between."""

from datetime import date

from amparo.events.event import Event, Sealed
from amparo.words.addresses import AddressStatus


class NoticeIssued(Event, frozen=True, kw_only=True, omit_defaults=True, tag="notice issued"):
    """An officer signed a Notice to Appear (form I-862; 8 USC 1229(a)(1))."""

    component: str | None = None


class NoticeNotToBeIssued(
    Event, frozen=True, kw_only=True, omit_defaults=True, tag="notice not to be issued"
):
    """The agency recorded its decision that no Notice to Appear will be issued."""


class NoticeServed(Sealed, frozen=True, kw_only=True, omit_defaults=True, tag="notice served"):
    """The notice was handed or mailed to someone (8 USC 1229(a)(1)); the address lies in the vault.

    ``address_status`` is None where no address was given (service in person needs none).
    ``under_14``: whether the child was, by the birth date in the same row (8 CFR 103.8(c)(2)(ii));
    None where that is not told.
    """

    how: str | None = None
    to: str | None = None
    address_status: AddressStatus | None = None
    under_14: bool | None = None


class NoticeReturned(Event, frozen=True, kw_only=True, omit_defaults=True, tag="notice returned"):
    """The mailed notice came back."""


class NoticeFiled(Event, frozen=True, kw_only=True, omit_defaults=True, tag="notice filed"):
    """The notice reached the court (8 CFR 1003.13: filing is actual receipt).

    ``status`` is accepted, rejected or pending; only *accepted* starts proceedings.
    """

    status: str | None = None
    reason: str | None = None
    court: str | None = None


class HearingSlotBooked(
    Event, frozen=True, kw_only=True, omit_defaults=True, tag="hearing slot booked"
):
    """DHS booked a first hearing. ``slot_on`` is content: the day of the hearing, not of the fact.

    A slot can be booked before anything is filed; cases are dismissed for just that.
    """

    slot_on: date


class NoticeWithdrawn(Event, frozen=True, kw_only=True, omit_defaults=True, tag="notice withdrawn"):
    """The agency took the notice back. ``reissued_as`` names the document that replaced it."""

    reissued_as: str | None = None
