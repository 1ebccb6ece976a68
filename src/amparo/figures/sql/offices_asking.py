"""Offices with a missed hearing, and those of them that tried to ask whether the child is well."""

# ruff: noqa: S608  what is put into these texts is declared in this room, never sent to it

from amparo.figures.definition import OfficesAsking
from amparo.figures.sql.absences import ASKED, absences, placed
from amparo.figures.sql.pieces import literal


def count(counts: OfficesAsking) -> str:
    return f"""\
-- The first row is the whole; each other row is one office.
WITH {absences(counts.gap)},
{_at_offices()},
by_office AS (
    SELECT
        agency, office,
        count(*) AS hearings,
        count(own_on) AS attempted
    FROM at_offices
    GROUP BY agency, office
)
SELECT
    NULL AS agency,
    NULL AS office,
    count(*) FILTER (WHERE attempted > 0) AS offices,
    count(*) AS offices_with_hearings,
    offices / nullif(offices_with_hearings, 0) AS share_of_offices,
    (SELECT count(*) FROM absences) AS hearings,
    (SELECT count(DISTINCT finding) FROM at_offices WHERE own_on IS NOT NULL) AS attempted
FROM by_office
UNION ALL
SELECT agency, office, NULL, NULL, NULL, hearings, attempted
FROM by_office
ORDER BY agency NULLS FIRST, office
"""


def lineage(counts: OfficesAsking) -> str:
    return f"""\
-- The missed hearings behind the value: the ones of which some office tried to ask.
WITH {absences(counts.gap)},
{_at_offices()}
SELECT entity, anchor, since, agency, office, own_on AS attempted_on, known_from
FROM at_offices
WHERE own_on IS NOT NULL
ORDER BY entity, since, anchor, agency, office
LIMIT $limit
"""


def _at_offices() -> str:
    return f"""\
{placed()},
at_offices AS (
    SELECT absences.*, agency, office, own_on
    FROM absences
    JOIN placed USING (finding)
    WHERE step = {literal(ASKED.name)}
      AND opened_on IS NOT NULL
)"""
