"""Tries what was handed in against its contract: what would become of it; nothing of it is kept."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import msgspec

from amparo.actions.changing import ChangeRefused, allow, as_they_stand, written_down
from amparo.actions.feed_health import is_told_of
from amparo.actions.home import Home
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Contract
from amparo.feeds.dry_run import Tried, try_delivery, try_file
from amparo.feeds.manifest import MANIFEST, Manifest, read_manifest
from amparo.feeds.refusals import DeliveryRefused
from amparo.feeds.unpacking import unpacked
from amparo.purposes.asker import Asker
from amparo.store import deliveries
from amparo.words.agencies import Role

MAY_TRY = frozenset({Role.FEED_STEWARD, Role.OPERATOR})
"""Who runs feeds: a steward those of their own agency, the operator all."""

MOST_UNPACKED = 32 * 2**20
"""Bytes that what is handed in may unpack to. What is larger is tried by ``amparo feeds check``, on
the machine where it lies. Product choice."""

_IN_MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of one's own is made in it


class HandedIn(msgspec.Struct, frozen=True, kw_only=True):
    """A file as a browser sent it, the manifest that goes with it, or the feed it is of."""

    name: str
    content: bytes
    manifest: bytes | None = None
    feed: str | None = None


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """What would become of each file; or ``refused``: why nothing of it would be taken.

    ``known`` are the files whose content was taken in before: they would assert nothing anew.
    """

    files: list[Tried]
    known: tuple[str, ...] = ()
    refused: str | None = None


def may_try(asker: Asker, contract: Contract) -> bool:
    """Whether somebody tries files of a feed."""
    return asker.role in MAY_TRY and is_told_of(asker, contract)


def try_out(home: Home, asker: Asker, given: HandedIn, clock: datetime) -> Trial:
    """What taking it in would make of it. Raises ChangeRefused to whoever does not run its feed."""

    def own(feed: str | None) -> None:
        with written_down(home, clock, "feeds try", asker.person):
            _refuse_unless_own(as_they_stand(asker, clock), feed)

    own(given.feed)
    try:
        files = _files(given)
        with _laid_out(files, _folder_of(given.name)) as folder:
            if given.feed is not None:
                name = next(iter(files))
                tried = [try_file(folder / name, CONTRACTS[given.feed], None)]
                return Trial(files=tried)
            manifest = _manifest(folder, files)
            own(manifest.feed)
            tried = try_delivery(folder, CONTRACTS, home.sender_keys())
    except DeliveryRefused as wrong:
        return Trial(files=[], refused=wrong.what)
    known = tuple(
        one.name
        for one in manifest.files
        if deliveries.accepted_content(manifest.feed, one.sha256) is not None
    )
    return Trial(files=tried, known=known)


def _files(given: HandedIn) -> Mapping[str, bytes]:
    """The files of the delivery's folder, by names that are names only."""
    name = PurePosixPath(given.name.replace("\\", "/")).name
    if not name or "\0" in name or name in {".", ".."}:
        raise DeliveryRefused("the file", "it has no name")
    if given.feed is not None:
        return {name: given.content}
    if given.manifest is not None:
        return {name: given.content, MANIFEST: given.manifest}
    if not name.lower().endswith(".zip"):
        says = "it came without a manifest: hand that in too, or say of which feed it is"
        raise DeliveryRefused(name, says)
    return unpacked(name, given.content, MOST_UNPACKED)


def _manifest(folder: Path, files: Mapping[str, bytes]) -> Manifest:
    """The manifest, where it promises no more than is tried."""
    if MANIFEST not in files:
        raise DeliveryRefused(folder.name, f"there is no {MANIFEST}")
    try:
        manifest = read_manifest(files[MANIFEST])
    except msgspec.MsgspecError as wrong:
        raise DeliveryRefused(folder.name, f"{MANIFEST} cannot be read: {wrong}") from None
    if sum(one.unpacked_bytes or one.bytes for one in manifest.files) > MOST_UNPACKED:
        says = f"it unpacks to more than {MOST_UNPACKED:,} bytes: try it with amparo feeds check"
        raise DeliveryRefused(folder.name, says)
    return manifest


def _refuse_unless_own(asker: Asker, feed: str | None) -> None:
    allow(asker, MAY_TRY, "tries deliveries")
    if feed in CONTRACTS and not may_try(asker, CONTRACTS[feed]):
        says = f"The feed {feed} is another agency's: its own steward tries it."
        raise ChangeRefused("feed-of-others", says)


def _folder_of(name: str) -> str:
    stem = PurePosixPath(name.replace("\\", "/")).name.partition(".")[0]
    return "".join(one if one.isalnum() or one in "-_" else "-" for one in stem)[:60] or "delivery"


@contextmanager
def _laid_out(files: Mapping[str, bytes], name: str) -> Iterator[Path]:
    """The files where they can be read by name: in memory, gone afterwards, never on a disk."""
    if not _IN_MEMORY.is_dir():
        says = "this machine has no memory to lay it out in: try it with amparo feeds check"
        raise DeliveryRefused(name, says)
    try:
        with TemporaryDirectory(dir=_IN_MEMORY, prefix="amparo-") as there:
            folder = Path(there) / name
            folder.mkdir()
            for one, content in files.items():
                (folder / one).write_bytes(content)
            yield folder
    except (OSError, ValueError) as failed:
        says = f"it could not be laid out ({type(failed).__name__}): amparo feeds check"
        raise DeliveryRefused(name, says) from None
