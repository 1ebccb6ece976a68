"""Several duties at once: what would come of it, what came of it, and taking it back."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from amparo.actions.together import TOGETHER, Several, do_each, look_ahead
from amparo.duties.act import RESTS_BECAUSE, Deed
from amparo.duties.ladders import LONGEST_REST
from amparo.web.days import read_day
from amparo.web.visit import Request, Visit, visit
from amparo.web.whom import choices, chosen


def page(request: Request) -> HttpResponse:
    """What was ticked on My day: asked for the rest, shown before, done, or taken back."""
    here = visit(request)
    asks = _several(request, here)
    if asks is None:
        return redirect("my-day")
    if not asks.duties:
        return render(request, "none_ticked.html", _frame(request, asks), status=400)
    step = request.POST.get("step", "")
    if step == "do" and _is_whole(asks):
        return _done(request, here, asks)
    return _asked(request, here, asks, tried=step == "preview")


def _several(request: Request, here: Visit) -> Several | None:
    """What was posted; None where it is nothing that a page of ours posts."""
    word, typed = request.POST.get("deed", ""), request.POST
    if word not in {*TOGETHER, Deed.UNDO}:
        return None
    to, office = chosen(typed.get("whom", ""))
    until = typed.get("until", "").strip()
    return Several(
        deed=Deed(word),
        duties=dict(map(_name_and_version, typed.getlist("duty"))),
        to=to,
        office=office,
        reason=typed.get("reason") or None,
        until=read_day(until, here.today) if until else None,
    )


def _name_and_version(text: str) -> tuple[str, int | None]:
    name, _, version = text.partition(".")
    return name, int(version) if version.isdecimal() and len(version) < 9 else None


def _is_whole(asks: Several) -> bool:
    """Whether all is said that the deed needs."""
    match asks.deed:
        case Deed.ASSIGN:
            return bool(asks.to or asks.office)
        case Deed.SNOOZE:
            return bool(asks.reason and asks.until)
        case _:
            return True


def _asked(request: Request, here: Visit, asks: Several, *, tried: bool) -> HttpResponse:
    """What is still to be said, or what would come of it; nothing is looked at before all is."""
    whole = _is_whole(asks)
    outlooks = look_ahead(here.home, here.asker, asks, here.clock) if whole else None
    context = _frame(request, asks) | {
        "choices": choices(here),
        "reasons": RESTS_BECAUSE,
        "latest": here.today + LONGEST_REST,
        "outlooks": outlooks,
        "possible": any(one.refused is None for one in outlooks or ()),
        "wrong": tried and not whole,
    }
    return render(request, "together.html", context, status=400 if tried and not whole else 200)


def _done(request: Request, here: Visit, asks: Several) -> HttpResponse:
    outcomes = do_each(here.home, here.asker, asks, here.clock)
    done = [one for one in outcomes if one.refused is None]
    context = _frame(request, asks) | {"outcomes": outcomes, "done": done}
    return render(request, "together_done.html", context)


def _frame(request: Request, asks: Several) -> dict[str, object]:
    """What each step hands on: the ticked, as they were seen, and the list they came from."""
    where = {one: request.POST.get(one, "") for one in ("view", "gap", "page")}
    came_from = {name: text for name, text in where.items() if text}
    return {
        "asks": asks,
        "whom": request.POST.get("whom", ""),
        "typed": request.POST,
        "ticked": request.POST.getlist("duty"),
        "came_from": came_from,
        "back": f"{reverse('my-day')}?{urlencode(came_from)}",
    }
