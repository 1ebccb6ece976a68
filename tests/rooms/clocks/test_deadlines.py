"""A deadline is dated data: it says when it was in force and where it stands."""

from datetime import date

import pytest

from amparo.clocks import deadlines
from amparo.clocks.deadlines import Authority, Deadline

RULE = Deadline(
    name="three-days",
    says="three business days",
    says_es="tres días hábiles",
    business_days=3,
    source=Authority("A made-up rule"),
    in_force_from=date(2024, 1, 10),
    in_force_to=date(2024, 2, 10),
)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        (date(2024, 1, 9), None),
        (date(2024, 1, 10), date(2024, 1, 16)),  # over a weekend and Martin Luther King's birthday
        (date(2024, 2, 10), date(2024, 2, 14)),
        (date(2024, 2, 11), None),
    ],
)
def test_the_rule_counts_that_was_in_force_on_the_day_it_began(since, due):
    assert RULE.due(since) == due


def test_an_authority_whose_text_was_not_read_says_so():
    assert str(RULE.source) == "A made-up rule (unverified)"
    assert "unverified" not in str(Authority("A made-up rule", verified=True))


def test_every_deadline_is_said_in_english_and_in_spanish_and_names_its_source():
    every = [one for one in vars(deadlines).values() if isinstance(one, Deadline)]
    assert every
    for one in every:
        assert one.says != one.says_es
        assert one.source.citation


def test_calendar_days_run_over_weekends_and_holidays_and_business_days_do_not():
    assert deadlines.RESCISSION.due(date(2024, 1, 1)) == date(2024, 6, 29)
    assert deadlines.CHANGE_OF_ADDRESS.due(date(2024, 1, 12)) == date(2024, 1, 22)


@pytest.mark.parametrize(
    ("released", "dues"),
    [
        (date(2023, 5, 31), ["2023-07-07"]),
        (date(2023, 6, 1), ["2023-07-08"]),
        (date(2024, 1, 31), ["2024-03-08"]),
        (date(2024, 2, 1), ["2024-02-12", "2024-02-22", "2024-03-15"]),
    ],
)
def test_each_release_has_the_calls_of_its_own_year(released, dues):
    every = [call.due(released) for call in deadlines.CALLS_AFTER_RELEASE]
    assert [str(due) for due in every if due] == dues
