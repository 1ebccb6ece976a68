"""What an agency is told of a sealed service: whether it arrived, and nothing of where."""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from amparo.ledger import Note, SigningKey, VerificationKey, canonical_json, is_signed_by
from amparo.ledger.checkpoint import Signature

TOLD_EVERY = timedelta(days=21)
"""What became of a letter is told on the 21st day after it was asked for, the 42nd, and so on, and
on no day between: how long a letter took would tell how far it went. Product choice."""

_BEFORE = "amparo certificate of sealed service\n"


class Outcome(StrEnum):
    """All that is ever told. A letter that could not be sent came back, like any other."""

    IN_HAND = "in hand"
    DELIVERED = "delivered"
    RETURNED = "returned"


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What the mail room recorded, and on which day. ``commitment`` stands with what was posted."""

    outcome: Outcome
    recorded_on: date
    commitment: str | None = None


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A service as it was asked for. ``notice`` is the SHA-256 of the notice, in hex."""

    service: str
    purpose: str
    notice: str
    on: date


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """What the asking agency gets.

    ``sent_on``: the day the notice was handed to the mail room, which is that on which it was asked
    for. ``commitment``: SHA-256(nonce ‖ address), which the court and the child's counsel can open.
    ``told_on`` is the day up to which the mail room's books were read.
    """

    service: str
    purpose: str
    notice: str
    asked_on: date
    sent_on: date
    outcome: Outcome
    told_on: date | None
    commitment: str | None
    keyid: str
    signature: str = ""

    @property
    def signed_text(self) -> str:
        """What the signature is over: all of it but itself."""
        return _BEFORE + canonical_json(msgspec.structs.replace(self, signature="")).decode()


def certificate(asked: Asked, steps: Iterable[Step], today: date, key: SigningKey) -> Certificate:
    """The certificate as of a day. Between two days of telling it is the same to the last byte."""
    told_on = _last_day_of_telling(asked.on, today)
    told = [one for one in steps if told_on is not None and one.recorded_on < told_on]
    outcome = told[-1].outcome if told else Outcome.IN_HAND
    is_over = outcome is not Outcome.IN_HAND
    unsigned = Certificate(
        service=asked.service,
        purpose=asked.purpose,
        notice=asked.notice,
        asked_on=asked.on,
        sent_on=asked.on,
        outcome=outcome,
        told_on=told_on if is_over else None,
        # With the outcome and not before: when it appears would tell when the letter was posted.
        commitment=_commitment(told) if is_over else None,
        keyid=str(key.public),
    )
    value = key.sign(unsigned.signed_text).value
    return msgspec.structs.replace(unsigned, signature=b64encode(value).decode())


def is_genuine(certificate: Certificate, key: VerificationKey) -> bool:
    """Whether the home with this key gave it, exactly so."""
    try:
        value = b64decode(certificate.signature, validate=True)
        note = Note(certificate.signed_text, (Signature(key.name, key.key_id, value),))
    except ValueError:
        return False
    return certificate.keyid == str(key) and is_signed_by(note, key)


def next_told_on(asked_on: date, today: date) -> date:
    """The next day on which it is told what became of a letter asked for on a day."""
    return asked_on + ((today - asked_on) // TOLD_EVERY + 1) * TOLD_EVERY


def _last_day_of_telling(asked_on: date, today: date) -> date | None:
    periods = (today - asked_on) // TOLD_EVERY
    return asked_on + periods * TOLD_EVERY if periods > 0 else None


def _commitment(steps: Iterable[Step]) -> str | None:
    return next((one.commitment for one in steps if one.commitment is not None), None)
