"""Expungement: destroys a record's key, so that nothing sealed under it can ever be read."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
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
from amparo.actions.print_folder import destroy
from amparo.feeds import CONTRACTS
from amparo.purposes.asker import Asker
from amparo.store import identities, sealing, services
from amparo.store.one_at_a_time import one_looker, one_receiver
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
    with _nobody_reads(), written_down(home, clock, "children expunge", asker.person):
        # Before anything is looked up: who may not, does not learn whether the record is there.
        allow(as_they_stand(asker, clock), MAY_EXPUNGE, "carries out orders to forget")
        refuse_unless_text("order", order, 200)
        number = _number(identity)
        vaulted = identities.destroy_key(number)
        for letter in services.letters_of(number):
            destroy(home, letter)  # printed, it holds an address in the clear
        sealing.enter({"entry": "expungement", "of": identity, "order": order, "by": asker.person})
    return {"identity": identity, "order": order, "vaulted": vaulted}


@contextmanager
def _nobody_reads() -> Iterator[None]:
    """Nobody takes rows in or weighs records while this lasts.

    From what they had read before they would write tokens down again that are to be forgotten.
    """
    with ExitStack() as held:
        for feed in sorted(CONTRACTS):
            held.enter_context(one_receiver(feed))
        held.enter_context(one_looker())
        yield


def _number(identity: str) -> int:
    number = identities.number_of(identity)
    if number is None:
        says = "No row has ever named this record; write it as lists show it, AGENCY:key."
        raise ChangeRefused("no-such-record", says)
    return number
