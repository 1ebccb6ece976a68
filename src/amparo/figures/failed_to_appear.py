"""How many children transferred to HHS have failed to appear at a hearing in court."""

from datetime import date

from amparo.figures.definition import FoundOf, Unit
from amparo.figures.figure import AtLeast, Figure, Mark, Published, Source
from amparo.figures.transfers_to_hhs import AUDITED_YEARS, PUBLISHED_COHORT

GAP = "failed-to-appear"
"""The gap of that name: its findings are what is counted."""

FAILED_TO_APPEAR = Figure(
    name="failed-to-appear",
    says="Children transferred to HHS who have failed to appear at one hearing or more",
    says_es="Niños trasladados al HHS que no comparecieron a una audiencia o más",
    unit="children",
    counts=FoundOf(between=AUDITED_YEARS, gap=GAP, count=Unit.CHILDREN, finding=Unit.HEARINGS),
    source=Source("DHS OIG-25-21, March 2025", Mark.SECONDARY),
    published=Published(
        value=AtLeast(43_000),
        as_of=date(2024, 10, 31),
        as_of_says="October 2024",
        among=PUBLISHED_COHORT,
    ),
    also_published=(
        Published(
            value=AtLeast(32_000),
            as_of=date(2024, 8, 31),
            as_of_says="August 2024, of hearings in fiscal years 2019 to 2023",
            among=PUBLISHED_COHORT,
            counted="in_audited_years",
            source=Source("DHS OIG-24-46, management alert, August 2024", Mark.VERIFIED),
        ),
    ),
    cautions=(
        (
            "Failing to appear is not being ordered removed, and it is not a fault: the notice may "
            "have gone to an address that was no longer the child's."
        ),
        (
            "A child who failed to appear at two hearings is one child here. One who failed to "
            "appear in two fiscal years counts once in each of them, and once in the whole."
        ),
        (
            "A child who appeared later, or whose order was rescinded, stays counted: the "
            "published numbers say who had failed to appear, not who still had not answered."
        ),
        (
            "The published numbers are what ICE reported, of children with a notice (August 2024) "
            "and of children served one (October 2024). That both speak of the same five years of "
            "transfers is derived by arithmetic: to be checked in the reports."
        ),
        "It does not say that a child is missing.",
    ),
)
