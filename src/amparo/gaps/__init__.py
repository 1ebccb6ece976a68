"""What is owed and has not happened: one file per gap."""

from collections.abc import Iterator

from amparo.gaps.address_told_not_filed import ADDRESS_TOLD_NOT_FILED
from amparo.gaps.address_unusable import ADDRESS_UNUSABLE, OTHER_RECORDS_WITH_UNITS
from amparo.gaps.agencies_disagree_on_address import AGENCIES_DISAGREE_ON_ADDRESS
from amparo.gaps.failed_to_appear import FAILED_TO_APPEAR
from amparo.gaps.filed_no_future_hearing import FILED_NO_FUTURE_HEARING
from amparo.gaps.gap import FLAG_LASTS, Found, Gap, Kind, real, wakes_on
from amparo.gaps.in_absentia_order import IN_ABSENTIA_ORDER
from amparo.gaps.no_counsel import NO_COUNSEL
from amparo.gaps.notice_to_stale_address import NOTICE_TO_STALE_ADDRESS
from amparo.gaps.nta_not_filed import NTA_NOT_FILED
from amparo.gaps.nta_not_issued import NTA_NOT_ISSUED
from amparo.gaps.nta_not_served import NTA_NOT_SERVED
from amparo.gaps.safety_call_overdue import SAFETY_CALL_OVERDUE
from amparo.gaps.transferred_not_placed import TRANSFERRED_NOT_PLACED
from amparo.gaps.two_open_cases import TWO_OPEN_CASES
from amparo.record import Record

GAPS: dict[str, Gap] = {
    gap.name: gap
    for gap in (
        NTA_NOT_ISSUED,
        NTA_NOT_SERVED,
        TRANSFERRED_NOT_PLACED,
        ADDRESS_UNUSABLE,
        SAFETY_CALL_OVERDUE,
        FILED_NO_FUTURE_HEARING,
        NO_COUNSEL,
        NTA_NOT_FILED,
        TWO_OPEN_CASES,
        NOTICE_TO_STALE_ADDRESS,
        ADDRESS_TOLD_NOT_FILED,
        AGENCIES_DISAGREE_ON_ADDRESS,
        FAILED_TO_APPEAR,
        IN_ABSENTIA_ORDER,
    )
}
"""Every gap, by name, in the order of a child's way; of what endangers a case, counsel first."""


def find(record: Record) -> Iterator[tuple[Gap, Found]]:
    """Every gap that was ever true of a record, as known and as true when it was folded."""
    for gap in GAPS.values():
        for found in gap.find(record):
            if real(found):
                yield gap, found


__all__ = [
    "FLAG_LASTS",
    "GAPS",
    "OTHER_RECORDS_WITH_UNITS",
    "Found",
    "Gap",
    "Kind",
    "find",
    "real",
    "wakes_on",
]
