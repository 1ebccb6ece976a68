"""A file came again under another name, or for other days."""

from collections.abc import Iterator
from datetime import date

from amparo.clocks.deadlines import FIVE_BUSINESS_DAYS, Authority
from amparo.gaps.feeds.feed_gap import FeedFound, FeedGap
from amparo.gaps.feeds.held import RESEND, SNAPSHOT, Arrival, HeldFeed, HeldFile

MORE_THAN = 100
"""A whole table of so few rows, or fewer, may well not change from one release to the next."""

_File = tuple[Arrival, HeldFile]


def find(feed: HeldFeed) -> Iterator[FeedFound]:
    """One for each file that came before, until other content came for the same days."""
    first: dict[str, Arrival] = {}
    later: list[_File] = []
    for arrival, file in feed.files:
        first.setdefault(file.digest, arrival)
    for arrival, file in reversed(list(feed.files)):
        before = first[file.digest]
        if before is arrival:
            later.append((arrival, file))
        elif _tells(feed, file) and not _says_so(arrival, before):
            is_whole = feed.releases and arrival.mode == SNAPSHOT
            until = _replaced_on(arrival, file, later)
            yield _found(arrival, file, before, until, is_whole=is_whole)


def _tells(feed: HeldFeed, file: HeldFile) -> bool:
    """Whether equal content tells anything: two files without rows are always equal."""
    return file.rows > (MORE_THAN if feed.releases else 0)


def _says_so(arrival: Arrival, before: Arrival) -> bool:
    """Whether it was sent again, and says so: as a resend, for the same days."""
    return arrival.mode == RESEND and arrival.covers_to == before.covers_to


def _replaced_on(arrival: Arrival, file: HeldFile, later: list[_File]) -> date | None:
    """The day on which new content came for the days that the repeated file claimed to tell."""
    days = (
        other.received_on
        for other, content in later
        if content.table == file.table and _covers(other, arrival.covers_to)
    )
    return min(days, default=None)


def _covers(arrival: Arrival, day: date) -> bool:
    if arrival.mode == SNAPSHOT or arrival.covers_from is None:
        return arrival.covers_to >= day
    return arrival.covers_from <= day <= arrival.covers_to


def _found(
    arrival: Arrival, file: HeldFile, before: Arrival, until: date | None, *, is_whole: bool
) -> FeedFound:
    return FeedFound(
        anchor=arrival.named(file),
        agency=arrival.sender,
        since=arrival.received_on,
        until=until,
        facts=(
            (
                f"{arrival.named(file)}, said to tell of days up to {arrival.covers_to}, is byte"
                f" for byte what came as {before.folder} for days up to {before.covers_to}."
            ),
            _TAKEN_AS[is_whole],
        ),
    )


_TAKEN_AS = {
    False: "It asserts nothing anew: what is held stands as it was first told.",
    True: "Its rows are reported again from that day on, and no others: so the table says.",
}


SAME_CONTENT_OTHER_NAME = FeedGap(
    name="same-content-other-name",
    says="A file that had come before came again under another name, or for other days.",
    says_es="Un archivo ya recibido llegó de nuevo con otro nombre o para otros días.",
    means=(
        "Byte for byte it is a file held already, but its delivery says that it tells of other"
        " days, or that it is new. Then the days it was to tell of are not told."
    ),
    means_es=(
        "Byte por byte es un archivo que ya se tiene, pero su entrega dice que cubre otros días o"
        " que es nuevo. Entonces los días que debía cubrir quedan sin contar."
    ),
    is_not=(
        "A file sent again that says so, for the same days, is not counted, nor is a file without"
        " rows. In a feed that sends whole tables, a table of a hundred rows or fewer may simply"
        " not have changed."
    ),
    is_not_es=(
        "No se cuenta un archivo reenviado que lo dice, para los mismos días, ni uno sin filas. En"
        " una fuente que envía tablas enteras, una de cien filas o menos puede no haber cambiado."
    ),
    source=Authority(
        "CBP's public releases held one quarter again under the next one's name", verified=False
    ),
    closes_by=("a delivery with other content for the same days",),
    closes_by_es=("una entrega con otro contenido para los mismos días",),
    deadline=FIVE_BUSINESS_DAYS,
    find=find,
)
