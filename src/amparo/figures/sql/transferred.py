"""Transfers to HHS, their children, and the ones still lacking a step of the notice."""

# ruff: noqa: S608  what is put into these texts is declared in this room, never sent to it

from amparo.figures.definition import Step, Transferred, Unit
from amparo.figures.sql.pieces import fiscal_year, known, literal


def count(counts: Transferred) -> str:
    measured = _of_all(counts.count) if counts.lacking is None else _of_those_lacking(counts.count)
    return f"""\
-- The first row is the whole; each other row is one fiscal year, by the day of the transfer.
WITH {known("episodes")},
{_cohort(counts)}
SELECT
    fiscal_year,
    {measured}
FROM cohort
GROUP BY ROLLUP (fiscal_year)
ORDER BY fiscal_year NULLS FIRST
"""


def lineage(counts: Transferred) -> str:
    only = "" if counts.lacking is None else "\nWHERE lacking"
    return f"""\
-- The episodes behind the value; told_by is the row that told of the transfer.
WITH {known("episodes")},
{_cohort(counts)}
SELECT entity, anchor, told_by, fiscal_year, transferred_on, issued_on, served_on, known_from
FROM cohort{only}
ORDER BY entity, transferred_on, anchor
LIMIT $limit
"""


_COUNTED = {Unit.TRANSFERS: "count(*)", Unit.CHILDREN: "count(DISTINCT entity)"}


def _of_all(unit: Unit) -> str:
    units = sorted(_COUNTED, key=lambda each: each is not unit)
    return ",\n    ".join(f"{_COUNTED[each]} AS {each}" for each in units)


def _of_those_lacking(unit: Unit) -> str:
    return f"""{_COUNTED[unit]} FILTER (WHERE lacking) AS {unit},
    count(DISTINCT entity) AS cohort_children,
    count(*) AS cohort_transfers"""


def _cohort(counts: Transferred) -> str:
    begins, ends = literal(counts.between.begins), literal(counts.between.ends)
    return f"""cohort AS (
    SELECT
        *,
        {_lacking(counts.lacking)}{fiscal_year("transferred_on")} AS fiscal_year
    FROM known
    WHERE transferred_on BETWEEN {begins} AND {ends}
      AND transferred_on <= $on
)"""


def _lacking(step: Step | None) -> str:
    return f"{step} IS NULL OR {step} > $on AS lacking,\n        " if step else ""
