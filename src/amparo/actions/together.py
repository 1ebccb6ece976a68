"""Does one deed to several duties: shown before, told of each, and taken back by new deeds."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

import msgspec

from amparo.actions.changing import ChangeRefused, NotRecorded, as_they_stand
from amparo.actions.doing import (
    NO_SUCH_DUTY,
    Doing,
    enter,
    refuse_unless_it_may_be,
    standing_now,
)
from amparo.actions.duties import Deed as Done
from amparo.actions.duties import Owed, done_since, find_each
from amparo.actions.home import Home
from amparo.actions.lists import Asked, today
from amparo.clocks.washington import washington_day
from amparo.duties.act import Deed
from amparo.duties.standing import Standing
from amparo.purposes.asker import MAY_ASSIGN, Asker
from amparo.store import people
from amparo.words.agencies import AGENCY_OF, Role

TOGETHER = (Deed.TAKE, Deed.ASSIGN, Deed.SNOOZE)
"""What is done to several at once. No end by decision: each child's is thought about by itself."""


class Several(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asks to do to several duties; otherwise as of a ``Doing``.

    ``duties``: by name, the version that they saw; None where they looked at none.
    """

    deed: Deed
    duties: dict[str, int | None]
    to: str | None = None
    office: str | None = None
    reason: str | None = None
    until: date | None = None


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """What would come of it for one duty. ``owed`` None: the asker has none of this name.

    ``refused``: why it would not be done. ``since``: what was done to it after it was seen;
    ``changed`` also where only a fact was told.
    """

    duty: str
    owed: Owed | None
    version: int
    refused: ChangeRefused | None = None
    changed: bool = False
    since: list[Done] = []


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it for one duty: done where nothing was ``refused``, at a ``version`` now."""

    duty: str
    owed: Owed | None
    version: int
    refused: ChangeRefused | NotRecorded | None = None


def look_ahead(home: Home, asker: Asker, several: Several, clock: datetime) -> list[Outlook]:
    """What would come of it for each, in the order asked; nothing is done.

    It is a look at these duties, one list for each purpose. Raises as ``look_at_list`` does.
    """
    owed = find_each(home, Asked(asker=asker), several.duties, clock, "duties preview")
    asker = as_they_stand(asker, clock)
    return [_outlook(asker, doing, owed.get(doing.duty), clock) for doing in _each(several)]


def do_each(home: Home, asker: Asker, several: Several, clock: datetime) -> list[Outcome]:
    """Do it to each, in the order asked: one look at all, and for each a deed of its own.

    What is refused is told of that duty and loses no other. Where the ledger could not be written
    it is not tried further. Raises as ``look_at_list`` does, before anything is done.
    """
    owed = find_each(home, Asked(asker=asker), several.duties, clock, f"duties {several.deed}")
    return list(_done(home, asker, several, owed, clock))


def _done(
    home: Home, asker: Asker, several: Several, owed: dict[str, Owed], clock: datetime
) -> Iterator[Outcome]:
    failed: NotRecorded | None = None
    for doing in _each(several):
        name = doing.duty
        one, seen = owed.get(name), doing.seen or 0
        try:
            if failed is not None:
                raise failed
            _, version = enter(home, asker, doing, one, clock)
        except (ChangeRefused, NotRecorded) as refused:
            failed = refused if isinstance(refused, NotRecorded) else None
            yield Outcome(duty=name, owed=one, version=seen, refused=refused)
        else:
            yield Outcome(duty=name, owed=one, version=version)


def _each(several: Several) -> Iterator[Doing]:
    for name, seen in several.duties.items():
        yield Doing(
            deed=several.deed,
            duty=name,
            to=several.to,
            office=several.office,
            reason=several.reason,
            until=several.until,
            seen=seen,
        )


def _outlook(asker: Asker, doing: Doing, owed: Owed | None, clock: datetime) -> Outlook:
    if owed is None:
        refused = ChangeRefused("no-such-duty", NO_SUCH_DUTY)
        return Outlook(duty=doing.duty, owed=None, version=0, refused=refused)
    stand, seen = standing_now(owed, clock), doing.seen
    changed = seen is not None and seen != stand.version
    return Outlook(
        duty=doing.duty,
        owed=owed,
        version=stand.version,
        # A change in between is told beside: whoever has read of it may do it all the same.
        refused=_refused(asker, owed, msgspec.structs.replace(doing, seen=None), stand, clock),
        changed=changed,
        since=done_since(owed, seen, today(clock)) if changed and seen is not None else [],
    )


def _refused(
    asker: Asker, owed: Owed, doing: Doing, stand: Standing, clock: datetime
) -> ChangeRefused | None:
    try:
        refuse_unless_it_may_be(asker, owed, doing, stand, clock)
    except ChangeRefused as refused:
        return refused
    return None


# --- whom a duty can be given to --------------------------------------------------------------


class Colleague(msgspec.Struct, frozen=True, order=True):
    """Somebody who holds a role in date, and where."""

    role: Role
    office: str
    slug: str


def colleagues(asker: Asker, clock: datetime) -> list[Colleague]:
    """Those to whom the asker may give duties: of the asker's agency, in date; to others nobody."""
    if asker.role not in MAY_ASSIGN or not asker.credentials_in_date:
        return []
    agency = AGENCY_OF.get(asker.role)
    roles = {role for role in Role if agency is not None and AGENCY_OF.get(role) is agency}
    return sorted(_holders(roles, washington_day(clock)))


def _holders(roles: Collection[Role], day: date) -> Iterable[Colleague]:
    given = people.standing("appointment")
    ever = {row.person for row in given if row.role in roles}
    for person, slug in people.slugs(ever).items():
        held = people.appointment(person, day)
        if held is not None and held[1] and held[0].role in roles:
            yield Colleague(Role(held[0].role), held[0].office, slug)
