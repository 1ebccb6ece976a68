"""Signing in: in a made-up home by picking a person, elsewhere with a password; and out again."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from amparo.actions.accounts import by_password
from amparo.actions.agency_accounts import sign_out_address
from amparo.actions.home import HomeRefused
from amparo.actions.people import is_made_up, made_up_people
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
            return _entered(request)
        except HomeRefused:
            wrong = wrong_or_locked()
    return asked(request, wrong, back(request))


def asked(request: Request, wrong: str, to: str) -> HttpResponse:
    """Asks who somebody is, and says what was wrong before."""
    people = made_up_people(request.home, request.clock)
    return render(
        request,
        "sign_in.html",
        {
            "first": [one for role in FIRST for one in people if one.role is role],
            "others": [one for one in people if one.role not in FIRST],
            "cards": ROLES,
            "agency": request.home.settings.agency,
            "back": to,
            "onwards": urlencode({"next": to}),
            "wrong": wrong,
        },
        status=403 if wrong else 200,
    )


@open_to_all
def out(request: Request) -> HttpResponse:
    """Sign out; of another page's making it does nothing.

    Who came by their agency's sign-in is told how to leave that too, by a link: a browser follows
    no form that is answered with the way to another site.
    """
    if request.method != "POST":
        return redirect("sign-in")
    by_agency = sign_in.is_by_agency(request)
    sign_in.end(request)
    if not by_agency:
        return redirect("sign-in")
    to = request.build_absolute_uri(reverse("sign-in"))
    there = sign_out_address(request.home, request.clock, to)
    told = {"there": there, "agency": request.home.settings.agency}
    return render(request, "signed_out.html", told)


def back(request: Request) -> str:
    """Where they were going; never out of Amparo."""
    to = request.POST.get("next") or request.GET.get("next") or "/"
    return to if url_has_allowed_host_and_scheme(to, allowed_hosts=None) else "/"


def wrong_or_locked() -> str:
    """What is said at the door: not which part was wrong, nor whether there is such a person."""
    return gettext(
        "That is not right, or there were too many tries. After five wrong ones, wait fifteen"
        " minutes. An operator can invite you anew."
    )


def _entered(request: Request) -> HttpResponse:
    """Raises HomeRefused for nobody. A person can be picked in a made-up home only."""
    if is_made_up():
        sign_in.begin(request, _picked(request))
        return redirect(back(request))
    name = request.POST.get("name", "").strip().lower()
    password = request.POST.get("password", "")
    signed = by_password(request.home, name, password, request.clock)
    sign_in.begin_half_way(request, signed)
    return redirect(f"{reverse('second')}?{urlencode({'next': back(request)})}")


def _picked(request: Request) -> Asker:
    for one in made_up_people(request.home, request.clock):
        if one.slug == request.POST.get("person"):
            return one
    raise HomeRefused("There is no such made-up person.")
