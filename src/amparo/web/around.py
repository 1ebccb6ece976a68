"""What stands around every page: who is here, in which language, where one can go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo import __version__
from amparo.actions.doubting import TAKES_UP
from amparo.actions.hearings import LISTED_FOR
from amparo.actions.match_ruling import MAY_RULE
from amparo.actions.people import is_made_up
from amparo.actions.reviewing import REVIEWS
from amparo.purposes import Purpose
from amparo.purposes.matrix import PURPOSES_OF
from amparo.web.pages.shortcut import COOKIE, OFF
from amparo.words.agencies import Role

PLACES: tuple[tuple[str, str | Promise], ...] = (
    ("my-day", _("My day")),
    ("hearings", _("Hearings")),
    ("find", _("Find a child")),
    ("same", _("Possible same child")),
    ("corrections", _("Corrections")),
    ("review-looks", _("Looks to review")),
    ("figures", _("Figures")),
    ("feeds", _("Feeds")),
    ("rules", _("Who may see what")),
)
"""Where one can go from any page, by the page's name."""

_ONLY: dict[str, frozenset[Role]] = {
    "hearings": frozenset(LISTED_FOR),
    "review-looks": REVIEWS,
    "same": MAY_RULE,
    "corrections": TAKES_UP | {role for role in Role if Purpose.CORRECTION in PURPOSES_OF[role]},
}
"""Places that are nothing to others' work."""


def every_page(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page needs. Pages for strangers have no visit."""
    match = request.resolver_match
    visit = getattr(request, "visit", None)
    role = visit.asker.role if visit else None
    return {
        "visit": visit,
        "may_rule": role in MAY_RULE,
        "made_up": is_made_up(),
        "places": [(name, says) for name, says in PLACES if role in _ONLY.get(name, {role})],
        "here": match.url_name if match else "",
        "languages": settings.LANGUAGES,
        "shortcut": request.COOKIES.get(COOKIE) != OFF,
        "version": __version__,
    }
