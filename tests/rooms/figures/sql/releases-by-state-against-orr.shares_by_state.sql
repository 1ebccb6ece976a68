-- releases-by-state-against-orr
-- Fiscal years in which ORR's printed total of releases equals the sum of its states.
-- Its tables are the snapshot's Parquet files of the same names.
-- Beside it: the share of each state in a year's releases. Ours are the releases of children in
-- this snapshot, theirs the table's; never compared as counts, because the cohorts are not of one
-- size. Only the years that both hold.
WITH known AS (
    -- What was known at the end of the knowledge day, on the basis asked for.
    SELECT *
    FROM totals
    WHERE basis IN ('both', $basis)
      AND known_from <= $known_at
      AND (known_to IS NULL OR known_to > $known_at)
),
known_episodes AS (
    -- What was known at the end of the knowledge day, on the basis asked for.
    SELECT *
    FROM episodes
    WHERE basis IN ('both', $basis)
      AND known_from <= $known_at
      AND (known_to IS NULL OR known_to > $known_at)
),
state_names (name, code) AS (
    VALUES
        ('Alabama', 'AL'),
        ('Alaska', 'AK'),
        ('Arizona', 'AZ'),
        ('Arkansas', 'AR'),
        ('California', 'CA'),
        ('Colorado', 'CO'),
        ('Connecticut', 'CT'),
        ('Delaware', 'DE'),
        ('District of Columbia', 'DC'),
        ('Florida', 'FL'),
        ('Georgia', 'GA'),
        ('Hawaii', 'HI'),
        ('Idaho', 'ID'),
        ('Illinois', 'IL'),
        ('Indiana', 'IN'),
        ('Iowa', 'IA'),
        ('Kansas', 'KS'),
        ('Kentucky', 'KY'),
        ('Louisiana', 'LA'),
        ('Maine', 'ME'),
        ('Maryland', 'MD'),
        ('Massachusetts', 'MA'),
        ('Michigan', 'MI'),
        ('Minnesota', 'MN'),
        ('Mississippi', 'MS'),
        ('Missouri', 'MO'),
        ('Montana', 'MT'),
        ('Nebraska', 'NE'),
        ('Nevada', 'NV'),
        ('New Hampshire', 'NH'),
        ('New Jersey', 'NJ'),
        ('New Mexico', 'NM'),
        ('New York', 'NY'),
        ('North Carolina', 'NC'),
        ('North Dakota', 'ND'),
        ('Ohio', 'OH'),
        ('Oklahoma', 'OK'),
        ('Oregon', 'OR'),
        ('Pennsylvania', 'PA'),
        ('Rhode Island', 'RI'),
        ('South Carolina', 'SC'),
        ('South Dakota', 'SD'),
        ('Tennessee', 'TN'),
        ('Texas', 'TX'),
        ('Utah', 'UT'),
        ('Vermont', 'VT'),
        ('Virginia', 'VA'),
        ('Washington', 'WA'),
        ('West Virginia', 'WV'),
        ('Wisconsin', 'WI'),
        ('Wyoming', 'WY'),
        ('American Samoa', 'AS'),
        ('Guam', 'GU'),
        ('Northern Mariana Islands', 'MP'),
        ('Puerto Rico', 'PR'),
        ('Virgin Islands', 'VI')
),
spelled (written, code) AS (
    SELECT upper(name), code FROM state_names UNION SELECT code, code FROM state_names
),
theirs AS (
    SELECT
        year(period_to) AS fiscal_year,
        coalesce(code, cell) AS state,
        value / sum(value) OVER (PARTITION BY year(period_to)) AS share
    FROM known
    LEFT JOIN spelled ON written = upper(cell)
    WHERE measure = 'released to sponsors'
      AND cell <> 'TOTAL'
      AND period_to <= $on
),
released AS (
    SELECT
        year(released_on + INTERVAL 3 MONTH) AS fiscal_year,
        coalesce(code, state, 'not told') AS state
    FROM known_episodes
    LEFT JOIN spelled ON written = upper(state)
    WHERE released_on <= $on
),
ours AS (
    SELECT
        fiscal_year,
        state,
        count(*) / sum(count(*)) OVER (PARTITION BY fiscal_year) AS share
    FROM released
    GROUP BY fiscal_year, state
)
SELECT
    fiscal_year,
    state,
    coalesce(ours.share, 0) AS our_share,
    coalesce(theirs.share, 0) AS their_share,
    our_share - their_share AS difference
FROM ours
FULL JOIN theirs USING (fiscal_year, state)
WHERE fiscal_year IN (SELECT fiscal_year FROM ours)
  AND fiscal_year IN (SELECT fiscal_year FROM theirs)
ORDER BY fiscal_year, state
