"""Snapshots of a few made-up children and court cases, row by row."""

import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]

from amparo.figures import Counted, Figure
from amparo.snapshots import SCHEMAS, Snapshot, count, seal
from tests.rooms.snapshots.episodes import LONG_AGO

_KNOWN = {"known_from": LONG_AGO, "basis": "both"}

Tables = dict[str, list[dict[str, Any]]]


def missed(entity: int, since: date, **told: Any) -> dict[str, Any]:
    """That a child failed to appear at a hearing on a day."""
    return _row("findings", gap="failed-to-appear", entity=entity, since=since, **told)


def ordered(entity: int, since: date, **told: Any) -> dict[str, Any]:
    """That a removal order was made in a child's absence on a day."""
    return _row("findings", gap="in-absentia-order", entity=entity, since=since, **told)


def address(entity: int, status: str, told_on: date, **told: Any) -> dict[str, Any]:
    """That ICE held an address of a child from a day on."""
    ours = {"anchor": f"ICE:custody/MU{entity}/1", "nth": 0, "told_by": "aa:1"}
    return _row(
        "addresses", **{**ours, "entity": entity, "status": status, "told_on": told_on, **told}
    )


def proceeding(court_case: int, **told: Any) -> dict[str, Any]:
    """A proceeding of a court case, of whomever it is."""
    return _row("proceedings", **{"court_case": court_case, "nth": 1, "told_by": "bb:1", **told})


def done(finding: int, what: str, done_on: date, **told: Any) -> dict[str, Any]:
    """What somebody did or told for a duty of a finding; a field specialist, unless told."""
    ours = {"owner": "field-specialist", "agency": "ORR", "office": "Houston"}
    told = {"known_from": done_on, **ours, **told}
    return _row("deeds", finding=finding, what=what, done_on=done_on, **told)


def counted(figure: Figure, tables: Tables, on: date, known_at: date | None = None) -> Counted:
    """A figure counted from these rows alone; known as of the same day, unless told."""
    with tempfile.TemporaryDirectory() as folder:
        return count(figure, sealed(Path(folder), tables), on, known_at or on)


def sealed(folder: Path, tables: Tables) -> Snapshot:
    """A snapshot of these rows and no others."""
    return seal(
        folder, 1, {name: _table(name, rows) for name, rows in tables.items()}, made_up=True
    )


def _row(table: str, **told: Any) -> dict[str, Any]:
    return {**dict.fromkeys(SCHEMAS[table].names), **_KNOWN, **told}


def _table(name: str, rows: Iterable[dict[str, Any]]) -> Any:
    return pa.Table.from_pylist(list(rows), schema=SCHEMAS[name])
