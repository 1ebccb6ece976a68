"""A child's episodes, and the transfer of each, from the rows of the child's records."""

from bisect import bisect_right
from dataclasses import dataclass

from amparo.synthetic.truth_reading import Said
from amparo.synthetic.truth_records import Source

_ONE_ENCOUNTER = 3
"""Starts at most so many days after the one before are one encounter told twice."""


@dataclass(slots=True)
class Way:
    """The newest rows of one entity, and the days on which its episodes start."""

    rows: list[tuple[Source, Said]]
    starts: list[int]

    def episode(self, day: int) -> int:
        """The place of the episode that covers the day; the first reaches back without limit."""
        return max(0, bisect_right(self.starts, day) - 1)

    def of_feed(self, feed: str) -> list[tuple[Source, Said]]:
        """The newest rows of one feed's records."""
        return [(source, row) for source, row in self.rows if source.feed == feed]

    def transfers(self) -> dict[int, tuple[int, str]]:
        """For each episode with a transfer: its day, and the identity that tells it."""
        found: dict[int, tuple[int, str]] = {}
        for source, row in self.of_feed("referrals"):
            day = row.days.get("transfer_at")
            if day is None:
                continue
            place = self.episode(_encountered(row))
            told = (day, source.identity)
            found[place] = min(found.get(place, told), told)
        return found


def way_of(sources: list[Source], known: int) -> Way:
    """The entity's episodes as known on a day."""
    newest = [(source, source.newest(known)) for source in sources]
    rows = [(source, row) for source, row in newest if row is not None]
    encounters = sorted(_encountered(row) for source, row in rows if source.feed == "referrals")
    starts: list[int] = []
    before: int | None = None
    for day in encounters:
        if before is None or day - before > _ONE_ENCOUNTER:
            starts.append(day)
        before = day
    return Way(rows, starts)


def _encountered(row: Said) -> int:
    # No day of encounter: it is taken as found on the day it was learned.
    return row.days.get("apprehension_at", row.learned)
