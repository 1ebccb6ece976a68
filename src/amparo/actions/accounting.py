"""The account of who looked at one child, as the child's counsel reads it."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from amparo.actions.asking import Question, look
from amparo.actions.home import Home
from amparo.disclosures import Disclosed
from amparo.purposes import Action, DataClass, Purpose
from amparo.store import people, records
from amparo.words.agencies import Role


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """One look, list, search, copy or refusal in a child's account."""

    answer: str
    who: str
    agency: str
    role: Role
    purpose: Purpose
    classes: tuple[DataClass, ...]
    when: datetime
    rules: tuple[str, ...]
    office: str
    action: Action
    command: str
    because: str
    entry: int


def accounting(home: Home, question: Question, child: str, clock: datetime) -> list[Looked]:
    """Everyone who asked about a child, oldest first, this very question included.

    Raises as ``asking.look`` does; asking is itself a look.
    """
    only = msgspec.structs.replace(question, classes=frozenset({DataClass.ACCOUNTING}))
    leave = look(home, only, child, clock)
    return looked(records.read(leave.grant, clock, home.identity_key).accounting or [])


def looked(entries: Iterable[tuple[int, Disclosed]]) -> list[Looked]:
    """The ledger's entries as people read them: with the name of who asked."""
    found = list(entries)
    slugs = people.slugs(one.person for _, one in found)
    # What the outbox sent to a desk, no person asked for.
    return [_looked(number, one, slugs.get(one.person, one.person)) for number, one in found]


def _looked(number: int, told: Disclosed, who: str) -> Looked:
    return Looked(
        answer=told.answer,
        who=who,
        agency=told.agency,
        role=told.role,
        purpose=told.purpose,
        classes=told.classes,
        when=told.at,
        rules=told.rules,
        office=told.office,
        action=told.action,
        command=told.command,
        because=told.because,
        entry=number,
    )
