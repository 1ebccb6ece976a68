"""Each address a child was told to live at, as one thing: what letters and calls came to there."""

from collections.abc import Iterator
from datetime import date

import msgspec

from amparo.events import (
    AddressChanged,
    AddressOfRecord,
    AddressTold,
    CallAnswered,
    LetterEnded,
)
from amparo.events.desk import Mail
from amparo.events.safety import Answer
from amparo.record.facts import Fact
from amparo.record.fold import Record
from amparo.words.address_codes import AddressCode
from amparo.words.addresses import AddressStatus


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """One building and unit, by whatever books name it; ``told_by`` are those books' records.

    ``returned_on``: mail sent there came back, ``delivered_on``: it arrived. ``confirmed_on`` and
    ``denied_on``: whoever was called said that the child lives at the address ORR then had, and
    that was this one, or did not.
    """

    told_by: tuple[str, ...]
    first_told_on: date
    last_told_on: date
    status: AddressStatus
    codes: tuple[AddressCode, ...] = ()
    dpv: tuple[str, ...] = ()
    returned_on: tuple[date, ...] = ()
    delivered_on: tuple[date, ...] = ()
    confirmed_on: tuple[date, ...] = ()
    denied_on: tuple[date, ...] = ()


def homes(record: Record, on: date) -> tuple[Home, ...]:
    """The homes that HHS's books and ICE's copies of them name, in the order first told.

    ``on`` is the record's own day: mail that came back later had not come back on it.
    """
    by_place: dict[_Place, list[Fact]] = {}
    for one in sorted(_told(record), key=_by_day):
        by_place.setdefault(_place(one), []).append(one)
    answers, letters = list(_answers(record)), list(_letters(record))
    return tuple(
        _with_letters(
            _home(told, [one for one in answers if one[0] == at], on),
            [one for one in letters if one[0] == at],
        )
        for at, told in by_place.items()
    )


_Place = tuple[bytes | None, bytes | None]
_Address = AddressTold | AddressOfRecord | AddressChanged


def _told(record: Record) -> Iterator[Fact]:
    yield from _told_to_orr(record)
    for stay in record.custody:
        yield from stay.addresses


def _told_to_orr(record: Record) -> Iterator[Fact]:
    for stay in record.stays:
        yield from stay.tellings
    yield from (one for one in record.changes if one.identity.startswith("ORR:"))


def _by_day(one: Fact) -> tuple[date, tuple[int, ...], str]:
    return one.on, (one.told.sequence, one.told.line), one.identity


def _place(one: Fact) -> _Place:
    """Building and unit; where no building can be read, the address as it was written."""
    if one.told.building is not None:
        return one.told.building, one.told.unit
    return _event(one).address, None


def _event(one: Fact) -> _Address:
    if not isinstance(one.event, _Address):
        raise TypeError("only addresses are homes")
    return one.event


def _home(told: list[Fact], answers: list[tuple[_Place, date, Answer]], on: date) -> Home:
    latest = _event(told[-1])
    returned = (one.event.returned_on for one in told if isinstance(one.event, AddressOfRecord))
    return Home(
        told_by=tuple(dict.fromkeys(one.identity for one in told)),
        first_told_on=told[0].on,
        last_told_on=told[-1].on,
        status=latest.status,
        codes=latest.codes,
        dpv=next((one for fact in reversed(told) if (one := _event(fact).dpv)), ()),
        returned_on=_in_order(one for one in returned if one is not None and one <= on),
        confirmed_on=_in_order(day for _, day, said in answers if said is Answer.YES),
        denied_on=_in_order(day for _, day, said in answers if said is Answer.NO),
    )


def _with_letters(home: Home, letters: list[tuple[_Place, date, Mail]]) -> Home:
    """With what became of the letters that Amparo's side sent to it."""
    back = [day for _, day, outcome in letters if outcome is Mail.RETURNED]
    there = [day for _, day, outcome in letters if outcome is Mail.DELIVERED]
    return msgspec.structs.replace(
        home,
        returned_on=_in_order(iter([*home.returned_on, *back])),
        delivered_on=_in_order(iter(there)),
    )


def _letters(record: Record) -> Iterator[tuple[_Place, date, Mail]]:
    """Where each letter went, by whichever books it was addressed, and what became of it."""
    told = (*(one for stay in record.stays for one in stay.tellings), *record.changes)
    place = {(one.identity, _event(one).address): _place(one) for one in told}
    for one in record.told_of(LetterEnded):
        event = one.event
        if isinstance(event, LetterEnded) and (one.identity, event.address) in place:
            yield place[one.identity, event.address], one.on, event.outcome


def _in_order(days: Iterator[date]) -> tuple[date, ...]:
    return tuple(sorted(set(days)))


def _answers(record: Record) -> Iterator[tuple[_Place, date, Answer]]:
    """What each call said of the address that ORR had on its day."""
    told = sorted(_told_to_orr(record), key=_by_day)
    for call in record.calls:
        if call.answered is None or not isinstance(call.answered.event, CallAnswered):
            continue
        on = call.answered.on
        asked_of = next((one for one in reversed(told) if one.on <= on), None)
        if asked_of is not None:
            yield _place(asked_of), on, call.answered.event.address_matches
