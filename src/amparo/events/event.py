"""One typed fact that an agency told us."""

from datetime import date

import msgspec

from amparo.words.untold import Untold


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="event"):
    """What every event says, whatever its kind.

    ``of`` is the source identity it is told of; ``line`` the line of the delivery that told it
    (the delivery itself is named by the ledger entry that seals the event). ``happened_on`` is
    the day the fact was true; None where the agency gave no day, and then ``undated`` says which
    of the four ways of not telling it was.
    """

    of: str
    line: int
    happened_on: date | None = None
    undated: Untold | None = None


class Sealed(Event, frozen=True, kw_only=True, omit_defaults=True):
    """An event with identifying fields. They lie in the vault; ``vault`` commits to them.

    ``vault`` is the first 16 bytes of SHA-256 over the vault's ciphertext, so that an altered
    vault is found while nothing can be guessed from the commitment once the key is gone.
    """

    vault: bytes = b""
