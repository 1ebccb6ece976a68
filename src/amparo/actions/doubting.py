"""Asks that a fact of a child's record be corrected, and answers for it; no fact is changed."""

from collections.abc import Iterator, Mapping
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
from amparo.gaps import GAPS
from amparo.ledger import canonical_json
from amparo.purposes import Action, DataClass, Purpose
from amparo.purposes.asker import Asker
from amparo.purposes.labels import MAY_TELL_OF_ASYLUM, Label, origin_of
from amparo.purposes.matrix import PURPOSES_OF
from amparo.purposes.view import Line
from amparo.purposes.wrong_facts import (
    OF_THE_DESK,
    TAKEN_UP_BY,
    WRONG_WITH_A_FACT,
    Answered,
    Wrong,
    taken_up_by,
)
from amparo.store import children, doubts, identities, people, records
from amparo.store.models import Doubt, DoubtAnswered
from amparo.words.agencies import Role

LONGEST = 120
"""How many characters what would be right may have."""

FINDING = "finding "
"""How what was doubted is named where it is something that was found: with the finding's name."""

CONCERN = "concern"
"""What was doubted where it is any concern about the child's home, recorded or not."""


def desk_of_finding(gap: str, *, protected: bool) -> Role:
    """Who takes up that a finding is contested: whoever owes it, but for DHS.

    That something is contested tells of the family and its counsel, so what DHS owes goes to ORR's
    desk; so does what may tell how a stay ended, which the court's desk is not shown.
    """
    owes = GAPS[gap].owed_by
    if records.is_dhs(owes) or (protected and owes is Role.COURT_STAFF):
        return Role.FIELD_SPECIALIST
    return owes


TAKES_UP = frozenset(
    {
        Role.FIELD_SPECIALIST,
        Role.CHILD_PROTECTION,
        *TAKEN_UP_BY.values(),
        *(desk_of_finding(gap, protected=False) for gap in GAPS),
    }
)
"""The roles that answer."""


class Asks(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with which fact. ``field`` None: all of it; ``right`` None: not said."""

    fact: str
    field: str | None
    wrong: Wrong
    right: str | None


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One request, to whoever asked or takes it up. ``answered`` None: it waits.

    ``right`` is told to both; None where nothing was typed, or its record was expunged. ``gap`` is
    what was found, where that is contested. ``blind``: what comes of it is not told to whoever
    asked, since an answer would tell whether there was any concern. ``withdrawable``: they can
    take it back.
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
    gap: str | None
    blind: bool
    withdrawable: bool


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
        if asks.wrong not in WRONG_WITH_A_FACT:
            raise ChangeRefused("does-not-fit", "That is not said of a fact.")
        agency = line.told_by.partition(":")[0]
        identity, _ = identities.number([line.told_by])[line.told_by]
        doubt = Doubted(
            identity=identity,
            event=line.event,
            field=asks.field,
            happened_on=line.on,
            data_class=line.data_class,
            told_by=agency,
            taken_up_by=taken_up_by(agency),
        )
        return write(home, asker, doubt, asks.wrong, asks.right, clock)


class Doubted(msgspec.Struct, frozen=True, kw_only=True):
    """What is said to be wrong: of which record, which class and origin it has, whose desk it is.

    ``event`` names it, with ``field`` and its day; ``told_by`` is an agency of its origin.
    """

    identity: int
    event: str
    field: str | None
    happened_on: date | None
    data_class: DataClass
    told_by: str
    taken_up_by: Role


def write(  # noqa: PLR0917  # what, how and why it is wrong, by whom and when
    home: Home, asker: Asker, what: Doubted, wrong: Wrong, right: str | None, clock: datetime
) -> int:
    """Enter a request, with what would be right encrypted; its entry. Call it in a transaction.

    Raises ChangeRefused for a text that is too long, or a record that was expunged.
    """
    text = (right or "").strip()
    if len(text) > LONGEST:
        says = f"What would be right is longer than {LONGEST} characters: nothing was kept."
        raise ChangeRefused("too-long", says)
    secret = identities.secrets([what.identity]).get(what.identity)
    if secret is None:
        raise ChangeRefused("no-such-fact", "This record was expunged by order.")
    sealed = home.identity_key(secret).encrypt(text.encode()).hex() if text else None
    says = msgspec.to_builtins(what) | {"happened_on": what.happened_on}
    return people.add("doubt", **says, wrong=str(wrong), right=sealed, **_who(asker, clock))


def answer(home: Home, asker: Asker, entry: int, says: Answered, clock: datetime) -> None:
    """Say what came of a request that the asker's desk takes up; or, of one's own, withdraw it.

    Once, and for whoever asked. Raises ChangeRefused; LookRefused and NotAccounted as a list does;
    NotRecorded.
    """
    shown = {one.entry: one for one in listed(home, asker, clock, command="correction answer")}
    with written_down(home, clock, "correction answer", asker.person):
        asker = as_they_stand(asker, clock)
        one = shown.get(entry)
        if one is None or not asker.credentials_in_date or not _may_say(asker, one, says):
            raise ChangeRefused("not-of-the-role", "It is not your desk that takes this up.")
        if doubts.answers([entry]):
            raise ChangeRefused("answered-meanwhile", "It was answered already.")
        people.add("doubt answered", of=entry, answer=str(says), **_who(asker, clock))


def _may_say(asker: Asker, one: Shown, says: Answered) -> bool:
    """A desk answers; whoever asked withdraws, but for what is told nothing of: that would tell."""
    if says is Answered.WITHDRAWN:
        return one.mine and not one.blind
    return asker.role is one.taken_up_by and says in OF_THE_DESK


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
        _shown(home, asker, one, child_of[one.identity], came.get(one.entry), named, secrets)
        for one in rows
    ]


def _shown(  # noqa: PLR0917  # one argument for each thing that was looked up
    home: Home,
    asker: Asker,
    one: Doubt,
    child: str,
    came: DoubtAnswered | None,
    named: Mapping[str, str],
    secrets: Mapping[int, bytes],
) -> Shown:
    mine = one.person == asker.person
    blind = mine and one.event == CONCERN
    is_desk = one.taken_up_by == asker.role
    return Shown(
        entry=one.entry,
        child=child,
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
        answered=came.answer if came and not blind else None,
        answered_on=came.on if came and not blind else None,
        mine=mine,
        to_answer=came is None and is_desk,
        gap=one.field if one.event.startswith(FINDING) else None,
        blind=blind,
        withdrawable=mine and came is None and not blind,
    )


def waiting(home: Home, asker: Asker, clock: datetime) -> int:
    """How many requests wait for an answer of the asker's desk; accounted for where any may.

    Raises as ``listed`` does.
    """
    if asker.role not in TAKES_UP or not doubts.any_waits_for(asker.role):
        return 0
    return sum(one.to_answer for one in listed(home, asker, clock, command="corrections waiting"))


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
    if one.event.startswith(FINDING):
        # What it rests on may tell how a stay ended: not where it went to the court's desk.
        protected = one.taken_up_by != Role.COURT_STAFF
        return Label(data_class, origin_of(f"{one.told_by}:"), protected)
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
