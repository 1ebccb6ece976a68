"""An agency's sign-in as it describes itself: where it is asked, and the keys it signs with."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
import requests
from authlib.common.urls import add_params_to_uri
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from amparo.settings import AgencySignIn, is_safe_address, read_secret

ASKED_AGAIN_AFTER, KEYS_ASKED_AGAIN_AFTER = timedelta(hours=1), timedelta(minutes=1)
"""How long a description holds; and how soon keys are asked for anew where one is not known: a
stranger's token must not make us ask each time. Product choice."""

PATIENCE = (5, 10)
"""Seconds to wait for a connection, and for an answer."""


class IssuerSilent(Exception):
    """The agency's sign-in does not answer, or not as one does. The message names no person."""


class Described(msgspec.Struct, frozen=True, kw_only=True):
    """What an issuer says of itself (OpenID Connect Discovery 1.0, §3), as far as we ask."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None = None
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where we, or a browser, go."""
        ours = (self.authorization_endpoint, self.token_endpoint, self.jwks_uri)
        return (*ours, self.end_session_endpoint) if self.end_session_endpoint else ours


class Issuer:
    """One issuer. What it described is kept for a while; threads may share it."""

    def __init__(self, settings: AgencySignIn) -> None:
        self.settings = settings
        self._described: tuple[datetime, Described] | None = None
        self._keys: tuple[datetime, KeySet] | None = None

    def described(self, at: datetime) -> Described:
        """What it says of itself. Raises IssuerSilent."""
        if self._described is None or at - self._described[0] > ASKED_AGAIN_AFTER:
            self._described = (at, self._asked())
        return self._described[1]

    def keys(self, at: datetime, *, anew: bool = False) -> KeySet:
        """The keys it signs with; ``anew`` where one was not among them. Raises IssuerSilent."""
        patience = KEYS_ASKED_AGAIN_AFTER if anew else ASKED_AGAIN_AFTER
        if self._keys is None or at - self._keys[0] > patience:
            try:
                found = KeySet.import_key_set(_get(self.described(at).jwks_uri))
            except (JoseError, KeyError, TypeError, ValueError, AttributeError):
                raise IssuerSilent("It tells no keys that can be read.") from None
            self._keys = (at, found)
        return self._keys[1]

    def session(self, at: datetime, redirect: str) -> OAuth2Session:
        """A client of it, which sends the proof of PKCE. Raises IssuerSilent, SettingsWrong."""
        secret = read_secret(self.settings)
        ways = self.described(at).token_endpoint_auth_methods_supported
        by_basic = "client_secret_basic" in ways
        way = "client_secret_basic" if by_basic else "client_secret_post"
        return OAuth2Session(
            self.settings.client,
            secret,
            token_endpoint_auth_method=way if secret else "none",
            scope="openid",
            redirect_uri=redirect,
            code_challenge_method="S256",
            default_timeout=PATIENCE,
        )

    def sign_out_address(self, at: datetime, back: str) -> str | None:
        """Where a browser ends its session there (RP-Initiated Logout 1.0). Raises IssuerSilent."""
        where = self.described(at).end_session_endpoint
        words = {"client_id": self.settings.client, "post_logout_redirect_uri": back}
        return add_params_to_uri(where, words.items()) if where else None

    def _asked(self) -> Described:
        where = self.settings.issuer.rstrip("/") + "/.well-known/openid-configuration"
        try:
            described = msgspec.convert(_get(where), Described)
        except msgspec.ValidationError:
            raise IssuerSilent("It does not describe itself as a sign-in does.") from None
        if described.issuer != self.settings.issuer:
            raise IssuerSilent("It goes by another name than the settings say.")
        if not all(map(is_safe_address, described.addresses)):
            raise IssuerSilent("It names an address that anyone could read along at.")
        return described


def _get(address: str) -> Any:
    try:
        answer = requests.get(address, timeout=PATIENCE, allow_redirects=False)
        if answer.status_code != requests.codes.ok:
            raise IssuerSilent(f"It answered {answer.status_code}.")
        return answer.json()
    except requests.RequestException as failed:
        raise IssuerSilent(f"It could not be asked ({type(failed).__name__}).") from None
