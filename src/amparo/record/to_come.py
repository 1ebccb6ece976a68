"""The hearings of a child that are still to come, as they stand: none that was cancelled."""

from collections.abc import Iterable, Iterator
from datetime import date, time

import msgspec

from amparo.events import HearingTold
from amparo.record.cases import Case
from amparo.record.hearings import Hearing
from amparo.record.notices import Notice


class ToCome(msgspec.Struct, frozen=True, kw_only=True):
    """One hearing ahead. ``at`` and ``court`` None: not told.

    ``is_set`` False: only booked on the Notice to Appear, and the court knows of no case.
    """

    on: date
    at: time | None = None
    court: str | None = None
    is_set: bool = True
    told_by: str
    told_on: date


def to_come(cases: Iterable[Case], notices: Iterable[Notice], today: date) -> list[ToCome]:
    """The hearings from a day on, the next one first, as far as known on that day."""
    every = list(cases)
    found = [*_set(every, today), *_booked(notices, every, today)]
    return sorted(found, key=lambda one: (one.on, one.at or time.max, one.told_by))


def _set(cases: Iterable[Case], today: date) -> Iterator[ToCome]:
    for case in cases:
        if any(one.until is None or one.until > today for one in case.open):
            yield from (_hearing(case, one) for one in case.hearings if _stands(one, today))


def _stands(hearing: Hearing, today: date) -> bool:
    return hearing.day >= today and hearing.told.on <= today < hearing.stands_until


def _hearing(case: Case, hearing: Hearing) -> ToCome:
    event = hearing.told.event
    assert isinstance(event, HearingTold)  # noqa: S101  # what a hearing is made of
    return ToCome(
        on=hearing.day,
        at=_time(event.at),
        court=event.court,
        told_by=case.identity,
        told_on=hearing.told.on,
    )


def _time(written: str | None) -> time | None:
    """The hour of HHMM; what is no hour is not told."""
    text = (written or "").strip().zfill(4)
    if not written or not text.isdecimal() or len(text) != len("HHMM"):
        return None
    hour, minute = int(text[:2]), int(text[2:])
    return time(hour, minute) if hour < 24 and minute < 60 else None  # a day


def _booked(notices: Iterable[Notice], cases: list[Case], today: date) -> Iterator[ToCome]:
    """What ICE booked and nobody filed: the paper tells the child to come to it all the same."""
    for notice in notices:
        served = notice.served
        if served is None or notice.slot_on is None or notice.slot_on < today:
            continue
        begun = min(one.on for one in (notice.issued, served) if one is not None)
        known = any(one.opened and one.opened.on >= begun for one in cases)
        if not known and notice.accepted is None and notice.withdrawn is None:
            yield ToCome(
                on=notice.slot_on, is_set=False, told_by=notice.identity, told_on=served.on
            )
