"""A gap of a feed: something owed by the agency that sends it, about no child."""

from collections.abc import Callable, Iterator
from datetime import date

import msgspec

from amparo.clocks.deadlines import PRODUCT_CHOICE, Authority, Deadline
from amparo.gaps.feeds.held import HeldFeed
from amparo.words.agencies import Role


class FeedFound(msgspec.Struct, frozen=True, kw_only=True):
    """Where a feed's gap fired: true from ``since`` up to, not including, ``until``.

    It hangs on its ``anchor``: a delivery's folder (with a table), or the feed with a number or a
    day. ``agency`` sends the feed. ``facts`` say in plain words what was seen, where, and what was
    done with it; they name no child and no record's key.
    """

    anchor: str
    agency: str
    since: date
    until: date | None = None
    facts: tuple[str, ...] = ()

    def open_on(self, day: date) -> bool:
        """Whether the gap was true on a day."""
        return self.since <= day and (self.until is None or day < self.until)


class FeedGap(msgspec.Struct, frozen=True, kw_only=True):
    """One rule about a feed. ``find`` is a pure function of what is held of one feed.

    ``deadline`` None: nobody could be held to a day, so there is no due date.
    """

    name: str
    says: str
    says_es: str
    means: str
    means_es: str
    is_not: str
    is_not_es: str
    source: Authority
    closes_by: tuple[str, ...]
    closes_by_es: tuple[str, ...]
    deadline: Deadline | None
    find: Callable[[HeldFeed], Iterator[FeedFound]]
    owed_by: Role = Role.FEED_STEWARD
    clock_source: Authority = PRODUCT_CHOICE

    @property
    def agency(self) -> str:
        """A feed's steward sits where the feed comes from."""
        return "the agency that sends the feed"

    @property
    def clock(self) -> str:
        """When it is due, in words."""
        return f"Due {self.deadline.says} after it began" if self.deadline else "No due date"

    @property
    def clock_es(self) -> str:
        """When it is due, in words, in Spanish."""
        return f"Vence {self.deadline.says_es} de empezar" if self.deadline else "Sin plazo"

    def due(self, found: FeedFound) -> date | None:
        """The last day to act; None where there is no due date, on purpose."""
        return self.deadline.due(found.since) if self.deadline else None


def real(found: FeedFound) -> bool:
    """Whether the gap was ever true: it opened before it closed."""
    return found.until is None or found.since < found.until
