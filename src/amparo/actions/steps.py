"""What was found, as rows for the store: episodes by their steps, findings by their intervals."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from amparo.events import AddressOfRecord, AddressTold
from amparo.gaps.over_time import FoundThen, Known
from amparo.record import (
    NOWHERE,
    Assertion,
    Custody,
    Episode,
    Fact,
    Notice,
    Record,
    Whereabouts,
    whereabouts,
)
from amparo.words.addresses import AddressStatus

Rows = Iterator[tuple[Any, ...]]


class AddressStep(msgspec.Struct, frozen=True, omit_defaults=True):
    """One address of record, as ICE told it: what its text tells, and whether mail came back.

    ``nth`` is its place among all that were told of the child; the last one by a day is the one
    ICE holds on it.
    """

    anchor: str
    nth: int
    told_on: date
    status: str
    told_by: str
    returned_on: date | None = None


class Steps(msgspec.Struct, frozen=True, omit_defaults=True):
    """One episode's steps, by the day of each; None where nobody told us of it.

    ``at`` are the places that say at which offices the work lies.
    """

    anchor: str | None = None
    told_by: str | None = None
    began_on: date | None = None
    transferred_on: date | None = None
    issued_on: date | None = None
    served_on: date | None = None
    filed_on: date | None = None
    admitted_on: date | None = None
    discharged_on: date | None = None
    released_on: date | None = None
    departed_on: date | None = None
    state: str | None = None
    addresses: tuple[AddressStep, ...] = ()
    at: Whereabouts | None = None


def episode_rows(
    over_time: Iterable[tuple[date, list[Known]]], numbers: Mapping[str, int], basis: str
) -> Rows:
    """A row for each episode and each interval of knowledge in which its steps stayed the same."""
    open_now: dict[tuple[int, int], tuple[Steps, date]] = {}
    for day, records in over_time:
        today = {
            (known.entity, place): steps
            for known in records
            for place, steps in enumerate(_of_record(known.record))
        }
        for key, (steps, since) in list(open_now.items()):
            if today.get(key) != steps:
                del open_now[key]
                yield _episode_row(key, steps, since, day, numbers, basis)
        for key, steps in today.items():
            open_now.setdefault(key, (steps, day))
    for key, (steps, since) in open_now.items():
        yield _episode_row(key, steps, since, None, numbers, basis)


def told_by(assertion: Assertion) -> str:
    """The row that told of something: the first of its delivery's digest, and its line."""
    return f"{assertion.delivery[:12]}:{assertion.line}"


def finding_rows(found: Iterable[FoundThen], numbers: Mapping[str, int], basis: str) -> Rows:
    """A row for each finding and each interval of knowledge in which it stayed the same."""
    for one in found:
        at = one.found
        yield (
            one.gap.name,
            at.anchor,
            numbers[at.identity],
            one.entity,
            _day(at.since),
            _day(at.until),
            _day(at.due),
            at.reason,
            _text([*map(_said, at.facts), *([_said(at.closed_by)] if at.closed_by else [])]),
            _day(one.known_from),
            _day(one.known_to),
            basis,
        )


def _episode_row(  # noqa: PLR0917  # one argument for each column
    key: tuple[int, int],
    steps: Steps,
    since: date,
    until: date | None,
    numbers: Mapping[str, int],
    basis: str,
) -> tuple[Any, ...]:
    entity = key[0]
    identity = numbers[steps.anchor] if steps.anchor else entity
    told = steps.anchor is not None
    return entity, identity, told, _text(steps), _day(since), _day(until), basis


def _of_record(record: Record) -> list[Steps]:
    """The steps of each episode; an address is told in the episode that covers its day."""
    found = [_steps(record, episode) for episode in record.episodes]
    told = _addresses(record)
    if not told:
        return found
    return [
        msgspec.structs.replace(
            steps, addresses=tuple(one for one in told if episode.covers(one.told_on))
        )
        for steps, episode in zip(found, record.episodes, strict=True)
    ]


def _steps(record: Record, episode: Episode) -> Steps:
    transfer = episode.transfer
    own = [notice for notice in record.notices if _belongs(notice, episode)]
    admitted = _first(record.admissions, episode)
    released = _released(record, episode)
    ended = record.ended(episode)
    return Steps(
        anchor=transfer.identity if transfer else None,
        told_by=told_by(transfer.told) if transfer else None,
        began_on=episode.began_on,
        transferred_on=transfer.on if transfer else None,
        issued_on=_earliest(notice.issued for notice in own),
        served_on=_earliest(notice.served for notice in own),
        filed_on=_earliest(notice.accepted for notice in own),
        admitted_on=admitted,
        discharged_on=_first(record.discharges, episode),
        released_on=released.on if released else None,
        departed_on=_earliest(ended),
        state=released.event.state
        if released and isinstance(released.event, AddressTold)
        else None,
        at=at if (at := whereabouts(record, episode)) != NOWHERE else None,
    )


def _belongs(notice: Notice, episode: Episode) -> bool:
    """By its issued day; where that is not told, by the day it was served."""
    fact = notice.issued or notice.served
    return fact is not None and episode.covers(fact.on)


def _released(record: Record, episode: Episode) -> Fact | None:
    """The release of an episode, with the address told last for it."""
    for stay in record.stays:
        if stay.released is not None and stay.tellings and episode.covers(stay.released.on):
            return msgspec.structs.replace(stay.tellings[-1], on=stay.released.on)
    return None


def _first(facts: Iterable[Fact], episode: Episode) -> date | None:
    return _earliest(fact for fact in facts if episode.covers(fact.on))


def _earliest(facts: Iterable[Fact | None]) -> date | None:
    return min([fact.on for fact in facts if fact is not None], default=None)


# --- the address of record --------------------------------------------------------------------


def _addresses(record: Record) -> list[AddressStep]:
    told = [
        (fact, stay, place) for stay in record.custody for place, fact in enumerate(stay.addresses)
    ]
    told.sort(key=lambda one: (one[0].on, one[0].told.place))
    return [
        AddressStep(
            anchor=fact.identity,
            nth=nth,
            told_on=fact.on,
            status=_status(fact, record),
            told_by=told_by(fact.told),
            returned_on=_returned_on(record, stay, place),
        )
        for nth, (fact, stay, place) in enumerate(told)
    ]


def _status(fact: Fact, record: Record) -> str:
    """What the text tells, and for one without a unit what other children's records show."""
    status = fact.event.status if isinstance(fact.event, AddressOfRecord) else AddressStatus.BLANK
    if status in {AddressStatus.BLANK, AddressStatus.UNDELIVERABLE}:
        return str(status)
    lacks_unit = fact.told.building in record.buildings_with_units
    return "incomplete" if status is AddressStatus.NO_UNIT and lacks_unit else "usable"


def _returned_on(record: Record, stay: Custody, place: int) -> date | None:
    """The day mail came back from an address, as the last row told it that held this address.

    ICE adds the day to the row that told of the address long before. A day before the address was
    held is that of the one before it, left standing.
    """
    fact = stay.addresses[place]
    later = stay.addresses[place + 1].told.place if stay.addresses[place + 1 :] else None
    (source,) = (one for one in record.records if one.identity == stay.identity and not one.part)
    holding = [
        event.returned_on
        for version in source.versions
        if fact.told.place <= version.place and (later is None or version.place < later)
        for event in version.events
        if isinstance(event, AddressOfRecord)
    ]
    returned = holding[-1]
    return None if returned is None or (fact.dated and returned < fact.on) else returned


def _said(fact: Fact) -> dict[str, Any]:
    """A fact as a finding names it: what, when, who told it, in which line of which file."""
    return {
        "event": type(fact.event).__struct_config__.tag,
        "on": fact.on,
        "dated": fact.dated,
        "told_by": fact.told_by,
        "file": fact.told.delivery[:12],
        "line": fact.told.line,
        "learned_on": fact.told.learned_on,
    }


def _day(value: date | None) -> str | None:
    """A day as both databases read it: handed over as a date, each would be asked how to write."""
    return value.isoformat() if value else None


def _text(value: Any) -> str:
    return msgspec.json.encode(value).decode()
