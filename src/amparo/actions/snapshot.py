"""Seals what the home holds as a snapshot for counting; takes the last one where nothing is new."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

import msgspec
import pyarrow as pa  # type: ignore[import-untyped]

from amparo.actions.deeds import Numbers, deed_rows, numbers
from amparo.actions.home import Home, latest_news
from amparo.actions.proceedings import proceeding_rows
from amparo.actions.steps import Steps
from amparo.actions.totals import total_rows
from amparo.clocks.washington import washington_day
from amparo.snapshots import SCHEMAS, Snapshot, latest, seal
from amparo.store import assertions, deliveries, findings, identities, sealing
from amparo.store.one_moment import one_moment

_EPISODE = ("entity", "steps", "known_from", "known_to", "basis")
_FINDING = (
    "gap",
    "reason",
    "entity",
    "identity",
    "anchor",
    "since",
    "until",
    "known_from",
    "known_to",
    "basis",
)


def snapshot(home: Home, clock: datetime) -> Snapshot:
    """The snapshot of all that is in the ledger now. A new one is itself an entry of the ledger."""
    held = latest(home.snapshots)
    if held is not None and _has_all(held) and sealing.nothing_told_since(held.position):
        return held
    with one_moment():  # what is found again meanwhile would stand in it twice, or not at all
        made = _sealed(home, clock)
    sealing.enter({"entry": "snapshot", "position": made.position, "digest": made.digest})
    home.sequence(clock)
    return made


def _sealed(home: Home, clock: datetime) -> Snapshot:
    position = sealing.latest_frontier().size
    made_up = deliveries.home_kind() is True
    numbered = numbers()
    tables = {
        "episodes": _batches("episodes", _episodes()),
        "findings": _batches("findings", _findings(numbered)),
        "deeds": _batches(
            "deeds",
            [list(deed_rows(numbered, washington_day(latest_news(clock)), made_up=made_up))],
        ),
        "addresses": _batches("addresses", _addresses()),
        "proceedings": _batches("proceedings", _proceedings()),
        "totals": _batches("totals", [list(total_rows())]),
    }
    return seal(home.snapshots, position, tables, made_up=made_up)


def _has_all(held: Snapshot) -> bool:
    """Whether a snapshot has every table: one that an earlier Amparo sealed may lack some."""
    return set(held.tables) == set(SCHEMAS)


def _batches(table: str, portions: Iterable[list[dict[str, Any]]]) -> Iterator[Any]:
    for rows in portions:
        yield pa.RecordBatch.from_pylist(rows, schema=SCHEMAS[table])


def _episodes() -> Iterator[list[dict[str, Any]]]:
    for rows in findings.stored("episode", _EPISODE):
        yield [_episode(*row) for row in rows]


_ELSEWHERE = frozenset({"addresses", "at"})
"""Addresses have a table of their own; at which offices work lies is no part of any figure."""

_COLUMNS = [name for name in Steps.__struct_fields__ if name not in _ELSEWHERE]
_DAYS = {name for name in _COLUMNS if name.endswith("_on")}
_NO_STEPS = dict.fromkeys(_COLUMNS)


def _episode(entity: int, steps: Any, known_from: Any, known_to: Any, basis: str) -> dict[str, Any]:
    told = {name: value for name, value in _told(steps).items() if name not in _ELSEWHERE}
    days = {name: _day(value) if name in _DAYS else value for name, value in told.items()}
    return {**_NO_STEPS, **days, **_known(entity, known_from, known_to, basis)}


def _told(steps: Any) -> dict[str, Any]:
    """The steps of an episode, however the database gives them back: SQLite keeps them as text."""
    told: dict[str, Any] = msgspec.json.decode(steps) if isinstance(steps, str) else dict(steps)
    return told


def _known(entity: int, known_from: Any, known_to: Any, basis: str) -> dict[str, Any]:
    return {
        "entity": entity,
        "known_from": _day(known_from),
        "known_to": _day(known_to),
        "basis": basis,
    }


def _addresses() -> Iterator[list[dict[str, Any]]]:
    """The addresses of record, which are kept with the episodes in which they were told."""
    for rows in findings.stored("episode", _EPISODE):
        yield [
            {
                **address,
                "told_on": _day(address["told_on"]),
                "returned_on": _day(address.get("returned_on")),
                **_known(entity, *known),
            }
            for entity, steps, *known in rows
            for address in _told(steps).get("addresses", ())
        ]


_PROCEEDINGS_AT_ONCE = 100_000


def _proceedings() -> Iterator[list[dict[str, Any]]]:
    heard = deliveries.heard()
    arrived_on = {one.digest: one.arrived_on for one in heard.values()}
    rows = proceeding_rows(assertions.court_proceedings(heard), arrived_on)
    while portion := list(islice(rows, _PROCEEDINGS_AT_ONCE)):
        yield portion


def _findings(numbered: Numbers) -> Iterator[list[dict[str, Any]]]:
    for rows in findings.stored("finding", _FINDING):
        names = identities.names({row[3] for row in rows})
        yield [_finding(names, numbered, *row) for row in rows]


def _finding(names: dict[int, str], numbered: Numbers, *row: Any) -> dict[str, Any]:
    gap, reason, entity, identity, anchor, since, until, known_from, known_to, basis = row
    return {
        "gap": gap,
        "reason": reason,
        "finding": numbered.findings.get((gap, anchor)),
        "entity": entity,
        "anchor": names[identity],
        "since": _day(since),
        "until": _day(until),
        "known_from": _day(known_from),
        "known_to": _day(known_to),
        "basis": basis,
    }


def _day(value: Any) -> date | None:
    """A day, however the database gives it back: SQLite keeps days as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
