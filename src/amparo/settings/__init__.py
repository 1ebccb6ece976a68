"""Configuration: read once, typed, refused if incomplete."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

DEFAULT_HOME = Path(".amparo")
DATABASE = "amparo.sqlite3"


class SettingsWrong(Exception):
    """A setting that cannot be used; the message names it and says what it may be."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Where the home lies and which database holds it.

    ``database`` and ``owner`` are Django database settings. With the embedded database they are
    one; on PostgreSQL ``database`` is the application's role, which owns nothing, and ``owner``
    is the role that migrates (None: this process may not).
    """

    home: Path
    database: dict[str, object]
    owner: dict[str, object] | None

    @property
    def embedded(self) -> bool:
        """Whether the database is the file in the home."""
        return str(self.database["ENGINE"]).endswith("sqlite3")


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings from AMPARO_HOME, AMPARO_DATABASE_URL and AMPARO_DATABASE_OWNER_URL."""
    home = Path(environment.get("AMPARO_HOME") or DEFAULT_HOME).absolute()
    url = environment.get("AMPARO_DATABASE_URL")
    if not url:
        embedded = _embedded(home / DATABASE)
        return Settings(home=home, database=embedded, owner=embedded)
    owner_url = environment.get("AMPARO_DATABASE_OWNER_URL")
    return Settings(
        home=home,
        database=_postgresql("AMPARO_DATABASE_URL", url),
        owner=_postgresql("AMPARO_DATABASE_OWNER_URL", owner_url) if owner_url else None,
    )


class WebSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where the pages are reached. ``origin`` None: on this machine only, without TLS."""

    origin: str | None = None

    @property
    def is_https(self) -> bool:
        """Whether a proxy before us speaks TLS, so that cookies travel by it only."""
        return self.origin is not None

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names by which a browser may ask for a page."""
        return (urlsplit(self.origin).hostname or "",) if self.origin else LOOPBACK


LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""This machine's names for itself."""


def read_web(environment: Mapping[str, str] = os.environ) -> WebSettings:
    """Where the pages are reached, from AMPARO_WEB_ORIGIN (https://name)."""
    origin = environment.get("AMPARO_WEB_ORIGIN")
    if not origin:
        return WebSettings()
    parts = urlsplit(origin)
    if parts.scheme != "https" or not parts.hostname or parts.path.strip("/"):
        raise SettingsWrong("AMPARO_WEB_ORIGIN is https:// and a name, without a path.")
    return WebSettings(origin=f"https://{parts.netloc}")


def _embedded(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            # IMMEDIATE: a transaction that will write says so at once and waits its turn, rather
            # than failing in the middle. FULL: what a command said is done survives a power cut.
            "transaction_mode": "IMMEDIATE",
            "timeout": 60,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-131072;"
                " PRAGMA temp_store=MEMORY; PRAGMA mmap_size=1073741824;"
            ),
        },
    }


def _postgresql(name: str, url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise SettingsWrong(f"{name} must begin with postgresql://; nothing was opened.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": options.pop("port", None) or str(parts.port or ""),
        "OPTIONS": options,
    }
