"""Children of the cohort by their notice, and by whether something has been found of them."""

# ruff: noqa: S608  what is put into these texts is declared in this room, never sent to it

from amparo.figures.definition import AddedUp, FiscalYears, ShareOfNotified
from amparo.figures.sql.cohort import found, transfers


def share(counts: ShareOfNotified) -> str:
    return f"""\
-- The first row is the whole; each other row is one fiscal year, by the day of the transfer.
WITH {_notified(counts.between, counts.gap)}
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
"""


def added_up(counts: AddedUp) -> str:
    return f"""\
-- The first row is the whole; each other row is one fiscal year, by the day of the transfer.
WITH {_notified(counts.between, counts.gap)}
SELECT
    fiscal_year,
    count(DISTINCT entity) FILTER (WHERE lacking OR failed) AS children,
    count(DISTINCT entity) FILTER (WHERE lacking) AS no_notice_issued,
    count(DISTINCT entity) FILTER (WHERE failed) AS failed_to_appear,
    no_notice_issued + failed_to_appear AS added_up,
    count(DISTINCT entity) FILTER (WHERE lacking AND failed) AS in_both,
    count(DISTINCT entity) AS cohort_children
FROM notified
GROUP BY ROLLUP (fiscal_year)
ORDER BY fiscal_year NULLS FIRST
"""


def share_lineage(counts: ShareOfNotified) -> str:
    return _lineage(counts.between, counts.gap, "issued AND failed")


def added_up_lineage(counts: AddedUp) -> str:
    return _lineage(counts.between, counts.gap, "lacking OR failed")


def _lineage(between: FiscalYears, gap: str, wanted: str) -> str:
    return f"""\
-- The transfers of the children behind the value, and what each child is counted for.
WITH {_notified(between, gap)}
SELECT
    entity, anchor, told_by, fiscal_year, transferred_on,
    issued, served, lacking, failed, known_from
FROM notified
WHERE {wanted}
ORDER BY entity, transferred_on, anchor
LIMIT $limit
"""


def _notified(between: FiscalYears, gap: str) -> str:
    return f"""\
{transfers(between)},
{found(gap)},
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
)"""
