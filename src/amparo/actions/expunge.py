"""Expungement: destroys a record's key, so that nothing sealed under it can ever be read."""

from datetime import datetime
from typing import Any

from django.db import transaction

from amparo.actions.home import Home, HomeRefused
from amparo.store import identities, sealing


def expunge(home: Home, identity: str, order: str, clock: datetime) -> dict[str, Any]:
    """Destroy the key of one source identity by an order; the ledger says that it was done.

    Events and leaves stay, and the ledger still verifies; names, numbers, addresses and the kept
    lines stay unreadable, and the tokens by which they could be guessed are deleted.
    """
    number = identities.number_of(identity)
    if number is None:
        raise HomeRefused(f"No row has ever named {identity}. Nothing was destroyed.")
    with transaction.atomic():
        vaulted = identities.destroy_key(number)
        sealing.enter({"entry": "expungement", "of": identity, "order": order})
    home.sequence(clock)
    return {"identity": identity, "order": order, "vaulted": vaulted}
