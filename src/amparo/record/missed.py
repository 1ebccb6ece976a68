"""The hearings of a case that nobody came to, by what says so."""

from collections.abc import Iterable, Iterator
from typing import cast

import msgspec

from amparo.events import ProceedingTold
from amparo.record.facts import Fact
from amparo.record.hearings import Hearing
from amparo.words.vocabularies import CLOSED_FOR_ABSENCE

IN_ABSENTIA = "in absentia"
NO_SHOW_TOLD = "no-show code"
CLOSED = "administrative closing"
_REASONS = (IN_ABSENTIA, NO_SHOW_TOLD, CLOSED)
"""What says that a hearing was missed, the plainest first."""


class Missed(msgspec.Struct, frozen=True):
    """A hearing nobody came to, by the row it hangs on. ``fact`` stands at the hearing's day."""

    key: str
    fact: Fact
    reason: str


def missed_of(hearings: Iterable[Hearing], completed: Iterable[Fact]) -> tuple[Missed, ...]:
    """Each missed hearing once, by the plainest of what says so."""
    by_row: dict[str, Missed] = {}
    for one in sorted(_said_missed(list(hearings), completed), key=_plainest):
        by_row.setdefault(one.key, one)
    return tuple(sorted(by_row.values(), key=lambda one: (one.fact.on, one.key)))


def not_held_if_missed(
    hearings: tuple[Hearing, ...], missed: tuple[Missed, ...]
) -> tuple[Hearing, ...]:
    """A hearing that ended in the child's absence was called and decided: nobody appeared."""
    keys = {one.key for one in missed}
    return tuple(
        msgspec.structs.replace(one, held=None) if one.key in keys else one for one in hearings
    )


def proceeding_of(completion: Fact) -> ProceedingTold:
    """The row of the proceeding that a fact is of."""
    return cast("ProceedingTold", completion.event)


def _said_missed(hearings: list[Hearing], completed: Iterable[Fact]) -> Iterator[Missed]:
    for one in hearings:
        if one.unattended is not None:
            yield Missed(one.key, one.unattended, NO_SHOW_TOLD)
    for completion in completed:
        if (why := _absence(proceeding_of(completion))) is not None:
            yield _last_before(completion, hearings, why)


def _absence(proceeding: ProceedingTold) -> str | None:
    if proceeding.in_absentia:
        return IN_ABSENTIA
    return CLOSED if proceeding.decision == CLOSED_FOR_ABSENCE else None


def _last_before(completion: Fact, hearings: list[Hearing], why: str) -> Missed:
    """The hearing at which a proceeding ended; where none is told, the proceeding itself."""
    key = proceeding_of(completion).key
    own = [
        one
        for one in hearings
        if one.off is None
        and one.day <= completion.on
        and _row_number(one.proceeding) == _row_number(key)
    ]
    last = max(own, key=lambda one: (one.day, one.key), default=None)
    if last is None:
        return Missed(key, completion, why)
    return Missed(last.key, Fact(last.day, last.told.event, last.told.told), why)


def _plainest(missed: Missed) -> int:
    return _REASONS.index(missed.reason)


def _row_number(key: str | None) -> str:
    """The number of a row without its kind: a hearing names its proceeding by number alone."""
    return (key or "").rpartition("/")[2]
