"""Where a duty stands: who has it, whether it rests, whether a decision ended it."""

from collections.abc import Iterable
from datetime import date

import msgspec

from amparo.duties.act import Act, Deed


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What the deeds so far come to.

    A duty always has one owner: its role, until ``office`` or ``holder`` (a person) is named.
    ``offered_to`` has been asked to take over; until they accept the holder still has it.
    ``closing`` has proposed to end it and waits for a second person. ``version`` counts the deeds
    and facts so far: whoever acts says which they have seen.
    """

    holder: str | None = None
    office: str | None = None
    held_since: date | None = None
    offered_to: str | None = None
    rests_until: date | None = None
    rests_because: str | None = None
    closing: str | None = None
    closed_on: date | None = None
    closed_because: str | None = None
    raised: int = 0
    version: int = 0

    def rests(self, day: date) -> bool:
        """Whether it rests on a day. A rest moves no due date."""
        return self.rests_until is not None and day <= self.rests_until


UNTOUCHED = Standing()


def standing(
    acts: Iterable[Act], *, two_close: bool, told: int = 0, done: date | None = None
) -> Standing:
    """What some deeds come to, in their order.

    ``two_close``: to end it by decision takes a second person. ``told`` is how many facts were told
    for it, ``done`` the day on which one of them ended it.
    """
    now = UNTOUCHED
    for act in acts:
        after = _AFTER[act.deed](now, act)
        if act.deed is Deed.CLOSE and two_close:
            after = msgspec.structs.replace(now, closing=act.person, closed_because=act.reason)
        now = msgspec.structs.replace(after, version=now.version + 1)
    if done is not None and now.closed_on is None:
        now = msgspec.structs.replace(now, closed_on=done, closed_because="recorded")
    return msgspec.structs.replace(now, version=now.version + told)


def _taken(now: Standing, act: Act) -> Standing:
    return msgspec.structs.replace(
        now, holder=act.person, office=act.office, held_since=act.on, offered_to=None
    )


def _assigned(now: Standing, act: Act) -> Standing:
    return msgspec.structs.replace(
        now, holder=act.to, office=act.office, held_since=act.on, offered_to=None
    )


def _offered(now: Standing, act: Act) -> Standing:
    return msgspec.structs.replace(now, offered_to=act.to)


def _rejected(now: Standing, _act: Act) -> Standing:
    return msgspec.structs.replace(now, offered_to=None)


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
    return None if now.holder is None else "Somebody has it: ask them to hand it over."


def _why_not_hold(now: Standing, person: str) -> str | None:
    return None if now.holder == person else "Only whoever has it does that: take it first."


def _why_not_answer(now: Standing, person: str) -> str | None:
    return None if now.offered_to == person else "It was not offered to you."


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
