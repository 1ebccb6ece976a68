"""A small country is measured end to end: every feed, pages meanwhile, the court's tables."""

import json

import pytest
from click.testing import CliRunner

from amparo.cli.main import amparo
from amparo.feeds import CONTRACTS


@pytest.fixture(scope="module")
def report():
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("AMPARO_DATABASE_URL", raising=False)
        done = CliRunner().invoke(amparo, ["bench", "country", "--children", "300", "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_every_feed_about_children_is_taken_in_and_its_rows_counted(report):
    country = report["country"]
    about_children = {feed for feed, one in CONTRACTS.items() if one.about_children}
    assert set(country["of_feed"]) == about_children
    assert country["rows"] == sum(rows for rows, _ in country["of_feed"].values())


def test_pages_were_looked_at_while_it_was_taken_in(report):
    waits = report["country"]["page_waits"]
    assert waits["looks"] > 0
    assert 0 < waits["median"] <= waits["p95"] <= waits["longest"]


def test_no_row_of_the_court_is_lost_without_account(report):
    ours = report["cleaning"][0]
    assert ours["by"] == "Amparo"
    assert ours["rows"] > 0
    assert ours["lost"] == 0
