"""The published numbers, each defined once; any of them becomes SQL that an auditor can read."""

from amparo.figures.bad_release_addresses import BAD_RELEASE_ADDRESSES
from amparo.figures.counted import MADE_UP, Asked, Counted, Difference, Reading, counted
from amparo.figures.days_after_absence import DAYS_AFTER_ABSENCE
from amparo.figures.definition import FiscalYears, Step, Unit
from amparo.figures.dismissed_not_filed import DISMISSED_NOT_FILED
from amparo.figures.failed_to_appear import FAILED_TO_APPEAR
from amparo.figures.figure import (
    About,
    AtLeast,
    Exactly,
    Figure,
    Mark,
    Published,
    Source,
    in_print,
)
from amparo.figures.fta_share_of_notified import FTA_SHARE_OF_NOTIFIED
from amparo.figures.hhs_stock_against_flow import HHS_STOCK_AGAINST_FLOW
from amparo.figures.no_notice_or_missed_hearing import NO_NOTICE_OR_MISSED_HEARING
from amparo.figures.nta_not_issued import NTA_NOT_ISSUED
from amparo.figures.nta_not_served import NTA_NOT_SERVED
from amparo.figures.offices_asking import OFFICES_ASKING
from amparo.figures.orders_in_absentia import ORDERS_IN_ABSENTIA
from amparo.figures.outside import last_publication, to_tens
from amparo.figures.query import Basis, Query, lineage, query
from amparo.figures.releases_by_state_against_orr import RELEASES_BY_STATE_AGAINST_ORR
from amparo.figures.smallest_cell import SMALLEST_CELLS, SmallestCell, smallest_cell
from amparo.figures.transfers_to_hhs import TRANSFERS_TO_HHS
from amparo.figures.units import UnitRefused, in_unit, units
from amparo.figures.withholding import WITHHELD, told_of_places, told_outside

FIGURES: dict[str, Figure] = {
    figure.name: figure
    for figure in (
        TRANSFERS_TO_HHS,
        NTA_NOT_ISSUED,
        NTA_NOT_SERVED,
        FAILED_TO_APPEAR,
        FTA_SHARE_OF_NOTIFIED,
        DAYS_AFTER_ABSENCE,
        OFFICES_ASKING,
        ORDERS_IN_ABSENTIA,
        NO_NOTICE_OR_MISSED_HEARING,
        BAD_RELEASE_ADDRESSES,
        DISMISSED_NOT_FILED,
        HHS_STOCK_AGAINST_FLOW,
        RELEASES_BY_STATE_AGAINST_ORR,
    )
}
"""Every figure that Amparo counts, by name."""

__all__ = [
    "BAD_RELEASE_ADDRESSES",
    "DAYS_AFTER_ABSENCE",
    "DISMISSED_NOT_FILED",
    "FAILED_TO_APPEAR",
    "FIGURES",
    "FTA_SHARE_OF_NOTIFIED",
    "HHS_STOCK_AGAINST_FLOW",
    "MADE_UP",
    "NO_NOTICE_OR_MISSED_HEARING",
    "NTA_NOT_ISSUED",
    "NTA_NOT_SERVED",
    "OFFICES_ASKING",
    "ORDERS_IN_ABSENTIA",
    "RELEASES_BY_STATE_AGAINST_ORR",
    "SMALLEST_CELLS",
    "TRANSFERS_TO_HHS",
    "WITHHELD",
    "About",
    "Asked",
    "AtLeast",
    "Basis",
    "Counted",
    "Difference",
    "Exactly",
    "Figure",
    "FiscalYears",
    "Mark",
    "Published",
    "Query",
    "Reading",
    "SmallestCell",
    "Source",
    "Step",
    "Unit",
    "UnitRefused",
    "counted",
    "in_print",
    "in_unit",
    "last_publication",
    "lineage",
    "query",
    "smallest_cell",
    "to_tens",
    "told_of_places",
    "told_outside",
    "units",
]
