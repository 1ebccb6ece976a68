"""Takes the receipts that agencies put beside the messages they got."""

from datetime import datetime
from pathlib import Path

import msgspec
from django.db import transaction

from amparo.actions.home import Home
from amparo.duties.telling import State
from amparo.feeds.signatures import made_up_key
from amparo.outbox import Receipt, holds
from amparo.store import deliveries, outgoing, sealing

RECEIPTS = "receipts"
_LARGEST = 4_096


def take_receipts(home: Home, clock: datetime) -> int:
    """Note every receipt that holds, in the ledger too; gives how many.

    A receipt that does not hold stays where it lies and counts for nothing.
    """
    taken = 0
    for path in sorted(home.outbox.glob(f"*/*/{RECEIPTS}/*.json")):
        receipt = _read(path)
        if receipt is not None and _is_good(home, path, receipt):
            _note(receipt)
            path.unlink()
            taken += 1
    if taken:
        home.sequence(clock)
    return taken


def _note(receipt: Receipt) -> None:
    with transaction.atomic():
        says = {"message": receipt.id, "digest": receipt.digest, "by": receipt.by}
        sealing.enter({"entry": "receipt", "at": receipt.at, **says})
        outgoing.note(receipt.id, state=State.RECEIVED, problem="")


def _read(path: Path) -> Receipt | None:
    try:
        if path.stat().st_size > _LARGEST:
            return None
        return msgspec.json.decode(path.read_bytes(), type=Receipt)
    except (msgspec.MsgspecError, OSError):
        return None


def _is_good(home: Home, path: Path, receipt: Receipt) -> bool:
    """Whether the message is one that was sent to this very desk, and its agency signed for it."""
    row = outgoing.message(receipt.id)
    desk = path.parent.parent
    sent = desk / f"{receipt.id}.json"
    if row is None or row.state != State.SENT or not sent.is_file():
        return False
    if (desk.parent.name, desk.name, receipt.by) != (row.agency, row.role, row.agency):
        return False
    key = _key_of(home, receipt.by)
    return key is not None and holds(receipt, sent.read_bytes(), key)


def _key_of(home: Home, agency: str) -> bytes | None:
    if deliveries.home_kind() is True:
        return made_up_key(agency).public_key().public_bytes_raw()
    return home.sender_keys().get(agency)
