"""The public tables in tests/data, read with their contracts, and a snapshot's totals from them."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa  # type: ignore[import-untyped]

from amparo.events import TotalTold
from amparo.feeds.contract import Contract, Row
from amparo.feeds.read import Header, Tally, read
from amparo.snapshots import SCHEMAS

DATA = Path(__file__).parents[2] / "data"


class Published(NamedTuple):
    file: str
    rows: int


TABLES = {
    "hhs-daily": Published("hhs_daily_uc_to_2024_06_raw.csv", 357),
    "orr-releases-by-state": Published("orr_releases_by_state_fy15_fy20.csv", 324),
    "cbp-encounters": Published("cbp_encounters_minors_by_state_fy20_fy22.csv", 3_808),
}


def read_table(contract: Contract) -> tuple[Header, list[Row], Tally]:
    tally = Tally()
    file = io.BytesIO((DATA / TABLES[contract.feed].file).read_bytes())
    header, found = read(file, contract, "utf-8", ",", tally)
    return header, [each for each in found if isinstance(each, Row)], tally


def totals_told(contract: Contract) -> list[TotalTold]:
    return [total for each in read_table(contract)[1] for total in totals(contract, each)]


def totals(contract: Contract, row: Row) -> list[TotalTold]:
    """The totals that a row tells; it tells nothing else."""
    told = [event for event in contract.tell(row, _NoKey()).events if isinstance(event, TotalTold)]
    assert len(told) == len(contract.tell(row, _NoKey()).events)
    return told


class _NoKey:
    """A public table names nobody, so nothing of it is ever sealed."""

    def token(self, text: str) -> bytes:
        raise AssertionError(text)

    def seal(self, fields: Mapping[str, str]) -> bytes:
        raise AssertionError(fields)


def row(contract: Contract, **cells: str) -> Row:
    """One row as the contract's reader reads it, from its cells by column."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(contract.column_names)
    writer.writerow([cells.get(name, "") for name in contract.column_names])
    _, found = read(io.BytesIO(text.getvalue().encode()), contract, "utf-8", ",", Tally())
    [only] = found
    assert isinstance(only, Row), only
    return only


def totals_table(told: list[TotalTold], known_from: date) -> Any:
    rows = [
        {
            "measure": each.measure,
            "period_from": each.period_from,
            "period_to": each.period_to,
            "cell": each.cell,
            "value": each.value,
            "known_from": known_from,
            "known_to": None,
            "basis": "both",
        }
        for each in told
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMAS["totals"])
