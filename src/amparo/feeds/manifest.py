"""The manifest: what a sender says of a delivery before anyone opens it."""

import hashlib
import json
from datetime import date, datetime
from typing import Annotated, Any

import msgspec

from amparo.feeds.contract import Mode

MANIFEST = "manifest.json"

_Count = Annotated[int, msgspec.Meta(ge=0, lt=1 << 53)]
_Sequence = Annotated[int, msgspec.Meta(ge=0, lt=1 << 31)]
_Days = Annotated[int, msgspec.Meta(ge=1, le=366)]
_Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
_YEARS = range(1900, 2101)
"""An instant outside these years is a slip of the pen."""


class Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An Ed25519 signature over the manifest's text without its signatures; both in hex."""

    by: str
    key: str
    signature: str


class DeliveredFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of a delivery, as the agency wrote it. ``rows`` counts the lines after the header.

    ``unpacked_bytes`` is what a compressed file may grow to; it is required for one. ``counted``
    is what the sender's own Count file says, which need not be right.
    """

    name: str
    bytes: _Count
    sha256: _Sha256
    rows: _Count | None = None
    encoding: str = "utf-8"
    delimiter: str = ","
    unpacked_bytes: _Count | None = None
    # Left out where it is not told: the text that older signatures cover stays what it was.
    counted: _Count | msgspec.UnsetType = msgspec.UNSET


class Manifest(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """A delivery's manifest.json. Times are UTC instants; ``received_at`` is when it reached us.

    ``cadence_days`` says every how many days a made-up sender delivers the feed, where it is not
    as often as the contract asks; a real one keeps to the contract. A field that is not here is
    refused: it would be kept unread, and no signature would cover it.
    """

    feed: str
    contract: str
    sender: str
    sequence: _Sequence
    mode: Mode
    received_at: datetime
    files: tuple[DeliveredFile, ...]
    receiver: str = "ORR"
    backfill: bool = False
    made_up: bool = False
    extracted_at: datetime | None = None
    covers_from: date | None = None
    covers_to: date | None = None
    cadence_days: _Days | None = None
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
    try:
        json.loads(text.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as wrong:
        raise msgspec.DecodeError(f"it is not JSON ({wrong})") from None
    manifest = msgspec.json.decode(text, type=Manifest)
    for field in ("received_at", "extracted_at"):
        _check_instant(field, getattr(manifest, field))
    return manifest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose fields are told once: of two, each reader could believe another."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, _ in pairs if [one for one, _ in pairs].count(name) > 1)
        raise msgspec.ValidationError(f"the field `{twice}` is told twice")
    return found


def _check_instant(field: str, instant: datetime | None) -> None:
    if instant is None:
        return
    if instant.tzinfo is None:
        raise msgspec.ValidationError(f"a time without a zone: `$.{field}` must end in Z")
    if instant.year not in _YEARS:
        raise msgspec.ValidationError(f"a time outside 1900 to 2100: `$.{field}`")


def digest_of(manifest: Manifest) -> str:
    """A delivery's digest: its file's SHA-256; of several files, the SHA-256 of their digests."""
    digests = [file.sha256 for file in manifest.files]
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("".join(digests).encode()).hexdigest()
