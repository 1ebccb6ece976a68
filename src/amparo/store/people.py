"""Who may ask: persons, the roles they hold, and the work and approvals that others gave them."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import msgspec
from django.db import connection, transaction
from django.db.models import QuerySet

from amparo.purposes import Nexus
from amparo.store import children, models, sealing
from amparo.store.bulk import as_day, ask

KINDS: dict[str, Any] = {
    "person": models.Person,
    "appointment": models.Appointment,
    "training": models.Training,
    "assignment": models.Assignment,
    "approval": models.Approval,
    "token": models.Token,
    "credential": models.Credential,
    "sign-in": models.SignIn,
    "ended": models.Ended,
    "duty": models.DutyAct,
    "doubt": models.Doubt,
    "doubt answered": models.DoubtAnswered,
}
"""The tables of who may ask, and of what they did, by the word their ledger entries begin with."""


def add(what: str, /, **says: Any) -> int:
    """Add one row, with a ledger entry that says the same. Call it inside a transaction."""
    entry = sealing.enter({"entry": what, **says})
    KINDS[what].objects.create(entry=entry, **says)
    return entry


def add_person(slug: str, os_user: str | None, made_by: str | None) -> str:
    """A new person; their number is random. Who made themself the first one is ``made_by`` None."""
    number = uuid.uuid4().hex
    add("person", id=number, slug=slug, os_user=os_user, made_by=made_by or number)
    return number


def somebody() -> bool:
    """Whether the home knows any person at all."""
    return models.Person.objects.exists()


def persons() -> list[models.Person]:
    """Everybody, by slug."""
    return list(models.Person.objects.order_by("slug"))


def slugs(persons: Iterable[str]) -> dict[str, str]:
    """The slug of each person."""
    return dict(models.Person.objects.filter(pk__in=set(persons)).values_list("id", "slug"))


def by_slug(slug: str) -> models.Person | None:
    """The person so named."""
    return models.Person.objects.filter(slug=slug).first()


def by_number(number: str) -> models.Person | None:
    """The person of a number."""
    question = "SELECT id, slug, os_user, made_by, entry FROM store_person WHERE id IN ({})"
    columns = ("id", "slug", "os_user", "made_by", "entry")
    found = [models.Person.from_db(None, columns, row) for row in ask(question, [number])]
    return found[0] if found else None


def by_os_user(name: str) -> models.Person | None:
    """The person whom an operating-system user is."""
    return models.Person.objects.filter(os_user=name).first()


def by_token(token: str, at: datetime) -> models.Person | None:
    """The person who was given a token that has not run out."""
    found = models.Token.objects.filter(pk=digest_of(token), begins__lte=at, ends__gt=at)
    held = _not_ended(found).first()
    return models.Person.objects.filter(pk=held.person).first() if held else None


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


def appointment(person: str, day: date) -> tuple[models.Appointment, bool] | None:
    """The role given to a person last, of those begun by a day, and whether it holds on it.

    One role at a time: when it ends, or is ended, no earlier one comes back.
    """
    for *columns, ended in ask(_GIVEN, [person]):
        one = models.Appointment.from_db(None, _APPOINTMENT, columns)
        one.begins, one.ends = as_day(one.begins), as_day(one.ends)
        is_so = ended is None or as_day(ended) >= one.begins  # else it never began
        if one.begins <= day and is_so:
            return one, one.ends >= day and ended is None
    return None


# Written out, as who a number is: every page asks both, and the mapper takes longer.
_APPOINTMENT = ("id", "person", "role", "agency", "office", "begins", "ends", "made_by", "entry")
_GIVEN = (
    "SELECT id, person, role, agency, office, begins, ends, made_by, entry,"
    ' (SELECT min(e."on") FROM store_ended e WHERE e."of" = a.entry)'
    " FROM store_appointment a WHERE a.person IN ({}) ORDER BY a.entry DESC"
)


def at_desk(role: str, day: date) -> tuple[bool, bool]:
    """Whether anybody sits in a role's desk on a day, and whether any of them is trained."""
    given = models.Appointment.objects.filter(role=role, begins__lte=day, ends__gte=day)
    seated = [
        person
        for person in sorted(set(given.values_list("person", flat=True)))
        if (held := appointment(person, day)) is not None and held[1] and held[0].role == role
    ]
    return bool(seated), any(is_trained(person, day) for person in seated)


def is_trained(person: str, day: date) -> bool:
    """Whether a training counts on a day."""
    return bool(_in_force("training", ("entry",), day, person))


def assignments(person: str, day: date) -> list[tuple[str, str | None, bool]]:
    """The work that others gave a person, in force on a day: nexus, child or None, budgeted."""
    found = _in_force("assignment", ("nexus", "child", "budgeted"), day, person)
    return [(nexus, child, bool(budgeted)) for nexus, child, budgeted in found]


def approvals(person: str, day: date) -> list[tuple[str, str | None, str]]:
    """What others agreed to for a person, in force on a day: kind, child or None, purpose."""
    return _in_force("approval", ("kind", "child", "purpose"), day, person)


def represented(day: date, among: Collection[str] | None) -> set[str | None]:
    """The children who have counsel on a day; None among them: every child of the home has.

    ``among`` some children nothing else is asked, by every number that they ever had.
    """
    about = sorted(children.numbers_of(among)) if among is not None else None
    found = _in_force("assignment", ("child", "nexus"), day, None, about)
    return {of for of, nexus in found if nexus == Nexus.REPRESENTATION}


def unlike_their_entries(entered: Mapping[int, bytes]) -> list[tuple[str, int]]:
    """The rows, as (kind, entry), that say something else than the ledger does, or are gone.

    ``entered`` are the bodies of all entries of these kinds.
    """
    left = {
        entry: msgspec.json.decode(body, type=dict[str, Any]) for entry, body in entered.items()
    }
    unlike = [
        (kind, row.entry)
        for kind, model in KINDS.items()
        for row in model.objects.all()
        if not _is_as_entered(kind, row, left.pop(row.entry, {}))
    ]
    return [*unlike, *((says["entry"], entry) for entry, says in left.items())]


def _is_as_entered(kind: str, row: Any, says: Mapping[str, Any]) -> bool:
    told = {name: getattr(row, name, None) for name in says if name != "entry"}
    return {"entry": kind, **msgspec.to_builtins(told)} == says


def _not_ended(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.exclude(entry__in=models.Ended.objects.values("of"))


def _in_force(
    table: str,
    columns: tuple[str, ...],
    day: date,
    person: str | None,
    about: Sequence[str] | None = None,
) -> list[tuple[Any, ...]]:
    """The rows in force on a day and not ended; of one person, or about some children.

    Written out, because every look asks it and the mapper takes longer than the database.
    """
    only, values = "", list[str]()
    if person is not None:
        only, values = " AND g.person = %s", [person]
    if about is not None:
        only = f" AND (g.child IS NULL OR g.child IN ({', '.join(['%s'] * len(about))}))"
        values = list(about)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(f'g.{one}' for one in columns)} FROM store_{table} g"  # noqa: S608
            " WHERE g.begins <= %s AND g.ends >= %s AND NOT EXISTS"
            f' (SELECT 1 FROM store_ended e WHERE e."of" = g.entry){only} ORDER BY g.entry',
            [day.isoformat(), day.isoformat(), *values],
        )
        return list(cursor.fetchall())


@contextmanager
def changing() -> Iterator[None]:
    """The one transaction in which who may ask is looked at and changed; one at a time."""
    with transaction.atomic(durable=True):
        if connection.vendor == "postgresql":  # SQLite has one writer at a time anyway
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [0x50454F504C45])
        yield


def add_refusal(what: str, by: str | None) -> int:
    """Enter that a change was refused; ``by`` None: to somebody who is no person of the home."""
    return sealing.enter({"entry": "refused", "what": what, "by": by})


def standing(kind: str, person: str | None = None) -> list[Any]:
    """What was given to everybody, or to one person, and not ended; in the order it was given."""
    rows = _not_ended(KINDS[kind].objects.all())
    return list((rows if person is None else rows.filter(person=person)).order_by("entry"))


def begun(entry: int) -> tuple[str, Any] | None:
    """What a ledger entry gave somebody, with its kind; None where nothing of it stands."""
    for kind in ENDS:
        row = _not_ended(KINDS[kind].objects.filter(entry=entry)).first()
        if row is not None:
            return kind, row
    return None


ENDS = ("appointment", "training", "assignment", "approval", "token", "credential")
"""The kinds that can end before their day."""


def ended_on(entry: int) -> date | None:
    """When what a ledger entry gave ended before its day."""
    return models.Ended.objects.filter(of=entry).values_list("on", flat=True).first()
