"""Expungement: destroys a record's key, so that nothing sealed under it can ever be read."""

from datetime import datetime
from typing import Any

from amparo.actions.changing import (
    ChangeRefused,
    allow,
    as_they_stand,
    refuse_unless_text,
    written_down,
)
from amparo.actions.home import Home
from amparo.purposes.asker import Asker
from amparo.store import identities, sealing
from amparo.words.agencies import Role
from amparo.words.names import readable

MAY_EXPUNGE = frozenset({Role.OPERATOR, Role.PRIVACY_OFFICER})
"""Who carries out an order to forget. It shows nothing of the child."""


def expunge(home: Home, asker: Asker, identity: str, order: str, clock: datetime) -> dict[str, Any]:
    """Destroy the key of one source identity by an order; the ledger says that it was done.

    Events and leaves stay, and the ledger still verifies; names, numbers, addresses and the kept
    lines stay unreadable, and the tokens by which they could be guessed are deleted. Who looked at
    the child before stays in the account: the audit outlives the record. Raises ChangeRefused, once
    the refusal is entered, or NotRecorded where the ledger could not be written.
    """
    identity, order = readable(identity), readable(order)
    with written_down(home, clock, "children expunge", asker.person):
        # Before anything is looked up: who may not, does not learn whether the record is there.
        allow(as_they_stand(asker, clock), MAY_EXPUNGE, "carries out orders to forget")
        refuse_unless_text("order", order, 200)
        vaulted = identities.destroy_key(_number(identity))
        sealing.enter({"entry": "expungement", "of": identity, "order": order, "by": asker.person})
    return {"identity": identity, "order": order, "vaulted": vaulted}


def _number(identity: str) -> int:
    number = identities.number_of(identity)
    if number is None:
        says = "No row has ever named this record; write it as lists show it, AGENCY:key."
        raise ChangeRefused("no-such-record", says)
    return number
