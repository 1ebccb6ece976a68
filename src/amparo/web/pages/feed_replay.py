"""Reading again what was set aside: what today's rules would read of it; nothing is taken in."""

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import render

from amparo.actions.replay import Outcome, Which, replay
from amparo.actions.set_aside import set_aside
from amparo.actions.trying import MAY_TRY
from amparo.web.visit import Request, visit

MOST = 200
"""How many lines a page shows."""


def page(request: Request) -> HttpResponse:
    """Asks for a delivery or a reason; or says what would be read of its lines today."""
    here = visit(request)
    delivery = request.POST.get("delivery", "") or None
    reason = request.POST.get("reason", "") or None
    told = None
    if request.method == "POST" and (delivery or reason):
        which = Which(delivery=delivery, reason=reason)
        told = replay(here.home, here.asker, which, here.clock, MOST)
    lines = set_aside(here.asker).lines if here.asker.role in MAY_TRY else []
    context = {
        "may_replay": here.asker.role in MAY_TRY,
        "deliveries": sorted(Counter(one.delivery for one in lines).items()),
        "reasons": Counter(one.reason for one in lines).most_common(MOST),
        "delivery": delivery,
        "reason": reason,
        "told": told,
        "missing": request.method == "POST" and told is None,
        "would": told.outcomes[Outcome.WOULD_BE_READ] if told else 0,
        "stays": told.outcomes[Outcome.STAYS] if told else 0,
        "gone": told.outcomes[Outcome.NOT_KEPT] if told else 0,
    }
    status = 400 if context["missing"] else 200
    return render(request, "feed_replay.html", context, status=status)
