"""Each figure becomes SQL that an auditor can read; the text itself is kept under sql/.

After a change that is meant, AMPARO_WRITE_SQL=1 writes the texts again, to be read in the diff.
"""

import os
import re
from datetime import date
from pathlib import Path

import pytest

from amparo.figures import FIGURES, Basis, Query, lineage, query

SQL = Path(__file__).parent / "sql"
ON, KNOWN_AT = date(2024, 5, 31), date(2025, 1, 31)


def _queries(name: str) -> dict[str, Query]:
    counting = query(FIGURES[name], ON, KNOWN_AT)
    rows = lineage(FIGURES[name], ON, KNOWN_AT, 100)
    beside = {f"{name}.{what}": each for what, each in counting.beside.items()}
    return {name: counting, **beside, f"{name}.lineage": rows}


@pytest.mark.parametrize("name", FIGURES)
def test_the_text_of_each_query_is_the_one_that_was_read(name):
    for file, asked in _queries(name).items():
        path = SQL / f"{file}.sql"
        if os.environ.get("AMPARO_WRITE_SQL"):
            path.write_text(asked.sql)
        assert asked.sql == path.read_text()


def test_every_kept_text_belongs_to_a_figure():
    expected = {f"{file}.sql" for name in FIGURES for file in _queries(name)}
    assert {path.name for path in SQL.iterdir()} == expected


@pytest.mark.parametrize("name", FIGURES)
def test_a_query_is_given_exactly_the_parameters_that_it_names(name):
    for asked in _queries(name).values():
        assert set(re.findall(r"\$(\w+)", asked.sql)) == set(asked.parameters)


@pytest.mark.parametrize("name", FIGURES)
def test_a_query_filled_in_leaves_nothing_open(name):
    for asked in _queries(name).values():
        assert "$" not in asked.filled_in
        assert "DATE '2025-01-31'" in asked.filled_in


@pytest.mark.parametrize("name", FIGURES)
def test_the_two_bases_are_asked_with_one_text(name):
    learned = query(FIGURES[name], ON, KNOWN_AT)
    sealed = query(FIGURES[name], ON, KNOWN_AT, Basis.SEALED)
    assert learned.sql == sealed.sql
    assert sealed.parameters == {**learned.parameters, "basis": "sealed"}


def test_not_issued_and_not_served_are_one_template_differing_in_the_step():
    issued = query(FIGURES["nta-not-issued"], ON, KNOWN_AT).sql.split("\n", 2)[2]
    served = query(FIGURES["nta-not-served"], ON, KNOWN_AT).sql.split("\n", 2)[2]
    assert issued != served
    assert issued.replace("issued_on", "served_on") == served


@pytest.mark.parametrize("name", FIGURES)
def test_no_line_of_a_query_is_too_long_to_read(name):
    for asked in _queries(name).values():
        assert max(map(len, asked.sql.splitlines())) <= 100
