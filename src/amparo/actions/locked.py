"""A text locked under a passphrase: scrypt (RFC 7914) makes the key, AES-256-GCM keeps it."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

_SALT, _NONCE, _COST = 16, 12, 2**15
"""Bytes of salt and nonce; scrypt's n, with r 8 and p 1: 32 MiB and some 0.1 s for one guess."""


def locked(text: bytes, passphrase: str) -> bytes:
    """Salt, nonce and ciphertext."""
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    return salt + nonce + _cipher(passphrase, salt).encrypt(nonce, text, None)


def unlocked(kept: bytes, passphrase: str) -> bytes | None:
    """The text; None where the passphrase is another, or a byte was altered."""
    salt, nonce, text = kept[:_SALT], kept[_SALT : _SALT + _NONCE], kept[_SALT + _NONCE :]
    try:
        return _cipher(passphrase, salt).decrypt(nonce, text, None)
    except InvalidTag:
        return None


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(passphrase.encode()))
