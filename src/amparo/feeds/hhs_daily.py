"""HHS daily: the published counts of children in CBP's custody and in HHS's care, day by day."""

from collections.abc import Iterator
from datetime import date

from amparo.events import AnyEvent, TotalTold
from amparo.feeds.contract import Column, Contract, IdentityKey, Kind, Row, Telling
from amparo.words.agencies import Agency
from amparo.words.untold import Untold

_MEASURES = {
    "children_apprehended_and_placed_in_cbp_custody": "placed in CBP custody",
    "children_in_cbp_custody": "in CBP custody",
    "children_transferred_out_of_cbp_custody": "transferred out of CBP custody",
    "children_in_hhs_care": "in HHS care",
    "children_discharged_from_hhs_care": "discharged from HHS care",
}
"""What each column counts, in the words the figures use."""


def tell(row: Row, key: IdentityKey) -> Telling:  # noqa: ARG001  a total has nothing to seal
    """One total for each count told of the day."""
    day = row.values["date"]
    events: list[AnyEvent] = []
    for column, measure in _MEASURES.items():
        events += total(row, column, measure=measure, period=(day, day))
    return Telling(events=events)


def total(
    row: Row, column: str, *, measure: str, period: tuple[date, date], cell: str = ""
) -> Iterator[TotalTold]:
    """The total that a column tells; none where its cell is blank, for blank is not zero.

    A cell in which the agency says why it gives no count is a total that is not countable.
    """
    value = row.values[column]
    if value is None:
        return
    yield TotalTold(
        of=row.of,
        line=row.line,
        happened_on=period[1],
        measure=measure,
        period_from=period[0],
        period_to=period[1],
        cell=cell,
        value=None if isinstance(value, Untold) else value,
    )


HHS_DAILY = Contract(
    feed="hhs-daily",
    version="1",
    sender=Agency.ORR,
    says="One row for one day, newest first; Fridays, Saturdays and other days are missing.",
    source="HHS, daily counts of unaccompanied children, as published",
    key=("date",),
    identity_kind="day",
    tell=tell,
    about_children=False,
    columns=(
        Column(
            name="date", says="The day counted", kind=Kind.DAY, required=True, may_be_untold=False
        ),
        *(
            Column(name=column, says=f"Children {measure}", kind=Kind.COUNT)
            for column, measure in _MEASURES.items()
        ),
    ),
)
