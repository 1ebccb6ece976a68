"""Who has looked at a child's record, in plain words, and a copy that can be checked."""

import json

import msgspec
from django.http import HttpResponse
from django.shortcuts import render

from amparo.actions.accounting import Looked, accounting
from amparo.actions.ledger import checkpoint
from amparo.purposes.purpose import PURPOSES
from amparo.web.asked import asked
from amparo.web.pages.child import choose_purpose
from amparo.web.visit import Request, after_a_fresh_factor, visit


def page(request: Request, child: str) -> HttpResponse:
    """The account, the latest first."""
    here, asks = visit(request), asked(request)
    if asks.purpose is None:
        return choose_purpose(request, here, child, "looks")
    looks = accounting(here.home, asks.question(here, "looks"), child, here.clock)
    return render(
        request,
        "looks.html",
        {
            "child": child,
            "asks": asks,
            "card": PURPOSES[asks.purpose],
            "looks": looks[::-1],
            "refused": sum(one.answer == "refusal" for one in looks),
            "people": len({one.who for one in looks}),
        },
    )


@after_a_fresh_factor
def copy(request: Request, child: str) -> HttpResponse:
    """The account as a file, with the ledger's signed checkpoint; taking it is a look too."""
    here, asks = visit(request), asked(request)
    if asks.purpose is None:
        return choose_purpose(request, here, child, "looks")
    looks = accounting(here.home, asks.question(here, "looks copy"), child, here.clock)
    answer = HttpResponse(_file(child, looks), content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="who-has-looked.json"'
    return answer


_HOW_TO_CHECK = (
    "Keep this file. Whoever keeps the ledger: amparo ledger verify --held FILE. "
    "You, without them: ask for an export of the ledger (amparo ledger export FOLDER), then "
    "python FOLDER/verifier.py FOLDER --held FILE"
)


def _file(child: str, looks: list[Looked]) -> str:
    told = {
        "child": child,
        "looks": msgspec.to_builtins(looks),
        "checkpoint": checkpoint(),
        "how_to_check": _HOW_TO_CHECK,
    }
    return json.dumps(told, ensure_ascii=False, indent=2, default=str)
