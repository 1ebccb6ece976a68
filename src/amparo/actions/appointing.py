"""Adds persons, gives them roles and records their training; somebody else's, never one's own."""

from datetime import date, timedelta

import msgspec

from amparo.actions.changing import (
    SLUG,
    Asked,
    ChangeRefused,
    Given,
    a,
    allow,
    change,
    lasting,
    refuse_unless_lasting,
    refuse_unless_text,
    someone_else,
    span,
    strangers_entered,
    written_down,
)
from amparo.actions.people import os_user as signed_in
from amparo.purposes.asker import MAY_APPOINT
from amparo.purposes.roles import agency as agency_of
from amparo.store import deliveries, people
from amparo.store.models import Person
from amparo.words.agencies import Agency, Role

ANYWHERE = frozenset({Role.FEED_STEWARD, Role.PRIVACY_OFFICER})
"""Roles that sit at whichever agency has them."""

FIRST_TERM = timedelta(days=365)
"""How long the first person of a home is its operator. Product choice."""


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """A new person. ``operator_until``: they are the first, and run the home until that day."""

    slug: str
    os_user: str | None
    operator_until: date | None = None


def add(asked: Asked, slug: str, os_user: str | None) -> Added:
    """A new person, who may not ask anything yet.

    In a home of nobody that is not made-up, whoever runs it adds themself and becomes its operator
    for a year: there is no one else to ask. Raises ChangeRefused, or HomeRefused to a stranger.
    """
    if asked.named is None and deliveries.home_kind() is not True and not people.somebody():
        return _add_the_first(asked, slug, os_user)
    with change(asked, "add") as asker:
        allow(asker, MAY_APPOINT, "adds persons")
        _refuse_unless_new(slug, os_user)
        people.add_person(slug, os_user, asker.person)
    return Added(slug=slug, os_user=os_user)


def _add_the_first(asked: Asked, slug: str, os_user: str | None) -> Added:
    with strangers_entered(asked, "add"):
        user = signed_in()
    with written_down(asked.home, asked.clock, "people add", None):
        _refuse_unless_first(user, os_user)
        _refuse_unless_new(slug, user)
        until = _make_operator(asked, people.add_person(slug, user, None))
    return Added(slug=slug, os_user=user, operator_until=until)


def _make_operator(asked: Asked, first: str) -> date:
    until = asked.day + FIRST_TERM
    people.add(
        "appointment",
        person=first,
        role=Role.OPERATOR,
        agency=agency_of(Role.OPERATOR),
        office="first person of this home",
        begins=asked.day,
        ends=until,
        made_by=first,
    )
    return until


def appoint(
    asked: Asked,
    slug: str,
    role: Role,
    *,
    office: str,
    until: date,
    since: date | None = None,
    agency: Agency | None = None,
) -> Given:
    """Give somebody else a role; it takes the place of any they had. Raises as ``add`` does."""
    begins = since or asked.day
    with change(asked, "appoint") as asker:
        allow(asker, MAY_APPOINT, "gives roles")
        person = someone_else(asker, slug, "a role")
        refuse_unless_lasting(asked, until, begins)
        refuse_unless_text("office", office, 80)
        # A role whose first day has passed takes the place of the one held today.
        _refuse_to_carry_work(person, role, max(begins, asked.day))
        held = span(person, asked, until, asker) | {"begins": begins}
        where = _agency(role, agency)
        entry = people.add("appointment", role=role, agency=where, office=office, **held)
    return Given(entry=entry, slug=slug, what=role, until=until)


def train(asked: Asked, slug: str, until: date) -> Given:
    """Record that somebody else was trained, and until when it counts. Raises as ``add`` does."""
    with change(asked, "train") as asker:
        allow(asker, MAY_APPOINT, "records training")
        person = someone_else(asker, slug, "training")
        refuse_unless_lasting(asked, until)
        entry = people.add("training", **span(person, asked, until, asker))
    return Given(entry=entry, slug=slug, what="training", until=until)


# --- what is refused ---------------------------------------------------------------------------


def _refuse_unless_first(user: str, named: str | None) -> None:
    if people.somebody():  # another process was first
        raise ChangeRefused("not-first", "Somebody was added a moment ago; ask them.")
    if named not in {None, user}:
        says = f"The first person adds themself, and you are the operating-system user {user}."
        raise ChangeRefused("first-adds-themself", says)


def _refuse_unless_new(slug: str, os_user: str | None) -> None:
    if SLUG.fullmatch(slug) is None:
        says = (
            f"{slug!r} is no slug: write up to 60 lower-case letters, digits and hyphens, the"
            " first no hyphen."
        )
        raise ChangeRefused("no-slug", says)
    if people.by_slug(slug) is not None:
        raise ChangeRefused("slug-taken", f"The slug {slug} is taken; choose another.")
    if slug in set(Role):
        # A home becomes made-up at its first delivery; those who move in then go by these names.
        says = f"{slug} is the name of a role; choose a slug that is a person's."
        raise ChangeRefused("slug-of-a-role", says)
    if os_user is not None:
        _refuse_unless_free(os_user)


def _refuse_unless_free(os_user: str) -> None:
    refuse_unless_text("operating-system user", os_user, 64)
    if (held := people.by_os_user(os_user)) is not None:
        says = f"The operating-system user {os_user} is {held.slug} already, and one person only."
        raise ChangeRefused("os-user-taken", says)


def _refuse_to_carry_work(person: Person, role: Role, begins: date) -> None:
    """Work and approvals were given to someone in a role; another role does not inherit them."""
    held = people.appointment(person.pk, begins)
    if held is not None and held[0].role == role:
        return
    given = [*people.standing("assignment", person.pk), *people.standing("approval", person.pk)]
    entries = ", ".join(str(row.entry) for row in lasting(given, begins))
    if entries:
        says = (
            f"{person.slug} has work or approvals that were given to another role: have them"
            f" ended first (amparo people end; entries {entries})."
        )
        raise ChangeRefused("work-of-another-role", says)


def _agency(role: Role, named: Agency | None) -> str:
    if named is None:
        return agency_of(role)
    if role not in ANYWHERE:
        says = f"{a(role).capitalize()} sits at {agency_of(role)}: leave out --agency."
        raise ChangeRefused("agency-of-the-role", says)
    return named
