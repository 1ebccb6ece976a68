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


class AgencySignIn(msgspec.Struct, frozen=True, kw_only=True):
    """An agency's own sign-in (OpenID Connect), and by which client it knows this home.

    Of ``acr`` and ``amr`` each that is not empty is demanded: the answer has that ``acr``, and
    among its ``amr`` is one of these. ``secret_file`` None: a client that has none, by PKCE alone.
    """

    issuer: str
    client: str
    name: str
    secret_file: Path | None = None
    acr: tuple[str, ...] = ()
    amr: tuple[str, ...] = ()


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Where the home lies, which database holds it, and which agency's sign-in opens its pages.

    ``database`` and ``owner`` are Django database settings. With the embedded database they are
    one; on PostgreSQL ``database`` is the application's role, which owns nothing, and ``owner``
    is the role that migrates (None: this process may not).
    """

    home: Path
    database: dict[str, object]
    owner: dict[str, object] | None
    agency: AgencySignIn | None = None

    @property
    def embedded(self) -> bool:
        """Whether the database is the file in the home."""
        return str(self.database["ENGINE"]).endswith("sqlite3")


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings from AMPARO_HOME, AMPARO_DATABASE_URL, AMPARO_DATABASE_OWNER_URL, AMPARO_OIDC_*.

    Raises SettingsWrong.
    """
    home = Path(environment.get("AMPARO_HOME") or DEFAULT_HOME).absolute()
    url = environment.get("AMPARO_DATABASE_URL")
    if not url:
        embedded = _embedded(home / DATABASE)
        agency = read_agency(environment)
        return Settings(home=home, database=embedded, owner=embedded, agency=agency)
    owner_url = environment.get("AMPARO_DATABASE_OWNER_URL")
    return Settings(
        home=home,
        database=_postgresql("AMPARO_DATABASE_URL", url),
        owner=_postgresql("AMPARO_DATABASE_OWNER_URL", owner_url) if owner_url else None,
        agency=read_agency(environment),
    )


MOST_HANDED_IN = 8 * 2**20
"""Bytes of what a browser may hand in at once; more is not even held. Product choice."""


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


OIDC = "AMPARO_OIDC_"
"""What the settings of an agency's sign-in begin with."""

_OF_OIDC = ("ISSUER", "CLIENT_ID", "SECRET_FILE", "NAME", "ACR", "AMR")


def read_agency(environment: Mapping[str, str] = os.environ) -> AgencySignIn | None:
    """An agency's sign-in, from AMPARO_OIDC_ISSUER, _CLIENT_ID, _SECRET_FILE, _NAME, _ACR and _AMR.

    None where no issuer is named. Where neither acr nor amr is said, the answer must say ``mfa``
    (RFC 8176): several factors. Raises SettingsWrong.
    """
    told = {
        name.removeprefix(OIDC): text
        for name, text in environment.items()
        if name.startswith(OIDC) and text
    }
    if not told:
        return None
    # One that is misspelt would demand less than was meant.
    if unknown := sorted(told.keys() - set(_OF_OIDC)):
        raise SettingsWrong(f"{OIDC}{unknown[0]} is no setting; there are {', '.join(_OF_OIDC)}.")
    issuer, client = told.get("ISSUER", ""), told.get("CLIENT_ID", "")
    if not is_safe_address(issuer) or not client:
        raise SettingsWrong(
            f"{OIDC}ISSUER is the https:// address by which the agency's sign-in names itself, and"
            f" {OIDC}CLIENT_ID the name by which it knows this home; both are needed."
        )
    acr, amr = (tuple(told.get(name, "").split()) for name in ("ACR", "AMR"))
    return AgencySignIn(
        issuer=issuer,
        client=client,
        name=told.get("NAME") or urlsplit(issuer).netloc,
        secret_file=Path(told["SECRET_FILE"]).absolute() if "SECRET_FILE" in told else None,
        acr=acr,
        amr=amr or (() if acr else ("mfa",)),
    )


def read_secret(agency: AgencySignIn) -> str | None:
    """The client's secret; None for a client that has none. Raises SettingsWrong."""
    if agency.secret_file is None:
        return None
    try:
        secret = agency.secret_file.read_text().strip()
    except (OSError, ValueError):
        secret = ""
    if not secret:
        raise SettingsWrong(f"The file that {OIDC}SECRET_FILE names cannot be read, or is empty.")
    return secret


def is_safe_address(address: str) -> bool:
    """Whether what goes to an address is read by nobody on its way: by TLS, or on this machine."""
    try:
        parts = urlsplit(address)
        here = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}
    except ValueError:
        return False
    return bool(parts.hostname) and not parts.fragment and (parts.scheme == "https" or here)


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
