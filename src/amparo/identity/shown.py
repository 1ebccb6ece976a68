"""What one source identity showed of a child, in plain text: held in memory only, never kept."""

import msgspec

from amparo.words.birth_dates import BirthDate


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One way in which a source identity showed itself.

    An identity whose rows differ has several: each distinct variant is kept, because the spelling
    that one row has is the one by which another agency's row is found. Nothing told is None, or
    empty. Names are words in the order written: ``given`` as ``words.placeholders.told_tokens`` has
    them, ``surnames`` as ``words.surnames.stems``.

    ``agency`` and ``kind`` say whose key the identity is; ``numbers`` are numbers other than
    A-numbers, with what tells their kinds apart (``portal:MU123``). ``family`` holds keyed tokens
    of a sponsor, an address, a phone, of which matching learns only whether two are the same.
    """

    identity: int
    agency: str
    kind: str = ""
    a_numbers: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    given: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    born: BirthDate | None = None
    sex: str | None = None
    country: str | None = None
    family: frozenset[bytes] = frozenset()

    @property
    def is_nameless(self) -> bool:
        """Whether no name at all was shown, as by the court's rows."""
        return not self.given and not self.surnames

    def __repr__(self) -> str:
        """Without anything it shows, so that no log tells of a child by accident."""
        return f"Shown(identity={self.identity})"
