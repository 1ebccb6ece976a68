"""The vault: identifying fields encrypted under one key per source identity."""

import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12
_TOKEN = 12
COMMITMENT = 16
SECRET = 16

_BLOCK = 64
_INNER = bytes(0x36 ^ byte for byte in range(256))
_OUTER = bytes(0x5C ^ byte for byte in range(256))


class Keyed:
    """HMAC-SHA-256 under one key (RFC 2104), 32 bytes.

    The standard library's takes three times as long for the short texts that pass here.
    """

    __slots__ = ("_inner", "_outer")

    def __init__(self, key: bytes) -> None:
        padded = key.ljust(_BLOCK, b"\0")
        self._inner, self._outer = padded.translate(_INNER), padded.translate(_OUTER)

    def digest(self, text: bytes) -> bytes:
        """The keyed hash of a text. The key may have up to 64 bytes."""
        return sha256(self._outer + sha256(self._inner + text).digest()).digest()


_keyed = lru_cache(maxsize=4)(Keyed)
"""A home has one key, and every identity's is made from it."""


class IdentityKey:
    """The vault key of one source identity.

    It is made from the home's key and the identity's own secret; deleting the secret destroys
    it, and with it everything sealed under it and every token made with it.
    """

    __slots__ = ("_cipher", "_keyed", "sealed")

    def __init__(self, home_key: bytes, secret: bytes) -> None:
        key = _keyed(home_key).digest(b"vault" + secret)
        self._keyed = Keyed(key)
        self._cipher = AESGCM(key)
        self.sealed: dict[bytes, bytes] = {}

    def token(self, text: str) -> bytes:
        """A keyed token of a text, 12 bytes: equal texts of this identity have equal tokens."""
        return self._keyed.digest(text.encode())[:_TOKEN]

    def seal(self, fields: Mapping[str, str]) -> bytes:
        """Encrypt identifying fields; the commitment to the ciphertext, empty for no fields."""
        if not fields:
            return b""
        ciphertext = self.encrypt(msgspec.json.encode(fields))
        commitment = commitment_to(ciphertext)
        self.sealed[commitment] = ciphertext
        return commitment

    def encrypt(self, text: bytes) -> bytes:
        """Nonce and ciphertext, AES-256-GCM."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, text, None)

    def decrypt(self, ciphertext: bytes) -> bytes | None:
        """The text, or None where it was altered or sealed under another key."""
        try:
            return self._cipher.decrypt(ciphertext[:_NONCE], ciphertext[_NONCE:], None)
        except InvalidTag:
            return None


def commitment_to(ciphertext: bytes) -> bytes:
    """What an event says of its vault: the first 16 bytes of SHA-256 over the ciphertext."""
    return sha256(ciphertext).digest()[:COMMITMENT]


class Tokens:
    """Keyed tokens under the home's key, for comparing across identities.

    They live in the index only, and are deleted with a child's key: names are few and could be
    guessed.
    """

    def __init__(self, home_key: bytes) -> None:
        self._keyed = Keyed(_keyed(home_key).digest(b"tokens"))
        self._names: dict[str, bytes] = {}

    def name(self, word: str) -> bytes:
        """Eight bytes for a word of a name."""
        token = self._names.get(word)
        if token is None:
            token = self._names[word] = self._keyed.digest(b"n" + word.encode())[:8]
        return token

    def row(self, cells: Iterable[str]) -> bytes:
        """Eight bytes for a whole row of a table that is sent again and again."""
        return self._keyed.digest(b"r" + "\x1f".join(cells).encode())[:8]

    def sponsor(self, reference: str) -> bytes:
        """Sixteen bytes for an agency's reference of a sponsor: never those of a number."""
        return self._keyed.digest(b"s" + reference.encode())[:16]

    def subject(self, issuer: str, subject: str) -> bytes:
        """Thirty-two bytes for whom an agency's sign-in means: nobody else has the same."""
        return self._keyed.digest(b"o" + f"{issuer}\x1f{subject}".encode())

    def number(self, text: str) -> bytes:
        """Sixteen bytes for an identifying number, a building or another part of an address."""
        return self._keyed.digest(b"#" + text.encode())[:16]
