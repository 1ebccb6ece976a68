"""Codes that feeds use and gaps rest on. Unknown codes are kept and counted, never guessed."""

RELEASED_TO_A_SPONSOR = frozenset({"Reunified (Individual Sponsor)"})
"""Discharge types that release a child to a sponsor. UNVERIFIED: ORR's list of discharge types
could not be read; these labels must be checked against UC Path."""

DEPARTED = frozenset({"Voluntary Departure", "Repatriated", "Ordered Removed"})
"""Discharge types by which the child left the country. UNVERIFIED, as above."""

RELIEF_GRANTED = frozenset({"Immigration Relief Granted"})
"""Discharge types that say the child was granted relief. UNVERIFIED, as above."""

OTHER_DISCHARGES = frozenset(
    {
        "Age Out",
        "Age Redetermination",
        "Reunified (Program or Facility)",
        "Runaway from Facility",
        "Local Law Enforcement",
        "Other",
    }
)
"""The remaining discharge types. UNVERIFIED, as above."""

RAN_AWAY = frozenset({"Runaway from Facility"})
"""Discharge types that say that the child left care by themselves. UNVERIFIED, as above."""

REPORT_PENDING = "pending"
"""The status of a concern (form A-7) of which nothing has come yet. Any other word is an answer."""

LABOR = "labor"
"""How a concern says that a child is made to work (form A-7; UNVERIFIED)."""

SERVED_ON_CHILD = "child"
"""How ICE says that a notice was handed to the child and to nobody beside (UNVERIFIED)."""

TO_SEEK_COUNSEL = "01"
"""The reason of a hearing put off so that the child can look for counsel (tblAdjournmentCodes)."""

WITHOUT_INTERPRETER = frozenset({"18", "32", "33", "4C"})
"""Reasons of hearings put off because nobody could interpret: none, not ordered, did not come,
wrong language (tblAdjournmentCodes)."""

FILING_ACCEPTED = "accepted"
"""The filing status that starts proceedings."""

ENDS_THE_CASE = DEPARTED | RELIEF_GRANTED
"""Discharge types after which no notice is owed any more: the child left, or may stay."""

EOIR_33 = "EOIR-33"
"""The court's own form, the only notice of an address that binds it (8 CFR 1003.15(d)(2))."""

AR_11 = "AR-11"
"""The form filed with USCIS: it tells the court nothing."""

ORR_CALL = "ORR call"
SPONSOR = "sponsor"
COUNSEL = "counsel"

CHANNELS = (EOIR_33, AR_11, ORR_CALL, SPONSOR, COUNSEL)
"""The ways by which somebody tells that a child lives elsewhere. Only EOIR-33 is notice to the
court; a form filed with USCIS and a word to ORR leave the court's address as it was."""

CHANNEL_NOT_TOLD = "not told"
"""Stands where the sender does not say how it came to know."""

ANSWERS = {
    "yes": "yes",
    "no": "no",
    "don't know": "don't know",
    "refuse": "refused",
    "refused": "refused",
    "refuse to answer": "refused",
}
"""The answers on the call form (ORR R-6, OMB 0970-0552), as they are written in small letters, and
what each means."""

NOT_HELD = frozenset(
    [
        "8A",
        "9A",
        "9B",
        "9C",
        "9V",
        "1A",
        "1B",
        "34",
        "35",
        "19",
        "25",
        "41",
        "55",
        "59",
        "5A",
        "74",
        "96",
        "97",
        "98",
        "99",
        "3A",
        "3B",
        "50",
    ]
)
"""Reasons (ADJ_RSN, tblAdjournmentCodes) for which a hearing did not take place at all: the court
moved, merged or closed something. 8B, completed at the hearing, is not among them."""

NO_SHOW = "11"
"""Neither child nor counsel came. The code does not say which of the two: it may be counsel."""

NOTICE_SENT_WRONG = "10"
NOT_PRESENTED = "09"
NOBODY_APPEARED = frozenset({NO_SHOW, NOTICE_SENT_WRONG, NOT_PRESENTED})
"""Reasons that say that the hearing was called and the child was not there, whoever's doing."""

SENT_ELSEWHERE = frozenset({"C", "T"})
"""Decisions (tblLookupCourtDecision) that only move the case: change of venue, transfer."""

CLOSED_FOR_ABSENCE = "B"
"""Administrative closing, failure to appear: the case rests and nobody is ordered removed."""

MOTION_GRANTED = "G"
"""UNVERIFIED, as are the kinds below: the codebook leaves both columns without a definition."""

REOPENS = frozenset({"O", "MA", "C", "RD"})
"""Motions (tblLookupMotionType) that, granted, open a case again: to reopen, to reopen an order
made in absentia, to recalendar, to rescind."""

RESCINDS = frozenset({"MA", "RD", "O"})
"""Motions that, granted, take back an order made in absentia."""

CHILDS_SIDE = "ALIEN"
"""How the court's table of counsel names the child's side, as against DHS's."""
