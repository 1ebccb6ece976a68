"""Gives a person a token for themself, by which they are known for some hours."""

import os
import secrets
from datetime import datetime, timedelta

import msgspec

from amparo.actions.changing import Asked, ChangeRefused, change
from amparo.actions.people import TOKEN, TOKEN_HOURS
from amparo.store import people


class TokenGiven(msgspec.Struct, frozen=True, kw_only=True):
    """A token, told this once: only its digest is kept."""

    entry: int
    slug: str
    token: str
    until: datetime


def give_token(asked: Asked, hours: int) -> TokenGiven:
    """A token for whoever asks, and for nobody else: who could print another's could be them.

    Raises ChangeRefused, or HomeRefused to a stranger.
    """
    text = secrets.token_urlsafe(32)
    with change(asked, "token") as asker:
        refuse_from_a_token()
        _refuse_unless_short(hours)
        until = asked.clock + timedelta(hours=hours)
        entry = people.add(
            "token",
            digest=people.digest_of(text),
            person=asker.person,
            begins=asked.clock,
            ends=until,
            made_by=asker.person,
        )
    return TokenGiven(entry=entry, slug=asker.slug, token=text, until=until)


def refuse_from_a_token() -> None:
    """Who is known by a token only is given nothing by which they would be known longer."""
    if os.environ.get(TOKEN):
        says = f"A token is not prolonged by itself: sign in again, without {TOKEN}."
        raise ChangeRefused("token-from-token", says)


def _refuse_unless_short(hours: int) -> None:
    if not 1 <= hours <= TOKEN_HOURS:
        says = f"A token lasts from 1 to {TOKEN_HOURS} hours, and not {hours}."
        raise ChangeRefused("too-long", says)
