"""How well entities agree with the truth: pairs, children mixed, children split."""

import pytest

from amparo.identity.evaluation import evaluate

TRUTH = {1: "Ana", 2: "Ana", 3: "Ana", 4: "Mateo", 5: "Mateo"}


def test_what_is_right_is_perfect():
    found = evaluate([{1, 2, 3}, {4, 5}], TRUTH)
    assert (found.pairs.precision, found.pairs.recall, found.pairs.f1) == (1, 1, 1)
    assert (found.mixed_children, found.split_children) == (0, 0)


def test_a_child_in_two_entities_is_split():
    found = evaluate([{1, 2}, {3}, {4, 5}], TRUTH)
    assert found.pairs.precision == 1
    assert found.pairs.recall == pytest.approx(2 / 4)
    assert (found.mixed_children, found.split_children) == (0, 1)


def test_an_entity_with_two_children_is_mixed():
    found = evaluate([{1, 2, 3, 4, 5}], TRUTH)
    assert found.pairs.precision == pytest.approx(4 / 10)
    assert found.pairs.recall == 1
    assert found.pairs.f1 == pytest.approx(2 * 0.4 / 1.4)
    assert (found.mixed_children, found.split_children) == (1, 0)


def test_of_whom_the_truth_knows_nothing_nothing_is_said():
    assert evaluate([{1, 2, 3, 9}, {4, 5}], TRUTH) == evaluate([{1, 2, 3}, {4, 5}], TRUTH)


def test_nobody_is_no_mistake():
    found = evaluate([], {})
    assert (found.pairs.precision, found.pairs.recall, found.pairs.f1) == (1, 1, 1)
