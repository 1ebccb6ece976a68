"""The language of the pages, kept in a cookie and nowhere else."""

from django.http import HttpResponse
from django.views.i18n import set_language

from amparo.web.visit import Request, open_to_all


@open_to_all
def page(request: Request) -> HttpResponse:
    """Choose a language, and go back to where one was."""
    return set_language(request)
