"""A day's delta into cohorts of growing size: what it costs must not grow with the cohort."""

import csv
import hashlib
import io
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

import msgspec

from amparo.actions.derive import look_at_news
from amparo.actions.home import Home, open_home
from amparo.actions.ingest import ingest
from amparo.bench.homes import databases, fresh_home
from amparo.bench.machine import Machine, machine, processor_seconds
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Mode
from amparo.feeds.manifest import MANIFEST, DeliveredFile, Manifest, read_manifest
from amparo.feeds.signatures import made_up_key, sign
from amparo.settings import Settings
from amparo.synthetic import synthesize

SEED = 7
COHORTS = (1, 2, 4)
"""How many times the smallest cohort each home holds when the delta comes."""


class Again(NamedTuple):
    """Rows of one file of a feed's last snapshot that come again with one column changed."""

    feed: str
    file: str
    changed: str


REFERRALS = Again("referrals", "referrals.csv", "disposition")
HEARINGS = Again("court", "tbl_schedule.csv", "ADJ_MEDIUM")
SERVICE = Again("notices", "notices.csv", "served_on")

Say = Callable[[str], None]


class Delta(msgspec.Struct, frozen=True, kw_only=True):
    """A day's news into one cohort: median seconds from its folders to what is owed being known.

    Half of the rows are referrals, half the court's hearings, each in a delivery of its own.
    ``looked_at`` counts the source identities whose children were looked at again.
    ``processor_seconds`` are this process's own, which a busy machine does not lengthen; the
    database server's are not among them. What is given ``to_smallest`` is a multiple of that into
    the smallest cohort.
    """

    database: str
    children: int
    rows: int
    looked_at: int
    seconds: float
    to_smallest: float
    processor_seconds: float
    processor_to_smallest: float


class TooFewRows(ValueError):
    """A cohort too small for the deltas asked of it; the message says how many rows there are."""


class _Took(msgspec.Struct, frozen=True):
    seconds: float
    processor: float
    looked_at: int


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured, and on what."""

    machine: Machine
    runs: int
    deltas: list[Delta]


def measure(children: int, rows: int, repeat: int, say: Say = lambda _text: None) -> Report:
    """Ingest a growing cohort, and then ``repeat`` deltas of so many rows, each about others."""
    on = machine()
    deltas = [
        delta for database in databases() for delta in _on(database, children, rows, repeat, say)
    ]
    return Report(machine=on, runs=repeat, deltas=deltas)


def _on(database: str, children: int, rows: int, repeat: int, say: Say) -> list[Delta]:
    with ExitStack() as stack:
        cohorts: list[tuple[Settings, list[list[Path]]]] = []
        for times in COHORTS:
            say(f"{database}: {children * times:,} children, and then deltas of {rows:,} rows")
            out = Path(stack.enter_context(TemporaryDirectory(prefix="amparo-bench-")))
            home = stack.enter_context(fresh_home(database))
            cohorts.append((home.settings, _filled(home, out, children * times, rows, repeat)))
        # By turns, so that what else the machine does falls on all cohorts alike.
        taken = [[_take(of, deltas[nth]) for of, deltas in cohorts] for nth in range(repeat)]
    return [
        _delta(database, children * times, rows, [turn[place] for turn in taken], taken)
        for place, times in enumerate(COHORTS)
    ]


def _filled(home: Home, out: Path, children: int, rows: int, repeat: int) -> list[list[Path]]:
    """Fill a home with a cohort; gives the deltas that are to come, by turn."""
    synthesize(out, children=children, seed=SEED, start=None, through=None)
    folders = sorted((out / "deliveries").iterdir())
    for folder in folders:
        ingest(home, folder, _now())
    look_at_news()
    parts = (REFERRALS, rows - rows // 2), (HEARINGS, rows // 2)
    return [
        [delta_of(folders, out, many, nth, again) for again, many in parts if many]
        for nth in range(repeat)
    ]


def _take(of: Settings, deltas: list[Path]) -> _Took:
    home = open_home(of)
    started, at_work = perf_counter(), processor_seconds()
    for delta in deltas:
        ingest(home, delta, _now())
    looked_at = look_at_news()
    home.sequence(_now())
    return _Took(perf_counter() - started, processor_seconds() - at_work, looked_at)


def _delta(
    database: str, children: int, rows: int, own: list[_Took], turns: list[list[_Took]]
) -> Delta:
    smallest = [turn[0] for turn in turns]
    pairs = list(zip(own, smallest, strict=True))
    return Delta(
        database=database,
        children=children,
        rows=rows,
        looked_at=own[0].looked_at,
        seconds=median(one.seconds for one in own),
        to_smallest=median(one.seconds / least.seconds for one, least in pairs),
        processor_seconds=median(one.processor for one in own),
        processor_to_smallest=median(one.processor / least.processor for one, least in pairs),
    )


def delta_of(
    folders: Sequence[Path], out: Path, rows: int, nth: int = 0, again: Again = REFERRALS
) -> Path:
    """A new delivery of rows told before, spread over the cohort, each with one thing changed.

    The rows of the ``nth`` delta stand behind those of the one before. Raises TooFewRows.
    """
    manifest, header, told = _last_snapshot(folders, again)
    step = len(told) // rows
    if step <= nth:
        raise TooFewRows(f"{len(told):,} rows do not give {nth + 1} deltas of {rows:,}")
    place = header.index(again.changed)
    changed = [
        [*row[:place], f"changed {nth + 1}", *row[place + 1 :]]
        for row in told[nth : step * rows : step]
    ]
    return _delivery(out, manifest, [header, *changed], nth)


def service_of(folders: Sequence[Path], out: Path, documents: Collection[str]) -> list[Path]:
    """New deliveries of one row each: one of these notices, not served so far, was served.

    As many as the last snapshot holds such rows of; each is of the day after the one before.
    """
    manifest, header, told = _last_snapshot(folders, SERVICE)
    place = header.index(SERVICE.changed)
    open_still = [row for row in told if row[0] in documents and not row[place]]
    served_on = manifest.received_at.date().isoformat()
    return [
        _delivery(out, manifest, [header, [*row[:place], served_on, *row[place + 1 :]]], nth)
        for nth, row in enumerate(open_still, start=1)
    ]


def _last_snapshot(
    folders: Sequence[Path], again: Again
) -> tuple[Manifest, list[str], list[list[str]]]:
    told = [(read_manifest((folder / MANIFEST).read_bytes()), folder) for folder in folders]
    manifest, folder = [
        (manifest, folder)
        for manifest, folder in told
        if manifest.feed == again.feed and manifest.mode is Mode.SNAPSHOT
    ][-1]
    (file,) = (file for file in manifest.files if file.name == again.file)
    with (folder / file.name).open(encoding=file.encoding, newline="") as text:
        header, *rows = csv.reader(text, **_dialect(manifest, file))
    last = told[-1][0].received_at
    whole = [row for row in rows if len(row) == len(header) and row[0]]
    return msgspec.structs.replace(manifest, received_at=last, files=(file,)), header, whole


def _dialect(manifest: Manifest, file: DeliveredFile) -> dict[str, Any]:
    if CONTRACTS[manifest.feed].unquoted:
        return {"delimiter": file.delimiter, "quoting": csv.QUOTE_NONE, "quotechar": None}
    return {"delimiter": file.delimiter}


def _delivery(out: Path, manifest: Manifest, lines: list[list[str]], nth: int) -> Path:
    (file,) = manifest.files
    text = io.StringIO(newline="")
    csv.writer(text, **_dialect(manifest, file)).writerows(lines)
    content = text.getvalue().encode(file.encoding)
    told = msgspec.structs.replace(
        manifest,
        mode=Mode.DELTA,
        sequence=1_000 + nth,
        received_at=manifest.received_at + timedelta(days=1 + nth),
        files=(
            msgspec.structs.replace(
                file,
                bytes=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                rows=content.count(b"\n") - 1,
            ),
        ),
        signatures=(),
    )
    folder = out / told.folder_name
    folder.mkdir()
    (folder / file.name).write_bytes(content)
    signed = sign(told, told.sender, made_up_key(told.sender))
    (folder / MANIFEST).write_bytes(msgspec.json.encode(signed))
    return folder


def _now() -> datetime:
    return datetime.now(UTC)
