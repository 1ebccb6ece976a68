"""The findings that endanger a child's case, worked out on their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from amparo.synthetic.truth_cases import Case
from amparo.synthetic.truth_court_findings import stale_hearings
from amparo.synthetic.truth_reading import Said
from amparo.synthetic.truth_records import Source
from amparo.synthetic.truth_told import Finding, Told, earliest
from amparo.words.vocabularies import DEPARTED, RELIEF_GRANTED

_BEFORE_SLOT, _FLOOR = 10, 10
_NO_INTERPRETER = {"18", "32", "33", "4C"}
_TO_SEEK_COUNSEL, _NOTICE_SENT_WRONG = "01", "10"
_ENDS_DUTY = DEPARTED | RELIEF_GRANTED


@dataclass(frozen=True, slots=True)
class _Notice:
    """One notice as told last. A day not told is the day it was learned."""

    identity: str
    issued: int | None
    served: int | None
    returned: int | None
    withdrawn: int | None
    accepted: int | None
    slot: int | None
    is_alone: bool

    @property
    def begun(self) -> int | None:
        return earliest(self.issued, self.served)


def risk_findings(told: Told, known: int) -> Iterator[Finding]:
    """Every finding about a notice or a case that puts the child's case at risk."""
    notices = [_notice(source, row, known) for source, row in told.way.of_feed("notices")]
    for one in notices:
        yield from chain(_slot(told, one), _mail(told, one, notices), _alone(told, one, notices))
    for case in told.cases:
        yield from chain(_too_soon(case, notices), _in_vain(case), _interpreters(case))
        yield from chain(_not_followed(case), _bad_notice(told, case, notices))


def _notice(source: Source, row: Said, known: int) -> _Notice:
    days = row.days
    slot = None if "first_hearing_slot_at" in row.undated else days.get("first_hearing_slot_at")
    return _Notice(
        source.identity,
        days.get("nta_issued_on"),
        days.get("served_on"),
        days.get("returned_on"),
        days.get("withdrawn_on"),
        source.accepted_on(known),
        slot,
        _is_alone(row),
    )


def _is_alone(row: Said) -> bool:
    """Handed to the child alone, who was under 14 by the birth date on the same paper."""
    served, born = row.days.get("served_on"), row.likeness[3]
    if row.words.get("served_to") != "child" or served is None or born is None:
        return False
    if "served_on" in row.undated:
        return False
    birth, day = date.fromordinal(born), date.fromordinal(served)
    had_birthday = (day.month, day.day) >= (birth.month, birth.day)
    return day.year - birth.year - (0 if had_birthday else 1) < 14


def _ended(told: Told, day: int) -> int | None:
    """The day in the episode of another on which the child left the country or won relief."""
    way = told.way
    days = [
        row.days["discharged_on"]
        for _, row in way.of_feed("placements")
        if row.code in _ENDS_DUTY and "discharged_on" in row.days
    ]
    return min((one for one in days if way.episode(one) == way.episode(day)), default=None)


def _slot(told: Told, one: _Notice) -> Iterator[Finding]:
    if one.served is None or one.slot is None or one.begun is None:
        return
    opened = [case.opened for case in told.cases if case.opened >= one.begun]
    ended = _ended(told, one.served)
    until = earliest(one.slot + 1, one.accepted, one.withdrawn, ended, *opened)
    since = max(one.served, one.slot - _BEFORE_SLOT)
    yield Finding("not-filed-before-slot", one.identity, since, until)


def _mail(told: Told, one: _Notice, notices: list[_Notice]) -> Iterator[Finding]:
    if one.returned is None:
        return
    mended = [day for case in told.cases for day, _, _ in case.homes]
    mended += [change.filed for change in told.changes if change.channel == "EOIR-33"]
    mended += [other.served for other in notices if other.served is not None]
    mended += told.arrivals
    later = [day for day in mended if day > one.returned]
    until = earliest(one.withdrawn, _ended(told, one.returned), *later)
    yield Finding("mail-returned", one.identity, one.returned, until)


def _alone(told: Told, one: _Notice, notices: list[_Notice]) -> Iterator[Finding]:
    if not one.is_alone or one.served is None:
        return
    again = [
        other.served
        for other in notices
        if other.served is not None and other.served > one.served and not other.is_alone
    ]
    until = earliest(one.withdrawn, _ended(told, one.served), *again)
    yield Finding("served-alone-under-14", one.identity, one.served, until)


def _too_soon(case: Case, notices: list[_Notice]) -> Iterator[Finding]:
    for hearing in case.hearings:
        for one in notices:
            served = one.served
            if served is None or one.begun is None or case.opened < one.begun:
                continue
            if served <= hearing.day < served + _FLOOR:
                until = earliest(hearing.day + 1, hearing.off)
                since = max(served, hearing.set_on)
                yield Finding("hearing-too-soon", case.identity, since, until)
                break


def _in_vain(case: Case) -> Iterator[Finding]:
    put_off = sorted(
        one.day for one in case.hearings if one.is_held and one.code == _TO_SEEK_COUNSEL
    )
    if len(put_off) > 1:
        since = put_off[1]
        until = earliest(case.counsel, *(day for day in case.ends if day >= since))
        yield Finding("counsel-sought-in-vain", case.identity, since, until)


def _interpreters(case: Case) -> Iterator[Finding]:
    held = [one for one in case.hearings if one.is_held]
    for one in held:
        if one.code in _NO_INTERPRETER:
            later = [other.day for other in held if other.day > one.day]
            until = earliest(*later, *(day for day in case.ends if day >= one.day))
            yield Finding("interpreter-wanting", case.identity, one.day, until)


def _not_followed(case: Case) -> Iterator[Finding]:
    told = [(home[0], state) for home, state in zip(case.homes, case.states, strict=True)]
    for place, (day, state) in enumerate(told[1:]):
        before = told[place][1]
        is_open = any(since <= day and (until is None or day < until) for since, until in case.open)
        if before is None or state is None or before == state or not is_open:
            continue
        later = [on for on, other in told if on > day and other != state]
        ends = [end for end in (*case.ends, *case.sent_elsewhere) if end >= day]
        yield Finding("case-did-not-follow", case.identity, day, earliest(*later, *ends))


def _bad_notice(told: Told, case: Case, notices: list[_Notice]) -> Iterator[Finding]:
    for day in case.orders:
        returned = any(one.returned is not None and one.returned < day for one in notices)
        sent_wrong = any(one.code == _NOTICE_SENT_WRONG and one.day < day for one in case.hearings)
        stale = any(
            hearing.day <= day and (until is None or until >= day)
            for hearing, until in stale_hearings(told, case)
        )
        if returned or sent_wrong or stale:
            until = min((one for one in case.rescinded if one >= day), default=None)
            yield Finding("order-on-bad-notice", case.identity, day, until)
