"""A release came without one of its tables."""

from collections.abc import Iterator
from datetime import date

from amparo.clocks.deadlines import NEXT_BUSINESS_DAY, PRODUCT_CHOICE
from amparo.gaps.feeds.feed_gap import FeedFound, FeedGap
from amparo.gaps.feeds.held import RESEND, SNAPSHOT, Arrival, HeldFeed

_WHOLE = frozenset({SNAPSHOT, RESEND})
"""The modes of what may bring a whole table. Changes do not: what they leave out stays untold."""


def find(feed: HeldFeed) -> Iterator[FeedFound]:
    """One for each table, from the first release without it until one that tells as far has it."""
    senders = dict.fromkeys(one.sender for one in feed.arrivals)
    for sender in senders:
        whole = [one for one in feed.arrivals if one.sender == sender and one.mode in _WHOLE]
        for table in feed.tables:
            yield from _of_table(table, whole)


def _of_table(table: str, whole: list[Arrival]) -> Iterator[FeedFound]:
    without: Arrival | None = None
    told_to = date.min
    for arrival in whole:
        if any(file.table == table for file in arrival.files):
            told_to = max(told_to, arrival.covers_to)
            if without is not None and without.covers_to <= told_to:
                yield _found(table, without, arrival.received_on)
                without = None
        elif without is None and arrival.mode == SNAPSHOT and told_to < arrival.covers_to:
            without = arrival
    if without is not None:
        yield _found(table, without, None)


def _found(table: str, without: Arrival, came: date | None) -> FeedFound:
    later = f"A whole one came on {came}." if came else "None has come since."
    return FeedFound(
        anchor=f"{without.folder} {table}",
        agency=without.sender,
        since=without.received_on,
        until=came,
        facts=(
            f"{without.folder} is a whole release, and has no file of {table}.",
            f"{later} What was told of the table before stands; none of its rows is taken as gone.",
        ),
    )


TABLE_MISSING = FeedGap(
    name="table-missing",
    says="A release came without one of its tables.",
    says_es="Una entrega completa llegó sin una de sus tablas.",
    means=(
        "A release holds every table whole. This one lacks a file, so what that table would tell"
        " since the release before is not known: a hearing missed, an address or counsel."
    ),
    means_es=(
        "Una entrega completa trae todas las tablas. A esta le falta un archivo, así que no se sabe"
        " lo que esa tabla diría desde la entrega anterior: una audiencia, una dirección, un"
        " abogado."
    ),
    is_not=(
        "It does not say that the table is empty, nor that its rows are gone. A file that was"
        " refused at the door, or left behind on the way, is missing as well."
    ),
    is_not_es=(
        "No dice que la tabla esté vacía ni que sus filas hayan desaparecido. También falta un"
        " archivo rechazado en la puerta o perdido en el camino."
    ),
    source=PRODUCT_CHOICE,
    closes_by=("the table, in the same release sent again or in a later whole one",),
    closes_by_es=("la tabla, en la misma entrega reenviada o en otra completa posterior",),
    deadline=NEXT_BUSINESS_DAY,
    find=find,
)
