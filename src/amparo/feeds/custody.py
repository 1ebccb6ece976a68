"""Custody: ICE's rows of each stay in its custody, and the address it holds of the child."""

from collections.abc import Iterator

import msgspec

from amparo.events import (
    AddressOfRecord,
    AgedOut,
    AnyEvent,
    BookedIn,
    HandedToHhs,
    LeftCustody,
)
from amparo.feeds.address_columns import (
    ADDRESS,
    address_of,
    sealed_address,
    tells_an_address,
    withholds_the_address,
)
from amparo.feeds.contract import Column, Contract, IdentityKey, Kind, Row, Telling
from amparo.feeds.people_columns import (
    A_NUMBER,
    BIRTH_DATE,
    CITIZENSHIP,
    GIVEN_NAMES,
    SURNAMES,
    described,
    likeness,
    place_of,
    told,
)
from amparo.feeds.referrals import when
from amparo.words.addresses import AddressFacts
from amparo.words.agencies import Agency

_VAULTED = ("a_number", "given_names", "surnames", "birth_date", "eid_case_id")


def tell(row: Row, key: IdentityKey) -> Telling:
    """The stay: booked in, handed over, aged out, released; and the address of record."""
    facts = address_of(row)
    return Telling(
        events=[described(row, key, _VAULTED), *_stay(row), *_address(row, key, facts)],
        likeness=likeness(row),
        place=place_of(facts) if _tells_where(row) else None,
    )


def _stay(row: Row) -> Iterator[AnyEvent]:
    values = row.values
    if values["book_in"] is not None:
        yield BookedIn(
            of=row.of,
            line=row.line,
            facility=told(values["facility"]),
            juvenile=told(values["juvenile"]),
            **when(values["book_in"]),
        )
    if values["book_out"] is not None:
        why = told(values["release_reason"])
        yield LeftCustody(of=row.of, line=row.line, why=why, **when(values["book_out"]))
    if values["handed_to_hhs_on"] is not None:
        yield HandedToHhs(of=row.of, line=row.line, **when(values["handed_to_hhs_on"]))
    if values["aged_out_on"] is not None:
        facility = told(values["adult_facility"])
        yield AgedOut(of=row.of, line=row.line, facility=facility, **when(values["aged_out_on"]))


def _address(row: Row, key: IdentityKey, facts: AddressFacts) -> Iterator[AnyEvent]:
    if not _tells_where(row):
        return
    yield AddressOfRecord(
        of=row.of,
        line=row.line,
        source=told(row.values["address_source"]),
        returned_on=told(row.values["mail_returned_on"]),
        **sealed_address(row, key, facts),
        **when(row.values["address_on"]),
    )


def _tells_where(row: Row) -> bool:
    """An address entered on a day and blank is told: it is known to be blank."""
    entered = told(row.values["address_on"]) is not None
    return (entered or tells_an_address(row)) and not withholds_the_address(row)


CUSTODY = Contract(
    feed="custody",
    version="1",
    sender=Agency.ICE,
    says="One row for one stay of one child in ICE's custody, sent again when something changes.",
    source="Columns after ICE's record-level releases of detention stints, and what OIG-24-46 says"
    " that ICE keeps; shape is a product choice",
    key=("eid_subject_id", "stay"),
    identity_kind="stay in custody",
    prefix="custody",
    tell=tell,
    banner_lines=20,
    columns=(
        Column(
            name="eid_subject_id",
            says="ICE's number of the person",
            required=True,
            identifying=True,
            spelled=("anonymized_identifier",),
        ),
        Column(
            name="stay",
            says="Which of the person's stays: a number, or when it began",
            required=True,
            spelled=("stay_book_in_date_time",),
        ),
        Column(name="eid_case_id", says="ICE's number of the case", identifying=True),
        A_NUMBER,
        GIVEN_NAMES,
        SURNAMES,
        BIRTH_DATE,
        msgspec.structs.replace(CITIZENSHIP, spelled=("citizenship_country",)),
        Column(name="sex", says="Sex as recorded", spelled=("gender",)),
        Column(
            name="book_in",
            says="Day the stay began",
            kind=Kind.DAY,
            spelled=("book_in_date_time",),
        ),
        Column(
            name="book_out",
            says="Day the stay ended",
            kind=Kind.DAY,
            spelled=("stay_book_out_date_time",),
        ),
        Column(
            name="facility",
            says="Where the child was held, by code or name",
            spelled=("detention_facility_code", "detention_facility"),
        ),
        Column(
            name="release_reason",
            says="Why the stay ended, as sent",
            spelled=("stay_release_reason", "detention_release_reason"),
        ),
        Column(name="juvenile", says="Y where ICE holds the person for a juvenile, else N"),
        Column(name="handed_to_hhs_on", says="Day HHS signed for the child", kind=Kind.DAY),
        Column(name="aged_out_on", says="Day of the transfer at 18", kind=Kind.DAY),
        Column(name="adult_facility", says="The adult facility a person of 18 was moved to"),
        *ADDRESS,
        Column(name="address_source", says="Where ICE says it has the address from"),
        Column(name="address_on", says="Day ICE entered the address", kind=Kind.DAY),
        Column(name="mail_returned_on", says="Day mail sent there came back", kind=Kind.DAY),
    ),
)
