"""Letters a person can read: what is enclosed, where it goes, and what became of it."""

from amparo.letters.certificate import (
    TOLD_EVERY,
    Asked,
    Certificate,
    Outcome,
    Step,
    certificate,
    is_genuine,
    next_told_on,
)
from amparo.letters.cover import Letter, cover, envelope
from amparo.letters.notice import MOST_BYTES, Notice, NoticeRefused, read_notice

__all__ = [
    "MOST_BYTES",
    "TOLD_EVERY",
    "Asked",
    "Certificate",
    "Letter",
    "Notice",
    "NoticeRefused",
    "Outcome",
    "Step",
    "certificate",
    "cover",
    "envelope",
    "is_genuine",
    "next_told_on",
    "read_notice",
]
