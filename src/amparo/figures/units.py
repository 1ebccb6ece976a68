"""In which units a figure is counted: its own, another where its definition has one, or none."""

import msgspec

from amparo.figures.definition import FoundOf, Transferred, Unit
from amparo.figures.figure import Figure


class UnitRefused(ValueError):
    """A figure is not counted in a unit; the message says why, and in which it is."""


def units(figure: Figure) -> tuple[str, ...]:
    """The units in which a figure is counted, its own first."""
    match figure.counts:
        case Transferred():
            return _own_first(figure, Unit.CHILDREN, Unit.TRANSFERS)
        case FoundOf() as counts:
            return _own_first(figure, Unit.CHILDREN, counts.finding)
        case _:
            return (figure.unit,)


def in_unit(figure: Figure, unit: str) -> Figure:
    """The same figure counted in a unit. Raises UnitRefused for one in which it is not counted.

    In another unit than its own it is compared with nothing: that is not what was published.
    """
    if unit not in units(figure):
        why = figure.never or "Nothing of it is counted in that unit."
        counted = " or ".join(units(figure))
        raise UnitRefused(f"{figure.name} is not counted under {unit!r}, only as {counted}. {why}")
    if unit == figure.unit or not isinstance(figure.counts, Transferred | FoundOf):
        return figure
    counts = msgspec.structs.replace(figure.counts, count=Unit(unit))
    return msgspec.structs.replace(
        figure, unit=unit, counts=counts, published=None, also_published=()
    )


def _own_first(figure: Figure, *counted: Unit) -> tuple[str, ...]:
    return tuple(sorted(map(str, counted), key=lambda unit: unit != figure.unit))
