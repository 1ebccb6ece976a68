"""How many children's address of record at ICE is bad, once every building is known."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from amparo.synthetic.truth_buildings import Buildings, shown_by
from amparo.synthetic.truth_records import Source
from amparo.synthetic.truth_told import OfRecord, Told
from amparo.words.addresses import AddressStatus

_FIGURE = "bad-release-addresses"
_CLASS = {AddressStatus.BLANK: "blank", AddressStatus.UNDELIVERABLE: "undeliverable"}


class Months(Protocol):
    """Where counts are added, by the places of the ends of months."""

    known: list[int]
    earlier: list[tuple[int, int]]

    def add(self, measure: tuple[str, str], first: int, last: int, value: int = 1) -> None:
        """Count so much from one month end to another."""

    def add_at_first(self, measure: tuple[str, str], place: int, value: int = 1) -> None:
        """Count so much of the first day asked for, as known later."""


@dataclass(frozen=True, slots=True)
class _WithoutUnit:
    """An address without a unit, while it is the one of record: bad if others show units there."""

    building: str | None
    own: int
    first: int
    last: int
    at_first: tuple[int, ...]


class AddressCounts:
    """Takes entities as they pass; judges the addresses without a unit at the end."""

    measures = tuple(
        (_FIGURE, unit)
        for unit in ("children", "blank", "undeliverable", "incomplete", "confirmed", "inferred")
    )

    def __init__(self, months: Months) -> None:
        self._months = months
        self._waiting: list[_WithoutUnit] = []
        self.buildings = Buildings()

    def add(
        self, entity: list[Source], told: Told, transferred: int, places: tuple[int, int]
    ) -> None:
        """One entity of the cohort, as known at the month ends between two places."""
        if not told.of_record:
            return
        known, (first, last) = self._months.known, places
        days = {transferred, *(one.home.day for one in told.of_record)}
        days |= {one.returned for one in told.of_record if one.returned is not None}
        marks = sorted({first, *(bisect_left(known, day, first, last) for day in days)} - {last})
        at_first = [
            (place, true_on)
            for place, (true_on, at) in enumerate(self._months.earlier)
            if first <= at < last
        ]
        for start, end in pairwise((*marks, last)):
            if known[start] >= transferred:
                self._judge(entity, told, (known[start], known[start]), (start, end), ())
        for place, true_on in at_first:
            if true_on >= transferred:
                at = known[self._months.earlier[place][1]]
                self._judge(entity, told, (true_on, at), (0, 0), (place,))

    def close(self) -> None:
        """Judge what had to wait until every building was known."""
        for one in self._waiting:
            known = self._months.known
            for place in range(one.first, one.last):
                if self.buildings.show_units(one.building, one.own, known[place]):
                    self._count("incomplete", "inferred", (place, place + 1), ())
            for place in one.at_first:
                at = known[self._months.earlier[place][1]]
                if self.buildings.show_units(one.building, one.own, at):
                    self._count("incomplete", "inferred", (0, 0), (place,))
        self._waiting.clear()

    def _judge(
        self,
        entity: list[Source],
        told: Told,
        days: tuple[int, int],
        places: tuple[int, int],
        at_first: tuple[int, ...],
    ) -> None:
        day, known = days
        current = next((one for one in reversed(told.of_record) if one.home.day <= day), None)
        if current is None:
            return
        status = current.home.facts.status
        if status is not AddressStatus.BLANK and _came_back(current, day):
            self._count("undeliverable", "confirmed", places, at_first)
        elif status in _CLASS:
            how = "confirmed" if status is AddressStatus.BLANK else "inferred"
            self._count(_CLASS[status], how, places, at_first)
        elif status is AddressStatus.NO_UNIT:
            building = current.home.facts.building
            own = _own(entity, building, known)
            self._waiting.append(_WithoutUnit(building, own, *places, at_first))

    def _count(
        self, unit: str, how: str, places: tuple[int, int], at_first: tuple[int, ...]
    ) -> None:
        for name in ("children", unit, how):
            if places[0] < places[1]:
                self._months.add((_FIGURE, name), *places)
            for place in at_first:
                self._months.add_at_first((_FIGURE, name), place)


def _own(entity: list[Source], building: str | None, known: int) -> int:
    """How many of the entity's own records had shown a unit there."""
    return sum(
        learned <= known
        for source in entity
        if (learned := shown_by(source).get(building or "")) is not None
    )


def _came_back(current: OfRecord, day: int) -> bool:
    return current.returned is not None and current.returned <= day
