"""One child's way, told by every agency, with the day each fact was learned."""

from datetime import date

import msgspec

from amparo.actions.home import refuse_unless_made_up
from amparo.events import Described
from amparo.record import source_records
from amparo.store import assertions, children, deliveries


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One fact of a timeline: when it was true, what it is, who told it, since when we know."""

    on: date | None
    event: str
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
                        told_by=record.identity,
                        learned_on=version.learned_on,
                        file=version.delivery[:12],
                        line=version.line,
                    ),
                )
    return sorted(first.values(), key=_by_day)


def _by_day(told: Told) -> tuple[date, date, str]:
    return told.on or told.learned_on, told.learned_on, told.told_by
