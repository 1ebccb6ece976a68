"""What each of the court's tables tells, one event for a row."""

from collections.abc import Callable
from typing import Any

from amparo.events import (
    AnyEvent,
    CaseIdentifierTold,
    CasePriorityTold,
    CaseTold,
    CounselTold,
    HearingTold,
    JuvenileFlagTold,
    MotionTold,
    ProceedingTold,
)
from amparo.feeds.contract import IdentityKey, Likeness, Place, Row, Telling
from amparo.feeds.court.codes import juvenile_code
from amparo.feeds.people_columns import told
from amparo.feeds.referrals import when
from amparo.words.addresses import postal_code, squeezed

Tell = Callable[[Row, IdentityKey], Telling]


def case(row: Row, key: IdentityKey) -> Telling:
    """The case as it stands, and where the respondent lives. The court names nobody."""
    values = {name: told(value) for name, value in row.values.items()}
    city, state = squeezed(values["ALIEN_CITY"]), squeezed(values["ALIEN_STATE"])
    zip_code, born, number = values["ALIEN_ZIPCODE"], values["C_BIRTHDATE"], values["a_number"]
    # Four more digits of a postal code are no move.
    code = postal_code(zip_code)
    address = (city, state, code or squeezed(zip_code))
    vaulted = {
        "city": values["ALIEN_CITY"],
        "state": state,
        "zip": zip_code,
        "birth_month": born,
        "a_number": number,
    }
    event = CaseTold(
        **_said(row),
        vault=key.seal({name: text for name, text in vaulted.items() if text}),
        address=key.token("\x1f".join(address)) if any(address) else b"",
        state=state or None,
        address_on=values["ADDRESS_CHANGEDON"],
        nationality=values["NAT"],
        language=values["LANG"],
        sex=values["GENDER"],
        custody=values["CUSTODY"],
        case_type=values["CASE_TYPE"],
        priority=values["CASEPRIORITY_CODE"],
        counsel_on=values["E_28_DATE"],
    )
    return Telling(
        events=[event],
        likeness=Likeness(numbers=(f"A{number}",) if number else (), birth_month=born or ""),
        place=Place(postal_code=code) if code else None,
    )


def proceeding(row: Row) -> AnyEvent:
    """One adjudication in one court; what ended it, and how."""
    values = row.values
    return ProceedingTold(
        **_said(row),
        **when(values["INPUT_DATE"]),
        notice_on=told(values["OSC_DATE"]),
        court=told(values["BASE_CITY_CODE"]),
        hearing_on=told(values["HEARING_DATE"]),
        decision=told(values["OTHER_COMP"]),
        order=told(values["DEC_CODE"]),
        completed_on=told(values["COMP_DATE"]),
        in_absentia={"Y": True, "N": False}.get(str(told(values["ABSENTIA"])).upper()),
        venue_changed_on=told(values["VENUE_CHG_GRANTED"]),
        moved_to=told(values["TRANSFER_TO"]),
        case_type=told(values["CASE_TYPE"]),
    )


def hearing(row: Row) -> AnyEvent:
    """A hearing that was set, whether or not it took place."""
    values = row.values
    return HearingTold(
        **_said(row),
        **when(values["INPUT_DATE"]),
        hearing_on=told(values["ADJ_DATE"]),
        at=told(values["ADJ_TIME_START"]),
        proceeding=told(values["IDNPROCEEDING"]),
        calendar=told(values["CAL_TYPE"]),
        schedule_type=told(values["SCHEDULE_TYPE"]),
        adjourned=told(values["ADJ_RSN"]),
        notice=told(values["NOTICE_CODE"]),
        medium=told(values["ADJ_MEDIUM"]),
        court=told(values["BASE_CITY_CODE"]),
        language=told(values["LANG"]),
        updated_on=told(values["UPDATE_DATE"]),
    )


def juvenile_flag(row: Row) -> AnyEvent:
    """That a case was flagged as a juvenile's, or as not one's."""
    number = told(row.values["idnJuvenile"])
    return JuvenileFlagTold(
        **_said(row),
        **when(row.values["DATCREATEDON"]),
        flag=juvenile_code(number) if number else None,
        changed_on=told(row.values["DATMODIFIEDON"]),
    )


def identifier(row: Row) -> AnyEvent:
    """A code that was added to the case."""
    return CaseIdentifierTold(**_said(row), code=told(row.values["CASE_ID"]))


def priority(row: Row) -> AnyEvent:
    """That the case was given a priority."""
    return CasePriorityTold(
        **_said(row),
        **when(row.values["DATCREATEDON"]),
        priority=told(row.values["casePriority_code"]),
        changed_on=told(row.values["DATMODIFIEDON"]),
    )


def counsel(row: Row) -> AnyEvent:
    """That somebody represents the respondent, or the government."""
    values = row.values
    entered = values["E_28_DATE"] if told(values["E_28_DATE"]) else values["E_27_DATE"]
    return CounselTold(
        **_said(row),
        **when(entered),
        side=told(values["STRATTYTYPE"]),
        level=told(values["STRATTYLEVEL"]),
        is_primary=told(values["BLNPRIMEATTY"]),
    )


def motion(row: Row) -> AnyEvent:
    """What was asked of the court, and what it decided."""
    values = row.values
    return MotionTold(
        **_said(row),
        **when(values["MOTION_RECD_DATE"]),
        kind=told(values["REC_TYPE"]),
        decision=told(values["DEC"]),
        decided_on=told(values["COMP_DATE"]),
        deleted=told(values["BLNDELETED"]) or False,
        proceeding=told(values["IDNPROCEEDING"]),
    )


def alone(event_of: Callable[[Row], AnyEvent]) -> Tell:
    """Tells one event, and nothing that shows whose case it is."""

    def tell(row: Row, key: IdentityKey) -> Telling:  # noqa: ARG001  there is nothing to seal
        return Telling(events=[event_of(row)])

    return tell


def _said(row: Row) -> dict[str, Any]:
    return {
        "of": row.of,
        "line": row.line,
        "row": row.row,
        "key": row.part,
        "repairs": row.repairs,
    }
