"""``amparo purposes`` prints the table and explains any request, without a home."""

import json

import pytest
from click.testing import CliRunner

from amparo.cli.main import amparo
from amparo.purposes.matrix import TABLE
from amparo.words.agencies import Role
from tests.rooms.purposes.requests import TODAY


def run(*words: str) -> str:
    told = CliRunner().invoke(amparo, ["purposes", *words])
    assert told.exit_code == 0, told.output
    return told.stdout


@pytest.fixture(scope="module")
def table():
    return json.loads(run("table", "--on", "2026-11-20", "--json"))


def test_the_table_is_a_list_with_one_entry_for_each_role_and_class(table):
    assert len(table) == len(Role) * 14
    assert len({(one["role"], one["class"]) for one in table}) == len(table)
    for one in table:
        assert one["verdict"] == TABLE.cells[one["role"]][one["class"]]
        assert one["rules"]
        assert one["source"]
        assert one["agency"]
        assert isinstance(one["verified"], bool)


def test_the_table_prints_a_grid_and_a_page_for_each_role():
    printed = run("table", "--role", "sponsor")
    assert "P permitted in own work" in printed
    assert "sponsor (home)" in printed
    assert "juvenile-coordinator" not in printed
    assert "the child lives with them" in " ".join(printed.split())


COORDINATOR = (
    "decide",
    "--role=juvenile-coordinator",
    "--purpose=nta-service",
    "--class=location",
    "--duty",
    "--on=2026-11-20",
)


def test_a_refusal_is_explained_with_its_rules():
    told = json.loads(run(*COORDINATOR, "--json"))
    assert told["answer"] == "refusal"
    assert told["rules"] == ["no-hhs-address-to-dhs"]
    assert told["rules_say"][0]["effect"] == "forbid"
    assert told["agency"] == "ICE"
    assert told["digest"] == TODAY.digest
    assert told["table"]


def test_a_grant_is_explained_with_its_rules():
    told = json.loads(run(*COORDINATOR, "--origin=served-on-dhs", "--json"))
    assert told["answer"] == "grant"
    assert told["rules"] == ["service-address"]
    assert told["table"] is None


def test_what_lapsed_is_said():
    printed = run(*COORDINATOR, "--origin=served-on-dhs", "--training-lapsed")
    assert printed.startswith("Refusal. The asker's training")
    lapsed = run(*COORDINATOR, "--origin=served-on-dhs", "--credentials-lapsed")
    assert "sign-in is out of date" in lapsed


def test_a_purpose_that_does_not_exist_is_refused_and_those_that_do_are_named():
    words = ("decide", "--role=ero-officer", "--purpose=sponsor-arrest", "--class=sponsor")
    assert json.loads(run(*words, "--json"))["answer"] == "refusal"
    printed = run(*words)
    assert printed.startswith("Refusal. There is no such purpose.")
    assert "post-release-services" in printed


def test_a_role_that_does_not_exist_is_refused_too():
    told = json.loads(run("decide", "--role=director", "--purpose=care", "--class=court", "--json"))
    assert told["answer"] == "refusal"
    assert told["agency"] is None


def test_a_past_day_is_decided_by_the_rules_of_that_day():
    words = ("decide", "--role=ero-officer", "--purpose=nta-service", "--class=household", "--json")
    then = json.loads(run(*words, "--on=2019-06-01"))
    assert "sponsor-rider-2019" in then["rules"]
    assert "sponsor-rider-2019" not in json.loads(run(*words, "--on=2026-03-01"))["rules"]
