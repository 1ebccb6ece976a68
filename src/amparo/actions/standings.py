"""Where duties stand: their deeds and what was told for them, read together."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from types import MappingProxyType

from amparo.clocks.washington import washington_day
from amparo.duties import CARDS, part_of
from amparo.duties.act import Act
from amparo.duties.offices import Office
from amparo.duties.standing import Standing, standing
from amparo.events import ToldAtDesk
from amparo.store import duty_acts, tellings
from amparo.store.models import Telling
from amparo.words.agencies import Role

Told = list[tuple[Telling, ToldAtDesk]]

_NOT_ASKED: Mapping[str, Sequence[Office]] = MappingProxyType({})


def standings(
    duties: Mapping[str, tuple[str, Role]], offices: Mapping[str, Sequence[Office]] = _NOT_ASKED
) -> dict[str, Standing]:
    """Where each duty stands, by its name; each is given with its gap and its owner.

    ``offices`` are where its work has lain; without them that is not told.
    """
    acts, told = duty_acts.acts_of(duties), told_for(duties)
    return {
        name: _of(gap, owner, acts.get(name, []), told.get(name, []), offices.get(name, ()))
        for name, (gap, owner) in duties.items()
    }


def told_for(duties: Iterable[str]) -> dict[str, Told]:
    """What was told for each of some duties, in order, as it was told and corrected."""
    found: dict[str, Told] = {}
    for row, event in tellings.told_for(duties):
        found.setdefault(row.duty, []).append((row, event))
    return found


def acts_since(duty: str, seen: int, offices: Sequence[Office]) -> list[Act]:
    """The deeds among all that happened to a duty after the version that somebody saw.

    A version counts deeds, facts and moves; ``offices`` are where its work has lain.
    """
    happened: list[tuple[date, int, Act | None]] = [
        *((act.on, act.entry, act) for act in duty_acts.acts_of([duty]).get(duty, [])),
        *((_told_on(row), row.entry, None) for row, _ in told_for([duty]).get(duty, [])),
        *((move.since, 0, None) for move in offices[1:]),  # on one day the child moves first
    ]
    later = sorted(happened, key=itemgetter(0, 1))[seen:]
    return [act for *_, act in later if act is not None]


def _of(gap: str, owner: Role, acts: list[Act], told: Told, offices: Sequence[Office]) -> Standing:
    done = _done_on(gap, owner, told)
    two_close = CARDS[gap].two_close
    return standing(acts, two_close=two_close, told=len(told), done=done, offices=offices)


def _done_on(gap: str, owner: Role, told: Told) -> date | None:
    """The day on which a fact that does this part was told; None, too, where it was taken back."""
    kinds = tuple(part_of(gap, owner).done_by)
    latest = {event.part: (row, event) for row, event in told}
    days = [
        _told_on(row)
        for row, event in latest.values()
        if isinstance(event, kinds) and not event.taken_back
    ]
    return min(days, default=None)


def _told_on(row: Telling) -> date:
    return washington_day(row.learned_at)
