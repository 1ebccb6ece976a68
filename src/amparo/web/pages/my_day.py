"""My day: what is mine to do, by when, and why each came up; every list is accounted for."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta

import msgspec
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.actions.asking import LookRefused
from amparo.actions.doubting import waiting
from amparo.actions.duties import Owed, changed, duties
from amparo.actions.lists import Asked, Shown
from amparo.actions.reviewing import REVIEWS
from amparo.actions.together import TOGETHER
from amparo.duties import Duty, State, duties_of
from amparo.duties.act import Deed
from amparo.purposes import Purpose
from amparo.purposes.asker import MAY_ASSIGN
from amparo.web.asked import own_purposes
from amparo.web.visit import Request, Visit, visit
from amparo.words.agencies import AGENCY_OF

A_PAGE = 25
"""How many duties a page shows."""

VIEWS: dict[str, str | Promise] = {
    "all": _("All open"),
    "changed": _("Changed since yesterday"),
    "overdue": _("Overdue"),
    "today": _("Due today"),
    "week": _("Due in 7 days"),
    "undated": _("No due date"),
    "waiting": _("Waiting on others"),
    "unassigned": _("Unassigned"),
    "mine": _("In my hands"),
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
    changed: bool
    holder: str | None
    office: str | None
    rests: date | None
    unassigned: bool
    mine: bool
    tick: str | None


def page(request: Request) -> HttpResponse:
    """The list, narrowed by what the address says."""
    here = visit(request)
    try:
        listed = duties(here.home, Asked(asker=here.asker), here.clock)
    except LookRefused as refused:  # the first page one meets says what is lacking, and whom to ask
        context = {"because": str(refused), "reviews": here.asker.role in REVIEWS}
        return render(request, "no_work.html", context, status=403)
    news = {owed.duty.duty for owed in changed(listed.duties, here.today - _A_DAY)}
    rows = [_row(owed, here, listed.purposes, news) for owed in listed.duties]
    view = request.GET.get("view", "all")
    view = view if view in VIEWS else "all"
    gap = request.GET.get("gap", "")
    of_gap = [row for row in rows if gap in {"", row.duty.gap}]
    shown = [row for row in of_gap if _IS_IN[view](row)]
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
            "unassigned": sum(row.unassigned for row in rows),
            "corrections": _corrections(here),
            "more": listed.more,
            "counted": listed.counted,
            "purposes": listed.purposes,
            "owes": bool(duties_of(here.asker.role)),
            "ticks": any(row.tick for row in rows),
            "together": [one for one in TOGETHER if one is not Deed.ASSIGN or _assigns(here)],
        },
    )


def _corrections(here: Visit) -> int:
    """How many corrections wait for the visitor's desk; none where they may not be listed them."""
    try:
        return waiting(here.home, here.asker, here.clock)
    except LookRefused:
        return 0


def _row(owed: Owed, here: Visit, listed_for: Sequence[Purpose], news: Collection[str]) -> Row:
    duty, today = owed.duty, here.today
    return Row(
        duty=duty,
        shown=owed.shown,
        # Whoever owes none of it looks for a purpose of their own.
        purpose=owed.purpose if owed.purpose in own_purposes(here.asker) else listed_for[0],
        late=duty.state(today) is State.LATE,
        days=(duty.due - today).days if duty.due else None,
        waiting=duty.owner is not here.asker.role,
        changed=duty.duty in news,
        holder=owed.holder,
        office=owed.office,
        rests=owed.standing.rests_until if owed.standing.rests(today) else None,
        unassigned=owed.unassigned,
        mine=owed.standing.holder == here.asker.person,
        tick=_tick(owed, here),
    )


def _tick(owed: Owed, here: Visit) -> str | None:
    """A duty and its version as it is seen here; None where it is not the visitor's to move."""
    own = owed.duty.owner is here.asker.role or _assigns(here)
    return f"{owed.duty.duty}.{owed.standing.version}" if own else None


def _assigns(here: Visit) -> bool:
    """Whether duties can be given to others: by whoever assigns, within an agency."""
    return here.asker.role in MAY_ASSIGN and here.asker.role in AGENCY_OF


_WEEK = timedelta(days=7)
_A_DAY = timedelta(days=1)

_IS_IN: dict[str, Callable[[Row], bool]] = {
    "all": lambda _: True,
    "changed": lambda row: row.changed,
    "overdue": lambda row: row.late,
    "today": lambda row: row.days == 0,
    "week": lambda row: row.days is not None and 0 <= row.days <= _WEEK.days,
    "undated": lambda row: row.days is None,
    "waiting": lambda row: row.waiting,
    "unassigned": lambda row: row.unassigned,
    "mine": lambda row: row.mine,
}


def _count(view: str, rows: Sequence[Row]) -> int:
    return sum(_IS_IN[view](row) for row in rows)
