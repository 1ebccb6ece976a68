"""Which of an agency's papers a source identity names."""

from enum import StrEnum

from amparo.events.desk import DESK


class Paper(StrEnum):
    """A kind of paper, by what the agency's key is the key of."""

    REFERRAL = "referral"
    NOTICE = "notice"
    STAY = "stay"
    CASE = "case"
    CUSTODY = "custody"
    CALL = "call"
    CHANGE = "change"
    DESK = "desk"


_BY_KIND = {
    "EOIR:case": Paper.CASE,
    "ICE:custody": Paper.CUSTODY,
    "ORR:call": Paper.CALL,
    "EOIR:change": Paper.CHANGE,
    "ORR:change": Paper.CHANGE,
    "USCIS:change": Paper.CHANGE,
}
_BY_AGENCY = {"CBP": Paper.REFERRAL, "ICE": Paper.NOTICE, "ORR": Paper.STAY}


def paper(identity: str, part: str = "") -> Paper:
    """The paper of an identity: by the kind before its slash, else what its agency mostly sends.

    A part that a person told at a desk is of none of its agency's papers.

    KeyError where the agency sends no such paper: as another, it would tell what nobody said.
    """
    if part.startswith(DESK):
        return Paper.DESK
    found = _BY_KIND.get(identity.partition("/")[0])
    return found or _BY_AGENCY[identity.partition(":")[0]]
