"""One court case, put together from the rows of the court's tables."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import cast

import msgspec

from amparo.events import (
    CaseIdentifierTold,
    CasePriorityTold,
    CaseTold,
    CounselTold,
    CourtRow,
    Event,
    JuvenileFlagTold,
    MotionTold,
    ProceedingTold,
)
from amparo.record.facts import Fact, all_happened, earliest, fact, happened
from amparo.record.hearings import Hearing, hearing
from amparo.record.missed import Missed, missed_of, not_held_if_missed, proceeding_of
from amparo.record.tellings import addresses_over_time
from amparo.record.versions import SourceRecord
from amparo.words.vocabularies import (
    CHILDS_SIDE,
    MOTION_GRANTED,
    REOPENS,
    RESCINDS,
    SENT_ELSEWHERE,
)

_ONE_DAY = timedelta(days=1)


class Open(msgspec.Struct, frozen=True):
    """A time in which a case is open: from what opened it up to, not including, what ended it."""

    opened: Fact
    ended: Fact | None = None

    @property
    def since(self) -> date:
        """The first day."""
        return self.opened.on

    @property
    def until(self) -> date | None:
        """The first day after it; None while it lasts."""
        return self.ended.on if self.ended else None


def joined(times: Iterable[Open]) -> list[Open]:
    """Some times, given as they begin, with those that touch or overlap taken together."""
    found: list[Open] = []
    for one in times:
        last = found[-1] if found else None
        if last is None or (last.until is not None and last.until < one.since):
            found.append(one)
        else:
            found[-1] = Open(last.opened, _later(last.ended, one.ended))
    return found


def _later(one: Fact | None, other: Fact | None) -> Fact | None:
    """The later end; None where one of the times lasts."""
    return None if one is None or other is None else max(one, other, key=_day)


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A case, as the court's rows tell it.

    ``addresses`` are the court's, over time. ``completed`` are its proceedings that were completed,
    by that day; ``granted`` its motions, by the day they were granted. ``counsel`` is the child's.
    ``first_set_for`` is the day of the hearing that was set first: content, not a day on which
    something happened.
    """

    identity: str
    told: Fact | None = None
    opened: Fact | None = None
    open: tuple[Open, ...] = ()
    addresses: tuple[Fact, ...] = ()
    proceedings: tuple[Fact, ...] = ()
    completed: tuple[Fact, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    missed: tuple[Missed, ...] = ()
    motions: tuple[Fact, ...] = ()
    granted: tuple[Fact, ...] = ()
    counsel: tuple[Fact, ...] = ()
    flags: tuple[Fact, ...] = ()
    priorities: tuple[Fact, ...] = ()
    identifiers: tuple[Fact, ...] = ()
    first_set_for: date | None = None

    @property
    def ended(self) -> tuple[Fact, ...]:
        """The completions that ended it: one that only moved the case elsewhere did not."""
        return tuple(one for one in self.completed if _ends(one))

    @property
    def rescinded(self) -> tuple[Fact, ...]:
        """The motions granted that take back an order made in absentia."""
        return tuple(one for one in self.granted if _motion(one).kind in RESCINDS)

    def by(self, day: date) -> "Case":
        """The case without what had not happened by a day."""
        if day == date.max:
            return self
        return msgspec.structs.replace(
            self,
            told=happened(self.told, day),
            opened=happened(self.opened, day),
            open=tuple(
                Open(one.opened, happened(one.ended, day)) for one in self.open if one.since <= day
            ),
            hearings=tuple(
                one.by(day) for one in self.hearings if min(one.told.on, one.day) <= day
            ),
            missed=tuple(one for one in self.missed if one.fact.on <= day),
            **{name: all_happened(getattr(self, name), day) for name in _LISTS},
        )


_OF_KIND: dict[type[Event], str] = {
    ProceedingTold: "proceedings",
    MotionTold: "motions",
    CounselTold: "counsel",
    JuvenileFlagTold: "flags",
    CasePriorityTold: "priorities",
    CaseIdentifierTold: "identifiers",
}
_LISTS = ("addresses", "completed", "granted", *_OF_KIND.values())


def cases(records: Iterable[SourceRecord]) -> tuple[Case, ...]:
    """The cases that some rows tell of, given in the order of their identities."""
    return tuple(_case(identity, list(rows)) for identity, rows in groupby(records, key=_identity))


def _identity(record: SourceRecord) -> str:
    return record.identity


def _case(identity: str, rows: list[SourceRecord]) -> Case:
    listed, whole = _listed(rows)
    completed = _completed(listed["proceedings"])
    granted = _granted(listed["motions"])
    hearings = tuple(one for row in rows if (one := hearing(row)) is not None)
    missed = missed_of(hearings, completed)
    told = fact(whole.current.events[0], whole) if whole else None
    opened = _opened(listed["proceedings"], whole or rows[0])
    listed["counsel"] = tuple(_counsel(listed["counsel"], told))
    return Case(
        identity=identity,
        told=told,
        opened=opened,
        open=_open(opened, completed, granted),
        addresses=_addresses(whole) if whole else (),
        completed=completed,
        granted=granted,
        hearings=not_held_if_missed(hearings, missed),
        missed=missed,
        first_set_for=_first_set_for(hearings),
        **listed,
    )


def _listed(rows: list[SourceRecord]) -> tuple[dict[str, tuple[Fact, ...]], SourceRecord | None]:
    """The rows of each kind as facts, by the row's key; and the row of the case itself."""
    found: dict[str, list[Fact]] = {name: [] for name in _OF_KIND.values()}
    whole = None
    for row in rows:
        event = row.current.events[0]
        if isinstance(event, CaseTold):
            whole = row
        elif (name := _OF_KIND.get(type(event))) and not _is_deleted(event):
            found[name].append(fact(event, row))
    return {name: tuple(facts) for name, facts in found.items()}, whole


def _is_deleted(event: Event) -> bool:
    return isinstance(event, MotionTold) and event.deleted


def _opened(proceedings: tuple[Fact, ...], row: SourceRecord) -> Fact:
    """The first row of a proceeding opens a case; where no such day is told, what we first knew."""
    first = earliest([one for one in proceedings if one.dated])
    return first or Fact(row.versions[0].learned_on, row.current.events[0], row.current)


def _completed(proceedings: tuple[Fact, ...]) -> tuple[Fact, ...]:
    done = [
        Fact(day, one.event, one.told)
        for one in proceedings
        if (day := proceeding_of(one).completed_on) is not None
    ]
    return tuple(sorted(done, key=_on))


def _granted(motions: tuple[Fact, ...]) -> tuple[Fact, ...]:
    granted = [
        Fact(day, one.event, one.told)
        for one in motions
        if _motion(one).decision == MOTION_GRANTED and (day := _motion(one).decided_on) is not None
    ]
    return tuple(sorted(granted, key=_on))


def _open(opened: Fact, completed: tuple[Fact, ...], granted: tuple[Fact, ...]) -> tuple[Open, ...]:
    """Open until first completed, and again from each reopening to the next completion."""
    ends = [one for one in completed if _ends(one)]
    again = [one for one in granted if _motion(one).kind in REOPENS]
    begin: Fact | None = opened
    end = ends[0] if ends else None
    times = []
    while begin is not None:
        if end is None or begin.on < end.on:
            times.append(Open(begin, end))
        begin = _next(again, end.on + _ONE_DAY) if end else None
        # Days told in an impossible order: no case is open before it was opened.
        begin = max(begin, opened, key=_day) if begin else None
        end = _next(ends, begin.on) if begin else None
    return tuple(times)


def _next(facts: list[Fact], day: date) -> Fact | None:
    """The first of some facts, given in their order, that is not before a day."""
    return next((one for one in facts if one.on >= day), None)


def _ends(completion: Fact) -> bool:
    return proceeding_of(completion).decision not in SENT_ELSEWHERE


def _addresses(whole: SourceRecord) -> tuple[Fact, ...]:
    return addresses_over_time(
        whole, CaseTold, lambda told: told.address, lambda told: told.address_on
    )


def _counsel(told: tuple[Fact, ...], case: Fact | None) -> Iterator[Fact]:
    """Whoever appeared for the child, by the table of counsel or by the case's own row."""
    for one in told:
        if isinstance(one.event, CounselTold) and one.event.side == CHILDS_SIDE:
            yield one
    if case and isinstance(case.event, CaseTold) and case.event.counsel_on is not None:
        yield Fact(case.event.counsel_on, case.event, case.told)


def _first_set_for(hearings: tuple[Hearing, ...]) -> date | None:
    first = min(hearings, key=lambda one: (one.told.on, one.day, one.key), default=None)
    return first.day if first else None


def _motion(fact: Fact) -> MotionTold:
    return cast("MotionTold", fact.event)


def _day(fact: Fact) -> date:
    return fact.on


def _on(fact: Fact) -> tuple[date, str]:
    event = fact.event
    return fact.on, event.key if isinstance(event, CourtRow) else ""
