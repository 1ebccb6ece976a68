"""A published count: a cell of a public table."""

from datetime import date

from amparo.events.event import Event


class TotalTold(Event, frozen=True, kw_only=True, omit_defaults=True, tag="total told"):
    """An agency published a count. ``value`` None means told as not countable (``suppressed``).

    ``measure`` names what is counted, ``period`` the days counted (both ends included),
    ``cell`` what the table is broken down by, e.g. a state. ``happened_on`` is the last day.
    """

    measure: str
    period_from: date
    period_to: date
    cell: str = ""
    value: int | None = None
