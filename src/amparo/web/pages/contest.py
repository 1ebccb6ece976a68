"""Contesting what was found of a child, or a concern about the home: what, and how it is wrong."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from amparo.actions.changing import ChangeRefused
from amparo.actions.contesting import Contests, contest, may_contest
from amparo.actions.doubting import LONGEST
from amparo.actions.show import show
from amparo.purposes import Purpose
from amparo.purposes.wrong_facts import WRONG_WITH_A_FINDING, Wrong
from amparo.web.asked import Asked
from amparo.web.pages.child import frame
from amparo.web.visit import Request, visit

CONCERN = "concern"
"""What a form says for any concern about the home, in the place of a finding's name."""


def page(request: Request, child: str) -> HttpResponse:
    """The form, with what is found now; posted, it is written down and taken up."""
    here = visit(request)
    if not may_contest(here.asker):
        raise ChangeRefused("not-of-the-role", "Your role does not contest what was found.")
    asks = Asked(purpose=Purpose.CORRECTION, on=None, known_at=None)
    record = show(here.home, asks.question(here, "contest"), child, here.clock)
    typed = request.POST if request.method == "POST" else request.GET
    what, wrong = typed.get("finding", ""), request.POST.get("wrong")
    if request.method == "POST" and what and wrong in set(Wrong):
        says = Contests(
            finding=None if what == CONCERN else what,
            wrong=Wrong(wrong),
            why=request.POST.get("right") or None,
        )
        contest(here.home, here.asker, record, says, here.clock)
        return redirect("corrections")
    context = frame(record, here, asks) | {
        "owed": record.owed,
        "reasons": WRONG_WITH_A_FINDING,
        "most": LONGEST,
        "concern": CONCERN,
        "typed": typed,
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "contest.html", context, status=status)
