"""What the ledger keeps of one look, list, search, count, copy or refusal."""

from datetime import date, datetime
from typing import Any

import msgspec

from amparo.ledger import canonical_json
from amparo.purposes import Action, DataClass, Facts, Purpose
from amparo.words.agencies import Role


class Disclosed(msgspec.Struct, frozen=True, kw_only=True):
    """One answer. No name, number or address of anyone; ``person`` is a number of Amparo's own.

    ``requests`` hold all the facts it was decided on (of a list, each that any child gave), and
    ``digest`` names the rules, so that the decision can be asked again: of the classes ``wanted``
    (None: of every class). ``asked`` commits to the
    words of a search under a key that is changed every month. ``true_on`` and ``known_at`` are
    the days the answer spoke of, where they were named.
    """

    id: str
    at: datetime
    answer: str
    action: Action
    command: str
    person: str
    role: Role
    agency: str
    office: str
    purpose: Purpose
    classes: tuple[DataClass, ...]
    rules: tuple[str, ...]
    because: str
    digest: str
    requests: tuple[Facts, ...]
    wanted: tuple[DataClass, ...] | None = None
    true_on: date | None = None
    known_at: date | None = None
    asked: str | None = None
    hits: int | None = None


def entry_body(told: Disclosed) -> dict[str, Any]:
    """The entry's body, but for what chains it to children's accounts."""
    return {"entry": "disclosure", **msgspec.to_builtins(told)}


def said(told: Disclosed) -> bytes:
    """What the links of the children's accounts commit to."""
    return canonical_json(entry_body(told))


def read_entry(body: bytes) -> Disclosed:
    """What an entry of the ledger says. Raises msgspec.ValidationError for any other entry."""
    return msgspec.json.decode(body, type=Disclosed)
