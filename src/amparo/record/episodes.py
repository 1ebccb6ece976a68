"""A child's way from one encounter to the next."""

from datetime import date, timedelta
from itertools import pairwise

import msgspec

from amparo.record.facts import Fact, earliest

SAME_ENCOUNTER = timedelta(days=3)
"""Two agencies' rows of encounters at most this far apart speak of one encounter. Product choice:
two systems record the same child on the day found and on the day brought in."""


class Episode(msgspec.Struct, frozen=True, kw_only=True):
    """From ``began_on`` up to, not including, ``ended_on``; None is without limit.

    The first episode reaches back without limit: what happened before the first encounter that
    we were told of belongs to it. ``transfer`` is the handing over to HHS as the referring agency
    tells it; told twice in one episode it is still one transfer.
    """

    began_on: date | None
    ended_on: date | None
    transfer: Fact | None = None

    def covers(self, day: date) -> bool:
        """Whether a day belongs to this episode."""
        begun = self.began_on is None or self.began_on <= day
        return begun and (self.ended_on is None or day < self.ended_on)


def episodes(encounters: list[Fact], transfers: list[Fact]) -> tuple[Episode, ...]:
    """The episodes that the encounters open; one without limits where no encounter is told.

    A transfer belongs to the episode of the encounter it is told with (one row tells both).
    """
    starts = _starts([encounter.on for encounter in encounters])
    bounds = [None, *starts[1:], None] if starts else [None, None]
    whole = [Episode(began_on=begin, ended_on=end) for begin, end in pairwise(bounds)]
    began = {encounter.identity: encounter.on for encounter in encounters}
    return tuple(_with_transfer(episode, transfers, began) for episode in whole)


def _starts(days: list[date]) -> list[date]:
    starts: list[date] = []
    latest = None
    for day in sorted(days):
        if latest is None or day - latest > SAME_ENCOUNTER:
            starts.append(day)
        latest = day
    return starts


def _with_transfer(episode: Episode, transfers: list[Fact], began: dict[str, date]) -> Episode:
    own = [one for one in transfers if episode.covers(began.get(one.identity, one.on))]
    return msgspec.structs.replace(episode, transfer=earliest(own))
