"""One child's way, told by every agency, with the day each fact was learned."""

from datetime import date

import msgspec

from amparo.actions.home import refuse_unless_made_up
from amparo.events import (
    AddressTold,
    Admitted,
    Described,
    Discharged,
    Encountered,
    Event,
    HearingSlotBooked,
    NoticeFiled,
    NoticeIssued,
    NoticeServed,
    Released,
    Transferred,
)
from amparo.record import source_records
from amparo.store import assertions, children, deliveries

_SAYS_MORE: dict[type[Event], tuple[str, ...]] = {
    Encountered: ("agency", "sector"),
    Transferred: ("to",),
    Admitted: ("program",),
    Discharged: ("how",),
    Released: ("relationship",),
    AddressTold: ("status", "why"),
    NoticeIssued: ("component",),
    NoticeServed: ("how", "to"),
    NoticeFiled: ("status", "reason"),
    HearingSlotBooked: ("slot_on",),
}
"""What an event says beside its day. Nothing here identifies anyone: that lies in the vault."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One fact of a timeline: when it was true, what it is, who told it, since when we know."""

    on: date | None
    event: str
    says: str
    told_by: str
    learned_on: date
    file: str
    line: int


def timeline(child: str) -> list[Told]:
    """Every fact told of a child, by the day it was true; what was told twice stands once."""
    refuse_unless_made_up()
    heard = deliveries.heard()
    told = assertions.assertions(children.members([child]).get(child, []), heard)
    first: dict[tuple[str, str, date | None], Told] = {}
    for record in source_records(one for group in told.values() for one in group):
        for version in record.versions:
            for event in version.events:
                if isinstance(event, Described):
                    continue
                tag = str(type(event).__struct_config__.tag)
                first.setdefault(
                    (record.identity, tag, event.happened_on),
                    Told(
                        on=event.happened_on,
                        event=tag,
                        says=_more(event),
                        told_by=record.identity,
                        learned_on=version.learned_on,
                        file=version.delivery[:12],
                        line=version.line,
                    ),
                )
    return sorted(first.values(), key=_by_day)


def _more(event: Event) -> str:
    told = (getattr(event, name) for name in _SAYS_MORE.get(type(event), ()))
    return ", ".join(str(one) for one in told if one is not None)


def _by_day(told: Told) -> tuple[date, date, str]:
    return told.on or told.learned_on, told.learned_on, told.told_by
