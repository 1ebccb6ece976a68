"""What a privacy officer reviews of looks: by danger, near the budgets, refused, and at whom."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import msgspec

from amparo.actions.asking import Question, look_at_list
from amparo.actions.home import Home
from amparo.clocks.washington import washington_day
from amparo.purposes import Action, DataClass, Purpose
from amparo.purposes.asker import Asker
from amparo.purposes.budgets import BUDGETS
from amparo.purposes.labels import Label
from amparo.store import children, looked, people
from amparo.store.records import OF_AMPARO
from amparo.words.agencies import Role

REVIEWS = frozenset({Role.PRIVACY_OFFICER})
"""Who reviews looks. The page names people and children by their numbers; it opens no record."""

BACK = timedelta(days=30)
"""How far back is looked. Product choice."""

NEARLY = 0.8
"""From which part of a day's budget on it is nearly spent. Product choice."""


class Danger(msgspec.Struct, frozen=True, kw_only=True):
    """One look that danger opened: the entry, at which child, by whom, on which day."""

    entry: int
    child: str
    who: str
    day: date


class Agreed(msgspec.Struct, frozen=True, kw_only=True):
    """What was agreed to because of danger: for whom, by whom, by which authority, until when."""

    entry: int
    kind: str
    who: str
    by: str
    purpose: str
    authority: str
    begins: date
    ends: date


class Spent(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which somebody had nearly all of a budget, or went past it where none binds."""

    who: str
    action: Action
    purpose: str
    day: date
    children: int
    most: int


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """How often somebody was refused, and on how many days."""

    who: str
    times: int
    days: int


class Often(msgspec.Struct, frozen=True, kw_only=True):
    """How often a child's record was looked at, and by how many people."""

    child: str
    looks: int
    people: int


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to review since a day. ``more``: the day's budget of children cut it."""

    since: date
    danger: list[Danger]
    agreed: list[Agreed]
    spent: list[Spent]
    refused: list[Refused]
    often: list[Often]
    more: bool


def review(home: Home, asker: Asker, clock: datetime, *, command: str = "ledger review") -> Review:
    """The looks of the last days that are worth a second look, once the list is accounted for.

    Each child named in it has it in the account. Raises as ``look_at_list`` does.
    """
    question = Question(
        asker=asker,
        command=command,
        action=Action.LIST,
        purpose=Purpose.OVERSIGHT if asker.role in REVIEWS else None,
        # Of whoever does not review it is asked in vain, and written down.
        classes=frozenset({DataClass.ACCOUNTING} if asker.role in REVIEWS else ()),
    )
    since = washington_day(clock) - BACK
    rows = _rows(since) if asker.role in REVIEWS else iter(())
    listed = look_at_list(home, question, rows, clock)
    shown = [one for one, _ in listed.rows]
    spent = [one for action in BUDGETS for one in _spent(since, action)]
    refused, agreed = looked.refused(since), looked.agreed(since)
    named = people.slugs(
        {
            *(one.who for one in shown if isinstance(one, Danger)),
            *(one.person for one in spent),
            *(one.person for one in refused),
            *(who for one in agreed for who in (one.person, one.made_by)),
        }
    )
    return Review(
        since=since,
        danger=[_named(one, named) for one in shown if isinstance(one, Danger)],
        agreed=[
            Agreed(
                entry=one.entry,
                kind=one.kind,
                who=named.get(one.person, "?"),
                by=named.get(one.made_by, "?"),
                purpose=one.purpose,
                authority=one.authority,
                begins=one.begins,
                ends=one.ends,
            )
            for one in agreed
        ],
        spent=[
            Spent(
                who=named.get(one.person, "?"),
                action=Action(one.action),
                purpose=one.purpose,
                day=one.day,
                children=one.children,
                most=BUDGETS[Action(one.action)],
            )
            for one in spent
        ],
        refused=[
            Refused(who=named.get(one.person, "?"), times=one.times, days=one.days)
            for one in refused
        ],
        often=[one for one in shown if isinstance(one, Often)],
        more=listed.more,
    )


def _named(one: Danger, named: dict[str, str]) -> Danger:
    return msgspec.structs.replace(one, who=named.get(one.who, "?"))


def _spent(since: date, action: Action) -> list[looked.Spent]:
    return looked.spent(since, str(action), int(BUDGETS[action] * NEARLY))


def _rows(since: date) -> Iterator[tuple[str, Label, Danger | Often]]:
    """Each child as it is numbered now; with the label of who looked, and of nothing else."""
    danger, often = looked.in_danger(since), looked.often(since)
    now = children.now_of([*(one.child for one in danger), *(one.child for one in often)])
    for one in danger:
        if one.child in now:
            told = Danger(entry=one.entry, child=now[one.child], who=one.person, day=one.day)
            yield told.child, OF_AMPARO, told
    for many in often:
        if many.child in now:
            child = now[many.child]
            yield child, OF_AMPARO, Often(child=child, looks=many.looks, people=many.people)
