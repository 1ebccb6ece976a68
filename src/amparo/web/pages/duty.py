"""One duty: what I know, what I am asked, what others did as far as I may know; and my turn."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from amparo.actions.contesting import contested
from amparo.actions.desk import FactRefused, Telling, tell
from amparo.actions.doing import Doing, do
from amparo.actions.duties import DutyView, TellingShown, show
from amparo.actions.lists import Asked
from amparo.actions.reopening import NO_LIMIT
from amparo.duties import owners_of
from amparo.duties.act import REASONS, Deed
from amparo.duties.standing import why_not
from amparo.events.safety import Answer
from amparo.purposes.asker import MAY_ASSIGN
from amparo.web.asked import own_purposes
from amparo.web.days import read_day
from amparo.web.telling import Form, form_of, forms, telling
from amparo.web.visit import Request, Visit, visit
from amparo.web.whom import choices, chosen

_BY_ASSIGNING = frozenset({Deed.ASSIGN, Deed.AGREE, Deed.UNDO})


def page(request: Request, duty: str) -> HttpResponse:
    """The duty; posted, a fact told for it or something done to it."""
    here = visit(request)
    if request.method == "POST" and "take_back" in request.POST:
        return _taken_back(request, here, duty)
    if request.method == "POST" and "fact" in request.POST:
        return _told(request, here, duty)
    if request.method == "POST" and request.POST.get("deed") in set(Deed):
        do(here.home, here.asker, _doing(request, here, duty), here.clock)
        return redirect(_back(request))
    return _shown(request, here, duty)


def _back(request: Request) -> str:
    """The record that a deed was done from; else the duty itself."""
    to = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(to, allowed_hosts=None)
    return to if ours and to.startswith(reverse("find")) else request.path


def _shown(request: Request, here: Visit, duty: str, wrong: str = "") -> HttpResponse:
    view = show(here.home, Asked(asker=here.asker), duty, here.clock)
    if view is None:
        return render(request, "no_duty.html", status=404)
    typed = request.POST if request.method == "POST" else _to_be_typed(request, view)
    context = _context(view, here) | {"wrong": wrong, "typed": typed}
    return render(request, "duty.html", context, status=400 if wrong else 200)


def _to_be_typed(request: Request, view: DutyView) -> Mapping[str, object]:
    """A fact's form that is opened by the address: an empty one, or that of one to be corrected."""
    told = _correctable(view, request.GET.get("correct", ""))
    if told is None:
        return {"fact": request.GET.get("fact", "")}
    says = {name: _as_typed(value) for name, value in told.says.items()}
    return says | {"fact": told.fact, "on": str(told.on or ""), "replaces": told.key}


def _as_typed(value: object) -> str:
    return str(Answer.YES if value else Answer.NO) if isinstance(value, bool) else str(value)


def _correctable(view: DutyView, key: str) -> TellingShown | None:
    return next((one for one in view.told if one.correctable and one.key == key), None)


def _taken_back(request: Request, here: Visit, duty: str) -> HttpResponse:
    """Say that a fact told for the duty was not so at all: a new fact that names the first."""
    view = show(here.home, Asked(asker=here.asker), duty, here.clock)
    told = _correctable(view, request.POST["take_back"]) if view is not None else None
    form = form_of(told.fact) if told is not None else None
    if told is None or form is None:
        return _shown(request, here, duty, wrong="not-there")
    back = Telling(
        kind=form.kind,
        duty=duty,
        on=told.on,
        says={one.name: told.says[one.name] for one in form.asks if one.name in told.says}
        | ({"status": told.says["status"]} if "status" in told.says else {}),
        replaces=told.key,
        taken_back=True,
    )
    return _recorded(request, here, duty, back)


def _told(request: Request, here: Visit, duty: str) -> HttpResponse:
    """Tell a fact; one that cannot be taken down as typed is shown again, as typed."""
    kind = form_of(request.POST["fact"])
    told = telling(kind, request.POST.dict(), duty, here) if kind else None
    if told is None:
        return _shown(request, here, duty, wrong="missing")
    return _recorded(request, here, duty, told)


def _recorded(request: Request, here: Visit, duty: str, told: Telling) -> HttpResponse:
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
        "ended": owed.shown.ended,
        "mine": owed.duty.owner is here.asker.role,
        "late": owed.duty.due is not None and owed.duty.due < here.today,
        "rests": owed.standing.rests(here.today),
        "others": [one for one in owners_of(owed.duty.gap) if one is not here.asker.role],
        "deeds": _deeds(view, here),
        "choices": choices(here, owed.duty.owner),
        "forms": _forms(view, here),
        "no_limit": NO_LIMIT,
        "contested": contested(here.asker, owed.shown),
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
    """The facts that may be told for it here; of one that ended, only those that correct."""
    duty = view.owed.duty
    return forms(duty.gap, duty.owner) if duty.owner is here.asker.role else []
