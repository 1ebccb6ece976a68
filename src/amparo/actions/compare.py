"""Holds what was found in a made-up home against the truth its deliveries were made with."""

import csv
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import msgspec

from amparo.actions.feed_health import health
from amparo.actions.home import Home, HomeRefused
from amparo.actions.lists import Asked, Shown, found
from amparo.purposes import ROLES, Family
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


FeedKey = tuple[str, str, str, str, str]
"""A finding about a feed: gap, feed, what it hangs on, since, until."""


class FeedComparison(msgspec.Struct, frozen=True, kw_only=True):
    """Findings about feeds. Of those ``not_shown`` the asker is told nothing; none is compared."""

    truth: int
    found: int
    missing: tuple[FeedKey, ...]
    extra: tuple[FeedKey, ...]
    not_shown: tuple[str, ...]


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """The comparison, apart for children whose records identifiers can join and for the rest.

    Of the rest, ``apart`` are children whose records stand apart, ``mixed`` those whose record
    holds another child's: what differs is due to that and to nothing else. ``not_shown`` counts
    findings of the truth by gap of which the asker may not be told; they are not compared.
    ``not_listed`` counts the children of whom nothing was listed to one who is shown only their
    own work, or whose day's budget cut the list; ``unnamed`` the findings that were listed without
    the record they hang on. Neither can be compared.
    """

    joined: Comparison
    rest: Comparison
    feeds: FeedComparison
    not_listed: int
    unnamed: int
    apart: int
    mixed: int
    not_shown: dict[str, int]

    @property
    def equal(self) -> bool:
        """Whether every joined child's findings, and every feed's, are exactly the truth."""
        both = (self.joined, self.feeds)
        return not any(one.missing or one.extra for one in both)


class _Truth(msgspec.Struct, frozen=True):
    """The truth's files: findings, whose record is whose, and which children can be joined."""

    findings: frozenset[Key]
    child_of: dict[str, str]
    joinable: frozenset[str]
    of_feeds: frozenset[FeedKey]


def compare(home: Home, asker: Asker, truth_folder: Path, clock: datetime) -> Compared:
    """Compare every finding that the asker may list, open and closed, with the truth in a folder.

    Raises as ``lists.found`` does.
    """
    truth, hidden = _shown_alone(_read(truth_folder), asker)
    asked = [Asked(asker=asker, closed=closed) for closed in (False, True)]
    lists = [found(home, one, clock, "gaps compare") for one in asked]
    shown = [one for several in lists for one in several.findings]
    ours = {_key(one) for one in shown}
    groups = {one.identity: one.identities for one in shown if one.identity is not None}
    is_whole = ROLES[asker.role].family is Family.OVERSIGHT and not any(one.more for one in lists)
    listed = {truth.child_of[name] for name in truth.child_of if is_whole or name in groups}
    names = {name for name, child in truth.child_of.items() if child in listed}
    joined = {name for name in names if truth.child_of[name] in truth.joinable}
    rest = names - joined
    apart, mixed = _children(truth, groups, rest & groups.keys())
    return Compared(
        joined=_compared(truth, ours, joined),
        rest=_compared(truth, ours, rest),
        feeds=_of_feeds(truth, asker, clock),
        not_listed=len(set(truth.child_of.values()) - listed),
        unnamed=sum(one.identity is None for one in shown),
        apart=len(apart),
        mixed=len(mixed),
        not_shown=dict(hidden),
    )


def _shown_alone(truth: _Truth, asker: Asker) -> tuple[_Truth, Counter[str]]:
    """The truth without the gaps of which the asker is not told, and how many findings those had.

    Such a finding is known by its gap alone, before anything of the home is read.
    """
    hidden = Counter(one[0] for one in truth.findings if not is_shown_to(asker.role, one[0]))
    shown = frozenset(one for one in truth.findings if one[0] not in hidden)
    return msgspec.structs.replace(truth, findings=shown), hidden


def _read(folder: Path) -> _Truth:
    try:
        identities = list(_rows(folder / "identities.csv"))
        findings = list(_rows(folder / "findings.csv"))
        of_feeds = list(_rows(folder / "feed_findings.csv"))
    except FileNotFoundError as missing:
        raise HomeRefused(f"{missing.filename} is not there. Nothing was compared.") from None
    return _Truth(
        frozenset((row["gap"], row["identity"], row["since"], row["until"]) for row in findings),
        {f"{row['agency']}:{row['key']}": row["child"] for row in identities},
        frozenset(row["child"] for row in identities if row["joinable"] == "yes"),
        frozenset(
            (row["gap"], row["feed"], row["anchor"], row["since"], row["until"]) for row in of_feeds
        ),
    )


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as rows:
        yield from csv.DictReader(rows)


def _of_feeds(truth: _Truth, asker: Asker, clock: datetime) -> FeedComparison:
    told = health(asker, clock)
    ours = {
        (one.gap, one.feed, one.anchor, one.since.isoformat(), _day(one.until))
        for one in (*told.findings, *told.closed)
    }
    true = {key for key in truth.of_feeds if key[1] not in told.not_shown}
    return FeedComparison(
        truth=len(true),
        found=len(ours),
        missing=tuple(sorted(true - ours)),
        extra=tuple(sorted(ours - true)),
        not_shown=tuple(told.not_shown),
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _key(shown: Shown) -> Key:
    return shown.gap, shown.identity or "", shown.since.isoformat(), _day(shown.until)


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
