"""A notice as an agency hands it over: a PDF or plain text, kept to the byte."""

from enum import StrEnum
from hashlib import sha256

import msgspec

MOST_BYTES = 2_000_000
"""The largest notice that is taken. Product choice."""


class Kind(StrEnum):
    """What a notice may be."""

    PDF = "pdf"
    TEXT = "txt"


class NoticeRefused(ValueError):
    """A file that is no notice; the message says why, and nothing of what is in it."""


class Notice(msgspec.Struct, frozen=True):
    """The bytes as handed over, and what they are."""

    text: bytes
    kind: Kind

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hex: by this the certificate names the notice."""
        return sha256(self.text).hexdigest()


def read_notice(text: bytes) -> Notice:
    """What was handed over, if it is a notice. Nothing is opened or run. Raises NoticeRefused."""
    if not text.strip():
        raise NoticeRefused("The notice is empty. Nothing was asked.")
    if len(text) > MOST_BYTES:
        raise NoticeRefused(f"The notice has more than {MOST_BYTES:,} bytes. Nothing was asked.")
    if text.startswith(b"%PDF-"):
        return Notice(text, Kind.PDF)
    try:
        words = text.decode("utf-8")
    except UnicodeDecodeError:
        raise NoticeRefused("The notice is neither a PDF nor text. Nothing was asked.") from None
    if not all(one.isprintable() or one in "\n\r\t\f" for one in words):
        raise NoticeRefused("The notice holds characters that no letter has. Nothing was asked.")
    return Notice(text, Kind.TEXT)
