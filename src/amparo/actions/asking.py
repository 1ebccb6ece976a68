"""Asks leave to look: decided, written down and on the disk before anything is read."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from typing import Generic, TypeVar

import msgspec
from django.db import DatabaseError

from amparo.actions.home import Home, SequencedLater, latest_news
from amparo.actions.own_work import NOBODY, Desk, OwnWork, usual_purpose
from amparo.clocks.washington import washington_day
from amparo.disclosures import AS_OF_NOW, OVER_BUDGET, Disclosed
from amparo.purposes import DHS, ROLES, Action, DataClass, Facts, Policies, Purpose, in_force
from amparo.purposes.asker import Asker
from amparo.purposes.budgets import BUDGETS, SEARCHES
from amparo.purposes.labels import Label
from amparo.purposes.matrix import Verdict
from amparo.purposes.opening import Opened, Withheld, classes_of, opened
from amparo.store import children, disclosures, policy_sets
from amparo.store.failing import why
from amparo.store.live_grants import LASTS, LiveGrant, comes_alive_on_commit, spend, withdraw
from amparo.store.taking_turns import going_first

Labels = frozenset[Label]
_Row = TypeVar("_Row")


class LookRefused(Exception):
    """A look that was refused, and is accounted for. The message says nothing of any child."""


class NotAccounted(Exception):
    """The account of a look could not be written, so nothing was shown."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asks: by which command, why, to do what, as of which days.

    ``classes`` None asks for every class; ``purpose`` None takes what the asker's own work is
    about. ``whole``: labels of something that is shown whole or not at all. ``asked`` commits to
    the words of a search. ``past``: it asks of what was, not what is. ``ended_too``: also of duties
    that the asker's own side ended by decision.
    """

    asker: Asker
    command: str
    action: Action
    purpose: Purpose | None = None
    classes: frozenset[DataClass] | None = None
    whole: Labels = frozenset()
    on: date | None = None
    known_at: date | None = None
    asked: str | None = None
    past: bool = False
    ended_too: bool = False


class Leave(msgspec.Struct, frozen=True, kw_only=True):
    """Leave to look: the grant, what it opens, what stays withheld and why."""

    grant: LiveGrant
    classes: tuple[DataClass, ...]
    withheld: tuple[Withheld, ...]
    rules: tuple[str, ...]


class Weighed(msgspec.Struct, Generic[_Row], frozen=True, kw_only=True):
    """A row of a list, its child, and all that is opened of that child."""

    child: str
    labels: Labels
    row: _Row


class Listed(msgspec.Struct, Generic[_Row], frozen=True, kw_only=True):
    """A list: each row with what is opened of its child. ``more``: the day's budget cut it."""

    leave: Leave
    rows: list[tuple[_Row, Labels]]
    more: bool


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """An answer about to be written down: what it opens (nothing: a refusal), of whom, and why."""

    requests: tuple[Facts, ...]
    children: frozenset[str]
    wanted: frozenset[DataClass] | None
    rules: tuple[str, ...]
    because: str
    labels: Labels = frozenset()
    hits: int | None = None


def look(  # noqa: PLR0917  # who asks what of whom, and what is done with it
    home: Home,
    question: Question,
    child: str,
    clock: datetime,
    then: Callable[[], None] = lambda: None,
    first: Callable[[], None] = lambda: None,
) -> Leave:
    """Leave to look at one child, by its number or one it had before.

    ``then`` is done in the same transaction, where leave is given; ``first`` takes the turns that
    it needs, before that of the child's account. Raises LookRefused once that is
    written down, with the same words for a child of others as for a number never given;
    NotAccounted where it cannot be written down.
    """
    known = children.now(child.strip().lower())
    # For a number never given as much is looked up as for a child, or the time would tell.
    asking = Asking(home, question, clock, known or NOBODY)
    request = asking.work.request(question.action, known or NOBODY)
    of = frozenset({known} if known else ())
    found = asking.opened(request)
    with asking.recording():
        first()
        said = asking.answer((request,), of, found)
        grant = asking.write(asking.within_budget(said))
        if grant is not None:
            then()
    return asking.given(grant, found)


def look_at_list(
    home: Home,
    question: Question,
    rows: Iterable[tuple[str, Label, _Row]],
    clock: datetime,
    *,
    most: int | None = None,
    desk: Desk | None = None,
) -> Listed[_Row]:
    """Those of some rows, each with its child and its label, that the asker may be listed.

    ``most``: so many of them at most, counted after the ones that may not be listed are left out.
    ``desk``: the asker's, where something was looked up for it already.
    No row is given before the list of its children is on the disk; a list of nobody is written
    down too. Raises as ``look`` does.
    """
    asking = Asking(home, question, clock, None, desk)
    found = asking.opened(asking.work.widest(question.action))
    said = asking.answer((), frozenset(), found)
    weighed = list(islice(asking.weighed(rows), most)) if said.labels else []
    with asking.recording():
        said = asking.within_searches(said)
        shown, more = asking.cut_to_budget(weighed if said.labels else [])
        grant = asking.write(asking.with_rows(said, shown))
    leave = asking.given(grant, found)
    spend(leave.grant, clock)
    return Listed(leave=leave, rows=[(one.row, one.labels) for one in shown], more=more)


def own_children(question: Question, desk: Desk, clock: datetime) -> frozenset[str] | None:
    """The only children of whom the rules could open anything to a question; None: of any child.

    It shows nothing. That a child of whom nothing was given opens nothing is asked of the rules.
    """
    purpose = question.purpose or usual_purpose(desk, None) or Purpose.STATISTICS
    policies = in_force(washington_day(clock))
    others = OwnWork(desk, purpose, ended_too=question.ended_too).of_others(question.action)
    return None if any(opened(one, policies).labels for one in others) else desk.own


def look_at_all(home: Home, question: Question, clock: datetime) -> Leave:
    """Leave to see every child of the home at once, within an audit of the whole of it.

    Raises as ``look`` does.
    """
    asking = Asking(home, question, clock, None)
    request = asking.work.of_whole_home(question.action)
    found = asking.opened(request)
    with asking.recording():
        said = asking.answer((request,), frozenset(children.everyone()), found)
        grant = asking.write(asking.within_budget(said))
    return asking.given(grant, found)


def look_at_numbers(home: Home, question: Question, clock: datetime) -> None:
    """Ask to see a number, which is about no child. Raises as ``look`` does."""
    asking = Asking(home, question, clock, None)
    request = asking.work.widest(question.action)
    found = asking.opened(request)
    with asking.recording():
        grant = asking.write(asking.answer((request,), frozenset(), found))
    spend(asking.given(grant, found).grant, clock)


@contextmanager
def accounted() -> Iterator[None]:
    """Around whatever must be written before something is shown. Raises NotAccounted."""
    try:
        with going_first():
            yield
    except (DatabaseError, OSError) as failed:
        raise NotAccounted(
            "The account of this look could not be written, so nothing is shown"
            f" ({why(failed)}). Ask again when it can."
        ) from failed


@contextmanager
def answered_together(home: Home, clock: datetime) -> Iterator[Home]:
    """Around several looks that make one answer, and ask of the home that this gives.

    Each is on the disk before anything is read for it, as any look; all get their places in the
    ledger at once when this ends, and only then may the answer be shown. Raises NotAccounted.
    """
    try:
        yield SequencedLater.of(home)
    finally:
        with accounted():
            home.sequence(clock)


class Asking:
    """One question on its way to an answer that is written down."""

    def __init__(
        self,
        home: Home,
        question: Question,
        clock: datetime,
        child: str | None,
        desk: Desk | None = None,
    ) -> None:
        self.home, self.question, self.clock = home, question, clock
        self.asker = question.asker
        self.day = washington_day(clock)
        desk = desk or Desk(self.asker, washington_day(latest_news(clock)), self.day, child)
        self.now = desk.now
        self.purpose = question.purpose or usual_purpose(desk, child) or Purpose.STATISTICS
        self.work = OwnWork(desk, self.purpose, ended_too=question.ended_too)
        self.policies: Policies = in_force(self.day)
        self._id, self._because = uuid.uuid4().hex, ""
        self._about: dict[str, tuple[Facts, Labels]] = {}

    def opened(self, request: Facts) -> Opened:
        """What the rules open for a request."""
        return opened(request, self.policies)

    def narrowed(self, found: Opened) -> Labels:
        """Of what is opened, what was asked for."""
        wanted, whole = self.question.classes, self.question.whole
        if not whole <= found.labels:
            return frozenset()
        return frozenset(one for one in found.labels if wanted is None or one.data_class in wanted)

    def answer(self, requests: tuple[Facts, ...], of: frozenset[str], found: Opened) -> Said:
        """A yes to what was asked for, or a no with its reason."""
        labels, wanted = self.narrowed(found), self.question.classes
        # Of what is shown whole or not at all the reason is that of the whole request: which class
        # it lacked would tell what lies there.
        rules, because = (found.rules, "") if labels else found.why_not(wanted)
        if self._asks_of_other_days_in_vain():
            because = "To this role it is said what is so now, as known now, and of no other days."
            labels, rules = frozenset(), (AS_OF_NOW,)
        return Said(
            requests=requests,
            children=of,
            wanted=wanted,
            rules=rules,
            because=because,
            labels=labels,
        )

    def within_budget(self, said: Said) -> Said:
        """The same answer, or a no where the day's budget is used up; writing shows nothing."""
        if not said.labels or not self.work.is_budgeted or self.question.action not in BUDGETS:
            return said
        shown, most = self._shown_today(), BUDGETS[self.question.action]
        if len(shown | said.children) <= most:
            return said
        because = f"Today's {most} children for this purpose have been looked at."
        return msgspec.structs.replace(
            said, labels=frozenset(), rules=(OVER_BUDGET,), because=because
        )

    def weighed(self, rows: Iterable[tuple[str, Label, _Row]]) -> Iterator[Weighed[_Row]]:
        """The rows whose label is opened of their child, with all that is opened of that child."""
        for child, label, row in rows:
            _, labels = self._opened_of(child)
            if label in labels:
                yield Weighed(child=child, labels=labels, row=row)

    def within_searches(self, said: Said) -> Said:
        """The same answer, or a no to a search past the day's budget: each may tell of others."""
        if self.question.action is not Action.SEARCH or not self.work.is_budgeted:
            return said
        asked = disclosures.asked_today(self.asker.person, self.day, Action.SEARCH)
        if not said.labels or asked < SEARCHES:
            return said
        because = f"Today's {SEARCHES} searches have been made."
        return msgspec.structs.replace(
            said, labels=frozenset(), rules=(OVER_BUDGET,), because=because
        )

    def cut_to_budget(self, rows: list[Weighed[_Row]]) -> tuple[list[Weighed[_Row]], bool]:
        """As many of the rows, from the first, as the day's budget has children for."""
        if not self.work.is_budgeted:
            return rows, False
        within, most = self._shown_today(), BUDGETS[self.question.action]
        shown = []
        for one in rows:
            if one.child in within or len(within) < most:
                within.add(one.child)
                shown.append(one)
        return shown, len(shown) < len(rows)

    def with_rows(self, said: Said, shown: list[Weighed[_Row]]) -> Said:
        """The answer to a list: the children in it, what was asked of each, and what that opens."""
        of = frozenset(one.child for one in shown)
        widest = self.work.widest(self.question.action)
        asked = [self._opened_of(child)[0] for child in sorted(of)]
        requests = tuple(dict.fromkeys(asked)) or (widest,)
        said = msgspec.structs.replace(said, requests=requests, children=of, hits=len(shown))
        if not said.labels:
            return said
        # All that the asker's work could open may be more than it opens of these children.
        labels = frozenset[Label]().union(*(one.labels for one in shown)) or said.labels
        return msgspec.structs.replace(said, labels=labels, rules=self._rules(requests))

    def _rules(self, requests: tuple[Facts, ...]) -> tuple[str, ...]:
        """The rules by which anything of these requests is opened, in the order of their files."""
        named = {name for one in requests for name in self.opened(one).rules}
        return tuple(name for name in self.policies.rules if name in named)

    def _opened_of(self, child: str) -> tuple[Facts, Labels]:
        """The request about a child of a list, and what of it is opened; a child has many rows."""
        if child not in self._about:
            request = self.work.request(self.question.action, child)
            self._about[child] = request, self.narrowed(self.opened(request))
        return self._about[child]

    def _shown_today(self) -> set[str]:
        action = self.question.action
        return disclosures.children_shown(self.asker.person, self.day, self.purpose, action)

    @contextmanager
    def recording(self) -> Iterator[None]:
        """The transaction of the answer; when it ends the answer stands in the ledger.

        Raises NotAccounted where it could not be written.
        """
        try:
            with accounted():
                policy_sets.keep(self.policies)
                with disclosures.recording(self.asker.person):
                    yield
                self.home.sequence(self.clock)
        except NotAccounted:
            withdraw(self._id)
            raise

    def write(self, said: Said) -> LiveGrant | None:
        """Enter an answer; a yes gives a grant that comes alive when the entry is on the disk."""
        self._because = said.because
        told = self._told(said)
        entry = disclosures.write(told, said.children, self.day)
        if not said.labels:
            return None
        grant = LiveGrant(
            id=told.id,
            person=self.asker.person,
            role=self.asker.role,
            action=self.question.action,
            purpose=self.purpose,
            children=said.children,
            labels=said.labels,
            true_on=self.question.on or self.now,
            known_at=self.question.known_at or self.now,
            expires_at=self.clock + LASTS,
            entry=entry,
        )
        comes_alive_on_commit(grant)
        return grant

    def given(self, grant: LiveGrant | None, found: Opened) -> Leave:
        """What the asker gets. Raises LookRefused where the answer was no."""
        if grant is None:
            raise LookRefused(f"Refused. {self._because} Nothing was shown.")
        return Leave(
            grant=grant,
            classes=classes_of(grant.labels),
            withheld=found.withheld,
            rules=found.rules,
        )

    def _told(self, said: Said) -> Disclosed:
        return Disclosed(
            id=self._id,
            at=self.clock,
            answer="grant" if said.labels else "refusal",
            action=self.question.action,
            command=self.question.command,
            person=self.asker.person,
            role=self.asker.role,
            agency=self.asker.agency,
            office=self.asker.office,
            purpose=self.purpose,
            classes=classes_of(said.labels),
            rules=said.rules,
            because=said.because,
            digest=self.policies.digest,
            requests=tuple(map(msgspec.structs.asdict, said.requests)),
            wanted=tuple(sorted(said.wanted)) if said.wanted is not None else None,
            true_on=self.question.on or self.now,
            known_at=self.question.known_at or self.now,
            asked=self.question.asked,
            hits=said.hits,
        )

    def _asks_of_other_days_in_vain(self) -> bool:
        """From day to day DHS could see what ended a duty, and the public whom a number grew by."""
        asks, role = self.question, self.asker.role
        of_other_days = asks.past or asks.on is not None or asks.known_at is not None
        numbers_only = Verdict.AGGREGATES in self.policies.table.cells[role].values()
        return of_other_days and (ROLES[role].family in DHS or numbers_only)
