-- days-after-absence
-- Missed hearings, and the days until each step that is owed after one.
-- Its tables are the snapshot's Parquet files of the same names.
-- One row for each office and the step that is its own.
WITH known AS (
    -- What was known at the end of the knowledge day, on the basis asked for.
    SELECT *
    FROM findings
    WHERE basis IN ('both', $basis)
      AND known_from <= $known_at
      AND (known_to IS NULL OR known_to > $known_at)
),
heard AS (
    -- All that was known of missed hearings up to the knowledge day, also what is known no more.
    SELECT *
    FROM findings
    WHERE basis IN ('both', $basis)
      AND gap = 'failed-to-appear'
      AND known_from <= $known_at
),
hearings AS (
    -- Duties open when it is known and not over; how it ended is known from the later of two days.
    SELECT
        known.finding, known.entity, known.anchor, known.since, known.known_from,
        min(greatest(heard.known_from, heard.since)) AS known_on,
        min(greatest(heard.known_from, heard.since)) FILTER (
            WHERE heard.until IS NULL OR heard.until > heard.known_from
        ) AS open_on,
        min(greatest(heard.known_from, heard.until)) FILTER (
            WHERE heard.until = known.until
        ) AS ends_on
    FROM known
    JOIN heard ON heard.finding = known.finding
    WHERE known.gap = 'failed-to-appear'
      AND known.since <= $on
    GROUP BY ALL
),
known_deeds AS (
    -- What was known at the end of the knowledge day, on the basis asked for.
    SELECT *
    FROM deeds
    WHERE basis IN ('both', $basis)
      AND known_from <= $known_at
      AND (known_to IS NULL OR known_to > $known_at)
),
by_then AS (
    SELECT *, coalesce(outcome IN ('reached', 'child not there'), false) AS is_answer
    FROM known_deeds
    WHERE done_on <= $on
),
taken AS (
    SELECT
        finding,
        min(done_on) FILTER (WHERE what = 'notice checked') AS checked_on,
        min(done_on) FILTER (WHERE what = 'contact attempted') AS attempted_on,
        min(done_on) FILTER (WHERE is_answer) AS answered_on,
        arg_min(outcome, done_on) FILTER (WHERE is_answer) AS answer,
        -- Told to all: as many desks were told that it is over as had been told that it is there.
        count(DISTINCT owner) FILTER (WHERE what = 'duty.opened') AS told_open,
        count(DISTINCT owner) FILTER (WHERE what = 'duty.closed') AS told_closed,
        max(done_on) FILTER (WHERE what = 'duty.closed') AS told_on
    FROM by_then
    WHERE what <> 'lies at'  -- where a duty lies is nobody's deed
    GROUP BY finding
),
opening AS (
    -- What was over before anyone knew of it was nobody's work, unless somebody did some that day.
    SELECT
        hearings.* EXCLUDE (known_on, open_on),
        coalesce(open_on, CASE WHEN taken.finding IS NOT NULL THEN known_on END) AS opens_on,
        taken.* EXCLUDE (finding)
    FROM hearings
    LEFT JOIN taken USING (finding)
),
absences AS (
    SELECT
        finding, entity, anchor, since, known_from,
        CASE WHEN opens_on <= $on THEN opens_on END AS opened_on,
        CASE WHEN ends_on <= $on THEN ends_on END AS ended_on,
        checked_on, attempted_on, answered_on, answer,
        CASE WHEN told_closed > 0 AND told_closed >= told_open THEN told_on END AS shared_on
    FROM opening
    WHERE opens_on IS NOT NULL
),
lying AS (
    -- Where each duty lay on the day asked about.
    SELECT finding, owner, agency, office
    FROM by_then
    WHERE what = 'lies at'
    QUALIFY row_number() OVER (PARTITION BY finding, owner ORDER BY done_on DESC, office) = 1
),
placed AS (
    SELECT
        lying.finding, lying.agency, lying.office, 'notice checked' AS step,
        min(told.done_on) AS own_on
    FROM lying
    LEFT JOIN by_then AS told
      ON told.finding = lying.finding AND told.owner = lying.owner AND told.what = 'notice checked'
    WHERE lying.owner IN ('juvenile-coordinator', 'opla-attorney', 'court-staff')
    GROUP BY ALL
    UNION ALL
    -- Whoever it was that asked after the child: it counts for the office that owes it.
    SELECT finding, agency, office, 'contact attempted' AS step, attempted_on AS own_on
    FROM lying
    LEFT JOIN taken USING (finding)
    WHERE owner = 'field-specialist'
),
steps AS (
    SELECT
        agency, office, step,
        opened_on AS begins, own_on AS done, ended_on AS owed_until
    FROM absences
    JOIN placed USING (finding)
),
spans AS (
    -- What is not done has lasted until the day asked about, or until it was owed no more.
    SELECT
        agency, office, step,
        done IS NOT NULL AND (owed_until IS NULL OR done <= owed_until) AS is_done,
        NOT is_done AND owed_until IS NOT NULL AS is_over,
        CASE WHEN is_done THEN done ELSE coalesce(owed_until, $on) END AS stops,
        greatest(date_diff('day', begins, stops), 0) AS days
    FROM steps
    WHERE begins IS NOT NULL
),
waiting AS (
    SELECT
        agency, office, step,
        days,
        count(*) FILTER (WHERE is_done) AS done_then,
        sum(count(*)) OVER (PARTITION BY agency, office, step ORDER BY days DESC) AS waited
    FROM spans
    GROUP BY agency, office, step, days
),
left_over AS (
    SELECT
        agency, office, step,
        days,
        waited,
        product(1 - done_then / waited) OVER (
            PARTITION BY agency, office, step ORDER BY days
        ) AS share
    FROM waiting
),
medians AS (
    -- Null: more than half had not been done within the days that anybody waited, or too few
    -- waited until then: on later days there are never more.
    SELECT
        agency, office, step,
        min(days) FILTER (WHERE share < 0.5 + 1e-9 AND waited >= 10) AS median_days
    FROM left_over
    GROUP BY agency, office, step
)
SELECT
    agency, office, step,
    count(*) AS hearings,
    count(*) FILTER (WHERE is_done) AS done,
    count(*) FILTER (WHERE NOT is_done AND NOT is_over) AS open,
    count(*) FILTER (WHERE is_over) AS owed_no_more,
    any_value(median_days) AS median_days
FROM spans
JOIN medians USING (agency, office, step)
GROUP BY agency, office, step
ORDER BY step DESC, agency, office
