"""Where the work about a child lies: the places that name an office, each from one side's books."""

from collections.abc import Iterator
from datetime import date

import msgspec

from amparo.events import Admitted, BookedIn, Encountered, Event, NoticeFiled, ProceedingTold
from amparo.record.episodes import Episode
from amparo.record.facts import Fact
from amparo.record.fold import Record


class Whereabouts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was told last of each place; None where nobody told it, which is never guessed.

    ``program`` is of ORR's own books alone. ``court`` is of the court's own rows, ``notice_court``
    of ICE's row of the notice, ``facility`` of ICE's custody, ``sector`` of the agency that found
    the child. No two sides' books are mixed: an office of DHS is named without what HHS told.
    """

    program: str | None = None
    court: str | None = None
    notice_court: str | None = None
    facility: str | None = None
    sector: str | None = None


NOWHERE = Whereabouts()


def whereabouts(record: Record, episode: Episode) -> Whereabouts:
    """The places of one episode; a court case belongs to the child and not to an episode."""
    custody = (one.booked_in for one in record.custody)
    filings = (one for notice in record.notices for one in notice.filings)
    return Whereabouts(
        program=_last(_of(episode, record.admissions), Admitted, "program"),
        court=_last(_proceedings(record), ProceedingTold, "court"),
        notice_court=_last(filings, NoticeFiled, "court"),
        facility=_last(_of(episode, custody), BookedIn, "facility"),
        sector=_last(_of(episode, record.encounters), Encountered, "sector"),
    )


def _of(episode: Episode, facts: "_Facts") -> Iterator[Fact]:
    return (one for one in facts if one is not None and episode.covers(one.on))


def _proceedings(record: Record) -> Iterator[Fact]:
    """Those of the case that was opened last: a case ended long ago is at no desk."""
    opened = [(case.opened.on, case.identity, case) for case in record.cases if case.opened]
    if opened:
        yield from max(opened, key=lambda one: one[:2])[2].proceedings


def _last(facts: Iterator[Fact], kind: type[Event], name: str) -> str | None:
    """What the latest of some facts says, of those that say it."""
    told = [
        (one.on, one.identity, str(value))
        for one in facts
        if isinstance(one.event, kind) and (value := getattr(one.event, name)) is not None
    ]
    return max(told, default=(date.min, "", None))[2]


_Facts = Iterator[Fact | None] | tuple[Fact, ...]
