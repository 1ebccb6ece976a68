"""The people of the pages' benchmark: of six roles, each with children of their own, signed in."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from random import Random

import msgspec
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from amparo.actions.home import Home
from amparo.actions.lists import today
from amparo.actions.people import who_asks
from amparo.clocks.washington import washington_day
from amparo.duties import duties_of
from amparo.purposes.asker import MADE_UP_DESKS
from amparo.purposes.roles import agency
from amparo.store import children, people, work
from amparo.words.agencies import Role

DESKS = {
    Role.CASE_MANAGER: 16,
    Role.FIELD_SPECIALIST: 10,
    Role.COUNSEL: 10,
    Role.JUVENILE_COORDINATOR: 6,
    Role.OPLA_ATTORNEY: 6,
    Role.INSPECTOR: 2,
}
"""How many of fifty people hold each role. Our own estimate, not a count of anybody's."""

CASELOAD = 40
"""How many children each has work on, given by name; to an inspector, as the sample of an audit."""

LASTS = timedelta(days=365)


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who visits; ``session`` is what their browser holds of the sign-in."""

    number: str
    role: Role
    session: str


def roles_of(people: int) -> list[Role]:
    """The roles of so many people, in the shares of ``DESKS``."""
    fifty = [role for role, many in DESKS.items() for _ in range(many)]
    Random(1).shuffle(fifty)  # noqa: S311  # an order that repeats
    return list(islice(cycle(fifty), people))


def appointed(home: Home, many: int, clock: datetime) -> dict[str, Role]:
    """So many new people with roles and work, by their number."""
    operator = who_asks(home, clock, None, Role.OPERATOR).person
    now = today(clock)
    of_role = {role: _children_of(role, work.open_findings(now, None)) for role in DESKS}
    with transaction.atomic():
        found = {
            _appoint(role, nth, islice(of_role[role], CASELOAD), operator, clock): role
            for nth, role in enumerate(roles_of(many))
        }
    home.sequence(clock)
    return found


def _children_of(role: Role, found: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Children about whom a role owes something, one after the other and over again."""
    own = duties_of(role)
    owed = sorted({child for child, gap, _ in found if gap in own or not own})
    Random(str(role)).shuffle(owed)  # noqa: S311  # an order that repeats
    return cycle(owed or children.everyone())


def _appoint(role: Role, nth: int, caseload: Iterator[str], operator: str, clock: datetime) -> str:
    person = people.add_person(f"bench-{nth}", None, operator)
    day = washington_day(clock)
    span = {"person": person, "made_by": operator, "begins": day, "ends": day + LASTS}
    where = agency(role)
    people.add(
        "appointment", role=role, agency=where, office=f"office {nth % 5} of {where}", **span
    )
    people.add("training", **span)
    for child in sorted(set(caseload)):
        for nexus in MADE_UP_DESKS[role]:
            people.add("assignment", nexus=nexus, budgeted=True, child=child, **span)
    return person


def signed_in(home: Path, found: dict[str, Role], clock: datetime) -> list[Person]:
    """A session of each, in a made-up home that is served: its key signs what a session holds."""
    settings.SECRET_KEY = (home / "keys" / "web.key").read_text().strip()
    return [
        Person(number=number, role=role, session=_session(number, clock))
        for number, role in found.items()
    ]


def _session(person: str, clock: datetime) -> str:
    session = SessionStore()
    session.update({"person": person, "account": None})
    session["since"] = session["seen"] = clock.isoformat()
    session.save()
    return str(session.session_key)
