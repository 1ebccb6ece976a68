"""Who may see what: would a role, for a purpose, be shown a class, by which rule, since when."""

from enum import StrEnum
from typing import TypeVar

from django.http import HttpResponse
from django.shortcuts import render

from amparo.clocks.washington import washington_day
from amparo.purposes import Action, Answer, DataClass, Grant, Origin, Purpose, decide
from amparo.purposes.data_class import CLASSES
from amparo.purposes.entries import entries_of, everything_in_order
from amparo.purposes.matrix import PURPOSES_OF
from amparo.purposes.rules import Policies, in_force
from amparo.web.visit import Request, visit
from amparo.words.agencies import Role

_Word = TypeVar("_Word", bound=StrEnum)


def page(request: Request) -> HttpResponse:
    """The question, its answer, and the row of the role in the matrix. Nothing is looked at."""
    here = visit(request)
    policies = in_force(washington_day(here.clock))
    role = _word(request, "role", Role, here.asker.role)
    own = sorted(PURPOSES_OF[role], key=list(Purpose).index)
    purpose = _word(request, "purpose", Purpose, own[0] if own else Purpose.STATISTICS)
    data_class = _word(request, "class", DataClass, DataClass.IDENTITY)
    origin = _word(request, "origin", Origin, Origin.HHS)
    answer = decide(everything_in_order(role, purpose, data_class, Action.READ, origin), policies)
    return render(
        request,
        "rules.html",
        {
            "roles": list(Role),
            "purposes": list(Purpose),
            "classes": list(CLASSES),
            "origins": list(Origin),
            "role": role,
            "purpose": purpose,
            "data_class": data_class,
            "origin": origin,
            "granted": isinstance(answer, Grant),
            "because": answer.because,
            "rules": _rules(answer, policies),
            "row": entries_of(role, policies),
            "digest": policies.digest,
        },
    )


def _rules(answer: Answer, policies: Policies) -> list[object]:
    return [policies.rules[name] for name in answer.rules if name in policies.rules]


def _word(request: Request, name: str, words: type[_Word], otherwise: _Word) -> _Word:
    said = request.GET.get(name, "")
    return next((word for word in words if word.value == said), otherwise)
