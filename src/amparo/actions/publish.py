"""Makes a manifest for a public table, so that it comes in by the same door as any delivery."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from shutil import copyfile

import msgspec

from amparo.actions.home import Home
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Mode
from amparo.feeds.manifest import MANIFEST, DeliveredFile, Manifest
from amparo.feeds.refusals import DeliveryRefused
from amparo.store import deliveries

__all__ = ["DeliveryRefused", "published"]


@contextmanager
def published(home: Home, path: Path, feed: str | None, clock: datetime) -> Iterator[Path]:
    """The folder of a delivery: the path itself, or for a public table one made for it."""
    if feed is None:
        yield path
        return
    with tempfile.TemporaryDirectory(dir=home.path) as made:
        folder = Path(made)
        manifest = _manifest(path, feed, clock)
        copyfile(path, folder / path.name)
        (folder / MANIFEST).write_bytes(msgspec.json.encode(manifest))
        yield folder.rename(folder.parent / manifest.folder_name)
        folder = folder.parent / manifest.folder_name
        folder.rename(Path(made))


def _manifest(path: Path, feed: str, clock: datetime) -> Manifest:
    contract = CONTRACTS.get(feed)
    if contract is None or contract.about_children:
        public = ", ".join(one.feed for one in CONTRACTS.values() if not one.about_children)
        raise DeliveryRefused(path.name, f"{feed!r} is not a public table (they are: {public})")
    if not path.is_file():
        raise DeliveryRefused(path.name, "it is not a file")
    text = path.read_bytes()
    return Manifest(
        feed=feed,
        contract=contract.version,
        sender=contract.sender,
        sequence=deliveries.next_sequence(feed),
        mode=Mode.SNAPSHOT,
        received_at=clock.replace(microsecond=0),
        files=(
            DeliveredFile(
                name=path.name,
                bytes=len(text),
                sha256=hashlib.sha256(text).hexdigest(),
                encoding=_encoding(text),
            ),
        ),
    )


def _encoding(text: bytes) -> str:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"
