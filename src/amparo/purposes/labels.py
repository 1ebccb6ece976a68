"""The label of every value held: its class, who it came from, whether it is protected."""

from collections.abc import Iterable, Mapping

import msgspec

from amparo.events import (
    AddressChanged,
    AddressOfRecord,
    AddressProposed,
    AddressTold,
    Admitted,
    AgedOut,
    BookedIn,
    BookedOut,
    CallAnswered,
    CallAttempted,
    CaseIdentifierTold,
    CasePriorityTold,
    CaseTold,
    ConcernDisposed,
    ConcernReported,
    ContactAttempted,
    CounselTold,
    CourtRow,
    Described,
    Discharged,
    DischargeNotified,
    Encountered,
    Event,
    FlagContested,
    HandedToHhs,
    HearingSlotBooked,
    HearingTold,
    JuvenileFlagTold,
    LeftCustody,
    LetterEnded,
    MotionTold,
    MovedProgram,
    NoticeChecked,
    NoticeFiled,
    NoticeIssued,
    NoticeNotToBeIssued,
    NoticeReturned,
    NoticeServed,
    NoticeWithdrawn,
    NotToBeIssuedDecided,
    OrderDecided,
    PlacementDesignated,
    ProceedingTold,
    Referred,
    Released,
    Repeated,
    ReportedMissing,
    Sealed,
    StillReported,
    ToldAtDesk,
    TotalTold,
    Transferred,
)
from amparo.purposes.asking import Origin, derived_from
from amparo.purposes.data_class import DataClass
from amparo.purposes.roles import Family
from amparo.record import (
    Assertion,
    Call,
    Case,
    Concern,
    Custody,
    Episode,
    Fact,
    Hearing,
    Home,
    Missed,
    Notice,
    Open,
    Record,
    SourceRecord,
    Stay,
    ToCome,
    Whereabouts,
)
from amparo.words.agencies import Agency
from amparo.words.vocabularies import AR_11, EOIR_33, RELIEF_GRANTED


class Label(msgspec.Struct, frozen=True, cache_hash=True):
    """What the rules must know of a value before it is shown.

    ``protected``: it tells of a T, U or VAWA application, or would not exist without one
    (8 USC 1367).
    """

    data_class: DataClass
    origin: Origin
    protected: bool


class Unlabelled(LookupError):
    """A value nobody gave a class to: it is never shown. The message names no value."""


def label(event: Event, field: str) -> Label:
    """The label of one field of an event. Raises Unlabelled where nobody wrote one."""
    data_class = FIELDS.get(type(event), {}).get(field)
    if data_class is None:
        raise Unlabelled(f"{type(event).__name__} has no field {field} with a label.")
    told = _labelled(event, _told_by_being_there(event, data_class), origin(event, field))
    may_tell = field in MAY_TELL_OF_ASYLUM.get(type(event), ())
    return msgspec.structs.replace(told, protected=True) if may_tell else told


def vault_label(event: Event, name: str) -> Label:
    """The label of one identifying value that an event keeps in the vault. Raises Unlabelled."""
    if name not in VAULTED or not isinstance(event, Sealed):
        raise Unlabelled(f"{type(event).__name__} has no vaulted {name} with a label.")
    return _labelled(event, _told_by_being_there(event, VAULTED[name]), origin(event, "vault"))


def name_label(identity: str) -> Label:
    """The label of an agency's own key of a record: who the child is to that agency.

    The key of a change of address tells that the child moved: it is HHS's, whoever gave it.
    """
    came_from = Origin.HHS if _kind(identity) == _CHANGE else origin_of(identity)
    return Label(data_class=DataClass.IDENTITY, origin=came_from, protected=False)


def labels_of(event: Event) -> frozenset[Label]:
    """The labels of everything an event says, for showing it whole or not at all."""
    return frozenset(label(event, field) for field in event.__struct_fields__)


def labels_copied() -> frozenset[Label]:
    """The labels of everything that a copy of all events holds, whoever told it."""
    classes = {
        one
        for kind, fields in FIELDS.items()
        if kind not in NEVER_COPIED
        for one in fields.values()
    }
    return frozenset(
        Label(data_class=data_class, origin=came_from, protected=protected)
        for data_class in classes
        for came_from in _ORIGIN_OF.values()
        for protected in (False, True)
    )


def origin(event: Event, field: str) -> Origin:
    """Who one field of an event came from: whoever said it first, not whoever told it again."""
    retold = is_retold(type(event), field) or _is_passed_on(event)
    if retold:
        return Origin.HHS
    return origin_of(event.told_by if isinstance(event, ToldAtDesk) else event.of)


def is_retold(kind: type[Event], field: str) -> bool:
    """Whether a field is one that HHS said first, whoever tells it."""
    return field in HHS_RETOLD.get(kind, ())


def origin_of(identity: str) -> Origin:
    """Who told of a source identity, by the agency it begins with; HHS where that is unknown."""
    agency, colon, _ = identity.partition(":")
    return _ORIGIN_OF.get(agency, Origin.HHS) if colon else Origin.HHS


def finding_origin(told_by: Iterable[str]) -> Origin:
    """Who a finding came from, by the source identities of its facts; HHS where it names none.

    A record that tells where a child lives counts as HHS's, whoever keeps it: of the finding
    nothing says which of its facts it rests on.
    """
    origins = [
        Origin.HHS if _tells_of_a_home(identity) else origin_of(identity) for identity in told_by
    ]
    return derived_from(*origins) if origins else Origin.HHS


def _labelled(event: Event, data_class: DataClass, came_from: Origin) -> Label:
    protected = data_class is DataClass.PROTECTED_RELIEF or _tells_of_relief(event)
    return Label(data_class, came_from, protected)


def _tells_of_relief(event: Event) -> bool:
    # The agency does not say which relief was granted, so it may be one that the law protects.
    return isinstance(event, Discharged) and event.how in RELIEF_GRANTED


def _is_passed_on(event: Event) -> bool:
    """Whether an address was told to somebody else first: a form's own office has it itself."""
    return isinstance(event, AddressChanged) and _OWN_FORM.get(event.channel) != _teller(event.of)


def _told_by_being_there(event: Event, own: DataClass) -> DataClass:
    """Whom a paper is about tells, where there is one only after a move or a call, of that."""
    return _THERE_AFTER.get(_kind(event.of), own) if own is DataClass.IDENTITY else own


def _kind(identity: str) -> str:
    kind, slash, _ = identity.partition(":")[2].partition("/")
    return kind if slash else ""


def _tells_of_a_home(identity: str) -> bool:
    return identity.partition(":")[2].startswith(_OF_HOMES)


def _teller(identity: str) -> str:
    return identity.partition(":")[0]


_OWN_FORM: Mapping[str, str] = {EOIR_33: Agency.EOIR, AR_11: Agency.USCIS}
"""The office with which a form is filed: it has the address from the child, not from HHS."""

_CHANGE = "change"
_THERE_AFTER: Mapping[str, DataClass] = {
    _CHANGE: DataClass.LOCATION,
    "call": DataClass.SAFETY_CALLS,
}
"""The kinds of records that only a move or a call makes: that there is one tells of it."""

_OF_HOMES = ("custody/", "change/")
"""The kinds of records that tell an address which may have come from HHS."""

_ORIGIN_OF: Mapping[str, Origin] = {
    Agency.CBP: Origin.DHS_SUPPLIED,
    Agency.ICE: Origin.DHS_SUPPLIED,
    Agency.ORR: Origin.HHS,
    Agency.EOIR: Origin.COURT,
    # A part of DHS, but what a child tells it in confidence (8 CFR 208.6) is never DHS's own.
    Agency.USCIS: Origin.OTHER,
    # The child's side at a desk of its own: nobody's but the child's, and never DHS's.
    Family.COUNSEL: Origin.OTHER,
}

_C = DataClass
_Labels = Mapping[str, DataClass]


def _each(own: DataClass, *fields: str, **other: DataClass) -> dict[str, DataClass]:
    """Fields of one class, and those that are of another. What is named nowhere has no label."""
    return dict.fromkeys(fields, own) | other


def _of(
    kind: type[Event], own: DataClass, *fields: str, **other: DataClass
) -> tuple[type[Event], _Labels]:
    """An event's labels: what every event says is of the kind's own class; the rest is named."""
    said_by_all = next(
        every for every in (CourtRow, ToldAtDesk, Sealed, Event) if issubclass(kind, every)
    )
    return kind, _each(own, *said_by_all.__struct_fields__, *fields, **other)


FIELDS: Mapping[type[Event], _Labels] = dict(
    (
        _of(
            Described, _C.IDENTITY, "row", "citizenship", "sex", "untold", "repairs", "turns_18_in"
        ),
        _of(Repeated, _C.IDENTITY, "row"),
        # The way to HHS and to the court is what a duty of service is about.
        _of(
            Encountered,
            _C.COURT,
            "agency",
            "sector",
            "entry_manner",
            "uc_indicator",
            # Both tell of parents and siblings.
            demographic=_C.HOUSEHOLD,
            separated=_C.HOUSEHOLD,
        ),
        _of(Referred, _C.COURT),
        _of(PlacementDesignated, _C.PLACEMENT),
        _of(Transferred, _C.COURT, to=_C.PLACEMENT),  # it names HHS's programme
        _of(BookedOut, _C.COURT),
        _of(Admitted, _C.PLACEMENT, "program"),
        _of(MovedProgram, _C.PLACEMENT),
        _of(Discharged, _C.PLACEMENT, "how"),
        _of(
            Released,
            _C.PLACEMENT,
            relationship=_C.SPONSOR,
            category=_C.SPONSOR,
            sponsor=_C.SPONSOR,
        ),
        _of(DischargeNotified, _C.PLACEMENT),
        _of(AddressTold, _C.LOCATION, "status", "why", "state", "address", "codes", "dpv"),
        _of(NoticeIssued, _C.COURT, "component"),
        _of(NoticeNotToBeIssued, _C.COURT),
        # Whom it was handed to tells at whose home the child lives.
        _of(
            NoticeServed,
            _C.COURT,
            "how",
            "address_status",
            to=_C.SPONSOR,
            under_14=_C.IDENTITY,
        ),
        _of(NoticeReturned, _C.COURT),
        _of(NoticeFiled, _C.COURT, "status", "reason", "court"),
        _of(HearingSlotBooked, _C.COURT, "slot_on"),
        _of(NoticeWithdrawn, _C.COURT, "reissued_as"),
        # --- the court ---
        _of(
            CaseTold,
            _C.COURT,
            "custody",
            "case_type",
            "priority",
            "counsel_on",
            **_each(_C.LOCATION, "address", "state", "address_on"),
            **_each(_C.IDENTITY, "nationality", "language", "sex"),
        ),
        _of(
            ProceedingTold,
            _C.COURT,
            "notice_on",
            "court",
            "hearing_on",
            "decision",
            "order",
            "completed_on",
            "in_absentia",
            "case_type",
            # A case is moved after the child.
            **_each(_C.LOCATION, "venue_changed_on", "moved_to"),
        ),
        _of(
            HearingTold,
            _C.COURT,
            "hearing_on",
            "at",
            "proceeding",
            "calendar",
            "schedule_type",
            "adjourned",
            "notice",
            "medium",
            "court",
            "updated_on",
            language=_C.IDENTITY,
        ),
        _of(JuvenileFlagTold, _C.COURT, "flag", "changed_on"),
        _of(CaseIdentifierTold, _C.COURT, "code"),
        _of(CasePriorityTold, _C.COURT, "priority", "changed_on"),
        _of(CounselTold, _C.COURT, "side", "level", "is_primary"),
        _of(MotionTold, _C.COURT, "kind", "decision", "decided_on", "deleted", "proceeding"),
        # --- ICE's custody: its days and places are DHS's own, the address is not ---
        _of(BookedIn, _C.COURT, "facility", "juvenile"),
        _of(LeftCustody, _C.COURT, "why"),
        _of(HandedToHhs, _C.COURT),
        _of(AgedOut, _C.COURT, "facility"),
        _of(
            AddressOfRecord,
            _C.LOCATION,
            "status",
            "why",
            "state",
            "address",
            "codes",
            "dpv",
            "source",
            "returned_on",
        ),
        # --- after release ---
        _of(CallAttempted, _C.SAFETY_CALLS, "due_on", "attempt", "reached"),
        _of(
            CallAnswered,
            _C.SAFETY_CALLS,
            "with_whom",
            "address_matches",
            "change_filed",
            "lives_there",
            "left_why",
        ),
        _of(ConcernReported, _C.ABUSE_REPORTS, "about", "reported_to", "status"),
        _of(
            AddressChanged,
            _C.LOCATION,
            "channel",
            "status",
            "why",
            "state",
            "address",
            "codes",
            "dpv",
            "filed_on",
            "received_on",
            "verified",
        ),
        # --- told by a person at a desk ---
        _of(
            ContactAttempted,
            _C.SAFETY_CALLS,
            "outcome",
            "channel",
            "lives_there",
            "is_well",
            "notice_came",
        ),
        _of(ReportedMissing, _C.ABUSE_REPORTS, "to"),
        _of(NotToBeIssuedDecided, _C.COURT),
        # What counsel will do is between the child and counsel.
        _of(OrderDecided, _C.COUNSEL_COMMUNICATIONS, "will_ask"),
        _of(AddressProposed, _C.LOCATION, "evidence", "status"),
        _of(
            NoticeChecked,
            _C.COURT,
            "time_and_place",
            "sent",
            "sent_to",
            "returned",
            "known_stale",
        ),
        _of(ConcernDisposed, _C.ABUSE_REPORTS, "outcome", "about"),
        _of(FlagContested, _C.ABUSE_REPORTS, "contested_by"),
        _of(LetterEnded, _C.LOCATION, "outcome", "address", "posted_on"),
    )
)
"""The class of every field of every event about a child. A field added to an event is shown to
nobody until it stands here."""

ABOUT_NO_CHILD: frozenset[type[Event]] = frozenset({TotalTold, StillReported})
"""Events about no child: published counts, which anyone may read, and that a table of the court's
repeats rows, in tokens which tell nobody anything."""

KEPT_TO: Mapping[type[Event], frozenset[Family]] = {
    AddressProposed: frozenset({Family.ORR, Family.COUNSEL}),
    LetterEnded: frozenset({Family.ORR, Family.COUNSEL}),
}
"""What is shown to some families only, whatever else their class opens to others: an address that
is proposed is no address of record, and comparing addresses is the work of these two. What became
of a sealed letter, and when, is told to others by its certificate alone."""

NEVER_COPIED: frozenset[type[Event]] = frozenset(KEPT_TO) | {
    kind for kind, fields in FIELDS.items() if _C.COUNSEL_COMMUNICATIONS in fields.values()
}
"""What leaves in no copy: it is kept to some families, or between a child and counsel."""

MAY_TELL_OF_ASYLUM: Mapping[type[Event], frozenset[str]] = {
    CaseTold: frozenset({"case_type"}),
    ProceedingTold: frozenset({"case_type", "decision", "order"}),
    HearingTold: frozenset({"adjourned", "schedule_type", "notice"}),
    MotionTold: frozenset({"kind"}),
    JuvenileFlagTold: frozenset({"flag"}),
    CaseIdentifierTold: frozenset({"code"}),
    LeftCustody: frozenset({"why"}),
}
"""The codes some of which tell of an application for asylum (8 CFR 208.6) or of relief:
adjourned to file one, notice of a grant, a motion for a protective order, granted, J2. They are
protected whatever they say, or what is not shown would."""

HHS_RETOLD: Mapping[type[Event], frozenset[str]] = {
    PlacementDesignated: frozenset(PlacementDesignated.__struct_fields__),
    Transferred: frozenset({"to"}),
    # ICE mostly has it from HHS's notice of discharge, and nothing tells when it has not.
    AddressOfRecord: frozenset(AddressOfRecord.__struct_fields__),
}
"""What HHS said and another agency merely tells again: telling it again makes it nobody else's."""

VAULTED: _Labels = {
    **_each(_C.IDENTITY, "a_number", "given_names", "surnames", "birth_date", "language"),
    **_each(_C.IDENTITY, "birth_month", "uc_path_id", "eid_case_id"),
    **_each(_C.HOUSEHOLD, "family_group"),  # it names the siblings
    **_each(_C.SPONSOR, "sponsor_ref"),
    # The child's home is the sponsor's home, and the sponsor's telephone rings there.
    **_each(_C.LOCATION, "address_line", "unit", "city", "state", "zip", "served_address"),
    **_each(_C.LOCATION, "phone", "phone_2"),
    # By its number a report is opened elsewhere, home and all: it is as care after release is, and
    # nothing of that opens to DHS, not even where a crime was reported.
    "report_number": _C.SAFETY_CALLS,
}
"""The class of every value that a feed or a desk puts into the vault, whichever event keeps it."""

RECORD_FIELDS: Mapping[type[msgspec.Struct], _Labels] = {
    Record: {
        **_each(_C.IDENTITY, "records", "identities"),
        **_each(_C.COURT, "encounters", "referrals", "transfers", "episodes", "notices"),
        **_each(_C.PLACEMENT, "admissions", "discharges", "stays"),
        "buildings_with_units": _C.LOCATION,
        "others_with_sponsor": _C.HOUSEHOLD,
        **_each(_C.COURT, "cases", "custody"),
        "calls": _C.SAFETY_CALLS,
        "concerns": _C.ABUSE_REPORTS,
        "changes": _C.LOCATION,
        # Of every kind: the strictest class that any of them has for whoever asks not which.
        "told": _C.HOUSEHOLD,
        "contacts": _C.SAFETY_CALLS,
    },
    Episode: _each(_C.COURT, "began_on", "ended_on", "transfer"),
    Notice: _each(
        _C.COURT,
        "issued",
        "not_to_be_issued",
        "served",
        "returned",
        "filings",
        "accepted",
        "withdrawn",
        "slot_on",
        identity=_C.IDENTITY,
    ),
    Stay: _each(
        _C.PLACEMENT,
        "admitted",
        "discharged",
        "released",
        **_each(_C.IDENTITY, "identity", "turns_18_in"),
        tellings=_C.LOCATION,
    ),
    ToCome: _each(_C.COURT, "on", "at", "court", "is_set", "told_on", told_by=_C.IDENTITY),
    # A fact may be of any kind. Where the kind is not asked, the strictest class any of them has.
    Fact: _each(
        _C.HOUSEHOLD,
        "on",
        "dated",
        "event",
        **_each(_C.IDENTITY, "told", "identity", "told_by"),
    ),
    Assertion: _each(
        _C.IDENTITY,
        "identity",
        "learned_at",
        "learned_on",
        "sequence",
        "line",
        "delivery",
        "corrects",
        "backfilled",
        "place",
        "part",
        events=_C.HOUSEHOLD,
        **_each(_C.LOCATION, "building", "unit", "postal_code"),
    ),
    SourceRecord: _each(
        _C.IDENTITY,
        "identity",
        "versions",
        "current",
        "part",
        "left_out",
        "no_longer_reported_on",
    ),
    Case: _each(
        _C.COURT,
        "told",
        "opened",
        "open",
        "proceedings",
        "completed",
        "ended",
        "hearings",
        "missed",
        "motions",
        "granted",
        "rescinded",
        "counsel",
        "flags",
        "priorities",
        "identifiers",
        "first_set_for",
        identity=_C.IDENTITY,
        addresses=_C.LOCATION,
    ),
    Open: _each(_C.COURT, "opened", "ended", "since", "until"),
    Missed: _each(_C.COURT, "key", "fact", "reason"),
    Hearing: _each(
        _C.COURT,
        "told",
        "key",
        "day",
        "proceeding",
        "is_cancelled",
        "off",
        "held",
        "unattended",
        "stands_until",
    ),
    Custody: _each(
        _C.COURT,
        "booked_in",
        "left",
        "handed",
        "aged_out",
        identity=_C.IDENTITY,
        addresses=_C.LOCATION,
    ),
    Home: _each(
        _C.LOCATION,
        "told_by",
        "first_told_on",
        "last_told_on",
        "status",
        "codes",
        "dpv",
        "returned_on",
        "delivered_on",
        **_each(_C.SAFETY_CALLS, "confirmed_on", "denied_on"),
    ),
    Whereabouts: _each(
        _C.COURT, "court", "notice_court", "facility", "sector", program=_C.PLACEMENT
    ),
    Concern: _each(_C.ABUSE_REPORTS, "reported", "answered", identity=_C.IDENTITY),
    Call: _each(_C.SAFETY_CALLS, "attempts", "answered", "reached", identity=_C.IDENTITY),
}
"""The class of every field of a record's parts, and of what each part derives from its own.

It says how much a field tells by itself: that there is a notice, a stay, a version. What stands
inside is labelled in turn, and an event inside a fact by ``label``."""

STEP_FIELDS: _Labels = {
    **_each(_C.IDENTITY, "anchor", "told_by"),
    **_each(_C.COURT, "began_on", "transferred_on", "issued_on", "served_on", "filed_on"),
    **_each(_C.PLACEMENT, "admitted_on", "discharged_on", "released_on", "departed_on", "at"),
    **_each(_C.LOCATION, "state", "addresses"),
}
"""The class of every step of an episode, by the name under which it is kept."""
