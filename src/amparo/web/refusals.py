"""What is said where a page is not shown: why, and what to do next; never a trace."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from amparo.actions.asking import LookRefused, NotAccounted
from amparo.actions.changing import ChangeRefused, NotRecorded
from amparo.actions.home import HomeRefused
from amparo.settings import SettingsWrong
from amparo.web.filters import because_of
from amparo.web.log import say_defect
from amparo.web.names import NOT_DONE
from amparo.web.visit import Answer, Request

_SAID: dict[type[Exception], tuple[int, str]] = {
    LookRefused: (403, "refused.html"),
    HomeRefused: (403, "refused.html"),
    NotAccounted: (503, "not_accounted.html"),
    NotRecorded: (503, "not_accounted.html"),
    SettingsWrong: (503, "not_accounted.html"),
}
"""The page that is shown for each way in which a home says no."""


class in_words:  # noqa: N801  # middleware is named as it reads in the settings
    """Turns a refusal into a page that says it."""

    def __init__(self, get_response: Answer) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer one request."""
        return self._next(cast("Request", request))

    def process_exception(self, request: HttpRequest, wrong: Exception) -> HttpResponse | None:
        """The page for what was raised; None for a defect of ours, which has its own."""
        if isinstance(wrong, ChangeRefused):
            return _not_done(request, wrong)
        for kind, (status, template) in _SAID.items():
            if isinstance(wrong, kind):
                return render(request, template, {"because": str(wrong)}, status=status)
        return None


def _not_done(request: HttpRequest, refused: ChangeRefused) -> HttpResponse:
    """A change that is refused: why, what was typed, and the way to how things stand now."""
    typed = [text for name, text in request.POST.items() if name in _FREE_TEXTS and text]
    says = because_of(refused) if refused.rule in NOT_DONE else None
    context = {"says": says, "because": str(refused), "typed": typed}
    return render(request, "not_done.html", context, status=409)


_FREE_TEXTS = frozenset({"because"})


def kept_form(request: HttpRequest, status: int) -> HttpResponse:
    """A form that came too late: what was typed is kept in the page, to be sent again."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    return render(request, "kept_form.html", {"fields": fields}, status=status)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was not sent from a page of ours, or from one too old."""
    del reason
    return kept_form(request, 403)


def not_found(request: HttpRequest, exception: Any) -> HttpResponse:
    """There is no such page."""
    del exception
    return render(request, "not_found.html", status=404)


def not_understood(request: HttpRequest, exception: Any) -> HttpResponse:
    """What was sent is nothing that a page of ours sends."""
    del exception
    return render(request, "not_understood.html", status=400)


def defect(request: HttpRequest) -> HttpResponse:
    """Something of ours broke."""
    import sys  # noqa: PLC0415  # only here

    wrong = sys.exc_info()[1]
    number = say_defect(wrong) if wrong is not None else ""
    return render(request, "defect.html", {"number": number}, status=500)
