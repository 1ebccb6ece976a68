-- releases-by-state-against-orr
-- Fiscal years in which ORR's printed total of releases equals the sum of its states.
-- Its tables are the snapshot's Parquet files of the same names.
-- The cells of every year that was compared.
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
SELECT fiscal_year, cell, value, known_from, printed = of_states AS equal
FROM known
JOIN years ON fiscal_year = year(period_to)
WHERE measure = 'released to sponsors'
ORDER BY fiscal_year, cell
LIMIT $limit
