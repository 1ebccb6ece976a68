"""Nothing has come of a feed since longer than its contract allows."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from amparo.clocks.deadlines import NEXT_BUSINESS_DAY, PRODUCT_CHOICE
from amparo.gaps.feeds.feed_gap import FeedFound, FeedGap
from amparo.gaps.feeds.held import Arrival, HeldFeed


def find(feed: HeldFeed) -> Iterator[FeedFound]:
    """One after each delivery that told of later days than any before, until the next of them.

    Each sender of a feed is judged alone: what one sends is not what another owes.
    """
    for further in feed.furthest():
        for last, following in pairwise([*further, None]):
            assert last is not None  # noqa: S101  # only the end of the row is None
            yield FeedFound(
                anchor=last.folder,
                agency=last.sender,
                since=max(feed.late_after(last) + timedelta(days=1), last.received_on),
                until=following.received_on if following else None,
                facts=_facts(feed, last, following),
            )


def _facts(feed: HeldFeed, last: Arrival, following: Arrival | None) -> tuple[str, ...]:
    days = (feed.late_after(last) - last.covers_to).days
    came = f"{following.folder} came then." if following else "Nothing later has come."
    return (
        f"{last.folder} tells of days up to {last.covers_to}.",
        f"{last.sender} has {days} days after that for {feed.feed}. {came}",
        "Until more comes, what is held of these days is answered as it was last told.",
    )


FEED_LATE = FeedGap(
    name="feed-late",
    says="A feed has brought nothing new for longer than its contract allows.",
    says_es="Una fuente no ha traído nada nuevo por más tiempo del que permite su contrato.",
    means=(
        "The days covered by the last delivery ended longer ago than the feed's cadence and its"
        " allowance together. Gaps that hang on this feed may stay open, or unseen, only because"
        " nobody told us."
    ),
    means_es=(
        "Los días que cubre la última entrega terminaron hace más tiempo que la cadencia de la"
        " fuente y su margen juntos. Lo que depende de esta fuente puede seguir abierto, o no"
        " verse, solo porque nadie nos lo ha dicho."
    ),
    is_not=(
        "It does not say that nothing happened in those days. A file sent again does not close it:"
        " it brings no later days."
    ),
    is_not_es=(
        "No dice que en esos días no haya pasado nada. Un archivo reenviado no la cierra: no trae"
        " días posteriores."
    ),
    source=PRODUCT_CHOICE,
    closes_by=("a delivery that tells of later days",),
    closes_by_es=("una entrega que cubra días posteriores",),
    deadline=NEXT_BUSINESS_DAY,
    find=find,
)
