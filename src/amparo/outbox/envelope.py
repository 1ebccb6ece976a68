"""The envelope of a message: CloudEvents 1.0 in JSON, ids and kinds only, signed by the home."""

from base64 import b64decode, b64encode
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from amparo.clocks.washington import end_of
from amparo.duties.telling import Message
from amparo.ledger import Note, SigningKey, VerificationKey, canonical_json, is_signed_by
from amparo.ledger.checkpoint import Signature

_BEFORE = "amparo outbox message\n"
"""What is signed begins with this, so that no signature of a message is one of anything else."""

_SIGNATURE = "signature"


class NotGenuine(ValueError):
    """A message that this home did not sign, or that was altered."""


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """One message as it leaves. ``time`` is the day, no closer: the hour could tell who moved.

    ``keyid`` and ``signature`` are extension attributes (CloudEvents 1.0, section 3.2).
    """

    specversion: str = "1.0"
    id: str
    source: str
    type: str
    subject: str
    time: datetime
    datacontenttype: str = "application/json"
    data: dict[str, str]
    keyid: str
    signature: str = ""

    @property
    def signed_text(self) -> str:
        """What the signature is over: every other attribute, spelled in exactly one way."""
        says = {name: value for name, value in _plain(self).items() if name != _SIGNATURE}
        return _BEFORE + canonical_json(says).decode()


def seal_envelope(message: Message, day: date, key: SigningKey) -> bytes:
    """The bytes that leave: of one message and one day always the same."""
    unsigned = Envelope(
        id=message.id,
        source=f"urn:amparo:{key.name}",
        type=f"amparo.{message.kind}.v1",
        subject=message.subject,
        time=end_of(day - timedelta(days=1)),
        data=message.says,
        keyid=str(key.public),
    )
    value = key.sign(unsigned.signed_text).value
    whole = msgspec.structs.replace(unsigned, signature=b64encode(value).decode())
    return canonical_json(_plain(whole)) + b"\n"


def open_envelope(text: bytes, key: VerificationKey) -> Envelope:
    """A message as its receiver reads it. Raises NotGenuine."""
    try:
        read = msgspec.json.decode(text, type=Envelope, strict=True)
        value = b64decode(read.signature, validate=True)
    except (msgspec.MsgspecError, ValueError) as wrong:
        raise NotGenuine(f"This is no message of Amparo: {wrong}") from None
    note = Note(read.signed_text, (Signature(key.name, key.key_id, value),))
    if canonical_json(_plain(read)) + b"\n" != text or not is_signed_by(note, key):
        raise NotGenuine("This message was altered, or another key signed it.")
    return read


def _plain(envelope: Envelope) -> dict[str, Any]:
    return dict(msgspec.to_builtins(envelope))
