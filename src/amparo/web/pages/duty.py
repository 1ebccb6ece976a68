"""One duty: what I know, what I am asked, what others did as far as I may know; and my turn."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from amparo.actions.desk import FactRefused, tell
from amparo.actions.doing import Doing, do
from amparo.actions.duties import DutyView, show
from amparo.actions.lists import Asked
from amparo.duties import CARDS, owners_of
from amparo.duties.act import REASONS, Deed
from amparo.duties.standing import why_not
from amparo.events import ToldAtDesk
from amparo.purposes.asker import MAY_ASSIGN
from amparo.web.asked import own_purposes
from amparo.web.days import read_day
from amparo.web.telling import FORMS, Form, forms, telling
from amparo.web.visit import Request, Visit, visit
from amparo.web.whom import choices, chosen

_BY_ASSIGNING = frozenset({Deed.ASSIGN, Deed.AGREE, Deed.UNDO})


def page(request: Request, duty: str) -> HttpResponse:
    """The duty; posted, a fact told for it or something done to it."""
    here = visit(request)
    if request.method == "POST" and "fact" in request.POST:
        return _told(request, here, duty)
    if request.method == "POST" and request.POST.get("deed") in set(Deed):
        do(here.home, here.asker, _doing(request, here, duty), here.clock)
        return redirect(request.path)
    return _shown(request, here, duty)


def _shown(request: Request, here: Visit, duty: str, wrong: str = "") -> HttpResponse:
    view = show(here.home, Asked(asker=here.asker), duty, here.clock)
    if view is None:
        return render(request, "no_duty.html", status=404)
    context = _context(view, here) | {"wrong": wrong, "typed": request.POST}
    return render(request, "duty.html", context, status=400 if wrong else 200)


def _told(request: Request, here: Visit, duty: str) -> HttpResponse:
    """Tell a fact; one that cannot be taken down as typed is shown again, as typed."""
    kind = next((one for one in FORMS.values() if one.fact == request.POST["fact"]), None)
    told = telling(kind, request.POST.dict(), duty, here) if kind else None
    if told is None:
        return _shown(request, here, duty, wrong="missing")
    try:
        recorded = tell(here.home, here.asker, told, here.clock)
    except FactRefused as refused:
        return _shown(request, here, duty, wrong=str(refused))
    return render(request, "told.html", {"recorded": recorded})


def _doing(request: Request, here: Visit, duty: str) -> Doing:
    typed = {name: str(value).strip() for name, value in request.POST.items()}
    seen, (to, office) = typed.get("seen", ""), chosen(typed.get("whom", ""))
    return Doing(
        deed=Deed(typed["deed"]),
        duty=duty,
        to=to or typed.get("to") or None,
        office=office,
        reason=typed.get("reason") or None,
        until=read_day(typed["until"], here.today) if typed.get("until") else None,
        seen=int(seen) if seen.isdigit() else None,
    )


def _context(view: DutyView, here: Visit) -> dict[str, object]:
    owed = view.owed
    own = own_purposes(here.asker)
    purpose = owed.purpose if owed.purpose in own else own[0]
    return {
        "view": view,
        "owed": owed,
        "duty": owed.duty,
        "today": here.today,
        "purpose": purpose,
        "mine": owed.duty.owner is here.asker.role,
        "late": owed.duty.due is not None and owed.duty.due < here.today,
        "rests": owed.standing.rests(here.today),
        "others": [one for one in owners_of(owed.duty.gap) if one is not here.asker.role],
        "deeds": _deeds(view, here),
        "choices": choices(here, owed.duty.owner),
        "forms": _forms(view, here),
    }


def _deeds(view: DutyView, here: Visit) -> list[tuple[Deed, tuple[str, ...]]]:
    """What may be done to it now by whoever looks, each with its reasons."""
    if view.owed.shown.ended:
        return []
    mine, stand = view.owed.duty.owner is here.asker.role, view.owed.standing
    may = [
        deed
        for deed in Deed
        if (mine or (here.asker.role in MAY_ASSIGN and deed in _BY_ASSIGNING))
        and why_not(deed, stand, here.asker.person) is None
        and (deed is not Deed.ASSIGN or here.asker.role in MAY_ASSIGN)
    ]
    return [(deed, REASONS.get(deed, ())) for deed in may]


def _forms(view: DutyView, here: Visit) -> list[Form]:
    """The facts that may be told for it here: those that do one's part, or all that it takes."""
    duty, card = view.owed.duty, CARDS[view.owed.duty.gap]
    if duty.owner is not here.asker.role or view.owed.shown.ended:
        return []
    own: frozenset[type[ToldAtDesk]] = card.part(duty.owner).done_by
    return forms(own or card.takes)
