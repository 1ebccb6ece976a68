"""What every statement is made of: what was known, fiscal years, days and words written out."""

# ruff: noqa: S608  what is put into these texts is declared in this room, never sent to it

from datetime import date


def known(table: str, name: str = "known") -> str:
    """The rows of a table as known at the end of a day, as a named part of a statement."""
    return f"""{name} AS (
    -- What was known at the end of the knowledge day, on the basis asked for.
    SELECT *
    FROM {table}
    WHERE basis IN ('both', $basis)
      AND known_from <= $known_at
      AND (known_to IS NULL OR known_to > $known_at)
)"""


def fiscal_year(day: str) -> str:
    """The fiscal year of a day: October is the first month of the next one."""
    return f"year({day} + INTERVAL 3 MONTH)"


def literal(value: object) -> str:
    """A day, a number or a text as SQL writes it."""
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"
