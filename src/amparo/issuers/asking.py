"""The question that a browser carries to an issuer, and what is kept to judge the answer."""

from datetime import datetime, timedelta

import msgspec
from authlib.common.security import generate_token

from amparo.issuers.issuer import Issuer

NOT_OLDER = timedelta(hours=12)
"""How long ago the agency may have let somebody in for it to count as a sign-in here: as long as a
session of ours lasts at most. Product choice."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What one question must be answered with; of no use to anybody else's browser.

    ``verifier`` proves that whoever takes the code asked for it (RFC 7636); ``anew``: the issuer
    was asked to have it shown again who is there.
    """

    state: str
    nonce: str
    verifier: str
    redirect: str
    at: datetime
    anew: bool


class Asking(msgspec.Struct, frozen=True):
    """Where the browser is sent, and what is kept meanwhile."""

    address: str
    kept: Kept


def ask(issuer: Issuer, redirect: str, at: datetime, *, anew: bool) -> Asking:
    """A question, to be answered at ``redirect``. Raises IssuerSilent, SettingsWrong."""
    kept = Kept(
        state=generate_token(43),
        nonce=generate_token(43),
        verifier=generate_token(64),
        redirect=redirect,
        at=at,
        anew=anew,
    )
    address, _ = issuer.session(at, redirect).create_authorization_url(
        issuer.described(at).authorization_endpoint,
        state=kept.state,
        code_verifier=kept.verifier,
        nonce=kept.nonce,
        max_age=0 if anew else int(NOT_OLDER.total_seconds()),
        prompt="login" if anew else None,
        acr_values=" ".join(issuer.settings.acr) or None,
    )
    return Asking(address, kept)
