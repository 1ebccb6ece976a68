"""A figure counted: the number, all its ancestors, and how far it is from what was published."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from amparo.figures.definition import Balance, PrintedTotals, Transferred
from amparo.figures.figure import AtLeast, Figure, Published
from amparo.figures.query import Query

MADE_UP = (
    "The cohort is made up: the children counted here are not real; the published numbers are."
)

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


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """The answer. It is fixed by the figure, the two days and the snapshot.

    ``backfilled`` is how much of ``value`` is owed to what was learned long before it was sealed.
    ``extra`` holds the parts (``by_year``, ``residuals``) and the numbers beside the value.
    """

    figure: str
    value: int
    unit: str
    true_on: date
    known_at: date
    position: int
    backfilled: int
    snapshot: str
    sql: str
    published: Published | None
    difference: Difference | None
    extra: dict[str, Any]
    made_up: bool
    says_made_up: str
    cautions: tuple[str, ...]


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
    made_up = asked.made_up and _speaks_of_children(figure, extra)
    return Counted(
        figure=figure.name,
        value=value,
        unit=figure.unit,
        true_on=asked.true_on,
        known_at=asked.known_at,
        position=asked.position,
        backfilled=value - _value(query, sealed),
        snapshot=asked.snapshot,
        sql=query.filled_in,
        published=figure.published,
        difference=_difference(figure, value, extra, asked.true_on),
        extra=extra,
        made_up=made_up,
        says_made_up=MADE_UP if made_up else "",
        cautions=figure.cautions,
    )


def _value(query: Query, rows: Rows) -> int:
    return int(rows[0][query.value])


def _extra(query: Query, rows: Rows) -> dict[str, Any]:
    whole, *parts = rows
    name_of_part, *columns = whole  # the first column names the part; the whole has none
    numbers = {column: whole[column] for column in columns if column != query.value}
    spoken = query.part or (name_of_part, *columns)
    by_part = [{column: part[column] for column in spoken} for part in parts]
    return {**numbers, query.parts: by_part}


def _speaks_of_children(figure: Figure, extra: dict[str, Any]) -> bool:
    # Public tables are real in a made-up home too; only what is said of its children is not.
    match figure.counts:
        case Transferred():
            return True
        case Balance():
            return False
        case PrintedTotals():
            return bool(extra["shares_by_state"])


# --- against what was published ---------------------------------------------------------------


def _difference(
    figure: Figure, value: int, extra: dict[str, Any], true_on: date
) -> Difference | None:
    published = figure.published
    if published is None or published.among is None:
        return None
    size = f"cohort_{figure.unit}"  # absent where the figure is the cohort itself
    cohort = extra.get(size, value)
    if abs(cohort - published.among) <= _SAME_SIZE * published.among:
        return _of_counts(value, published, true_on)
    if size not in extra:
        return Difference(
            says=f"Not compared: the figure is the size of the cohort itself, and ours ({value:,}) "
            f"is not the published one's ({published.among:,})."
        )
    return _of_shares(value, cohort, published, true_on)


def _of_counts(value: int, published: Published, true_on: date) -> Difference:
    theirs = published.value.number
    return Difference(
        ours=value,
        published=theirs,
        difference=value - theirs,
        says=f"{value:,} counted; published: {_in_words(published, f'{theirs:,}')}."
        + _of_another_day(published, true_on),
    )


def _of_shares(value: int, cohort: int, published: Published, true_on: date) -> Difference:
    if not cohort or not published.among:
        return Difference(as_share=True, says="Not compared: there is nobody in our cohort.")
    ours, theirs = value / cohort, published.value.number / published.among
    return Difference(
        ours=ours,
        published=theirs,
        difference=ours - theirs,
        as_share=True,
        says=f"{ours:.1%} of {cohort:,} counted; published: "
        f"{_in_words(published, f'{theirs:.1%}')} of {published.among:,}. Compared as shares, "
        "because the cohorts are not of one size." + _of_another_day(published, true_on),
    )


def _in_words(published: Published, number: str) -> str:
    at_least = "more than " if isinstance(published.value, AtLeast) else ""
    return f"{at_least}{number}"


def _of_another_day(published: Published, true_on: date) -> str:
    if true_on == published.as_of:
        return ""
    return f" The published number speaks of {published.as_of_says}, ours of {true_on}."
