"""All records of a home are weighed, and what that gives and costs is told against the truth."""

from typing import Any

from .conftest import Cohort, Place


def test_weighing_joins_more_and_what_the_rest_costs_is_within_its_bounds(
    place: Place, cohort: Cohort
) -> None:
    place.ask("ingest", *cohort.deliveries)
    before = _evaluated(place, cohort)
    ran = place.ask("match", "run")
    after = _evaluated(place, cohort)
    assert ran["joined"] > 0
    assert after["split_children"] < before["split_children"]
    assert after["pairs"]["recall"] > before["pairs"]["recall"]
    assert after["pairs"]["precision"] > 0.995
    assert after["review_items"] == ran["reviews_waiting"]
    assert after["gaps"]["missing"] < before["gaps"]["missing"]
    assert place.ask("ledger", "verify")["ok"]


def _evaluated(place: Place, cohort: Cohort) -> Any:
    """What is told of the joining, once its bounds are seen to hold."""
    told = place.ask("match", "evaluate", "--truth", cohort.folder / "truth")
    gaps = told["gaps"]
    assert gaps["elsewhere"] == 0
    assert 0 < gaps["missing"] <= gaps["at_most"] < gaps["truth"]
    bounded = [one for one in told["figures"] if one["at_most"] is not None]
    assert len({one["figure"] for one in bounded}) > 4
    assert any(one["counted"] != one["truth"] for one in bounded)
    assert all(abs(one["counted"] - one["truth"]) <= one["at_most"] for one in bounded)
    return told
