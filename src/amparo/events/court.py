"""What the court's tables say, row by row: cases, proceedings, hearings, counsel, motions."""

from datetime import date

from amparo.events.event import Event, Sealed


class CourtRow(Sealed, frozen=True, kw_only=True, omit_defaults=True):
    """One row of one of the court's tables, told of a case (``of`` is ``EOIR:case/IDNCASE``).

    ``row`` is a keyed token of the row as kept, so that it is recognised in a later release;
    ``key`` names the row among the case's others, e.g. ``hearing/990000012``. ``repairs`` are the
    named repairs without which it could not be read. Only a case has anything for the vault. Codes
    stand as sent, ``NA`` among them; what they mean is looked up by the day. Columns: EOIR Case
    Data, codebook of the Deportation Data Project.
    """

    row: bytes
    key: str
    repairs: tuple[str, ...] = ()


class CaseTold(CourtRow, frozen=True, kw_only=True, omit_defaults=True, tag="court case told"):
    """A row of A_TblCase. The court overwrites the address; what it was, only we know.

    The vault holds city, state, postal code and month of birth, and the A-number where the
    extract has one. ``address`` is a keyed token of city, state and postal code; ``address_on`` is
    ADDRESS_CHANGEDON, ``counsel_on`` E_28_DATE, ``custody`` N (never detained), D or R (released).
    """

    address: bytes = b""
    state: str | None = None
    address_on: date | None = None
    nationality: str | None = None
    language: str | None = None
    sex: str | None = None
    custody: str | None = None
    case_type: str | None = None
    priority: str | None = None
    counsel_on: date | None = None


class ProceedingTold(
    CourtRow, frozen=True, kw_only=True, omit_defaults=True, tag="court proceeding told"
):
    """A row of B_TblProceeding: one adjudication in one court; a case may have several.

    ``happened_on`` is INPUT_DATE, the day the court made the row. ``notice_on`` is OSC_DATE, the
    day of the Notice to Appear; ``completed_on`` COMP_DATE; ``in_absentia`` ABSENTIA, None where
    the court left it blank. ``decision`` is OTHER_COMP (closed, dismissed, sent elsewhere),
    ``order`` DEC_CODE (removal, relief): two code tables, in which C and T are different things.
    """

    notice_on: date | None = None
    court: str | None = None
    hearing_on: date | None = None
    decision: str | None = None
    order: str | None = None
    completed_on: date | None = None
    in_absentia: bool | None = None
    venue_changed_on: date | None = None
    moved_to: str | None = None
    case_type: str | None = None


class HearingTold(
    CourtRow, frozen=True, kw_only=True, omit_defaults=True, tag="court hearing told"
):
    """A row of tbl_schedule. A hearing that was cancelled keeps its row.

    ``happened_on`` is INPUT_DATE: the day it was set. ``hearing_on`` is ADJ_DATE, the day it is
    set for; ``at`` the time as HHMM; ``adjourned`` ADJ_RSN, ``updated_on`` the day that was
    written. ``proceeding`` is the key of the proceeding it belongs to.
    """

    hearing_on: date | None = None
    at: str | None = None
    proceeding: str | None = None
    calendar: str | None = None
    schedule_type: str | None = None
    adjourned: str | None = None
    notice: str | None = None
    medium: str | None = None
    court: str | None = None
    language: str | None = None
    updated_on: date | None = None


class JuvenileFlagTold(
    CourtRow, frozen=True, kw_only=True, omit_defaults=True, tag="juvenile flag told"
):
    """A row of tbl_JuvenileHistory. ``happened_on`` is DATCREATEDON.

    The flag never defines a cohort: two thirds of the rows mean *not applicable*. ``flag`` is the
    code (J, J1, J2, UJ, NA, AJ) of the row's number.
    """

    flag: str | None = None
    changed_on: date | None = None


class CaseIdentifierTold(
    CourtRow, frozen=True, kw_only=True, omit_defaults=True, tag="case identifier told"
):
    """A row of A_TblCaseIdentifier; the table carries no day."""

    code: str | None = None


class CasePriorityTold(
    CourtRow, frozen=True, kw_only=True, omit_defaults=True, tag="case priority told"
):
    """A row of tbl_CasePriorityHistory. ``happened_on`` is DATCREATEDON."""

    priority: str | None = None
    changed_on: date | None = None


class CounselTold(
    CourtRow, frozen=True, kw_only=True, omit_defaults=True, tag="court counsel told"
):
    """A row of tbl_RepsAssigned. ``happened_on`` is E_28_DATE, else E_27_DATE (before the Board).

    ``side`` is ALIEN or INS, ``level`` COURT or BOARD, as sent.
    """

    side: str | None = None
    level: str | None = None
    is_primary: bool | None = None


class MotionTold(CourtRow, frozen=True, kw_only=True, omit_defaults=True, tag="court motion told"):
    """A row of tbl_Court_Motions. ``happened_on`` is MOTION_RECD_DATE.

    ``kind`` is REC_TYPE, read as the codes of tblLookupMotionType (unverified: the codebook leaves
    the column without a definition); ``decision`` DEC (G granted, D denied; unverified),
    ``decided_on`` COMP_DATE. ``deleted``: the court marked the row deleted; it then counts for
    nothing.
    """

    kind: str | None = None
    decision: str | None = None
    decided_on: date | None = None
    deleted: bool = False
    proceeding: str | None = None


class StillReported(Event, frozen=True, kw_only=True, omit_defaults=True, tag="still reported"):
    """Rows of a court table that a release repeats unchanged, and nothing else.

    ``of`` is the table (``EOIR:table/tbl_schedule``), ``rows`` the tokens of the rows, eight bytes
    each: the rows of a release are those it tells and those named here. What is in neither is no
    longer reported.
    """

    rows: bytes
