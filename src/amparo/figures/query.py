"""Turns any figure into SQL that an auditor can read and run again (DuckDB's dialect)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import msgspec

from amparo.figures.definition import Balance, PrintedTotals, Transferred
from amparo.figures.figure import Figure
from amparo.figures.sql import balance, printed_totals, transferred
from amparo.figures.sql.pieces import literal


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
    columns that speak of one of them (all, where it is empty).
    """

    sql: str
    parameters: dict[str, Any]
    value: str = ""
    parts: str = ""
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
    match figure.counts:
        case Transferred() as counts:
            sql = transferred.count(counts)
            return _query(figure, sql, asked, value=str(counts.count), parts="by_year")
        case Balance() as counts:
            sql = balance.count(counts)
            part = ("day", "residual")
            return _query(figure, sql, asked, value="exact", parts="residuals", part=part)
        case PrintedTotals() as counts:
            sql = printed_totals.count(counts)
            shares = _query(figure, printed_totals.shares_by_state(counts), asked)
            return _query(
                figure,
                sql,
                asked,
                value="equal",
                parts="residuals",
                part=("fiscal_year", "printed", "of_states", "residual"),
                beside={"shares_by_state": shares},
            )


def lineage(
    figure: Figure, on: date, known_at: date, limit: int, basis: Basis = Basis.LEARNED
) -> Query:
    """The statement that gives the rows behind a figure's value, the first ``limit`` of them."""
    asked = {"on": on, "known_at": known_at, "basis": str(basis), "limit": limit}
    match figure.counts:
        case Transferred() as counts:
            return _query(figure, transferred.lineage(counts), asked)
        case Balance() as counts:
            return _query(figure, balance.lineage(counts), asked)
        case PrintedTotals() as counts:
            return _query(figure, printed_totals.lineage(counts), asked)


def _query(figure: Figure, sql: str, asked: Mapping[str, Any], **more: Any) -> Query:
    titled = f"""\
-- {figure.name}
-- {figure.says}.
-- Its tables are the snapshot's Parquet files of the same names.
{sql}"""
    # DuckDB refuses a parameter that the statement does not name.
    named = {name: given for name, given in asked.items() if f"${name}" in titled}
    return Query(sql=titled, parameters=named, **more)
