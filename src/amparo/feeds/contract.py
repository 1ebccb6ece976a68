"""What a feed promises: columns, key, modes, tolerances, and what must never be in it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import IntEnum, StrEnum
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
    YES_NO = "yes or no"
    ANSWER = "answer"
    NUMBER = "number"
    HOUR = "hour"
    MONTH = "month"
    BIT = "bit"


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


class Fit(IntEnum):
    """Whether a cell could be of a column.

    ``HARDLY``: it may stand there, as a code that its table does not have, but nothing is mended so
    that it would. ``PERHAPS``: blanks and texts could stand in many columns.
    """

    NO = 0
    HARDLY = 1
    PERHAPS = 2
    YES = 3


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column. ``says`` is its meaning; ``identifying`` keeps its values out of any message.

    Where ``may_be_untold`` is false, UNKNOWN and N/A are read as text; withheld stays withheld.
    What is ``of_sponsor`` is blanked where it tells an immigration status. ``codes`` are the codes
    of the column's table, where it is known: a cell that is one of them is told, whatever its look.
    """

    name: str
    says: str
    kind: Kind = Kind.CODE
    required: bool = False
    identifying: bool = False
    spelled: tuple[str, ...] = ()
    may_be_untold: bool = True
    of_sponsor: bool = False
    codes: frozenset[str] = frozenset()


class Row(msgspec.Struct, frozen=True):
    """A line that was read: what it is of, and its values by column name.

    A value is text, a day or a count; None where the cell is blank (*not yet reported*); an
    Untold where the agency wrote why it tells nothing. ``fields`` are the cells as sent, without
    the columns that are forbidden or not in the contract. ``part`` names the row among the others
    told of the same identity, where a table has several (``hearing/990000012``); ``row`` is then
    its token, if whoever reads could give it one.
    """

    line: int
    of: str
    values: dict[str, Any]
    fields: tuple[str, ...]
    repairs: tuple[str, ...] = ()
    part: str = ""
    row: bytes = b""

    @property
    def content(self) -> str:
        """What the row says, column by column of the contract: what tells two rows apart.

        A column that a file moves, renames or lacks, and that was blank before, changes nothing.
        """
        return "\x1f".join(["" if one is None else str(one) for one in self.values.values()])


class Again(msgspec.Struct, frozen=True):
    """A line that an earlier release told, cell by cell; ``row`` is the token it was told under."""

    line: int
    row: bytes


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


class ToldBefore(Protocol):
    """The rows of a table that were told before, by their tokens."""

    def token(self, cells: tuple[str, ...]) -> bytes:
        """The token of a row, by the cells that are kept of it: eight bytes."""

    def among(self, tokens: Sequence[bytes]) -> Collection[bytes]:
        """Of the rows with these tokens, those that were told before."""


class Likeness(msgspec.Struct, frozen=True):
    """What of a row can show that it speaks of the same child as another: identifying text.

    ``birth_month`` (``2008-03``) follows from the birth date; the court tells nothing finer.
    """

    numbers: tuple[str, ...] = ()
    given_names: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    birth_date: str = ""
    birth_month: str = ""


class Place(msgspec.Struct, frozen=True):
    """Where a row says that a child lives: identifying text, for the index of places.

    ``unit`` is None where the address names none; ``postal_code`` its first five digits.
    """

    building: str | None = None
    unit: str | None = None
    postal_code: str | None = None


class Telling(msgspec.Struct, frozen=True):
    """What one row tells: its events, and what matching and the indexes need of it.

    ``sponsor`` is the agency's own reference of whoever wants to take the child in: identifying
    text, of which only a keyed token is kept.
    """

    events: list[AnyEvent]
    likeness: Likeness = Likeness()
    place: Place | None = None
    sponsor: str | None = None


class Contract(msgspec.Struct, frozen=True, kw_only=True):
    """One feed's contract. ``tell`` turns a row into what it tells.

    ``tolerance`` is the share of rows set aside above which a person is warned; ``late_after`` is
    in days after the end of the days covered. A feed of several ``tables`` has one file for each,
    known by its name; ``key`` then says of what a row is told, ``row_key`` which of the rows it is.
    Where ``releases`` is true the agency sends everything again each time: equal rows assert
    nothing, and a row left out is no longer reported. ``banner_lines`` is how many lines may stand
    above the header. An ``unquoted`` table has no quotation marks: ``shapes`` say, by its plain
    name, what fits a column, kept or not, so that a row that shifted can be told; its keys are
    numbers, and every number fits the shape of a column of numbers. What
    ``disagrees`` in a row's values sets it aside, for the reason it gives.
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
    also_from: tuple[Agency, ...] = ()
    prefix: str = ""
    table: str = ""
    tables: tuple["Contract", ...] = ()
    row_key: tuple[str, ...] = ()
    releases: bool = False
    untold: Mapping[str, Untold] = msgspec.field(default_factory=lambda: UNTOLD_TOKENS)
    banner_lines: int = 0
    unquoted: bool = False
    shapes: Mapping[str, Callable[[str], Fit]] = {}
    disagrees: Callable[[Mapping[str, Any]], str | None] | None = None

    def of_file(self, name: str) -> "Contract | None":
        """The contract of one file of a delivery; None where its name is no table of the feed."""
        if not self.tables:
            return self
        stem = name.partition(".")[0].lower().removesuffix("_final")
        return next((one for one in self.tables if one.table.lower() == stem), None)

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns' own names, in the contract's order."""
        return tuple(column.name for column in self.columns)
