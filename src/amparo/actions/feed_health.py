"""How the agencies' feeds are: what came of each, what is late or odd, and who should mend it."""

from collections.abc import Iterable
from datetime import date, datetime
from statistics import median

import msgspec

from amparo.actions.held_feed import held as held_feed
from amparo.actions.home import latest_news
from amparo.clocks.washington import washington_day
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Contract
from amparo.gaps.feeds import Arrival, FeedFound, FeedGap, HeldFeed, find
from amparo.gaps.feeds.held import ORDINARY
from amparo.identity import MOST_WITH_A_NUMBER
from amparo.purposes.asker import Asker
from amparo.purposes.roles import agency
from amparo.store import feed_health
from amparo.words.agencies import Role

SEE_EVERY_FEED = frozenset({Role.OPERATOR, Role.INSPECTOR, Role.PRIVACY_OFFICER})
"""Who is told of the health of every feed. A feed steward is told of their own agency's; anybody of
public tables. How many rows another agency sent of its children is nobody else's to know."""

MEDIAN_OF = 6
"""Over so many deliveries the usual number of rows is taken. Product choice."""


class FeedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One feed at a glance.

    ``next_expected`` is the day by which the next delivery is expected, of whichever sender's is
    first, ``late_after`` the last day on which none is late. ``rows_last`` and ``rows_median`` are
    of ordinary deliveries of the last one's mode; ``set_aside_share`` is of all rows that ever
    came.
    """

    feed: str
    sender: str
    deliveries: int
    last_received: date | None = None
    last_delivery: str | None = None
    next_expected: date | None = None
    late_after: date | None = None
    rows_last: int | None = None
    rows_median: int | None = None
    set_aside: int = 0
    set_aside_share: float | None = None
    tolerance: float
    open: int = 0


class FeedFinding(msgspec.Struct, frozen=True, kw_only=True):
    """One finding about a feed, with what was seen in plain words, and what closes it."""

    gap: str
    feed: str
    anchor: str
    since: date
    until: date | None
    due: date | None
    agency: str
    owner: Role
    says: str
    facts: tuple[str, ...]
    closes_by: tuple[str, ...]


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """The health of feeds on a day. ``not_shown`` are those that the asker is told nothing of."""

    on: date
    feeds: list[FeedLine]
    findings: list[FeedFinding]
    closed: list[FeedFinding]
    not_shown: list[str]


def health(asker: Asker | None, clock: datetime, feed: str | None = None) -> Health:
    """How every feed, or one of them, is now, as far as the asker is told of it.

    ``asker`` None is nobody known here, who is told of public tables as anybody is.
    """
    on = washington_day(latest_news(clock))
    wanted = [one for one in CONTRACTS.values() if feed in {None, one.feed}]
    shown = [one for one in wanted if is_told_of(asker, one)]
    # Asked once, and only for who is told of children's feeds: it looks at every number there is.
    of_children = any(one.about_children for one in shown)
    crowded = feed_health.numbers_on_many(MOST_WITH_A_NUMBER) if of_children else []
    found = [(held, _findings(held)) for held in (held_feed(one, crowded) for one in shown)]
    every = [finding for _, several in found for finding in several]
    return Health(
        on=on,
        feeds=[_line(held, [one for one in of if _is_open(one, on)]) for held, of in found],
        findings=[one for one in every if _is_open(one, on)],
        closed=[one for one in every if one.until is not None and one.until <= on],
        not_shown=[one.feed for one in wanted if one not in shown],
    )


def is_told_of(asker: Asker | None, contract: Contract) -> bool:
    """Whether somebody, or nobody known here, is told how a feed is."""
    if not contract.about_children:
        return True
    if asker is None:
        return False
    if asker.role is Role.FEED_STEWARD:
        # Who keeps the system itself sits at none of the agencies, and keeps every feed. A feed of
        # several agencies is its first one's alone: DHS is to learn nothing by the others' counts.
        return asker.agency in {agency(Role.OPERATOR), contract.sender}
    return asker.role in SEE_EVERY_FEED


# --- findings -----------------------------------------------------------------------------------


def _findings(held: HeldFeed) -> list[FeedFinding]:
    found = (_finding(held, gap, one) for gap, one in find(held))
    return sorted(found, key=lambda one: (one.since, one.gap, one.anchor))


def _finding(held: HeldFeed, gap: FeedGap, found: FeedFound) -> FeedFinding:
    return FeedFinding(
        gap=gap.name,
        feed=held.feed,
        anchor=found.anchor,
        since=found.since,
        until=found.until,
        due=gap.due(found),
        agency=found.agency,
        owner=gap.owed_by,
        says=gap.says,
        facts=found.facts,
        closes_by=gap.closes_by,
    )


def _is_open(found: FeedFinding, on: date) -> bool:
    return found.since <= on and (found.until is None or on < found.until)


# --- a feed at a glance -------------------------------------------------------------------------


def _line(held: HeldFeed, open_now: list[FeedFinding]) -> FeedLine:
    contract, arrivals = CONTRACTS[held.feed], held.arrivals
    if not arrivals:
        return FeedLine(
            feed=held.feed, sender=held.sender, deliveries=0, tolerance=contract.tolerance
        )
    last = arrivals[-1]
    last_of_each = [further[-1] for further in held.furthest()]
    rows = sum(file.rows for _, file in held.files)
    aside = sum(file.set_aside for _, file in held.files)
    rows_last, rows_median = _rows(arrivals)
    return FeedLine(
        feed=held.feed,
        sender=held.sender,
        deliveries=len(arrivals),
        last_received=last.received_on,
        last_delivery=last.folder,
        next_expected=min(map(held.expected_after, last_of_each)),
        late_after=min(map(held.late_after, last_of_each)),
        rows_last=rows_last,
        rows_median=rows_median,
        set_aside=aside,
        set_aside_share=round(aside / rows, 6) if rows else None,
        tolerance=contract.tolerance,
        open=len(open_now),
    )


def _rows(arrivals: Iterable[Arrival]) -> tuple[int | None, int | None]:
    """The rows of the last ordinary delivery, and the median of those of its kind before it."""
    ordinary = [one for one in arrivals if one.mode in ORDINARY]
    if not ordinary:
        return None, None
    *before, last = [one for one in ordinary if one.mode == ordinary[-1].mode]
    usual = [sum(file.rows for file in one.files) for one in before[-MEDIAN_OF:]]
    return sum(file.rows for file in last.files), round(median(usual)) if usual else None
