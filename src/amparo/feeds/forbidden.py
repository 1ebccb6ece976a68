"""What is never held, however an agency spells it; what is never held cannot be demanded."""

import re
from functools import lru_cache

BIOMETRIC = ("fins", "fin", "fingerprint", "biometric", "dna", "iris", "face_image", "photo")
"""Biometrics and numbers derived from them: FINS is the number of a set of fingerprints."""

SPONSOR_STATUS = (
    "sponsor_immigration_status",
    "sponsor_status",
    "sponsor_legal_status",
    "sponsor_a_number",
    "household_immigration_status",
)
"""A sponsor's or household member's immigration status, and the number that would give it."""

THERAPY = ("therapy", "clinical_note", "counseling", "counselling", "session_note")
"""What a child told a therapist stays with the therapist."""

FORBIDDEN = (*BIOMETRIC, *SPONSOR_STATUS, *THERAPY)

_STATUS = re.compile(
    r"\b(?:undocumented|illegal|unlawful(?:ly)?|(?:no|without|out of) (?:legal |lawful )?status"
    r"|citizen(?:ship)?|usc|lpr|lawful permanent|permanent resident|green card|asylee|refugee"
    r"|parolee|tps|daca|immigra(?:nt|tion)|visa|work permit)\b",
    re.IGNORECASE,
)


def plain_name(header: str) -> str:
    """A header as it is compared: ``Sponsor Immigration-Status*`` is sponsor_immigration_status."""
    return re.sub(r"[^a-z0-9#]+", "_", header.strip().lower()).strip("_")


def is_forbidden(header: str) -> bool:
    """Whether a column may never be read, by any part of its name."""
    words = f"_{plain_name(header)}_"
    return any(f"_{name}_" in words or f"_{name}s_" in words for name in FORBIDDEN)


@lru_cache(maxsize=1 << 12)
def tells_a_status(cell: str) -> bool:
    """Whether a coded cell about a sponsor tells an immigration status: ``Aunt (no status)``."""
    return _STATUS.search(cell) is not None
