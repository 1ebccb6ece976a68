"""One hearing: when it was set and for which day, whether it stood, and whether it took place."""

from datetime import date, timedelta

import msgspec

from amparo.events import HearingTold
from amparo.record.facts import Fact, happened
from amparo.record.versions import SourceRecord
from amparo.words.vocabularies import NO_SHOW, NOBODY_APPEARED, NOT_HELD

_ONE_DAY = timedelta(days=1)


class Hearing(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the court's calendar; a hearing that was cancelled keeps its row.

    ``told`` stands at the day on which it was set, ``off`` at the first day on which it stood no
    longer: cancelled, or left out of a release before it came. ``held`` and ``unattended`` stand
    at its own day; of a hearing whose outcome is not told there is neither.
    """

    told: Fact
    key: str
    day: date
    proceeding: str | None = None
    is_cancelled: bool = False
    off: Fact | None = None
    held: Fact | None = None
    unattended: Fact | None = None

    @property
    def stands_until(self) -> date:
        """The first day on which it is no longer something to come."""
        over = self.day + _ONE_DAY
        return min(over, self.off.on) if self.off else over

    def by(self, day: date) -> "Hearing":
        """The hearing without what had not happened by a day."""
        return msgspec.structs.replace(
            self,
            off=happened(self.off, day),
            held=happened(self.held, day),
            unattended=happened(self.unattended, day),
        )


def hearing(record: SourceRecord) -> Hearing | None:
    """The hearing that a row of the schedule describes; None where it is set for no day."""
    told = record.current
    event = told.events[0]
    if not isinstance(event, HearingTold) or event.hearing_on is None:
        return None
    set_on = event.happened_on or record.versions[0].learned_on
    on_its_day = Fact(event.hearing_on, event, told)
    why = event.adjourned
    return Hearing(
        told=Fact(set_on, event, told),
        key=event.key,
        day=event.hearing_on,
        proceeding=event.proceeding,
        is_cancelled=why in NOT_HELD,
        off=_off(record, event),
        held=on_its_day if why and why not in NOT_HELD | NOBODY_APPEARED else None,
        unattended=on_its_day if why == NO_SHOW else None,
    )


def _off(record: SourceRecord, event: HearingTold) -> Fact | None:
    days = [_cancelled_on(record, event), _left_out_on(record, event)]
    first = min((day for day in days if day is not None), default=None)
    return Fact(first, event, record.current) if first else None


def _cancelled_on(record: SourceRecord, event: HearingTold) -> date | None:
    """The day the court wrote the reason; where untold, the day we first saw that reason."""
    if event.adjourned not in NOT_HELD:
        return None
    return event.updated_on or next(
        version.learned_on
        for version in record.versions
        for one in version.events
        if isinstance(one, HearingTold) and one.adjourned == event.adjourned
    )


def _left_out_on(record: SourceRecord, event: HearingTold) -> date | None:
    """A row left out after its day takes nothing back: the hearing came while it stood."""
    day = record.no_longer_reported_on
    return day if day and event.hearing_on and day <= event.hearing_on else None
