"""Counts a published figure from a sealed snapshot, on a day, as known on another."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import msgspec

from amparo.actions import totals
from amparo.actions.asking import Leave, Question, accounted, look_at_list, look_at_numbers
from amparo.actions.home import Home, HomeRefused, latest_news
from amparo.actions.snapshot import snapshot
from amparo.clocks.washington import washington_day
from amparo.figures import (
    FIGURES,
    Counted,
    Figure,
    UnitRefused,
    in_unit,
    last_publication,
    query,
    smallest_cell,
    to_tens,
    told_of_places,
    told_outside,
)
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
from amparo.purposes import DHS, ROLES, Action, DataClass, Purpose
from amparo.purposes.asker import Asker
from amparo.purposes.asking import Origin
from amparo.purposes.labels import Label, origin_of
from amparo.purposes.matrix import PURPOSES_OF, is_told_numbers_only
from amparo.snapshots import SnapshotWrong
from amparo.snapshots import count as count_from
from amparo.snapshots import lineage as lineage_from
from amparo.store import children, deliveries
from amparo.words.agencies import Role


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
        asks = _Asks(figure, asker, Purpose.STATISTICS, on, known_at)
        look_at_numbers(home, _question(asks, Action.COUNT), clock)
    known = _everything_known(figure, clock)
    if is_about_children(figure) and not is_told_in_full(asker):
        # Nobody of these may ask as of another day (``asking``), so this is the only one.
        known = last_publication(known)
    known_at = known_at or known
    with _as_sealed():
        with accounted():
            sealed = snapshot(home, clock)
        counted = count_from(figure, sealed, on or known_at, known_at)
    return counted if is_told_in_full(asker) else _told_outside(figure, counted, clock)


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
    behind = _behind(home, counted, _Asks(figure, asker, None, on, known_at), clock, limit)
    return counted, [row for _, row in behind.rows]


@contextmanager
def _as_sealed() -> Iterator[None]:
    """Around whatever reads a sealed copy. Raises HomeRefused where it is not as it was sealed."""
    try:
        yield
    except SnapshotWrong as wrong:
        raise HomeRefused(str(wrong)) from None


class Behind(msgspec.Struct, frozen=True, kw_only=True):
    """The rows behind a figure that the asker may be listed, each with its child where it has one.

    ``leave`` None: a public table, which anyone may read. ``more``: the day's budget cut them.
    """

    counted: Counted
    rows: Sequence[tuple[str | None, dict[str, Any]]]
    leave: Leave | None
    more: bool = False


def rows_behind(
    home: Home,
    name: str,
    clock: datetime,
    limit: int,
    *,
    asker: Asker,
    purpose: Purpose | None,
    on: date | None = None,
    known_at: date | None = None,
) -> Behind:
    """The first rows behind a figure, of the asker's own work, for a purpose of theirs.

    Whoever may not see the number is not shown its rows either. Raises as ``count`` does.
    """
    figure = FIGURES[name]
    _refuse_rows_of_nobody(figure)
    counted = count(home, name, clock, on, known_at, asker=asker)
    return _behind(home, counted, _Asks(figure, asker, purpose, on, known_at), clock, limit)


def why_no_rows(name: str, asker: Asker) -> str | None:
    """Why a role is never shown the rows behind a figure; None where it may ask for them."""
    figure = FIGURES[name]
    if isinstance(figure.counts, CasesDecided):
        return NO_CHILD_OF_OURS
    if not is_about_children(figure):
        return None
    role = ROLES[asker.role]
    if role.family in DHS:
        return NOT_TO_DHS
    if Purpose.STATISTICS not in PURPOSES_OF[asker.role]:
        return NOT_COUNTED
    return NUMBERS_ONLY if is_told_numbers_only(asker.role) else None


NO_CHILD_OF_OURS = (
    "What is counted here are court cases of all respondents; they name no child of this home, so"
    " there is nobody to list."
)
NOT_COUNTED = (
    "Your role is not shown this number, and so not whom it counts. The children of your own work"
    " stand in My day."
)
NUMBERS_ONLY = (
    "Your role is told numbers and never whom they count: with the rows a child could be found"
    " again."
)
NOT_TO_DHS = (
    "To your role no rows behind a number are listed: such a list would tell of children outside"
    " your own duties. What you owe stands in My day."
)


class _Asks(msgspec.Struct, frozen=True):
    """Who asks of which figure, why (None: for what their own work is about), as of which days."""

    figure: Figure
    asker: Asker | None
    purpose: Purpose | None
    on: date | None
    known_at: date | None


def _behind(home: Home, counted: Counted, asks: _Asks, clock: datetime, limit: int) -> Behind:
    figure, sealed = asks.figure, snapshot(home, clock)
    days = counted.true_on, counted.known_at
    if not is_about_children(figure):
        found = lineage_from(figure, sealed, *days, limit)
        return Behind(counted=counted, rows=[(None, row) for row in found], leave=None)
    # Cut only after it is known whom the asker may be listed, or the number of rows would tell
    # of the others.
    rows = _weighable(figure, lineage_from(figure, sealed, *days, _EVERY_ROW))
    with_child = ((child, label, (child, row)) for child, label, row in rows)
    listed = look_at_list(home, _question(asks, Action.LIST), with_child, clock, most=limit)
    shown = [row for row, _ in listed.rows]
    return Behind(counted=counted, rows=shown, leave=listed.leave, more=listed.more)


_TOLD_IN_FULL = frozenset({Role.INSPECTOR})
"""Who counts again what was published, to the last child; others are told what anybody may be."""


def is_told_in_full(asker: Asker | None) -> bool:
    """Whether somebody is told every number, however small."""
    return asker is not None and asker.role in _TOLD_IN_FULL


def _told_outside(figure: Figure, counted: Counted, clock: datetime) -> Counted:
    """The figure without small numbers of children. A public table's own numbers are told."""
    rule = smallest_cell(washington_day(clock))
    if not is_about_children(figure):
        return told_of_places(counted, rule)
    asked = query(figure, counted.true_on, counted.known_at)
    return to_tens(figure, told_outside(counted, asked, rule), asked, rule)


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


def _question(asks: _Asks, action: Action) -> Question:
    if asks.asker is None:
        raise HomeRefused("You are no person of this home, so no children are counted for you.")
    return Question(
        asker=asks.asker,
        command="figures count",
        action=action,
        purpose=asks.purpose,
        classes=frozenset({_tells_of(asks.figure)}),
        on=asks.on,
        known_at=asks.known_at,
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
