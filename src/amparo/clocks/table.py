"""Reads the table of deadlines (clocks.toml), and refuses one that says more than is known."""

import tomllib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from importlib.resources import files

import msgspec

from amparo.clocks.authority import Authority
from amparo.clocks.deadline import Deadline, Effect


class Read(StrEnum):
    """How far the text that a rule stands in was read."""

    TEXT = "text"
    SECONDARY = "secondary"
    MEMORY = "memory"
    UNKNOWN = "unknown"
    CHOICE = "choice"


VERIFIED = frozenset({Read.TEXT, Read.CHOICE})
MAY_ONLY_RESTRICT = frozenset({Read.MEMORY, Read.UNKNOWN})
"""What is believed or unknown may bind an agency; it never permits anything, and ends no right."""


class BadClock(ValueError):
    """A row of the table that cannot stand; the message names the row and what is wrong with it."""


class _Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row as it is written."""

    name: str
    says: str
    says_es: str
    binds: str
    begins: str
    citation: str
    read: Read
    effect: Effect = Effect.RESTRICTS
    calendar_days: int = 0
    business_days: int = 0
    hours: int = 0
    is_floor: bool = False
    proposed: bool = False
    first: date = msgspec.field(default=date.min, name="from")
    last: date | None = msgspec.field(default=None, name="to")
    earliest: date | None = None
    zone: str = "Washington's"
    tolling: str = ""
    stopped_by: str = ""
    not_computed: str = ""
    feed: str = ""
    not_held: str = ""
    note: str = ""


def clocks_in(text: str) -> Mapping[str, Deadline]:
    """The deadlines of a table, by name, in its order. Raises BadClock."""
    try:
        rows = msgspec.convert(tomllib.loads(text)["clock"], list[_Row])
    except (msgspec.ValidationError, tomllib.TOMLDecodeError, KeyError) as wrong:
        raise BadClock(
            f"The table of clocks cannot be read: {wrong}. No deadline is known."
        ) from None
    found: dict[str, Deadline] = {}
    for row in rows:
        if row.name in found:
            raise BadClock(f"{row.name} stands twice in the table of clocks.")
        found[row.name] = _deadline(row)
    return found


def _deadline(row: _Row) -> Deadline:
    if bool(row.feed) == bool(row.not_held):
        raise BadClock(f"{row.name} must say which feed tells of it, or why nothing held does.")
    if bool(row.tolling) != (bool(row.stopped_by) != bool(row.not_computed)):
        raise BadClock(f"{row.name} must say by which facts its tolling is computed, or why not.")
    if row.earliest is not None and row.earliest >= row.first:
        raise BadClock(f"{row.name} may have begun only before the day from which it is certain.")
    return Deadline(
        source=Authority(row.citation, verified=row.read in VERIFIED),
        read=str(row.read),
        in_force_from=row.first,
        in_force_to=row.last,
        is_counted=not row.proposed and not _permits_too_much(row),
        **{name: getattr(row, name) for name in _ALIKE},
    )


_ALIKE = (
    "name",
    "says",
    "says_es",
    "binds",
    "begins",
    "effect",
    "calendar_days",
    "business_days",
    "hours",
    "is_floor",
    "proposed",
    "earliest",
    "zone",
    "tolling",
    "stopped_by",
    "not_computed",
    "feed",
    "not_held",
    "note",
)


def _permits_too_much(row: _Row) -> bool:
    return row.effect is Effect.PERMITS and row.read in MAY_ONLY_RESTRICT


def _package_table() -> str:
    return files("amparo.clocks").joinpath("clocks.toml").read_text(encoding="utf-8")


CLOCKS: Mapping[str, Deadline] = clocks_in(_package_table())
"""Every deadline that Amparo counts or shows, by name."""
