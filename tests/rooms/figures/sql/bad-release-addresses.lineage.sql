-- bad-release-addresses
-- Children transferred to HHS whose address of record at ICE is blank, undeliverable or lacks a
-- unit.
-- Its tables are the snapshot's Parquet files of the same names.
-- The addresses behind the value; told_by is the row that told of the address. None is shown.
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
known_addresses AS (
    -- What was known at the end of the knowledge day, on the basis asked for.
    SELECT *
    FROM addresses
    WHERE basis IN ('both', $basis)
      AND known_from <= $known_at
      AND (known_to IS NULL OR known_to > $known_at)
),
of_record AS (
    -- Of each child the address told last by the day asked about.
    SELECT DISTINCT ON (entity) *
    FROM known_addresses
    WHERE told_on <= $on
      AND entity IN (SELECT entity FROM cohort)
    ORDER BY entity, told_on DESC, nth DESC
),
classed AS (
    -- Mail that came back proves more than the text can tell.
    SELECT
        *,
        coalesce(returned_on <= $on, false) AS came_back,
        CASE WHEN came_back AND status <> 'blank' THEN 'undeliverable' ELSE status END AS class,
        came_back OR status = 'blank' AS confirmed
    FROM of_record
)
SELECT entity, anchor, told_by, class, confirmed, told_on, returned_on, known_from
FROM classed
WHERE class <> 'usable'
ORDER BY entity, anchor
LIMIT $limit
