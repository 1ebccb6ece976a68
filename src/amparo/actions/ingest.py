"""Takes a delivery in: read, sealed, accepted in one short commit; or refused whole."""

import os
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
from django.db import DatabaseError, OperationalError, transaction

from amparo.actions.derive import look_at_news
from amparo.actions.home import Home
from amparo.actions.stage import Content, Sealing
from amparo.feeds import CONTRACTS
from amparo.feeds.archives import opened
from amparo.feeds.contract import Mode
from amparo.feeds.manifest import MANIFEST, DeliveredFile, Manifest
from amparo.feeds.read import Header, HeaderWrong, Tally, read
from amparo.feeds.receive import Received, receive, refuse_wrong_count, table_of
from amparo.feeds.refusals import DeliveryRefused
from amparo.store import deliveries, match_keys, sealing
from amparo.store.failing import why
from amparo.store.kept_lines import Keeping, KeptHeader
from amparo.store.one_at_a_time import one_receiver
from amparo.words.agencies import Agency

SET_ASIDE_KEPT_DAYS = 730
"""How long a line that could not be read is kept for mending, in days. Product choice."""

WEIGHED_AS_IT_COMES = 2_000
"""Events of a delivery up to which its records are weighed against others as they come.

A day's delta of one agency has fewer. More is quicker weighed all at once (``match run``), and
whoever takes in a large delivery does not wait for it.
"""

Progress = Callable[[int], None]


class NotSettled(Exception):
    """Deliveries were taken in, but what follows from them could not be written."""


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one accepted delivery. ``dropped`` are columns that were not kept."""

    folder: str
    feed: str
    digest: str
    tally: Tally
    events: int
    dropped: tuple[str, ...] = ()
    tolerance: float = 0.0
    already_known: bool = False

    @property
    def above_tolerance(self) -> bool:
        """Whether more rows were set aside than the feed's contract tolerates."""
        return self.tally.is_above(self.tolerance)


class Filed(msgspec.Struct, frozen=True):
    """One file of a delivery, stored or recognised."""

    content: int
    tally: Tally
    events: int
    dropped: tuple[str, ...] = ()
    known: bool = False


def ingest(
    home: Home, folder: Path, clock: datetime, progress: Progress = lambda _rows: None
) -> Taken:
    """Take one delivery in. Raises DeliveryRefused; then nothing of it is visible anywhere."""
    received = receive(folder, CONTRACTS, home.sender_keys())
    _refuse_wrong_home(received)
    _refuse_the_future(received, clock)
    try:
        with one_receiver(received.contract.feed):
            files = _stored(home, received, clock, progress)
    except (OSError, OperationalError) as failed:
        raise DeliveryRefused(folder.name, f"it could not be written ({why(failed)})") from failed
    return _taken(received, files)


def settle(home: Home, clock: datetime) -> int:
    """Look at the children whom news is about, and give every entry its place in the ledger.

    Of what little a small delivery tells it is weighed too who is one child (``match_news``).

    Gives how many of the agencies' records that were.

    Raises NotSettled where that could not be written: what was taken in is safe, and the next
    command that takes anything in settles it.
    """
    try:
        looked_at = look_at_news()
        _weigh_what_came(home, clock)
        home.sequence(clock)
        return looked_at
    except (OSError, DatabaseError) as failed:
        raise NotSettled(
            "The deliveries are taken in, but the children they tell of could not all be looked at:"
            f" it could not be written ({why(failed)}). Run the command again when there is room."
        ) from failed


def _weigh_what_came(home: Home, clock: datetime) -> None:
    """Weigh what small deliveries told of, in a home whose operator had all weighed before."""
    if match_keys.are_there() and match_keys.unweighed(most=WEIGHED_AS_IT_COMES):
        from amparo.actions.match_news import weigh_news  # noqa: PLC0415  # it takes a second

        weigh_news(home, clock, most=WEIGHED_AS_IT_COMES)


def _stored(home: Home, received: Received, clock: datetime, progress: Progress) -> list[Filed]:
    text = (received.folder / MANIFEST).read_text(encoding="utf-8")
    today = clock.date()
    files = [_file(home, received, file, today, progress) for file in received.manifest.files]
    if not deliveries.accepted_manifest(text, received.digest):
        accept(received, text, files, *_when(received.manifest, clock))
    return files


def _refuse_wrong_home(received: Received) -> None:
    if received.contract.about_children:
        _refuse_the_other(received, kind=deliveries.home_kind())


def _refuse_the_other(received: Received, *, kind: bool | None) -> None:
    """A home is made-up or real from its first delivery about children, and stays so."""
    made_up = received.manifest.made_up
    if kind is not None and kind is not made_up:
        mine, theirs = ("made-up", "real") if kind else ("real", "made-up")
        raise DeliveryRefused(
            received.folder.name, f"this home holds {mine} children and the delivery {theirs} ones"
        )


def _refuse_the_future(received: Received, clock: datetime) -> None:
    """A backfill says itself when it was received: never later than now."""
    manifest = received.manifest
    if manifest.backfill and not manifest.made_up and manifest.received_at > clock:
        raise DeliveryRefused(received.folder.name, "it says it was received in the future")


def _file(
    home: Home, received: Received, file: DeliveredFile, today: date, progress: Progress
) -> Filed:
    known = deliveries.accepted_content(received.contract.feed, file.sha256)
    if known is not None:
        return recognised(*known)
    sealed = begin(home, received, file, today)
    try:
        return _read_file(home, received, file, sealed, progress)
    except HeaderWrong as wrong:
        raise DeliveryRefused(received.folder.name, f"{file.name}: {wrong}") from None


def begin(home: Home, received: Received, file: DeliveredFile, today: date) -> Sealing:
    """A new content to be stored; invisible until its delivery is accepted."""
    secret = os.urandom(16)
    expires_on = today + timedelta(days=SET_ASIDE_KEPT_DAYS)
    number = deliveries.begin_content(received.contract.feed, file.sha256, secret, expires_on)
    content = Content(number, file.sha256, secret)
    manifest = received.manifest
    contract = table_of(received.folder.name, received.contract, file.name)
    return Sealing(
        home,
        contract,
        content,
        Agency(manifest.sender),
        made_up=manifest.made_up,
        is_whole=manifest.mode is not Mode.DELTA,
    )


def _read_file(
    home: Home, received: Received, file: DeliveredFile, sealed: Sealing, progress: Progress
) -> Filed:
    contract, tally = table_of(received.folder.name, received.contract, file.name), Tally()
    with opened(received.path_of(file), file) as stream:
        header, rows = read(
            stream,
            contract,
            file.encoding,
            file.delimiter,
            tally,
            sender=Agency(received.manifest.sender),
            told=sealed.told_before,
        )
        kept = _kept_header(received, file, header)
        with Keeping(home.path, file.sha256, kept) as keeping:
            sealed.take(rows, keeping, tally, progress, received.folder.name)
            refuse_wrong_count(received.folder.name, file, tally)
    return Filed(sealed.content, tally, sealed.events, header.dropped)


def _kept_header(received: Received, file: DeliveredFile, header: Header) -> KeptHeader:
    manifest = received.manifest
    return KeptHeader(
        manifest.feed, manifest.contract, header.kept_names, file.name, manifest.sender
    )


def recognised(content: int, tally: dict[str, int]) -> Filed:
    """The same content again: every row in it is one that was told before."""
    first = msgspec.convert(tally, Tally)
    again = first.read + first.repaired + first.duplicate
    known = msgspec.structs.replace(first, read=0, repaired=0, duplicate=again)
    return Filed(content, known, 0, known=True)


def _when(manifest: Manifest, clock: datetime) -> tuple[datetime, datetime]:
    """When we learned of it, and when it arrived.

    Only a backfill, which two have signed, and a made-up delivery may say for themselves when
    they were received.
    """
    told = manifest.made_up or manifest.backfill
    arrived = manifest.made_up and not manifest.backfill
    return (
        manifest.received_at if told else clock,
        manifest.received_at if arrived else clock,
    )


def accept(
    received: Received, text: str, files: list[Filed], learned_at: datetime, arrived_at: datetime
) -> None:
    """The one short commit that makes a delivery visible. Raises DeliveryRefused."""
    heard = deliveries.heard()
    with transaction.atomic():
        if received.contract.about_children and any(map(_has_rows, files)):
            # Another process may have made it the other kind since this delivery was begun.
            made_up = received.manifest.made_up
            kind = deliveries.choose_home(made_up=made_up, by=received.digest)
            _refuse_the_other(received, kind=kind)
        delivery = deliveries.accept(
            **_columns(received, text), learned_at=learned_at, arrived_at=arrived_at
        )
        for filed in files:
            deliveries.carry(delivery, filed.content, msgspec.to_builtins(filed.tally))
            if not filed.known:
                sealing.make_pending(filed.content)
            elif learned_at < heard[filed.content].learned_at:
                deliveries.look_again(filed.content)
        sealing.enter(_entry(received, text, files) | _times(learned_at, arrived_at))


def _has_rows(filed: Filed) -> bool:
    """Whether a file has more than its header: that alone is about no child."""
    return filed.tally.lines > filed.tally.header + filed.tally.blank


def _columns(received: Received, text: str) -> dict[str, object]:
    manifest = received.manifest
    return {
        "feed": manifest.feed,
        "folder": received.folder.name,
        "digest": received.digest,
        "sequence": manifest.sequence,
        "mode": manifest.mode,
        "received_at": manifest.received_at,
        "backfilled": manifest.backfill,
        "made_up": manifest.made_up,
        "about_children": received.contract.about_children,
        "manifest": text,
    }


def _entry(received: Received, text: str, files: list[Filed]) -> dict[str, object]:
    """What the ledger says of a delivery: its manifest, and how every line was accounted for."""
    return {
        "entry": "delivery",
        "delivery": received.digest,
        "folder": received.folder.name,
        "manifest": text,
        "signed_by": sorted(received.signed_by),
        "files": [{"tally": filed.tally, "dropped": filed.dropped} for filed in files],
    }


def _times(learned_at: datetime, arrived_at: datetime) -> dict[str, object]:
    """Both are sealed: whoever altered when something was learned would rewrite what was known."""
    return {
        "learned_at": deliveries.in_words(learned_at),
        "arrived_at": deliveries.in_words(arrived_at),
    }


def _taken(received: Received, files: list[Filed]) -> Taken:
    dropped = {name for filed in files for name in filed.dropped}
    return Taken(
        folder=received.folder.name,
        feed=received.contract.feed,
        digest=received.digest,
        tally=_sum(filed.tally for filed in files),
        events=sum(filed.events for filed in files),
        dropped=tuple(sorted(dropped)),
        tolerance=received.contract.tolerance,
        already_known=all(filed.known for filed in files),
    )


def _sum(tallies: Iterable[Tally]) -> Tally:
    parts = [msgspec.structs.asdict(tally) for tally in tallies]
    return Tally(**{name: sum(part[name] for part in parts) for name in parts[0]})
