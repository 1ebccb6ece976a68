"""The hearings ahead of one's own children: when, where, and what stands in the way of each."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from amparo.actions.hearings import Ahead, hearings
from amparo.web.visit import Request, visit

A_PAGE = 25
"""How many hearings a page shows."""


def page(request: Request) -> HttpResponse:
    """All of them, the next first; or only those that something stands in the way of."""
    here = visit(request)
    found = hearings(here.home, here.asker, here.clock, command="page hearings")
    hindered = [one for one in found.hearings if _is_hindered(one)]
    only = request.GET.get("view") == "hindered"
    shown = hindered if only else found.hearings
    context = {
        "today": here.today,
        "rows": Paginator(shown, A_PAGE).get_page(request.GET.get("page")),
        "all": len(found.hearings),
        "hindered": len(hindered),
        "children": len({one.child for one in found.hearings}),
        "only": only,
        "view": "hindered" if only else "all",
        "purpose": found.purpose,
        "more": found.more,
    }
    return render(request, "hearings.html", context)


def _is_hindered(one: Ahead) -> bool:
    return bool(one.in_the_way) or not one.is_set
