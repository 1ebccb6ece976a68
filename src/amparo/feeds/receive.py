"""Takes a delivery folder at its word only after checking every word of its manifest."""

import codecs
import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from amparo.feeds.archives import UnreadableFile, opened
from amparo.feeds.contract import Contract
from amparo.feeds.manifest import MANIFEST, DeliveredFile, Manifest, digest_of, read_manifest
from amparo.feeds.refusals import DeliveryRefused
from amparo.feeds.signatures import signed_by_made_up_key, signers

_CHUNK = 1 << 20


class Received(msgspec.Struct, frozen=True):
    """A delivery whose manifest, files and signatures hold. ``digest`` names it for good."""

    folder: Path
    manifest: Manifest
    contract: Contract
    digest: str
    signed_by: frozenset[str]

    def path_of(self, file: DeliveredFile) -> Path:
        """Where a file of this delivery lies."""
        return self.folder / file.name


def receive(
    folder: Path, contracts: Mapping[str, Contract], sender_keys: Mapping[str, bytes]
) -> Received:
    """The delivery in ``folder``, checked. Raises DeliveryRefused with the first thing wrong."""
    manifest = _manifest(folder)
    contract = _contract(folder, manifest, contracts)
    signed_by = _signed_by(folder, manifest, sender_keys)
    for file in manifest.files:
        _check_file(folder, file, contract)
    return Received(folder, manifest, contract, digest_of(manifest), signed_by)


def _manifest(folder: Path) -> Manifest:
    try:
        return read_manifest((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise DeliveryRefused(folder.name, f"there is no {MANIFEST}") from None
    except msgspec.MsgspecError as wrong:
        raise DeliveryRefused(folder.name, f"{MANIFEST} cannot be read: {wrong}") from None


def _contract(folder: Path, manifest: Manifest, contracts: Mapping[str, Contract]) -> Contract:
    contract = contracts.get(manifest.feed)
    if contract is None:
        known = ", ".join(sorted(contracts))
        raise DeliveryRefused(folder.name, f"no feed is called {manifest.feed!r} (known: {known})")
    if manifest.contract != contract.version:
        raise DeliveryRefused(
            folder.name,
            f"contract version {manifest.contract!r} of {contract.feed} is not known"
            f" (known: {contract.version})",
        )
    if manifest.sender != contract.sender:
        raise DeliveryRefused(
            folder.name, f"{contract.feed} is sent by {contract.sender}, not {manifest.sender}"
        )
    if manifest.mode not in contract.modes or not manifest.files:
        raise DeliveryRefused(folder.name, f"{contract.feed} is not delivered as {manifest.mode}")
    return contract


def _signed_by(
    folder: Path, manifest: Manifest, sender_keys: Mapping[str, bytes]
) -> frozenset[str]:
    if manifest.made_up and not signed_by_made_up_key(manifest):
        raise DeliveryRefused(folder.name, "it says it is made up but no made-up key signed it")
    held = signers(manifest, dict(sender_keys))
    if manifest.backfill and not {manifest.sender, manifest.receiver} <= held:
        raise DeliveryRefused(
            folder.name,
            f"a backfill needs the signatures of {manifest.sender} and {manifest.receiver}",
        )
    return held | ({manifest.sender} if manifest.made_up else frozenset())


def _check_file(folder: Path, file: DeliveredFile, contract: Contract) -> None:
    path = folder / file.name
    if Path(file.name).name != file.name or path.is_symlink():
        raise DeliveryRefused(folder.name, "a file lies outside the folder")
    if not path.is_file():
        raise DeliveryRefused(folder.name, f"the file {file.name} is not there")
    if path.stat().st_size != file.bytes:
        raise DeliveryRefused(
            folder.name,
            f"{file.name} has {path.stat().st_size:,} bytes, declared were {file.bytes:,}",
        )
    if file.encoding not in contract.encodings:
        raise DeliveryRefused(folder.name, f"encoding {file.encoding!r} is not in the contract")
    _check_content(folder, path, file)


def _check_content(folder: Path, path: Path, file: DeliveredFile) -> None:
    if _digest_of_file(path) != file.sha256:
        raise DeliveryRefused(folder.name, f"the digest of {file.name} is not the declared one")
    decoder = codecs.getincrementaldecoder(file.encoding)()
    try:
        with opened(path, file) as stream:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnreadableFile as wrong:
        raise DeliveryRefused(folder.name, f"{file.name}: {wrong}") from None
    except UnicodeDecodeError as wrong:
        raise DeliveryRefused(
            folder.name, f"{file.name} is not {file.encoding} at byte {wrong.start:,} of a block"
        ) from None


def _digest_of_file(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
