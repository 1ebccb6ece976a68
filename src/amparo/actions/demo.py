"""The main job from end to end, on children who are made up: what the demo shows."""

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import msgspec

from amparo.actions.asking import Question
from amparo.actions.home import Home, HomeRefused, close_home, open_home
from amparo.actions.lists import Asked, Shown, found
from amparo.actions.people import who_asks
from amparo.actions.show import show
from amparo.purposes import Action
from amparo.purposes.asker import Asker
from amparo.purposes.view import Line
from amparo.settings import Settings
from amparo.store import deliveries, people
from amparo.synthetic import synthesize
from amparo.words.agencies import Role

_MARK = "demo.json"


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One child whose timeline shows how a gap is found; the child is made up.

    ``also`` is what else is owed to the same child.
    """

    finding: Shown
    timeline: list[Line]
    also: list[Shown]


def demo_home(settings: Settings, children: int, seed: int) -> Home:
    """The demo's home: the one that is there if it holds the same children, else a new one.

    Raises HomeRefused for a home that anything but the demo has filled.
    """
    asked = {"children": children, "seed": seed}
    mark = settings.home / _MARK
    home = open_home(settings)
    if deliveries.home_kind() is None:
        if people.somebody():
            raise HomeRefused(
                f"{settings.home} knows persons, so it is kept for real children. Name another"
                " folder with --home. Nothing was changed."
            )
        mark.write_text(json.dumps(asked))
        return home
    if not mark.exists() or deliveries.home_kind() is False:
        raise HomeRefused(
            f"{settings.home} holds children that the demo did not make. Name another folder with"
            " --home. Nothing was changed."
        )
    if json.loads(mark.read_text()) == asked:
        return home
    return _made_anew(settings, asked)


@contextmanager
def made_up_deliveries(
    children: int, seed: int, progress: Callable[[str, int, int], None] | None = None
) -> Iterator[list[Path]]:
    """The deliveries of a made-up cohort, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as made:
        out = Path(made)
        synthesize(out, children=children, seed=seed, start=None, through=None, progress=progress)
        yield sorted((out / "deliveries").iterdir())


def desks_of(deliveries_made: Iterable[Path]) -> Path:
    """What the desks of a made-up cohort did, beside its deliveries."""
    return next(iter(deliveries_made)).parents[1] / "desks.csv"


def inspector(home: Home, clock: datetime) -> Asker:
    """Who looks in the demo: the made-up inspector, within an audit of the whole made-up home."""
    return who_asks(home, clock, None, Role.INSPECTOR)


def operator(home: Home, clock: datetime) -> Asker:
    """Who has all records weighed in the demo. It shows nothing of any child."""
    return who_asks(home, clock, None, Role.OPERATOR)


def findings(home: Home, asker: Asker, clock: datetime) -> list[Shown]:
    """Every finding open now."""
    return found(home, Asked(asker=asker), clock, "demo").findings


def owed(found_now: Iterable[Shown]) -> dict[str, Counter[str]]:
    """How many findings there are, by gap and by who owes them."""
    counts: dict[str, Counter[str]] = {}
    for one in found_now:
        counts.setdefault(f"{one.agency} {one.owner}", Counter())[one.gap] += 1
    return counts


def story(home: Home, asker: Asker, found_now: Iterable[Shown], clock: datetime) -> Story | None:
    """A child whom the court's book and others tell of, and a hearing that the child missed.

    Where nobody missed one: a child known to three agencies, and a gap with a clock.
    """
    everything = list(found_now)
    told_by_three = (one for one in everything if len(_agencies(one)) >= _AGENCIES)
    best = min(told_by_three, key=_plainness, default=None)
    if best is None:
        return None
    also = [one for one in everything if one.child == best.child and one is not best]
    question = Question(asker=asker, command="demo", action=Action.READ)
    record = show(home, question, best.child, clock)
    return Story(finding=best, timeline=_events(record.lines), also=also)


def _events(lines: Iterable[Line]) -> list[Line]:
    """Each event with a day as one line, whatever classes it tells of; names make no story."""
    found: dict[tuple[str, date, str | None, int | None], Line] = {}
    for line in lines:
        if line.on is not None:
            event = (line.event, line.on, line.file, line.line)
            says = (found[event].says if event in found else {}) | line.says
            found[event] = msgspec.structs.replace(line, says=says)
    return list(found.values())


def set_aside(most: int = 8) -> list[tuple[str, str, str, int]]:
    """Why lines were set aside: feed, reason, who can mend it, how many."""
    return deliveries.why_set_aside(most)


def _made_anew(settings: Settings, asked: dict[str, int]) -> Home:
    """Only the demo's own, made-up home is ever removed."""
    close_home()
    if not settings.embedded:
        raise HomeRefused(
            "The database holds another demo. Give the demo an empty one. Nothing was changed."
        )
    shutil.rmtree(settings.home)
    home = open_home(settings)
    (settings.home / _MARK).write_text(json.dumps(asked))
    return home


def _agencies(one: Shown) -> set[str]:
    return {identity.partition(":")[0] for identity in one.identities}


_AGENCIES = 3
_PLAIN = (
    "failed-to-appear",
    "nta-not-filed",
    "address-unusable",
    "nta-not-served",
    "nta-not-issued",
)


def _plainness(one: Shown) -> tuple[int, bool, int, date]:
    """The clearest story first: a gap with a clock, few records, long since."""
    rank = _PLAIN.index(one.gap) if one.gap in _PLAIN else len(_PLAIN)
    return rank, one.due is None, len(one.identities), one.since
