"""Chains the disclosures about one child, so that none can be left out of the account."""

import hmac
from collections.abc import Sequence
from hashlib import sha256

from amparo.ledger.merkle import leaf_hashes, root

FIRST = bytes(32)
"""What stands before a child's first disclosure."""


def own_key(secret: bytes, child: str) -> bytes:
    """The key of one child's account; under another child's number the secret makes another key."""
    return _keyed(secret, b"child" + child.encode())


def next_link(secret: bytes, number: int, previous: bytes, said: bytes) -> bytes:
    """The link of a child's ``number``-th disclosure (from 1) to the one before it: 32 bytes.

    ``said`` is what the disclosure's entry says, ``secret`` the child's ``own_key``: who does not
    hold it cannot tell from the ledger whose account a link belongs to. Destroying it leaves the
    ledger whole and the account nobody's.
    """
    number_told = number.to_bytes(8, "big")
    return _keyed(secret, b"link" + number_told + previous + sha256(said).digest())


def links_root(links: Sequence[bytes]) -> bytes:
    """What an entry says of all the accounts it is part of: the Merkle root over their links."""
    return root(leaf_hashes(links))


def place_of(secret: bytes) -> bytes:
    """Where a child's account stands in the map of all accounts: 32 bytes that tell nothing."""
    return _keyed(secret, b"place")


def value_of(number: int, head: bytes) -> bytes:
    """What the map holds of an account: how many disclosures, and the last link."""
    return number.to_bytes(8, "big") + head


def _keyed(secret: bytes, text: bytes) -> bytes:
    return hmac.digest(secret, b"amparo account " + text, "sha256")
