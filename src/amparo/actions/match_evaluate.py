"""Holds who is one child in a made-up home against the truth its deliveries were made with."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import chain
from pathlib import Path

import msgspec

from amparo.actions import figures
from amparo.actions.asking import Question, look_at_numbers
from amparo.actions.compare import compare
from amparo.actions.home import Home, HomeRefused
from amparo.figures import FIGURES, units
from amparo.purposes import Action, DataClass, Purpose
from amparo.purposes.asker import Asker
from amparo.store import children, identities, reviews


class Pairs(msgspec.Struct, frozen=True, kw_only=True):
    """Of pairs taken for one child, how many are; of pairs that are, how many are taken."""

    precision: float
    recall: float
    f1: float


class OfGaps(msgspec.Struct, frozen=True, kw_only=True):
    """Findings that records in the wrong place cost (``missing``) and make up (``extra``).

    ``elsewhere`` are those of either kind of children who are one whole record: 0, or something
    else than the joining is wrong. No more can be missing than ``at_most``: all of the truth's that
    are of children whose records stand apart or are mixed.
    """

    truth: int
    missing: int
    extra: int
    elsewhere: int
    at_most: int


class OfFigure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure as counted, and as it would be were every record with the right child.

    They differ by no more than ``at_most``: so many children, or records taken for one, are not
    one whole record. None for what is not counted child by child.
    """

    figure: str
    unit: str
    truth: int
    counted: int
    at_most: int | None


class Evaluated(msgspec.Struct, frozen=True, kw_only=True):
    """How well records were joined.

    ``mixed_children`` are numbers whose record holds two children of the truth, ``split_children``
    children of the truth who have several numbers; ``review_items`` wait for a person.
    """

    pairs: Pairs
    mixed_children: int
    split_children: int
    review_items: int
    records: int
    children: int
    gaps: OfGaps
    figures: tuple[OfFigure, ...]


def evaluate(home: Home, asker: Asker, truth: Path, clock: datetime) -> Evaluated:
    """Compare with a truth folder. Raises HomeRefused where it is not there, and as ``compare``.

    Numbers only: no child is shown. Records that the truth does not name are not compared; a case
    of the court that is joined to no child stands by itself.
    """
    # First: a truth of one's own making could ask whether two records are one child.
    look_at_numbers(home, _question(asker), clock)
    true = _truth(truth)
    numbers = identities.numbers_of(true)
    now = children.memberships(numbers.values())
    ours = {name: now.get(number, f"alone {number}") for name, number in numbers.items()}
    told = {name: child for name, child in true.items() if name in ours}
    tangles = [one for one in _tangles(ours, told) if len(one.children) > 1 or len(one.records) > 1]
    return Evaluated(
        pairs=_pairs(ours, told),
        mixed_children=_several(ours, told),
        split_children=_several(told, ours),
        review_items=len(reviews.waiting()),
        records=len(ours),
        children=len(set(told.values())),
        gaps=_of_gaps(home, asker, truth, clock, told, tangles),
        figures=tuple(_of_figures(home, asker, truth, clock, tangles)),
    )


def _question(asker: Asker) -> Question:
    return Question(
        asker=asker,
        command="match evaluate",
        action=Action.COUNT,
        purpose=Purpose.STATISTICS,
        classes=frozenset({DataClass.IDENTITY}),
    )


class _Tangle(msgspec.Struct, frozen=True):
    """Children of the truth and records of ours that have to do with one another."""

    children: set[str]
    records: set[str]


def _tangles(ours: Mapping[str, str], true: Mapping[str, str]) -> list[_Tangle]:
    """All children and records; a child that is one whole record is a tangle of one and one."""
    of: dict[tuple[str, str], _Tangle] = {}
    for name, child in true.items():
        sides = ("child", child), ("record", ours[name])
        met = [of.get(side) or _Tangle(set(), set()) for side in sides]
        whole = _Tangle(met[0].children | met[1].children, met[0].records | met[1].records)
        whole.children.add(child)
        whole.records.add(ours[name])
        of |= {("child", one): whole for one in whole.children}
        of |= {("record", one): whole for one in whole.records}
    return list({id(tangle): tangle for tangle in of.values()}.values())


def _of_gaps(  # noqa: PLR0917  # who asks what of which home, and what is known of it
    home: Home,
    asker: Asker,
    truth: Path,
    clock: datetime,
    child_of: Mapping[str, str],
    tangles: Iterable[_Tangle],
) -> OfGaps:
    compared = compare(home, asker, truth, clock)
    parts = compared.joined, compared.rest
    tangled = set(chain.from_iterable(one.children for one in tangles))
    wrong = [key for part in parts for key in (*part.missing, *part.extra)]
    return OfGaps(
        truth=sum(part.truth for part in parts),
        missing=sum(len(part.missing) for part in parts),
        extra=sum(len(part.extra) for part in parts),
        elsewhere=sum(1 for key in wrong if child_of.get(key[1]) not in tangled),
        at_most=sum(
            1
            for row in _rows(truth / "findings.csv")
            if row["gap"] not in compared.not_shown and child_of.get(row["identity"]) in tangled
        ),
    )


def _of_figures(
    home: Home, asker: Asker, truth: Path, clock: datetime, tangles: Iterable[_Tangle]
) -> Iterator[OfFigure]:
    at_most = sum(max(len(one.children), len(one.records)) for one in tangles)
    for row in _rows(truth / "figures_of_children.csv"):
        name, unit, day = row["figure"], row["unit"], date.fromisoformat(row["true_on"])
        if unit not in units(FIGURES[name]):
            continue
        counted = figures.count(home, name, clock, day, day, asker=asker, unit=unit)
        if counted.value is None:
            continue  # a small number, which whoever asks is not told: nothing to compare
        yield OfFigure(
            figure=name,
            unit=unit,
            truth=int(row["value"]),
            counted=counted.value,
            at_most=at_most if unit == "children" else None,
        )


def _truth(folder: Path) -> dict[str, str]:
    rows = _rows(folder / "identities.csv")
    return {f"{row['agency']}:{row['key']}": row["child"] for row in rows}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8") as rows:
            yield from csv.DictReader(rows)
    except FileNotFoundError as missing:
        raise HomeRefused(f"{missing.filename} is not there. Nothing was compared.") from None


def _pairs(ours: Mapping[str, str], true: Mapping[str, str]) -> Pairs:
    both = _within(Counter((ours[name], true[name]) for name in ours).values())
    taken, are = _within(Counter(ours.values()).values()), _within(Counter(true.values()).values())
    precision = both / taken if taken else 1.0
    recall = both / are if are else 1.0
    together = precision + recall
    f1 = 2 * precision * recall / together if together else 0.0
    return Pairs(precision=round(precision, 6), recall=round(recall, 6), f1=round(f1, 6))


def _within(sizes: Iterable[int]) -> int:
    """How many pairs there are within groups of some sizes."""
    return sum(size * (size - 1) // 2 for size in sizes)


def _several(group_of: Mapping[str, str], other_of: Mapping[str, str]) -> int:
    """How many groups hold records of several of the other groups."""
    met: dict[str, set[str]] = {}
    for name, group in group_of.items():
        met.setdefault(group, set()).add(other_of[name])
    return sum(1 for others in met.values() if len(others) > 1)
