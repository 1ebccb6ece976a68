-- dismissed-not-filed
-- Court cases, of all respondents, completed because DHS had not filed the Notice to Appear in
-- time.
-- Its tables are the snapshot's Parquet files of the same names.
-- The proceedings behind the value, by the case's number inside the snapshot.
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
SELECT court_case, nth, told_by, fiscal_year, opened_on, completed_on, decision, known_from
FROM decided
ORDER BY court_case, nth
LIMIT $limit
