"""The published numbers, each defined once; any of them becomes SQL that an auditor can read."""

from amparo.figures.counted import MADE_UP, Asked, Counted, Difference, counted
from amparo.figures.definition import FiscalYears, Step, Unit
from amparo.figures.figure import AtLeast, Exactly, Figure, Mark, Published, Source
from amparo.figures.hhs_stock_against_flow import HHS_STOCK_AGAINST_FLOW
from amparo.figures.nta_not_issued import NTA_NOT_ISSUED
from amparo.figures.nta_not_served import NTA_NOT_SERVED
from amparo.figures.query import Basis, Query, lineage, query
from amparo.figures.releases_by_state_against_orr import RELEASES_BY_STATE_AGAINST_ORR
from amparo.figures.transfers_to_hhs import TRANSFERS_TO_HHS

FIGURES: dict[str, Figure] = {
    figure.name: figure
    for figure in (
        TRANSFERS_TO_HHS,
        NTA_NOT_ISSUED,
        NTA_NOT_SERVED,
        HHS_STOCK_AGAINST_FLOW,
        RELEASES_BY_STATE_AGAINST_ORR,
    )
}
"""Every figure that Amparo counts, by name."""

__all__ = [
    "FIGURES",
    "HHS_STOCK_AGAINST_FLOW",
    "MADE_UP",
    "NTA_NOT_ISSUED",
    "NTA_NOT_SERVED",
    "RELEASES_BY_STATE_AGAINST_ORR",
    "TRANSFERS_TO_HHS",
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
    "Source",
    "Step",
    "Unit",
    "counted",
    "lineage",
    "query",
]
