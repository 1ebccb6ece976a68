"""What a privacy officer reviews: looks by danger, near the budgets, refused, and at whom."""

from django.http import HttpResponse
from django.shortcuts import render

from amparo.actions.reviewing import BACK, NEARLY, review
from amparo.web.visit import Request, visit


def page(request: Request) -> HttpResponse:
    """The looks that are worth a second look, and the way to who has looked at each child."""
    here = visit(request)
    found = review(here.home, here.asker, here.clock, command="page review")
    context = {"found": found, "days": BACK.days, "part": round(NEARLY * 100)}
    return render(request, "review_looks.html", context)
