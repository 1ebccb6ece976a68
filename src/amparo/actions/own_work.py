"""The work that ties an asker to children: given by others, and really there now."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property

import msgspec

from amparo.actions.standings import standings
from amparo.duties import CARDS, duties_of, duty_name, finding_name, owners_of, part_of
from amparo.purposes import DHS, ROLES, Action, DataClass, Facts, Family, Nexus, Origin, Purpose
from amparo.purposes.asker import Asker
from amparo.purposes.matrix import PURPOSES_OF, TIES
from amparo.store import children, duty_acts, people, work
from amparo.store.work import Steps
from amparo.words.agencies import Agency, Role

NOBODY = ""
"""In the place of a child's number: that of no child."""


LATELY = timedelta(days=30)
"""How long those who acted on a finding are still told how it ended. Product choice."""


class Given(msgspec.Struct, frozen=True):
    """Work or an agreement that others gave: for one child as numbered now, or the whole home.

    ``word`` names the nexus, or the kind of agreement, which is for one ``purpose``.
    """

    word: str
    child: str | None
    budgeted: bool = True
    purpose: str | None = None

    def covers(self, child: str | None) -> bool:
        """Whether it is about a child; of no child: about the whole home."""
        return self.child is None or self.child == child


class Desk:
    """What one asker was given, and what is there to do, each looked up once.

    ``now`` is the day as of which work is looked for, ``day`` the day on which what was given
    must be in force. ``child`` narrows it to one child, which is much quicker.
    """

    def __init__(self, asker: Asker, now: date, day: date, child: str | None) -> None:
        self.asker, self.now, self._day = asker, now, day
        self._among = frozenset({child}) if child is not None else None
        self._narrowed: dict[frozenset[str], Desk] = {}

    def about(self, among: frozenset[str] | None) -> "Desk":
        """The same, with nothing looked up but what is about some children; None: about all."""
        if among is None:
            return self
        if among not in self._narrowed:
            desk = self._narrowed[among] = Desk(self.asker, self.now, self._day, None)
            desk.assignments, desk.agreements = self.assignments, self.agreements
            desk._among = among
        return self._narrowed[among]

    @cached_property
    def assignments(self) -> list[Given]:
        """The work others gave."""
        found = people.assignments(self.asker.person, self._day)
        return _of_today([Given(*one) for one in found])

    @cached_property
    def agreements(self) -> list[Given]:
        """What others agreed to."""
        found = people.approvals(self.asker.person, self._day)
        return _of_today([Given(kind, child, purpose=why) for kind, child, why in found])

    @cached_property
    def own(self) -> frozenset[str] | None:
        """The children whom anything that was given is about; None: it may be about any."""
        about = {one.child for one in (*self.assignments, *self.agreements)}
        named = frozenset(child for child in about if child is not None)
        return None if None in about or len(named) > _MANY else named

    def words(self, child: str | None) -> frozenset[str]:
        """The kinds of work given about a child by name; None: about the whole home."""
        return self._words.get(child, frozenset())

    @cached_property
    def _words(self) -> dict[str | None, frozenset[str]]:
        found: dict[str | None, set[str]] = {}
        for one in self.assignments:
            found.setdefault(one.child, set()).add(one.word)
        return {child: frozenset(words) for child, words in found.items()}

    @cached_property
    def _members(self) -> dict[int, str] | None:
        return work.by_identity(self._among) if self._among is not None else None

    @cached_property
    def steps(self) -> dict[str, Steps]:
        """The steps of each child's latest episode."""
        return work.latest_steps(self.now, self._members)

    @cached_property
    def found(self) -> set[tuple[str, str]]:
        """The open findings, as (child, gap), whatever became of the duty."""
        return {(child, gap) for child, gap, _ in self._open}

    @cached_property
    def _open(self) -> list[tuple[str, str, str]]:
        return list(work.open_findings(self.now, self._members))

    @cached_property
    def owed(self) -> set[tuple[str, str]]:
        """The open findings, as (child, gap), but for those whose own duty was ended."""
        open_now, touched = self._open, duty_acts.touched_by(self.asker.role)
        if not touched:
            return {(child, gap) for child, gap, _ in open_now}
        role = self.asker.role
        named = [(child, gap, _duty(gap, anchor, role)) for child, gap, anchor in open_now]
        ended = _ended({name: (gap, role) for _, gap, name in named if name in touched})
        return {(child, gap) for child, gap, name in named if name not in ended}

    @cached_property
    def found_lately(self) -> set[tuple[str, str]]:
        """The findings that are open or ended lately, likewise."""
        found = work.open_findings(self.now, self._members, self.now - LATELY)
        return {(child, gap) for child, gap, _ in found}

    @cached_property
    def found_by_cbp(self) -> set[str]:
        """The children of whom CBP has a record of its own."""
        return work.told_of_by(Agency.CBP, self._among)

    def has_counsel(self, child: str) -> bool:
        """Whether somebody represents a child; one that was not looked up counts as if so."""
        whole, named = self._represented
        return whole or child in named or (self._among is not None and child not in self._among)

    @cached_property
    def _represented(self) -> tuple[bool, set[str]]:
        named = people.represented(self._day, self._among)
        now = children.now_of(one for one in named if one is not None)
        return None in named, set(now.values())


_MANY = 1_000
"""Work on more children than this is looked for among all: it would be no quicker by name."""


class OwnWork:
    """What one asker has to do with children, for one purpose.

    ``ended_too``: what they ended by decision counts as if it were open, so that it can be seen
    and opened again; what ended of itself does not.
    """

    def __init__(self, desk: Desk, purpose: Purpose, *, ended_too: bool = False) -> None:
        self._desk, self._role, self.purpose = desk, desk.asker.role, purpose
        self._ended_too = ended_too

    def ties(self, child: str) -> frozenset[Nexus]:
        """What ties the asker to a child; nothing does to NOBODY."""
        given = self._desk.words(None) | self._desk.words(child)
        there = {nexus for nexus in Nexus if nexus in given and self._is_there(nexus, child)}
        return frozenset(there) if child != NOBODY else frozenset()

    def is_tied(self, child: str | None) -> bool:
        """Whether any of it makes the purpose the asker's own; of no child: whether any could."""
        ties = self.ties(child) if child is not None else self._given
        return bool(TIES[self.purpose] & ties)

    def request(self, action: Action, child: str) -> Facts:
        """All that the rules may read of a request about a child, but for class and origin."""
        # Of NOBODY it is not known whether anybody represents it: as if so.
        no_counsel = not self._desk.has_counsel(child) and child != NOBODY
        return self._facts(action, self.ties(child), self._agreed(child), no_counsel=no_counsel)

    def widest(self, action: Action) -> Facts:
        """The request as if all work given to the asker were there: whether to look for any."""
        agreed = frozenset(one.word for one in self._agreements)
        return self._facts(action, self._given, agreed, no_counsel=True)

    def of_others(self, action: Action) -> tuple[Facts, Facts]:
        """The requests about a child of whom nothing was given: one with counsel, one without."""
        nothing = frozenset[Nexus]()
        return (
            self._facts(action, nothing, frozenset(), no_counsel=False),
            self._facts(action, nothing, frozenset(), no_counsel=True),
        )

    def of_whole_home(self, action: Action) -> Facts:
        """The request about every child at once: only work over the whole home ties to that."""
        whole = {one.word for one in self._desk.assignments if one.child is None}
        ties = frozenset(nexus for nexus in Nexus if nexus in whole and nexus not in _OF_ONE_CHILD)
        return self._facts(action, ties, self._agreed(None), no_counsel=False)

    @property
    def is_budgeted(self) -> bool:
        """Whether the day's budgets bind: an audit of the whole home may be without."""
        ties = TIES[self.purpose]
        return all(one.budgeted for one in self._desk.assignments if one.word in ties)

    @property
    def _given(self) -> frozenset[Nexus]:
        given = {one.word for one in self._desk.assignments}
        return frozenset(nexus for nexus in Nexus if nexus in given)

    @property
    def _agreements(self) -> list[Given]:
        return [one for one in self._desk.agreements if one.purpose == self.purpose]

    def _agreed(self, child: str | None) -> frozenset[str]:
        return frozenset(one.word for one in self._agreements if one.covers(child))

    def _facts(
        self, action: Action, ties: frozenset[Nexus], agreed: frozenset[str], *, no_counsel: bool
    ) -> Facts:
        return Facts(
            role=self._role,
            purpose=self.purpose,
            data_class=DataClass.IDENTITY,
            action=action,
            origin=Origin.HHS,
            **{str(nexus): nexus in ties for nexus in Nexus},
            credentials_in_date=self._desk.asker.credentials_in_date,
            training_in_date=self._desk.asker.training_in_date,
            approved="approved" in agreed,
            exigent="exigent" in agreed,
            two_person="two_person" in agreed,
            no_counsel=no_counsel,
            protected_1367=True,
        )

    def _is_there(self, nexus: Nexus, child: str) -> bool:
        """Whether the work is there, of a kind of which more is known than that it was given."""
        if nexus is Nexus.DUTY:
            owed = self._owed()
            return any((child, gap) in owed for gap in self._duties_about(child))
        if nexus not in _OF_ONE_CHILD or (nexus is Nexus.OWN_CASE and self._role is not _FINDER):
            return True
        return self._is_at_the_step(nexus, child, self._desk.steps.get(child, Steps()))

    def _owed(self) -> set[tuple[str, str]]:
        """What is to be done; to whoever asks of an ended duty of theirs, as if it were open."""
        if self.purpose is Purpose.NOTICE_CHECK:
            # Whoever was to check a notice may see for a while how it ended: in one word.
            return self._desk.found_lately
        return self._desk.found if self._ended_too else self._desk.owed

    def _is_at_the_step(self, nexus: Nexus, child: str, steps: Steps) -> bool:
        match nexus:
            case Nexus.PLACEMENT if self._role is Role.SPONSOR:
                return steps.released_on is not None and steps.departed_on is None
            case Nexus.PLACEMENT:
                return steps.admitted_on is not None and steps.discharged_on is None
            case Nexus.HEARING:
                # The court has its own case, whether or not ICE told that the notice was filed.
                in_court = self._role in _OF_THE_COURT and steps.at.court is not None
                return in_court or steps.filed_on is not None
            case _:  # the finder's own case, until the child is handed over by anybody's account
                after = (steps.transferred_on, steps.admitted_on, steps.departed_on)
                is_known = child in self._desk.found_by_cbp and child in self._desk.steps
                return is_known and not any(after)

    def _duties_about(self, child: str) -> list[str]:
        """The gaps that are the asker's work: the role's own; of a child given by name, any.

        To DHS only what is owed at DHS is lent: that other work is there may tell of a move.
        """
        lent = Nexus.DUTY in self._desk.words(child)
        return self._lent_gaps if lent else self._own_gaps

    @cached_property
    def _own_gaps(self) -> list[str]:
        return self._for_the_purpose(duties_of(self._role))

    @cached_property
    def _lent_gaps(self) -> list[str]:
        dhs = ROLES[self._role].family in DHS
        return self._for_the_purpose(_OWED_AT_DHS if dhs else CARDS)

    def _for_the_purpose(self, gaps: Iterable[str]) -> list[str]:
        return [gap for gap in gaps if self.purpose in _purposes_at(gap, self._role)]


def _purposes_at(gap: str, role: Role) -> set[Purpose]:
    """Why whoever has a gap as work may ask: by their part; lent another's, by any of the card's.

    Of what is lent to DHS only what is DHS's own part counts.
    """
    owners = owners_of(gap)
    if role in owners:
        return {part_of(gap, role).purpose}
    dhs = ROLES[role].family in DHS
    lent = [one for one in owners if not dhs or ROLES[one].family in DHS]
    return {part_of(gap, one).purpose for one in lent}


_OWED_AT_DHS = frozenset(
    gap for role in Role if ROLES[role].family in DHS for gap in duties_of(role)
)
_OF_THE_COURT = frozenset(role for role in Role if ROLES[role].family is Family.EOIR)
_FINDER = Role.CBP_OFFICER
_OF_ONE_CHILD = frozenset({Nexus.DUTY, Nexus.PLACEMENT, Nexus.HEARING, Nexus.OWN_CASE})
"""Work that is there or not for each child; of all children at once nobody can have it."""


def usual_purpose(desk: Desk, child: str | None) -> Purpose | None:
    """The purpose to take where none was named: the first that the asker's own work is about.

    What the cards of the role's own duties name comes first. Where no work is, it is the first
    that the work given could be about, whether or not there is such a child; else the role's
    first; None for a role that has none.
    """
    role = desk.asker.role
    by_card = {part_of(gap, role).purpose for gap in duties_of(role)}
    own = sorted(PURPOSES_OF[role], key=lambda one: (one not in by_card, list(Purpose).index(one)))
    for of in (child, None) if child is not None else (None,):
        for purpose in own:
            if OwnWork(desk, purpose).is_tied(of):
                return purpose
    return own[0] if own else None


def _duty(gap: str, anchor: str, owner: Role) -> str:
    return duty_name(finding_name(gap, anchor), owner)


def _ended(duties: dict[str, tuple[str, Role]]) -> set[str]:
    """Those of some duties that a decision, or a fact told for them, ended: work no more."""
    own = {name: (gap, role) for name, (gap, role) in duties.items() if role in owners_of(gap)}
    return {name for name, one in standings(own).items() if one.closed_on is not None}


def _of_today(given: list[Given]) -> list[Given]:
    """What was given for a child merged since is for the child it is now.

    For a number that leads to no child it is for nobody: never, for want of one, for everybody.
    """
    now = children.now_of(one.child for one in given if one.child is not None)
    return [
        msgspec.structs.replace(one, child=now.get(one.child)) if one.child is not None else one
        for one in given
        if one.child is None or one.child in now
    ]
