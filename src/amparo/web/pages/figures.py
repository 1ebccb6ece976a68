"""The published figures: counted, on two knowledge days side by side, with all their ancestors."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from django.http import Http404, HttpResponse
from django.shortcuts import render

from amparo.actions.figures import count, why_no_rows
from amparo.actions.lineage import lineage
from amparo.figures import FIGURES, WITHHELD, Counted, in_print
from amparo.purposes import Purpose
from amparo.purposes.matrix import PURPOSES_OF
from amparo.web.asked import asked, may_ask_of_other_days, own_purposes
from amparo.web.visit import Request, visit
from amparo.words.agencies import Role


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A pair of bars of the chart: a year, and its numbers on both knowledge days.

    A number that is withheld has no bar, as one that was not asked for.
    """

    year: str
    first: int | None
    second: int | None
    y: int
    first_width: float
    second_width: float


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a figure as a table: what they are, and each with the cells of its columns."""

    name: str
    columns: tuple[str, ...]
    rows: list[list[tuple[str, Any]]]


_WIDEST, _PAIR = 420, 46
_OF_THE_CHART = "by_year"
_COUNTED_BY = [role for role in Role if Purpose.STATISTICS in PURPOSES_OF[role]]


def page(request: Request) -> HttpResponse:
    """Every figure and what it counts; none is counted yet, and led to only whoever may count."""
    here = visit(request)
    counts = Purpose.STATISTICS in own_purposes(here.asker)
    return render(
        request,
        "figures.html",
        {"figures": FIGURES.values(), "counts": counts, "counted_by": _COUNTED_BY},
    )


def one(request: Request, name: str) -> HttpResponse:
    """One figure, counted for the days in the address."""
    here, asks = visit(request), asked(request)
    figure = FIGURES.get(name)
    if figure is None:
        raise Http404
    other_days = may_ask_of_other_days(here.asker)
    earlier = _earlier(request) if other_days else None
    now = count(here.home, name, here.clock, asks.on, asks.known_at, asker=here.asker)
    before = (
        count(here.home, name, here.clock, now.true_on, earlier, asker=here.asker)
        if earlier is not None
        else None
    )
    bars = _bars(now, before)
    return render(
        request,
        "figure.html",
        {
            "figure": figure,
            "now": now,
            "before": before,
            "changed": _changed(now, before),
            "published": [
                in_print(one) for one in (figure.published, *figure.also_published) if one
            ],
            "asks": asks,
            "earlier": earlier,
            "bars": bars,
            "height": _PAIR * len(bars) + 10,
            "beside": [
                (name, value) for name, value in now.extra.items() if not isinstance(value, list)
            ],
            "parts": _parts(now),
            "days_open": other_days,
            "lineage": lineage(here.home, now),
            "no_rows": why_no_rows(name, here.asker),
        },
    )


def _earlier(request: Request) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("earlier", ""))
    except ValueError:
        return None


def _parts(now: Counted) -> list[Part]:
    return [
        Part(name=name, columns=tuple(rows[0]), rows=[list(row.items()) for row in rows])
        for name, rows in now.extra.items()
        if isinstance(rows, list) and rows and name != _OF_THE_CHART
    ]


def _changed(now: Counted, before: Counted | None) -> int | None:
    """What was learned in between; of a small number neither is told, nor the step to it."""
    if before is None or now.value is None or before.value is None or now.withheld:
        return None
    return now.value - before.value


def _bars(now: Counted, before: Counted | None) -> list[Bar]:
    later, earlier = _by_year(now), _by_year(before) if before else {}
    told = [one for one in (*later.values(), *earlier.values()) if one is not None]
    most = max(told, default=0) or 1
    return [
        Bar(
            year=year,
            first=earlier.get(year, 0) if before else None,
            second=later.get(year, 0),
            y=_PAIR * place + 8,
            first_width=round(_WIDEST * (earlier.get(year) or 0) / most, 1),
            second_width=round(_WIDEST * (later.get(year) or 0) / most, 1),
        )
        for place, year in enumerate(sorted({*later, *earlier}))
    ]


def _by_year(counted: Counted) -> dict[str, int | None]:
    rows: Sequence[dict[str, Any]] = counted.extra.get("by_year") or ()
    return {str(row["fiscal_year"]): _number(row.get(counted.unit)) for row in rows}


def _number(told: Any) -> int | None:
    return None if told == WITHHELD else int(told or 0)
