-- orders-in-absentia
-- Removal orders made in the absence of children transferred to HHS.
-- Its tables are the snapshot's Parquet files of the same names.
-- The first row is the whole; each other row is one fiscal year, by the first day of the finding.
WITH known AS (
    -- What was known at the end of the knowledge day, on the basis asked for.
    SELECT *
    FROM episodes
    WHERE basis IN ('both', $basis)
      AND known_from <= $known_at
      AND (known_to IS NULL OR known_to > $known_at)
),
cohort AS (
    SELECT
        *,
        year(transferred_on + INTERVAL 3 MONTH) AS fiscal_year
    FROM known
    WHERE transferred_on BETWEEN DATE '2018-10-01' AND DATE '2023-09-30'
      AND transferred_on <= $on
),
known_findings AS (
    -- What was known at the end of the knowledge day, on the basis asked for.
    SELECT *
    FROM findings
    WHERE basis IN ('both', $basis)
      AND known_from <= $known_at
      AND (known_to IS NULL OR known_to > $known_at)
),
found AS (
    -- Closed or not: what was once found has happened.
    SELECT entity, anchor, reason, since, year(since + INTERVAL 3 MONTH) AS fiscal_year, known_from
    FROM known_findings
    WHERE gap = 'in-absentia-order'
      AND since <= $on
      AND entity IN (SELECT entity FROM cohort)
)
SELECT
    fiscal_year,
    count(*) AS orders,
    count(DISTINCT entity) AS children,
    (SELECT count(DISTINCT entity) FROM cohort) AS cohort_children
FROM found
GROUP BY ROLLUP (fiscal_year)
ORDER BY fiscal_year NULLS FIRST
