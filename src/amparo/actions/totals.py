"""Published totals over time: a revised cell replaces the earlier one from when it was learned."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from amparo.events import TotalTold
from amparo.store import assertions, deliveries, evidence

_Cell = tuple[str, date, date, str]


def total_rows() -> Iterator[dict[str, Any]]:
    """A row for each cell of each public table and each interval of knowledge."""
    heard = deliveries.heard()
    contents = deliveries.contents(about_children=False)
    cells: dict[_Cell, dict[date, int | None]] = {}
    told = assertions.assertions(evidence.identities_told(contents), heard)
    in_order = sorted((one for group in told.values() for one in group), key=lambda one: one.place)
    for assertion in in_order:
        for event in assertion.events:
            if isinstance(event, TotalTold):
                cells.setdefault(_cell(event), {})[assertion.learned_on] = event.value
    for cell, values in sorted(cells.items()):
        yield from _intervals(cell, values)


def latest_learned() -> date | None:
    """The day on which the latest public table was learned; None where there is none."""
    heard, contents = deliveries.heard(), deliveries.contents(about_children=False)
    return max((heard[content].learned_on for content in contents), default=None)


def _cell(event: TotalTold) -> _Cell:
    return event.measure, event.period_from, event.period_to, event.cell


def _intervals(cell: _Cell, values: dict[date, int | None]) -> Iterator[dict[str, Any]]:
    measure, period_from, period_to, name = cell
    days: list[date | None] = [*sorted(values), None]
    for known_from, known_to in pairwise(days):
        yield {
            "measure": measure,
            "period_from": period_from,
            "period_to": period_to,
            "cell": name,
            "value": values[known_from] if known_from else None,
            "known_from": known_from,
            "known_to": known_to,
            "basis": "both",
        }
