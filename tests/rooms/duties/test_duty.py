"""A duty has one owner and follows from its finding."""

from datetime import date

import pytest

from amparo.duties import Duty, State, duty_name, finding_name
from amparo.words.agencies import Agency, Role


def _duty(*, due: int | None = None, closed: int | None = None) -> Duty:
    return Duty(
        duty="a duty",
        finding="a finding",
        gap="address-unusable",
        owner=Role.FIELD_SPECIALIST,
        agency=Agency.ORR,
        opened=date(2026, 1, 5),
        due=date(2026, 1, due) if due else None,
        closed=date(2026, 1, closed) if closed else None,
    )


@pytest.mark.parametrize(("day", "state"), [(8, State.OPEN), (9, State.OPEN), (10, State.LATE)])
def test_a_duty_is_late_the_day_after_it_was_due(day, state):
    assert _duty(due=9).state(date(2026, 1, day)) is state


def test_a_duty_without_a_due_date_is_never_late():
    assert _duty().state(date(2126, 1, 5)) is State.OPEN


def test_a_duty_is_closed_from_the_day_its_finding_closed_and_not_before():
    assert _duty(closed=9).state(date(2026, 1, 8)) is State.OPEN
    assert _duty(closed=9).state(date(2026, 1, 9)) is State.CLOSED


def test_a_duty_closed_after_its_due_date_is_closed_and_no_longer_late():
    assert _duty(due=7, closed=9).state(date(2026, 1, 8)) is State.LATE
    assert _duty(due=7, closed=9).state(date(2026, 1, 10)) is State.CLOSED


def test_a_findings_name_says_its_gap_and_its_anchor_and_nothing_of_the_child():
    name = finding_name("nta-not-issued", "CBP:MU1 transferred")
    assert name == finding_name("nta-not-issued", "CBP:MU1 transferred")
    assert name != finding_name("transferred-not-placed", "CBP:MU1 transferred")
    assert name != finding_name("nta-not-issued", "CBP:MU2 transferred")
    assert "MU1" not in name


def test_one_finding_makes_one_duty_for_each_owner():
    finding = finding_name("nta-not-issued", "CBP:MU1 transferred")
    names = {duty_name(finding, role) for role in Role}
    assert len(names) == len(Role)
