"""Grants that may be used: each once, soon, and only after its disclosure was committed."""

from datetime import date, datetime, timedelta
from threading import Lock

import msgspec
from django.db import transaction

from amparo.purposes import Action, Purpose
from amparo.purposes.labels import Label
from amparo.store import models
from amparo.words.agencies import Role

LASTS = timedelta(minutes=1)
"""A grant is for one answer to one request, not for later."""


class LiveGrant(msgspec.Struct, frozen=True, kw_only=True):
    """Leave to read: which children, which labels, as of which days, who, why, until when.

    ``id`` is random. Making one by hand opens nothing: it is known only once its disclosure
    stands in the database.
    """

    id: str
    person: str
    role: Role
    action: Action
    purpose: Purpose
    children: frozenset[str]
    labels: frozenset[Label]
    true_on: date
    known_at: date
    expires_at: datetime
    entry: int


class GrantNotGood(PermissionError):
    """A grant that opens nothing; the message says whether it is forged, used or expired."""


_LIVE: dict[str, LiveGrant] = {}
_LOCK = Lock()


def comes_alive_on_commit(grant: LiveGrant) -> None:
    """Let a grant be used once the transaction that holds its disclosure has been committed."""
    transaction.on_commit(lambda: _let_live(grant))


def _let_live(grant: LiveGrant) -> None:
    with _LOCK:
        _LIVE[grant.id] = grant


def withdraw(number: str) -> None:
    """A grant that nobody will use any more opens nothing."""
    with _LOCK:
        _LIVE.pop(number, None)


def spend(grant: LiveGrant, now: datetime) -> LiveGrant:
    """Use a grant up.

    Raises GrantNotGood for one that is forged, altered, used or expired, or for which no
    disclosure stands in the database.
    """
    with _LOCK:
        known = _LIVE.pop(grant.id, None)
    if known is None:
        raise GrantNotGood("No such grant was given, or it was used already. Nothing was shown.")
    if known != grant:
        raise GrantNotGood("This is not the grant that was given. Nothing was shown.")
    if now >= known.expires_at:
        raise GrantNotGood("The grant has expired. Ask again; nothing was shown.")
    if not _is_disclosed(known):
        raise GrantNotGood("No disclosure stands for this grant. Nothing was shown.")
    return known


def _is_disclosed(grant: LiveGrant) -> bool:
    """Whether the ledger's entry of the grant is there and tells of it and nobody else's."""
    body = models.Entry.objects.filter(pk=grant.entry).values_list("body", flat=True).first()
    told = f'"id":"{grant.id}"'.encode()
    return body is not None and told in bytes(body) and b'"answer":"grant"' in bytes(body)
