"""The pages are visited under load: what is measured, and that no page goes unaccounted for."""

import json
import time
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from amparo.bench.web import Loaded, NotAccountedFor, refuse_unless_accounted
from amparo.bench.web_profile import Samples
from amparo.bench.web_visits import PAGES, Visit
from amparo.cli.main import amparo
from amparo.disclosures import Disclosed
from amparo.purposes import Action, Purpose
from amparo.words.agencies import Role

SMALL = (
    *("--children", "60", "--people", "3", "--think", "0.5", "--seconds", "1"),
    *("--processes", "1", "--threads", "3", "--rounds", "2"),
)


@pytest.fixture(scope="module")
def report():
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("AMPARO_DATABASE_URL", raising=False)
        done = CliRunner().invoke(amparo, ["bench", "web", *SMALL, "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_every_kind_of_page_is_visited_by_people_at_work_and_without_a_pause(report):
    for load in (report["paced"], report["saturated"]):
        assert [one["page"] for one in load["pages"]] == list(PAGES)
        for one in load["pages"]:
            assert 0 < one["median"] <= one["p95"] <= one["longest"]
        assert load["server_ms"] > 0
        assert 0 <= load["others"] < 1
    assert report["saturated"]["requests_per_second"] > report["paced"]["requests_per_second"]


def test_every_page_that_was_served_is_a_look_in_the_ledger(report):
    paced = report["paced"]
    served = {one["page"]: one["served"] for one in paced["pages"]}
    assert paced["looks"]["page record"] == served["record"]
    assert paced["looks"]["page timeline"] == served["timeline"]
    assert paced["looks"]["children find"] == served["search"]
    assert paced["looks"]["duties list"] >= served["worklist"]


def test_where_the_processor_s_time_goes_is_told_of_each_page(report):
    for page in report["profile"]:
        assert sum(page["shares"].values()) == pytest.approx(1)
        assert page["questions"] > 0
        assert page["own"][0]["own_ms"] >= page["own"][-1]["own_ms"]
        assert {"template", "grants and ledger"} <= set(page["shares"])
        assert page["samples"] > 0


def test_a_function_is_named_by_the_time_it_takes_and_not_by_how_often_it_is_called():
    taken, until = Samples(), time.process_time() + 10
    with taken.taking():
        # A busy machine ticks late.
        while taken.own.total() < 20 and time.process_time() < until:
            _long(_short())
    assert taken.own[_long.__code__] > 2 * taken.own[_short.__code__]
    assert taken.cumulative[_long.__code__] <= taken.own.total()


def _short() -> int:
    return 200_000


def _long(times: int) -> int:
    total = 0
    for one in range(times):
        total += one
    return total


def test_a_machine_at_which_others_work_is_not_called_quiet():
    assert _loaded(others=0.02).is_quiet
    assert not _loaded(others=0.4).is_quiet


def _loaded(others: float) -> Loaded:
    return Loaded(
        people=1,
        think=0.0,
        seconds=1.0,
        requests_per_second=1.0,
        pages=[],
        looks={},
        server_ms=1.0,
        database_ms=None,
        visitors_ms=1.0,
        others=others,
    )


def _look(person, answer="grant", command="page record", purpose=Purpose.CARE):
    return Disclosed(
        id="0",
        at=datetime(2026, 1, 5, tzinfo=UTC),
        answer=answer,
        action=Action.READ,
        command=command,
        person=person,
        role=Role.CASE_MANAGER,
        agency="ORR",
        office="an office",
        purpose=purpose,
        classes=(),
        rules=(),
        because="",
        digest="",
        requests=(),
    )


SERVED = [Visit("record", "ana", 200, 1.0), Visit("record", "ana", 200, 1.0)]


LIST = [Visit("worklist", "ana", 200, 1.0)] * 2


def test_a_list_is_a_look_for_each_purpose_and_another_page_for_one_of_them():
    refuse_unless_accounted(SERVED, [_look("ana"), _look("ana", purpose=Purpose.CORRECTION)])
    each = [_look("ana", command="duties list", purpose=one) for one in list(Purpose)[:3]]
    refuse_unless_accounted(LIST, each * 2)


@pytest.mark.parametrize(
    ("visits", "looks"),
    [
        (SERVED, [_look("ana")]),
        (SERVED, [_look("ana"), _look("ben")]),
        (SERVED, [_look("ana"), _look("ana", "refusal")]),
        (SERVED, []),
        ([Visit("record", "ana", 500, 1.0)], [_look("ana")]),
        (SERVED, [_look("ana")] * 3),
        (SERVED, [_look("ana"), _look("ana"), _look("ben")]),
        (LIST, [_look("ana", command="duties list")]),
    ],
    ids=[
        *("one is missing", "another's", "refused", "none at all", "no page", "one over"),
        *("another's over", "a list less"),
    ],
)
def test_nothing_is_told_where_a_page_and_its_look_do_not_meet(visits, looks):
    with pytest.raises(NotAccountedFor):
        refuse_unless_accounted(visits, looks)
