"""Court cases, of all respondents, that were completed by one decision."""

# ruff: noqa: S608  what is put into these texts is declared in this room, never sent to it

from amparo.figures.definition import CasesDecided
from amparo.figures.sql.pieces import fiscal_year, known, literal


def count(counts: CasesDecided) -> str:
    return f"""\
-- The first row is the whole; each other row is one fiscal year, by the day of completion.
WITH {_decided(counts)}
SELECT
    fiscal_year,
    count(DISTINCT court_case) AS cases,
    count(*) AS proceedings
FROM decided
GROUP BY ROLLUP (fiscal_year)
ORDER BY fiscal_year NULLS FIRST
"""


def lineage(counts: CasesDecided) -> str:
    return f"""\
-- The proceedings behind the value, by the case's number inside the snapshot.
WITH {_decided(counts)}
SELECT court_case, nth, told_by, fiscal_year, opened_on, completed_on, decision, known_from
FROM decided
ORDER BY court_case, nth
LIMIT $limit
"""


def _decided(counts: CasesDecided) -> str:
    return f"""\
{known("proceedings")},
decided AS (
    SELECT *, {fiscal_year("completed_on")} AS fiscal_year
    FROM known
    WHERE decision = {literal(counts.decision)}
      AND completed_on BETWEEN {literal(counts.first)} AND {literal(counts.last)}
      AND completed_on <= $on
)"""
