"""Counts a published figure from a sealed snapshot, on a day, as known on another."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from amparo.actions import totals
from amparo.actions.asking import Question, accounted, look_at_list, look_at_numbers
from amparo.actions.home import Home, HomeRefused, latest_news
from amparo.actions.snapshot import snapshot
from amparo.clocks.washington import washington_day
from amparo.figures import FIGURES, Counted, Figure
from amparo.figures.definition import PrintedTotals, Transferred
from amparo.purposes import Action, DataClass, Purpose
from amparo.purposes.asker import Asker
from amparo.purposes.labels import Label, origin_of
from amparo.snapshots import count as count_from
from amparo.snapshots import lineage as lineage_from
from amparo.store import children, deliveries


def count(
    home: Home,
    name: str,
    clock: datetime,
    on: date | None = None,
    known_at: date | None = None,
    *,
    asker: Asker | None,
) -> Counted:
    """A figure's value with its ancestry. Days not given: all that is known, as of now.

    A figure over children is asked for and accounted for; one over public tables, which anyone
    may read, takes no ``asker``. Raises as ``asking.look`` does.
    """
    figure = FIGURES[name]
    _refuse_if_nothing_was_told(figure)
    if is_about_children(figure) or _has_ours_beside(figure):
        look_at_numbers(home, _question(asker, Action.COUNT, on, known_at), clock)
    known_at = known_at or _everything_known(figure, clock)
    with accounted():
        sealed = snapshot(home, clock)
    return count_from(figure, sealed, on or known_at, known_at)


def count_with_rows(
    home: Home,
    name: str,
    clock: datetime,
    limit: int,
    *,
    asker: Asker | None,
    on: date | None = None,
    known_at: date | None = None,
) -> tuple[Counted, list[dict[str, Any]]]:
    """A figure's value and the first rows behind it, which are a list that is asked for.

    Whoever may not see the number is not shown its rows either. Raises as ``count`` does.
    """
    counted = count(home, name, clock, on, known_at, asker=asker)
    figure, sealed = FIGURES[name], snapshot(home, clock)
    days = counted.true_on, counted.known_at
    if not is_about_children(figure):
        return counted, lineage_from(figure, sealed, *days, limit)
    # Cut only after it is known whom the asker may be listed, or the number of rows would tell
    # of the others.
    rows = _weighable(lineage_from(figure, sealed, *days, _EVERY_ROW))
    question = _question(asker, Action.LIST, on, known_at)
    return counted, [row for row, _ in look_at_list(home, question, rows, clock, limit).rows]


_EVERY_ROW = 2**31
"""More rows than any home has children."""


def is_about_children(figure: Figure) -> bool:
    """Whether a figure counts children, and not what a public table says of them."""
    return isinstance(figure.counts, Transferred)


def _has_ours_beside(figure: Figure) -> bool:
    """Whether the shares of this home's children stand beside what a table says of a State."""
    return isinstance(figure.counts, PrintedTotals) and deliveries.home_kind() is not None


def _question(
    asker: Asker | None, action: Action, on: date | None, known_at: date | None
) -> Question:
    if asker is None:
        raise HomeRefused("You are no person of this home, so no children are counted for you.")
    purpose = Purpose.STATISTICS if action is Action.COUNT else None
    return Question(
        asker=asker,
        command="figures count",
        action=action,
        purpose=purpose,
        classes=frozenset({DataClass.COURT}),
        on=on,
        known_at=known_at,
    )


def _weighable(
    rows: list[dict[str, Any]],
) -> Iterator[tuple[str, Label, dict[str, Any]]]:
    """Each row with its child; it tells who told of the transfer, and the steps of the notice."""
    child_of = children.memberships({row["entity"] for row in rows})
    for row in rows:
        told = Label(data_class=DataClass.COURT, origin=origin_of(row["anchor"]), protected=False)
        yield child_of[row["entity"]], told, row


def _refuse_if_nothing_was_told(figure: Figure) -> None:
    """Where nothing was told the answer is unknown, and unknown is not zero."""
    about_children = is_about_children(figure)
    if not deliveries.contents(about_children=about_children):
        what = "deliveries about children" if about_children else "public tables"
        raise HomeRefused(f"This home holds no {what}, so {figure.name} cannot be counted.")


def _everything_known(figure: Figure, clock: datetime) -> date:
    """The day as of which everything is known.

    Public tables are learned on the day they are read in, also into a made-up home whose children
    live in years past; a figure over them is asked as of then.
    """
    now = washington_day(latest_news(clock))
    if is_about_children(figure):
        return now
    return max(now, totals.latest_learned() or now)
