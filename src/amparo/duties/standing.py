"""Where a duty stands: who has it, whether it rests, whether a decision ended it."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from amparo.duties.act import Act, Deed
from amparo.duties.offices import Office


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What the deeds so far come to.

    A duty always has one owner: its role at an office, until a ``holder`` (a person) is named.
    ``offices`` are where its work has lain, by the places on the record or as it was assigned, the
    last one where it lies; a person of another office may have it. Empty: that was not asked for.
    ``offered_to`` has been asked to take over; until they accept the holder still has it.
    ``passes_to``: the child is elsewhere now, and whoever of the role accepts takes it over there.
    ``closing`` has proposed to end it and waits for a second person. ``version`` counts the deeds
    and facts so far: whoever acts says which they have seen.
    """

    holder: str | None = None
    offices: tuple[Office, ...] = ()
    passes_to: Office | None = None
    held_since: date | None = None
    offered_to: str | None = None
    rests_until: date | None = None
    rests_because: str | None = None
    closing: str | None = None
    closed_on: date | None = None
    closed_because: str | None = None
    raised: int = 0
    version: int = 0

    @property
    def office(self) -> str | None:
        """Where its work lies; None where that was not asked for."""
        return self.offices[-1].name if self.offices else None

    def rests(self, day: date) -> bool:
        """Whether it rests on a day. A rest moves no due date."""
        return self.rests_until is not None and day <= self.rests_until


UNTOUCHED = Standing()

BY_HAND = "assigned"
"""Why work lies at an office to which somebody assigned it."""


def standing(
    acts: Iterable[Act],
    *,
    two_close: bool,
    told: int = 0,
    done: date | None = None,
    offices: Sequence[Office] = (),
) -> Standing:
    """What some deeds come to, in their order.

    ``two_close``: to end it by decision takes a second person. ``told`` is how many facts were told
    for it, ``done`` the day on which one of them ended it. ``offices`` are where its work lay by
    the places on the record, oldest first: on one day the child moves before anything is done.
    """
    now = msgspec.structs.replace(UNTOUCHED, offices=tuple(offices[:1]))
    moves = list(offices[1:])
    for act in acts:
        while moves and moves[0].since <= act.on:
            now = _moved(now, moves.pop(0))
        after = _AFTER[act.deed](now, act)
        if act.deed is Deed.CLOSE and two_close:
            after = msgspec.structs.replace(now, closing=act.person, closed_because=act.reason)
        now = msgspec.structs.replace(after, version=now.version + 1)
    for move in moves:
        now = _moved(now, move)
    if done is not None and now.closed_on is None:
        now = msgspec.structs.replace(now, closed_on=done, closed_because="recorded")
    return msgspec.structs.replace(now, version=now.version + told)


def _moved(now: Standing, to: Office) -> Standing:
    """Nobody's work goes along with the child; somebody's stays until it is accepted there."""
    if now.holder is None:
        moved = _at(now, to)
    else:
        passes_to = to if to.name != now.office else None
        moved = msgspec.structs.replace(now, passes_to=passes_to)
    return msgspec.structs.replace(moved, version=now.version + 1)


def _at(now: Standing, office: Office | None) -> Standing:
    if office is None or office.name == now.office:
        return now
    return msgspec.structs.replace(now, offices=(*now.offices, office))


def _taken(now: Standing, act: Act) -> Standing:
    return _held(_at(now, _accepted(now, act)), act.person, act.on)


def _assigned(now: Standing, act: Act) -> Standing:
    if act.to is None:  # to an office, and nobody there yet
        by_hand = Office(name=act.office, because=BY_HAND, since=act.on)
        return _held(_at(now, by_hand), None, act.on)
    return _held(_at(now, _accepted(now, act)), act.to, act.on)


def _accepted(now: Standing, act: Act) -> Office | None:
    """Where it passes to, from the day on which somebody there has it."""
    return now.passes_to and msgspec.structs.replace(now.passes_to, since=act.on)


def _held(now: Standing, holder: str | None, on: date) -> Standing:
    return msgspec.structs.replace(
        now, holder=holder, held_since=on, offered_to=None, passes_to=None
    )


def _offered(now: Standing, act: Act) -> Standing:
    return msgspec.structs.replace(now, offered_to=act.to)


def _rejected(now: Standing, act: Act) -> Standing:
    if now.offered_to == act.person:
        return msgspec.structs.replace(now, offered_to=None)
    return msgspec.structs.replace(now, passes_to=None)


def _rested(now: Standing, act: Act) -> Standing:
    return msgspec.structs.replace(now, rests_until=act.until, rests_because=act.reason)


def _closed(now: Standing, act: Act) -> Standing:
    return msgspec.structs.replace(now, closed_on=act.on, closed_because=act.reason)


def _agreed(now: Standing, act: Act) -> Standing:
    return msgspec.structs.replace(now, closed_on=act.on, closing=None)


def _reopened(now: Standing, _act: Act) -> Standing:
    return msgspec.structs.replace(now, closed_on=None, closed_because=None, closing=None)


def _raised(now: Standing, _act: Act) -> Standing:
    return msgspec.structs.replace(now, raised=now.raised + 1)


_AFTER = {
    Deed.TAKE: _taken,
    Deed.ASSIGN: _assigned,
    Deed.HAND_OVER: _offered,
    Deed.ACCEPT: _taken,
    Deed.REJECT: _rejected,
    Deed.SNOOZE: _rested,
    Deed.CLOSE: _closed,
    Deed.AGREE: _agreed,
    Deed.REOPEN: _reopened,
    Deed.ESCALATE: _raised,
}


def why_not(deed: Deed, now: Standing, person: str) -> str | None:
    """Why somebody whose role has the duty may not do a deed as it stands; None where they may."""
    if now.closed_on is not None:
        return None if deed is Deed.REOPEN else "It is closed; reopen it first."
    return _WHY_NOT[deed](now, person)


def _why_not_take(now: Standing, person: str) -> str | None:
    if now.holder == person:
        return "You have it already."
    if now.holder is not None and now.passes_to is not None:
        return f"Somebody has it, and it passes to {now.passes_to.name}: accept it there."
    return None if now.holder is None else "Somebody has it: ask them to hand it over."


def _why_not_hold(now: Standing, person: str) -> str | None:
    return None if now.holder == person else "Only whoever has it does that: take it first."


def _why_not_answer(now: Standing, person: str) -> str | None:
    passes = now.passes_to is not None and now.holder != person
    return None if passes or now.offered_to == person else "It was not offered to you."


def _why_not_close(now: Standing, person: str) -> str | None:
    if now.closing is not None:
        return "It was proposed already, and waits for a second person (amparo duties agree)."
    return _why_not_hold(now, person)


def _why_not_agree(now: Standing, person: str) -> str | None:
    if now.closing is None:
        return "Nobody proposed to close it."
    return None if now.closing != person else "A second person agrees, not the same one."


def _why_not_reopen(now: Standing, _person: str) -> str | None:
    # A proposal that nobody agreed to is taken back in the same way.
    return None if now.closing is not None else "It is open."


def _nothing_against(_now: Standing, _person: str) -> str | None:
    return None


_WHY_NOT = {
    Deed.TAKE: _why_not_take,
    Deed.ASSIGN: _nothing_against,
    Deed.HAND_OVER: _why_not_hold,
    Deed.ACCEPT: _why_not_answer,
    Deed.REJECT: _why_not_answer,
    Deed.SNOOZE: _why_not_hold,
    Deed.CLOSE: _why_not_close,
    Deed.AGREE: _why_not_agree,
    Deed.REOPEN: _why_not_reopen,
    Deed.ESCALATE: _why_not_hold,
}
