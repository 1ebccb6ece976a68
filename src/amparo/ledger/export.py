"""The folder that an outsider verifies with the server off, and the program that does it."""

from pathlib import Path
from typing import Final

import msgspec

VERIFIER_PATH: Final = Path(__file__).with_name("verifier.py")
"""One file on Python's standard library alone; give it away beside every export."""

CHECKPOINT: Final = "checkpoint"
KEY: Final = "key"
BODIES: Final = "bodies.jsonl"
EVENTS: Final = "events.jsonl"


def body_line(position: int, nonce: bytes, body: bytes) -> bytes:
    """The line of `bodies.jsonl` that opens entry `position`; there is one for every entry.

    A batch's nonce is given as it is kept: it is the seed of its events' nonces.
    """
    return _line({"position": position, "nonce": nonce.hex(), "body": body.decode()})


def withheld_line(position: int, because: str) -> bytes:
    """The line that stands for a body not given, and says why not: never the body's content."""
    return _line({"position": position, "withheld": because})


def event_line(batch: int, index: int, body: bytes) -> bytes:
    """The line of `events.jsonl` for event `index` of the batch at position `batch`."""
    return _line({"batch": batch, "index": index, "body": body.decode()})


def _line(said: dict[str, int | str]) -> bytes:
    return msgspec.json.encode(said) + b"\n"
