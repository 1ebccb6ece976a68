"""Expungement: destroys a record's key, so that nothing sealed under it can ever be read."""

from datetime import datetime
from typing import Any

from django.db import transaction

from amparo.actions.home import Home, HomeRefused
from amparo.purposes.asker import Asker
from amparo.store import identities, sealing
from amparo.words.agencies import Role

MAY_EXPUNGE = frozenset({Role.OPERATOR, Role.PRIVACY_OFFICER})
"""Who carries out an order to forget. It shows nothing of the child."""


def expunge(home: Home, asker: Asker, identity: str, order: str, clock: datetime) -> dict[str, Any]:
    """Destroy the key of one source identity by an order; the ledger says that it was done.

    Events and leaves stay, and the ledger still verifies; names, numbers, addresses and the kept
    lines stay unreadable, and the tokens by which they could be guessed are deleted. Who looked at
    the child before stays in the account: the audit outlives the record.
    """
    if asker.role not in MAY_EXPUNGE:
        # Said before anything is looked up: nobody learns by it whether the record is there.
        raise HomeRefused(
            "Orders to forget are carried out by the operator. Nothing was destroyed."
        )
    number = identities.number_of(identity)
    if number is None:
        raise HomeRefused(f"No row has ever named {identity}. Nothing was destroyed.")
    with transaction.atomic():
        vaulted = identities.destroy_key(number)
        sealing.enter({"entry": "expungement", "of": identity, "order": order, "by": asker.person})
    home.sequence(clock)
    return {"identity": identity, "order": order, "vaulted": vaulted}
