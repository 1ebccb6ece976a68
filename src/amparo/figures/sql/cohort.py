"""The children transferred to HHS in some fiscal years, and what has been found of them."""

# ruff: noqa: S608  what is put into these texts is declared in this room, never sent to it

from amparo.figures.definition import FiscalYears
from amparo.figures.sql.pieces import fiscal_year, known, literal


def in_years(day: str, years: FiscalYears) -> str:
    """That a day lies in some fiscal years."""
    return f"{day} BETWEEN {literal(years.begins)} AND {literal(years.ends)}"


def transfers(years: FiscalYears, *columns: str) -> str:
    """The cohort's transfers up to the day asked about, with more columns of the reader's own."""
    more = "".join(f"{column},\n        " for column in columns)
    return f"""\
{known("episodes")},
cohort AS (
    SELECT
        *,
        {more}{fiscal_year("transferred_on")} AS fiscal_year
    FROM known
    WHERE {in_years("transferred_on", years)}
      AND transferred_on <= $on
)"""


def found(gap: str) -> str:
    """What has been found of the cohort's children by one gap, up to the day asked about."""
    return f"""\
{known("findings", "known_findings")},
found AS (
    -- Closed or not: what was once found has happened.
    SELECT entity, anchor, reason, since, {fiscal_year("since")} AS fiscal_year, known_from
    FROM known_findings
    WHERE gap = {literal(gap)}
      AND since <= $on
      AND entity IN (SELECT entity FROM cohort)
)"""
