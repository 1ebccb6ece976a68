"""Referrals: the referring agency's rows from encounter to the transfer to HHS."""

from typing import Any

from amparo.events import (
    AnyEvent,
    BookedOut,
    Encountered,
    PlacementDesignated,
    Referred,
    Transferred,
)
from amparo.feeds.contract import Column, Contract, IdentityKey, Kind, Row, Telling
from amparo.feeds.people_columns import NAMING, described, likeness, told
from amparo.words.agencies import Agency
from amparo.words.untold import Untold

_VAULTED = ("a_number", "given_names", "surnames", "birth_date", "language", "family_group")

_STEPS = (
    ("referral_at", Referred),
    ("placement_at", PlacementDesignated),
    ("final_bookout_at", BookedOut),
)
"""Columns that are nothing but the day of one step."""


def tell(row: Row, key: IdentityKey) -> Telling:
    """The child described, encountered, referred, transferred: one event for each day told."""
    events: list[AnyEvent] = [described(row, key, _VAULTED), _encountered(row)]
    for column, step in _STEPS:
        if row.values[column] is not None:
            events.append(step(of=row.of, line=row.line, **when(row.values[column])))
    if row.values["transfer_at"] is not None:
        events.append(_transferred(row))
    return Telling(events=events, likeness=likeness(row))


def when(value: Any) -> dict[str, Any]:
    """The two time fields of an event whose column holds a day or says why it holds none."""
    return {"undated": value} if isinstance(value, Untold) else {"happened_on": value}


def _encountered(row: Row) -> Encountered:
    values = row.values
    return Encountered(
        of=row.of,
        line=row.line,
        agency=told(values["referring_agency"]),
        sector=told(values["sector"]),
        entry_manner=told(values["entry_manner"]),
        uc_indicator=told(values["uc_indicator"]),
        demographic=told(values["demographic"]),
        separated=told(values["separated"]),
        **when(values["apprehension_at"]),
    )


def _transferred(row: Row) -> Transferred:
    to = told(row.values["transferred_to"])
    return Transferred(of=row.of, line=row.line, to=to, **when(row.values["transfer_at"]))


REFERRALS = Contract(
    feed="referrals",
    version="1",
    sender=Agency.CBP,
    says="One row for one child in one encounter, sent again whenever something in it changes.",
    source="Columns after ORR form P-7 (OMB 0970-0554) and CBP's record-level releases",
    key=("event_number", "subject_key"),
    identity_kind="event and subject",
    tell=tell,
    columns=(
        Column(name="event_number", says="The agency's number of the encounter", required=True),
        Column(
            name="subject_key",
            says="The agency's number of the person in it",
            required=True,
            identifying=True,
            spelled=("civ_id",),
        ),
        *NAMING,
        Column(name="sex", says="Sex as recorded"),
        Column(name="language", says="Best language as recorded"),
        Column(name="referring_agency", says="Part of the agency that found the child"),
        Column(name="sector", says="Sector or field office"),
        Column(
            name="apprehension_at",
            says="Day of the encounter",
            kind=Kind.DAY,
            spelled=("apprehension_date",),
        ),
        Column(name="entry_manner", says="Manner of entry (form P-7)"),
        Column(
            name="uc_indicator",
            says="Y where one system says unaccompanied",
            spelled=("uac_indicator", "unaccompanied_child"),
        ),
        Column(name="demographic", says="What the other system says of the group"),
        Column(
            name="family_group", says="Number of the family group", kind=Kind.TEXT, identifying=True
        ),
        Column(name="separated", says="Y, N or pending: separated from an adult"),
        Column(name="separation_reason", says="Reason of the separation (form P-7)"),
        Column(name="disposition", says="What the agency decided"),
        Column(name="referral_at", says="Day HHS was asked", kind=Kind.DAY),
        Column(name="placement_at", says="Day HHS named a programme", kind=Kind.DAY),
        Column(name="transferred_to", says="Who took the child"),
        Column(name="transfer_at", says="Day of the transfer to HHS", kind=Kind.DAY),
        Column(name="final_bookout_at", says="Day the child left custody", kind=Kind.DAY),
    ),
)
