"""When each missed hearing became known, and when it was known how it ended."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from amparo.synthetic.truth_court_findings import answered_on
from amparo.synthetic.truth_episodes import Way
from amparo.synthetic.truth_joining import Edge, entities
from amparo.synthetic.truth_records import Source
from amparo.synthetic.truth_told import cases_of, told_for_counting

Known = tuple[int, int, int | None]
"""From a day on it was known: missed since, and over from a day on (None: not over)."""


@dataclass(slots=True)
class Absence:
    """One missed hearing that is known on the last day, and what was known of it before.

    ``child`` are the records that are one child's on the last day. ``program`` is the care
    provider of that child's latest stay, in small letters.
    """

    identity: str
    key: str
    since: int
    child: frozenset[str]
    program: str | None
    known: list[Known] = field(default_factory=list)

    @property
    def until(self) -> int | None:
        """The day from which it is over, as known last."""
        return self.known[-1][2]

    @property
    def opened(self) -> int | None:
        """The first day on which it was known and not over; None where it never was."""
        days = [max(day, since) for day, since, until in self.known if until is None or until > day]
        return min(days, default=None)

    @property
    def ended(self) -> int | None:
        """The first day on which it was over and known to be, as it is known last."""
        if self.until is None:
            return None
        return min(max(day, self.until) for day, _, until in self.known if until == self.until)


def absences_of(sources: list[Source], joined: list[Edge], known: int) -> Iterator[Absence]:
    """Every missed hearing of one family that is known on a day, with what was known before."""
    if not any(case.missed for case in cases_of(sources, known)):
        return
    last = {
        (one.identity, one.key): one
        for entity in entities(sources, joined, known)
        for one in _missed_last(entity, known)
    }
    for day in sorted({day for source in sources for day in source.days() if day <= known}):
        for entity in entities(sources, joined, day):
            for identity, key, since, until in _missed(entity, day):
                if (own := last.get((identity, key))) is not None:
                    own.known.append((day, since, until))
    yield from last.values()


def _missed_last(entity: list[Source], known: int) -> Iterator[Absence]:
    program = _program(told_for_counting(entity, known).way)
    child = frozenset(source.identity for source in entity)
    for identity, key, since, _ in _missed(entity, known):
        yield Absence(identity, key, since, child, program)


def _missed(entity: list[Source], known: int) -> Iterator[tuple[str, str, int, int | None]]:
    """Case, hearing, since, until. A case that is joined to no child's record is nobody's."""
    if all(source.court is not None for source in entity):
        return
    told = told_for_counting(entity, known)
    for case in told.cases:
        for day, key in case.missed:
            until = answered_on(told, case, day)
            if day <= known and (until is None or until > day):
                yield case.identity, key, day, until


def _program(way: Way) -> str | None:
    """The program of the last admission of the latest episode, of those that tell one."""
    latest = max(0, len(way.starts) - 1)
    told = [
        (row.days["admitted_at"], source.identity, row.words["program"])
        for source, row in way.of_feed("placements")
        if "admitted_at" in row.days
        and row.words.get("program")
        and way.episode(row.days["admitted_at"]) == latest
    ]
    return max(told)[2] if told else None
