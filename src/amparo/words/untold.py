"""The four ways in which a value is not told; none of them is zero, and none is another."""

from enum import StrEnum


class Untold(StrEnum):
    """Why a cell carries no value."""

    UNKNOWN = "unknown"  # the agency says that it does not know
    WITHHELD = "withheld"  # the agency knows and does not say, e.g. "b(6), b(7)c"
    NOT_APPLICABLE = "not applicable"  # the agency says that the question does not arise
    NOT_YET_REPORTED = "not yet reported"  # nothing was written
