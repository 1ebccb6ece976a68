"""A person asks whether two children are one, or whether a record is another child's: a review."""

import msgspec

from amparo.actions.changing import ChangeRefused
from amparo.actions.match_ruling import Acting, change, look_at_all_of, same_review
from amparo.actions.match_says import ASKED_TO_JOIN, ASKED_TO_MOVE
from amparo.purposes import Action
from amparo.store import children, identities, reviews
from amparo.store.reviews import Parts

ASKED = "asked"
"""What a person said who asked. It is no ruling: whoever asks still looks, and then rules."""


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A review that a person asked for. ``waited``: it stood open already."""

    review: int
    why: str
    children: tuple[str, ...]
    waited: bool


def propose(acting: Acting, one: str, other: str, because: str) -> Opened:
    """Ask whether two children are one, each named by its number or by a record (``AGENCY:key``).

    Nothing moves before it is looked at and ruled. Raises LookRefused, ChangeRefused or
    NotRecorded, each of them entered before.
    """
    of = [_known(one), _known(other)]
    look_at_all_of(acting, of, "match propose", Action.WRITE)
    with change(acting, "match propose", because):
        _refuse_if_moved([children.now(child) for child in of], of)
        if of[0] == of[1]:
            raise ChangeRefused("one-already", "The two numbers lead to one child already.")
        members = children.members(of)
        parts = tuple(tuple(sorted(members[child])) for child in of)
        return _opened(acting, parts, ASKED_TO_JOIN, because)


def move(acting: Acting, record: str, child: str, because: str) -> Opened:
    """Ask whether a record (``AGENCY:key``) belongs to another child than the one it is of.

    Raises as ``propose`` does.
    """
    number = identities.number_of(record.strip())
    here = children.memberships([number] if number is not None else []).get(number or 0, "")
    there = _known(child)
    look_at_all_of(acting, [here, there], "match move", Action.WRITE)
    assert number is not None  # noqa: S101  # of nobody's record it was refused
    with change(acting, "match move", because):
        now = [children.memberships([number]).get(number), children.now(there)]
        _refuse_if_moved(now, [here, there])
        return _opened(acting, _around(number, here, there), ASKED_TO_MOVE, because)


def _known(child: str) -> str:
    """The child that a number or a source record leads to now; else what was given, of nobody."""
    given = child.strip()
    record = identities.number_of(given) if ":" in given else None
    if record is not None:
        return children.memberships([record]).get(record, given)
    return children.now(given.lower()) or given.lower()


def _refuse_if_moved(now: list[str | None], asked: list[str]) -> None:
    """Refuses where somebody else's ruling came first: what was looked at is another child's."""
    if now != asked:
        says = "Somebody ruled on these records meanwhile: look at them again."
        raise ChangeRefused("changed-meanwhile", says)


def _around(record: int, here: str, there: str) -> Parts:
    """What stays, the record, and the child it is said to be of."""
    if here == there:
        raise ChangeRefused("there-already", "The record is of that child already.")
    members = children.members([here, there])
    stays = tuple(sorted(one for one in members[here] if one != record))
    if not stays:
        says = "It is the only record of its child: ask whether the two are one (match propose)."
        raise ChangeRefused("nothing-stays", says)
    return stays, (record,), tuple(sorted(members[there]))


def _opened(acting: Acting, parts: Parts, why: str, because: str) -> Opened:
    waiting = same_review(parts)
    by = acting.asker.person
    number = waiting or reviews.open_review(parts, why, acting.day, by=by)
    reviews.say(number, by, ASKED, because)
    now = children.memberships(part[0] for part in parts)
    return Opened(
        review=number,
        why=why,
        children=tuple(dict.fromkeys(now[part[0]] for part in parts)),
        waited=waiting is not None,
    )
