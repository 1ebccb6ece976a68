"""My day: what is mine to do, by when, and why each came up; every list is accounted for."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import msgspec
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.actions.asking import LookRefused
from amparo.actions.duties import Owed, duties
from amparo.actions.lists import Asked, Shown
from amparo.duties import Duty, State, duties_of
from amparo.purposes import Purpose
from amparo.web.asked import own_purposes
from amparo.web.visit import Request, Visit, visit

A_PAGE = 25
"""How many duties a page shows."""

VIEWS: dict[str, str | Promise] = {
    "all": _("All open"),
    "overdue": _("Overdue"),
    "today": _("Due today"),
    "week": _("Due in 7 days"),
    "undated": _("No due date"),
    "waiting": _("Waiting on others"),
}
"""The ways to look at a day, by the word in the address."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One duty as a line of the list."""

    duty: Duty
    shown: Shown
    purpose: Purpose
    late: bool
    days: int | None
    waiting: bool


def page(request: Request) -> HttpResponse:
    """The list, narrowed by what the address says."""
    here = visit(request)
    try:
        listed = duties(here.home, Asked(asker=here.asker), here.clock)
    except LookRefused as refused:  # the first page one meets says what is lacking, and whom to ask
        return render(request, "no_work.html", {"because": str(refused)}, status=403)
    rows = [_row(owed, here, listed.purposes) for owed in listed.duties]
    view = request.GET.get("view", "all")
    view = view if view in VIEWS else "all"
    gap = request.GET.get("gap", "")
    of_gap = [row for row in rows if gap in {"", row.duty.gap}]
    shown = [row for row in of_gap if _is_in(view, row)]
    return render(
        request,
        "my_day.html",
        {
            "today": here.today,
            "views": [
                (word, says, _count(word, of_gap), word == view) for word, says in VIEWS.items()
            ],
            "view": view,
            "gaps": sorted(Counter(row.duty.gap for row in rows).items()),
            "gap": gap,
            "rows": Paginator(shown, A_PAGE).get_page(request.GET.get("page")),
            "total": len(rows),
            "new": sum(row.duty.opened == here.today for row in rows),
            "more": listed.more,
            "counted": listed.counted,
            "purposes": listed.purposes,
            "owes": bool(duties_of(here.asker.role)),
        },
    )


def _row(owed: Owed, here: Visit, listed_for: Sequence[Purpose]) -> Row:
    duty, today = owed.duty, here.today
    return Row(
        duty=duty,
        shown=owed.shown,
        # Whoever owes none of it looks for a purpose of their own.
        purpose=owed.purpose if owed.purpose in own_purposes(here.asker) else listed_for[0],
        late=duty.state(today) is State.LATE,
        days=(duty.due - today).days if duty.due else None,
        waiting=duty.owner is not here.asker.role,
    )


def _is_in(view: str, row: Row) -> bool:
    match view:
        case "overdue":
            return row.late
        case "today":
            return row.days == 0
        case "week":
            return row.days is not None and 0 <= row.days <= _WEEK.days
        case "undated":
            return row.days is None
        case "waiting":
            return row.waiting
        case _:
            return True


_WEEK = timedelta(days=7)


def _count(view: str, rows: Sequence[Row]) -> int:
    return sum(_is_in(view, row) for row in rows)
