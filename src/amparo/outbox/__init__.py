"""What we tell other systems: that a duty of theirs opened, closed, or rested on a wrong fact."""

from amparo.outbox.envelope import Envelope, NotGenuine, open_envelope, seal_envelope
from amparo.outbox.folder import Folder, Sender
from amparo.outbox.patience import MOST_ATTEMPTS, wait_after
from amparo.outbox.receipt import Receipt, holds, signed_receipt

__all__ = [
    "MOST_ATTEMPTS",
    "Envelope",
    "Folder",
    "NotGenuine",
    "Receipt",
    "Sender",
    "holds",
    "open_envelope",
    "seal_envelope",
    "signed_receipt",
    "wait_after",
]
