"""One change that a person asks for: by whom, and written down, whether it is done or refused."""

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar

import msgspec
from django.db import DatabaseError

from amparo.actions.home import Home, HomeRefused
from amparo.actions.people import who_asks
from amparo.clocks.washington import washington_day
from amparo.purposes.asker import Asker
from amparo.store import people
from amparo.store.models import Person
from amparo.words.agencies import Role

USUAL: dict[str, Role] = {
    **dict.fromkeys(("list", "add", "appoint", "train", "token", "account", "bind"), Role.OPERATOR),
    **dict.fromkeys(("assign", "approve", "end"), Role.PRIVACY_OFFICER),
}
"""Who runs each command about people in a made-up home unless somebody is named."""

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
"""What a person's slug may look like."""


class ChangeRefused(Exception):
    """A change that is refused, and written down. The message says what to do.

    ``rule`` names the reason in the ledger, which keeps nothing that was typed; ``says`` is the
    reason alone. ``nothing`` is what would have been done: of a look that would change nothing,
    *shown*.
    """

    def __init__(self, rule: str, says: str, nothing: str = "changed") -> None:
        super().__init__(f"{says} Nothing was {nothing}.")
        self.rule, self.says = rule, says


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


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a person was given, by its ledger entry, and until when (that day included)."""

    entry: int
    slug: str
    what: str
    until: date


@contextmanager
def change(asked: Asked, command: str) -> Iterator[Asker]:
    """The one transaction of a change about people, and who makes it, as the ledger knows them now.

    Raises ChangeRefused, HomeRefused to a stranger, NotRecorded where it could not be written.
    """
    asker = asker_of(asked, command)
    with written_down(asked.home, asked.clock, f"people {command}", asker.person):
        yield as_they_stand(asker, asked.clock)


def asker_of(asked: Asked, command: str) -> Asker:
    """Who asks. Raises HomeRefused where that is nobody, once it is entered."""
    with strangers_entered(asked, command):
        return who_asks(asked.home, asked.clock, asked.named, USUAL[command], noted=False)


@contextmanager
def strangers_entered(asked: Asked, command: str) -> Iterator[None]:
    """Where it turns out that nobody asks, that is entered before it is told."""
    try:
        yield
    except HomeRefused:
        with recorded(asked.home, asked.clock):
            people.add_refusal(f"people {command}: nobody", None)
        raise


@contextmanager
def written_down(home: Home, clock: datetime, command: str, by: str | None) -> Iterator[None]:
    """One change in one transaction; where it is refused, the refusal is entered before it is told.

    Raises ChangeRefused, or NotRecorded where the ledger could not be written.
    """
    try:
        with recorded(home, clock):
            yield
    except ChangeRefused as refused:
        with recorded(home, clock):
            people.add_refusal(f"{command}: {refused.rule}", by)
        raise


@contextmanager
def recorded(home: Home, clock: datetime) -> Iterator[None]:
    """One transaction in which who may ask is changed; its entries have their places after it.

    Raises NotRecorded where the ledger could not be written.
    """
    try:
        with people.changing():
            yield
        home.sequence(clock)
    except (DatabaseError, OSError) as failed:
        # Only the kind of failure is told: databases put the values of rows into their messages.
        raise NotRecorded(
            f"The ledger could not be written ({type(failed).__name__}). Before you ask again, see"
            " what stands (amparo people list, amparo ledger verify)."
        ) from failed


def as_they_stand(asker: Asker, clock: datetime) -> Asker:
    """The asker once the change has its turn: their role may have been ended while it waited."""
    held = people.appointment(asker.person, washington_day(clock))
    in_date = held is not None and held[1] and held[0].role == asker.role
    return msgspec.structs.replace(asker, credentials_in_date=in_date)


# --- what is refused ---------------------------------------------------------------------------


def allow(asker: Asker, roles: Collection[Role], does: str, nothing: str = "changed") -> None:
    """Refuses whoever does not hold one of some roles, in date."""
    if asker.role not in roles:
        who = " or ".join(sorted(roles))
        says = f"You are {a(asker.role)} here, and only {a(who)} {does}: ask one."
        raise ChangeRefused("not-of-the-role", says, nothing)
    if not asker.credentials_in_date:
        says = f"Your role as {asker.role} is out of date: ask an operator to give it anew."
        raise ChangeRefused("role-out-of-date", says, nothing)


def someone_else(asker: Asker, slug: str, what: str) -> Person:
    """The person of a slug, to be given something. Refuses oneself, and who is not there."""
    person = people.by_slug(slug) if SLUG.fullmatch(slug) else None
    if person is None:
        says = f"There is no {slug!r} here (amparo people list); an operator adds persons."
        raise ChangeRefused("no-such-person", says)
    if person.pk == asker.person:
        says = f"Nobody gives themself {what}: ask someone else who may."
        raise ChangeRefused("own", says)
    return person


def refuse_unless_lasting(asked: Asked, until: date, begins: date | None = None) -> None:
    """Refuses what would be over already, or before it has begun."""
    if until < asked.day:
        says = f"{until} has passed; name today or a later day. To end something: amparo people end"
        raise ChangeRefused("already-over", f"{says}.")
    if begins is not None and until < begins:
        raise ChangeRefused("already-over", f"{until} comes before {begins}, when it would begin.")


def refuse_unless_text(what: str, text: str, most: int) -> None:
    """Refuses what is not one line of up to ``most`` characters."""
    if not text.strip() or len(text) > most or not text.isprintable():
        says = f"The {what} is one line of 1 to {most} characters; write it anew."
        raise ChangeRefused("no-text", says)


# --- rows and words ----------------------------------------------------------------------------


def span(person: Person, asked: Asked, until: date, asker: Asker) -> dict[str, Any]:
    """Whose a new row is, from today until when, and who made it."""
    return {"person": person.pk, "begins": asked.day, "ends": until, "made_by": asker.person}


_Row = TypeVar("_Row")


def lasting(rows: Iterable[_Row], day: date) -> list[_Row]:
    """The rows that are not over on a day."""
    return [row for row in rows if row.ends >= day]  # type: ignore[attr-defined]  # any of the tables


def a(noun: str) -> str:
    """A noun with its article."""
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"
