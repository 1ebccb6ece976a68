-- fta-share-of-notified
-- Children transferred to HHS with a Notice to Appear who have failed to appear.
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
    fiscal_year,
    count(DISTINCT entity) FILTER (WHERE issued AND failed) AS children,
    count(DISTINCT entity) FILTER (WHERE issued) AS with_notice_issued,
    children / nullif(with_notice_issued, 0) AS share_of_issued,
    count(DISTINCT entity) FILTER (WHERE served AND failed) AS served_failed,
    count(DISTINCT entity) FILTER (WHERE served) AS with_notice_served,
    served_failed / nullif(with_notice_served, 0) AS share_of_served
FROM notified
GROUP BY ROLLUP (fiscal_year)
ORDER BY fiscal_year NULLS FIRST
