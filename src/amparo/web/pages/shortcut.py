"""The one key that does something by itself, "/", turned off and on again (WCAG 2.1.4)."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from amparo.web.visit import Request

COOKIE = "amparo-shortcut"
OFF = "off"
"""What the cookie says of somebody who turned it off; whoever speaks to a machine types by it."""

A_YEAR = 365 * 24 * 60 * 60


def page(request: Request) -> HttpResponse:
    """Turn it off or on, and go back to where one was."""
    to = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(to, allowed_hosts=None)
    answer = redirect(to if ours else "my-day")
    if request.method == "POST":
        answer.set_cookie(
            COOKIE,
            OFF if request.POST.get("shortcut") == OFF else "on",
            max_age=A_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return answer
