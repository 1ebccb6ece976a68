"""Signing in by an agency's own sign-in: there, and back with its answer; and shown again there."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amparo.actions.agency_accounts import NotLetIn, asking, by_agency
from amparo.actions.people import is_made_up
from amparo.web import sign_in
from amparo.web.pages.sign_in import asked, back
from amparo.web.visit import Request, open_to_all

_SAID: dict[str, str | Promise] = {
    "no-role": _("You hold no role here today. Ask an operator to give you one."),
    "no-second-factor": _(
        "Your agency let you in without a second factor, and here two are needed. Sign in there"
        " with your card, your key or a code, and come back."
    ),
    "not-recent": _(
        "Your agency did not ask you anew who you are. Sign out there, then try again."
    ),
    "another-person": _(
        "Your agency means somebody else than who is signed in here. Sign out first, then try"
        " again."
    ),
    "declined": _("Your agency did not let you in, or you turned back. Nothing is wrong here."),
    "silent": _(
        "Your agency’s sign-in does not answer now. Try again in a few minutes; if it stays so,"
        " tell an operator."
    ),
}
"""What is said to whoever is not let in, where it helps them to know."""


@open_to_all
def page(request: Request) -> HttpResponse:
    """Sends the browser to the agency's sign-in. It is a link: a form may lead to no other site."""
    if is_made_up() or request.home.settings.agency is None:
        return redirect("sign-in")
    here = request.build_absolute_uri(reverse("agency-answer"))
    try:
        question = asking(request.home, here, request.clock, anew=request.visit is not None)
    except NotLetIn as refused:
        return _turned_away(request, refused, back(request))
    sign_in.keep_question(request, question.kept, back(request))
    return HttpResponseRedirect(question.address)


@open_to_all
def answer(request: Request) -> HttpResponse:
    """The browser comes back with an answer; to no question of ours there is none."""
    if not sign_in.has_asked(request):
        return redirect("sign-in" if request.visit is None else "my-day")
    kept, to = sign_in.question(request, request.GET.get("state", ""))
    here = sign_in.signed(request) if request.visit is not None else None
    try:
        entered = by_agency(request.home, kept, request.GET.dict(), request.clock, here)
    except NotLetIn as refused:
        return _turned_away(request, refused, to)
    sign_in.let_in(request, entered.signed, entered.shown_at)
    return redirect(to)


def _turned_away(request: Request, refused: NotLetIn, to: str) -> HttpResponse:
    response = asked(request, _says(refused), to)
    response.status_code = 503 if refused.rule == "silent" else 403
    return response


def _says(refused: NotLetIn) -> str:
    if refused.subject is not None:
        said = gettext(
            "Your agency knows you as %(subject)s, and nobody here is meant by that yet. Tell it to"
            " an operator of this home, who can say that it is you."
        )
        return said % {"subject": refused.subject}
    said = gettext(
        "What your agency’s sign-in answered does not hold, and you were not let in. Begin anew"
        " from here; if it happens again, tell an operator this word: %(word)s."
    )
    return str(_SAID.get(refused.rule) or said % {"word": refused.rule})
