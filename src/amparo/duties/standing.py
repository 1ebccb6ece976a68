"""Where a duty stands: who has it, whether it rests, whether a decision ended it."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from amparo.duties.act import TAKEN_BACK, Act, Deed
from amparo.duties.offices import Office


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What the deeds so far come to.

    A duty always has one owner: its role at an office, until a ``holder`` (a person) is named.
    ``offices`` are where its work has lain, by the places on the record or as it was assigned, the
    last one where it lies; a person of another office may have it. Empty: that was not asked for.
    ``offered_to`` has been asked to take over; until they accept the holder still has it.
    ``passes_to``: the child is elsewhere now, and whoever of the role accepts takes it over there.
    ``closing`` has proposed to end it and waits for a second person. ``version`` counts the deeds,
    facts and moves so far: whoever acts says which they have seen. ``touched``: somebody did or
    told something of it, which a move of the child is not. ``undoable_by`` did the last deed and
    may take it back.
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
    touched: bool = False
    undoable_by: str | None = None

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
    every = list(acts)
    kept = _that_stand(every)
    for act in kept:
        while moves and moves[0].since <= act.on:
            now = _moved(now, moves.pop(0))
        after = _AFTER[act.deed](now, act)
        if act.deed is Deed.CLOSE and two_close:
            after = msgspec.structs.replace(now, closing=act.person, closed_because=act.reason)
        now = msgspec.structs.replace(after, version=now.version + 1)
    for move in moves:
        now = _moved(now, move)
    last = every[-1] if every else None
    undoable_by = last.person if last is not None and last.deed in TAKEN_BACK else None
    taken_back = len(every) - len(kept)
    now = msgspec.structs.replace(now, version=now.version + taken_back, undoable_by=undoable_by)
    if done is not None and now.closed_on is None:
        now = msgspec.structs.replace(now, closed_on=done, closed_because="recorded")
    touched = bool(kept) or told > 0
    return msgspec.structs.replace(now, version=now.version + told, touched=touched)


def _that_stand(acts: Iterable[Act]) -> list[Act]:
    """The deeds without those that were taken back, and without the taking back."""
    stand, may_go = list[Act](), False
    for act in acts:
        if act.deed is not Deed.UNDO:
            stand.append(act)
        elif may_go:
            stand.pop()
        may_go = act.deed in TAKEN_BACK
    return stand


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


class WhyNot(StrEnum):
    """Why a deed is not done to a duty as it stands."""

    CLOSED = "It is closed; reopen it first."
    OWN = "You have it already."
    ANOTHERS = "Somebody has it: ask them to hand it over."
    PASSES = "Somebody has it, and it passes to another office: accept it there."
    NOT_HELD = "Only whoever has it does that: take it first."
    NOT_OFFERED = "It was not offered to you."
    PROPOSED = "It was proposed already, and waits for a second person (amparo duties agree)."
    NOT_PROPOSED = "Nobody proposed to close it."
    OWN_PROPOSAL = "A second person agrees, not the same one."
    OPEN = "It is open."
    NOT_TO_UNDO = "Only your own last deed can be taken back, while nothing newer was done."


def why_not(deed: Deed, now: Standing, person: str) -> WhyNot | None:
    """Why somebody whose role has the duty may not do a deed as it stands; None where they may."""
    if now.closed_on is not None:
        return None if deed is Deed.REOPEN else WhyNot.CLOSED
    return _WHY_NOT[deed](now, person)


def _why_not_take(now: Standing, person: str) -> WhyNot | None:
    if now.holder == person:
        return WhyNot.OWN
    if now.holder is not None and now.passes_to is not None:
        return WhyNot.PASSES
    return None if now.holder is None else WhyNot.ANOTHERS


def _why_not_hold(now: Standing, person: str) -> WhyNot | None:
    return None if now.holder == person else WhyNot.NOT_HELD


def _why_not_answer(now: Standing, person: str) -> WhyNot | None:
    passes = now.passes_to is not None and now.holder != person
    return None if passes or now.offered_to == person else WhyNot.NOT_OFFERED


def _why_not_close(now: Standing, person: str) -> WhyNot | None:
    return WhyNot.PROPOSED if now.closing is not None else _why_not_hold(now, person)


def _why_not_agree(now: Standing, person: str) -> WhyNot | None:
    if now.closing is None:
        return WhyNot.NOT_PROPOSED
    return None if now.closing != person else WhyNot.OWN_PROPOSAL


def _why_not_reopen(now: Standing, _person: str) -> WhyNot | None:
    # A proposal that nobody agreed to is taken back in the same way.
    return None if now.closing is not None else WhyNot.OPEN


def _why_not_undo(now: Standing, person: str) -> WhyNot | None:
    return None if now.undoable_by == person else WhyNot.NOT_TO_UNDO


def _nothing_against(_now: Standing, _person: str) -> WhyNot | None:
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
    Deed.UNDO: _why_not_undo,
}
