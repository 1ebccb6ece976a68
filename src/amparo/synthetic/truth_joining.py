"""Which source records the joining rule takes for one child, as known on a day."""

from collections.abc import Iterator
from itertools import combinations

from amparo.synthetic.truth_reading import Likeness
from amparo.synthetic.truth_records import Source

Edge = tuple[int, int, int]
"""Two records by their places, and the first day on which both rows were known."""


def edges(sources: list[Source]) -> list[Edge]:
    """Every pair of records that some of their rows join, with the day they first do."""
    found = []
    for (one, first), (other, second) in combinations(enumerate(sources), 2):
        day = min(_days_joined(first, second), default=None)
        if day is not None:
            found.append((one, other, day))
    return found


def entities(sources: list[Source], joined: list[Edge], known: int) -> list[list[Source]]:
    """The connected records as known on a day; a record not yet told of is in none."""
    of = list(range(len(sources)))
    for one, other, day in joined:
        if day <= known and of[one] != of[other]:
            kept, gone = of[one], of[other]
            of = [kept if place == gone else place for place in of]
    groups: dict[int, list[Source]] = {}
    for place, source in enumerate(sources):
        if source.known_since <= known:
            groups.setdefault(of[place], []).append(source)
    return list(groups.values())


def _days_joined(first: Source, second: Source) -> Iterator[int]:
    for row in first.rows:
        for other in second.rows:
            if _same_child(row.likeness, other.likeness):
                yield max(row.learned, other.learned)


def _same_child(one: Likeness, other: Likeness) -> bool:
    numbers, given, surnames, born, month = one
    if numbers.isdisjoint(other[0]):
        return False
    if not (given or surnames) or not (other[1] or other[2]):
        # No names, as in the court's rows: the month of birth must tell siblings apart.
        return month is not None and month == other[4]
    if given.isdisjoint(other[1]):
        return False
    return not surnames.isdisjoint(other[2]) or (born is not None and born == other[3])
