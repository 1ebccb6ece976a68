"""Signing in: in a made-up home by picking a person, elsewhere with a token; and out again."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from amparo.actions.home import HomeRefused
from amparo.actions.people import by_token, is_made_up, made_up_people
from amparo.purposes import ROLES
from amparo.purposes.asker import Asker
from amparo.web import sign_in
from amparo.web.visit import Request, open_to_all
from amparo.words.agencies import Role

FIRST = (
    Role.CASE_MANAGER,
    Role.FIELD_SPECIALIST,
    Role.COUNSEL,
    Role.JUVENILE_COORDINATOR,
    Role.OPLA_ATTORNEY,
    Role.INSPECTOR,
    Role.PRIVACY_OFFICER,
)
"""The people shown first: those whose work the pages are mostly about."""


@open_to_all
def page(request: Request) -> HttpResponse:
    """Who are you? Nothing of any child is read before this is answered."""
    wrong = ""
    if request.method == "POST":
        try:
            sign_in.begin(request, _whoever(request))
            return redirect(_back(request))
        except HomeRefused:
            wrong = gettext("Nobody here is known by that. Ask an operator, or try again.")
    people = made_up_people(request.home, request.clock)
    return render(
        request,
        "sign_in.html",
        {
            "first": [one for role in FIRST for one in people if one.role is role],
            "others": [one for one in people if one.role not in FIRST],
            "cards": ROLES,
            "back": _back(request),
            "wrong": wrong,
        },
        status=403 if wrong else 200,
    )


@open_to_all
def out(request: Request) -> HttpResponse:
    """Sign out; of another page's making it does nothing."""
    if request.method == "POST":
        sign_in.end(request)
    return redirect("sign-in")


def _whoever(request: Request) -> Asker:
    """Raises HomeRefused for nobody. A person can be picked in a made-up home only."""
    if is_made_up():
        named = request.POST.get("person", "")
        for one in made_up_people(request.home, request.clock):
            if one.slug == named:
                return one
    return by_token(request.home, request.POST.get("token", ""), request.clock)


def _back(request: Request) -> str:
    """Where they were going; never out of Amparo."""
    to = request.POST.get("next") or request.GET.get("next") or "/"
    return to if url_has_allowed_host_and_scheme(to, allowed_hosts=None) else "/"
