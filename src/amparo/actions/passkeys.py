"""Passkeys as a second factor (WebAuthn): what a browser is asked, whether its answer holds."""

import struct
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    UserVerificationRequirement,
)

from amparo.actions.accounts import Factor, Signed, Taken, let_in
from amparo.actions.home import Home
from amparo.store import accounts

MALFORMED = (ValueError, KeyError, TypeError, AttributeError, IndexError, struct.error)
"""What reading an answer raises that no browser of ours would send, or that was altered."""

_VERIFIED = UserVerificationRequirement.PREFERRED


class Site(msgspec.Struct, frozen=True):
    """Where the pages are reached: a passkey is bound to the host, and answers to the origin."""

    host: str
    origin: str


class Asking(msgspec.Struct, frozen=True):
    """What a browser is asked, and what must be kept to judge its answer; both for JSON."""

    options: dict[str, Any]
    state: dict[str, Any]


def ask_for_new(site: Site, signed: Signed, slug: str) -> Asking:
    """Ask for a new passkey of a person."""
    user = PublicKeyCredentialUserEntity(name=slug, id=signed.person.encode(), display_name=slug)
    asked, state = _server(site).register_begin(user, user_verification=_VERIFIED)
    return Asking(dict(asked), state)


def new_passkey(site: Site, state: Mapping[str, Any], answer: str) -> Factor | None:
    """The passkey that a browser made as asked; None for anything else."""
    try:
        made = _server(site).register_complete(dict(state), msgspec.json.decode(answer))
    except MALFORMED:
        return None
    if made.credential_data is None:
        return None
    return Factor(kind="passkey", kept=bytes(made.credential_data), counter=made.counter)


def ask_for_one(site: Site, signed: Signed) -> Asking | None:
    """Ask for one of a person's passkeys; None where they have none."""
    held = list(_held(signed).values())
    if not held:
        return None
    asked, state = _server(site).authenticate_begin(held, user_verification=_VERIFIED)
    return Asking(dict(asked), state)


def by_passkey(
    home: Home,
    site: Site,
    signed: Signed,
    *,
    state: Mapping[str, Any],
    answer: str,
    clock: datetime,
) -> None:
    """Let somebody in by a passkey. Raises SignInRefused."""
    let_in(home, signed, clock, lambda: _taken(site, signed, state, answer))


def _taken(site: Site, signed: Signed, state: Mapping[str, Any], answer: str) -> Taken | None:
    held = _held(signed)
    try:
        read = AuthenticationResponse.from_dict(msgspec.json.decode(answer))
        used = _server(site).authenticate_complete(dict(state), list(held.values()), read)
    except MALFORMED:
        return None
    entry = next(number for number, one in held.items() if one == used)
    counter, last = read.response.authenticator_data.counter, accounts.last_counter(entry) or 0
    # Zero: a passkey that does not count. Else a lower one comes from a copy.
    return (entry, counter) if counter > last or counter == last == 0 else None


def _held(signed: Signed) -> dict[int, AttestedCredentialData]:
    kept = accounts.credentials(signed.person, "passkey", signed.account)
    return {one.entry: AttestedCredentialData(bytes(one.kept)) for one in kept}


def _server(site: Site) -> Fido2Server:
    rp = PublicKeyCredentialRpEntity(name="Amparo", id=site.host)
    return Fido2Server(rp, verify_origin=lambda origin: origin == site.origin)
