"""Settles who may ask: persons, roles, training, work and approvals, each given by someone else."""

import os
import pwd
import re
import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import msgspec
from django.db import DatabaseError

from amparo.actions.home import Home, HomeRefused
from amparo.actions.people import TOKEN, TOKEN_HOURS, who_asks
from amparo.clocks.washington import washington_day
from amparo.purposes import DHS, ROLES, Nexus, Purpose
from amparo.purposes.asker import MAY_APPOINT, MAY_ASSIGN, Asker
from amparo.purposes.matrix import PURPOSES_OF
from amparo.purposes.roles import agency as agency_of
from amparo.store import deliveries, people
from amparo.store.models import Person
from amparo.words.agencies import Agency, Role

USUAL: dict[str, Role] = {
    **dict.fromkeys(("list", "add", "appoint", "train", "token"), Role.OPERATOR),
    **dict.fromkeys(("assign", "approve", "end"), Role.PRIVACY_OFFICER),
}
"""Who runs each command in a made-up home unless somebody is named."""

MAY_SEE_WORK = frozenset({Role.OPERATOR}) | MAY_ASSIGN
"""To whom the list says what work was given; to everybody else it says how much."""

ANYWHERE = frozenset({Role.FEED_STEWARD, Role.PRIVACY_OFFICER})
"""Roles that sit at whichever agency has them."""

LENT_TO_DHS = frozenset({Nexus.DUTY, Nexus.OWN_CASE, Nexus.HEARING})
"""The only work that can be given to a role of DHS."""

MAY_END = {
    "appointment": MAY_APPOINT,
    "training": MAY_APPOINT,
    "token": MAY_APPOINT,
    "assignment": MAY_ASSIGN,
    "approval": MAY_ASSIGN,
}
"""Who ends what before its day: those who may give it. One's own token, anybody."""

APPROVALS = ("approved", "two_person", "exigent")
"""What can be agreed to; only two persons' agreement can be about every child at once."""

FIRST_TERM = timedelta(days=365)
"""How long the first person of a home is its operator. Product choice."""

LONGEST_APPROVAL = timedelta(days=30)
"""How long an approval, or danger at hand, holds at most. Product choice."""

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_CHILD = re.compile(r"[0-9a-f]{32}")


class PeopleRefused(Exception):
    """A change to who may ask that is refused, and written down. The message says what to do.

    ``rule`` names the reason in the ledger, which keeps nothing that was typed.
    """

    def __init__(self, rule: str, says: str) -> None:
        super().__init__(f"{says} Nothing was changed.")
        self.rule = rule


class NotRecorded(Exception):
    """The ledger could not be written, so it is not known to hold what was asked."""


class Asked(msgspec.Struct, frozen=True):
    """A command about people: in which home, by whom (None: whoever is signed in), and when."""

    home: Home
    named: str | None
    clock: datetime

    @property
    def day(self) -> date:
        """The day on which what it gives begins."""
        return washington_day(self.clock)


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """A new person. ``operator_until``: they are the first, and run the home until that day."""

    slug: str
    os_user: str | None
    operator_until: date | None = None


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a person was given, by its ledger entry, and until when (that day included)."""

    entry: int
    slug: str
    what: str
    until: date


class TokenGiven(msgspec.Struct, frozen=True, kw_only=True):
    """A token, told this once: only its digest is kept."""

    entry: int
    slug: str
    token: str
    until: datetime


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """What ended: of whom, and by which entry it had begun."""

    entry: int
    slug: str
    what: str
    on: date


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """Work that somebody has. ``child`` None: the whole home."""

    entry: int
    nexus: str
    child: str | None
    budgeted: bool
    until: date


class Agreed(msgspec.Struct, frozen=True, kw_only=True):
    """An approval that somebody has. ``child`` None: the whole home."""

    entry: int
    kind: str
    purpose: str
    child: str | None
    authority: str
    until: date


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A person as the list shows them. ``entry`` gave the role, which holds if it is ``in_date``.

    ``assignments`` counts what was given; ``work`` and ``approvals`` None: no more is shown.
    """

    slug: str
    entry: int | None
    role: str | None
    agency: str | None
    office: str | None
    begins: date | None = msgspec.field(name="from")
    ends: date | None = msgspec.field(name="to")
    in_date: bool
    trained_until: date | None
    assignments: int
    work: list[Work] | None
    approvals: list[Agreed] | None


def everybody(asked: Asked) -> list[Listed]:
    """Every person of the home, by slug, to any person of it; no child but by a number.

    Raises HomeRefused to anybody else.
    """
    asker = _asker(asked, "list")
    sees = asker.credentials_in_date and asker.role in MAY_SEE_WORK
    trained = _by_person(people.standing("training"))
    work = _by_person(_lasting(people.standing("assignment"), asked.day))
    agreed = _by_person(_lasting(people.standing("approval"), asked.day))
    return [
        Listed(
            slug=one.slug,
            **_role(one.pk, asked.day),
            trained_until=max((row.ends for row in trained.get(one.pk, [])), default=None),
            assignments=len(work.get(one.pk, [])),
            work=[_work(row) for row in work.get(one.pk, [])] if sees else None,
            approvals=[_agreed(row) for row in agreed.get(one.pk, [])] if sees else None,
        )
        for one in people.persons()
    ]


def add(asked: Asked, slug: str, os_user: str | None) -> Added:
    """A new person, who may not ask anything yet.

    In a home of nobody that is not made-up, whoever runs it adds themself and becomes its operator
    for a year: there is no one else to ask. Raises PeopleRefused, or HomeRefused to a stranger.
    """
    if asked.named is None and deliveries.home_kind() is not True and not people.somebody():
        return _add_the_first(asked, slug, os_user)
    asker = _asker(asked, "add")
    with _change(asked, "add", asker.person):
        _allow(asker, MAY_APPOINT, "adds persons")
        _refuse_unless_new(slug, os_user)
        people.add_person(slug, os_user, asker.person)
    return Added(slug=slug, os_user=os_user)


def _add_the_first(asked: Asked, slug: str, os_user: str | None) -> Added:
    user = pwd.getpwuid(os.getuid()).pw_name
    with _change(asked, "add", None):
        if people.somebody():  # another process was first
            raise PeopleRefused("not-first", "Somebody was added a moment ago; ask them.")
        if os_user not in {None, user}:
            says = f"The first person adds themself, and you are the operating-system user {user}."
            raise PeopleRefused("first-adds-themself", says)
        _refuse_unless_new(slug, user)
        first, until = people.add_person(slug, user, None), asked.day + FIRST_TERM
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
    return Added(slug=slug, os_user=user, operator_until=until)


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
    asker, begins = _asker(asked, "appoint"), since or asked.day
    with _change(asked, "appoint", asker.person):
        _allow(asker, MAY_APPOINT, "gives roles")
        person = _someone_else(asker, slug, "a role")
        _refuse_unless_lasting(asked, until, begins)
        _refuse_unless_text("office", office, 80)
        _refuse_to_carry_work(person, role, begins)
        where = _agency(role, agency)
        entry = people.add(
            "appointment",
            person=person.pk,
            role=role,
            agency=where,
            office=office,
            begins=begins,
            ends=until,
            made_by=asker.person,
        )
    return Given(entry=entry, slug=slug, what=role, until=until)


def train(asked: Asked, slug: str, until: date) -> Given:
    """Record that somebody else was trained, and until when it counts. Raises as ``add`` does."""
    asker = _asker(asked, "train")
    with _change(asked, "train", asker.person):
        _allow(asker, MAY_APPOINT, "records training")
        person = _someone_else(asker, slug, "training")
        _refuse_unless_lasting(asked, until)
        entry = people.add("training", **_span(person, asked, until, asker))
    return Given(entry=entry, slug=slug, what="training", until=until)


def assign(
    asked: Asked,
    slug: str,
    nexus: Nexus,
    *,
    child: str | None,
    whole_home: bool,
    until: date,
    budgeted: bool = True,
) -> Given:
    """Give somebody else work on one child, or an audit of the whole home. Raises as ``add`` does.

    Whether there is a child of that number is neither asked nor told: work on a number that was
    never given ties to nobody.
    """
    asker = _asker(asked, "assign")
    with _change(asked, "assign", asker.person):
        _allow(asker, MAY_ASSIGN, "gives work")
        person = _someone_else(asker, slug, "work")
        _refuse_unless_lasting(asked, until)
        _refuse_work(_role_in_date(person, asked.day), nexus, whole_home, budgeted)
        _refuse_unless_about(child, whole_home)
        given = {"nexus": nexus, "child": child, "budgeted": budgeted}
        entry = people.add("assignment", **given, **_span(person, asked, until, asker))
    return Given(entry=entry, slug=slug, what=nexus, until=until)


def approve(
    asked: Asked,
    slug: str,
    kind: str,
    *,
    purpose: Purpose,
    authority: str,
    child: str | None,
    whole_home: bool,
    until: date,
) -> Given:
    """Agree, for somebody else, to a look that needs it. Raises as ``add`` does.

    Of the child's number nothing is told, as in ``assign``.
    """
    asker = _asker(asked, "approve")
    with _change(asked, "approve", asker.person):
        _allow(asker, MAY_ASSIGN, "agrees to looks")
        person = _someone_else(asker, slug, "an approval")
        _refuse_unless_lasting(asked, until)
        _refuse_unless_own(_role_in_date(person, asked.day), purpose)
        _refuse_approval(kind, whole_home, until - asked.day)
        _refuse_unless_about(child, whole_home)
        _refuse_unless_text("authority", authority, 200)
        given = {"kind": kind, "purpose": purpose, "child": child, "authority": authority}
        entry = people.add("approval", **given, **_span(person, asked, until, asker))
    return Given(entry=entry, slug=slug, what=kind, until=until)


def end(asked: Asked, entry: int) -> Ended:
    """End what a ledger entry gave somebody, before its day. Raises as ``add`` does."""
    asker = _asker(asked, "end")
    with _change(asked, "end", asker.person):
        found = people.begun(entry)
        own = found is not None and found[1].person == asker.person
        if found is None or not (own and found[0] == "token"):
            # Before it is told whether there is such an entry, to those who could not end it.
            _allow(asker, MAY_APPOINT | MAY_ASSIGN, "ends what others have")
        if found is None:
            says = f"Entry {entry} gave nobody anything that still stands (amparo people list)."
            raise PeopleRefused("nothing-to-end", says)
        kind, row = found
        if not (own and kind == "token"):
            _allow(asker, MAY_END[kind], f"ends what began as {_a(kind)}")
        if own and kind == "appointment":
            says = "Nobody ends their own role: ask another operator, so that one is left."
            raise PeopleRefused("own", says)
        people.add("ended", of=entry, on=asked.day, made_by=asker.person)
    slug = people.slugs([row.person])[row.person]
    return Ended(entry=entry, slug=slug, what=kind, on=asked.day)


def give_token(asked: Asked, slug: str, hours: int) -> TokenGiven:
    """A token for oneself, or from an operator for anybody. Raises as ``add`` does."""
    asker, text = _asker(asked, "token"), secrets.token_urlsafe(32)
    until = asked.clock + timedelta(hours=max(0, min(hours, TOKEN_HOURS)))
    with _change(asked, "token", asker.person):
        if slug != asker.slug:
            _allow(asker, MAY_APPOINT, "gives others a token")
        elif os.environ.get(TOKEN):
            says = f"A token is not prolonged by itself: sign in again, without {TOKEN}."
            raise PeopleRefused("token-from-token", says)
        person = _person(slug)
        if not 1 <= hours <= TOKEN_HOURS:
            says = f"A token lasts from 1 to {TOKEN_HOURS} hours, and not {hours}."
            raise PeopleRefused("too-long", says)
        entry = people.add(
            "token",
            digest=people.digest_of(text),
            person=person.pk,
            begins=asked.clock,
            ends=until,
            made_by=asker.person,
        )
    return TokenGiven(entry=entry, slug=slug, token=text, until=until)


# --- who asks, and what is written down --------------------------------------------------------


def _asker(asked: Asked, command: str) -> Asker:
    """Who asks; that it was nobody is written down too."""
    try:
        return who_asks(asked.home, asked.clock, asked.named, USUAL[command])
    except HomeRefused:
        with _recorded(asked):
            people.add_refusal(f"people {command}: nobody", None)
        raise


@contextmanager
def _change(asked: Asked, command: str, by: str | None) -> Iterator[None]:
    """The transaction of a change; where it is refused, the refusal is entered before it is told.

    Raises PeopleRefused, or NotRecorded where the ledger could not be written.
    """
    try:
        with _recorded(asked):
            yield
    except PeopleRefused as refused:
        with _recorded(asked):
            people.add_refusal(f"people {command}: {refused.rule}", by)
        raise


@contextmanager
def _recorded(asked: Asked) -> Iterator[None]:
    try:
        with people.changing():
            yield
        asked.home.sequence(asked.clock)
    except (DatabaseError, OSError) as failed:
        raise NotRecorded(
            f"The ledger could not be written ({failed}). Before you ask again, see in"
            " amparo people list what stands."
        ) from failed


# --- what is refused ---------------------------------------------------------------------------


def _allow(asker: Asker, roles: Collection[Role], does: str) -> None:
    """Refuses whoever does not hold one of some roles, in date."""
    if asker.role not in roles:
        who = " or ".join(sorted(roles))
        says = f"You are {_a(asker.role)} here, and only {_a(who)} {does}: ask one."
        raise PeopleRefused("not-of-the-role", says)
    if not asker.credentials_in_date:
        says = f"Your role as {asker.role} is out of date: ask an operator to give it anew."
        raise PeopleRefused("role-out-of-date", says)


def _refuse_unless_new(slug: str, os_user: str | None) -> None:
    if _SLUG.fullmatch(slug) is None:
        says = (
            f"{slug!r} is no slug: write up to 60 lower-case letters, digits and hyphens, the"
            " first no hyphen."
        )
        raise PeopleRefused("no-slug", says)
    if people.by_slug(slug) is not None:
        raise PeopleRefused("slug-taken", f"The slug {slug} is taken; choose another.")
    if slug in set(Role):
        # A home becomes made-up at its first delivery; those who move in then go by these names.
        says = f"{slug} is the name of a role; choose a slug that is a person's."
        raise PeopleRefused("slug-of-a-role", says)
    if os_user is None:
        return
    _refuse_unless_text("operating-system user", os_user, 64)
    if (held := people.by_os_user(os_user)) is not None:
        says = f"The operating-system user {os_user} is {held.slug} already, and one person only."
        raise PeopleRefused("os-user-taken", says)


def _person(slug: str) -> Person:
    found = people.by_slug(slug) if _SLUG.fullmatch(slug) else None
    if found is None:
        says = f"There is no {slug!r} here (amparo people list); an operator adds persons."
        raise PeopleRefused("no-such-person", says)
    return found


def _someone_else(asker: Asker, slug: str, what: str) -> Person:
    person = _person(slug)
    if person.pk == asker.person:
        says = f"Nobody gives themself {what}: ask someone else who may."
        raise PeopleRefused("own", says)
    return person


def _refuse_unless_lasting(asked: Asked, until: date, begins: date | None = None) -> None:
    if until < asked.day:
        says = f"{until} has passed; name today or a later day. To end something: amparo people end"
        raise PeopleRefused("already-over", f"{says}.")
    if begins is not None and until < begins:
        raise PeopleRefused("already-over", f"{until} comes before {begins}, when it would begin.")


def _refuse_unless_text(what: str, text: str, most: int) -> None:
    if not text.strip() or len(text) > most or not text.isprintable():
        says = f"The {what} is one line of 1 to {most} characters; write it anew."
        raise PeopleRefused("no-text", says)


def _refuse_to_carry_work(person: Person, role: Role, begins: date) -> None:
    """Work and approvals were given to someone in a role; another role does not inherit them."""
    held = people.appointment(person.pk, begins)
    if held is not None and held[0].role == role:
        return
    given = [*people.standing("assignment", person.pk), *people.standing("approval", person.pk)]
    entries = ", ".join(str(row.entry) for row in _lasting(given, begins))
    if entries:
        says = (
            f"{person.slug} has work or approvals that were given to another role: have them"
            f" ended first (amparo people end; entries {entries})."
        )
        raise PeopleRefused("work-of-another-role", says)


def _agency(role: Role, named: Agency | None) -> str:
    if named is None:
        return agency_of(role)
    if role not in ANYWHERE:
        says = f"{_a(role).capitalize()} sits at {agency_of(role)}: leave out --agency."
        raise PeopleRefused("agency-of-the-role", says)
    return named


def _role_in_date(person: Person, day: date) -> Role:
    held = people.appointment(person.pk, day)
    if held is None or not held[1]:
        says = f"{person.slug} holds no role in date: have an operator give one first."
        raise PeopleRefused("no-role", says)
    return Role(held[0].role)


def _refuse_work(role: Role, nexus: Nexus, whole_home: bool, budgeted: bool) -> None:  # noqa: FBT001
    if whole_home and nexus is not Nexus.AUDIT:
        says = f"Only an audit is of the whole home; give {nexus} work with --child."
        raise PeopleRefused("whole-home-is-audit", says)
    if not budgeted and not whole_home:
        says = "Only an audit of the whole home is without a budget; leave out --no-budget."
        raise PeopleRefused("no-budget-is-whole-home", says)
    if ROLES[role].family in DHS and nexus not in LENT_TO_DHS:
        lent = ", ".join(sorted(LENT_TO_DHS))
        says = f"{_a(role).capitalize()} acts under DHS, and can be given only: {lent}."
        raise PeopleRefused("not-to-dhs", says)


def _refuse_unless_own(role: Role, purpose: Purpose) -> None:
    if purpose not in PURPOSES_OF[role]:
        own = ", ".join(sorted(PURPOSES_OF[role])) or "none"
        says = f"{purpose} is no purpose of {_a(role)}. Its purposes: {own}."
        raise PeopleRefused("purpose-of-another-role", says)


def _refuse_approval(kind: str, whole_home: bool, length: timedelta) -> None:  # noqa: FBT001
    if kind == "two_person":
        return
    if whole_home:
        says = f"What is {kind} is about one child: name it with --child."
        raise PeopleRefused("whole-home-needs-two", says)
    if length > LONGEST_APPROVAL:
        says = f"What is {kind} lasts {LONGEST_APPROVAL.days} days at most; name an earlier day."
        raise PeopleRefused("too-long", says)


def _refuse_unless_about(child: str | None, whole_home: bool) -> None:  # noqa: FBT001
    if (child is not None) == whole_home:
        raise PeopleRefused("about-whom", "Say either --child with a number, or --whole-home.")
    if child is not None and _CHILD.fullmatch(child) is None:
        says = "A child's number is 32 digits and letters from a to f, as lists show it."
        raise PeopleRefused("no-number", says)


# --- rows and words ----------------------------------------------------------------------------


def _span(person: Person, asked: Asked, until: date, asker: Asker) -> dict[str, Any]:
    return {
        "person": person.pk,
        "begins": asked.day,
        "ends": until,
        "made_by": asker.person,
    }


_Row = TypeVar("_Row")


def _lasting(rows: Iterable[_Row], day: date) -> list[_Row]:
    return [row for row in rows if row.ends >= day]  # type: ignore[attr-defined]  # any of the tables


def _by_person(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.person, []).append(row)
    return found


def _role(person: str, day: date) -> dict[str, Any]:
    """What the list says of a person's role."""
    held = people.appointment(person, day)
    if held is None:
        return {**dict.fromkeys(_OF_A_ROLE), "in_date": False}
    row, in_date = held
    ends = people.ended_on(row.entry) or row.ends
    said = (row.entry, row.role, row.agency, row.office, row.begins, ends)
    return {**dict(zip(_OF_A_ROLE, said, strict=True)), "in_date": in_date}


_OF_A_ROLE = ("entry", "role", "agency", "office", "begins", "ends")


def _work(row: Any) -> Work:
    return Work(
        entry=row.entry, nexus=row.nexus, child=row.child, budgeted=row.budgeted, until=row.ends
    )


def _agreed(row: Any) -> Agreed:
    return Agreed(
        entry=row.entry,
        kind=row.kind,
        purpose=row.purpose,
        child=row.child,
        authority=row.authority,
        until=row.ends,
    )


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"
