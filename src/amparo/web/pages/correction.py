"""Asking that a fact of a child's record be corrected, and what came of what was asked."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from amparo.actions.changing import ChangeRefused
from amparo.actions.doubting import LONGEST, Asks, answer, ask, fact_named, listed, may_ask
from amparo.actions.show import show
from amparo.purposes import Purpose
from amparo.purposes.wrong_facts import OF_THE_DESK, WRONG_WITH_A_FACT, Answered, Wrong, taken_up_by
from amparo.web import reading
from amparo.web.asked import Asked
from amparo.web.pages.child import frame
from amparo.web.visit import Request, Visit, visit


def page(request: Request, child: str, fact: str) -> HttpResponse:
    """What is wrong, and what would be right; posted, it is written down and taken up."""
    here = visit(request)
    if not may_ask(here.asker):
        raise ChangeRefused("not-of-the-role", "Your role does not ask for corrections.")
    if request.method == "POST" and request.POST.get("wrong") in set(Wrong):
        return _asked(request, here, child, fact)
    return _form(request, here, child, fact, status=400 if request.method == "POST" else 200)


def _form(request: Request, here: Visit, child: str, fact: str, status: int) -> HttpResponse:
    asks = Asked(purpose=Purpose.CORRECTION, on=None, known_at=None)
    record = show(here.home, asks.question(here, "correction"), child, here.clock)
    line = fact_named(record, fact)
    told = reading.facts([line])[0] if line is not None else None
    agency = told.agency if told is not None else ""
    context = frame(record, here, asks) | {
        "fact": told,
        "fields": [name for name, _ in told.says] if told is not None else [],
        "reasons": WRONG_WITH_A_FACT,
        "most": LONGEST,
        "taken_up_by": taken_up_by(agency),
        "typed": request.POST,
    }
    return render(request, "correction.html", context, status=404 if line is None else status)


def _asked(request: Request, here: Visit, child: str, fact: str) -> HttpResponse:
    asks = Asked(purpose=Purpose.CORRECTION, on=None, known_at=None)
    record = show(here.home, asks.question(here, "correction"), child, here.clock)
    said = Asks(
        fact=fact,
        field=request.POST.get("field") or None,
        wrong=Wrong(request.POST["wrong"]),
        right=request.POST.get("right") or None,
    )
    ask(here.home, here.asker, record, said, here.clock)
    return redirect("corrections")


_LONG = 19
"""Digits of a number that no entry of any ledger has."""


def every(request: Request) -> HttpResponse:
    """What I asked with what came of it, and what my desk takes up; posted, an answer."""
    here = visit(request)
    entry = request.POST.get("entry", "")
    if (
        request.method == "POST"
        and entry.isdecimal()
        and len(entry) < _LONG
        and request.POST.get("answer") in set(Answered)
    ):
        says = Answered(request.POST["answer"])
        answer(here.home, here.asker, int(entry), says, here.clock)
        return redirect("corrections")
    found = listed(here.home, here.asker, here.clock)
    context = {
        "to_answer": [one for one in found if one.to_answer],
        "others": [one for one in found if not one.to_answer],
        "answers": OF_THE_DESK,
    }
    return render(request, "corrections.html", context)
