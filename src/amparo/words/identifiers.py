"""Numbers that agencies give to children and papers, and the ranges kept for made-up ones."""

import re

import msgspec

from amparo.words.agencies import Agency

MADE_UP_KEY = "MU"
"""Every record key of a made-up delivery starts so; no agency's key does."""

COURT_CASE = "case"
KINDS = frozenset({COURT_CASE, "custody", "call", "change"})
"""What stands before the slash of a key, where an agency has several kinds of keys."""

MADE_UP_A_NUMBERS = range(990_000_000, 1_000_000_000)
"""A-numbers kept for made-up children, far above any issued (nine digits, first two 99)."""

COURT_CASES = f"{Agency.EOIR}:{COURT_CASE}/"
"""How the text of every court case begins."""

_A_NUMBER = re.compile(r"A?[#.\s]*([0-9](?:[\s\-‐‑–—]*[0-9]){6,8})", re.IGNORECASE)
_NOT_DIGITS = re.compile(r"[^0-9]")


class SourceIdentity(msgspec.Struct, frozen=True, order=True):
    """One record key of one agency, e.g. ``ORR:MU00012/1`` or ``EOIR:case/990000012``.

    ``prefix`` tells an agency's kinds of keys apart, where it has several: a key's own slash is
    escaped, so that no other kind's key can look like it. ``occurrence`` counts equal keys inside
    one file: equal rows are not the same child.
    """

    agency: Agency
    prefix: str
    key: str
    occurrence: int = 1

    def __str__(self) -> str:
        """``AGENCY:prefix/key``, with ``#2`` for a second occurrence of one key in a file."""
        kind = f"{self.prefix}/" if self.prefix else ""
        tail = f"#{self.occurrence}" if self.occurrence > 1 else ""
        return f"{self.agency}:{kind}{self.key}{tail}"


def a_number(text: str) -> str:
    """Nine digits, however it was written: ``A 99-123-456`` and ``99123456`` are one number.

    Raises ValueError where the digits are not seven to nine, or where all of them are zeros.
    """
    written = _A_NUMBER.fullmatch(text.strip().replace("A-", "A").replace("a-", "a"))
    digits = _NOT_DIGITS.sub("", written[1]) if written else ""
    # Children whose number was filled in with zeros do not share a number.
    if not digits.strip("0"):
        raise ValueError("is not an A-number of seven to nine digits")
    return digits.zfill(9)


MADE_UP_COURT_NUMBERS = range(990_000_000, 1_000_000_000)
"""The court's keys are numbers; those of made-up cases and of their rows lie far above any given
out (some 16 million cases by 2026)."""


def is_made_up_key(key: str) -> bool:
    """Whether a record key, with or without its kind, lies in the range kept for made-up ones."""
    kind, slash, number = key.partition("/")
    if slash and kind == COURT_CASE:
        return is_made_up_court_key(key)
    return (number if slash and kind in KINDS else key).startswith(MADE_UP_KEY)


def is_court_case(identity: str) -> bool:
    """Whether a source identity, as its text, is one of the court's cases."""
    return identity.startswith(COURT_CASES)


def is_made_up_court_key(key: str) -> bool:
    """Whether a court row's own key (``hearing/990000012``) is in the range of made-up ones."""
    number = key.rpartition("/")[2].partition("#")[0]
    return number.isdecimal() and int(number) in MADE_UP_COURT_NUMBERS


def is_made_up_a_number(number: str) -> bool:
    """Whether a normalised A-number lies in the range kept for made-up children."""
    return int(number) in MADE_UP_A_NUMBERS
