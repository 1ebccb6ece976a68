"""The rows behind a figure, of one's own work: for a purpose, within the day's budget, recorded."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from amparo.actions.figures import rows_behind, why_no_rows
from amparo.figures import FIGURES
from amparo.web.asked import asked
from amparo.web.visit import Request, visit

MOST = 100
"""How many rows a page shows."""

_NOT_SHOWN = frozenset({"entity", "anchor"})
"""The number inside the copy tells nothing outside it; an agency's own key tells who it is, which
the purpose of the list need not open."""


def page(request: Request, name: str) -> HttpResponse:
    """The rows, for a purpose of one's own work; where none are ever shown, why not."""
    here, asks = visit(request), asked(request)
    if name not in FIGURES:
        raise Http404
    never = why_no_rows(name, here.asker)
    if never is not None:
        why = {"figure": FIGURES[name], "never": never, "asks": asks}
        return render(request, "figure_rows.html", why, status=403)
    found = rows_behind(
        here.home,
        name,
        here.clock,
        MOST,
        asker=here.asker,
        purpose=asks.purpose,
        on=asks.on,
        known_at=asks.known_at,
    )
    columns = [one for one in (found.rows[0][1] if found.rows else ()) if one not in _NOT_SHOWN]
    told: dict[str, Any] = {
        "figure": FIGURES[name],
        "asks": asks,
        "found": found,
        "entry": found.leave.grant.entry if found.leave else None,
        "of_children": found.leave is not None,
        "columns": columns,
        "rows": [(child, [(one, row[one]) for one in columns]) for child, row in found.rows],
        "most": MOST,
    }
    return render(request, "figure_rows.html", told)
