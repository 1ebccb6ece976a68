"""Holds who is one child in a made-up home against the truth its deliveries were made with."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from amparo.actions.home import HomeRefused
from amparo.store import children, identities, reviews


class Pairs(msgspec.Struct, frozen=True, kw_only=True):
    """Of pairs taken for one child, how many are; of pairs that are, how many are taken."""

    precision: float
    recall: float
    f1: float


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


def evaluate(truth: Path) -> Evaluated:
    """Compare with ``identities.csv`` of a truth folder. Raises HomeRefused where it is not there.

    Numbers only: no child is shown. Records that the truth does not name are not compared; a case
    of the court that is joined to no child stands by itself.
    """
    true = _truth(truth)
    numbers = identities.numbers_of(true)
    now = children.memberships(numbers.values())
    ours = {name: now.get(number, f"alone {number}") for name, number in numbers.items()}
    told = {name: child for name, child in true.items() if name in ours}
    return Evaluated(
        pairs=_pairs(ours, told),
        mixed_children=_several(ours, told),
        split_children=_several(told, ours),
        review_items=len(reviews.waiting()),
        records=len(ours),
        children=len(set(told.values())),
    )


def _truth(folder: Path) -> dict[str, str]:
    try:
        with (folder / "identities.csv").open(newline="", encoding="utf-8") as rows:
            return {f"{row['agency']}:{row['key']}": row["child"] for row in csv.DictReader(rows)}
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
