-- offices-asking
-- Offices with a missed hearing that tried to ask whether the child is well.
-- Its tables are the snapshot's Parquet files of the same names.
-- The missed hearings behind the value: the ones of which some office tried to ask.
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
at_offices AS (
    SELECT absences.*, agency, office, own_on
    FROM absences
    JOIN placed USING (finding)
    WHERE step = 'contact attempted'
      AND opened_on IS NOT NULL
)
SELECT entity, anchor, since, agency, office, own_on AS attempted_on, known_from
FROM at_offices
WHERE own_on IS NOT NULL
ORDER BY entity, since, anchor, agency, office
LIMIT $limit
