"""What stands around every page: who is here, in which language, where one can go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo import __version__
from amparo.actions.people import is_made_up

PLACES: tuple[tuple[str, str | Promise], ...] = (
    ("my-day", _("My day")),
    ("find", _("Find a child")),
    ("figures", _("Figures")),
    ("feeds", _("Feeds")),
    ("rules", _("Who may see what")),
)
"""Where one can go from any page, by the page's name."""


def every_page(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page needs. Pages for strangers have no visit."""
    match = request.resolver_match
    return {
        "visit": getattr(request, "visit", None),
        "made_up": is_made_up(),
        "places": PLACES,
        "here": match.url_name if match else "",
        "languages": settings.LANGUAGES,
        "version": __version__,
    }
