"""A figure counted: the number, all its ancestors, and how far it is from what was published."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from amparo.figures.definition import Balance, CasesDecided, PrintedTotals
from amparo.figures.figure import Figure, Published, in_words
from amparo.figures.query import Query

MADE_UP = (
    "The cohort is made up: the children counted here are not real; the published numbers are."
)

_MADE_UP_CASES = "The cases counted here are made up, not real; the published numbers are real."

_SAME_SIZE = 0.01
"""Cohorts that differ by less than this share are of one size, and are compared as counts."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which answer: true on which day, known at which, from which snapshot."""

    true_on: date
    known_at: date
    position: int
    snapshot: str
    made_up: bool


Rows = Sequence[dict[str, Any]]
"""What one run of a statement gave: the whole first, then its parts."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Ours less the published. As shares of the two cohorts, unless these are of one size.

    All are None where nothing can be compared; ``says`` always says in words what they mean.
    """

    ours: float | None = None
    published: float | None = None
    difference: float | None = None
    as_share: bool = False
    says: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Another published number of the same thing, and how far ours is from it."""

    published: Published
    difference: Difference


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """The answer. It is fixed by the figure, the two days and the snapshot.

    ``definition`` is the version of the figure's definition. ``backfilled`` is how much of
    ``value`` is owed to what was learned long before it was sealed. ``extra`` holds the parts
    (``by_year``, ``residuals``) and the numbers beside the value. ``withheld`` says by which rule
    small numbers are not told, where any is not; a ``value`` or ``backfilled`` of None is one.
    """

    figure: str
    definition: int
    value: int | None
    unit: str
    true_on: date
    known_at: date
    position: int
    backfilled: int | None
    snapshot: str
    sql: str
    published: Published | None
    difference: Difference | None
    also_published: tuple[Reading, ...]
    extra: dict[str, Any]
    made_up: bool
    says_made_up: str
    cautions: tuple[str, ...]
    withheld: str = ""


def counted(
    figure: Figure,
    asked: Asked,
    query: Query,
    *,
    learned: Rows,
    sealed: Rows,
    beside: Mapping[str, Rows],
) -> Counted:
    """The answer, from the rows of one statement on both bases and the rows beside it."""
    value, extra = _value(query, learned), {**_extra(query, learned), **beside}
    made_up = _says_made_up(figure, extra) if asked.made_up else ""
    return Counted(
        figure=figure.name,
        definition=figure.version,
        value=value,
        unit=figure.unit,
        true_on=asked.true_on,
        known_at=asked.known_at,
        position=asked.position,
        backfilled=value - _value(query, sealed),
        snapshot=asked.snapshot,
        sql=query.filled_in,
        published=figure.published,
        **compared(figure, value, extra, asked.true_on),
        extra=extra,
        made_up=bool(made_up),
        says_made_up=made_up,
        cautions=figure.cautions,
    )


def _value(query: Query, rows: Rows) -> int:
    return int(rows[0][query.value])


def _extra(query: Query, rows: Rows) -> dict[str, Any]:
    whole, *parts = rows
    columns = list(whole)[query.named :]  # the first ones name the part; the whole has no name
    numbers = {column: whole[column] for column in columns if column != query.value}
    spoken = query.part or tuple(whole)
    by_part = [{column: part[column] for column in spoken} for part in parts]
    return {**numbers, query.parts: by_part}


def _says_made_up(figure: Figure, extra: dict[str, Any]) -> str:
    """What is said of a figure in a made-up home: whom it counts is made up, if it counts anybody.

    Public tables are real in a made-up home too; only what is said of its children is not.
    """
    match figure.counts:
        case CasesDecided():
            return _MADE_UP_CASES
        case Balance():
            return ""
        case PrintedTotals():
            return MADE_UP if extra["shares_by_state"] else ""
        case _:
            return MADE_UP


# --- against what was published ---------------------------------------------------------------


def compared(figure: Figure, value: int, extra: dict[str, Any], true_on: date) -> dict[str, Any]:
    """What is compared with published numbers, as the fields of ``Counted`` that hold it."""
    return {
        "difference": _difference(figure, figure.published, value, extra, true_on),
        "also_published": _also(figure, value, extra, true_on),
    }


def _also(figure: Figure, value: int, extra: dict[str, Any], true_on: date) -> tuple[Reading, ...]:
    readings = [
        (published, _difference(figure, published, value, extra, true_on))
        for published in figure.also_published
    ]
    return tuple(
        Reading(published=published, difference=difference)
        for published, difference in readings
        if difference is not None
    )


def _difference(
    figure: Figure, published: Published | None, value: int, extra: dict[str, Any], true_on: date
) -> Difference | None:
    if published is None:
        return None
    ours = extra[published.counted] if published.counted else value
    if published.among is None:
        return _of_no_cohort(ours, published)
    size = published.cohort or f"cohort_{figure.unit}"
    cohort = extra.get(size, ours)  # absent where the figure is the cohort itself
    if abs(cohort - published.among) <= _SAME_SIZE * published.among:
        return _of_counts(ours, published, true_on)
    if size not in extra:
        return Difference(
            says=f"Not compared: the figure is the size of the cohort itself, and ours ({ours:,}) "
            f"is not the published one's ({published.among:,})."
        )
    return _of_shares(ours, cohort, published, true_on)


def _of_no_cohort(ours: int, published: Published) -> Difference:
    theirs = in_words(published, f"{published.value.number:,}")
    return Difference(
        says=f"Not compared: {ours:,} counted; published: {theirs} ({published.as_of_says}), "
        "without the size of the whole it is a part of."
    )


def _of_counts(ours: int, published: Published, true_on: date) -> Difference:
    theirs = published.value.number
    return Difference(
        ours=ours,
        published=theirs,
        difference=ours - theirs,
        says=f"{ours:,} counted; published: {in_words(published, f'{theirs:,}')}."
        + _of_another_day(published, true_on),
    )


def _of_shares(counted: int, cohort: int, published: Published, true_on: date) -> Difference:
    if not cohort or not published.among:
        return Difference(as_share=True, says="Not compared: there is nobody in our cohort.")
    ours, theirs = counted / cohort, published.value.number / published.among
    return Difference(
        ours=ours,
        published=theirs,
        difference=ours - theirs,
        as_share=True,
        says=f"{ours:.1%} of {cohort:,} counted; published: "
        f"{in_words(published, f'{theirs:.1%}')} of {published.among:,}. Compared as shares, "
        "because the cohorts are not of one size." + _of_another_day(published, true_on),
    )


def _of_another_day(published: Published, true_on: date) -> str:
    if true_on == published.as_of:
        return ""
    return f" The published number speaks of {published.as_of_says}, ours of {true_on}."
