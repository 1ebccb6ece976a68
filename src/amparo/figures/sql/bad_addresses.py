"""The address of record of the cohort's children, and why it cannot be used."""

# ruff: noqa: S608  what is put into these texts is declared in this room, never sent to it

from amparo.figures.definition import BadAddresses
from amparo.figures.sql.cohort import transfers
from amparo.figures.sql.pieces import known


def count(counts: BadAddresses) -> str:
    return f"""\
-- The first row is the whole; each other row is one reason why an address cannot be used.
WITH {_addresses(counts)}
SELECT
    class,
    count(*) AS children,
    count(*) FILTER (WHERE confirmed) AS confirmed,
    count(*) FILTER (WHERE NOT confirmed) AS inferred,
    count(*) FILTER (WHERE class = 'blank') AS blank,
    count(*) FILTER (WHERE class = 'undeliverable') AS undeliverable,
    count(*) FILTER (WHERE class = 'incomplete') AS incomplete,
    (
        SELECT count(DISTINCT entity)
        FROM cohort
        WHERE entity NOT IN (SELECT entity FROM classed)
    ) AS not_told,
    (SELECT count(DISTINCT entity) FROM cohort) AS cohort_children
FROM classed
WHERE class <> 'usable'
GROUP BY ROLLUP (class)
ORDER BY class NULLS FIRST
"""


def lineage(counts: BadAddresses) -> str:
    return f"""\
-- The addresses behind the value; told_by is the row that told of the address. None is shown.
WITH {_addresses(counts)}
SELECT entity, anchor, told_by, class, confirmed, told_on, returned_on, known_from
FROM classed
WHERE class <> 'usable'
ORDER BY entity, anchor
LIMIT $limit
"""


def _addresses(counts: BadAddresses) -> str:
    return f"""\
{transfers(counts.between)},
{known("addresses", "known_addresses")},
of_record AS (
    -- Of each child the address told last by the day asked about.
    SELECT DISTINCT ON (entity) *
    FROM known_addresses
    WHERE told_on <= $on
      AND entity IN (SELECT entity FROM cohort)
    ORDER BY entity, told_on DESC, nth DESC
),
classed AS (
    -- Mail that came back proves more than the text can tell.
    SELECT
        *,
        coalesce(returned_on <= $on, false) AS came_back,
        CASE WHEN came_back AND status <> 'blank' THEN 'undeliverable' ELSE status END AS class,
        came_back OR status = 'blank' AS confirmed
    FROM of_record
)"""
