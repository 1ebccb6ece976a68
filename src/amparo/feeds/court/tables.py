"""The columns of the court's tables from which facts are taken; every other one is dropped."""

from amparo.feeds.contract import Column, Kind
from amparo.feeds.court.codes import codes_of


def _key(name: str, says: str) -> Column:
    return Column(name=name, says=says, kind=Kind.NUMBER, required=True)


def _number(name: str, says: str) -> Column:
    return Column(name=name, says=says, kind=Kind.NUMBER)


def _day(name: str, says: str) -> Column:
    return Column(name=name, says=says, kind=Kind.DAY)


def _code(name: str, says: str, table: str = "", *spelled: str) -> Column:
    return Column(name=name, says=says, codes=codes_of(table), spelled=spelled)


def _home(name: str, says: str, kind: Kind, table: str = "") -> Column:
    return Column(name=name, says=says, kind=kind, identifying=True, codes=codes_of(table))


CASE = (
    _key("IDNCASE", "The case; a new charging document makes a new one"),
    _home("ALIEN_CITY", "City of the respondent's address", Kind.TEXT),
    _home("ALIEN_STATE", "State of the address (tblLookupState)", Kind.CODE, "tblLookupState"),
    _home("ALIEN_ZIPCODE", "Postal code of the address", Kind.ZIP),
    _day("ADDRESS_CHANGEDON", "Day the address was changed; the one before is overwritten"),
    _code("NAT", "Nationality as told (tblLookupAlienNat)", "tblLookupAlienNat"),
    _code("LANG", "Language (tblLanguage)", "tblLanguage"),
    _code("CUSTODY", "D detained, N never, R released", "tblLookupCustodyStatus"),
    _day("E_28_DATE", "Day counsel entered an appearance at the court (form EOIR-28)"),
    _code("CASE_TYPE", "Kind of proceeding (tblLookupCaseType)", "tblLookupCaseType"),
    _home("C_BIRTHDATE", "Month and year of birth; the court tells nothing finer", Kind.MONTH),
    _code("GENDER", "Sex; Sex in releases since 2025", "tblLookupGender", "Sex"),
    _code("CASEPRIORITY_CODE", "UC: unaccompanied child", "tblLookup_CasePriority"),
    Column(
        name="a_number",
        says="The A-number, in the internal extract only; no public release has it",
        kind=Kind.A_NUMBER,
        identifying=True,
    ),
)
PROCEEDING = (
    _key("IDNPROCEEDING", "The proceeding: one adjudication in one court"),
    _key("IDNCASE", "The case it is of"),
    _day("OSC_DATE", "Day of the Notice to Appear"),
    _day("INPUT_DATE", "Day the row was made, often weeks after the notice"),
    _code("BASE_CITY_CODE", "The court (tblLookupBaseCity)", "tblLookupBaseCity"),
    _day("HEARING_DATE", "Day of the first hearing"),
    _code("DEC_CODE", "Decision (tblLookupCourtDecision)", "tblLookupCourtDecision"),
    _code("OTHER_COMP", "Other completion: venue, transfer, closing", "tblLookupCourtDecision"),
    _day("COMP_DATE", "Day it was completed"),
    _code("ABSENTIA", "Y: decided in the respondent's absence"),
    _day("VENUE_CHG_GRANTED", "Day a change of venue was granted"),
    _code("TRANSFER_TO", "The court it went to (tblLookupBaseCity)", "tblLookupBaseCity"),
    _code("CASE_TYPE", "Kind of proceeding (tblLookupCaseType)", "tblLookupCaseType"),
)
HEARING = (
    _key("IDNSCHEDULE", "The hearing; one that was cancelled keeps its row"),
    _number("IDNPROCEEDING", "The proceeding it belongs to"),
    _key("IDNCASE", "The case it is of"),
    _code("LANG", "Language (tblLanguage)", "tblLanguage"),
    _code("BASE_CITY_CODE", "The court (tblLookupBaseCity)", "tblLookupBaseCity"),
    _day("INPUT_DATE", "Day it was set"),
    _day("UPDATE_DATE", "Day the row was last written"),
    _code("CAL_TYPE", "M master, I individual (tbllookupCal_Type)", "tbllookupCal_Type"),
    _day("ADJ_DATE", "Day it is set for"),
    Column(name="ADJ_TIME_START", says="Time it is set for, HHMM", kind=Kind.HOUR),
    _code("ADJ_RSN", "Why it was adjourned (tblAdjournmentCodes)", "tblAdjournmentCodes"),
    _code("ADJ_MEDIUM", "In person, by video or by telephone; overwritten later"),
    _code("SCHEDULE_TYPE", "tbllookupSchedule_Type", "tbllookupSchedule_Type"),
    _code("NOTICE_CODE", "The notice that was printed (tblLookupNOTICE)", "tblLookupNOTICE"),
)
JUVENILE_FLAG = (
    _key("idnJuvenileHistory", "The row"),
    _key("idnCase", "The case it is of"),
    _number("idnJuvenile", "The flag's number: 1 J, 2 J1, 3 J2, 4 UJ; since 2017 also 5 NA, 6 AJ"),
    _day("DATCREATEDON", "Day the row was made"),
    _day("DATMODIFIEDON", "Day the row was last written"),
)
IDENTIFIER = (
    _key("IDNCASEID", "The row"),
    _key("IDNCASE", "The case it is of"),
    _code("CASE_ID", "The code (tblLookUpCaseIdentifier)", "tblLookUpCaseIdentifier"),
)
PRIORITY = (
    _key("idnCasePriHistory", "The row"),
    _code("casePriority_code", "tblLookup_CasePriority", "tblLookup_CasePriority"),
    _key("idnCase", "The case it is of"),
    _day("DATCREATEDON", "Day the row was made"),
    _day("DATMODIFIEDON", "Day the row was last written"),
)
COUNSEL = (
    _key("IDNREPSASSIGNED", "The row"),
    _key("IDNCASE", "The case it is of"),
    _code("STRATTYLEVEL", "COURT or BOARD", "tblAttyLevel"),
    _code("STRATTYTYPE", "ALIEN: the respondent's; INS: the government's", "tblAttyType"),
    _code("PARENT_TABLE", "The table of PARENT_IDN, in three letter cases", "tblParentTable"),
    _number("PARENT_IDN", "The row of that table; of A_TblCase it is the case"),
    _day("E_27_DATE", "Day of the appearance before the Board (form EOIR-27)"),
    _day("E_28_DATE", "Day of the appearance at the court (form EOIR-28)"),
    Column(name="BLNPRIMEATTY", says="Whether primary counsel", kind=Kind.BIT),
)
MOTION = (
    _key("IDNMOTION", "The motion"),
    _number("IDNPROCEEDING", "The proceeding it belongs to"),
    _key("IDNCASE", "The case it is of"),
    _code("REC_TYPE", "Kind, read as tblLookupMotionType (unverified)", "tblLookupMotionType"),
    _code("DEC", "G granted, D denied (unverified)"),
    _day("COMP_DATE", "Day it was decided"),
    _day("MOTION_RECD_DATE", "Day the court received it"),
    Column(name="BLNDELETED", says="The court's own mark of deletion", kind=Kind.BIT),
)
