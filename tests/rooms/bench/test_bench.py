"""What ``amparo bench`` answers."""

import json
from importlib.util import find_spec

import pytest
from click.testing import CliRunner

from amparo.bench.stages import LOOKING, TAKING_IN
from amparo.cli.bench import bench


def _answer(*arguments):
    done = CliRunner().invoke(bench, [*arguments, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def ingested():
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("AMPARO_DATABASE_URL", raising=False)
        (measured,) = _answer("ingest", "--children", "40", "--repeat", "1")["measured"]
    return measured


def test_an_ingest_is_told_stage_by_stage(ingested):
    run = ingested["median"]
    assert run["rows"] > 40
    # Most of the court's rows are repeated month after month, and tell nothing again.
    assert 0 < run["events"] < run["rows"]
    assert set(TAKING_IN) <= set(run["taking_in"])
    assert set(LOOKING) <= set(run["looking"])
    assert all(took > 0 for took in (*run["taking_in"].values(), *run["looking"].values()))


def test_its_ratios_are_those_of_times_measured_in_the_same_run(ingested):
    run, ratios = ingested["median"], ingested["ratios"]
    whole = sum(run["taking_in"].values()) + sum(run["looking"].values())
    assert ratios["taking in and looking, to the bare insert"] == pytest.approx(
        whole / run["inserting_floor"]
    )
    assert ratios["second delivery, to the first"] == pytest.approx(run["second_delivery"] / whole)


def test_what_is_kept_and_the_most_memory_held_are_told(ingested):
    run = ingested["median"]
    assert run["peak_memory_mib"] > 10
    assert run["database_bytes"] > run["kept_bytes"] > 0


def test_a_ledgers_proof_grows_with_the_trees_height():
    measured = _answer("ledger", "--leaves", "1000", "--repeat", "1")["measured"]
    assert measured["proof_bytes"] == 10 * 32


def test_the_peer_is_measured_in_the_same_run_where_it_is_installed():
    measured = _answer("ledger", "--leaves", "1000", "--repeat", "1")["measured"]
    peer = measured["peer_appends_per_second"]
    if find_spec("pymerkle") is None:
        assert peer is None
    else:
        assert measured["appends_to_peer"] == pytest.approx(measured["appends_per_second"] / peer)


def test_a_delta_is_measured_into_cohorts_of_one_two_and_four_times_the_size():
    deltas = _answer("delta", "--children", "60", "--rows", "20", "--repeat", "1")["deltas"]
    assert [one["children"] for one in deltas[:3]] == [60, 120, 240]
    assert deltas[0]["to_smallest"] == 1
