"""How many removal orders were made in a child's absence, and how many children have one."""

from datetime import date

from amparo.figures.definition import FoundOf, Unit
from amparo.figures.figure import AtLeast, Figure, Mark, Published, Source
from amparo.figures.transfers_to_hhs import AUDITED_YEARS

ORDERS_IN_ABSENTIA = Figure(
    name="orders-in-absentia",
    says="Removal orders made in the absence of children transferred to HHS",
    says_es="Órdenes de expulsión dictadas en ausencia de niños trasladados al HHS",
    unit="orders",
    counts=FoundOf(
        between=AUDITED_YEARS,
        gap="in-absentia-order",
        count=Unit.ORDERS,
        finding=Unit.ORDERS,
    ),
    source=Source(
        "Reuters on the court's own data, February 2025: orders since fiscal year 2019",
        Mark.SECONDARY,
    ),
    published=Published(value=AtLeast(31_000), as_of=date(2025, 2, 28), as_of_says="February 2025"),
    cautions=(
        (
            "An order in absentia is the court's; a failure to appear is what the figure of that "
            "name counts. One is not the other: a hearing may be missed without any order, and "
            "the published numbers of the two come from two agencies."
        ),
        (
            "A child may have several orders. The orders are counted, and the children who have "
            "one stand beside them; each is counted apart with --unit."
        ),
        (
            "An order that was rescinded later stays counted, because it was made. The gap of the "
            "same name closes on its rescission."
        ),
        (
            "The published number speaks of former unaccompanied children whatever the year of "
            "their transfer, and the size of that group is not published."
        ),
        "It does not say that a child is missing.",
    ),
)
