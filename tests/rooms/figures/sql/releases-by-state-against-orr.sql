-- releases-by-state-against-orr
-- Fiscal years in which ORR's printed total of releases equals the sum of its states.
-- Its tables are the snapshot's Parquet files of the same names.
-- The first row is the whole; each other row is one fiscal year.
WITH known AS (
    -- What was known at the end of the knowledge day, on the basis asked for.
    SELECT *
    FROM totals
    WHERE basis IN ('both', $basis)
      AND known_from <= $known_at
      AND (known_to IS NULL OR known_to > $known_at)
),
years AS (
    SELECT
        -- A fiscal year is named after the year in which it ends.
        year(period_to) AS fiscal_year,
        sum(value) FILTER (WHERE cell = 'TOTAL') AS printed,
        sum(value) FILTER (WHERE cell <> 'TOTAL') AS of_states
    FROM known
    WHERE measure = 'released to sponsors'
      AND period_to <= $on
    GROUP BY year(period_to)
    HAVING printed IS NOT NULL AND of_states IS NOT NULL
)
SELECT
    fiscal_year,
    count(*) FILTER (WHERE printed = of_states) AS equal,
    count(*) AS years,
    sum(printed) AS printed,
    sum(of_states) AS of_states,
    sum(printed - of_states) AS residual
FROM years
GROUP BY ROLLUP (fiscal_year)
ORDER BY fiscal_year NULLS FIRST
