"""A deadline that runs for whoever found the child, from the day of the encounter."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from amparo.clocks.deadlines import Deadline
from amparo.gaps.gap import Found, until_day
from amparo.record import Episode, Fact, Record

Ends = Callable[[Record, Episode], Iterable[Fact]]
"""The facts of an episode by which the deadline was met."""


def late_in(record: Record, clock: Deadline, ends: Ends, word: str) -> Iterator[Found]:
    """One for each episode in which it was missed: open from the day after the last day to act.

    An encounter without a day begins nothing: from the day on which we learned of it no hours can
    be counted against anybody. What is told by the next encounter is over.
    """
    for episode in record.episodes:
        found = _first(record, episode)
        due = clock.due(found.on) if found is not None else None
        if found is None or due is None:
            continue
        ended, closed_by = until_day(episode.ended_on, ends(record, episode))
        yield Found(
            anchor=f"{found.identity} {word}",
            identity=found.identity,
            since=due + timedelta(days=1),
            until=ended,
            due=due,
            facts=(found,),
            closed_by=closed_by,
        )


def _first(record: Record, episode: Episode) -> Fact | None:
    """The encounter that began an episode, if the day of each that is told of it is known."""
    own = [one for one in record.encounters if episode.covers(one.on)]
    if not own or not all(one.dated for one in own):
        return None
    return min(own, key=lambda one: (one.on, one.identity))


def handed_over(record: Record, episode: Episode) -> Iterator[Fact]:
    """What shows that HHS has the child: the handing over as told, or an admission."""
    for one in (*record.transfers, *record.admissions):
        if episode.covers(one.on):
            yield one


__all__ = ["Ends", "handed_over", "late_in"]
