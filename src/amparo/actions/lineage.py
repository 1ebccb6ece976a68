"""What a figure is counted from: tables of the sealed copy, the facts in them, and their feeds."""

import re
from collections.abc import Mapping

import msgspec

from amparo.actions.home import Home
from amparo.events import (
    AddressOfRecord,
    AddressTold,
    Admitted,
    ContactAttempted,
    Discharged,
    Encountered,
    Event,
    NoticeChecked,
    NoticeFiled,
    NoticeIssued,
    NoticeServed,
    ProceedingTold,
    Released,
    TotalTold,
    Transferred,
)
from amparo.figures import Counted
from amparo.snapshots import SCHEMAS, Table, sealed_copies

Kinds = tuple[type[Event], ...]

HELD: Mapping[str, Mapping[str, Kinds]] = {
    "episodes": {
        "began_on": (Encountered,),
        "transferred_on": (Transferred,),
        "issued_on": (NoticeIssued,),
        "served_on": (NoticeServed,),
        "filed_on": (NoticeFiled,),
        "admitted_on": (Admitted,),
        "discharged_on": (Discharged,),
        "released_on": (Released,),
        "state": (AddressTold,),
        "departed_on": (Discharged,),
    },
    "findings": {},
    "deeds": {"what": (ContactAttempted, NoticeChecked)},
    "addresses": {
        "told_on": (AddressOfRecord,),
        "status": (AddressOfRecord,),
        "returned_on": (AddressOfRecord,),
    },
    "proceedings": {
        "opened_on": (ProceedingTold,),
        "completed_on": (ProceedingTold,),
        "decision": (ProceedingTold,),
        "in_absentia": (ProceedingTold,),
    },
    "totals": {"value": (TotalTold,)},
}
"""The kinds of facts in each column of a sealed copy that holds some. A finding holds none: its
rule finds it in all that was told of a child."""

SENT_IN: Mapping[type[Event], tuple[str, ...]] = {
    Encountered: ("referrals",),
    Transferred: ("referrals",),
    NoticeIssued: ("notices",),
    NoticeServed: ("notices",),
    NoticeFiled: ("notices",),
    Admitted: ("placements",),
    Discharged: ("placements",),
    Released: ("placements",),
    AddressTold: ("placements",),
    AddressOfRecord: ("custody",),
    ProceedingTold: ("court",),
    TotalTold: ("cbp-encounters", "hhs-daily", "orr-releases-by-state"),
    ContactAttempted: (),
    NoticeChecked: (),
}
"""The feeds in which each kind of fact comes; none: a person tells it at a desk."""


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column that a statement names: what it means, and by which kinds of facts it is filled."""

    name: str
    means: str
    facts: tuple[str, ...]


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """A table that a statement reads: its file, its columns, and the feeds behind them."""

    table: str
    rows: int
    sha256: str
    columns: tuple[Column, ...]
    feeds: tuple[str, ...]
    at_desks: bool


def lineage(home: Home, counted: Counted) -> list[Read]:
    """The tables that a figure was counted from, of the copy that it names. It is of no child."""
    sealed = next(one for one in sealed_copies(home.snapshots) if one.digest == counted.snapshot)
    statement = _without_comments(counted.sql)
    named = frozenset(re.findall(r"\w+", statement))
    return [
        _read(name, sealed.tables[name], named)
        for name in SCHEMAS
        if re.search(rf"\b(?:FROM|JOIN)\s+{name}\b", statement)
    ]


def _read(name: str, table: Table, named: frozenset[str]) -> Read:
    held = HELD[name]
    columns = tuple(
        Column(
            name=field.name,
            means=field.metadata[b"says"].decode(),
            facts=tuple(tag_of(kind) for kind in held.get(field.name, ())),
        )
        for field in SCHEMAS[name]
        if field.name in named
    )
    kinds = [kind for column in columns for kind in held.get(column.name, ())]
    return Read(
        table=name,
        rows=table.rows,
        sha256=table.sha256,
        columns=columns,
        feeds=tuple(sorted({feed for kind in kinds for feed in SENT_IN[kind]})),
        at_desks=any(not SENT_IN[kind] for kind in kinds),
    )


def tag_of(kind: type[Event]) -> str:
    """What a kind of fact is called in the ledger."""
    return str(kind.__struct_config__.tag)


def _without_comments(statement: str) -> str:
    return re.sub(r"--.*", "", statement)
