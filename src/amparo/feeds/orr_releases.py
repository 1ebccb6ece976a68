"""ORR releases by state: children released to sponsors, by state and fiscal year, as published."""

from datetime import date

from amparo.events import AnyEvent
from amparo.feeds.contract import Column, Contract, IdentityKey, Kind, Row, Telling
from amparo.feeds.hhs_daily import total
from amparo.words.agencies import Agency


def tell(row: Row, key: IdentityKey) -> Telling:  # noqa: ARG001  a total has nothing to seal
    """The releases of a state in a year. The printed TOTAL is a cell like the states."""
    year = row.values["fiscal_year"]
    # Fiscal year N runs from 1 October N-1 to 30 September N (31 USC 1102).
    period = (date(year - 1, 10, 1), date(year, 9, 30))
    events: list[AnyEvent] = [
        *total(
            row,
            "children_released",
            measure="released to sponsors",
            period=period,
            cell=row.values["state"],
        )
    ]
    return Telling(events=events)


ORR_RELEASES = Contract(
    feed="orr-releases-by-state",
    version="1",
    sender=Agency.ORR,
    says="One row for one state in one fiscal year, and one row TOTAL for each year.",
    source="ORR, unaccompanied children released to sponsors by state, as published",
    key=("state", "fiscal_year"),
    identity_kind="state and fiscal year",
    tell=tell,
    about_children=False,
    cadence_days=30,
    late_after_days=90,
    columns=(
        Column(
            name="state",
            says="The state's name, DC, PR, VI, or TOTAL",
            kind=Kind.TEXT,
            required=True,
            may_be_untold=False,
        ),
        Column(
            name="fiscal_year",
            says="The year in which the fiscal year ends",
            kind=Kind.COUNT,
            required=True,
            may_be_untold=False,
        ),
        Column(name="children_released", says="Children released", kind=Kind.COUNT),
    ),
)
