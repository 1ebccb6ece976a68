"""A model trained on rows: counted by Splink, kept within reason, and what moved is told."""

from itertools import pairwise

import pytest

from amparo.matching import shipped_model, training
from tests.rooms.matching.made_up import town


@pytest.fixture(scope="module")
def trained():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training, "_PAIRS", 20_000)
        return training.train(
            shipped_model(), (row.shown for row in town(1_200)), "a town 1", "a made-up town"
        )


def test_in_each_field_closer_weighs_more_and_nothing_weighs_nothing(trained):
    for model in (trained, shipped_model()):
        for field in model.fields:
            bits = [level.bits for level in field.levels]
            assert all(one - other > 0.009 for one, other in pairwise(bits))
            assert all(abs(one) > 0.009 for one in bits)


def test_no_count_is_taken_for_certainty(trained):
    bits = [level.bits for field in trained.fields for level in field.levels]
    assert max(bits) <= training.MOST
    assert min(bits) >= training.LEAST - 0.2


def test_neighbouring_numbers_never_weigh_much_for_brothers_have_them(trained):
    assert trained.bits("a_number", "neighbours") <= 2


def test_what_was_not_counted_keeps_its_bits(trained):
    before = shipped_model().bits("number", "same")
    assert trained.bits("number", "same") == pytest.approx(before, abs=0.05)


def test_the_drift_report_tells_every_level_and_what_moved_most_first(trained):
    told = training.drift(shipped_model(), trained)
    assert len(told) == sum(len(field.levels) for field in trained.fields)
    assert [one.moved for one in told] == sorted((one.moved for one in told), reverse=True)
    assert told[0].after == pytest.approx(trained.bits(told[0].field, told[0].level))
    assert told[0].moved > 0


def test_a_trained_model_says_on_what_and_has_a_digest_of_its_own(trained):
    assert trained.trained_on == "a made-up town"
    assert trained.digest != shipped_model().digest
