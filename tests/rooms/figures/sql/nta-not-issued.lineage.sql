-- nta-not-issued
-- Children transferred to HHS in whose case no Notice to Appear had been issued.
-- Its tables are the snapshot's Parquet files of the same names.
-- The episodes behind the value; told_by is the row that told of the transfer.
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
SELECT entity, anchor, told_by, fiscal_year, transferred_on, issued_on, served_on, known_from
FROM cohort
WHERE lacking
ORDER BY entity, transferred_on, anchor
LIMIT $limit
