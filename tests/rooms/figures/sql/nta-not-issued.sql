-- nta-not-issued
-- Children transferred to HHS in whose case no Notice to Appear had been issued.
-- Its tables are the snapshot's Parquet files of the same names.
-- The first row is the whole; each other row is one fiscal year, by the day of the transfer.
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
        issued_on IS NULL OR issued_on > $on AS lacking,
        year(transferred_on + INTERVAL 3 MONTH) AS fiscal_year
    FROM known
    WHERE transferred_on BETWEEN DATE '2018-10-01' AND DATE '2023-09-30'
      AND transferred_on <= $on
)
SELECT
    fiscal_year,
    count(DISTINCT entity) FILTER (WHERE lacking) AS children,
    count(DISTINCT entity) AS cohort_children,
    count(*) AS cohort_transfers
FROM cohort
GROUP BY ROLLUP (fiscal_year)
ORDER BY fiscal_year NULLS FIRST
