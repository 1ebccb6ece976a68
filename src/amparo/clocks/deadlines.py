"""The deadlines that gaps count by, each from its row in the table."""

from amparo.clocks.authority import PRODUCT_CHOICE, Authority
from amparo.clocks.deadline import Deadline
from amparo.clocks.table import CLOCKS

HHS_TOLD = CLOCKS["hhs-told"]
HANDED_TO_HHS = CLOCKS["handed-to-hhs"]
NEXT_BUSINESS_DAY = CLOCKS["next-business-day"]
FIVE_BUSINESS_DAYS = CLOCKS["five-business-days"]
TEN_BUSINESS_DAYS = CLOCKS["ten-business-days"]
RESCISSION = CLOCKS["rescission"]
CHANGE_OF_ADDRESS = CLOCKS["change-of-address"]
HEARING_FLOOR = CLOCKS["hearing-floor"]
TRAFFICKING_TOLD = CLOCKS["trafficking-told"]
RUNAWAY_TOLD = CLOCKS["runaway-told"]
ONE_CALL = CLOCKS["one-call"]
ONE_CALL_OR_THREE = CLOCKS["one-call-or-three"]
FIRST_CALL, SECOND_CALL, THIRD_CALL = (
    CLOCKS[f"{one}-call"] for one in ("first", "second", "third")
)
CALLS_AFTER_RELEASE = (ONE_CALL, ONE_CALL_OR_THREE, FIRST_CALL, SECOND_CALL, THIRD_CALL)
"""The calls owed after a release, in order; each binds the releases of its own years. The start of
the three calls lies somewhere between June 2023 and February 2024."""

__all__ = [
    "CALLS_AFTER_RELEASE",
    "CHANGE_OF_ADDRESS",
    "FIRST_CALL",
    "FIVE_BUSINESS_DAYS",
    "HANDED_TO_HHS",
    "HEARING_FLOOR",
    "HHS_TOLD",
    "NEXT_BUSINESS_DAY",
    "ONE_CALL",
    "ONE_CALL_OR_THREE",
    "PRODUCT_CHOICE",
    "RESCISSION",
    "RUNAWAY_TOLD",
    "SECOND_CALL",
    "TEN_BUSINESS_DAYS",
    "THIRD_CALL",
    "TRAFFICKING_TOLD",
    "Authority",
    "Deadline",
]
