"""What is listed of children: findings and duties, each list asked for and accounted for."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import msgspec

from amparo.actions.asking import Question, look_at_list
from amparo.actions.home import Home, latest_news
from amparo.clocks.washington import washington_day
from amparo.duties import CARDS, Duty, duties_of, duty_name, finding_name
from amparo.gaps import GAPS
from amparo.purposes import ROLES, Action, DataClass, Family, Purpose
from amparo.purposes.asker import Asker
from amparo.purposes.labels import Label, name_label
from amparo.store import children, findings, identities, records
from amparo.store.bulk import portions
from amparo.store.models import Finding
from amparo.words.agencies import AGENCY_OF, Role


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One finding as it is listed: with those of its values that are opened to the asker.

    ``identities`` are the agencies' own record keys, ``identity`` the one the finding hangs on.
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


def found(home: Home, asked: Asked, clock: datetime, command: str = "gaps find") -> FoundList:
    """The findings of the asker's own work, oldest first. Raises as ``look_at_list`` does."""
    now = today(clock)
    rows = findings.as_of(
        asked.on or now, asked.known_at or now, asked.gap, closed=asked.closed
    ).iterator()
    counted: Counter[str] = Counter()
    listed = look_at_list(
        home, _question(asked, command), _weighable(rows, asked.asker.role, counted), clock
    )
    shown = list(_shown(listed.rows, asked.asker.role))
    purpose = listed.leave.grant.purpose
    return FoundList(findings=shown, counted=dict(counted), more=listed.more, purpose=purpose)


class DutyList(msgspec.Struct, frozen=True, kw_only=True):
    """Duties, each with its finding, the earliest due first. ``more`` as of a ``FoundList``."""

    duties: list[tuple[Duty, Shown]]
    counted: dict[str, int]
    more: bool
    purposes: tuple[Purpose, ...]


def duties(home: Home, asked: Asked, clock: datetime) -> DutyList:
    """The asker's own duties; to whoever owes none, all that may be listed to them.

    Where no purpose is named each duty is asked for by the one on its card. Raises as
    ``look_at_list`` does.
    """
    lists = [found(home, one, clock, "duties list") for one in _by_card(asked)]
    role = asked.asker.role
    own = [
        (_duty(shown, closed=asked.closed), shown)
        for one in lists
        for shown in one.findings
        if _is_listed_by(shown.gap, role, one.purpose)
    ]
    return DutyList(
        duties=sorted((one for one in own if _was_owed(one[0])), key=_by_due),
        counted={gap: count for one in lists for gap, count in one.counted.items()},
        more=any(one.more for one in lists),
        purposes=tuple(one.purpose for one in lists),
    )


def _is_listed_by(gap: str, role: Role, purpose: Purpose) -> bool:
    own = duties_of(role)
    return not own or (gap in own and CARDS[gap].purpose is purpose)


def _by_card(asked: Asked) -> list[Asked]:
    purposes = dict.fromkeys(CARDS[gap].purpose for gap in sorted(duties_of(asked.asker.role)))
    if asked.purpose is not None or not purposes:
        return [asked]
    return [msgspec.structs.replace(asked, purpose=purpose) for purpose in purposes]


def today(clock: datetime) -> date:
    """The day that is now, in Washington; in a made-up home the day of its latest delivery."""
    return washington_day(latest_news(clock))


def _question(asked: Asked, command: str) -> Question:
    return Question(
        asker=asked.asker,
        command=command,
        action=Action.LIST,
        purpose=asked.purpose,
        classes=_LISTED,
        on=asked.on,
        known_at=asked.known_at,
        past=asked.closed,
    )


_LISTED = frozenset({DataClass.IDENTITY, *(card.tells for card in CARDS.values())})
"""What a list of findings tells: the agencies' keys of a record, and what each finding says."""


def _weighable(
    rows: Iterator[Finding], role: Role, counted: Counter[str]
) -> Iterator[tuple[str, Label, Finding]]:
    """Each finding with its child and its label; those nobody may list are only counted."""
    for portion in portions(rows, 2_000):
        child_of = children.memberships({row.identity for row in portion})
        for row in portion:
            if records.is_shown_to(role, row.gap):
                label = records.label_of(row.gap, findings.read_facts(row.facts))
                yield child_of[row.identity], label, row
            elif ROLES[role].family is Family.OVERSIGHT:
                counted[row.gap] += 1


def _shown(rows: list[tuple[Finding, frozenset[Label]]], role: Role) -> Iterator[Shown]:
    first_known = findings.first_known()
    for portion in portions(rows, 2_000):
        child_of = children.memberships({row.identity for row, _ in portion})
        members = children.members(child_of.values())
        names = identities.names({one for group in members.values() for one in group})
        for row, labels in portion:
            child = child_of[row.identity]
            own = {one: names[one] for one in members[child]}
            named = {one: name for one, name in own.items() if is_named(name, labels, role)}
            yield _line(row, child, named, labels, first_known, role)


def _line(  # noqa: PLR0917  # one argument for each thing that decides what is shown
    row: Finding,
    child: str,
    named: dict[int, str],
    labels: frozenset[Label],
    first_known: dict[tuple[str, str], date],
    role: Role,
) -> Shown:
    gap = GAPS[row.gap]
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
        facts=records.opened_facts(findings.read_facts(row.facts), labels, role),
    )


def is_named(identity: str, labels: frozenset[Label], role: Role) -> bool:
    """Whether an agency's own key of a record is among what is opened.

    DHS is named its own paper of a child only: the keys of an encounter tell who came together.
    """
    if records.is_dhs(role) and not identity.startswith(f"{AGENCY_OF[role]}:"):
        return False
    return name_label(identity) in labels


def _duty(shown: Shown, *, closed: bool) -> Duty:
    return Duty(
        duty=duty_name(shown.finding, shown.owner),
        finding=shown.finding,
        gap=shown.gap,
        owner=shown.owner,
        agency=GAPS[shown.gap].agency,
        opened=max(shown.found_at, shown.since),
        due=shown.due,
        closed=max(shown.known_since, shown.until) if closed and shown.until else None,
    )


def _was_owed(duty: Duty) -> bool:
    """What was over before anyone knew of it was nobody's work."""
    return duty.closed is None or duty.opened < duty.closed


def _by_due(both: tuple[Duty, Shown]) -> tuple[date, date, str]:
    return both[0].due or date.max, both[0].opened, both[0].duty
