-- bad-release-addresses
-- Children transferred to HHS whose address of record at ICE is blank, undeliverable or lacks a
-- unit.
-- Its tables are the snapshot's Parquet files of the same names.
-- The first row is the whole; each other row is one reason why an address cannot be used.
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
SELECT
    class,
    count(*) AS children,
    count(*) FILTER (WHERE confirmed) AS confirmed,
    count(*) FILTER (WHERE NOT confirmed) AS inferred,
    count(*) FILTER (WHERE class = 'blank') AS blank,
    count(*) FILTER (WHERE class = 'undeliverable') AS undeliverable,
    count(*) FILTER (WHERE class = 'incomplete') AS incomplete,
    (
        SELECT count(DISTINCT entity)
        FROM cohort
        WHERE entity NOT IN (SELECT entity FROM classed)
    ) AS not_told,
    (SELECT count(DISTINCT entity) FROM cohort) AS cohort_children
FROM classed
WHERE class <> 'usable'
GROUP BY ROLLUP (class)
ORDER BY class NULLS FIRST
