"""A counted figure as it is told outside: without small numbers and what gives them away."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import msgspec

from amparo.figures.counted import Counted
from amparo.figures.query import Query
from amparo.figures.smallest_cell import SmallestCell

WITHHELD = "withheld"
"""What stands in the place of a number that is not told."""

OF_NOBODY = frozenset({"offices", "offices_with_hearings", "share_of_offices"})
"""Numbers of offices: they tell of no child, however small."""

DERIVED = frozenset({"median_days"})
"""Whole numbers that count nobody; they go with the numbers that they were worked out from."""

_BY_PLACE = frozenset({"shares_by_state"})
"""Shares of this home's children by place without the numbers behind them: nobody can tell which
are small, so none leaves."""

_WITHIN: Mapping[str, tuple[str, ...]] = {
    "children": ("with_notice_issued", "cohort_children"),
    "transfers": ("cohort_transfers",),
    "in_audited_years": ("children",),
    "served_failed": ("with_notice_served",),
    "no_notice_issued": ("cohort_children",),
    "failed_to_appear": ("cohort_children",),
    "in_both": ("no_notice_issued", "failed_to_appear"),
    "not_told": ("cohort_children",),
    "attempted": ("hearings",),
}
"""Numbers that count some of those whom others of the same row count: whoever reads both reads also
how many are left over."""

_Row = dict[str, Any]


def told_outside(counted: Counted, query: Query, rule: SmallestCell) -> Counted:
    """The figure with every small number withheld, and what would let one be worked out.

    A row with a small number is withheld whole, and with it further rows, the smallest first, until
    what they leave to each total is nobody or no small number. Where a number
    of the whole is small, all that stand beside the value are withheld.
    """
    told, beside = _tables(counted, query, rule), _beside(counted)
    whole = {**beside, query.value: counted.value or 0}
    is_small = query.value not in OF_NOBODY and _is_small(whole, query.value, rule)
    hides = any(map(rule.withholds, _people(whole)))
    if hides:
        beside = {name: one if name in OF_NOBODY else WITHHELD for name, one in beside.items()}
    less = {
        "value": None if is_small else counted.value,
        "extra": {**beside, **told},
        "backfilled": None if _is_told_apart(counted, rule) else counted.backfilled,
        **({"difference": None, "also_published": ()} if hides else {}),
    }
    return _saying(counted, msgspec.structs.replace(counted, **less), rule)


def told_of_places(counted: Counted, rule: SmallestCell) -> Counted:
    """A public table as it is told outside: without our children's shares beside it."""
    kept = {name: one for name, one in counted.extra.items() if name not in _BY_PLACE}
    return _saying(counted, msgspec.structs.replace(counted, extra=kept), rule)


def _is_small(whole: _Row, value: str, rule: SmallestCell) -> bool:
    """Whether the value is a small number, or leaves one over of those among whom it counts.

    How many these are may be told elsewhere.
    """
    over = (one for part, _, one in _left_over(whole) if part == value)
    return any(map(rule.withholds, (whole[value], *over)))


def _saying(whole: Counted, told: Counted, rule: SmallestCell) -> Counted:
    return told if told == whole else msgspec.structs.replace(told, withheld=_says(rule))


def _is_told_apart(counted: Counted, rule: SmallestCell) -> bool:
    return counted.backfilled is not None and rule.withholds(abs(counted.backfilled))


def _beside(counted: Counted) -> _Row:
    return {name: one for name, one in counted.extra.items() if not isinstance(one, list)}


def _tables(counted: Counted, query: Query, rule: SmallestCell) -> dict[str, list[_Row]]:
    return {
        name: _rows(rows, query.beside.get(name, query), rule)
        for name, rows in counted.extra.items()
        if isinstance(rows, list) and name not in _BY_PLACE
    }


def _says(rule: SmallestCell) -> str:
    return (
        f"Numbers from 1 to {rule.smallest - 1}, and those that would give one away, are withheld "
        f"outside ({rule.source.citation})."
    )


def _rows(rows: Sequence[_Row], query: Query, rule: SmallestCell) -> list[_Row]:
    """The rows of one table; those that are parts of one whole are looked at together."""
    groups: dict[tuple[Any, ...], list[int]] = {}
    for place, row in enumerate(rows):
        groups.setdefault(tuple(row[name] for name in query.apart), []).append(place)
    hidden = {
        own[place]
        for own in groups.values()
        for place in _hidden([_numbers(rows[one], query) for one in own], rule)
    }
    return [_blank(row, query) if place in hidden else row for place, row in enumerate(rows)]


def _hidden(rows: Sequence[dict[str, int]], rule: SmallestCell) -> set[int]:
    """Which of the rows of one whole are withheld, by their places."""
    hidden = {place for place, row in enumerate(rows) if any(map(rule.withholds, row.values()))}
    smallest_first = sorted(range(len(rows)), key=lambda place: sum(rows[place].values()))
    for place in smallest_first:
        if not _gives_away([rows[one] for one in hidden], rule):
            break
        hidden.add(place)
    return hidden


def _gives_away(hidden: Sequence[dict[str, int]], rule: SmallestCell) -> bool:
    """Whether what hidden rows leave to a total is small: then a single one is told by it, too."""
    totals = [sum(row[name] for row in hidden) for name in (hidden[0] if hidden else ())]
    return any(map(rule.withholds, totals))


def _numbers(row: _Row, query: Query) -> dict[str, int]:
    """The numbers of children or of what happened to them in a row."""
    named = list(row)[: query.named]
    told = {
        name: value
        for name, value in row.items()
        if name not in named and name not in DERIVED and isinstance(value, int)
    }
    return told | {f"{whole} without {part}": one for part, whole, one in _left_over(told)}


def _left_over(row: _Row) -> Iterator[tuple[str, str, int]]:
    """Of each part in a row, and whole that it is within: how many of the whole are not in it."""
    for part, wholes in _WITHIN.items():
        for whole in wholes:
            if isinstance(row.get(part), int) and isinstance(row.get(whole), int):
                yield part, whole, row[whole] - row[part]


def _blank(row: _Row, query: Query) -> _Row:
    named = list(row)[: query.named]
    return {name: value if name in named else WITHHELD for name, value in row.items()}


def _people(beside: _Row) -> Iterable[int]:
    told = (
        one
        for name, one in beside.items()
        if isinstance(one, int) and name not in OF_NOBODY | DERIVED
    )
    return chain(told, (one for _, _, one in _left_over(beside)))
