"""Counts a published figure from a sealed snapshot, on a day, as known on another."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from amparo.actions import totals
from amparo.actions.asking import Question, accounted, look_at_list, look_at_numbers
from amparo.actions.home import Home, HomeRefused, latest_news
from amparo.actions.snapshot import snapshot
from amparo.clocks.washington import washington_day
from amparo.figures import FIGURES, Counted, Figure, UnitRefused, in_unit
from amparo.figures.definition import (
    AddedUp,
    AfterAbsence,
    BadAddresses,
    CasesDecided,
    FoundOf,
    OfficesAsking,
    PrintedTotals,
    ShareOfNotified,
    Transferred,
)
from amparo.purposes import Action, DataClass, Purpose
from amparo.purposes.asker import Asker
from amparo.purposes.asking import Origin
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
    unit: str | None = None,
) -> Counted:
    """A figure's value with its ancestry. Days not given: all that is known, as of now.

    A figure over children is asked for and accounted for; one over public tables, which anyone
    may read, takes no ``asker``. Raises as ``asking.look`` does, and HomeRefused for a unit in
    which the figure is not counted.
    """
    figure = _in_unit(name, unit)
    _refuse_if_nothing_was_told(figure)
    if is_about_children(figure) or _has_ours_beside(figure):
        look_at_numbers(home, _question(figure, asker, Action.COUNT, on, known_at), clock)
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
    unit: str | None = None,
) -> tuple[Counted, list[dict[str, Any]]]:
    """A figure's value and the first rows behind it, which are a list that is asked for.

    Whoever may not see the number is not shown its rows either. Raises as ``count`` does.
    """
    figure = _in_unit(name, unit)
    _refuse_rows_of_nobody(figure)
    counted = count(home, name, clock, on, known_at, asker=asker, unit=unit)
    sealed = snapshot(home, clock)
    days = counted.true_on, counted.known_at
    if not is_about_children(figure):
        return counted, lineage_from(figure, sealed, *days, limit)
    # Cut only after it is known whom the asker may be listed, or the number of rows would tell
    # of the others.
    rows = _weighable(figure, lineage_from(figure, sealed, *days, _EVERY_ROW))
    question = _question(figure, asker, Action.LIST, on, known_at)
    return counted, [row for row, _ in look_at_list(home, question, rows, clock, most=limit).rows]


_EVERY_ROW = 2**31
"""More rows than any home has children."""


_TELLS_OF = {
    Transferred: DataClass.COURT,
    FoundOf: DataClass.COURT,
    ShareOfNotified: DataClass.COURT,
    AddedUp: DataClass.COURT,
    BadAddresses: DataClass.LOCATION,
    CasesDecided: DataClass.COURT,
    # When and how a child was asked after is what HHS told, whatever court the absence was at.
    AfterAbsence: DataClass.SAFETY_CALLS,
    OfficesAsking: DataClass.SAFETY_CALLS,
}
"""What a figure tells of, for every definition that is counted from deliveries about children."""


def is_about_children(figure: Figure) -> bool:
    """Whether a figure is counted from what agencies told of children, not from a public table.

    Cases of all respondents are: children's are among them.
    """
    return type(figure.counts) in _TELLS_OF


def _has_ours_beside(figure: Figure) -> bool:
    """Whether the shares of this home's children stand beside what a table says of a State."""
    return isinstance(figure.counts, PrintedTotals) and deliveries.home_kind() is not None


def _in_unit(name: str, unit: str | None) -> Figure:
    try:
        return in_unit(FIGURES[name], unit) if unit else FIGURES[name]
    except UnitRefused as refused:
        raise HomeRefused(str(refused)) from None


def _refuse_rows_of_nobody(figure: Figure) -> None:
    """Rows are listed child by child; cases of all respondents are no child's whom we know."""
    if isinstance(figure.counts, CasesDecided):
        raise HomeRefused(
            f"The rows behind {figure.name} are court cases of all respondents and name no child "
            "of this home, so they cannot be listed child by child. The statement can be run over "
            "the snapshot. Nothing was shown."
        )


def _question(
    figure: Figure,
    asker: Asker | None,
    action: Action,
    on: date | None,
    known_at: date | None,
) -> Question:
    if asker is None:
        raise HomeRefused("You are no person of this home, so no children are counted for you.")
    purpose = Purpose.STATISTICS if action is Action.COUNT else None
    return Question(
        asker=asker,
        command="figures count",
        action=action,
        purpose=purpose,
        classes=frozenset({_tells_of(figure)}),
        on=on,
        known_at=known_at,
    )


def _tells_of(figure: Figure) -> DataClass:
    return _TELLS_OF.get(type(figure.counts), DataClass.COURT)


def _weighable(
    figure: Figure,
    rows: list[dict[str, Any]],
) -> Iterator[tuple[str, Label, dict[str, Any]]]:
    """Each row with its child; it tells who told of it, and the days that the number rests on."""
    child_of = children.memberships({row["entity"] for row in rows})
    data_class = _tells_of(figure)
    for row in rows:
        # ICE's address of record is mostly copied from HHS; it stays HHS's, whoever tells it.
        origin = Origin.HHS if data_class is not DataClass.COURT else origin_of(row["anchor"])
        yield child_of[row["entity"]], Label(data_class, origin, protected=False), row


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
