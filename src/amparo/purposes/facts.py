"""The facts a decision rests on: finite and complete, words of a list or true or false."""

from collections.abc import Mapping

import msgspec

from amparo.purposes.asking import Action, Nexus, Origin
from amparo.purposes.data_class import DataClass
from amparo.purposes.purpose import Purpose
from amparo.words.agencies import Role


class Facts(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True):
    """Everything the rules may read about one request for one class of values of one origin.

    Nothing has a default, because Cedar lets a forbid pass that reads what is absent. Whoever
    fetches computes each of them: where something is not known, no tie exists, nothing is in
    date, nothing is approved, and the value is protected. The day is not here: it chooses the
    rules (``Policies``), and the answer names them by digest.
    """

    role: Role
    purpose: Purpose
    data_class: DataClass
    action: Action
    origin: Origin

    duty: bool
    hearing: bool
    placement: bool
    representation: bool
    complaint: bool
    audit: bool
    assigned: bool
    own_case: bool

    credentials_in_date: bool
    """The role itself has not expired, and the person signed in as they must."""
    training_in_date: bool
    """Trained in the law on unaccompanied children, not too long ago."""
    approved: bool
    """An approval by someone else is recorded: authority, reason, expiry still to come."""
    exigent: bool
    """Harm to the child is said to be at hand."""
    two_person: bool
    """A second person, named, has agreed to this very act."""
    no_counsel: bool
    """Nobody has entered an appearance for the child."""
    protected_1367: bool
    """The value tells of a T, U or VAWA application, or would not exist without one."""


class NotKnown(ValueError):
    """A fact that is none of the words it may be; the message names the fact, never its value."""


WORDS: dict[str, Mapping[object, str]] = {
    name: {word: word for word in words}
    for name, words in (
        ("role", Role),
        ("purpose", Purpose),
        ("data_class", DataClass),
        ("action", Action),
        ("origin", Origin),
    )
}
"""The facts that are one word of a list, and their lists."""
FLAGS = tuple(name for name in Facts.__struct_fields__ if name not in WORDS)
"""The facts that are true or false."""
NEXUS_FLAGS = tuple(str(nexus) for nexus in Nexus)
"""Those of them that tie someone to a child."""


def settled(facts: Facts) -> Facts:
    """The same facts in their own types. What equals a known word is that word.

    Raises NotKnown for everything else, a purpose nobody wrote down first of all.
    """
    words = {name: _word(name, getattr(facts, name)) for name in WORDS}
    flags = {name: _flag(name, getattr(facts, name)) for name in FLAGS}
    return msgspec.structs.replace(facts, **words, **flags)


def _word(name: str, value: object) -> str:
    try:
        return WORDS[name][value]
    except (KeyError, TypeError):
        raise NotKnown(f"There is no such {name.replace('_', ' ')}.") from None


def _flag(name: str, value: object) -> bool:
    if value not in (True, False):
        raise NotKnown(f"It is not known whether {name.replace('_', ' ')} is so.")
    return bool(value)
