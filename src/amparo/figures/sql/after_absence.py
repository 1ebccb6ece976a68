"""Missed hearings that made work, and how many days each step took, in all and by office."""

# ruff: noqa: S608  what is put into these texts is declared in this room, never sent to it

from amparo.events.desk import Contact
from amparo.figures.definition import AfterAbsence
from amparo.figures.sql.absences import (
    STEPS,
    WHOLE,
    absences,
    every_step,
    medians,
    placed,
    spans,
)
from amparo.figures.sql.pieces import literal

_NUMBERS = (
    "count(*) AS hearings",
    "count(*) FILTER (WHERE is_done) AS done",
    "count(*) FILTER (WHERE NOT is_done AND NOT is_over) AS open",
    "count(*) FILTER (WHERE is_over) AS owed_no_more",
    "any_value(median_days) AS median_days",
)


def count(counts: AfterAbsence) -> str:
    # What all who act are working for is the whole: that it is known how the absence ended.
    whole = STEPS.index(WHOLE) + 1
    return f"""\
-- The first row is the whole: missed hearings, and the days until it was known how each ended.
-- Each other row is one step. Median days are Kaplan and Meier's: what is open counts as open.
WITH {absences(counts.gap)},
{spans(every_step(), "nth, step")},
{medians("nth, step")},
lines AS (
    SELECT
        nth, step,
        {_numbers(8)}
    FROM spans
    JOIN medians USING (nth, step)
    GROUP BY nth, step
),
whole AS (
    SELECT * FROM lines WHERE nth = {whole}
),
every AS (
    SELECT
        0 AS nth,
        NULL AS step,
        (SELECT count(*) FROM absences) AS hearings,
        coalesce((SELECT done FROM whole), 0) AS done,
        coalesce((SELECT open FROM whole), 0) AS open,
        coalesce((SELECT owed_no_more FROM whole), 0) AS owed_no_more,
        (SELECT median_days FROM whole) AS median_days,
        (SELECT count(*) FROM absences WHERE answer = {literal(str(Contact.REACHED))}) AS reached,
        (
            SELECT count(*) FROM absences WHERE answer = {literal(str(Contact.CHILD_NOT_THERE))}
        ) AS child_not_there
    UNION ALL
    SELECT nth, step, hearings, done, open, owed_no_more, median_days, NULL, NULL
    FROM lines
)
SELECT
    step, hearings, done, open, owed_no_more, median_days, reached, child_not_there
FROM every
ORDER BY nth
"""


def by_office(counts: AfterAbsence) -> str:
    groups = "agency, office, step"
    steps = """\
SELECT
        agency, office, step,
        opened_on AS begins, own_on AS done, ended_on AS owed_until
    FROM absences
    JOIN placed USING (finding)"""
    return f"""\
-- One row for each office and the step that is its own.
WITH {absences(counts.gap)},
{placed()},
{spans(steps, groups)},
{medians(groups)}
SELECT
    agency, office, step,
    {_numbers(4)}
FROM spans
JOIN medians USING (agency, office, step)
GROUP BY agency, office, step
ORDER BY step DESC, agency, office
"""


def lineage(counts: AfterAbsence) -> str:
    return f"""\
-- The missed hearings behind the value, with the first day of each step.
WITH {absences(counts.gap)}
SELECT
    entity, anchor, since, opened_on, checked_on, attempted_on, answered_on, ended_on, shared_on,
    known_from
FROM absences
ORDER BY entity, since, anchor, finding
LIMIT $limit
"""


def _numbers(indent: int) -> str:
    return (",\n" + " " * indent).join(_NUMBERS)
