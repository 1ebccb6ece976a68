"""A daily stock against its flow, over pairs of consecutive days."""

# ruff: noqa: S608  what is put into these texts is declared in this room, never sent to it

from amparo.figures.definition import Balance
from amparo.figures.sql.pieces import known, literal


def count(counts: Balance) -> str:
    return f"""\
-- The first row is the whole; each other row is one day and what it leaves unexplained.
WITH {known("totals")},
{_pairs(counts)}
SELECT
    day,
    count(*) FILTER (WHERE residual = 0) AS exact,
    count(*) AS pairs,
    count(*) FILTER (WHERE abs(residual) <= {counts.within}) AS within_{counts.within},
    avg(residual) AS mean,
    sum(residual) AS residual
FROM pairs
GROUP BY ROLLUP (day)
ORDER BY day NULLS FIRST
"""


def lineage(counts: Balance) -> str:
    return f"""\
-- The pairs of days that were compared, those that reconcile exactly first.
WITH {known("totals")},
{_pairs(counts)}
SELECT day, stock_before, came, went, stock, residual
FROM pairs
ORDER BY abs(residual), day
LIMIT $limit
"""


def _pairs(counts: Balance) -> str:
    return f"""days AS (
    SELECT
        period_to AS day,
        {_of(counts.stock)} AS stock,
        {_of(counts.came)} AS came,
        {_of(counts.went)} AS went
    FROM known
    WHERE period_from = period_to
      AND period_to <= $on
    GROUP BY period_to
),
pairs AS (
    SELECT
        today.day,
        yesterday.stock AS stock_before,
        today.came,
        today.went,
        today.stock,
        today.stock - (yesterday.stock + today.came - today.went) AS residual
    FROM days AS today
    JOIN days AS yesterday ON yesterday.day = today.day - 1
    -- A day that was not told in full explains nothing: it makes no pair.
    WHERE residual IS NOT NULL
)"""


def _of(measure: str) -> str:
    return f"max(value) FILTER (WHERE measure = {literal(measure)})"
