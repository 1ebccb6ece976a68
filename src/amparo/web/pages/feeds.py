"""The agencies' feeds: what arrived, what is late or odd, what was set aside and by whom."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from amparo.actions.feed_health import health
from amparo.actions.set_aside import set_aside
from amparo.actions.trying import MAY_TRY
from amparo.feeds import CONTRACTS
from amparo.web.visit import Request, visit

MOST = 100
"""How many lines that were set aside a page shows."""


def page(request: Request) -> HttpResponse:
    """Every feed at a glance, and what is open."""
    here = visit(request)
    told = health(here.asker, here.clock)
    return render(
        request,
        "feeds.html",
        {
            "health": told,
            "may_try": here.asker.role in MAY_TRY,
            "aside": set_aside(here.asker, most=MOST),
            "late": sum(
                one.late_after is not None and one.late_after < told.on for one in told.feeds
            ),
        },
    )


def one(request: Request, name: str) -> HttpResponse:
    """One feed: its contract, and what was found of it."""
    here = visit(request)
    if name not in CONTRACTS:
        raise Http404
    told = health(here.asker, here.clock, name)
    return render(request, "feed.html", {"contract": CONTRACTS[name], "health": told})
