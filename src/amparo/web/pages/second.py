"""The second factor: before anything is shown, and again before a file is handed out."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from amparo.actions.accounts import Signed, SignInRefused, by_code
from amparo.actions.home import HomeRefused
from amparo.actions.passkeys import Site, ask_for_one, by_passkey
from amparo.web import sign_in
from amparo.web.pages.sign_in import back, wrong_or_locked
from amparo.web.visit import Request, open_to_all


@open_to_all
def page(request: Request) -> HttpResponse:
    """Asks for it, of whoever showed a password or is signed in; sends others to the sign-in."""
    signed = sign_in.signed(request)
    if signed is None:
        return redirect("sign-in")
    if sign_in.is_by_agency(request):
        onwards = urlencode({"next": back(request)})
        told = {"again": True, "agency": request.home.settings.agency, "onwards": onwards}
        return render(request, "second.html", told)
    wrong = ""
    if request.method == "POST":
        try:
            _judge(request, signed)
            sign_in.let_in(request, signed)
            return redirect(back(request))
        except SignInRefused:
            wrong = wrong_or_locked()
        except HomeRefused:
            wrong = gettext("You hold no role here today. Ask an operator to give you one.")
    return _asked(request, signed, wrong)


def site_of(request: Request) -> Site:
    """Where the pages are reached; the names by which they may be are in the settings."""
    origin = f"{request.scheme}://{request.get_host()}"
    return Site(request.get_host().partition(":")[0], origin)


def _asked(request: Request, signed: Signed, wrong: str) -> HttpResponse:
    asking = ask_for_one(site_of(request), signed)
    if asking is not None:
        request.session["passkey"] = asking.state
    told = {
        "wrong": wrong,
        "back": back(request),
        "again": request.visit is not None,
        "options": asking.options if asking else None,
    }
    return render(request, "second.html", told, status=403 if wrong else 200)


def _judge(request: Request, signed: Signed) -> None:
    answer = request.POST.get("answer")
    if answer is None:
        by_code(request.home, signed, request.POST.get("code", ""), request.clock)
        return
    state = request.session.pop("passkey", {})
    site, at = site_of(request), request.clock
    by_passkey(request.home, site, signed, state=state, answer=answer, clock=at)
