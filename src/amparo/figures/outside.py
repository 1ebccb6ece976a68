"""How a figure is told outside over time: to the nearest ten, as of the end of a month."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import msgspec

from amparo.figures.counted import Counted, compared
from amparo.figures.figure import Figure
from amparo.figures.query import Query
from amparo.figures.smallest_cell import SmallestCell
from amparo.figures.withholding import DERIVED, OF_NOBODY, WITHHELD

_SHARES = {
    "share_of_issued": ("children", "with_notice_issued"),
    "share_of_served": ("served_failed", "with_notice_served"),
}
"""Shares of children, by what they were worked out from: told of the numbers as they are told."""

_Row = Mapping[str, Any]


def last_publication(day: date) -> date:
    """The last end of a month that is no later than a day.

    >>> last_publication(date(2024, 5, 30)), last_publication(date(2024, 5, 31))
    (datetime.date(2024, 4, 30), datetime.date(2024, 5, 31))
    """
    after = day + timedelta(days=1)
    return after.replace(day=1) - timedelta(days=1)


def to_tens(figure: Figure, told: Counted, query: Query, rule: SmallestCell) -> Counted:
    """The figure with every number of people rounded, and all that was worked out from them anew.

    Two answers then differ by tens or not at all, so that no small number is left between them.
    """
    value = told.value if told.unit in OF_NOBODY else _near(told.value, rule)
    extra = {
        name: _table(one, query.beside.get(name, query), rule)
        if isinstance(one, list)
        else _cell(name, one, rule)
        for name, one in told.extra.items()
    }
    extra |= _shares({told.unit: value, **extra})
    less: dict[str, Any] = {
        "value": value,
        "extra": extra,
        "backfilled": _near(told.backfilled, rule),
        "withheld": " ".join(filter(None, (told.withheld, _says(rule)))),
    }
    if value is not None and told.difference is not None:
        less |= compared(figure, value, extra, told.true_on)
    return msgspec.structs.replace(told, **less)


def _says(rule: SmallestCell) -> str:
    return (
        f"Other numbers of people are told to the nearest {rule.rounded_to}, as of the end of a"
        " month, so that two answers leave no small number between them."
    )


def _near(number: int | None, rule: SmallestCell) -> int | None:
    """The nearest multiple; a half goes away from nought."""
    if number is None:
        return None
    tens = (abs(number) + rule.rounded_to // 2) // rule.rounded_to * rule.rounded_to
    return tens if number >= 0 else -tens


def _cell(name: str, one: Any, rule: SmallestCell) -> Any:
    is_of_people = type(one) is int and name not in OF_NOBODY | DERIVED
    return _near(one, rule) if is_of_people else one


def _table(rows: list[dict[str, Any]], query: Query, rule: SmallestCell) -> list[_Row]:
    return [
        {
            name: one if nth < query.named else _cell(name, one, rule)
            for nth, (name, one) in enumerate(row.items())
        }
        for row in rows
    ]


def _shares(numbers: _Row) -> dict[str, Any]:
    return {
        share: _share(numbers[part], numbers[whole])
        for share, (part, whole) in _SHARES.items()
        if share in numbers
    }


def _share(part: Any, whole: Any) -> float | str | None:
    if type(part) is not int or type(whole) is not int:
        return WITHHELD
    return part / whole if whole else None
