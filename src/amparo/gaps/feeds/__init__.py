"""What the agencies' feeds owe: one file per gap of a feed."""

from collections.abc import Iterator

from amparo.gaps.feeds.delivery_missing import DELIVERY_MISSING
from amparo.gaps.feeds.feed_gap import FeedFound, FeedGap, real
from amparo.gaps.feeds.feed_late import FEED_LATE
from amparo.gaps.feeds.flag_disagrees import FLAG_DISAGREES
from amparo.gaps.feeds.held import (
    Arrival,
    Collision,
    Crowd,
    Flags,
    HeldFeed,
    HeldFile,
    Month,
)
from amparo.gaps.feeds.keys_collide import KEYS_COLLIDE
from amparo.gaps.feeds.number_on_many import NUMBER_ON_MANY
from amparo.gaps.feeds.rows_drifted import ROWS_DRIFTED
from amparo.gaps.feeds.rows_vanished import ROWS_VANISHED
from amparo.gaps.feeds.same_content_other_name import SAME_CONTENT_OTHER_NAME
from amparo.gaps.feeds.table_missing import TABLE_MISSING
from amparo.gaps.feeds.totals_do_not_reconcile import TOTALS_DO_NOT_RECONCILE

FEED_GAPS: dict[str, FeedGap] = {
    gap.name: gap
    for gap in (
        FEED_LATE,
        DELIVERY_MISSING,
        TABLE_MISSING,
        ROWS_DRIFTED,
        TOTALS_DO_NOT_RECONCILE,
        KEYS_COLLIDE,
        NUMBER_ON_MANY,
        SAME_CONTENT_OTHER_NAME,
        ROWS_VANISHED,
        FLAG_DISAGREES,
    )
}
"""Every gap of a feed, by name."""


def find(feed: HeldFeed) -> Iterator[tuple[FeedGap, FeedFound]]:
    """Every gap that was ever true of a feed, as it is held now."""
    for gap in FEED_GAPS.values():
        for found in gap.find(feed):
            if real(found):
                yield gap, found


__all__ = [
    "FEED_GAPS",
    "Arrival",
    "Collision",
    "Crowd",
    "FeedFound",
    "FeedGap",
    "Flags",
    "HeldFeed",
    "HeldFile",
    "Month",
    "find",
]
