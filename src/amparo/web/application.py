"""The application of one open home, as a WSGI server calls it."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from whitenoise import WhiteNoise

from amparo.actions.home import KEYS, Home, kept
from amparo.web.headers import HEADERS
from amparo.web.visit import HOME

STATIC = Path(__file__).parent / "static"

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def application(home: Home) -> Application:
    """Serve a home that is open. The key that signs sessions is the home's own."""
    settings.SECRET_KEY = kept(home.path / KEYS / "web.key", lambda: os.urandom(32).hex())
    pages = WSGIHandler()

    def of_this_home(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        return pages({**environ, HOME: home}, start)

    served: Application = WhiteNoise(
        of_this_home,
        root=str(STATIC),
        prefix="static/",
        max_age=3600,
        add_headers_function=_safe,
    )
    return served


def _safe(headers: Any, path: str, url: str) -> None:
    """Pictures and type say nothing of anyone, and may be kept; the rest holds for them too."""
    del path, url
    for name in ("X-Content-Type-Options", "Content-Security-Policy"):
        headers[name] = HEADERS[name]
