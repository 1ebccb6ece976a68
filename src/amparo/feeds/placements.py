"""Placements: the care provider's rows from admission to discharge and the release address."""

from collections.abc import Iterator

import msgspec

from amparo.events import (
    AddressTold,
    Admitted,
    AnyEvent,
    Described,
    Discharged,
    DischargeNotified,
    MovedProgram,
    Released,
)
from amparo.feeds.address_columns import (
    ADDRESS,
    DPV_CODES,
    address_of,
    sealed_address,
    withholds_the_address,
)
from amparo.feeds.contract import Column, Contract, IdentityKey, Kind, Row, Telling
from amparo.feeds.people_columns import NAMING, described, likeness, place_of, told
from amparo.feeds.referrals import when
from amparo.words.addresses import AddressFacts, squeezed
from amparo.words.agencies import Agency
from amparo.words.ages import month_of_18
from amparo.words.vocabularies import RELEASED_TO_A_SPONSOR

_VAULTED = ("a_number", "given_names", "surnames", "birth_date", "sponsor_ref", "phone", "phone_2")


def tell(row: Row, key: IdentityKey) -> Telling:
    """The stay: admitted, moved, discharged, released to a sponsor at an address."""
    facts = address_of(row)
    stay = f"ORR {row.values['uc_path_id']}"
    return Telling(
        events=[_described(row, key), *_stay(row), *_release(row, key, facts)],
        likeness=likeness(row, stay),
        place=place_of(facts) if _is_released(row) else None,
        sponsor=squeezed(told(row.values["sponsor_ref"])) or None,
    )


def _described(row: Row, key: IdentityKey) -> Described:
    born = told(row.values["birth_date"])
    found = described(row, key, _VAULTED)
    return found if born is None else msgspec.structs.replace(found, turns_18_in=month_of_18(born))


def _stay(row: Row) -> Iterator[AnyEvent]:
    values = row.values
    if values["admitted_at"] is not None:
        program = told(values["program"])
        yield Admitted(of=row.of, line=row.line, program=program, **when(values["admitted_at"]))
    if values["transferred_at"] is not None:
        yield MovedProgram(of=row.of, line=row.line, **when(values["transferred_at"]))
    if values["discharged_on"] is not None:
        how = told(values["discharge_type"])
        yield Discharged(of=row.of, line=row.line, how=how, **when(values["discharged_on"]))
    if values["notified_dhs_at"] is not None:
        yield DischargeNotified(of=row.of, line=row.line, **when(values["notified_dhs_at"]))


def _release(row: Row, key: IdentityKey, facts: AddressFacts) -> Iterator[AnyEvent]:
    """Only a release to a sponsor owes an address; a child who left otherwise has none to give."""
    if not _is_released(row):
        return
    values = row.values
    reference = told(values["sponsor_ref"])
    yield Released(
        of=row.of,
        line=row.line,
        relationship=told(values["relationship"]),
        category=told(values["category"]),
        sponsor=key.token(reference) if reference else None,
        **when(values["discharged_on"]),
    )
    if not withholds_the_address(row):
        yield AddressTold(
            of=row.of,
            line=row.line,
            **sealed_address(row, key, facts),
            **when(values["discharged_on"]),
        )


def _is_released(row: Row) -> bool:
    return (
        row.values["discharged_on"] is not None
        and row.values["discharge_type"] in RELEASED_TO_A_SPONSOR
    )


PLACEMENTS = Contract(
    feed="placements",
    version="1",
    sender=Agency.ORR,
    says="One row for one stay of one child in care, sent again whenever something changes.",
    source="Columns after ORR forms R-1 and R-2 (OMB 0970-0552)",
    key=("uc_path_id", "discharge_seq"),
    identity_kind="stay",
    tell=tell,
    columns=(
        Column(
            name="uc_path_id",
            says="ORR's number of the child",
            required=True,
            identifying=True,
            spelled=("hhs_tracking_number",),
        ),
        Column(name="discharge_seq", says="Which of the child's stays, from 1", required=True),
        *NAMING,
        Column(name="program", says="The care provider's programme"),
        Column(name="admitted_at", says="Day of admission", kind=Kind.DAY),
        Column(name="transferred_at", says="Day of a move inside the network", kind=Kind.DAY),
        Column(name="length_of_care", says="Days in care, as the agency counts", kind=Kind.COUNT),
        Column(name="discharge_type", says="How the stay ended"),
        Column(name="discharged_on", says="Day the stay ended", kind=Kind.DAY),
        Column(name="sponsor_ref", says="ORR's reference of the sponsor", identifying=True),
        Column(
            name="relationship", says="The sponsor's relationship to the child", of_sponsor=True
        ),
        Column(name="category", says="Sponsor category 1 to 4", of_sponsor=True),
        msgspec.structs.replace(ADDRESS[0], says="Street line of the release address"),
        *ADDRESS[1:],
        Column(name="phone", says="Sponsor's telephone", kind=Kind.TEXT, identifying=True),
        Column(name="phone_2", says="Backup telephone", kind=Kind.TEXT, identifying=True),
        Column(name="notified_dhs_at", says="Day DHS was told (form R-2)", kind=Kind.DAY),
        DPV_CODES,
    ),
)
