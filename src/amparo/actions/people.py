"""Who runs a command: the person behind an operating-system user, a token, or a made-up name."""

import os
import pwd
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction

from amparo.actions.home import Home, HomeRefused
from amparo.clocks.washington import washington_day
from amparo.purposes import Purpose
from amparo.purposes.asker import MADE_UP_DESKS, Asker
from amparo.purposes.roles import agency as agency_of
from amparo.store import deliveries, people
from amparo.store.failing import why
from amparo.store.models import Person
from amparo.words.agencies import Role
from amparo.words.names import readable

TOKEN = "AMPARO_TOKEN"  # noqa: S105  # the name of a variable
"""The environment variable that holds a token from sign-in."""

MADE_UP_YEARS = 10
"""How long the made-up people of a made-up home stay in office."""

TOKEN_HOURS = 12
"""How long a token lasts (NIST SP 800-63B-4: at most a day at this assurance). Product choice."""


def who_asks(
    home: Home, clock: datetime, named: str | None, usual: Role, *, noted: bool = True
) -> Asker:
    """The person who runs a command. Raises HomeRefused where that is nobody, once it is noted.

    ``named`` is whom they chose to be, which a made-up home allows; without it the person of the
    ``usual`` role is taken there. In any other home it is the operating-system user's person, or
    the one whose token is given.
    """
    made_up = deliveries.home_kind() is True
    if made_up:
        move_in(home, clock)
    try:
        return _in_role(_person(clock, named, usual if made_up else None), washington_day(clock))
    except HomeRefused:
        if noted:
            _note_a_stranger(home, clock)
        raise


def in_office(number: str, clock: datetime) -> Asker:
    """The person of a number, as they stand now. Raises HomeRefused where they hold no role."""
    found = _found(people.by_number(number), "Whoever was signed in is not known here.")
    return _in_role(found, washington_day(clock))


def made_up_people(home: Home, clock: datetime) -> list[Asker]:
    """The people of a made-up home, whom anyone may choose to be; of any other home, nobody."""
    if deliveries.home_kind() is not True:
        return []
    move_in(home, clock)
    day, roles = washington_day(clock), set(Role)
    return [_in_role(one, day) for one in people.persons() if one.slug in roles]


def by_token(home: Home, text: str, clock: datetime) -> Asker:
    """The person whom a token was given. Raises HomeRefused for a token of nobody, once noted."""
    try:
        person = _found(people.by_token(readable(text), clock), "The token is unknown or is over.")
        return _in_role(person, washington_day(clock))
    except HomeRefused:
        _note_a_stranger(home, clock)
        raise


def is_made_up() -> bool:
    """Whether the open home holds made-up children."""
    return deliveries.home_kind() is True


def _in_role(person: Person, day: date) -> Asker:
    given = people.appointment(person.pk, day)
    if given is None:
        raise HomeRefused(f"{person.slug} holds no role here. Nothing was shown.")
    held, in_date = given
    return Asker(
        person=person.pk,
        slug=person.slug,
        role=Role(held.role),
        agency=held.agency,
        office=held.office,
        credentials_in_date=in_date,
        training_in_date=people.is_trained(person.pk, day),
    )


def _note_a_stranger(home: Home, clock: datetime) -> None:
    # Where even this cannot be written they are turned away all the same.
    with suppress(DatabaseError, OSError):
        with transaction.atomic():
            people.add_refusal("a question of nobody known here", None)
        home.sequence(clock)


def os_user() -> str:
    """The name of the operating-system user who runs this. Raises HomeRefused where it has none."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # as in containers that run under any number
        raise HomeRefused(
            f"The operating-system user {os.getuid()} has no name on this machine, and so nobody"
            f" here is known by it; {TOKEN} says who you are. Nothing was shown."
        ) from None


def _person(clock: datetime, named: str | None, usual: Role | None) -> Person:
    token = readable(os.environ.get(TOKEN, ""))
    named = readable(named) if named is not None else None
    if named is not None and usual is None:
        raise HomeRefused(
            "--as picks a made-up person, and this home is not made-up. Nothing was shown."
        )
    if usual is not None and not token:
        return _found(people.by_slug(named or usual), f"There is no {named or usual} here.")
    if named is not None:
        raise HomeRefused(f"{TOKEN} says who you are already; leave out --as. Nothing was shown.")
    if token:
        return _found(people.by_token(token, clock), "The token is unknown or has run out.")
    user = os_user()
    return _found(
        people.by_os_user(user),
        f"The operating-system user {user} is no person of this home (amparo people add).",
    )


def _found(person: Person | None, otherwise: str) -> Person:
    if person is None:
        raise HomeRefused(f"{otherwise} Nothing was shown.")
    return person


def move_in(home: Home, clock: datetime) -> None:
    """A made-up home holds one person for each role, named by the role, from the first question."""
    if people.by_slug(Role.INSPECTOR) is not None:  # the names of roles are kept for these people
        return
    try:
        # Another process may ask its first question at the same moment; one of the two moves in.
        with suppress(IntegrityError), transaction.atomic():
            _furnish(washington_day(clock))
        home.sequence(clock)
    except (DatabaseError, OSError) as failed:
        raise HomeRefused(f"Who may ask could not be written down ({why(failed)}).") from failed


def _furnish(day: date) -> None:
    """One made-up person at each desk, with the work that the desk has."""
    operator = people.add_person(Role.OPERATOR, None, None)
    numbers = {
        role: people.add_person(role, None, operator) for role in Role if role is not Role.OPERATOR
    } | {Role.OPERATOR: operator}
    ends = day.replace(year=day.year + MADE_UP_YEARS, day=min(day.day, 28))
    for role, number in numbers.items():
        span = {"person": number, "begins": day, "ends": ends}
        _seat(role, operator, span)
        _give_work(role, numbers, span)


def _seat(role: Role, operator: str, span: dict[str, Any]) -> None:
    where = agency_of(role)
    office = f"made-up office of {where}"
    people.add("appointment", role=role, agency=where, office=office, made_by=operator, **span)
    people.add("training", made_by=operator, **span)


def _give_work(role: Role, numbers: dict[Role, str], span: dict[str, Any]) -> None:
    """The desk's work over the whole made-up home, given by somebody else."""
    given_by = Role.OPERATOR if role is Role.PRIVACY_OFFICER else Role.PRIVACY_OFFICER
    by = {"child": None, "made_by": numbers[given_by], **span}
    for nexus in MADE_UP_DESKS[role]:
        people.add("assignment", nexus=nexus, budgeted=role is not Role.INSPECTOR, **by)
    if role is Role.INSPECTOR:
        why = {"purpose": Purpose.OVERSIGHT, "authority": "Copies of a made-up home may leave it"}
        people.add("approval", kind="two_person", **why, **by)
