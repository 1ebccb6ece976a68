"""What is wrong with the coming of deliveries, from when they were received and what they cover."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from amparo.feeds import CONTRACTS
from amparo.synthetic.schedule import Slot
from amparo.synthetic.sent_files import folder_of


@dataclass(frozen=True, slots=True)
class FeedFinding:
    """One gap of one feed; ``anchor`` is a delivery's folder (and table), or the feed and more."""

    gap: str
    feed: str
    anchor: str
    since: int
    until: int | None


def feed_findings(slots: list[Slot], known: int) -> Iterator[FeedFinding]:
    """Every gap of the feeds' coming, of what was received by a day."""
    by_feed: dict[str, list[Slot]] = {}
    for slot in sorted(slots, key=lambda one: (one.received_at, one.sequence)):
        if slot.learned <= known:
            by_feed.setdefault(slot.feed, []).append(slot)
    for feed, arrived in sorted(by_feed.items()):
        yield from _missing(feed, arrived)
        yield from _late(feed, arrived, known)


def _missing(feed: str, arrived: list[Slot]) -> Iterator[FeedFinding]:
    """A number is missing from the day a later one came while an earlier one was there."""
    came = {slot.sequence: slot.learned for slot in reversed(arrived)}
    for number in range(min(came) + 1, max(came)):
        before = min(day for other, day in came.items() if other < number)
        after = min(day for other, day in came.items() if other > number)
        since, until = max(before, after), came.get(number)
        if until is None or since < until:
            yield FeedFinding("delivery-missing", feed, f"{feed} {number}", since, until)


def _late(feed: str, arrived: list[Slot], known: int) -> Iterator[FeedFinding]:
    """Days beyond those that are allowed after the last day that a sender told of."""
    contract = CONTRACTS[feed]
    further: dict[str, list[Slot]] = {}
    for slot in arrived:
        own = further.setdefault(slot.sender, [])
        if not own or slot.covers_to > own[-1].covers_to:
            own.append(slot)
    for own in further.values():
        for last, following in pairwise([*own, None]):
            assert last is not None  # noqa: S101  # only the end of the row is None
            allowed = (last.every_days or contract.cadence_days) + contract.late_after_days
            since = max(last.covers_to.toordinal() + allowed + 1, last.learned)
            until = following.learned if following else None
            if since <= known and (until is None or since < until):
                yield FeedFinding("feed-late", feed, folder_of(last), since, until)
