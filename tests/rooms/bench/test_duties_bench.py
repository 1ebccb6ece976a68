"""What duties cost, measured of a cohort small enough for a test."""

from amparo.bench import duties


def test_every_cost_of_a_cohort_is_measured(monkeypatch):
    monkeypatch.setattr(duties, "COHORTS", (1,))
    (measured,) = duties.measure(100, ["sqlite"]).duties
    assert measured.children == 100
    assert measured.messages > 0
    assert measured.findings > 0
    assert measured.events >= 2
    assert 0 < measured.event_median <= measured.event_95
    assert measured.night_to_full == measured.night_processor / measured.full_processor
