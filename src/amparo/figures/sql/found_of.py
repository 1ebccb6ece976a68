"""Children of the cohort of whom something has been found, and how often it was."""

# ruff: noqa: S608  what is put into these texts is declared in this room, never sent to it

from amparo.figures.definition import FoundOf, Unit
from amparo.figures.sql.cohort import found, in_years, transfers


def count(counts: FoundOf) -> str:
    return f"""\
-- The first row is the whole; each other row is one fiscal year, by the first day of the finding.
WITH {transfers(counts.between)},
{found(counts.gap)}
SELECT
    fiscal_year,
    {_measured(counts)},
    (SELECT count(DISTINCT entity) FROM cohort) AS cohort_children
FROM found
GROUP BY ROLLUP (fiscal_year)
ORDER BY fiscal_year NULLS FIRST
"""


def lineage(counts: FoundOf) -> str:
    return f"""\
-- The findings behind the value; the anchor is the record that the finding hangs on.
WITH {transfers(counts.between)},
{found(counts.gap)}
SELECT entity, anchor, reason, fiscal_year, since, known_from
FROM found
ORDER BY entity, since, anchor, reason
LIMIT $limit
"""


def _measured(counts: FoundOf) -> str:
    counted = {Unit.CHILDREN: "count(DISTINCT entity)", counts.finding: "count(*)"}
    units = sorted(counted, key=lambda each: each is not counts.count)
    columns = [f"{counted[each]} AS {each}" for each in units]
    if counts.count is Unit.CHILDREN:
        columns.append(_in_audited_years(counts))
    return ",\n    ".join(columns)


def _in_audited_years(counts: FoundOf) -> str:
    return f"""count(DISTINCT entity) FILTER (
        WHERE {in_years("since", counts.between)}
    ) AS in_audited_years"""
