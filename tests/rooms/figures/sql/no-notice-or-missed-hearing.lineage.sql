-- no-notice-or-missed-hearing
-- Children transferred to HHS with no Notice to Appear issued, or who failed to appear.
-- Its tables are the snapshot's Parquet files of the same names.
-- The transfers of the children behind the value, and what each child is counted for.
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
    WHERE gap = 'failed-to-appear'
      AND since <= $on
      AND entity IN (SELECT entity FROM cohort)
),
notified AS (
    -- A child has a notice where one of its transfers does, and lacks one where one of them does.
    SELECT
        *,
        coalesce(bool_or(issued_on <= $on) OVER child, false) AS issued,
        coalesce(bool_or(served_on <= $on) OVER child, false) AS served,
        bool_or(issued_on IS NULL OR issued_on > $on) OVER child AS lacking,
        entity IN (SELECT entity FROM found) AS failed
    FROM cohort
    WINDOW child AS (PARTITION BY entity)
)
SELECT
    entity, anchor, told_by, fiscal_year, transferred_on,
    issued, served, lacking, failed, known_from
FROM notified
WHERE lacking OR failed
ORDER BY entity, transferred_on, anchor
LIMIT $limit
