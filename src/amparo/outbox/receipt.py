"""A receipt: an agency says, under its own key, that a message came, and which bytes it was."""

from base64 import b64decode, b64encode
from datetime import datetime
from hashlib import sha256

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from amparo.ledger import canonical_json

_BEFORE = b"amparo outbox receipt\n"


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What the file ``receipts/NUMBER.json`` says. ``digest`` is the message's SHA-256, in hex."""

    id: str
    digest: str
    by: str
    at: datetime
    signature: str = ""

    @property
    def signed_text(self) -> bytes:
        """What the signature is over."""
        return _BEFORE + canonical_json([self.id, self.digest, self.by, self.at])


def signed_receipt(
    message: bytes, number: str, by: str, at: datetime, key: Ed25519PrivateKey
) -> Receipt:
    """The receipt that an agency's system gives for a message."""
    unsigned = Receipt(id=number, digest=sha256(message).hexdigest(), by=by, at=at)
    value = b64encode(key.sign(unsigned.signed_text)).decode()
    return msgspec.structs.replace(unsigned, signature=value)


def holds(receipt: Receipt, message: bytes, key: bytes) -> bool:
    """Whether the agency with this public key gave it for exactly this message."""
    if receipt.digest != sha256(message).hexdigest():
        return False
    try:
        value = b64decode(receipt.signature, validate=True)
        Ed25519PublicKey.from_public_bytes(key).verify(value, receipt.signed_text)
    except (InvalidSignature, ValueError):
        return False
    return True
