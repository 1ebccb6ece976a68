"""What ``amparo bench identity`` makes up, matches and tells."""

import json

import pytest
from click.testing import CliRunner

from amparo.bench import identity, identity_increment, identity_lookup, identity_quality
from amparo.bench.identity_families import World
from amparo.bench.identity_noise import NOISES
from amparo.bench.identity_plain import _best
from amparo.bench.identity_quality import Setting, compare
from amparo.bench.identity_rows import rows
from amparo.cli.bench import bench


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    """A process of its own for each part keeps memory figures apart, which no test looks at."""
    for room in (identity, identity_quality):
        monkeypatch.setattr(room, "in_a_fresh_process", lambda work: work())


@pytest.fixture(scope="module")
def town():
    return rows(1_000, World(siblings=0.3), "tuned")


@pytest.mark.parametrize("noise", NOISES)
def test_the_same_world_is_written_down_the_same_way_every_time(noise):
    assert rows(200, World(), noise) == rows(200, World(), noise)
    assert rows(200, World(seed=2), noise) != rows(200, World(), noise)


def test_all_rows_are_made_up_ones(town):
    numbers = {number for row in town for number in row.shown.a_numbers}
    assert len(numbers) > 250
    near = sum(number.startswith("99") for number in numbers)
    assert near / len(numbers) > 0.98  # but for the digits mistyped


@pytest.mark.parametrize("noise", NOISES)
def test_every_noise_leaves_most_of_a_child_to_be_recognised(noise):
    found = compare(Setting(rows=800, noise=noise, world=World(seed=9)), ())
    assert found.ours.evaluation.pairs.recall > 0.85
    assert found.ours.evaluation.pairs.precision > 0.97
    assert found.error_ratio is None


def test_plain_splink_gets_the_threshold_that_suits_it_best():
    truth = {1: 1, 2: 1, 3: 2, 4: 2}
    edges = [(1, 2, 20.0), (3, 4, 12.0), (2, 3, 5.0)]
    threshold, found = _best(edges, truth)
    assert 5 < threshold <= 12
    assert found.pairs.f1 == 1


def test_beside_plain_splink_errors_are_told_as_ratios_of_the_same_rows():
    found = compare(Setting(rows=1_000, noise="tuned", world=World(seed=9)), [False])
    (plain,) = found.plain
    ours = found.ours.evaluation.pairs.f1
    assert found.error_ratio == pytest.approx((1 - ours) / (1 - plain.evaluation.pairs.f1))
    assert found.error_ratio is not None
    assert found.error_ratio < 1


def test_one_record_finds_its_child_by_its_keys(town):
    with identity_lookup._sqlite(town) as ask:
        told = identity_lookup._timed("SQLite", ask, town, town[:50])
    assert told.right is not None
    assert told.right > 0.9
    assert told.candidates is not None
    assert 1 < told.candidates < 100


def test_a_key_token_cannot_be_read_and_is_the_same_each_time():
    assert identity_lookup.token("a/990000001") == identity_lookup.token("a/990000001")
    assert identity_lookup.token("a/990000001") != identity_lookup.token("a/990000002")


def test_rows_added_one_by_one_come_out_as_all_at_once_and_move_nobody_who_was_shown(town):
    told = identity_increment.measure(town)
    assert told.added == 50
    assert told.alike > 0.98
    assert told.moved == 0


def test_each_noise_and_each_rate_of_siblings_is_measured():
    made = [setting for _, setting, _ in identity.settings(1_000)]
    assert {one.noise for one in made} == set(NOISES)
    assert {one.world.siblings for one in made} == {0.05, 0.15, 0.25}
    assert not all(one.world.adjacent for one in made)
    assert all(one.world.seed != identity._TRAINING_SEED for one in made)


def test_one_part_alone_is_measured_where_asked_and_told_as_it_goes():
    asked = ["identity", "--rows", "200", "--alone", "--only", "scanned", "--json"]
    done = CliRunner().invoke(bench, asked, catch_exceptions=False)
    told = json.loads(done.stdout)
    assert [one["setting"]["noise"] for one in told["compared"]] == ["scanned"]
    assert told["lookups"] == told["febrl"] == []
    assert told["increment"] is None
    assert "Amparo: recall" in done.stderr


def test_the_command_tells_all_of_it_as_json(monkeypatch):
    first = next(identity.settings(300))
    monkeypatch.setattr(identity, "settings", lambda _: [first])
    monkeypatch.setattr(identity_lookup, "_BY_SPLINK", 1)
    asked = ["identity", "--rows", "300", "--alone", "--json"]
    done = CliRunner().invoke(bench, asked, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    (compared,) = told["compared"]
    assert compared["ours"]["evaluation"]["pairs"]["true"] > 100
    assert {one["by"] for one in told["lookups"]} >= {"SQLite", "Splink predict_between"}
    assert told["increment"]["moved"] == 0
