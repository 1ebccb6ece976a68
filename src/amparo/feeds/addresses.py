"""Addresses: each change of address that somebody filed with an agency or told it."""

from typing import Any

from amparo.events import AddressChanged
from amparo.feeds.address_columns import (
    ADDRESS,
    DPV_CODES,
    address_of,
    sealed_address,
    tells_an_address,
)
from amparo.feeds.contract import Column, Contract, IdentityKey, Kind, Row, Telling
from amparo.feeds.people_columns import NAMING, described, likeness, place_of, told
from amparo.feeds.referrals import when
from amparo.words.addresses import AddressFacts
from amparo.words.agencies import Agency
from amparo.words.vocabularies import CHANNEL_NOT_TOLD, CHANNELS

_VAULTED = ("a_number", "given_names", "surnames", "birth_date")
_DAYS = ("effective_from", "filed_on", "received_on")
_AS_WRITTEN = {channel.upper(): channel for channel in CHANNELS}


def tell(row: Row, key: IdentityKey) -> Telling:
    """The change, since when it holds, and by which channel it was told."""
    facts = address_of(row)
    return Telling(
        events=[described(row, key, _VAULTED), _changed(row, key, facts)],
        likeness=likeness(row),
        place=place_of(facts) if tells_an_address(row) else None,
    )


def _changed(row: Row, key: IdentityKey, facts: AddressFacts) -> AddressChanged:
    values = row.values
    return AddressChanged(
        of=row.of,
        line=row.line,
        channel=_channel(told(values["channel"])),
        filed_on=told(values["filed_on"]),
        received_on=told(values["received_on"]),
        verified=told(values["verified"]),
        **sealed_address(row, key, facts),
        **_since(row),
    )


def _since(row: Row) -> dict[str, Any]:
    """The first day told of the three; where none is, why the day it holds from is not."""
    days = [row.values[name] for name in _DAYS]
    return when(next((day for day in days if told(day) is not None), days[0]))


def _channel(sent: str | None) -> str:
    """The channel in the words of the list; one that is not on it stays as sent."""
    return _AS_WRITTEN.get(sent.upper(), sent) if sent else CHANNEL_NOT_TOLD


ADDRESSES = Contract(
    feed="addresses",
    version="1",
    sender=Agency.EOIR,
    also_from=(Agency.ORR, Agency.USCIS),
    says="One row for one change of address, as filed with or told to the agency that sends it.",
    source="Columns after forms EOIR-33 and AR-11 and the questions of ORR form R-6 (OMB"
    " 0970-0552); shape is a product choice",
    key=("change_id",),
    identity_kind="change of address",
    prefix="change",
    tell=tell,
    columns=(
        Column(name="change_id", says="The sender's number of the change", required=True),
        *NAMING,
        Column(name="channel", says=f"How it was told: {', '.join(CHANNELS)}"),
        *ADDRESS,
        Column(name="effective_from", says="Day from which it holds", kind=Kind.DAY),
        Column(name="filed_on", says="Day it was filed or told", kind=Kind.DAY),
        Column(name="received_on", says="Day the agency had it", kind=Kind.DAY),
        Column(name="verified", says="How it was verified, in code; blank: it was not"),
        DPV_CODES,
    ),
)
