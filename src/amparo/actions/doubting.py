"""Asks that a fact of a child's record be corrected, and answers for it; no fact is changed."""

from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256

import msgspec

from amparo.actions.asking import Question, look_at_list
from amparo.actions.changing import ChangeRefused, as_they_stand, written_down
from amparo.actions.home import Home
from amparo.actions.lists import today
from amparo.actions.show import Record
from amparo.events import Discharged, Event
from amparo.events.desk import DESK
from amparo.ledger import canonical_json
from amparo.purposes import Action, DataClass, Purpose
from amparo.purposes.asker import Asker
from amparo.purposes.labels import MAY_TELL_OF_ASYLUM, Label, origin_of
from amparo.purposes.matrix import PURPOSES_OF
from amparo.purposes.view import Line
from amparo.purposes.wrong_facts import TAKEN_UP_BY, Answered, Wrong, taken_up_by
from amparo.store import children, doubts, identities, people, records
from amparo.store.models import Doubt
from amparo.words.agencies import Role

LONGEST = 120
"""How many characters what would be right may have."""

TAKES_UP = frozenset({Role.FIELD_SPECIALIST, *TAKEN_UP_BY.values()})
"""The roles that answer."""


class Asks(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with which fact. ``field`` None: all of it; ``right`` None: not said."""

    fact: str
    field: str | None
    wrong: Wrong
    right: str | None


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One request, to whoever asked or takes it up. ``answered`` None: it waits.

    ``right`` is told to both; None where nothing was typed, or its record was expunged.
    """

    entry: int
    child: str
    event: str
    field: str | None
    happened_on: date | None
    data_class: str
    told_by: str
    wrong: str
    right: str | None
    asked_on: date
    asked_by: str
    taken_up_by: Role
    answered: str | None
    answered_on: date | None
    mine: bool
    to_answer: bool


def may_ask(asker: Asker) -> bool:
    """Whether somebody may ask: those who may look at a record to correct it, and never DHS."""
    return Purpose.CORRECTION in PURPOSES_OF[asker.role] and not records.is_dhs(asker.role)


def name_of(line: Line) -> str | None:
    """A name for a fact as it is shown; None for one that a desk told and corrects itself."""
    if DESK in line.told_by or line.file is None:
        return None
    told = (line.told_by, line.event, line.data_class, line.on, line.learned_on, line.file)
    return sha256(canonical_json([*map(str, told), line.line])).hexdigest()[:16]


def fact_named(record: Record, name: str) -> Line | None:
    """The fact of a name, among those that were shown."""
    return next((one for one in record.lines if name_of(one) == name), None)


def ask(home: Home, asker: Asker, record: Record, asks: Asks, clock: datetime) -> int:
    """Write down that a fact which was just shown is wrong; its entry.

    Raises ChangeRefused where it may not be asked, or there is no such fact; NotRecorded.
    """
    with written_down(home, clock, "correction ask", asker.person):
        asker = as_they_stand(asker, clock)
        if not may_ask(asker) or not asker.credentials_in_date:
            raise ChangeRefused("not-of-the-role", "Your role does not ask for corrections.")
        line = fact_named(record, asks.fact)
        if line is None or (asks.field is not None and asks.field not in line.says):
            raise ChangeRefused("no-such-fact", "It is not told so any more: look again.")
        if asks.right is not None and len(asks.right.strip()) > LONGEST:
            says = f"What would be right is longer than {LONGEST} characters: nothing was kept."
            raise ChangeRefused("too-long", says)
        return _add(home, asker, line, asks, clock)


def _add(home: Home, asker: Asker, line: Line, asks: Asks, clock: datetime) -> int:
    identity, secret = identities.number([line.told_by])[line.told_by]
    if secret is None:
        raise ChangeRefused("no-such-fact", "This record was expunged by order.")
    text = (asks.right or "").strip()
    sealed = home.identity_key(secret).encrypt(text.encode()).hex() if text else None
    agency = line.told_by.partition(":")[0]
    return people.add(
        "doubt",
        identity=identity,
        event=line.event,
        field=asks.field,
        happened_on=line.on,
        data_class=str(line.data_class),
        told_by=agency,
        wrong=str(asks.wrong),
        right=sealed,
        taken_up_by=str(taken_up_by(agency)),
        **_who(asker, clock),
    )


def answer(home: Home, asker: Asker, entry: int, says: Answered, clock: datetime) -> None:
    """Say what came of a request that the asker's desk takes up. Once, and for whoever asked.

    Raises ChangeRefused; LookRefused and NotAccounted as a list does; NotRecorded.
    """
    shown = {one.entry: one for one in listed(home, asker, clock, command="correction answer")}
    with written_down(home, clock, "correction answer", asker.person):
        asker = as_they_stand(asker, clock)
        one = shown.get(entry)
        if one is None or asker.role is not one.taken_up_by or not asker.credentials_in_date:
            raise ChangeRefused("not-of-the-role", "It is not your desk that takes this up.")
        if doubts.answers([entry]):
            raise ChangeRefused("answered-meanwhile", "It was answered already.")
        people.add("doubt answered", of=entry, answer=str(says), **_who(asker, clock))


def _who(asker: Asker, clock: datetime) -> dict[str, object]:
    return {
        "person": asker.person,
        "role": asker.role,
        "agency": asker.agency,
        "office": asker.office,
        "at": clock,
        "on": today(clock),
    }


# --- as it is listed --------------------------------------------------------------------------


def listed(
    home: Home, asker: Asker, clock: datetime, *, command: str = "corrections"
) -> list[Shown]:
    """What the asker asked, and what their desk takes up, of children of their own work.

    One list, accounted for. Raises LookRefused and NotAccounted as ``look_at_list`` does.
    """
    own = Purpose.CORRECTION in PURPOSES_OF[asker.role]
    question = Question(
        asker=asker,
        command=command,
        action=Action.LIST,
        purpose=Purpose.CORRECTION if own else None,
    )
    leave = look_at_list(home, question, _weighable(asker), clock)
    rows = [one for one, _ in leave.rows]
    came = doubts.answers(one.entry for one in rows)
    child_of = children.memberships(one.identity for one in rows)
    named = people.slugs(one.person for one in rows)
    secrets = identities.secrets({one.identity for one in rows})
    return [
        Shown(
            entry=one.entry,
            child=child_of[one.identity],
            event=one.event,
            field=one.field,
            happened_on=one.happened_on,
            data_class=one.data_class,
            told_by=one.told_by,
            wrong=one.wrong,
            right=_opened(home, one, secrets.get(one.identity)),
            asked_on=one.on,
            asked_by=named.get(one.person, "?"),
            taken_up_by=Role(one.taken_up_by),
            answered=came[one.entry].answer if one.entry in came else None,
            answered_on=came[one.entry].on if one.entry in came else None,
            mine=one.person == asker.person,
            to_answer=one.entry not in came and one.taken_up_by == asker.role,
        )
        for one in rows
    ]


def _weighable(asker: Asker) -> Iterator[tuple[str, Label, Doubt]]:
    """Each with its child and the label of the fact it is about: who may not see that, not this."""
    if records.is_dhs(asker.role):
        return
    rows = doubts.of_desk(asker.person, asker.role)
    child_of = children.memberships(one.identity for one in rows)
    for one in rows:
        yield child_of[one.identity], _label(one), one


def _label(one: Doubt) -> Label:
    """The label of the fact that a request is about, or of the strictest that it may be about."""
    data_class = DataClass(one.data_class)
    telling = _MAY_TELL.get(one.event, frozenset())
    protected = data_class is DataClass.PROTECTED_RELIEF or (
        bool(telling) and (one.field is None or one.field in telling)
    )
    return Label(data_class=data_class, origin=origin_of(f"{one.told_by}:"), protected=protected)


_TELLING: dict[type[Event], frozenset[str]] = {
    **MAY_TELL_OF_ASYLUM,
    # How a stay ended may have been by relief (8 USC 1367).
    Discharged: frozenset(Discharged.__struct_fields__),
}
_MAY_TELL = {str(kind.__struct_config__.tag): fields for kind, fields in _TELLING.items()}
"""The fields of each event that may tell of relief, by the event's word."""


def _opened(home: Home, one: Doubt, secret: bytes | None) -> str | None:
    if one.right is None or secret is None:
        return None
    text = home.identity_key(secret).decrypt(bytes.fromhex(one.right))
    return text.decode() if text is not None else None
