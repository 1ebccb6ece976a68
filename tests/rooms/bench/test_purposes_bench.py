"""What ``amparo bench purposes`` asks, and what it tells."""

import json
import random
from datetime import date
from importlib.util import find_spec

import pytest
from click.testing import CliRunner

from amparo.bench import purposes
from amparo.bench.policy_peers import PEERS, Peer
from amparo.bench.policy_rows import NotRows, rows
from amparo.cli.bench import bench
from amparo.purposes import in_force
from amparo.purposes.by_cedar import ask
from amparo.purposes.matrix import PURPOSES_OF
from amparo.purposes.rules import Effect, read_rules
from tests.rooms.purposes.requests import CHOICES, TODAY, filled

A_DAY = 20_000
"""Requests, as many as the command asks unless told otherwise."""


@pytest.fixture(scope="module")
def measured():
    asked = ["purposes", "--decisions", "1000", "--repeat", "1", "--json"]
    done = CliRunner().invoke(bench, asked, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)["measured"]


@pytest.fixture(scope="module")
def asked():
    return purposes.requests(A_DAY)


def test_a_days_work_repeats_about_nine_hundred_requests(asked):
    assert len(asked) == A_DAY
    assert 850 <= len(set(asked)) <= 950


def test_the_same_work_is_asked_every_time(asked):
    assert purposes.requests(A_DAY) == asked


def test_most_people_ask_for_their_own_work_and_some_do_not(asked):
    own = sum(one.purpose in PURPOSES_OF[one.role] for one in asked) / len(asked)
    assert 0.8 < own < 1


def test_much_is_granted_and_much_is_refused(measured):
    assert 0.2 < measured["granted"] < 0.8


def test_an_engine_without_cedars_language_gets_the_same_rules(asked):
    chance = random.Random(3)
    anything = [filled({}, chance) for _ in range(100)]
    some = [*chance.sample(sorted(set(asked), key=repr), 200), *anything]
    held = rows(TODAY)
    cedar = [ask(one, TODAY).yes for one in some]
    assert [_by_rows(one, held) for one in some] == cedar
    assert len(set(cedar)) == 2


def test_a_rule_that_is_no_row_is_refused_rather_than_simplified():
    text = """
        @id("either") @says("s") @law("l") @verified("product")
        permit (principal, action, resource)
        when { if context.duty then context.hearing else context.audit };
    """
    policies = in_force(date(2026, 11, 20), read_rules(text, Effect.PERMIT))
    with pytest.raises(NotRows, match="No row says IfThenElse"):
        rows(policies)


def test_what_is_remembered_is_answered_faster_than_what_is_not(measured):
    assert measured["warm_per_second"] > measured["cold_per_second"] > 0


def test_each_engine_is_told_of_in_the_same_run_or_is_not_installed(measured):
    by_name = {one["name"]: one for one in measured["beside"]}
    assert list(by_name) == list(PEERS)
    for name, one in by_name.items():
        module = name.split(",")[0].lower()
        there = name == "raw cedarpy" or find_spec(module) is not None
        assert (one["decisions_per_second"] is not None) is there


def test_ratios_are_those_of_what_was_measured(measured):
    cedar = measured["beside"][0]
    cold, rate = measured["cold_per_second"], cedar["decisions_per_second"]
    assert cedar["cold_to_it"] == pytest.approx(cold / rate)
    assert cedar["warm_to_it"] == pytest.approx(measured["warm_per_second"] / rate)


def test_every_engine_answers_as_amparo_does(measured):
    assert all(one["differing"] in (0, None) for one in measured["beside"])


def test_an_engine_that_answers_otherwise_is_found_out(monkeypatch):
    yes_to_all = Peer(holds=1, put=lambda facts: facts, answer=lambda _: True)
    monkeypatch.setattr(purposes, "PEERS", {"yes to all": lambda _: yes_to_all})
    run = purposes._Run(1_000)()
    answered = run.peers["yes to all"]
    assert answered is not None
    _, _, differing = answered
    assert differing == pytest.approx(1 - run.granted)


def _by_rows(facts, held):
    met = {row.effect for row in held if _meets(facts, row.box)}
    return met == {Effect.PERMIT}


def _meets(facts, box):
    assert box.keys() <= CHOICES.keys()
    return all(getattr(facts, fact) in values for fact, values in box.items())
