"""Whether an issuer's answer holds: signed by it, for us, now, to our question, by two factors."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import requests
from authlib.integrations.requests_client import OAuthError
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ClaimError, ExpiredTokenError, JoseError

from amparo.issuers.asking import NOT_OLDER, Kept
from amparo.issuers.issuer import Issuer, IssuerSilent
from amparo.settings import AgencySignIn

SIGNED_BY = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512")
"""Signatures that only the issuer can make; none by a shared secret, and never none."""

CLOCKS_APART = timedelta(seconds=60)
"""How far an issuer's clock may be from ours. Product choice."""

WAITS = timedelta(minutes=10)
"""How long a question waits for its answer. Product choice."""


class AnswerRefused(Exception):
    """An answer that does not hold. ``rule`` names the reason, and nothing of what was sent."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


class Vouched(msgspec.Struct, frozen=True):
    """Whom an issuer vouches for, and when it let them in."""

    issuer: str
    subject: str
    at: datetime


def judged(issuer: Issuer, kept: Kept | None, answer: Mapping[str, str], now: datetime) -> Vouched:
    """Whom the answer is about; ``kept`` None: nothing was asked that it answers.

    Raises AnswerRefused, IssuerSilent where the issuer cannot be asked, SettingsWrong.
    """
    if kept is None:
        raise AnswerRefused("wrong-state")
    if now - kept.at > WAITS:
        raise AnswerRefused("too-late")
    if answer.get("iss", issuer.settings.issuer) != issuer.settings.issuer:  # RFC 9207
        raise AnswerRefused("wrong-issuer")
    if "code" not in answer:
        raise AnswerRefused("declined")
    claims = _claims(issuer, kept, _token(issuer, kept, answer["code"], now), now)
    if not _has_two_factors(claims, issuer.settings):
        raise AnswerRefused("no-second-factor")
    return Vouched(issuer.settings.issuer, claims["sub"], _let_in_at(claims, kept, now))


def _token(issuer: Issuer, kept: Kept, code: str, now: datetime) -> Mapping[str, Any]:
    """What the code is exchanged for, once."""
    where, proof = issuer.described(now).token_endpoint, kept.verifier
    session = issuer.session(now, kept.redirect)
    try:
        answered = session.fetch_token(where, code=code, code_verifier=proof, allow_redirects=False)
    except requests.RequestException as failed:
        raise IssuerSilent(f"It could not be asked ({type(failed).__name__}).") from None
    except (OAuthError, ValueError):
        raise AnswerRefused("code-refused") from None
    return dict(answered)


def _claims(issuer: Issuer, kept: Kept, token: Mapping[str, Any], now: datetime) -> CodeIDToken:
    """What the identity token says, where it says it to us and of this question."""
    settings = issuer.settings
    signed = _signed(issuer, token.get("id_token"), now)
    claims = CodeIDToken(
        signed.claims,
        signed.header,
        {
            "iss": {"essential": True, "value": settings.issuer},
            "aud": {"essential": True, "value": settings.client},
            "sub": {"essential": True},
        },
        {
            "nonce": kept.nonce,
            "client_id": settings.client,
            "access_token": token.get("access_token"),
        },
    )
    try:
        claims.validate(int(now.timestamp()), int(CLOCKS_APART.total_seconds()))
    except ExpiredTokenError:
        raise AnswerRefused("expired") from None
    except ClaimError as wrong:
        raise AnswerRefused(f"wrong-{wrong.claim.partition(',')[0]}") from None
    except (TypeError, ValueError):  # a claim of a kind that no issuer sends
        raise AnswerRefused("not-understood") from None
    return claims


def _signed(issuer: Issuer, text: object, now: datetime) -> jwt.Token:
    """A token that the issuer signed; its keys are asked for anew where they may have changed."""
    if not isinstance(text, str):
        raise AnswerRefused("not-understood")
    for anew in (False, True):  # it may sign with a key since we last asked for them
        try:
            return jwt.decode(text, issuer.keys(now, anew=anew), algorithms=SIGNED_BY)
        except (JoseError, ValueError):
            continue
    raise AnswerRefused("wrong-signature")


def _has_two_factors(claims: Mapping[str, Any], settings: AgencySignIn) -> bool:
    """Whether it says so as the settings demand; where they demand nothing, it does not."""
    told, ways = claims.get("acr"), claims.get("amr")
    by_acr = isinstance(told, str) and told in settings.acr
    by_amr = isinstance(ways, list) and any(one in settings.amr for one in ways)
    demanded = [held for held, by in ((by_acr, settings.acr), (by_amr, settings.amr)) if by]
    return bool(demanded) and all(demanded)


def _let_in_at(claims: Mapping[str, Any], kept: Kept, now: datetime) -> datetime:
    """When the person showed the issuer who they are, if that is recent enough for the question."""
    try:
        at = datetime.fromtimestamp(int(claims["auth_time"]), UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        raise AnswerRefused("not-recent") from None
    earliest = kept.at if kept.anew else now - NOT_OLDER
    if not earliest - CLOCKS_APART <= at <= now + CLOCKS_APART:
        raise AnswerRefused("not-recent")
    return min(at, now)
