"""The door: who is signed in, for how long, and that nobody else gets past it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from amparo.actions.home import HomeRefused
from amparo.actions.people import in_office
from amparo.purposes.asker import Asker
from amparo.web.refusals import kept_form
from amparo.web.visit import CLOCK, HOME, Answer, Request, Visit, is_open_to_all

IDLE = timedelta(minutes=30)
"""How long a session lasts that nobody uses (NIST SP 800-63B-4 allows an hour). Product choice."""

AT_MOST = timedelta(hours=12)
"""How long a session lasts in all (the same source: at most a day). Product choice."""

_SEEN_AGAIN = timedelta(minutes=1)
"""A session is written again no more often than this, or every page would write."""


class who_visits:  # noqa: N801  # middleware is named as it reads in the settings
    """Puts the home, the time and the visit into the request; turns strangers to the sign-in."""

    def __init__(self, get_response: Answer) -> None:
        self._next = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponseBase:
        """Answer one request."""
        request = cast("Request", plain)
        request.home = request.META[HOME]
        request.clock = request.META.get(CLOCK) or datetime.now(UTC)
        request.visit = _visit(request)
        return self._next(request)

    def process_view(
        self, plain: HttpRequest, page: Any, args: Any, names: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        """Nothing said of a page means that it needs somebody signed in."""
        del args, names
        request = cast("Request", plain)
        if request.visit is not None or is_open_to_all(page):
            return None
        if request.method == "POST":
            return kept_form(request, 403)
        back = {"next": request.get_full_path()} if request.path != "/" else {}
        return redirect(f"{reverse('sign-in')}?{urlencode(back)}" if back else reverse("sign-in"))


def begin(request: Request, asker: Asker) -> None:
    """Begin a session. Another's, begun in the same browser, is over with it."""
    request.session.flush()
    request.session["person"] = asker.person
    request.session["since"] = request.session["seen"] = request.clock.isoformat()


def end(request: Request) -> None:
    """End the session; nothing of it is kept."""
    request.session.flush()


def _visit(request: Request) -> Visit | None:
    person = request.session.get("person")
    if person is None or _is_over(request):
        return None
    try:
        asker = in_office(person, request.clock)
    except HomeRefused:  # no longer here: an office may be ended between two pages
        return None
    return Visit(home=request.home, asker=asker, clock=request.clock)


def _is_over(request: Request) -> bool:
    since, seen = (datetime.fromisoformat(request.session[name]) for name in ("since", "seen"))
    if request.clock - seen > IDLE or request.clock - since > AT_MOST:
        end(request)
        return True
    if request.clock - seen > _SEEN_AGAIN:
        request.session["seen"] = request.clock.isoformat()
    return False
