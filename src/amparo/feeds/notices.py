"""Notices: ICE's rows of each Notice to Appear, from issue to filing or withdrawal."""

from collections.abc import Iterator

from amparo.events import (
    AnyEvent,
    HearingSlotBooked,
    NoticeFiled,
    NoticeIssued,
    NoticeNotToBeIssued,
    NoticeReturned,
    NoticeServed,
    NoticeWithdrawn,
)
from amparo.feeds.contract import (
    Column,
    Contract,
    IdentityKey,
    Kind,
    Row,
    Telling,
)
from amparo.feeds.people_columns import NAMING, described, likeness, told
from amparo.feeds.referrals import when
from amparo.words.addresses import read_one_line
from amparo.words.agencies import Agency
from amparo.words.ages import SERVED_ALONE_FROM, is_under

_VAULTED = ("a_number", "given_names", "surnames", "birth_date")


def tell(row: Row, key: IdentityKey) -> Telling:
    """The notice issued or not to be issued, served, returned, filed, withdrawn."""
    events = [
        described(row, key, _VAULTED),
        *_issued(row),
        *_served(row, key),
        *_filed(row),
        *_withdrawn(row),
    ]
    return Telling(events=events, likeness=likeness(row))


def _issued(row: Row) -> Iterator[AnyEvent]:
    values = row.values
    if values["nta_issued_on"] is not None:
        component = told(values["issuing_component"])
        issued = when(values["nta_issued_on"])
        yield NoticeIssued(of=row.of, line=row.line, component=component, **issued)
    if values["not_to_be_issued_on"] is not None:
        decided = when(values["not_to_be_issued_on"])
        yield NoticeNotToBeIssued(of=row.of, line=row.line, **decided)


def _served(row: Row, key: IdentityKey) -> Iterator[AnyEvent]:
    values = row.values
    if values["served_on"] is not None:
        address = told(values["served_address"])
        yield NoticeServed(
            of=row.of,
            line=row.line,
            how=told(values["service_method"]),
            to=told(values["served_to"]),
            address_status=read_one_line(address).status if address else None,
            under_14=_is_under_14(row),
            vault=key.seal({"served_address": address} if address else {}),
            **when(values["served_on"]),
        )
    if values["returned_on"] is not None:
        yield NoticeReturned(of=row.of, line=row.line, **when(values["returned_on"]))


def _is_under_14(row: Row) -> bool | None:
    """By the row's own birth date: which of several is right is not for this to say."""
    born, served = told(row.values["birth_date"]), told(row.values["served_on"])
    return is_under(SERVED_ALONE_FROM, born, served) if born and served else None


def _filed(row: Row) -> Iterator[AnyEvent]:
    values = row.values
    if values["filed_with_court_on"] is not None:
        yield NoticeFiled(
            of=row.of,
            line=row.line,
            status=told(values["filing_status"]),
            reason=told(values["filing_reason"]),
            court=told(values["court_code"]),
            **when(values["filed_with_court_on"]),
        )
    slot = told(values["first_hearing_slot_at"])
    if slot is not None:
        yield HearingSlotBooked(of=row.of, line=row.line, slot_on=slot)


def _withdrawn(row: Row) -> Iterator[AnyEvent]:
    if row.values["withdrawn_on"] is not None:
        yield NoticeWithdrawn(
            of=row.of,
            line=row.line,
            reissued_as=told(row.values["reissued_as"]),
            **when(row.values["withdrawn_on"]),
        )


NOTICES = Contract(
    feed="notices",
    version="1",
    sender=Agency.ICE,
    says="One row for one Notice to Appear, or one decision not to issue one.",
    source="Columns after form I-862 and its certificate of service; shape is a product choice",
    key=("charging_document_id",),
    identity_kind="charging document",
    tell=tell,
    columns=(
        Column(name="charging_document_id", says="ICE's number of the document", required=True),
        *NAMING,
        Column(name="nta_issued_on", says="Day the notice was signed", kind=Kind.DAY),
        Column(name="issuing_component", says="CBP, ICE or USCIS"),
        Column(name="not_to_be_issued_on", says="Day it was decided not to issue", kind=Kind.DAY),
        Column(name="served_on", says="Day of service", kind=Kind.DAY),
        Column(name="returned_on", says="Day the mail came back", kind=Kind.DAY),
        Column(name="service_method", says="In person or by mail"),
        Column(name="served_to", says="Child, sponsor or ORR"),
        Column(
            name="served_address",
            says="Address it was served at, on one line, postal code last",
            kind=Kind.TEXT,
            identifying=True,
            may_be_untold=False,
        ),
        Column(name="filed_with_court_on", says="Day the court received it", kind=Kind.DAY),
        Column(name="filing_status", says="accepted, rejected or pending"),
        Column(name="filing_reason", says="Why it was rejected"),
        Column(name="court_code", says="The court, by its base city code"),
        Column(name="first_hearing_slot_at", says="Day of the booked hearing", kind=Kind.DAY),
        Column(name="withdrawn_on", says="Day the notice was withdrawn", kind=Kind.DAY),
        Column(name="reissued_as", says="The document that replaced it"),
    ),
)
