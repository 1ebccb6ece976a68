"""What a feed promises: columns, key, modes, tolerances, and what must never be in it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Protocol

import msgspec

from amparo.events import AnyEvent
from amparo.words.agencies import Agency
from amparo.words.untold import Untold


class Mode(StrEnum):
    """What a delivery is. A correction also withdraws what the earlier row told of filings."""

    SNAPSHOT = "snapshot"
    DELTA = "delta"
    CORRECTION = "correction"
    RESEND = "resend"


class Kind(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    CODE = "code"
    NAME = "name"
    DAY = "day"
    COUNT = "count"
    A_NUMBER = "a-number"
    STATE = "state"
    ZIP = "zip"


UNTOLD_TOKENS: Mapping[str, Untold] = {
    "UNKNOWN": Untold.UNKNOWN,
    "UNK": Untold.UNKNOWN,
    "B(6)": Untold.WITHHELD,
    "(B)(6)": Untold.WITHHELD,
    "B(7)C": Untold.WITHHELD,
    "B(7)(C)": Untold.WITHHELD,
    "(B)(7)(C)": Untold.WITHHELD,
    "B(6), B(7)C": Untold.WITHHELD,
    "B(6), B(7)(C)": Untold.WITHHELD,
    "(B)(6), (B)(7)(C)": Untold.WITHHELD,
    "(B)(6); (B)(7)(C)": Untold.WITHHELD,
    "WITHHELD": Untold.WITHHELD,
    "REDACTED": Untold.WITHHELD,
    "N/A": Untold.NOT_APPLICABLE,
    "NOT APPLICABLE": Untold.NOT_APPLICABLE,
}
"""How agencies write that a value is not told, in any case and with any spaces. ``NA`` is missing
here on purpose: it is a code in ten of the court's tables, and two public projects lost its
meaning by reading it as nothing."""

DELIMITERS = (",", "\t", "|", ";")
"""What may stand between cells."""


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column. ``says`` is its meaning; ``identifying`` keeps its values out of any message.

    Where ``may_be_untold`` is false, UNKNOWN and N/A are read as text; withheld stays withheld.
    What is ``of_sponsor`` is blanked where it tells an immigration status.
    """

    name: str
    says: str
    kind: Kind = Kind.CODE
    required: bool = False
    identifying: bool = False
    spelled: tuple[str, ...] = ()
    may_be_untold: bool = True
    of_sponsor: bool = False


class Row(msgspec.Struct, frozen=True):
    """A line that was read: what it is of, and its values by column name.

    A value is text, a day or a count; None where the cell is blank (*not yet reported*); an
    Untold where the agency wrote why it tells nothing. ``fields`` are the cells as sent, without
    the columns that are forbidden or not in the contract.
    """

    line: int
    of: str
    values: dict[str, Any]
    fields: tuple[str, ...]
    repairs: tuple[str, ...] = ()


class SetAside(msgspec.Struct, frozen=True):
    """A line that could not be read.

    ``fields`` is empty where its cells could not be told apart, or could be other columns': then
    a forbidden value could stand anywhere in it, and only its number and reason are kept.
    """

    line: int
    reason: str
    fields: tuple[str, ...] = ()


class IdentityKey(Protocol):
    """The vault key of one source identity, as far as a contract needs it."""

    def token(self, text: str) -> bytes:
        """A keyed token of a text: equal texts of this identity have equal tokens."""

    def seal(self, fields: Mapping[str, str]) -> bytes:
        """Put identifying fields into the vault; gives the commitment that the event carries."""


class Likeness(msgspec.Struct, frozen=True):
    """What of a row can show that it speaks of the same child as another: identifying text."""

    numbers: tuple[str, ...] = ()
    given_names: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    birth_date: str = ""


class Telling(msgspec.Struct, frozen=True):
    """What one row tells: its events, and what matching and the building index need of it."""

    events: list[AnyEvent]
    likeness: Likeness = Likeness()
    building: str | None = None
    has_unit: bool = False


class Contract(msgspec.Struct, frozen=True, kw_only=True):
    """One feed's contract. ``tell`` turns a row into what it tells.

    ``tolerance`` is the share of rows set aside above which a person is warned; ``late_after`` is
    in days after the end of the days covered.
    """

    feed: str
    version: str
    sender: Agency
    says: str
    source: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    identity_kind: str
    tell: Callable[[Row, IdentityKey], Telling]
    modes: tuple[Mode, ...] = tuple(Mode)
    about_children: bool = True
    cadence_days: int = 1
    late_after_days: int = 3
    tolerance: float = 0.05
    encodings: tuple[str, ...] = ("utf-8", "latin-1")
    delimiters: tuple[str, ...] = DELIMITERS

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns' own names, in the contract's order."""
        return tuple(column.name for column in self.columns)
