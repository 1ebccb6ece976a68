-- dismissed-not-filed
-- Court cases, of all respondents, completed because DHS had not filed the Notice to Appear in
-- time.
-- Its tables are the snapshot's Parquet files of the same names.
-- The first row is the whole; each other row is one fiscal year, by the day of completion.
WITH known AS (
    -- What was known at the end of the knowledge day, on the basis asked for.
    SELECT *
    FROM proceedings
    WHERE basis IN ('both', $basis)
      AND known_from <= $known_at
      AND (known_to IS NULL OR known_to > $known_at)
),
decided AS (
    SELECT *, year(completed_on + INTERVAL 3 MONTH) AS fiscal_year
    FROM known
    WHERE decision = 'F'
      AND completed_on BETWEEN DATE '2021-01-01' AND DATE '2024-02-29'
      AND completed_on <= $on
)
SELECT
    fiscal_year,
    count(DISTINCT court_case) AS cases,
    count(*) AS proceedings
FROM decided
GROUP BY ROLLUP (fiscal_year)
ORDER BY fiscal_year NULLS FIRST
