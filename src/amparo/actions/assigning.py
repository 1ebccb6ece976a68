"""Gives work, agrees to looks that need it, and ends what was given before its day."""

import re
from datetime import date, timedelta
from typing import Any

import msgspec

from amparo.actions.changing import (
    Asked,
    ChangeRefused,
    Given,
    a,
    allow,
    change,
    refuse_unless_lasting,
    refuse_unless_text,
    someone_else,
    span,
)
from amparo.purposes import DHS, ROLES, Nexus, Purpose
from amparo.purposes.asker import MAY_APPOINT, MAY_ASSIGN, Asker
from amparo.purposes.matrix import PURPOSES_OF
from amparo.store import people
from amparo.store.models import Person
from amparo.words.agencies import Role

LENT_TO_DHS = frozenset({Nexus.DUTY, Nexus.OWN_CASE, Nexus.HEARING})
"""The only work that can be given to a role of DHS."""

MAY_END = {
    "appointment": MAY_APPOINT,
    "training": MAY_APPOINT,
    "token": MAY_APPOINT,
    "credential": MAY_APPOINT,
    "assignment": MAY_ASSIGN,
    "approval": MAY_ASSIGN,
}
"""Who ends what before its day: those who may give it; and an operator anybody's token
or account. One's own token or account, anybody."""

APPROVALS = ("approved", "two_person", "exigent")
"""What can be agreed to; only two persons' agreement can be about every child at once."""

LONGEST_APPROVAL = timedelta(days=30)
"""How long an approval, or danger at hand, holds at most. Product choice."""

_CHILD = re.compile(r"[0-9a-f]{32}")


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """What ended: of whom, and by which entry it had begun."""

    entry: int
    slug: str
    what: str
    on: date


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
    """Give somebody else work on one child, or an audit of the whole home.

    Whether there is a child of that number is neither asked nor told: work on a number that was
    never given ties to nobody. Raises ChangeRefused, or HomeRefused to a stranger.
    """
    with change(asked, "assign") as asker:
        allow(asker, MAY_ASSIGN, "gives work")
        person = someone_else(asker, slug, "work")
        refuse_unless_lasting(asked, until)
        _refuse_work(_role_through(person, asked.day, until), nexus, whole_home, budgeted)
        _refuse_unless_about(child, whole_home)
        given = {"nexus": nexus, "child": child, "budgeted": budgeted}
        entry = people.add("assignment", **given, **span(person, asked, until, asker))
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
    """Agree, for somebody else, to a look that needs it. Raises as ``assign`` does.

    Of the child's number nothing is told, as in ``assign``.
    """
    with change(asked, "approve") as asker:
        allow(asker, MAY_ASSIGN, "agrees to looks")
        person = someone_else(asker, slug, "an approval")
        refuse_unless_lasting(asked, until)
        _refuse_unless_own(_role_through(person, asked.day, until), purpose)
        _refuse_approval(kind, whole_home, until - asked.day)
        _refuse_unless_about(child, whole_home)
        refuse_unless_text("authority", authority, 200)
        given = {"kind": kind, "purpose": purpose, "child": child, "authority": authority}
        entry = people.add("approval", **given, **span(person, asked, until, asker))
    return Given(entry=entry, slug=slug, what=kind, until=until)


def end(asked: Asked, entry: int) -> Ended:
    """End what a ledger entry gave somebody, before its day. Raises as ``assign`` does."""
    with change(asked, "end") as asker:
        kind, row = _to_end(asker, entry)
        people.add("ended", of=entry, on=asked.day, made_by=asker.person)
    slug = people.slugs([row.person])[row.person]
    return Ended(entry=entry, slug=slug, what=kind, on=asked.day)


def _to_end(asker: Asker, entry: int) -> tuple[str, Any]:
    """What an entry gave, with its kind. Refuses whoever may not end it."""
    kind, row = people.begun(entry) or ("", None)
    own = row is not None and row.person == asker.person
    if own and kind in {"token", "credential"}:
        return kind, row
    # Before it is told whether there is such an entry, to those who could not end it.
    allow(asker, MAY_APPOINT | MAY_ASSIGN, "ends what others have")
    if row is None:
        says = f"Entry {entry} gave nobody anything that still stands (amparo people list)."
        raise ChangeRefused("nothing-to-end", says)
    allow(asker, MAY_END[kind], f"ends what began as {a(kind)}")
    if own and kind == "appointment":
        says = "Nobody ends their own role: ask another operator, so that one is left."
        raise ChangeRefused("own", says)
    return kind, row


# --- what is refused ---------------------------------------------------------------------------


def _role_through(person: Person, day: date, until: date) -> Role:
    """The role that somebody holds. Refused: none in date, or another that begins by ``until``."""
    held = people.appointment(person.pk, day)
    if held is None or not held[1]:
        says = f"{person.slug} holds no role in date: have an operator give one first."
        raise ChangeRefused("no-role", says)
    role = Role(held[0].role)
    _refuse_to_be_inherited(person, role, day, until)
    return role


def _refuse_to_be_inherited(person: Person, role: Role, day: date, until: date) -> None:
    """What is given to a role is over before the person takes up another."""
    given = people.standing("appointment", person.pk)
    coming = [one for one in given if day < one.begins <= until and one.role != role]
    if coming:
        first = min(coming, key=lambda one: one.begins)
        says = (
            f"{person.slug} is {a(first.role)} from {first.begins}, and no role inherits what was"
            f" given to another: name {first.begins - timedelta(days=1)} or an earlier day."
        )
        raise ChangeRefused("role-changes", says)


def _refuse_work(role: Role, nexus: Nexus, whole_home: bool, budgeted: bool) -> None:  # noqa: FBT001
    if whole_home and nexus is not Nexus.AUDIT:
        says = f"Only an audit is of the whole home; give {nexus} work with --child."
        raise ChangeRefused("whole-home-is-audit", says)
    if not budgeted and not whole_home:
        says = "Only an audit of the whole home is without a budget; leave out --no-budget."
        raise ChangeRefused("no-budget-is-whole-home", says)
    if ROLES[role].family in DHS and nexus not in LENT_TO_DHS:
        lent = ", ".join(sorted(LENT_TO_DHS))
        says = f"{a(role).capitalize()} acts under DHS, and can be given only: {lent}."
        raise ChangeRefused("not-to-dhs", says)


def _refuse_unless_own(role: Role, purpose: Purpose) -> None:
    if purpose not in PURPOSES_OF[role]:
        own = ", ".join(sorted(PURPOSES_OF[role])) or "none"
        says = f"{purpose} is no purpose of {a(role)}. Its purposes: {own}."
        raise ChangeRefused("purpose-of-another-role", says)


def _refuse_approval(kind: str, whole_home: bool, length: timedelta) -> None:  # noqa: FBT001
    if kind == "two_person":
        return
    if whole_home:
        says = f"What is {kind} is about one child: name it with --child."
        raise ChangeRefused("whole-home-needs-two", says)
    if length > LONGEST_APPROVAL:
        says = f"What is {kind} lasts {LONGEST_APPROVAL.days} days at most; name an earlier day."
        raise ChangeRefused("too-long", says)


def _refuse_unless_about(child: str | None, whole_home: bool) -> None:  # noqa: FBT001
    if (child is not None) == whole_home:
        raise ChangeRefused("about-whom", "Say either --child with a number, or --whole-home.")
    if child is not None and _CHILD.fullmatch(child) is None:
        says = "A child's number is 32 digits and letters from a to f, as lists show it."
        raise ChangeRefused("no-number", says)
