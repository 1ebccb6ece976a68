"""A table's printed total against the sum of its states, and a state's share against ours."""

# ruff: noqa: S608  what is put into these texts is declared in this room, never sent to it

from amparo.figures.definition import PrintedTotals
from amparo.figures.sql.pieces import fiscal_year, known, literal
from amparo.figures.states import states


def count(counts: PrintedTotals) -> str:
    return f"""\
-- The first row is the whole; each other row is one fiscal year.
WITH {known("totals")},
{_years(counts)}
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
"""


def lineage(counts: PrintedTotals) -> str:
    return f"""\
-- The cells of every year that was compared.
WITH {known("totals")},
{_years(counts)}
SELECT fiscal_year, cell, value, known_from, printed = of_states AS equal
FROM known
JOIN years ON fiscal_year = year(period_to)
WHERE measure = {literal(counts.measure)}
ORDER BY fiscal_year, cell
LIMIT $limit
"""


def shares_by_state(counts: PrintedTotals) -> str:
    return f"""\
-- Beside it: the share of each state in a year's releases. Ours are the releases of children in
-- this snapshot, theirs the table's; never compared as counts, because the cohorts are not of one
-- size. Only the years that both hold.
WITH {known("totals")},
{known("episodes", "known_episodes")},
state_names (name, code) AS (
    VALUES
{_state_rows()}
),
spelled (written, code) AS (
    SELECT upper(name), code FROM state_names UNION SELECT code, code FROM state_names
),
{_theirs(counts)},
{_ours()}
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
"""


def _years(counts: PrintedTotals) -> str:
    total = literal(counts.total_cell)
    return f"""years AS (
    SELECT
        -- A fiscal year is named after the year in which it ends.
        year(period_to) AS fiscal_year,
        sum(value) FILTER (WHERE cell = {total}) AS printed,
        sum(value) FILTER (WHERE cell <> {total}) AS of_states
    FROM known
    WHERE measure = {literal(counts.measure)}
      AND period_to <= $on
    GROUP BY year(period_to)
    HAVING printed IS NOT NULL AND of_states IS NOT NULL
)"""


def _theirs(counts: PrintedTotals) -> str:
    return f"""theirs AS (
    SELECT
        year(period_to) AS fiscal_year,
        coalesce(code, cell) AS state,
        value / sum(value) OVER (PARTITION BY year(period_to)) AS share
    FROM known
    LEFT JOIN spelled ON written = upper(cell)
    WHERE measure = {literal(counts.measure)}
      AND cell <> {literal(counts.total_cell)}
      AND period_to <= $on
)"""


def _ours() -> str:
    return f"""released AS (
    SELECT
        {fiscal_year("released_on")} AS fiscal_year,
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
)"""


def _state_rows() -> str:
    return ",\n".join(f"        ({literal(name)}, {literal(code)})" for name, code in states())
