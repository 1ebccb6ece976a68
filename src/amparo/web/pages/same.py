"""Who may be one child: the reviews of one's own work, one of them side by side, and a ruling."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from amparo.actions.match_asking import propose
from amparo.actions.match_review import Beside, Pair, beside, listed
from amparo.actions.match_ruling import Acting, Ruled, refuse_who_may_not_rule, rule
from amparo.actions.match_says import Says, may_say
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
        return ruled(request, rule(acting(here), number, Says(says), because))
    found = beside(acting(here), number)
    return render(request, "review.html", _context(found, unsaid=request.method == "POST"))


def ruled(request: Request, what: Ruled) -> HttpResponse:
    """What came of a ruling, with the way back."""
    apart = what.children if len(what.children) > 1 and what.says is not Says.SAME else ()
    context = {
        "ruled": what,
        "children": list(zip(LETTERS, what.children, strict=False)),
        "apart": apart[:2],
    }
    return render(request, "ruled.html", context)


def ask(request: Request, child: str) -> HttpResponse:
    """Posted: whether another record is this child's too is asked, and the review of it opens."""
    here = visit(request)
    other = request.POST.get("other", request.GET.get("other", ""))
    if request.method == "POST":
        opened = propose(acting(here), child, other, request.POST.get("because", "").strip())
        return redirect("review", opened.review)
    refuse_who_may_not_rule(acting(here))
    return render(request, "ask_same.html", {"child": child, "other": other})


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
