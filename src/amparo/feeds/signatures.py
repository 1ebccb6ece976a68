"""Who signed a delivery, and the keys of made-up senders that ship with Amparo."""

import hashlib
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from amparo.feeds.manifest import Manifest, Signature


def made_up_key(sender: str) -> Ed25519PrivateKey:
    """The private key of a made-up sender. Public on purpose: it proves only that data is made up.

    A real home refuses whatever these keys sign, so publishing them endangers nobody.
    """
    seed = hashlib.sha256(f"Amparo made-up sender {sender}".encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def sign(manifest: Manifest, by: str, key: Ed25519PrivateKey) -> Manifest:
    """The manifest with one signature more."""
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    signature = Signature(by, public.hex(), key.sign(manifest.signed_text()).hex())
    return msgspec.structs.replace(manifest, signatures=(*manifest.signatures, signature))


def signed_by_made_up_key(manifest: Manifest) -> bool:
    """Whether the sender's made-up key signed it."""
    public = made_up_key(manifest.sender).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return manifest.sender in signers(manifest, {manifest.sender: public})


def signers(manifest: Manifest, keys: dict[str, bytes]) -> frozenset[str]:
    """The names among ``keys`` (name -> raw public key) whose signature holds over the manifest."""
    text = manifest.signed_text()
    return frozenset(
        said.by
        for said in manifest.signatures
        if said.by in keys and said.key == keys[said.by].hex() and _holds(said, text)
    )


def sender_keys(folder: Path) -> dict[str, bytes]:
    """Every ``NAME.pub`` in the folder: a raw Ed25519 public key in hex."""
    if not folder.is_dir():
        return {}
    return {path.stem: bytes.fromhex(path.read_text().strip()) for path in folder.glob("*.pub")}


def _holds(said: Signature, text: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(said.key)).verify(
            bytes.fromhex(said.signature), text
        )
    except (InvalidSignature, ValueError):
        return False
    return True
