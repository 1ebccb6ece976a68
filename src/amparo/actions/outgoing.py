"""Messages are born in the transaction of what they tell of."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from amparo.duties.desks import Desk, raised, recipients
from amparo.duties.telling import Stands, next_to_tell
from amparo.store import findings, outgoing
from amparo.store.findings import FINDING
from amparo.store.models import Finding
from amparo.store.outgoing import Held, Owed, Told

_PLACE = {column: place for place, column in enumerate(FINDING)}


def tell_of(identities: Collection[int], rows: Iterable[Sequence[Any]]) -> None:
    """Bring what is still to be told of some identities in line with what was just found of them.

    ``rows`` are all their findings, as rows for the store. Call it in the transaction that writes
    them: then no finding is without its messages, and no message without its finding.
    """
    outgoing.one_at_a_time()
    held, now = outgoing.held(identities), dict(_known_now(rows))
    _bring_in_line({**held, **now}, held, now)


def tell_what_comes_next(told: Collection[Told], identities: Collection[int]) -> None:
    """The same for the duties of some identities of which something has just been told.

    For these alone: a message of another that was dropped, as not so or not for its desk, would be
    born again only to be dropped by the next run.
    """
    held = outgoing.held(identities)
    _bring_in_line(told, held, dict(_known_now(findings.known_now(identities))))


def tell_again(finding: Finding) -> None:
    """Bear anew what was dropped of a finding's late duty: it was ended, and is open again.

    Call it in the transaction of the deed.
    """
    if finding.due is None:
        return
    desks = [desk for desk, _ in raised(finding.gap, finding.due)]
    outgoing.one_at_a_time()
    which = {(finding.gap, finding.anchor, str(desk.role)) for desk in desks}
    tell_what_comes_next(which, [finding.identity])


_Standing = tuple[Stands, Held]


def _bring_in_line(
    which: Iterable[Told], held: dict[Told, Held], now: dict[Told, _Standing]
) -> None:
    stale, owed = list[str](), list[Owed]()
    for told in which:
        if told not in held and told not in now:
            continue  # it was never so, and nothing was ever told of it
        stands, of = now.get(told, (None, None))[0], held.get(told) or now[told][1]
        coming = next_to_tell(of.last, stands)
        if coming == of.coming:
            continue
        if of.waiting is not None:
            stale.append(of.waiting)
        if coming is not None:
            owed.append(
                Owed(
                    told=told,
                    identity=of.identity,
                    agency=of.agency,
                    next=coming,
                    nth=of.nth + 1,
                )
            )
    outgoing.forget(stale)
    outgoing.bear(owed)


def _known_now(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Told, _Standing]]:
    """Every duty of the findings as known now, how it stands, and that nothing was told of it."""
    for row in rows:
        gap, anchor, identity, since, until, due, known_from, known_to, basis = _columns(row)
        if known_to is None and basis != _AS_IT_ARRIVED:
            stands = Stands(_day(since), _day(until) if until else None, _day(known_from))
            for desk in recipients(gap, has_clock=due is not None):
                yield (gap, anchor, desk.role), (stands, _nothing_told(identity, desk))
            for desk, day in raised(gap, _day(due)) if due is not None else ():
                if stands.until is None or day < stands.until:
                    late = Stands(max(day, stands.since), stands.until, stands.known_from)
                    yield (gap, anchor, desk.role), (late, _nothing_told(identity, desk))


_AS_IT_ARRIVED = "sealed"
"""The basis of knowledge that is kept beside the one that is shown, and tells nobody anything."""

_NEEDED = ("gap", "anchor", "identity", "since", "until", "due", "known_from", "known_to", "basis")


def _columns(row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(row[_PLACE[name]] for name in _NEEDED)


def _nothing_told(identity: int, desk: Desk) -> Held:
    return Held(identity, desk.agency)


def _day(told: str | date) -> date:
    """A day, as a row for the store holds it or as the store gives it back."""
    return told if isinstance(told, date) else date.fromisoformat(told)
