"""What is listed of children: the findings, each list asked for and accounted for."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from amparo.actions.asking import Question, look_at_list, own_children
from amparo.actions.home import Home, latest_news
from amparo.actions.own_work import LATELY, Desk, usual_purpose
from amparo.clocks.washington import washington_day
from amparo.duties import CARDS, duties_made, finding_name
from amparo.duties.welfare import ABSENCES, Welfare, welfare
from amparo.gaps import GAPS
from amparo.purposes import ROLES, Action, DataClass, Family, Purpose
from amparo.purposes.asker import Asker
from amparo.purposes.labels import Label, name_label
from amparo.store import children, findings, identities, records
from amparo.store.bulk import MOST_PARAMETERS, portions
from amparo.store.models import Finding
from amparo.words.agencies import AGENCY_OF, Role


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One finding as it is listed: with those of its values that are opened to the asker.

    ``identities`` are the agencies' own record keys, ``identity`` the one the finding hangs on.
    ``ended``: it is true no more; ``labels`` is all that is opened of its child, ``welfare`` the
    one word that whoever acts on an absence learns.
    """

    finding: str
    gap: str
    says: str
    child: str
    identities: tuple[str, ...]
    identity: str | None
    since: date
    until: date | None
    reason: str | None
    due: date | None
    owner: Role
    agency: str
    found_at: date
    known_since: date
    facts: Any
    ended: bool
    labels: frozenset[Label]
    welfare: Welfare | None


class FoundList(msgspec.Struct, frozen=True, kw_only=True):
    """Findings that may be listed, and of those that may not, how many (to those who check).

    ``more``: the day's budget of children cut the list.
    """

    findings: list[Shown]
    counted: dict[str, int]
    more: bool
    purpose: Purpose


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which findings: by whom and why they are asked for, as of which days, of which gap.

    Days not given are now. ``closed``: those that were closed, instead of the open ones.
    """

    asker: Asker
    purpose: Purpose | None = None
    on: date | None = None
    known_at: date | None = None
    gap: str | None = None
    closed: bool = False


def found(
    home: Home,
    asked: Asked,
    clock: datetime,
    command: str = "gaps find",
    *,
    only: Sequence[Finding] | None = None,
    gaps: Collection[str] | None = None,
    desk: Desk | None = None,
) -> FoundList:
    """The findings of the asker's own work, oldest first. Raises as ``look_at_list`` does.

    ``only``: these findings and no others, also if they ended lately. ``gaps``: of these alone.
    ``desk``: the asker's, where they ask for several purposes.
    """
    desk = desk or desk_of(asked.asker, clock)
    now = desk.now
    asked = _for_a_purpose(asked, desk)
    question = _question(asked, command, ended_too=only is not None or asked.closed)
    among = own_children(question, desk, clock)
    rows = _of_days(asked, now, among) if only is None else iter(only)
    rows = (row for row in rows if gaps is None or row.gap in gaps)
    counted: Counter[str] = Counter()
    weighable = _weighable(rows, asked, counted)
    listed = look_at_list(home, question, weighable, clock, desk=desk.about(among))
    shown = list(_shown(listed.rows, asked.asker.role, asked.on or now))
    purpose = listed.leave.grant.purpose
    return FoundList(findings=shown, counted=dict(counted), more=listed.more, purpose=purpose)


def desk_of(asker: Asker, clock: datetime) -> Desk:
    """What somebody was given, and what is there to do, now."""
    return Desk(asker, today(clock), washington_day(clock), None)


def _for_a_purpose(asked: Asked, desk: Desk) -> Asked:
    """The same for the purpose that is taken where none was named: DHS is told by purpose."""
    if asked.purpose is not None:
        return asked
    return msgspec.structs.replace(asked, purpose=usual_purpose(desk, None))


def _of_days(asked: Asked, now: date, among: frozenset[str] | None) -> Iterator[Finding]:
    on, known_at = asked.on or now, asked.known_at or now
    found = findings.as_of(on, known_at, asked.gap, closed=asked.closed)
    if among is None:
        return found.iterator()
    members = [one for group in children.members(among).values() for one in group]
    return found.filter(identity__among=members).iterator()


def finding_of_duty(name: str, now: date) -> Finding | None:
    """The finding, open or ended lately, that makes the duty of a name: shown to nobody yet."""
    return findings_of_duties([name], now).get(name)


def findings_of_duties(names: Collection[str], now: date) -> dict[str, Finding]:
    """The findings that make the duties of some names, by name.

    Each is looked up by the identity that its name was kept with. What was found before names were
    kept, and what is nobody's, is sought among all, which are gone through once.
    """
    held = findings.named(names)
    found: dict[str, Finding] = {}
    for portion in portions(set(held.values()), MOST_PARAMETERS):
        of_these = findings.anchors_lately(now, now - LATELY, portion)
        found |= _making(set(held), of_these)
    if unnamed := set(names).difference(held):
        found |= _making(unnamed, findings.anchors_lately(now, now - LATELY))
    return found


def _making(wanted: set[str], among: Iterable[tuple[int, str, str]]) -> dict[str, Finding]:
    found: dict[str, Finding] = {}
    for number, gap, anchor in among:
        for name, _ in duties_made(gap, anchor):
            if name in wanted:
                found[name] = findings.finding(number)
        if len(found) == len(wanted):
            break
    return found


def today(clock: datetime) -> date:
    """The day that is now, in Washington; in a made-up home the day of its latest delivery."""
    return washington_day(latest_news(clock))


def _question(asked: Asked, command: str, *, ended_too: bool) -> Question:
    return Question(
        asker=asked.asker,
        command=command,
        action=Action.LIST,
        purpose=asked.purpose,
        classes=_LISTED,
        on=asked.on,
        known_at=asked.known_at,
        past=asked.closed,
        ended_too=ended_too,
    )


_LISTED = frozenset(
    {DataClass.IDENTITY, DataClass.ABUSE_REPORTS, *(card.tells for card in CARDS.values())}
)
"""What a list of findings tells: the agencies' keys of a record, what each finding says, and
what was told at desks for its duties."""


def _weighable(
    rows: Iterator[Finding], asked: Asked, counted: Counter[str]
) -> Iterator[tuple[str, Label, Finding]]:
    """Each finding with its child and its label; those nobody may list are only counted."""
    role = asked.asker.role
    for portion in portions(rows, 2_000):
        child_of = children.memberships({row.identity for row in portion})
        for row in portion:
            if records.is_shown_to(role, row.gap, asked.purpose):
                label = records.label_of(row.gap, findings.read_facts(row.facts))
                yield child_of[row.identity], label, row
            elif ROLES[role].family is Family.OVERSIGHT:
                counted[row.gap] += 1


def _shown(rows: list[tuple[Finding, frozenset[Label]]], role: Role, on: date) -> Iterator[Shown]:
    for portion in portions(rows, 2_000):
        first_known = findings.first_known(row.identity for row, _ in portion)
        child_of = children.memberships({row.identity for row, _ in portion})
        members = children.members(child_of.values())
        names = identities.names({one for group in members.values() for one in group})
        for row, labels in portion:
            child = child_of[row.identity]
            own = {one: names[one] for one in members[child]}
            named = {one: name for one, name in own.items() if is_named(name, labels, role)}
            yield _line(row, child, named, labels, first_known, role, on)


def _line(  # noqa: PLR0917  # one argument for each thing that decides what is shown
    row: Finding,
    child: str,
    named: dict[int, str],
    labels: frozenset[Label],
    first_known: dict[tuple[str, str], date],
    role: Role,
    on: date,
) -> Shown:
    gap, facts = GAPS[row.gap], findings.read_facts(row.facts)
    ended = row.until is not None and row.until <= on
    return Shown(
        finding=finding_name(row.gap, row.anchor),
        gap=row.gap,
        says=gap.says,
        child=child,
        identities=tuple(sorted(named.values())),
        identity=named.get(row.identity),
        since=row.since,
        # A day to come is one that HHS may have told; of what ends it DHS is told nothing.
        until=None if records.is_dhs(role) else row.until,
        reason=row.reason,
        due=row.due,
        owner=gap.owed_by,
        agency=gap.agency,
        found_at=first_known[row.gap, row.anchor],
        known_since=row.known_from,
        facts=records.opened_facts(facts, labels, role),
        ended=ended,
        labels=labels,
        welfare=welfare(facts, closed=ended) if row.gap in ABSENCES else None,
    )


def is_named(identity: str, labels: frozenset[Label], role: Role) -> bool:
    """Whether an agency's own key of a record is among what is opened.

    DHS is named its own paper of a child only: the keys of an encounter tell who came together.
    """
    if records.is_dhs(role) and not identity.startswith(f"{AGENCY_OF[role]}:"):
        return False
    return name_label(identity) in labels
