"""Holds what was found in a made-up home against the truth its deliveries were made with."""

import csv
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec

from amparo.actions.home import Home, HomeRefused
from amparo.actions.lists import Asked, Shown, found
from amparo.purposes.asker import Asker
from amparo.store.records import is_shown_to

Key = tuple[str, str, str, str]
"""A finding: gap, the record it hangs on, since, until."""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Findings of one group of children: those of the truth, ours, and where the two differ."""

    children: int
    truth: int
    found: int
    missing: tuple[Key, ...]
    extra: tuple[Key, ...]


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """The comparison, apart for children whose records identifiers can join and for the rest.

    Of the rest, ``apart`` are children whose records stand apart, ``mixed`` those whose record
    holds another child's: what differs is due to that and to nothing else. ``not_shown`` counts
    findings of the truth by gap of which the asker may not be told; they are not compared.
    """

    joined: Comparison
    rest: Comparison
    apart: int
    mixed: int
    not_shown: dict[str, int]

    @property
    def equal(self) -> bool:
        """Whether every joined child's findings are exactly the truth."""
        return not self.joined.missing and not self.joined.extra


class _Truth(msgspec.Struct, frozen=True):
    """The truth's files: findings, whose record is whose, and which children can be joined."""

    findings: frozenset[Key]
    child_of: dict[str, str]
    joinable: frozenset[str]


def compare(home: Home, asker: Asker, truth_folder: Path, clock: datetime) -> Compared:
    """Compare every finding that the asker may list, open and closed, with the truth in a folder.

    Raises as ``lists.found`` does.
    """
    every = _read(truth_folder)
    hidden = Counter(one[0] for one in every.findings if not is_shown_to(asker.role, one[0]))
    shown_alone = frozenset(one for one in every.findings if one[0] not in hidden)
    truth = msgspec.structs.replace(every, findings=shown_alone)
    lists = [Asked(asker=asker, closed=closed) for closed in (False, True)]
    shown = [one for asked in lists for one in found(home, asked, clock, "gaps compare").findings]
    ours = {_key(one) for one in shown}
    groups = {one.identity: one.identities for one in shown if one.identity is not None}
    joined = {name for name, child in truth.child_of.items() if child in truth.joinable}
    rest = truth.child_of.keys() - joined
    apart, mixed = _children(truth, groups, rest & groups.keys())
    return Compared(
        joined=_compared(truth, ours, joined),
        rest=_compared(truth, ours, rest),
        apart=len(apart),
        mixed=len(mixed),
        not_shown=dict(hidden),
    )


def _read(folder: Path) -> _Truth:
    try:
        identities = list(_rows(folder / "identities.csv"))
        findings = list(_rows(folder / "findings.csv"))
    except FileNotFoundError as missing:
        raise HomeRefused(f"{missing.filename} is not there. Nothing was compared.") from None
    return _Truth(
        frozenset((row["gap"], row["identity"], row["since"], row["until"]) for row in findings),
        {f"{row['agency']}:{row['key']}": row["child"] for row in identities},
        frozenset(row["child"] for row in identities if row["joinable"] == "yes"),
    )


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as rows:
        yield from csv.DictReader(rows)


def _key(shown: Shown) -> Key:
    until = shown.until.isoformat() if shown.until else ""
    return shown.gap, shown.identity or "", shown.since.isoformat(), until


def _compared(truth: _Truth, ours: set[Key], names: Iterable[str]) -> Comparison:
    among = set(names)
    true = {key for key in truth.findings if key[1] in among}
    mine = {key for key in ours if key[1] in among}
    return Comparison(
        children=len({truth.child_of[name] for name in among}),
        truth=len(true),
        found=len(mine),
        missing=tuple(sorted(true - mine)),
        extra=tuple(sorted(mine - true)),
    )


def _children(
    truth: _Truth, groups: dict[str, tuple[str, ...]], names: Iterable[str]
) -> tuple[set[str], set[str]]:
    """The children whose records stand apart, and those whose record holds another child's."""
    apart, mixed = set[str](), set[str]()
    records: dict[str, set[str]] = {}
    for name, child in truth.child_of.items():
        records.setdefault(child, set()).add(name)
    for name in names:
        child, together = truth.child_of[name], set(groups.get(name, (name,)))
        if not records[child] <= together:
            apart.add(child)
        if not together <= records[child]:
            mixed.add(child)
    return apart, mixed
