"""Who may be one child: the reviews of one's own work, one of them side by side, and a ruling."""

from django.http import HttpResponse
from django.shortcuts import render

from amparo.actions.match_review import Beside, Pair, beside, listed
from amparo.actions.match_ruling import Acting, Says, may_say, rule
from amparo.web.visit import Request, Visit, visit

LETTERS = "ABC"


def page(request: Request) -> HttpResponse:
    """The reviews that wait, the most harmful mistake first."""
    found = listed(acting(visit(request)))
    return render(request, "same.html", {"found": found})


def one(request: Request, number: int) -> HttpResponse:
    """The children of one review beside one another; posted, what somebody says of them."""
    here = visit(request)
    says = request.POST.get("says", "")
    if request.method == "POST" and says in set(Says):
        because = request.POST.get("because", "").strip()
        return render(
            request, "ruled.html", {"ruled": rule(acting(here), number, Says(says), because)}
        )
    found = beside(acting(here), number)
    return render(request, "review.html", _context(found, unsaid=request.method == "POST"))


def acting(here: Visit) -> Acting:
    """Who rules, here and now."""
    return Acting(here.home, here.asker, here.clock)


def _context(found: Beside, *, unsaid: bool) -> dict[str, object]:
    by_record = {
        record: letter
        for letter, candidate in zip(LETTERS, found.candidates, strict=False)
        for record in candidate.records
    }
    return {
        "found": found,
        "candidates": list(zip(LETTERS, found.candidates, strict=False)),
        "pairs": [(_between(pair, by_record), _start(pair), pair) for pair in found.compared],
        "one_now": len({one.child for one in found.candidates}) == 1,
        "says": may_say(found.why),
        "unsaid": unsaid,
        "answered": found.answered,
    }


def _start(pair: Pair) -> float:
    """What any two records weigh before they are compared: most are two children."""
    return pair.bits - sum(one.bits for one in pair.compared)


def _between(pair: Pair, by_record: dict[str, str]) -> str:
    return " – ".join(sorted(by_record.get(one, one) for one in (pair.one, pair.other)))
