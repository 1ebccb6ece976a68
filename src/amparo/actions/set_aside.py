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
from amparo.store.feed_health import Arrived


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
    files = {one.feed: _files(feed_health.arrived(one.feed)) for one in told}
    lines = [
        line
        for contract in told
        for line in _lines(contract, files[contract.feed])
        if (owner or "").lower() in line.owner.lower()
    ]
    return SetAside(
        feeds=[_reading(name, of.values()) for name, of in files.items()],
        lines=lines[:most],
        count=len(lines),
        not_shown=[one.feed for one in wanted if one not in told],
    )


class _File(msgspec.Struct, frozen=True):
    """A file as it was first carried."""

    delivery: str
    name: str
    tally: dict[str, int]


def _files(arrived: Iterable[Arrived]) -> dict[str, _File]:
    """By SHA-256: each file that some delivery carried, as the first of them carried it."""
    found: dict[str, _File] = {}
    for one in arrived:
        for file in read_manifest(one.manifest.encode()).files:
            tally = one.tallies[file.sha256]
            found.setdefault(file.sha256, _File(one.folder, file.name, tally))
    return found


def _reading(feed: str, files: Iterable[_File]) -> Reading:
    read = Counter[str]()
    for one in files:
        read.update(one.tally)
    return Reading(
        feed=feed,
        rows=sum(read[name] for name in ("read", "repaired", "duplicate", "set_aside")),
        repaired=read["repaired"],
        set_aside=read["set_aside"],
    )


def _lines(contract: Contract, files: dict[str, _File]) -> Iterator[LineSetAside]:
    """The lines of each file, in the order in which the files were first carried."""
    contents = {digest: number for number, digest in feed_health.contents_of(contract.feed).items()}
    for digest, file in files.items():
        for row in deliveries.set_aside_rows(contents[digest]):
            yield LineSetAside(
                feed=contract.feed,
                delivery=file.delivery,
                file=file.name,
                line=row.line,
                reason=without_cell(row.reason, contract),
                owner=row.owner,
            )
