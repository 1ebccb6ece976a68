"""Lines that were set aside: where each stands, why, who can mend it; never what it says."""

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from amparo.actions.feed_health import is_told_of
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Contract
from amparo.feeds.manifest import read_manifest
from amparo.feeds.reasons import without_cell
from amparo.purposes.asker import Asker
from amparo.store import deliveries, feed_health
from amparo.words.agencies import Agency


class LineSetAside(msgspec.Struct, frozen=True, kw_only=True):
    """One line that could not be read. ``delivery`` is the first that carried its file."""

    feed: str
    delivery: str
    file: str
    line: int
    reason: str
    owner: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """How the rows of one feed were read, every file counted once however often it was sent."""

    feed: str
    rows: int
    repaired: int
    set_aside: int


class SetAside(msgspec.Struct, frozen=True, kw_only=True):
    """The lines that are shown, how many there are, and the feeds that the asker is not told of."""

    feeds: list[Reading]
    lines: list[LineSetAside]
    count: int
    not_shown: list[str]


def set_aside(
    asker: Asker | None, feed: str | None = None, owner: str | None = None, most: int | None = None
) -> SetAside:
    """Every line that was set aside of the feeds that the asker is told of, as they came.

    ``owner`` is part of the name of who can mend it, in any letter case; ``most`` how many lines
    are shown at most.
    """
    wanted = [one for one in CONTRACTS.values() if feed in {None, one.feed}]
    told = [one for one in wanted if is_told_of(asker, one)]
    files = {one.feed: files_of(one) for one in told}
    lines = [
        line
        for contract in told
        for file in files[contract.feed]
        for line in lines_of(contract, file)
        if (owner or "").lower() in line.owner.lower()
    ]
    return SetAside(
        feeds=[_reading(name, of) for name, of in files.items()],
        lines=lines[:most],
        count=len(lines),
        not_shown=[one.feed for one in wanted if one not in told],
    )


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file as some delivery first carried it; ``content`` is what the store calls it."""

    digest: str
    content: int
    delivery: str
    name: str
    sender: Agency
    made_up: bool
    tally: dict[str, int]


def files_of(contract: Contract) -> list[File]:
    """Each file of a feed once, however often it was sent, in the order in which they came."""
    contents = {digest: number for number, digest in feed_health.contents_of(contract.feed).items()}
    found: dict[str, File] = {}
    for one in feed_health.arrived(contract.feed):
        manifest = read_manifest(one.manifest.encode())
        for file in manifest.files:
            if file.sha256 not in found:
                found[file.sha256] = File(
                    digest=file.sha256,
                    content=contents[file.sha256],
                    delivery=one.folder,
                    name=file.name,
                    sender=Agency(manifest.sender),
                    made_up=manifest.made_up,
                    tally=one.tallies[file.sha256],
                )
    return list(found.values())


def lines_of(contract: Contract, file: File) -> Iterator[LineSetAside]:
    """The lines of a file that were set aside."""
    for row in deliveries.set_aside_rows(file.content):
        yield LineSetAside(
            feed=contract.feed,
            delivery=file.delivery,
            file=file.name,
            line=row.line,
            reason=without_cell(row.reason, contract),
            owner=row.owner,
        )


def _reading(feed: str, files: Iterable[File]) -> Reading:
    read = Counter[str]()
    for one in files:
        read.update(one.tally)
    return Reading(
        feed=feed,
        rows=sum(read[name] for name in ("read", "repaired", "duplicate", "set_aside")),
        repaired=read["repaired"],
        set_aside=read["set_aside"],
    )
