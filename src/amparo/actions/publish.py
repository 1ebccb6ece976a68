"""Makes a manifest for a public table, so that it comes in by the same door as any delivery."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from shutil import copyfile

import msgspec

from amparo.actions.home import Home, latest_news
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Contract, Mode
from amparo.feeds.describing import described
from amparo.feeds.manifest import MANIFEST, Manifest
from amparo.feeds.refusals import DeliveryRefused
from amparo.feeds.signatures import made_up_key, sign
from amparo.store import deliveries

__all__ = ["DeliveryRefused", "published", "together"]

PUBLISHED_AS = {"eoir": "court"}
"""Feeds that are published under another name: EOIR's case data are the court's tables."""

COUNT_FILE = "count.txt"
"""The file in which EOIR says how many rows each table of a release has, in any letter case."""

_COUNTED = re.compile(r"(\w+?)(?:\.csv)?[\"']?[\s,;:|=]+[\"']?(\d[\d,]*)")


def together(paths: Sequence[Path], feed: str | None) -> list[tuple[Path, ...]]:
    """The files that are one delivery: of a feed of several tables all, of any other each."""
    contract = CONTRACTS.get(PUBLISHED_AS.get(feed, feed)) if feed is not None else None
    whole = contract is not None and contract.tables
    return [tuple(paths)] if whole else [(path,) for path in paths]


@contextmanager
def published(
    home: Home, paths: Sequence[Path], feed: str | None, clock: datetime
) -> Iterator[Path]:
    """The folder of a delivery: the path itself, or for public tables one made for them."""
    if feed is None:
        (path,) = paths
        yield path
        return
    with tempfile.TemporaryDirectory(dir=home.path) as made:
        manifest = _manifest(paths, feed, clock)
        folder = Path(made) / manifest.folder_name
        folder.mkdir()
        for path in paths:
            if not _is_count(path):
                copyfile(path, folder / path.name)
        (folder / MANIFEST).write_bytes(msgspec.json.encode(manifest))
        yield folder


def _manifest(paths: Sequence[Path], feed: str, clock: datetime) -> Manifest:
    contract = _contract(paths[0], feed)
    counted = _counted(paths)
    # In a made-up home it is now when its children's latest delivery came, for these tables too.
    now = latest_news(clock) if contract.about_children else clock
    manifest = Manifest(
        feed=contract.feed,
        contract=contract.version,
        sender=contract.sender,
        sequence=deliveries.next_sequence(contract.feed),
        mode=Mode.SNAPSHOT,
        received_at=now.replace(microsecond=0),
        files=tuple(described(path, contract, counted) for path in paths if not _is_count(path)),
    )
    return _made_up(manifest) if contract.about_children else manifest


def _contract(path: Path, feed: str) -> Contract:
    contract = CONTRACTS.get(PUBLISHED_AS.get(feed, feed))
    public = [one.feed for one in CONTRACTS.values() if not one.about_children]
    known = [*public, *(name for name, of in PUBLISHED_AS.items() if of in CONTRACTS)]
    if contract is None or feed not in known:
        raise DeliveryRefused(
            path.name, f"{feed!r} is not a public table (they are: {', '.join(known)})"
        )
    return contract


def _made_up(manifest: Manifest) -> Manifest:
    """In a made-up home the court's tables are made up too, or their first row is refused.

    What is made up bears numbers kept for it, which every row is checked for as it is read.
    """
    if not deliveries.home_kind():
        return manifest
    made_up = msgspec.structs.replace(manifest, made_up=True)
    return sign(made_up, made_up.sender, made_up_key(made_up.sender))


def _is_count(path: Path) -> bool:
    return path.name.lower() == COUNT_FILE


def _counted(paths: Sequence[Path]) -> dict[str, int]:
    """What a Count file among them says, by table in small letters: ``tbl_schedule  41,000``."""
    texts = (path.read_text("latin-1") for path in paths if _is_count(path))
    return {
        table.lower(): int(rows.replace(",", ""))
        for text in texts
        for table, rows in _COUNTED.findall(text)
    }
