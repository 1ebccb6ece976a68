"""Reads lines that were set aside again by today's rules: what would be read now, and what not."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from amparo.actions.changing import ChangeRefused, allow, as_they_stand, written_down
from amparo.actions.home import Home
from amparo.actions.rebuild import decrypted
from amparo.actions.set_aside import File, LineSetAside, files_of, lines_of
from amparo.actions.trying import MAY_TRY, may_try
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Contract
from amparo.feeds.replay import replay as read_again
from amparo.purposes.asker import Asker
from amparo.store import deliveries, sealing
from amparo.store.kept_lines import KeptHeader, read_kept


class Outcome(StrEnum):
    """What today's rules make of a line that was set aside."""

    WOULD_BE_READ = "would be read"
    STAYS = "stays set aside"
    NOT_KEPT = "not kept"
    """Its cells could not be told apart, or the time for mending it is over: only its sender
    has it."""


class Which(msgspec.Struct, frozen=True, kw_only=True):
    """Which lines to read again: those of a delivery, those of one reason, of one feed or of all.

    ``reason`` is as ``set_aside`` tells it, in any letter case.
    """

    delivery: str | None = None
    reason: str | None = None
    feed: str | None = None


class LineReplayed(msgspec.Struct, frozen=True, kw_only=True):
    """One line: why it ``was`` set aside, and why it would be ``today``; None if it would not."""

    feed: str
    delivery: str
    file: str
    line: int
    was: str
    outcome: Outcome
    today: str | None
    owner: str


class Replayed(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: how many lines were read again, how many of them each way, and the first.

    ``versions`` are today's versions of the contracts by which they were read.
    """

    count: int
    outcomes: dict[Outcome, int]
    versions: dict[str, str]
    lines: list[LineReplayed]


_Chosen = tuple[Contract, File, list[LineSetAside]]


def replay(
    home: Home, asker: Asker, which: Which, clock: datetime, most: int | None = None
) -> Replayed:
    """Read lines again; no line is taken in (decision 27), and no cell of any is told.

    ``most`` is how many lines are shown at most. It is entered who had which files opened before
    one is. Raises ChangeRefused to whoever does not run the feed, and NotRecorded.
    """
    with written_down(home, clock, "feeds replay", asker.person):
        chosen = _chosen(as_they_stand(asker, clock), which)
        sealing.enter(_entry(asker, chosen))
    found = [line for one in chosen for line in _replayed(home, *one)]
    return Replayed(
        count=len(found),
        outcomes={way: sum(one.outcome is way for one in found) for way in Outcome},
        versions={contract.feed: contract.version for contract, *_ in chosen},
        lines=found[:most],
    )


def _entry(asker: Asker, chosen: Sequence[_Chosen]) -> dict[str, object]:
    """Who had the lines of which files opened: the files by their digests, nothing of a line."""
    return {
        "entry": "replayed",
        "by": asker.person,
        "files": [file.digest for _, file, _ in chosen],
        "lines": sum(len(lines) for *_, lines in chosen),
    }


def _chosen(asker: Asker, which: Which) -> list[_Chosen]:
    """The files, each with its lines that are meant. Refuses what is not theirs, or all at once."""
    allow(asker, MAY_TRY, "reads again what was set aside", "shown")
    if which.delivery is None and which.reason is None:
        raise ChangeRefused(
            "too-much", "Name a delivery, or one reason for setting aside.", "shown"
        )
    if which.feed in CONTRACTS and not may_try(asker, CONTRACTS[which.feed]):
        says = f"The feed {which.feed} is another agency's: its own steward reads it again."
        raise ChangeRefused("feed-of-others", says, "shown")
    own = [one for one in CONTRACTS.values() if may_try(asker, one)]
    files = [
        (contract, file)
        for contract in own
        if which.feed in {None, contract.feed}
        for file in files_of(contract)
        if which.delivery in {None, file.delivery}
    ]
    if which.delivery is not None and not files:
        # The same to whoever names another agency's: it is not theirs to know what came.
        says = "No delivery of that name came of a feed that you run."
        raise ChangeRefused("no-such-delivery", says, "shown")
    meant = [(contract, file, _meant(contract, file, which)) for contract, file in files]
    return [one for one in meant if one[2]]


def _meant(contract: Contract, file: File, which: Which) -> list[LineSetAside]:
    wanted = None if which.reason is None else which.reason.strip().casefold()
    lines = lines_of(contract, file)
    return [one for one in lines if wanted in {None, one.reason.casefold()}]


def _replayed(
    home: Home, contract: Contract, file: File, lines: Sequence[LineSetAside]
) -> Iterator[LineReplayed]:
    today = _today(home, contract, file, {one.line for one in lines})
    for one in lines:
        outcome = Outcome.STAYS if today.get(one.line) else Outcome.WOULD_BE_READ
        yield LineReplayed(
            feed=one.feed,
            delivery=one.delivery,
            file=one.file,
            line=one.line,
            was=one.reason,
            outcome=outcome if one.line in today else Outcome.NOT_KEPT,
            today=today.get(one.line, one.reason),
            owner=one.owner,
        )


def _today(home: Home, contract: Contract, file: File, numbers: set[int]) -> dict[int, str | None]:
    """Of each line that is kept still: why it would be set aside today, or None."""
    table = contract.of_file(file.name)
    try:
        header, kept = _opened(home, file, numbers)
    except FileNotFoundError:  # its lines are not kept here, as in a home restored without them
        return {}
    if table is None:  # the feed has no such table any more
        return dict.fromkeys((line for line, _ in kept), "its table is none of the feed's")
    return dict(read_again(header.columns, kept, table, file.sender, made_up=file.made_up))


def _opened(
    home: Home, file: File, numbers: set[int]
) -> tuple[KeptHeader, list[tuple[int, list[str]]]]:
    """The cells of some lines that were set aside; no line that was read is opened with them."""
    header, lines = read_kept(home.path, file.digest)
    secret = deliveries.content_key(file.content)
    opened = [
        (line, decrypted(home, secret, ciphertext))
        for identity, line, ciphertext in lines
        if not identity and line in numbers
    ]
    return header, sorted((line, text[0]) for line, text in opened if text is not None)
