"""A child's way: a lane for each agency, silences, what was learned late; and as a table."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

import msgspec
from django.http import HttpResponse
from django.shortcuts import render

from amparo.actions.show import show
from amparo.web import reading
from amparo.web.asked import asked
from amparo.web.pages.child import choose_purpose, frame
from amparo.web.reading import Fact
from amparo.web.visit import Request, visit

SILENT = timedelta(days=90)
"""A time in which nobody tells of anything, so long, is shown as a silence. Product choice."""

LATE = timedelta(days=30)
"""What is learned so long after it was true is marked as late. Product choice."""

_WIDTH, _LEFT, _RIGHT, _LANE = 1000, 90, 20, 44


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One event in its lane."""

    x: float
    y: float
    fact: Fact
    late: bool


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """The line, as numbers for a picture: lanes, events, silences and years."""

    height: int
    lanes: list[tuple[str, float]]
    points: list[Point]
    silent: list[tuple[float, float]]
    years: list[tuple[int, float]]
    now: float


class Silence(msgspec.Struct, frozen=True, kw_only=True):
    """A time in which nobody told of anything."""

    begins: date
    ends: date
    days: int


def page(request: Request, child: str) -> HttpResponse:
    """The line and the table."""
    here, asks = visit(request), asked(request)
    if asks.purpose is None:
        return choose_purpose(request, here, child, "timeline")
    record = show(here.home, asks.question(here, "timeline"), child, here.clock)
    told = _once(fact for fact in reading.facts(record.lines) if fact.line.on is not None)
    silent = list(silences([fact.line.on for fact in told if fact.line.on is not None]))
    return render(
        request,
        "timeline.html",
        frame(record, here, asks)
        | {
            "drawing": _draw(told, silent, record.leave.grant.true_on) if told else None,
            "rows": _rows(told, silent),
            "late_days": LATE.days,
            "silent_days": SILENT.days,
        },
    )


def _once(facts: Iterable[Fact]) -> list[Fact]:
    """An event of several classes is one point: the first of its lines."""
    found: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        line = fact.line
        found.setdefault((line.on, line.event, line.told_by), fact)
    return list(found.values())


def silences(days: Sequence[date]) -> Iterable[Silence]:
    """The times between two events in which nobody told of anything for long."""
    ordered = sorted(days)
    for before, after in pairwise(ordered):
        if after - before >= SILENT:
            yield Silence(begins=before, ends=after, days=(after - before).days)


def _rows(
    told: Sequence[Fact], silent: Sequence[Silence]
) -> list[tuple[date, Fact | None, Silence | None]]:
    events = [(fact.line.on or date.min, fact, None) for fact in told]
    gaps = [(one.begins, None, one) for one in silent]
    return sorted([*events, *gaps], key=lambda row: (row[0], row[2] is not None))


def _draw(told: Sequence[Fact], silent: Sequence[Silence], now: date) -> Drawing:
    days = [fact.line.on for fact in told if fact.line.on is not None]
    first, last = min(days), max(*days, now)
    span = max((last - first).days, 1)

    def x(day: date) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * (day - first).days / span, 1)

    agencies = list(dict.fromkeys(fact.agency for fact in told))
    y = {agency: 30.0 + _LANE * place for place, agency in enumerate(agencies)}
    years = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    return Drawing(
        height=30 + _LANE * len(agencies) + 10,
        lanes=list(y.items()),
        points=[
            Point(
                x=x(fact.line.on or first),
                y=y[fact.agency],
                fact=fact,
                late=fact.late is not None and fact.late > LATE.days,
            )
            for fact in told
        ],
        silent=[(x(one.begins), round(x(one.ends) - x(one.begins), 1)) for one in silent],
        years=[(day.year, x(day)) for day in years],
        now=x(now),
    )
