"""What a row says of itself, beside the facts it asserts."""

from datetime import date

import msgspec

from amparo.events.event import Event, Sealed
from amparo.words.untold import Untold


class Described(Sealed, frozen=True, kw_only=True, omit_defaults=True, tag="described"):
    """An agency's row described a child: the first event of every row about a child.

    ``row`` is a keyed token of the whole row, so that the same row told again is recognised.
    ``untold`` names the columns that carry no value and in which of the four ways; a column that
    is simply blank is *not yet reported* and is left out. ``repairs`` are the named repairs
    without which the row could not be read. The vault holds names, birth date, numbers, phones.
    ``turns_18_in`` is told of stays in ORR's care alone: the first day of the month in which the
    child turns 18. The court publishes as much of everybody; the day stays in the vault.
    """

    row: bytes
    citizenship: str | None = None
    sex: str | None = None
    untold: dict[str, Untold] = msgspec.field(default_factory=dict)
    repairs: tuple[str, ...] = ()
    turns_18_in: date | None = None


class Repeated(Event, frozen=True, kw_only=True, omit_defaults=True, tag="repeated"):
    """A later delivery carried a row the agency had told before: it asserts the same again."""

    row: bytes
