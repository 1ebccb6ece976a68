-- hhs-stock-against-flow
-- Pairs of consecutive days whose published counts of children in HHS care reconcile.
-- Its tables are the snapshot's Parquet files of the same names.
-- The first row is the whole; each other row is one day and what it leaves unexplained.
WITH known AS (
    -- What was known at the end of the knowledge day, on the basis asked for.
    SELECT *
    FROM totals
    WHERE basis IN ('both', $basis)
      AND known_from <= $known_at
      AND (known_to IS NULL OR known_to > $known_at)
),
days AS (
    SELECT
        period_to AS day,
        max(value) FILTER (WHERE measure = 'in HHS care') AS stock,
        max(value) FILTER (WHERE measure = 'transferred out of CBP custody') AS came,
        max(value) FILTER (WHERE measure = 'discharged from HHS care') AS went
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
)
SELECT
    day,
    count(*) FILTER (WHERE residual = 0) AS exact,
    count(*) AS pairs,
    count(*) FILTER (WHERE abs(residual) <= 20) AS within_20,
    avg(residual) AS mean,
    sum(residual) AS residual
FROM pairs
GROUP BY ROLLUP (day)
ORDER BY day NULLS FIRST
