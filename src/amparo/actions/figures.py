"""Counts a published figure from a sealed snapshot, on a day, as known on another."""

from datetime import date, datetime
from typing import Any

from amparo.actions import totals
from amparo.actions.home import Home, HomeRefused, latest_news
from amparo.actions.snapshot import snapshot
from amparo.clocks.washington import washington_day
from amparo.figures import FIGURES, Counted, Figure
from amparo.figures.definition import Transferred
from amparo.snapshots import count as count_from
from amparo.snapshots import lineage as lineage_from
from amparo.store import deliveries


def count(
    home: Home, name: str, clock: datetime, on: date | None = None, known_at: date | None = None
) -> Counted:
    """A figure's value with its ancestry. Days not given: all that is known, as of now."""
    figure = FIGURES[name]
    _refuse_if_nothing_was_told(figure)
    known_at = known_at or _everything_known(figure, clock)
    return count_from(figure, snapshot(home, clock), on or known_at, known_at)


def lineage(
    home: Home,
    name: str,
    clock: datetime,
    limit: int,
    *,
    on: date | None = None,
    known_at: date | None = None,
) -> list[dict[str, Any]]:
    """The first rows behind a figure's value."""
    figure = FIGURES[name]
    known_at = known_at or _everything_known(figure, clock)
    return lineage_from(figure, snapshot(home, clock), on or known_at, known_at, limit)


def _refuse_if_nothing_was_told(figure: Figure) -> None:
    """Where nothing was told the answer is unknown, and unknown is not zero."""
    about_children = isinstance(figure.counts, Transferred)
    if not deliveries.contents(about_children=about_children):
        what = "deliveries about children" if about_children else "public tables"
        raise HomeRefused(f"This home holds no {what}, so {figure.name} cannot be counted.")


def _everything_known(figure: Figure, clock: datetime) -> date:
    """The day as of which everything is known.

    Public tables are learned on the day they are read in, also into a made-up home whose children
    live in years past; a figure over them is asked as of then.
    """
    now = washington_day(latest_news(clock))
    if isinstance(figure.counts, Transferred):
        return now
    return max(now, totals.latest_learned() or now)
