"""Missed hearings over time: when their duties opened, when each step was taken, who took it."""

# ruff: noqa: S608  what is put into these texts is declared in this room, never sent to it

from typing import NamedTuple

from amparo.events import ContactAttempted, NoticeChecked
from amparo.events.desk import Contact
from amparo.figures.sql.pieces import known, literal
from amparo.words.agencies import Role


class Step(NamedTuple):
    """One step that is owed after a missed hearing.

    Its days run from ``begins`` to ``done``; ``owed_until`` is the day from which it is owed no
    more, where there is one. Each names a column of ``absences``.
    """

    name: str
    begins: str
    done: str
    owed_until: str | None = None


_ENDED = "ended_on"
CHECKED = Step("notice checked", "opened_on", "checked_on", _ENDED)
ASKED = Step("contact attempted", "opened_on", "attempted_on", _ENDED)
WHOLE = Step("outcome known", "opened_on", _ENDED)

STEPS = (
    Step("duties opened", "since", "opened_on"),
    CHECKED,
    ASKED,
    Step("reached or not there", "opened_on", "answered_on", _ENDED),
    WHOLE,
    Step("told to all", "ended_on", "shared_on"),
)
"""The steps in their order. After the first, each runs from the day the duties opened, and not from
the step before: to check a notice and to ask after a child are two people's work at one time."""

CONTACT = str(ContactAttempted.__struct_config__.tag)
CHECK = str(NoticeChecked.__struct_config__.tag)
FEWEST_AT_RISK = 10
"""How many must still wait on the day of a median for it to be told. One more that is done then
moves the share still waiting, about a half, by at most five in a hundred: product choice, by the
measure of *Data maturity and follow-up in time-to-event analyses*, Int. J. Epidemiology 2018."""

LIES_AT = "lies at"
"""What a deed is called that says at which office the work of a duty lies from a day on."""

_CHECKING = (Role.JUVENILE_COORDINATOR, Role.OPLA_ATTORNEY, Role.COURT_STAFF)
_ASKING = Role.FIELD_SPECIALIST
OFFICE_ROLES = frozenset({*_CHECKING, _ASKING})
"""The roles whose offices have a step of their own. A provider's attempt counts for the office of
the one who owes it: whoever asks after the child, the child was asked after."""

_ANSWERS = (Contact.REACHED, Contact.CHILD_NOT_THERE)
_TOLD_OPEN, _TOLD_CLOSED = "duty.opened", "duty.closed"


def absences(gap: str) -> str:
    """Each missed hearing that is known, with the first day of each of its steps."""
    answers = ", ".join(literal(str(one)) for one in _ANSWERS)
    return f"""\
{known("findings")},
heard AS (
    -- All that was known of missed hearings up to the knowledge day, also what is known no more.
    SELECT *
    FROM findings
    WHERE basis IN ('both', $basis)
      AND gap = {literal(gap)}
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
    WHERE known.gap = {literal(gap)}
      AND known.since <= $on
    GROUP BY ALL
),
{known("deeds", "known_deeds")},
by_then AS (
    SELECT *, coalesce(outcome IN ({answers}), false) AS is_answer
    FROM known_deeds
    WHERE done_on <= $on
),
taken AS (
    SELECT
        finding,
        min(done_on) FILTER (WHERE what = {literal(CHECK)}) AS checked_on,
        min(done_on) FILTER (WHERE what = {literal(CONTACT)}) AS attempted_on,
        min(done_on) FILTER (WHERE is_answer) AS answered_on,
        arg_min(outcome, done_on) FILTER (WHERE is_answer) AS answer,
        -- Told to all: as many desks were told that it is over as had been told that it is there.
        count(DISTINCT owner) FILTER (WHERE what = {literal(_TOLD_OPEN)}) AS told_open,
        count(DISTINCT owner) FILTER (WHERE what = {literal(_TOLD_CLOSED)}) AS told_closed,
        max(done_on) FILTER (WHERE what = {literal(_TOLD_CLOSED)}) AS told_on
    FROM by_then
    WHERE what <> {literal(LIES_AT)}  -- where a duty lies is nobody's deed
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
)"""


def placed() -> str:
    """Each missed hearing at each office that owes a step after it, and when the step was taken."""
    checking = ", ".join(literal(str(role)) for role in _CHECKING)
    return f"""\
lying AS (
    -- Where each duty lay on the day asked about.
    SELECT finding, owner, agency, office
    FROM by_then
    WHERE what = {literal(LIES_AT)}
    QUALIFY row_number() OVER (PARTITION BY finding, owner ORDER BY done_on DESC, office) = 1
),
placed AS (
    SELECT
        lying.finding, lying.agency, lying.office, {literal(CHECKED.name)} AS step,
        min(told.done_on) AS own_on
    FROM lying
    LEFT JOIN by_then AS told
      ON told.finding = lying.finding AND told.owner = lying.owner AND told.what = {literal(CHECK)}
    WHERE lying.owner IN ({checking})
    GROUP BY ALL
    UNION ALL
    -- Whoever it was that asked after the child: it counts for the office that owes it.
    SELECT finding, agency, office, {literal(ASKED.name)} AS step, attempted_on AS own_on
    FROM lying
    LEFT JOIN taken USING (finding)
    WHERE owner = {literal(str(_ASKING))}
)"""


def spans(steps: str, groups: str) -> str:
    """One row for each step and hearing: how many days, and whether it was done, or owed no more.

    ``steps`` gives the columns ``begins``, ``done``, ``owed_until`` beside ``groups``.
    """
    return f"""\
steps AS (
    {steps}
),
spans AS (
    -- What is not done has lasted until the day asked about, or until it was owed no more.
    SELECT
        {groups},
        done IS NOT NULL AND (owed_until IS NULL OR done <= owed_until) AS is_done,
        NOT is_done AND owed_until IS NOT NULL AS is_over,
        CASE WHEN is_done THEN done ELSE coalesce(owed_until, $on) END AS stops,
        greatest(date_diff('day', begins, stops), 0) AS days
    FROM steps
    WHERE begins IS NOT NULL
)"""


def medians(groups: str) -> str:
    """For each group: how many are done, open or owed no more, and the day by which half are done.

    Kaplan and Meier's median: each day, the share still waiting falls by the part of those that
    waited until then that is done on it; so one still open counts for as long as it has been.
    """
    return f"""\
waiting AS (
    SELECT
        {groups},
        days,
        count(*) FILTER (WHERE is_done) AS done_then,
        sum(count(*)) OVER (PARTITION BY {groups} ORDER BY days DESC) AS waited
    FROM spans
    GROUP BY {groups}, days
),
left_over AS (
    SELECT
        {groups},
        days,
        waited,
        product(1 - done_then / waited) OVER (
            PARTITION BY {groups} ORDER BY days
        ) AS share
    FROM waiting
),
medians AS (
    -- Null: more than half had not been done within the days that anybody waited, or too few
    -- waited until then: on later days there are never more.
    SELECT
        {groups},
        min(days) FILTER (WHERE share < 0.5 + 1e-9 AND waited >= {FEWEST_AT_RISK}) AS median_days
    FROM left_over
    GROUP BY {groups}
)"""


def every_step() -> str:
    """The days of each step of each hearing, one step after the other."""
    return "\n    UNION ALL\n    ".join(
        f"""\
SELECT
        {nth} AS nth, {literal(one.name)} AS step,
        {one.begins} AS begins, {one.done} AS done, {one.owed_until or "NULL::DATE"} AS owed_until
    FROM absences"""
        for nth, one in enumerate(STEPS, start=1)
    )
