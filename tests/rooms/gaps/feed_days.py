"""Feeds as they are held: what came, on which day, and how much, in few words."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from amparo.gaps.feeds import FEED_GAPS, Arrival, FeedFound, HeldFeed, HeldFile
from amparo.gaps.feeds.feed_gap import real

FIRST = date(2024, 3, 1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def came(on: str, *rows: int, sequence: int = 1, mode: str = "delta", **said: Any) -> Arrival:
    """A delivery that came on a day, with files of so many rows, each content its own."""
    received = day(on)
    made = (HeldFile(digest=f"{on} {sequence} {at}", rows=one) for at, one in enumerate(rows))
    said = {"covers_to": received - timedelta(days=1), "sender": "CBP", **said}
    return Arrival(
        folder=f"{on} {sequence}",
        sequence=sequence,
        mode=mode,
        received_on=received,
        **{"files": tuple(made), **said},
    )


def feed(*arrivals: Arrival, **said: Any) -> HeldFeed:
    """A feed expected every day, late on the third day after that."""
    promised: dict[str, Any] = {
        "feed": "referrals",
        "sender": "CBP",
        "cadence_days": 1,
        "late_after_days": 3,
    }
    return HeldFeed(**promised | {"arrivals": arrivals} | said)


def daily(*rows: int, **said: Any) -> list[Arrival]:
    """A delivery a day from the first of March on, with so many rows each."""
    return [
        came(str(FIRST + timedelta(days=at)), one, sequence=at + 1, **said)
        for at, one in enumerate(rows)
    ]


def found(gap: str, held: HeldFeed) -> list[FeedFound]:
    return list(_found(gap, held))


def _found(gap: str, held: HeldFeed) -> Iterator[FeedFound]:
    return (one for one in FEED_GAPS[gap].find(held) if real(one))


def days(gap: str, held: HeldFeed) -> dict[str, tuple[str, str | None]]:
    """By anchor: since when, and until when."""
    return {
        one.anchor: (str(one.since), str(one.until) if one.until else None)
        for one in found(gap, held)
    }
