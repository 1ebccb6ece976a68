"""What is owed and has not happened: one file per gap."""

from collections.abc import Iterator

from amparo.gaps.address_unusable import ADDRESS_UNUSABLE, OTHER_RECORDS_WITH_UNITS
from amparo.gaps.gap import Found, Gap, real, wakes_on
from amparo.gaps.nta_not_filed import NTA_NOT_FILED
from amparo.gaps.nta_not_issued import NTA_NOT_ISSUED
from amparo.gaps.nta_not_served import NTA_NOT_SERVED
from amparo.gaps.transferred_not_placed import TRANSFERRED_NOT_PLACED
from amparo.record import Record

GAPS: dict[str, Gap] = {
    gap.name: gap
    for gap in (
        NTA_NOT_ISSUED,
        NTA_NOT_SERVED,
        NTA_NOT_FILED,
        TRANSFERRED_NOT_PLACED,
        ADDRESS_UNUSABLE,
    )
}
"""Every gap, by name, in the order of a child's way."""


def find(record: Record) -> Iterator[tuple[Gap, Found]]:
    """Every gap that was ever true of a record, as known and as true when it was folded."""
    for gap in GAPS.values():
        for found in gap.find(record):
            if real(found):
                yield gap, found


__all__ = ["GAPS", "OTHER_RECORDS_WITH_UNITS", "Found", "Gap", "find", "real", "wakes_on"]
