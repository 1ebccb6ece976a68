"""Turns any figure into SQL that an auditor can read and run again (DuckDB's dialect)."""

import textwrap
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import msgspec

from amparo.figures.definition import (
    AddedUp,
    AfterAbsence,
    BadAddresses,
    Balance,
    CasesDecided,
    Definition,
    FoundOf,
    OfficesAsking,
    PrintedTotals,
    ShareOfNotified,
    Transferred,
    Unit,
)
from amparo.figures.figure import Figure
from amparo.figures.sql import (
    after_absence,
    bad_addresses,
    balance,
    cases_decided,
    found_of,
    notified,
    offices_asking,
    printed_totals,
    transferred,
)
from amparo.figures.sql.pieces import literal

_Writer = Callable[[Any], str]
"""What writes the statement of one kind of definition."""


class Basis(StrEnum):
    """By which time something counts as known: when we learned it, or when it was sealed.

    The two differ by what was backfilled, and by nothing else.
    """

    LEARNED = "learned"
    SEALED = "sealed"


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """A statement and its named parameters, and the statements whose rows stand beside it.

    Where it counts a figure, its first row is the whole and each other row one of its parts;
    ``value`` names the column that holds the number, ``parts`` what the parts are, ``part`` the
    columns that speak of one of them (all, where it is empty). Its first ``named`` columns name a
    part; parts that differ in ``apart`` are parts of different wholes.
    """

    sql: str
    parameters: dict[str, Any]
    value: str = ""
    parts: str = ""
    named: int = 1
    apart: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    beside: "dict[str, Query]" = {}

    @property
    def filled_in(self) -> str:
        """The statement, and those beside it, with every parameter written out."""
        text = self.sql
        for name, given in self.parameters.items():
            text = text.replace(f"${name}", literal(given))
        texts = [text, *(query.filled_in for query in self.beside.values())]
        return "\n;\n\n".join(text.rstrip() for text in texts)


def query(figure: Figure, on: date, known_at: date, basis: Basis = Basis.LEARNED) -> Query:
    """The statement that counts a figure as true on one day and as known at another."""
    asked = {"on": on, "known_at": known_at, "basis": str(basis)}
    write, _ = _STATEMENTS[type(figure.counts)]
    shape = _shape(figure.counts)
    if (beside := _BESIDE.get(type(figure.counts))) is not None:
        name, write_beside, of_rows = beside
        rows = _query(figure, write_beside(figure.counts), asked, of_rows)
        shape = msgspec.structs.replace(shape, beside={name: rows})
    return _query(figure, write(figure.counts), asked, shape)


def lineage(
    figure: Figure, on: date, known_at: date, limit: int, basis: Basis = Basis.LEARNED
) -> Query:
    """The statement that gives the rows behind a figure's value, the first ``limit`` of them."""
    asked = {"on": on, "known_at": known_at, "basis": str(basis), "limit": limit}
    _, write = _STATEMENTS[type(figure.counts)]
    return _query(figure, write(figure.counts), asked)


class _Shape(msgspec.Struct, frozen=True, kw_only=True):
    """Which columns of a statement hold the value and its parts; as in ``Query``."""

    value: str = "children"
    parts: str = "by_year"
    named: int = 1
    apart: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    beside: dict[str, Query] = {}


def _shape(counts: Definition) -> _Shape:
    shape = _Shape()
    match counts:
        case Transferred():
            shape = _Shape(value=str(counts.count))
        case FoundOf():
            part = ("fiscal_year", str(Unit.CHILDREN), str(counts.finding))
            shape = _Shape(value=str(counts.count), part=part)
        case BadAddresses():
            shape = _Shape(parts="by_class", part=("class", "children", "confirmed", "inferred"))
        case CasesDecided():
            shape = _Shape(value=str(Unit.CASES))
        case AfterAbsence():
            of_step = ("step", "hearings", "done", "open", "owed_no_more", "median_days")
            shape = _Shape(value=str(Unit.HEARINGS), parts="by_step", apart=("step",), part=of_step)
        case OfficesAsking():
            of_office = ("agency", "office", str(Unit.HEARINGS), "attempted")
            shape = _Shape(value=str(Unit.OFFICES), parts="by_office", named=2, part=of_office)
        case Balance():
            shape = _Shape(value="exact", parts="residuals", part=("day", "residual"))
        case PrintedTotals():
            of_year = ("fiscal_year", "printed", "of_states", "residual")
            shape = _Shape(value="equal", parts="residuals", part=of_year)
    return shape


_STATEMENTS: Mapping[type[Definition], tuple[_Writer, _Writer]] = {
    Transferred: (transferred.count, transferred.lineage),
    FoundOf: (found_of.count, found_of.lineage),
    ShareOfNotified: (notified.share, notified.share_lineage),
    AddedUp: (notified.added_up, notified.added_up_lineage),
    AfterAbsence: (after_absence.count, after_absence.lineage),
    OfficesAsking: (offices_asking.count, offices_asking.lineage),
    BadAddresses: (bad_addresses.count, bad_addresses.lineage),
    CasesDecided: (cases_decided.count, cases_decided.lineage),
    Balance: (balance.count, balance.lineage),
    PrintedTotals: (printed_totals.count, printed_totals.lineage),
}
"""For each kind of definition: who writes the statement that counts it, and the rows behind it."""

_BESIDE: Mapping[type[Definition], tuple[str, _Writer, _Shape]] = {
    AfterAbsence: ("by_office", after_absence.by_office, _Shape(named=3, apart=("step",))),
    PrintedTotals: ("shares_by_state", printed_totals.shares_by_state, _Shape(named=2)),
}
"""What stands beside the parts of some kinds, who writes its statement, and how its rows read."""


def _query(
    figure: Figure, sql: str, asked: Mapping[str, Any], shape: _Shape | None = None
) -> Query:
    titled = f"""\
-- {figure.name}
{_comment(figure.says)}
-- Its tables are the snapshot's Parquet files of the same names.
{sql}"""
    # DuckDB refuses a parameter that the statement does not name.
    named = {name: given for name, given in asked.items() if f"${name}" in titled}
    return Query(sql=titled, parameters=named, **(msgspec.structs.asdict(shape) if shape else {}))


def _comment(sentence: str) -> str:
    return textwrap.fill(f"{sentence}.", 100, initial_indent="-- ", subsequent_indent="-- ")
