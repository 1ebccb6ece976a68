"""The door: who is signed in, for how long, and that nobody else gets past it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from amparo.actions.accounts import Signed, stands
from amparo.actions.home import HomeRefused
from amparo.actions.people import in_office, is_made_up
from amparo.issuers import Kept
from amparo.purposes.asker import Asker
from amparo.web.refusals import kept_form
from amparo.web.visit import (
    CLOCK,
    HOME,
    Answer,
    Request,
    Visit,
    is_open_to_all,
    needs_a_fresh_factor,
)

IDLE = timedelta(minutes=30)
"""How long a session lasts that nobody uses (NIST SP 800-63B-4 allows an hour). Product choice."""

AT_MOST = timedelta(hours=12)
"""How long a session lasts in all (the same source: at most a day). Product choice."""

HALF_WAY = timedelta(minutes=10)
"""How long the password, or an invitation, waits for its second factor. Product choice."""

FRESH = timedelta(minutes=10)
"""How long after a second factor a file is handed out without another. Product choice."""

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
        if is_open_to_all(page):
            return None
        if request.visit is not None:
            is_stale = needs_a_fresh_factor(page) and not _is_fresh(request)
            return _to("second", request) if is_stale else None
        if request.method == "POST":
            return kept_form(request, 403)
        return _to("sign-in", request)


def begin(request: Request, asker: Asker) -> None:
    """Begin a made-up person's session. Another's, begun in the same browser, is over with it."""
    _begin(request, asker.person, None)


def begin_half_way(request: Request, signed: Signed, **kept: str) -> None:
    """Somebody's password or invitation was right; until the second factor is, they are nobody."""
    request.session.flush()
    half_way = {"person": signed.person, "account": signed.account}
    request.session["half-way"] = {**half_way, "at": request.clock.isoformat(), **kept}


def half_way(request: Request) -> dict[str, Any] | None:
    """What is kept of somebody whose second factor is awaited."""
    kept: dict[str, Any] | None = request.session.get("half-way")
    if kept is None or request.clock - datetime.fromisoformat(kept["at"]) > HALF_WAY:
        return None
    return kept


def signed(request: Request) -> Signed | None:
    """Whose second factor is asked: who is half way in, or is in and must show it again."""
    kept = half_way(request)
    if kept is not None:
        return Signed(person=kept["person"], account=kept["account"])
    account = request.session.get("account")
    here = request.visit
    return Signed(person=here.asker.person, account=account) if here and account else None


def let_in(request: Request, who: Signed, shown_at: datetime | None = None) -> None:
    """The second factor was right: begin a session, or go on with it and note how fresh it is.

    ``shown_at``: when the agency's own sign-in was shown it, which may be hours ago. Raises
    HomeRefused for somebody who holds no role today.
    """
    if not in_office(who.person, request.clock).credentials_in_date:
        end(request)
        raise HomeRefused("You hold no role here today; an operator gives roles.")
    if request.visit is None:
        _begin(request, who.person, who.account)
    else:
        request.session.cycle_key()
    request.session["factor"] = (shown_at or request.clock).isoformat()
    request.session["by-agency"] = shown_at is not None
    request.visit = _visit(request)


def is_by_agency(request: Request) -> bool:
    """Whether whoever is here came by their agency's sign-in, and shows it who they are."""
    return request.visit is not None and bool(request.session.get("by-agency"))


_QUESTIONS = 4
"""So many tabs of one browser may be on their way to the agency at once."""


def keep_question(request: Request, kept: Kept, back: str) -> None:
    """Keep what an agency's sign-in was asked, and where the person was going, in the session."""
    asked = request.session.get("asked", {})
    asked[kept.state] = {"kept": msgspec.to_builtins(kept), "back": back}
    request.session["asked"] = dict(list(asked.items())[-_QUESTIONS:])


def question(request: Request, state: str) -> tuple[Kept | None, str]:
    """What was asked, once, and where the person was going; None for a state of no question."""
    asked = request.session.get("asked", {})
    found = asked.pop(state, None)
    request.session["asked"] = asked
    return (msgspec.convert(found["kept"], Kept), found["back"]) if found else (None, "/")


def has_asked(request: Request) -> bool:
    """Whether this browser is on its way to an agency's sign-in at all."""
    return bool(request.session.get("asked"))


def _begin(request: Request, person: str, account: int | None) -> None:
    request.session.flush()
    request.session["person"], request.session["account"] = person, account
    request.session["since"] = request.session["seen"] = request.clock.isoformat()


def _to(name: str, request: Request) -> HttpResponseBase:
    back = {"next": request.get_full_path()} if request.path != "/" else {}
    return redirect(f"{reverse(name)}?{urlencode(back)}" if back else reverse(name))


def _is_fresh(request: Request) -> bool:
    """A made-up person has no second factor; anybody else showed one."""
    if is_made_up():
        return True
    return request.clock - datetime.fromisoformat(request.session["factor"]) <= FRESH


def end(request: Request) -> None:
    """End the session; nothing of it is kept, and the page that says so is for nobody."""
    request.session.flush()
    request.visit = None


def _visit(request: Request) -> Visit | None:
    person = request.session.get("person")
    if person is None or _is_over(request):
        return None
    try:
        asker = in_office(person, request.clock)
    except HomeRefused:  # no longer here: an office may be ended between two pages
        return None
    if not is_made_up() and not _may_stay(request, asker):
        return None
    return Visit(home=request.home, asker=asker, clock=request.clock)


def _may_stay(request: Request, asker: Asker) -> bool:
    """Where children are real: on an account that stands, and in a role that has not run out."""
    account = request.session.get("account")
    if account is None or "factor" not in request.session or not asker.credentials_in_date:
        return False
    return stands(Signed(person=asker.person, account=account), request.clock)


def _is_over(request: Request) -> bool:
    since, seen = (datetime.fromisoformat(request.session[name]) for name in ("since", "seen"))
    if request.clock - seen > IDLE or request.clock - since > AT_MOST:
        end(request)
        return True
    if request.clock - seen > _SEEN_AGAIN:
        request.session["seen"] = request.clock.isoformat()
    return False
