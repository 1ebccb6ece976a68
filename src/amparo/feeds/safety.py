"""Safety: ORR's rows of each call after a release, and of each concern reported about a child."""

from collections.abc import Iterator

from amparo.events import Answer, AnyEvent, CallAnswered, CallAttempted, ConcernReported
from amparo.feeds.contract import Column, Contract, IdentityKey, Kind, Row, Telling
from amparo.feeds.people_columns import NAMING, described, likeness, told
from amparo.feeds.referrals import when
from amparo.words.agencies import Agency

_VAULTED = ("a_number", "given_names", "surnames", "birth_date", "uc_path_id")
_CONCERN = "concern"


def tell(row: Row, key: IdentityKey) -> Telling:
    """The call attempted, answered; the concern reported."""
    number = told(row.values["uc_path_id"])
    return Telling(
        events=[described(row, key, _VAULTED), *_call(row), *_concern(row)],
        likeness=likeness(row, *((f"ORR {number}",) if number else ())),
    )


def _call(row: Row) -> Iterator[AnyEvent]:
    """A call that is due and of which no attempt is told was not attempted: that is no event."""
    values = row.values
    if values["attempted_on"] is not None:
        yield CallAttempted(
            of=row.of,
            line=row.line,
            due_on=told(values["due_on"]),
            attempt=told(values["attempt"]),
            reached=told(values["reached"]),
            **when(values["attempted_on"]),
        )
    if values["interviewed_on"] is not None:
        yield CallAnswered(
            of=row.of,
            line=row.line,
            with_whom=told(values["interviewed"]),
            address_matches=_answer(row, "address_match"),
            change_filed=_answer(row, "eoir33_filed"),
            lives_there=_answer(row, "living_with_sponsor"),
            left_why=told(values["moved_reason"]),
            **when(values["interviewed_on"]),
        )


def _concern(row: Row) -> Iterator[AnyEvent]:
    values = row.values
    if (told(values["kind"]) or "").lower() == _CONCERN:
        yield ConcernReported(
            of=row.of,
            line=row.line,
            about=told(values["concern_type"]),
            reported_to=told(values["reported_to"]),
            status=told(values["status"]),
            **when(values["concern_on"]),
        )


def _answer(row: Row, question: str) -> Answer:
    """What was answered. A withheld answer is not told; why stands in the row's description."""
    said = told(row.values[question])
    return Answer.NOT_ASKED if said is None else Answer(said)


def _question(name: str, says: str) -> Column:
    # UNKNOWN is no answer on the form: whose ignorance it is cannot be guessed.
    return Column(
        name=name,
        says=f"{says} Yes, No, Don't Know, Refuse; blank: not asked",
        kind=Kind.ANSWER,
        may_be_untold=False,
    )


SAFETY = Contract(
    feed="safety",
    version="1",
    sender=Agency.ORR,
    says="One row for one call after a release, or one concern, sent again when something changes.",
    source="Columns after ORR forms R-6 (OMB 0970-0552) and A-7 (OMB 0970-0547)",
    key=("report_id",),
    identity_kind="safety report",
    prefix="call",
    tell=tell,
    columns=(
        Column(name="report_id", says="ORR's number of the report", required=True),
        Column(name="kind", says="call (form R-6) or concern (form A-7)"),
        Column(
            name="uc_path_id",
            says="ORR's number of the child",
            identifying=True,
            spelled=("hhs_tracking_number",),
        ),
        *NAMING,
        Column(name="due_on", says="Day by which ORR wants the call made", kind=Kind.DAY),
        Column(name="attempt", says="Which attempt at this call, from 1", kind=Kind.COUNT),
        Column(name="attempted_on", says="Day of the attempt; blank: none", kind=Kind.DAY),
        Column(name="reached", says="Y where someone was reached, else N", kind=Kind.YES_NO),
        Column(name="interviewed", says="child, sponsor or both"),
        Column(name="interviewed_on", says="Day of the interview", kind=Kind.DAY),
        _question("address_match", "Does the address match?"),
        _question("eoir33_filed", "Was a change of address (EOIR-33) filed?"),
        _question("living_with_sponsor", "Does the child live with the sponsor?"),
        Column(
            name="moved_reason",
            says="If not, what happened, in code",
            of_sponsor=True,  # it may tell that the sponsor was arrested or sent away
        ),
        Column(name="concern_type", says="What the concern is about, in code"),
        Column(name="concern_on", says="Day of the concern", kind=Kind.DAY),
        Column(name="reported_to", says="Whom it was reported to"),
        Column(name="status", says="How far the report is: pending, approved, certified"),
    ),
)
