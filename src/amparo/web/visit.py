"""A visit: which home, who is signed in, and when; handed to every page with its request."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from amparo.actions.home import Home
from amparo.actions.lists import today
from amparo.purposes.asker import Asker

HOME = "amparo.home"
"""Where the server puts the open home into every request's environment."""

CLOCK = "amparo.clock"
"""Where a test puts another time than the clock's."""


class Visit(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One request of somebody who is signed in."""

    home: Home
    asker: Asker
    clock: datetime

    @cached_property
    def today(self) -> date:
        """The day that is now to this home: a made-up one lives in the past."""
        return today(self.clock)


class Request(HttpRequest):
    """A request as pages get it. ``visit`` None: nobody is signed in, which few pages allow."""

    home: Home
    clock: datetime
    visit: Visit | None


Answer = Callable[[Request], HttpResponseBase]
Page = Callable[..., HttpResponse]


def open_to_all(page: Page) -> Page:
    """Mark a page that is answered without sign-in; it shows nothing of any child."""
    page.open_to_all = True  # type: ignore[attr-defined]  # a mark for the door, read there
    return page


def is_open_to_all(page: Any) -> bool:
    """Whether a page is answered without sign-in. Nothing said means no."""
    return getattr(page, "open_to_all", False) is True


def after_a_fresh_factor(page: Page) -> Page:
    """Mark a page that hands out a file: the second factor is asked again before it."""
    page.after_a_fresh_factor = True  # type: ignore[attr-defined]  # a mark for the door
    return page


def needs_a_fresh_factor(page: Any) -> bool:
    """Whether the second factor is asked again before a page."""
    return getattr(page, "after_a_fresh_factor", False) is True


def visit(request: Request) -> Visit:
    """The visit of a page that needs one; the door has seen to it that there is one."""
    if request.visit is None:
        raise PermissionError("This page needs somebody signed in.")
    return request.visit
