"""What is owed and has not happened: one file per gap."""

from collections.abc import Iterator

from amparo.gaps.address_told_not_filed import ADDRESS_TOLD_NOT_FILED
from amparo.gaps.address_unusable import ADDRESS_UNUSABLE, OTHER_RECORDS_WITH_UNITS
from amparo.gaps.agencies_disagree_on_address import AGENCIES_DISAGREE_ON_ADDRESS
from amparo.gaps.case_did_not_follow import CASE_DID_NOT_FOLLOW
from amparo.gaps.counsel_sought_in_vain import COUNSEL_SOUGHT_IN_VAIN
from amparo.gaps.disposed import found_in
from amparo.gaps.failed_to_appear import FAILED_TO_APPEAR
from amparo.gaps.filed_no_future_hearing import FILED_NO_FUTURE_HEARING
from amparo.gaps.gap import FLAG_LASTS, Found, Gap, Kind, real, wakes_on
from amparo.gaps.hearing_too_soon import HEARING_TOO_SOON
from amparo.gaps.in_absentia_order import IN_ABSENTIA_ORDER
from amparo.gaps.interpreter_wanting import INTERPRETER_WANTING
from amparo.gaps.mail_returned import MAIL_RETURNED
from amparo.gaps.many_children_one_sponsor import MANY_CHILDREN_ONE_SPONSOR
from amparo.gaps.no_counsel import NO_COUNSEL
from amparo.gaps.nobody_reached import NOBODY_REACHED
from amparo.gaps.not_filed_before_slot import NOT_FILED_BEFORE_SLOT
from amparo.gaps.not_with_sponsor import NOT_WITH_SPONSOR
from amparo.gaps.notice_to_stale_address import NOTICE_TO_STALE_ADDRESS
from amparo.gaps.nta_not_filed import NTA_NOT_FILED
from amparo.gaps.nta_not_issued import NTA_NOT_ISSUED
from amparo.gaps.nta_not_served import NTA_NOT_SERVED
from amparo.gaps.order_on_bad_notice import ORDER_ON_BAD_NOTICE
from amparo.gaps.referral_late import REFERRAL_LATE
from amparo.gaps.report_unanswered import REPORT_UNANSWERED
from amparo.gaps.runaway_from_care import RUNAWAY_FROM_CARE
from amparo.gaps.safety_call_overdue import SAFETY_CALL_OVERDUE
from amparo.gaps.served_alone_under_14 import SERVED_ALONE_UNDER_14
from amparo.gaps.transfer_late import TRANSFER_LATE
from amparo.gaps.transferred_not_placed import TRANSFERRED_NOT_PLACED
from amparo.gaps.turns_18 import TURNS_18
from amparo.gaps.two_open_cases import TWO_OPEN_CASES
from amparo.record import Record

GAPS: dict[str, Gap] = {
    gap.name: gap
    for gap in (
        REFERRAL_LATE,
        TRANSFER_LATE,
        NTA_NOT_ISSUED,
        NTA_NOT_SERVED,
        TRANSFERRED_NOT_PLACED,
        RUNAWAY_FROM_CARE,
        ADDRESS_UNUSABLE,
        SAFETY_CALL_OVERDUE,
        AGENCIES_DISAGREE_ON_ADDRESS,
        TURNS_18,
        FILED_NO_FUTURE_HEARING,
        FAILED_TO_APPEAR,
        NO_COUNSEL,
        NTA_NOT_FILED,
        NOT_FILED_BEFORE_SLOT,
        SERVED_ALONE_UNDER_14,
        MAIL_RETURNED,
        HEARING_TOO_SOON,
        COUNSEL_SOUGHT_IN_VAIN,
        INTERPRETER_WANTING,
        NOTICE_TO_STALE_ADDRESS,
        ADDRESS_TOLD_NOT_FILED,
        CASE_DID_NOT_FOLLOW,
        TWO_OPEN_CASES,
        IN_ABSENTIA_ORDER,
        ORDER_ON_BAD_NOTICE,
        MANY_CHILDREN_ONE_SPONSOR,
        NOT_WITH_SPONSOR,
        NOBODY_REACHED,
        REPORT_UNANSWERED,
    )
}
"""Every gap, by name, in the order of a child's way; of what endangers a case, counsel first."""


def find(record: Record) -> Iterator[tuple[Gap, Found]]:
    """Every gap that was ever true of a record, as known and as true when it was folded."""
    for gap in GAPS.values():
        for found in found_in(gap, record):
            yield gap, found


__all__ = [
    "FLAG_LASTS",
    "GAPS",
    "OTHER_RECORDS_WITH_UNITS",
    "Found",
    "Gap",
    "Kind",
    "find",
    "found_in",
    "real",
    "wakes_on",
]
