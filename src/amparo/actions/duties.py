"""Duties as those who owe them see them: listed, one shown, what changed, who has how many."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from amparo.actions.asking import LookRefused, answered_together
from amparo.actions.home import Home
from amparo.actions.lists import (
    Asked,
    FoundList,
    Shown,
    desk_of,
    findings_of_duties,
    found,
    today,
)
from amparo.actions.reopening import Evidence, evidence
from amparo.actions.routing import offices_of
from amparo.actions.standings import acts_since, standings, told_for
from amparo.duties import CARDS, Duty, State, duties_of, duty_name, owners_of, part_of
from amparo.duties.act import Act
from amparo.duties.ladders import is_unassigned, ladder, raised_to
from amparo.duties.offices import Office, fallback
from amparo.duties.standing import Standing
from amparo.duties.welfare import Welfare
from amparo.purposes import ROLES, DataClass, Family, Origin, Purpose
from amparo.purposes.labels import Label, label
from amparo.purposes.roles import agency
from amparo.store import duty_acts, people, records
from amparo.store.models import Finding
from amparo.words.addresses import squeezed
from amparo.words.agencies import AGENCY_OF, Role


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """One duty as it is listed: with its finding, where it stands, and what its owner has to do.

    ``holder`` is the slug of whoever has it, None while only its role does; ``raised_to`` the role
    that is shown it because it is late; ``unassigned``: nobody has had it for too long. ``offices``
    are where its work has lain, the last one where it lies; None to whom that would tell a place.
    ``falls_to`` is the desk that answers for what nobody there took in time.
    """

    duty: Duty
    shown: Shown
    standing: Standing
    says: str
    purpose: Purpose
    holder: str | None
    offered_to: str | None
    raised_to: Role | None
    unassigned: bool
    offices: tuple[Office, ...] | None
    falls_to: str | None

    @property
    def office(self) -> str | None:
        """At which office its work lies; None where that is not opened."""
        return self.offices[-1].name if self.offices else None


class DutyList(msgspec.Struct, frozen=True, kw_only=True):
    """Duties, the earliest due first. ``more`` as of a ``FoundList``."""

    duties: list[Owed]
    counted: dict[str, int]
    more: bool
    purposes: tuple[Purpose, ...]


class TellingShown(msgspec.Struct, frozen=True, kw_only=True):
    """A fact told for a duty of the same finding, as far as it is opened. ``key`` names it.

    ``correctable``: it stands, and was told for this duty, whose desk may correct it.
    """

    fact: str
    on: date | None
    by: str
    key: str
    says: dict[str, Any]
    taken_back: bool
    correctable: bool


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """One deed in a duty's history, with the slugs of those who did it and were given it."""

    act: Act
    by: str
    to: str | None


class DutyView(msgspec.Struct, frozen=True, kw_only=True):
    """One duty whole: its history, what was told, and for an absence whether all is well.

    ``welfare`` None: the duty is not about an absence. ``evidence``: to counsel, what speaks for
    having the order taken back.
    """

    owed: Owed
    state: State
    history: list[Deed]
    told: list[TellingShown]
    welfare: Welfare | None
    evidence: list[Evidence]


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """The open duties of one role at one office (None: it is not opened), and of whom there."""

    agency: str
    role: Role
    office: str | None
    holder: str | None
    open: int
    late: int
    resting: int
    unassigned: int


def duties(home: Home, asked: Asked, clock: datetime, *, command: str = "duties list") -> DutyList:
    """The asker's own duties; to whoever owes none, all that may be listed to them.

    Where no purpose is named each duty is asked for by the one on its card. Raises as
    ``look_at_list`` does.
    """
    desk = desk_of(asked.asker, clock)
    now = asked.on or desk.now
    every = _by_card(asked)
    if asked.closed:
        every += _by_card(msgspec.structs.replace(asked, closed=False))
    with answered_together(home, clock) as once:
        lists = [
            found(once, one, clock, command, gaps=_gaps_of(one, now), desk=desk) for one in every
        ]
    owed = [one for one in _owed(lists, asked, now) if _is_asked_for(one, asked)]
    return DutyList(
        duties=sorted(owed, key=_by_due),
        counted={gap: count for one in lists for gap, count in one.counted.items()},
        more=any(one.more for one in lists),
        purposes=tuple(dict.fromkeys(one.purpose for one in lists)),
    )


def show(home: Home, asked: Asked, name: str, clock: datetime) -> DutyView | None:
    """One duty by its name; None where the asker has no such duty, which is written down too.

    Whoever was to check a notice may see for a while how it ended. Raises as ``look_at_list``.
    """
    one = find_owed(home, asked, name, clock, "duties show")
    if one is None:
        return None
    acts = duty_acts.acts_of([name]).get(name, [])
    named = people.slugs({who for act in acts for who in (act.person, act.to) if who})
    return DutyView(
        owed=one,
        state=one.duty.state(today(clock)),
        history=[_deed(act, named) for act in acts],
        told=_told(one),
        welfare=one.shown.welfare,
        evidence=evidence(one.shown, asked.asker.role, one.purpose),
    )


def find_owed(home: Home, asked: Asked, name: str, clock: datetime, command: str) -> Owed | None:
    """The asker's duty of a name, open or ended lately; None where they have none of that name."""
    return find_each(home, asked, [name], clock, command).get(name)


def find_each(
    home: Home, asked: Asked, names: Collection[str], clock: datetime, command: str
) -> dict[str, Owed]:
    """Those of some duties that the asker has, by name: one list for each purpose of theirs.

    A purpose that is refused takes no other with it. Raises as ``look_at_list`` where all are.
    """
    now = today(clock)
    lists, refused = list[FoundList](), list[LookRefused]()
    for purpose, only in _by_part(names, asked, now).items():
        for_it = msgspec.structs.replace(asked, purpose=purpose)
        try:
            lists.append(found(home, for_it, clock, command, only=only))
        except LookRefused as no:
            refused.append(no)
    if refused and not lists:
        raise refused[0]
    wanted = set(names)
    every = (one for one in _owed(lists, asked, now) if one.duty.duty in wanted)
    return {one.duty.duty: one for one in every}


def changed_since(home: Home, asked: Asked, day: date, clock: datetime) -> list[Owed]:
    """The asker's open duties that opened, or to which something was done, on a day or later."""
    return changed(duties(home, asked, clock, command="duties since").duties, day)


def changed(listed: Sequence[Owed], day: date) -> list[Owed]:
    """Those of a list that opened, or to which something was done, on a day or later."""
    acts = duty_acts.acts_of(one.duty.duty for one in listed)
    told = told_for(one.duty.duty for one in listed)
    return [
        one
        for one in listed
        if one.duty.opened >= day
        or any(act.on >= day for act in acts.get(one.duty.duty, []))
        or any(
            event.happened_on and event.happened_on >= day
            for _, event in told.get(one.duty.duty, [])
        )
    ]


def lain_at(owed: Owed, now: date) -> tuple[Office, ...]:
    """Where a duty's work has lain by now, whether or not that is opened to whoever asks."""
    name, duty = owed.duty.duty, owed.duty
    return offices_of({name: (owed.shown.child, duty.owner, duty.opened)}, now)[name]


def done_since(owed: Owed, seen: int, now: date) -> list[Deed]:
    """What was done to a duty after the version that somebody saw; facts and moves not."""
    acts = acts_since(owed.duty.duty, seen, lain_at(owed, now))
    named = people.slugs({who for act in acts for who in (act.person, act.to) if who})
    return [_deed(act, named) for act in acts]


def at_office(listed: Iterable[Owed], office: str | None) -> list[Owed]:
    """Those whose work lies at an office or falls to it, by its name however written.

    All where none is named.
    """
    name = squeezed(office or "")
    return [one for one in listed if not name or name in map(squeezed, (one.office, one.falls_to))]


def workload(home: Home, asked: Asked, clock: datetime, *, office: str | None = None) -> list[Load]:
    """How many open duties each office has, and who has them there; of one office if named."""
    now = today(clock)
    found = duties(home, asked, clock, command="duties workload").duties
    listed = at_office(found, office)
    held: dict[tuple[str, Role, str | None, str | None], Counter[str]] = {}
    for one in listed:
        key = (one.duty.agency, one.duty.owner, one.office, one.holder)
        held.setdefault(key, Counter()).update(_counted(one, now))
    return [
        Load(agency=where, role=role, office=office, holder=holder, **_all_four(count))
        for (where, role, office, holder), count in sorted(held.items(), key=_by_office)
    ]


def yesterday(clock: datetime) -> date:
    """The day before the home's."""
    return today(clock) - timedelta(days=1)


# --- whose duties -----------------------------------------------------------------------------


def _by_card(asked: Asked) -> list[Asked]:
    role = asked.asker.role
    purposes = dict.fromkeys(part_of(gap, role).purpose for gap in sorted(duties_of(role)))
    if asked.purpose is not None or not purposes or role not in AGENCY_OF:
        return [asked]
    return [msgspec.structs.replace(asked, purpose=purpose) for purpose in purposes]


def _by_part(
    names: Collection[str], asked: Asked, now: date
) -> dict[Purpose | None, list[Finding]]:
    """The findings of some duties by the purpose of the asker's part; asked in vain, of none."""
    role, by_purpose = asked.asker.role, dict[Purpose | None, list[Finding]]()
    made = findings_of_duties(names, now)
    for name in names:
        finding = made.get(name)
        own = finding is not None and role in owners_of(finding.gap)
        purpose = part_of(finding.gap, role).purpose if finding and own else asked.purpose
        only = by_purpose.setdefault(purpose, [])
        if finding is not None and finding not in only:
            only.append(finding)
    return by_purpose


def _owed(lists: Iterable[FoundList], asked: Asked, now: date) -> list[Owed]:
    """The duties of what was found that are the asker's to see, each once, with their standing."""
    role = asked.asker.role
    pairs = {
        duty_name(shown.finding, owner): (shown, owner)
        for one in lists
        for shown in one.findings
        for owner in _whose(shown.gap, role, one.purpose)
    }
    lay = offices_of(
        {name: (one.child, owner, _opened(one)) for name, (one, owner) in pairs.items()}, now
    )
    stand = standings({name: (one.gap, owner) for name, (one, owner) in pairs.items()}, lay)
    named = people.slugs(
        {who for one in stand.values() for who in (one.holder, one.offered_to) if who}
    )
    every = (_one(name, *pairs[name], stand[name], named, now) for name in pairs)
    return [_with_offices(one, role, now) for one in every if _is_for(one, role)]


def _gaps_of(asked: Asked, now: date) -> frozenset[str] | None:
    """The gaps of which a duty may reach a list; None: of any.

    Nobody is written down as listed, nor counted against a day's budget, whom no line tells of.
    """
    role = asked.asker.role
    if role not in AGENCY_OF or not duties_of(role):
        return None
    return frozenset(gap for gap in CARDS if _may_reach(gap, role, asked.purpose, now))


def _may_reach(gap: str, role: Role, purpose: Purpose | None, now: date) -> bool:
    if role in owners_of(gap):
        return part_of(gap, role).purpose is purpose
    return any(one.to is role for one in ladder(gap, owners_of(gap)[0], now))


def _whose(gap: str, role: Role, purpose: Purpose) -> Iterator[Role]:
    """Whose duties of a gap a role may be listed: its own; an agency's others if raised to it."""
    if role in owners_of(gap):
        # Asked for by another purpose than its part's it is another's list.
        if role not in AGENCY_OF or part_of(gap, role).purpose is purpose:
            yield role
    elif ROLES[role].family is Family.OVERSIGHT:
        yield from owners_of(gap)
    elif not records.is_dhs(role):
        yield owners_of(gap)[0]


def _is_for(one: Owed, role: Role) -> bool:
    """Whether a duty that is another's reaches a role of an agency: only once it is raised to it.

    A role that owes nothing at all sees what it may be listed.
    """
    return (
        one.duty.owner is role
        or not duties_of(role)
        or role not in AGENCY_OF
        or (one.raised_to is role)
    )


def _one(  # noqa: PLR0917  # one argument for each thing that it is made of
    name: str, shown: Shown, owner: Role, stand: Standing, named: dict[str, str], now: date
) -> Owed:
    part = part_of(shown.gap, owner)
    due = shown.due if part.is_due else None
    ended = [day for day in (stand.closed_on, _found_closed(shown, now)) if day is not None]
    duty = Duty(
        duty=name,
        finding=shown.finding,
        gap=shown.gap,
        owner=owner,
        agency=agency(owner),
        opened=_opened(shown),
        due=due,
        closed=min(ended, default=None),
    )
    return Owed(
        duty=duty,
        shown=shown,
        standing=stand,
        says=part.says,
        purpose=part.purpose,
        holder=named.get(stand.holder or ""),
        offered_to=named.get(stand.offered_to or ""),
        raised_to=raised_to(shown.gap, owner, due, now, stand.raised),
        unassigned=stand.holder is None and is_unassigned(duty.opened, now),
        offices=None,
        falls_to=None,
    )


def _opened(shown: Shown) -> date:
    return max(shown.found_at, shown.since)


_PLACES = frozenset(
    {
        Label(data_class=DataClass.PLACEMENT, origin=Origin.HHS, protected=False),
        Label(data_class=DataClass.COURT, origin=Origin.COURT, protected=False),
    }
)
"""What must be opened to whoever is told at which office another's duty lies."""


def _with_offices(one: Owed, role: Role, now: date) -> Owed:
    """With where its work has lain, told to its own desk, and to whom the places are opened anyway.

    An agency's own desk is named by its own books and the court's (duties/offices.py); a desk that
    no place named tells of none.
    """
    lain = one.standing.offices
    tells_nothing = all(at.because is None for at in lain)
    own = one.duty.owner is role and (role in AGENCY_OF or tells_nothing)
    if not lain or (not own and not one.shown.labels >= _PLACES):
        return one
    waits = one.standing.holder is None and one.duty.state(now) is not State.CLOSED
    falls_to = fallback(one.duty.owner, lain[-1], now) if waits else None
    return msgspec.structs.replace(one, offices=lain, falls_to=falls_to)


def _found_closed(shown: Shown, now: date) -> date | None:
    """When what it is about ended, as far as that is told: to DHS only that it is so now."""
    if not shown.ended:
        return None
    return max(shown.known_since, shown.until) if shown.until is not None else now


def _is_asked_for(one: Owed, asked: Asked) -> bool:
    """An open one, or one that was closed; what was over before anyone knew was nobody's work."""
    closed = one.duty.closed
    if asked.closed:
        # What opened and ended on one day was work where somebody did or told something of it.
        return closed is not None and (one.duty.opened < closed or one.standing.touched)
    return closed is None


def _by_due(one: Owed) -> tuple[date, date, str]:
    return one.duty.due or date.max, one.duty.opened, one.duty.duty


# --- what is shown of one ---------------------------------------------------------------------


def _deed(act: Act, named: dict[str, str]) -> Deed:
    return Deed(act=act, by=named.get(act.person, "?"), to=named.get(act.to or "", act.to))


def _told(one: Owed) -> list[TellingShown]:
    """What was told for any duty of the finding: each fact only where its label is opened.

    That one's own desk told something, and on which day, is no news to it: what it told of an
    address stands in the record, under a grant that opens addresses.
    """
    names = [duty_name(one.shown.finding, owner) for owner in owners_of(one.shown.gap)]
    every = told_for(names)
    stands = {event.part: event for _, event in every.get(one.duty.duty, [])}
    return [
        TellingShown(
            fact=str(type(event).__struct_config__.tag),
            on=event.happened_on,
            by=event.by,
            key=event.replaces or event.key,
            says={
                name: getattr(event, name)
                for name in type(event).__struct_fields__
                if name not in _OF_EVERY_TELLING and _is_opened(label(event, name), one)
            },
            taken_back=event.taken_back,
            correctable=stands.get(event.part) is event and not event.taken_back,
        )
        for duty, told in every.items()
        for _, event in told
        if _is_opened(label(event, "happened_on"), one)
        or (duty == one.duty.duty and event.role == one.duty.owner)
    ]


def _is_opened(of: Label, one: Owed) -> bool:
    return of in one.shown.labels


_OF_EVERY_TELLING = frozenset(
    {
        "of",
        "line",
        "happened_on",
        "undated",
        "vault",
        "key",
        "by",
        "role",
        "duty",
        "replaces",
        "taken_back",
    }
)

# --- how many ---------------------------------------------------------------------------------


def _counted(one: Owed, now: date) -> list[str]:
    words = {
        "late": one.duty.state(now) is State.LATE,
        "resting": one.standing.rests(now),
        "unassigned": one.unassigned,
    }
    return ["open", *(word for word, is_so in words.items() if is_so)]


def _all_four(count: Counter[str]) -> dict[str, int]:
    return {name: count[name] for name in ("open", "late", "resting", "unassigned")}


def _by_office(one: tuple[tuple[str, Role, str | None, str | None], Any]) -> tuple[str, ...]:
    where, role, office, holder = one[0]
    return where, role, office or "", holder or ""
