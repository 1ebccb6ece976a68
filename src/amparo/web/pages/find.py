"""Finding a child of one's own work by name or number; every search is accounted for."""

from django.http import HttpResponse
from django.shortcuts import render

from amparo.actions.find import find
from amparo.purposes.budgets import SEARCHES
from amparo.web.asked import own_purposes
from amparo.web.visit import Request, visit

MOST = 120
"""How many characters are looked for."""


def page(request: Request) -> HttpResponse:
    """The field, and what was found. A search is posted: an address would keep the name."""
    here = visit(request)
    text = request.POST.get("text", "").strip()[:MOST]
    found = find(here.home, here.asker, None, text, here.clock) if text else None
    return render(
        request,
        "find.html",
        {"text": text, "found": found, "own": own_purposes(here.asker), "most": SEARCHES},
    )
