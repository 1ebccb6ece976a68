"""What commands show of children: findings and duties. Only a made-up home is opened for them."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import msgspec

from amparo.actions.home import latest_news, refuse_unless_made_up
from amparo.clocks.washington import washington_day
from amparo.duties import Duty, duty_name, finding_name
from amparo.gaps import GAPS
from amparo.store import children, findings, identities
from amparo.store.bulk import portions
from amparo.store.models import Finding
from amparo.words.agencies import Role


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One finding as a command shows it. ``identities`` are the agencies' own record keys."""

    finding: str
    gap: str
    says: str
    child: str | None
    identities: tuple[str, ...]
    identity: str
    since: date
    until: date | None
    reason: str | None
    due: date | None
    owner: Role
    agency: str
    found_at: date
    known_since: date
    facts: Any


def found(
    on: date, known_at: date, gap: str | None = None, *, closed: bool = False
) -> Iterator[Shown]:
    """The findings open on a day as known on another, oldest first; or those closed by then."""
    refuse_unless_made_up()
    first_known = findings.first_known()
    rows = findings.as_of(on, known_at, gap, closed=closed)
    for portion in portions(rows, 2_000):
        yield from _shown(portion, first_known)


def duties(on: date, known_at: date, *, closed: bool = False) -> Iterator[tuple[Duty, Shown]]:
    """The duties that findings make, each with its finding; earliest due first."""
    both = [(_duty(shown, closed=closed), shown) for shown in found(on, known_at, closed=closed)]
    yield from sorted((one for one in both if _was_owed(one[0])), key=_by_due)


def _shown(rows: list[Finding], first_known: dict[tuple[str, str], date]) -> Iterator[Shown]:
    child_of = children.memberships({row.identity for row in rows})
    members = children.members(child_of.values())
    names = identities.names({one for group in members.values() for one in group})
    for row in rows:
        gap, child = GAPS[row.gap], child_of.get(row.identity)
        yield Shown(
            finding=finding_name(row.gap, row.anchor),
            gap=row.gap,
            says=gap.says,
            child=child,
            identities=tuple(sorted(names[one] for one in members.get(child or "", []))),
            identity=names[row.identity],
            since=row.since,
            until=row.until,
            reason=row.reason,
            due=row.due,
            owner=gap.owed_by,
            agency=gap.agency,
            found_at=first_known[row.gap, row.anchor],
            known_since=row.known_from,
            facts=findings.read_facts(row.facts),
        )


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


def today(clock: datetime) -> date:
    """The day that is now, in Washington; in a made-up home the day of its latest delivery."""
    return washington_day(latest_news(clock))
