"""A release leaves out rows that earlier ones told."""

from collections.abc import Iterator

from amparo.clocks.deadlines import FIVE_BUSINESS_DAYS, Authority
from amparo.gaps.feeds.feed_gap import FeedFound, FeedGap
from amparo.gaps.feeds.held import HeldFeed


def find(feed: HeldFeed) -> Iterator[FeedFound]:
    """One for each table of each release, until every row it left out was told again."""
    for arrival, file in feed.files:
        if file.vanished and feed.carrying(file.digest) == (arrival, file):
            yield FeedFound(
                anchor=arrival.named(file),
                agency=arrival.sender,
                since=arrival.received_on,
                until=file.told_again_on,
                facts=(
                    (
                        f"{arrival.named(file)} leaves out {_rows(file.vanished)} told"
                        f" before; it holds {file.rows:,}."
                    ),
                    f"They are kept, and no longer reported from {arrival.received_on} on.",
                ),
            )


def _rows(count: int) -> str:
    return "one row that was" if count == 1 else f"{count:,} rows that were"


ROWS_VANISHED = FeedGap(
    name="rows-vanished",
    says="A release leaves out rows that earlier releases told.",
    says_es="Una publicación omite filas que otras anteriores contaban.",
    means=(
        "The feed sends its whole tables each time, and this time rows are not there that were"
        " there before. Nobody said why: they may have been sealed, moved to another number, or"
        " lost in the making of the release."
    ),
    means_es=(
        "La fuente envía cada vez sus tablas enteras, y esta vez no están filas que antes estaban."
        " Nadie ha dicho por qué: pueden haberse sellado, pasado a otro número o perdido al hacer"
        " la publicación."
    ),
    is_not=(
        "It does not say that a case has ended, and nothing is deleted: what the rows told stays"
        " as history. Deliveries of changes alone leave nothing out."
    ),
    is_not_es=(
        "No dice que un caso haya terminado, y nada se borra: lo que las filas contaron queda como"
        " historia. Las entregas que solo traen cambios no omiten nada."
    ),
    source=Authority(
        "Releases of EOIR's case data, compared by others from month to month", verified=False
    ),
    closes_by=("a later delivery that tells each of the rows again",),
    closes_by_es=("una entrega posterior que vuelva a contar cada una de las filas",),
    deadline=FIVE_BUSINESS_DAYS,
    find=find,
)
