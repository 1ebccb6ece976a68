"""The court's eight tables as it releases them: every column in order, and what names a row."""

from collections.abc import Mapping

_COLUMNS = {
    "A_TblCase": """
        IDNCASE ALIEN_CITY ALIEN_STATE ALIEN_ZIPCODE UPDATED_ZIPCODE UPDATED_CITY NAT LANG
        CUSTODY SITE_TYPE E_28_DATE ATTY_NBR CASE_TYPE UPDATE_SITE LATEST_HEARING
        LATEST_TIME LATEST_CAL_TYPE UP_BOND_DATE UP_BOND_RSN CORRECTIONAL_FAC RELEASE_MONTH
        RELEASE_YEAR INMATE_HOUSING DATE_OF_ENTRY C_ASY_TYPE C_BIRTHDATE C_RELEASE_DATE
        UPDATED_STATE ADDRESS_CHANGEDON ZBOND_MRG_FLAG GENDER DATE_DETAINED DATE_RELEASED
        LPR DETENTION_DATE DETENTION_LOCATION DCO_LOCATION DETENTION_FACILITY_TYPE
        CASEPRIORITY_CODE
    """,
    "B_TblProceeding": """
        IDNPROCEEDING IDNCASE OSC_DATE INPUT_DATE BASE_CITY_CODE HEARING_LOC_CODE IJ_CODE
        TRANS_IN_DATE PREV_HEARING_LOC PREV_HEARING_BASE PREV_IJ_CODE TRANS_NBR HEARING_DATE
        HEARING_TIME DEC_TYPE DEC_CODE DEPORTED_1 DEPORTED_2 OTHER_COMP APPEAL_RSVD
        APPEAL_NOT_FILED COMP_DATE ABSENTIA VENUE_CHG_GRANTED TRANSFER_TO
        DATE_APPEAL_DUE_STATUS TRANSFER_STATUS CUSTODY CASE_TYPE NAT LANG SCHEDULED_HEAR_LOC
        CORRECTIONAL_FAC CRIM_IND IHP AGGRAVATE_FELON DATE_DETAINED DATE_RELEASED
    """,
    "tbl_schedule": """
        IDNSCHEDULE IDNPROCEEDING IDNCASE OSC_DATE GENERATION SUB_GENERATION REC_TYPE LANG
        HEARING_LOC_CODE BASE_CITY_CODE IJ_CODE INTERPRETER_CODE INPUT_DATE INPUT_TIME
        UPDATE_DATE UPDATE_TIME ASSIGNMENT_PATH CAL_TYPE ADJ_DATE ADJ_TIME_START
        ADJ_TIME_STOP ADJ_RSN ADJ_MEDIUM ADJ_MSG ADJ_ELAP_DAYS LNGSESSNID SCHEDULE_TYPE
        NOTICE_CODE BLNCLOCKOVERRIDE EOIRAttorneyID
    """,
    "tbl_JuvenileHistory": """
        idnJuvenileHistory idnCase idnProceeding idnJuvenile DATCREATEDON DATMODIFIEDON
    """,
    "A_TblCaseIdentifier": """
        IDNCASEID IDNCASE CASE_ID
    """,
    "tbl_CasePriorityHistory": """
        idnCasePriHistory casePriority_code idnCase DATCREATEDON DATMODIFIEDON
    """,
    "tbl_RepsAssigned": """
        IDNREPSASSIGNED IDNCASE STRATTYLEVEL STRATTYTYPE PARENT_TABLE PARENT_IDN
        BASE_CITY_CODE INS_TA_DATE_ASSIGNED E_27_DATE E_28_DATE BLNPRIMEATTY
    """,
    "tbl_Court_Motions": """
        IDNMOTION IDNPROCEEDING IDNCASE OSC_DATE REC_TYPE GENERATION SUB_GENERATION
        UPDATE_DATE UPDATE_TIME INPUT_DATE INPUT_TIME REJ BASE_CITY_CODE HEARING_LOC_CODE
        IJ_CODE IJ_NAME DEC COMP_DATE MOTION_RECD_DATE DATMOTIONDUE WU_MSG APPEAL_RSVD
        APPEAL_NOT_FILED RESP_DUE_DATE STAY_GRANT JURISDICTION DATE_APPEAL_DUE DATE_TO_BIA
        DECISION_RENDERED DATE_MAILED_TO_IJ DATE_RECD_FROM_BIA DATE_TO_BIA_UPDATE
        STRFILINGPARTY STRFILINGMETHOD STRCERTOFSERVICECODE E_28_RECPTFLAG E_28_DATE
        O_CLOCK_OPTION SCHEDULED_HEAR_LOC BLNDELETED strDJScenario
    """,
}

TABLES = tuple(_COLUMNS)
COLUMNS: Mapping[str, tuple[str, ...]] = {
    table: tuple(columns.split()) for table, columns in _COLUMNS.items()
}
"""EOIR Case Data, the columns of a release of 2024 and before (compiled in marrowb/eoir, MIT)."""

PLACE = {
    table: {name: place for place, name in enumerate(columns)} for table, columns in COLUMNS.items()
}

A_NUMBER = "A_NUMBER"
"""The last column of the cases in the extract that the court gives to its own government."""

KIND = {
    "A_TblCase": "case",
    "B_TblProceeding": "proceeding",
    "tbl_schedule": "hearing",
    "tbl_JuvenileHistory": "flag",
    "A_TblCaseIdentifier": "identifier",
    "tbl_CasePriorityHistory": "priority",
    "tbl_RepsAssigned": "counsel",
    "tbl_Court_Motions": "motion",
}
"""What a row of a table is called among the others told of its case."""

KEY = {
    "A_TblCase": "IDNCASE",
    "B_TblProceeding": "IDNPROCEEDING",
    "tbl_schedule": "IDNSCHEDULE",
    "tbl_JuvenileHistory": "idnJuvenileHistory",
    "A_TblCaseIdentifier": "IDNCASEID",
    "tbl_CasePriorityHistory": "idnCasePriHistory",
    "tbl_RepsAssigned": "IDNREPSASSIGNED",
    "tbl_Court_Motions": "IDNMOTION",
}
CASE = {
    table: "idnCase" if "idnCase" in columns else "IDNCASE" for table, columns in COLUMNS.items()
}
"""Which column says whose row it is."""

_RENAMED = {"A_TblCase": {"GENDER": "Sex"}}


def header(table: str, *, is_renamed: bool, has_number: bool) -> str:
    """The first line of a table's file. From July 2024 on GENDER is called Sex."""
    renamed = _RENAMED.get(table, {}) if is_renamed else {}
    names = [renamed.get(name, name) for name in COLUMNS[table]]
    if has_number and table == "A_TblCase":
        names.append(A_NUMBER)
    return "\t".join(names)
