"""The court's tables read and cleaned, beside the clean step of the package eoir, where it is."""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import msgspec

from amparo.bench.machine import in_a_fresh_process
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Contract
from amparo.feeds.manifest import MANIFEST, read_manifest
from amparo.feeds.read import Tally, read

_OURS_ALONE = "A_NUMBER"
"""The column of the internal extract, which the public form of a table lacks."""


class Cleaning(msgspec.Struct, frozen=True, kw_only=True):
    """One release's tables cleaned once. ``rows`` are the lines after the header.

    ``lost`` are rows that neither came out nor were accounted for: set aside, repeated, blank or
    the rest of a row cut in two.
    """

    by: str
    rows: int
    out: int
    set_aside: int
    lost: int
    rows_per_second: float


def measure(folders: Sequence[Path], repeat: int = 3) -> list[Cleaning]:
    """The last release among some deliveries, by Amparo and by its peer; medians of several."""
    release = _last_release(folders)
    with TemporaryDirectory(prefix="amparo-bench-") as made:
        tables = [_in_public_form(path, Path(made)) for path in sorted(release.glob("*.csv"))]
        ours = [in_a_fresh_process(partial(_ours, tables)) for _ in range(repeat)]
        # It makes a folder where it is imported, and its lists of codes are read for each bad row.
        theirs = [in_a_fresh_process(partial(_theirs, tables, made)) for _ in range(repeat)]
    return [_median(ours), *([_median(told)] if (told := [one for one in theirs if one]) else [])]


def _last_release(folders: Sequence[Path]) -> Path:
    told = [(read_manifest((folder / MANIFEST).read_bytes()), folder) for folder in folders]
    court = [(one, folder) for one, folder in told if one.feed == "court"]
    return [folder for one, folder in court if one.mode == "snapshot"][-1]


def _in_public_form(path: Path, out: Path) -> Path:
    """The table without the internal extract's column, which its last column is."""
    public = out / path.name
    with path.open("rb") as read_from, public.open("wb") as write_to:
        header = read_from.readline()
        extra = header.rstrip(b"\r\n").split(b"\t")[-1] == _OURS_ALONE.encode()
        for line in (header, *read_from):
            kept = line.rpartition(b"\t")[0] + b"\r\n" if extra and b"\t" in line else line
            write_to.write(kept)
    return public


def _ours(tables: Sequence[Path]) -> Cleaning:
    tally, started = Tally(), perf_counter()
    for path in tables:
        contract = CONTRACTS["court"].of_file(path.name)
        assert contract is not None  # noqa: S101  # the made-up court has no other tables
        _read(path, contract, tally)
    seconds = perf_counter() - started
    rows = tally.lines - tally.header
    told = tally.read + tally.repaired + tally.duplicate
    accounted = told + tally.set_aside + tally.blank + tally.continuation
    return Cleaning(
        by="Amparo",
        rows=rows,
        out=told,
        set_aside=tally.set_aside,
        lost=rows - accounted,
        rows_per_second=rows / seconds,
    )


def _read(path: Path, contract: Contract, tally: Tally) -> None:
    with path.open("rb") as stream:
        _, rows = read(stream, contract, "latin-1", "\t", tally)
        deque(rows, maxlen=0)


def _theirs(tables: Sequence[Path], somewhere: str) -> Cleaning | None:
    if find_spec("eoir") is None:
        return None
    os.chdir(somewhere)
    clean: Callable[[str], Any] = import_module("eoir.core.csv").CleanCsv
    started = perf_counter()
    # It prints what it trips over; standard output is for the answer.
    with redirect_stdout(sys.stderr):
        out = sum(_counted(clean(str(path)).csv_gen_pk()) for path in tables)
    seconds = perf_counter() - started
    rows = sum(_lines(path) - 1 for path in tables)
    return Cleaning(
        by="eoir 0.0.1",
        rows=rows,
        out=out,
        set_aside=0,
        lost=rows - out,
        rows_per_second=rows / seconds,
    )


def _counted(rows: Iterator[str]) -> int:
    places = deque(enumerate(rows, start=1), maxlen=1)
    return places[0][0] if places else 0


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(1 for _ in stream)


def _median(runs: Sequence[Cleaning]) -> Cleaning:
    rate = median(one.rows_per_second for one in runs)
    return msgspec.structs.replace(runs[0], rows_per_second=rate)
