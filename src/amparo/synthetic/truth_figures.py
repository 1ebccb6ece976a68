"""The published figures, counted a second way while families pass by, one at a time."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from amparo.synthetic.days import number_of
from amparo.synthetic.truth_episodes import Way, way_of
from amparo.synthetic.truth_joining import Edge, entities
from amparo.synthetic.truth_records import Source

_OPENS, _ENDS = number_of(2018, 10, 1), number_of(2023, 9, 30)
_FIRST_COUNT = number_of(2024, 5, 1)
_KNOWN = (number_of(2024, 5, 31), number_of(2024, 8, 31), number_of(2025, 1, 31))

MEASURES = (
    ("transfers-to-hhs", "transfers"),
    ("transfers-to-hhs", "children"),
    ("nta-not-issued", "children"),
    ("nta-not-served", "children"),
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One transfer of the cohort, and the first notice issued and served in its episode."""

    transferred: int
    issued: int | None
    served: int | None


class Figures:
    """Counts at each day asked for: the last of each month, and May 2024 as known later."""

    def __init__(self, last_delivery: date) -> None:
        self._known = list(_month_ends(last_delivery))
        self._earlier = [
            (_FIRST_COUNT, self._known.index(known)) for known in _KNOWN if known in self._known
        ]
        # Differences: what is added at one month end and taken away at a later one.
        self._steps = [[0] * (len(self._known) + 1) for _ in MEASURES]
        self._at_first = [[0] * len(self._earlier) for _ in MEASURES]

    def add(self, sources: list[Source], joined: list[Edge]) -> None:
        """Count one family, whose records are joined to no other family's."""
        days = sorted({row.learned for source in sources for row in source.rows})
        places = [*(bisect_left(self._known, day) for day in days), len(self._known)]
        for known, (first, last) in zip(days, pairwise(places), strict=True):
            if first < last:
                for entity in entities(sources, joined, known):
                    self._count(passages(way_of(entity, known)), first, last)

    def values(self) -> Iterator[tuple[str, str, int, int, int]]:
        """Figure, unit, true on, known at, value."""
        for measure, (figure, unit) in enumerate(MEASURES):
            for place, (true_on, known) in enumerate(self._earlier):
                yield figure, unit, true_on, self._known[known], self._at_first[measure][place]
            value = 0
            for place, known_at in enumerate(self._known):
                value += self._steps[measure][place]
                yield figure, unit, known_at, known_at, value

    def _count(self, found: list[Passage], first: int, last: int) -> None:
        if not found:
            return
        for place, (true_on, known) in enumerate(self._earlier):
            if first <= known < last:
                for measure, value in enumerate(_measured(found, true_on)):
                    self._at_first[measure][place] += value
        if len(found) == 1:
            self._count_one(found[0], first, last)
        else:
            self._count_each_month(found, first, last)

    def _count_one(self, passage: Passage, first: int, last: int) -> None:
        start = max(first, bisect_left(self._known, passage.transferred))
        ends = (last, last, self._until(passage.issued, last), self._until(passage.served, last))
        for measure, end in enumerate(ends):
            if start < end:
                self._steps[measure][start] += 1
                self._steps[measure][end] -= 1

    def _until(self, day: int | None, last: int) -> int:
        return last if day is None else min(last, bisect_left(self._known, day))

    def _count_each_month(self, found: list[Passage], first: int, last: int) -> None:
        for place in range(first, last):
            for measure, value in enumerate(_measured(found, self._known[place])):
                self._steps[measure][place] += value
                self._steps[measure][place + 1] -= value


def passages(way: Way) -> list[Passage]:
    """The cohort transfers of one entity, in order of episodes."""
    issued = _firsts(way, "nta_issued_on", ("nta_issued_on",))
    served = _firsts(way, "served_on", ("nta_issued_on", "served_on"))
    return [
        Passage(day, issued.get(episode), served.get(episode))
        for episode, (day, _) in sorted(way.transfers().items())
        if _OPENS <= day <= _ENDS
    ]


def _firsts(way: Way, column: str, belongs_by: tuple[str, ...]) -> dict[int, int]:
    """For each episode the first day told in a column, among the notices that belong to it."""
    found: dict[int, int] = {}
    for _, row in way.of_feed("notices"):
        day = row.days.get(column)
        if day is not None:
            by = next(row.days[name] for name in belongs_by if name in row.days)
            episode = way.episode(by)
            found[episode] = min(found.get(episode, day), day)
    return found


def _measured(found: list[Passage], true_on: int) -> tuple[int, int, int, int]:
    """The four measures of one entity on a day."""
    made = [passage for passage in found if passage.transferred <= true_on]
    not_issued = any(passage.issued is None or passage.issued > true_on for passage in made)
    not_served = any(passage.served is None or passage.served > true_on for passage in made)
    return len(made), int(bool(made)), int(not_issued), int(not_served)


def _month_ends(last_delivery: date) -> Iterator[int]:
    year, month = 2023, 1
    while (year, month) <= (last_delivery.year, last_delivery.month):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        yield (date(year, month, 1) - timedelta(days=1)).toordinal()
