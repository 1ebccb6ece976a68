"""The manifest: what a sender says of a delivery before anyone opens it."""

import hashlib
from datetime import date, datetime

import msgspec

from amparo.feeds.contract import Mode

MANIFEST = "manifest.json"


class Signature(msgspec.Struct, frozen=True):
    """An Ed25519 signature over the manifest's text without its signatures; both in hex."""

    by: str
    key: str
    signature: str


class DeliveredFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a delivery, as the agency wrote it. ``rows`` counts the lines after the header.

    ``unpacked_bytes`` is what a compressed file may grow to; it is required for one.
    """

    name: str
    bytes: int
    sha256: str
    rows: int | None = None
    encoding: str = "utf-8"
    delimiter: str = ","
    unpacked_bytes: int | None = None


class Manifest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A delivery's manifest.json. Times are UTC instants; ``received_at`` is when it reached us."""

    feed: str
    contract: str
    sender: str
    sequence: int
    mode: Mode
    received_at: datetime
    files: tuple[DeliveredFile, ...]
    receiver: str = "ORR"
    backfill: bool = False
    made_up: bool = False
    extracted_at: datetime | None = None
    covers_from: date | None = None
    covers_to: date | None = None
    signatures: tuple[Signature, ...] = ()

    @property
    def folder_name(self) -> str:
        """``<received_at>-<feed>-<sequence>``: folders sort by arrival."""
        return f"{self.received_at:%Y%m%dT%H%M%SZ}-{self.feed}-{self.sequence:04d}"

    def signed_text(self) -> bytes:
        """The bytes that a signature covers: the manifest without signatures, keys sorted."""
        unsigned = msgspec.structs.replace(self, signatures=())
        return msgspec.json.encode(unsigned, order="sorted")


def read_manifest(text: bytes) -> Manifest:
    """The manifest, or msgspec.DecodeError / ValidationError saying which field is wrong."""
    manifest = msgspec.json.decode(text, type=Manifest)
    for instant in (manifest.received_at, manifest.extracted_at):
        if instant is not None and instant.tzinfo is None:
            raise msgspec.ValidationError("a time without a zone: `$.received_at` must end in Z")
    return manifest


def digest_of(manifest: Manifest) -> str:
    """A delivery's digest: its file's SHA-256; of several files, the SHA-256 of their digests."""
    digests = [file.sha256 for file in manifest.files]
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("".join(digests).encode()).hexdigest()
