"""Parting one child's records again: what goes where, and who was shown them as one."""

from django.http import HttpResponse
from django.shortcuts import render

from amparo.actions.match_parting import before_parting
from amparo.actions.match_ruling import unmerge
from amparo.web.pages.same import acting, ruled
from amparo.web.visit import Request, visit


def page(request: Request, child: str) -> HttpResponse:
    """The records, those of the last merge chosen; posted, the parting of those that are chosen."""
    here = visit(request)
    chosen = request.POST.getlist("record")
    if request.method == "POST" and chosen:
        because = request.POST.get("because", "").strip()
        return ruled(request, unmerge(acting(here), child, because, chosen))
    parting = before_parting(acting(here), child)
    merged = any(one.came_last for one in parting.records)
    context = {"parting": parting, "merged": merged, "none_chosen": request.method == "POST"}
    return render(request, "part.html", context)
