"""What the ledger keeps of one look, list, search, count, copy or refusal."""

from collections.abc import Mapping
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
    (None: of every class). ``asked`` commits to the words of a search under a key that is changed
    every month. ``true_on`` and ``known_at`` are the days the answer speaks of.
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
    requests: tuple[Mapping[str, str | bool], ...]
    wanted: tuple[DataClass, ...] | None = None
    true_on: date | None = None
    known_at: date | None = None
    asked: str | None = None
    hits: int | None = None

    @property
    def facts(self) -> tuple[Facts, ...]:
        """The requests as the rules take them.

        Raises msgspec.ValidationError for an entry made before the rules asked for as much.
        """
        return tuple(msgspec.convert(one, Facts) for one in self.requests)


def entry_body(told: Disclosed) -> dict[str, Any]:
    """The entry's body, but for what chains it to children's accounts."""
    return {"entry": "disclosure", **msgspec.to_builtins(told)}


def said(body: bytes) -> bytes:
    """What the links of the children's accounts commit to: all of an entry but the chain itself.

    Taken from the bytes, never from what we read in them: later readers may know more words.
    """
    says = msgspec.json.decode(body, type=dict[str, Any])
    return canonical_json({word: says[word] for word in says if word not in _CHAINING})


_CHAINING = frozenset({"children", "links", "number", "previous"})


def read_entry(body: bytes) -> Disclosed:
    """What an entry of the ledger says. Raises msgspec.ValidationError for any other entry."""
    return msgspec.json.decode(body, type=Disclosed)
