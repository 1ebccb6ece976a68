"""The published figures, counted a second way while families pass by, one at a time."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from amparo.synthetic.days import number_of
from amparo.synthetic.truth_addresses import AddressCounts
from amparo.synthetic.truth_buildings import Buildings
from amparo.synthetic.truth_cases import decision, newest
from amparo.synthetic.truth_court import CourtSaid, Version
from amparo.synthetic.truth_court_findings import failures_to_appear, orders_in_absentia
from amparo.synthetic.truth_episodes import Way
from amparo.synthetic.truth_joining import Edge, entities
from amparo.synthetic.truth_records import Source
from amparo.synthetic.truth_told import Told, told_for_counting

_OPENS, _ENDS = number_of(2018, 10, 1), number_of(2023, 9, 30)
_FIRST_COUNT = number_of(2024, 5, 1)
_KNOWN = (number_of(2024, 5, 31), number_of(2024, 8, 31), number_of(2025, 1, 31))
_DISMISSED, _FROM, _TO = "F", number_of(2021, 1, 1), number_of(2024, 2, 29)

MEASURES = (
    ("transfers-to-hhs", "transfers"),
    ("transfers-to-hhs", "children"),
    ("nta-not-issued", "children"),
    ("nta-not-served", "children"),
    ("failed-to-appear", "children"),
    ("failed-to-appear", "hearings"),
    ("orders-in-absentia", "orders"),
    ("orders-in-absentia", "children"),
    ("fta-share-of-notified", "children"),
    ("fta-share-of-notified", "with_notice_issued"),
    ("fta-share-of-notified", "served_failed"),
    ("fta-share-of-notified", "with_notice_served"),
    ("no-notice-or-missed-hearing", "children"),
    ("no-notice-or-missed-hearing", "added_up"),
    ("no-notice-or-missed-hearing", "in_both"),
)
"""Figure and unit. A figure that shows several counts has each under the name of its column."""

_DISMISSALS = ("dismissed-not-filed", "cases")


@dataclass(frozen=True, slots=True)
class Passage:
    """One transfer of the cohort, and the first notice issued and served in its episode."""

    transferred: int
    issued: int | None
    served: int | None


@dataclass(frozen=True, slots=True)
class Counted:
    """What of one entity is counted: transfers, days of missed hearings, days of orders."""

    passages: list[Passage]
    missed: list[int]
    orders: list[int]


class Grid:
    """Counts at each day asked for: the last of each month, and May 2024 as known later."""

    def __init__(self, last_delivery: date) -> None:
        self.known = list(_month_ends(last_delivery))
        self.earlier = [
            (_FIRST_COUNT, self.known.index(known)) for known in _KNOWN if known in self.known
        ]
        # Differences: what is added at one month end and taken away at a later one.
        self._steps: dict[tuple[str, str], list[int]] = {}
        self._at_first: dict[tuple[str, str], list[int]] = {}

    def add(self, measure: tuple[str, str], first: int, last: int, value: int = 1) -> None:
        """Count so much at each month end from one place to another, the last not included."""
        steps = self._steps.setdefault(measure, [0] * (len(self.known) + 1))
        steps[first] += value
        steps[last] -= value

    def add_at_first(self, measure: tuple[str, str], place: int, value: int = 1) -> None:
        """Count so much of May 2024, as known on one of the days asked for."""
        self._at_first.setdefault(measure, [0] * len(self.earlier))[place] += value

    def values(self, measure: tuple[str, str]) -> Iterator[tuple[str, str, int, int, int]]:
        """Figure, unit, true on, known at, value."""
        at_first = self._at_first.get(measure, [0] * len(self.earlier))
        for (true_on, known), value in zip(self.earlier, at_first, strict=True):
            yield *measure, true_on, self.known[known], value
        value = 0
        steps = self._steps.get(measure, [0] * len(self.known))
        for place, known_at in enumerate(self.known):
            value += steps[place]
            yield *measure, known_at, known_at, value


class Figures:
    """Every figure of the children and cases that pass by."""

    def __init__(self, last_delivery: date) -> None:
        self._grid = Grid(last_delivery)
        self._addresses = AddressCounts(self._grid)

    def add(self, sources: list[Source], joined: list[Edge]) -> None:
        """Count one family, whose records are joined to no other family's."""
        known = self._grid.known
        days = sorted({day for source in sources for day in source.days()})
        places = [*(bisect_left(known, day) for day in days), len(known)]
        for last_of, (first, last) in zip(days, pairwise(places), strict=True):
            if first < last:
                for entity in entities(sources, joined, last_of):
                    self._count(entity, last_of, (first, last))
        self.add_cases([source.court for source in sources if source.court is not None])
        for source in sources:
            self._addresses.buildings.add(source)

    def add_cases(self, cases: list[CourtSaid]) -> None:
        """Count the cases, of whomever, that were dismissed because nothing was filed."""
        for case in cases:
            _count_dismissed(self._grid, case)

    def values(self) -> Iterator[tuple[str, str, int, int, int]]:
        """Figure, unit, true on, known at, value."""
        self._addresses.close()
        for measure in (*MEASURES, *self._addresses.measures, _DISMISSALS):
            yield from self._grid.values(measure)

    @property
    def buildings(self) -> Buildings:
        """Every building of the world."""
        return self._addresses.buildings

    def _count(self, entity: list[Source], last_of: int, places: tuple[int, int]) -> None:
        told = told_for_counting(entity, last_of)
        counted = counted_of(told)
        if not counted.passages:
            return
        first, last = places
        for place, (true_on, known) in enumerate(self._grid.earlier):
            if first <= known < last:
                for measure, value in zip(MEASURES, _measured(counted, true_on), strict=True):
                    self._grid.add_at_first(measure, place, value)
        self._count_each_month(counted, first, last)
        self._addresses.add(entity, told, min(one.transferred for one in counted.passages), places)

    def _count_each_month(self, counted: Counted, first: int, last: int) -> None:
        """Values change only on a few days: between two of them one difference does for all."""
        marks = sorted({*_marks(counted, self._grid.known, first, last), first})
        for start, end in pairwise((*marks, last)):
            values = _measured(counted, self._grid.known[start])
            for measure, value in zip(MEASURES, values, strict=True):
                if value:
                    self._grid.add(measure, start, end, value)


class OfChildren:
    """The same over the children as they are, each one's records taken together, on one day."""

    def __init__(self, day: int) -> None:
        self._day = day
        self._values = [0] * len(MEASURES)

    def add(self, own: list[Source]) -> None:
        """Count one child by all its records."""
        measured = _measured(counted_of(told_for_counting(own, self._day)), self._day)
        self._values = [sum(both) for both in zip(self._values, measured, strict=True)]

    def values(self) -> Iterator[tuple[str, str, int]]:
        """Figure, unit, value."""
        for (figure, unit), value in zip(MEASURES, self._values, strict=True):
            yield figure, unit, value


def counted_of(told: Told) -> Counted:
    """What of one entity is counted."""
    found = passages(told.way)
    if not found or not told.cases:
        return Counted(found, [], [])
    missed, orders = (
        sorted(one.since for one in rule(told) if one.lasts)
        for rule in (failures_to_appear, orders_in_absentia)
    )
    return Counted(found, missed, orders)


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


def _marks(counted: Counted, known: list[int], first: int, last: int) -> Iterator[int]:
    """The month ends, by place, at which something of an entity begins to count."""
    days = [*counted.missed, *counted.orders]
    for one in counted.passages:
        days += [day for day in (one.transferred, one.issued, one.served) if day is not None]
    for day in days:
        place = bisect_left(known, day, first, last)
        if place < last:
            yield place


def _measured(counted: Counted, true_on: int) -> tuple[int, ...]:
    """Every measure of one entity on a day, in the order of MEASURES."""
    made = [one for one in counted.passages if one.transferred <= true_on]
    if not made:
        return (0,) * len(MEASURES)
    issued = [one.issued is not None and one.issued <= true_on for one in made]
    served = [one.served is not None and one.served <= true_on for one in made]
    hearings = sum(1 for day in counted.missed if day <= true_on)
    orders = sum(1 for day in counted.orders if day <= true_on)
    lacking, failed = not all(issued), hearings > 0
    return (
        *(len(made), 1, int(lacking), int(not all(served))),
        *(int(failed), hearings, orders, int(orders > 0)),
        *(int(any(issued) and failed), int(any(issued))),
        *(int(any(served) and failed), int(any(served))),
        *(int(lacking or failed), lacking + failed, int(lacking and failed)),
    )


def _count_dismissed(grid: Grid, case: CourtSaid) -> None:
    """From when on, at the ends of months, the case is known to have been dismissed so."""
    rows = case.of("proceeding")
    days = sorted({learned for row in rows for learned, _ in row.tellings})
    places = [*(bisect_left(grid.known, day) for day in days), len(grid.known)]
    for last_of, (first, last) in zip(days, pairwise(places), strict=True):
        if first >= last:
            continue
        versions = [version for row in rows if (version := newest(row, last_of))]
        day = min((day for one in versions if (day := _dismissed_on(one))), default=None)
        if day is None:
            continue
        start = bisect_left(grid.known, day, first, last)
        grid.add(_DISMISSALS, start, last)
        for place, (true_on, known) in enumerate(grid.earlier):
            if first <= known < last and day <= true_on:
                grid.add_at_first(_DISMISSALS, place)


def _dismissed_on(version: Version) -> int | None:
    day = version.days.get("COMP_DATE")
    is_so = decision(version) == _DISMISSED and day is not None and _FROM <= day <= _TO
    return day if is_so else None


def _month_ends(last_delivery: date) -> Iterator[int]:
    year, month = 2023, 1
    while (year, month) <= (last_delivery.year, last_delivery.month):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        yield (date(year, month, 1) - timedelta(days=1)).toordinal()
