"""Takes a delivery folder at its word only after checking every word of its manifest."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from amparo.feeds.archives import UnreadableFile, opened
from amparo.feeds.contract import Contract
from amparo.feeds.decoding import Decoding
from amparo.feeds.manifest import MANIFEST, DeliveredFile, Manifest, digest_of, read_manifest
from amparo.feeds.refusals import DeliveryRefused
from amparo.feeds.signatures import signed_by_made_up_key, signers
from amparo.feeds.tally import Tally

_CHUNK = 1 << 20
_LONGEST_MANIFEST = 1 << 20


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
    signed_by = _signed_by(folder, manifest, contract, sender_keys)
    _check_files(folder, manifest, contract)
    return Received(folder, manifest, contract, digest_of(manifest), signed_by)


def table_of(folder: str, feed: Contract, name: str) -> Contract:
    """The contract of one file of a delivery; DeliveryRefused where the feed has no such table."""
    contract = feed.of_file(name)
    if contract is None:
        known = ", ".join(one.table for one in feed.tables)
        raise DeliveryRefused(folder, f"{name} is no table of {feed.feed} (known: {known})")
    return contract


def refuse_wrong_count(folder: str, file: DeliveredFile, tally: Tally) -> None:
    """A file that was read whole must hold as many lines as were declared."""
    lines = tally.lines - tally.header
    if file.rows is not None and lines != file.rows:
        raise DeliveryRefused(
            folder,
            f"{file.name} holds {lines:,} lines after its header, declared were {file.rows:,}",
        )


def _manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST
    try:
        if not path.is_file():
            raise DeliveryRefused(folder.name, f"there is no {MANIFEST}")
        if path.stat().st_size > _LONGEST_MANIFEST:
            raise DeliveryRefused(folder.name, f"{MANIFEST} is too long for one")
        return read_manifest(path.read_bytes())
    except OSError as failed:
        raise _not_opened(folder, MANIFEST, failed) from None
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
    if manifest.sender not in (senders := _senders(contract)):
        raise DeliveryRefused(
            folder.name,
            f"{contract.feed} is sent by {' or '.join(senders)}, not {manifest.sender!r}",
        )
    if manifest.cadence_days is not None and not manifest.made_up:
        # Whoever is late could else say in every delivery that the next is not due for a year.
        raise DeliveryRefused(
            folder.name,
            f"it says when the next is due ({manifest.cadence_days} days);"
            f" the contract of {contract.feed} does",
        )
    if manifest.mode not in contract.modes:
        raise DeliveryRefused(folder.name, f"{contract.feed} is not delivered as {manifest.mode}")
    return contract


def _signed_by(
    folder: Path, manifest: Manifest, contract: Contract, sender_keys: Mapping[str, bytes]
) -> frozenset[str]:
    """Whose signatures hold. What must be signed and is not is refused."""
    sender, receiver = manifest.sender, manifest.receiver
    if manifest.made_up and not signed_by_made_up_key(manifest):
        raise DeliveryRefused(folder.name, "it says it is made up but no made-up key signed it")
    held = signers(manifest, dict(sender_keys))
    if manifest.backfill and (sender == receiver or not {sender, receiver} <= held):
        both = f"{sender} and {receiver}" if sender != receiver else f"{sender} and another agency"
        raise DeliveryRefused(folder.name, f"a backfill needs the signatures of {both}")
    if contract.about_children and not manifest.made_up and sender not in held:
        _refuse_unsigned(folder, sender, contract, sender_keys)
    return held | ({sender} if manifest.made_up else frozenset())


def _refuse_unsigned(
    folder: Path, sender: str, contract: Contract, sender_keys: Mapping[str, bytes]
) -> None:
    """A sender whose key is known must sign, and where one of several does, all of them must."""
    if sender in sender_keys:
        raise DeliveryRefused(folder.name, f"{sender} signs its deliveries and this one it did not")
    if not sender_keys.keys().isdisjoint(_senders(contract)):
        # Else whoever cannot sign for one agency would send in the name of the next.
        raise DeliveryRefused(
            folder.name,
            f"deliveries of {contract.feed} are signed here, and no key of {sender} is known",
        )


def _senders(contract: Contract) -> tuple[str, ...]:
    return (contract.sender, *contract.also_from)


def _check_files(folder: Path, manifest: Manifest, contract: Contract) -> None:
    if not manifest.files:
        raise DeliveryRefused(folder.name, "it names no file")
    if len({file.sha256 for file in manifest.files}) < len(manifest.files):
        # Equal content asserts nothing anew; side by side it would assert everything twice.
        raise DeliveryRefused(folder.name, "it holds one file twice")
    for file in manifest.files:
        try:
            _check_file(folder, file, contract)
        except OSError as failed:
            raise _not_opened(folder, file.name, failed) from None


def _check_file(folder: Path, file: DeliveredFile, contract: Contract) -> None:
    path = folder / file.name
    if Path(file.name).name != file.name or file.name == ".." or path.is_symlink():
        raise DeliveryRefused(folder.name, f"the file {file.name!r} lies outside the folder")
    if not path.is_file():
        raise DeliveryRefused(folder.name, f"the file {file.name!r} is not there")
    if path.stat().st_size != file.bytes:
        raise DeliveryRefused(
            folder.name,
            f"{file.name} has {path.stat().st_size:,} bytes, declared were {file.bytes:,}",
        )
    _check_word(folder, "encoding", file.encoding, contract.encodings)
    _check_word(folder, "delimiter", file.delimiter, contract.delimiters)
    if _digest_of_file(path) != file.sha256:
        raise DeliveryRefused(folder.name, f"the digest of {file.name} is not the declared one")
    _check_text(folder, path, file)


def _check_word(folder: Path, what: str, word: str, known: tuple[str, ...]) -> None:
    if word not in known:
        among = ", ".join(map(repr, known))
        raise DeliveryRefused(
            folder.name, f"{what} {word!r} is not in the contract (known: {among})"
        )


def _check_text(folder: Path, path: Path, file: DeliveredFile) -> None:
    """Read the whole file once, as text, before a row of it is believed."""
    declared, utf_8 = Decoding(file.encoding), Decoding("utf-8")
    try:
        with opened(path, file) as stream:
            while chunk := stream.read(_CHUNK):
                declared.take(chunk)
                utf_8.take(chunk)
            declared.take(b"", last=True)
            utf_8.take(b"", last=True)
    except UnreadableFile as wrong:
        raise DeliveryRefused(folder.name, f"{file.name}: {wrong}") from None
    if (at := declared.wrong_at) is not None:
        raise DeliveryRefused(folder.name, f"{file.name} is not {file.encoding} at byte {at:,}")
    if file.encoding != "utf-8" and utf_8.wrong_at is None and not utf_8.is_plain:
        # Every other name would be garbled without a sound: latin-1 can decode anything.
        raise DeliveryRefused(folder.name, f"{file.name} is utf-8, declared was {file.encoding}")


def _not_opened(folder: Path, name: str, failed: OSError) -> DeliveryRefused:
    return DeliveryRefused(folder.name, f"{name!r} cannot be opened ({failed.strerror})")


def _digest_of_file(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
