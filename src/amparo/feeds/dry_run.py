"""Reads a delivery, or one file of a feed, as it would be taken in; nothing of it is kept."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import msgspec

from amparo.feeds.archives import UnreadableFile, opened
from amparo.feeds.contract import Contract, Row, SetAside
from amparo.feeds.describing import described
from amparo.feeds.manifest import DeliveredFile
from amparo.feeds.ranges import out_of_range
from amparo.feeds.read import HeaderWrong, Tally, read
from amparo.feeds.reasons import without_cell
from amparo.feeds.receive import receive, refuse_wrong_count, table_of
from amparo.feeds.refusals import DeliveryRefused
from amparo.words.agencies import Agency


class Unread(msgspec.Struct, frozen=True):
    """A line that would be set aside, and why."""

    line: int
    reason: str


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """What would become of one file: the equation of its lines, and what is to be mended.

    ``repairs`` counts the rows by each repair that would be made; ``owner`` is who would have to
    mend what was set aside; ``dropped`` are columns that
    would not be kept. What an earlier delivery told is not known here: rows that would be
    duplicates of it count as read.
    """

    file: str
    feed: str
    table: str
    tally: Tally
    repairs: dict[str, int]
    set_aside: list[Unread]
    owner: str
    dropped: tuple[str, ...]
    tolerance: float

    @property
    def above_tolerance(self) -> bool:
        """Whether more rows would be set aside than the contract tolerates."""
        return self.tally.is_above(self.tolerance)


def try_delivery(
    folder: Path, contracts: Mapping[str, Contract], sender_keys: Mapping[str, bytes]
) -> list[Tried]:
    """Every file of a delivery folder. Raises DeliveryRefused as taking it in would."""
    received = receive(folder, contracts, sender_keys)
    manifest = received.manifest
    return [
        _tried(
            received.path_of(file),
            file,
            received.contract,
            Agency(manifest.sender),
            made_up=manifest.made_up,
        )
        for file in manifest.files
    ]


def try_file(path: Path, feed: Contract, delimiter: str | None) -> Tried:
    """One file without a manifest. Raises DeliveryRefused where nothing of it could be read."""
    file = described(path, feed, {}, delimiter)
    return _tried(path, file, feed, feed.sender, made_up=None)


def _tried(
    path: Path, file: DeliveredFile, feed: Contract, sender: Agency, *, made_up: bool | None
) -> Tried:
    contract = table_of(path.parent.name, feed, file.name)
    try:
        return _read(path, file, contract, sender, made_up=made_up)
    except (HeaderWrong, UnreadableFile, UnicodeDecodeError) as wrong:
        raise DeliveryRefused(path.name, str(wrong)) from None


def _read(
    path: Path, file: DeliveredFile, contract: Contract, sender: Agency, *, made_up: bool | None
) -> Tried:
    tally, repairs, aside = Tally(), Counter[str](), list[Unread]()
    with opened(path, file) as stream:
        header, rows = read(stream, contract, file.encoding, file.delimiter, tally, sender=sender)
        for row in rows:
            if isinstance(row, Row):
                repairs.update(row.repairs)
                _refuse_wrong_range(path, row, contract, made_up=made_up)
            found = _told(row, contract, tally) if isinstance(row, Row) else row
            if isinstance(found, SetAside):
                aside.append(Unread(found.line, without_cell(found.reason, contract)))
    refuse_wrong_count(path.parent.name, file, tally)
    return Tried(
        file=path.name,
        feed=contract.feed,
        table=contract.table,
        tally=tally,
        repairs=dict(repairs.most_common()),
        set_aside=aside,
        owner=f"{sender} feed steward",
        dropped=header.dropped,
        tolerance=contract.tolerance,
    )


def _refuse_wrong_range(path: Path, row: Row, contract: Contract, *, made_up: bool | None) -> None:
    """Which numbers a file may bear only its manifest says; a file alone is not held to any."""
    if made_up is not None and contract.about_children:
        wrong = out_of_range(row, made_up=made_up)
        if wrong is not None:
            raise DeliveryRefused(path.parent.name, wrong)


def _told(row: Row, contract: Contract, tally: Tally) -> Row | SetAside:
    """The row; or why it would be set aside all the same, for what it tells makes no sense."""
    why = why_silent(row, contract)
    if why is None:
        return row
    tally.read -= not row.repairs
    tally.repaired -= bool(row.repairs)
    tally.set_aside += 1
    return SetAside(row.line, why)


def why_silent(row: Row, contract: Contract) -> str | None:
    """Why a row tells nothing though each cell can be read; None where it tells something."""
    try:
        contract.tell(row, _KEPT_NOWHERE)
    except ValueError as wrong:
        return str(wrong)
    return None


class _NoKey:
    """Stands where a vault's key would: what is told is made, and goes nowhere."""

    def token(self, text: str) -> bytes:  # noqa: ARG002  # as a key has it
        return b""

    def seal(self, fields: Mapping[str, str]) -> bytes:  # noqa: ARG002
        return b""


_KEPT_NOWHERE = _NoKey()
