"""A number was skipped in the order of a feed's deliveries."""

from collections.abc import Iterator
from datetime import date
from itertools import accumulate, pairwise

from amparo.clocks.deadlines import NEXT_BUSINESS_DAY, PRODUCT_CHOICE
from amparo.gaps.feeds.feed_gap import FeedFound, FeedGap
from amparo.gaps.feeds.held import HeldFeed

MOST_BY_NUMBER = 31
"""A longer hole is one finding: somebody numbered anew. Product choice."""


def find(feed: HeldFeed) -> Iterator[FeedFound]:
    """One for each number between two that had come, until it came itself."""
    first = _first_days(feed)
    numbers, days = list(first), list(first.values())
    below = list(accumulate(days, min))
    above = list(accumulate(reversed(days), min))[::-1]
    for place in range(1, len(numbers) - 1):
        seen = max(below[place - 1], above[place + 1])
        if seen < days[place]:
            yield _found(feed, str(numbers[place]), seen, days[place])
    for place, (one, next_one) in enumerate(pairwise(numbers)):
        yield from _never(feed, range(one + 1, next_one), max(below[place], above[place + 1]))


def _first_days(feed: HeldFeed) -> dict[int, date]:
    """The day on which each number first came, in order of the numbers."""
    days: dict[int, date] = {}
    for arrival in feed.arrivals:
        day = days.get(arrival.sequence, arrival.received_on)
        days[arrival.sequence] = min(day, arrival.received_on)
    return dict(sorted(days.items()))


def _never(feed: HeldFeed, hole: range, seen: date) -> Iterator[FeedFound]:
    if len(hole) > MOST_BY_NUMBER:
        yield _found(feed, f"{hole[0]}-{hole[-1]}", seen, None)
    else:
        yield from (_found(feed, str(number), seen, None) for number in hole)


def _found(feed: HeldFeed, numbers: str, seen: date, came: date | None) -> FeedFound:
    later = f"It came on {came}." if came else "It has not come."
    return FeedFound(
        anchor=f"{feed.feed} {numbers}",
        agency=feed.sender,
        since=seen,
        until=came,
        facts=(
            f"Delivery {numbers} of {feed.feed} was skipped: earlier and later ones had come.",
            f"{later} What it tells is not held, and nothing was put in its place.",
        ),
    )


DELIVERY_MISSING = FeedGap(
    name="delivery-missing",
    says="A delivery's number was skipped: earlier and later ones came, and this one did not.",
    says_es="Se saltó el número de una entrega: llegaron otras anteriores y posteriores.",
    means=(
        "The sender numbers the deliveries of a feed. A number between two that came never came,"
        " so rows that only it carried are not held. Where the feed sends changes only, no later"
        " delivery brings them."
    ),
    means_es=(
        "El remitente numera las entregas de una fuente. Un número entre dos que llegaron no"
        " llegó, así que no se tienen las filas que solo él traía. Si la fuente envía solo"
        " cambios, ninguna entrega posterior las trae."
    ),
    is_not=(
        "It does not say that the sender sent nothing: a delivery may have been refused at the"
        " door, or a number given twice elsewhere."
    ),
    is_not_es=(
        "No dice que el remitente no haya enviado nada: la entrega pudo ser rechazada en la"
        " puerta, o el número usado en otro lugar."
    ),
    source=PRODUCT_CHOICE,
    closes_by=("the delivery of that number, however late",),
    closes_by_es=("la entrega de ese número, por tarde que llegue",),
    deadline=NEXT_BUSINESS_DAY,
    find=find,
)
