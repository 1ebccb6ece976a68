"""Where a released child can best be written to, as far as is known, and what that rests on."""

from collections.abc import Iterator
from datetime import date

import msgspec

from amparo.events import (
    AddressChanged,
    AddressProposed,
    AddressTold,
    Answer,
    CallAnswered,
    LetterEnded,
)
from amparo.events.desk import Mail
from amparo.record.facts import Fact
from amparo.record.fold import Record
from amparo.record.stays import Stay
from amparo.words.addresses import AddressStatus
from amparo.words.agencies import Agency

Told = AddressTold | AddressChanged | AddressProposed
"""What tells an address that can be written to."""

_WRITABLE = frozenset({AddressStatus.WITH_UNIT, AddressStatus.NO_UNIT})


class Residence(msgspec.Struct, frozen=True, kw_only=True):
    """The address told last that nothing speaks against, as an agency told it or ORR proposed it.

    The text itself lies in the vault.

    ``confirmed``: calls after it was told in which it was said to be right. ``alike``: what others
    told that names the same postal code; ``arrived``: letters that did. ``lacks_unit``: others show
    units at the building.
    """

    told: Fact
    confirmed: tuple[Fact, ...] = ()
    alike: tuple[Fact, ...] = ()
    arrived: tuple[Fact, ...] = ()
    lacks_unit: bool = False


def residence(record: Record, today: date) -> Residence | None:
    """The best-evidenced address on a day; None where there is none to write to.

    Of the addresses told to ORR, the court or USCIS for a released child, or proposed by ORR: none
    that is blank or undeliverable, none from which a letter came back, whosever record it was sent
    by, none that somebody has since said on a call to be wrong. Of what is left one that lacks no
    unit comes first, then the one told last; of one day the one proposed, for whoever proposed it
    compared the others.
    """
    stay = _released(record, today)
    if stay is None:
        return None
    told = [one for one in _told(record, stay) if one.on <= today]
    good = [one for one in told if _speaks_nothing_against(one, record, today)]
    if not good:
        return None
    best = max(good, key=lambda one: _rank(one, record))
    return Residence(
        told=best,
        confirmed=tuple(one for one in _said(record, Answer.YES) if best.on <= one.on <= today),
        alike=tuple(one for one in told if one is not best and _is_alike(one, best)),
        arrived=tuple(_ended(best, record, today, Mail.DELIVERED)),
        lacks_unit=_lacks_unit(best, record),
    )


def token(told: Told) -> bytes:
    """What names an address among those that its record told; of one proposed, the proposal."""
    if isinstance(told, AddressProposed):
        return (told.replaces or told.key).encode()
    return told.address


def _rank(fact: Fact, record: Record) -> tuple[object, ...]:
    proposed = isinstance(fact.event, AddressProposed)
    # Of two proposed on one day the later word stands.
    said_at = fact.told.place if proposed else ()
    return not _lacks_unit(fact, record), fact.on, proposed, said_at, fact.identity


def _released(record: Record, today: date) -> Stay | None:
    """The latest release, unless the child came back into care or custody since."""
    released = [
        (stay.released.on, stay)
        for stay in record.stays
        if stay.released is not None and stay.released.on <= today
    ]
    if not released:
        return None
    on, latest = max(released, key=lambda one: (one[0], one[1].identity))
    back = [one for one in (*record.admissions, *record.encounters) if on < one.on <= today]
    return None if back else latest


def _told(record: Record, stay: Stay) -> Iterator[Fact]:
    """What was told for the latest release, and what anybody told, or ORR proposed, after it."""
    yield from stay.tellings
    if stay.released is not None:
        later = (*record.changes, *filter(_is_orr_s, record.told_of(AddressProposed)))
        yield from (one for one in later if one.on >= stay.released.on)


def _is_orr_s(proposed: Fact) -> bool:
    return isinstance(proposed.event, AddressProposed) and proposed.event.by == Agency.ORR


def _speaks_nothing_against(fact: Fact, record: Record, today: date) -> bool:
    event = fact.event
    if not isinstance(event, Told) or event.status not in _WRITABLE:
        return False
    if any(_ended(fact, record, today, Mail.RETURNED)):
        return False
    return not any(fact.on <= one.on <= today for one in _said(record, Answer.NO))


def _ended(fact: Fact, record: Record, today: date, how: Mail) -> Iterator[Fact]:
    """The letters to an address that ended in some way by a day, whoever's record told it."""
    here = _told_as(fact, record)
    for one in record.told_of(LetterEnded):
        event = one.event
        if not isinstance(event, LetterEnded) or event.outcome is not how:
            continue
        if one.on <= today and (one.identity, event.address) in here:
            yield one


def _told_as(fact: Fact, record: Record) -> set[tuple[str, bytes]]:
    """An address by each record that tells it, and its token there.

    Two tell one address where building and unit are the same: however it is written, a letter comes
    back from there. Of one that is proposed only its token is known: it names no building.
    """
    told = (*(one for stay in record.stays for one in stay.tellings), *record.changes)
    same = (fact, *(one for one in told if _is_one_place(one, fact)))
    return {(one.identity, token(one.event)) for one in same if isinstance(one.event, Told)}


def _is_one_place(one: Fact, other: Fact) -> bool:
    here = other.told.building, other.told.unit
    return here[0] is not None and (one.told.building, one.told.unit) == here


def _said(record: Record, answer: Answer) -> Iterator[Fact]:
    """The calls in which the address was said to be right, or not to be."""
    for call in record.calls:
        event = call.answered.event if call.answered is not None else None
        if isinstance(event, CallAnswered) and _is_said(event, answer):
            assert call.answered is not None  # noqa: S101  # its event was just read
            yield call.answered


def _is_said(event: CallAnswered, answer: Answer) -> bool:
    both = (event.address_matches, event.lives_there)
    return answer in both and (answer is Answer.NO or Answer.NO not in both)


def _lacks_unit(fact: Fact, record: Record) -> bool:
    event = fact.event
    no_unit = isinstance(event, Told) and event.status is AddressStatus.NO_UNIT
    return no_unit and fact.told.building in record.buildings_with_units


def _is_alike(one: Fact, other: Fact) -> bool:
    code = other.told.postal_code
    return code is not None and one.told.postal_code == code


def evidence(found: Residence) -> list[str]:
    """What an address rests on, in words: who told it when, and what else speaks for it."""
    return [
        _first(found.told),
        *(f"said on a call of {one.on} to be right" for one in found.confirmed),
        *(f"a letter of ours arrived on {one.on}" for one in found.arrived),
        *(f"{_by(one)} told the same postal code on {one.on}" for one in found.alike),
        *(["no unit is told, and others have units there"] if found.lacks_unit else []),
    ]


def _first(fact: Fact) -> str:
    if isinstance(fact.event, AddressProposed):
        return f"proposed by ORR on {fact.on}, by {fact.event.evidence}"
    return f"told by {_by(fact)} on {fact.on}"


def _by(fact: Fact) -> str:
    channel = f" ({fact.event.channel})" if isinstance(fact.event, AddressChanged) else ""
    return fact.identity.partition(":")[0] + channel


__all__ = ["Residence", "Told", "evidence", "residence", "token"]
