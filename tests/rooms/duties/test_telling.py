"""What a desk is told next of a duty, given what it was told last."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.duties import owners_of
from amparo.duties.desks import Desk, purpose_at, raised, recipients, whose
from amparo.duties.telling import Kind, Last, Next, Stands, next_to_tell
from amparo.gaps import GAPS
from amparo.purposes.matrix import PURPOSES_OF
from amparo.words.agencies import Agency, Role

MAY, JUNE, JULY = date(2024, 5, 1), date(2024, 6, 1), date(2024, 7, 1)


@pytest.mark.parametrize(
    ("last", "stands", "told"),
    [
        pytest.param(None, None, None, id="nothing was found and nothing told"),
        pytest.param(None, Stands(MAY, None, MAY), Next(Kind.OPENED, MAY), id="it opened"),
        pytest.param(
            None, Stands(JULY, None, MAY), Next(Kind.OPENED, JULY), id="it opens on a day to come"
        ),
        pytest.param(
            None, Stands(MAY, JUNE, JULY), None, id="it was over before anyone knew of it"
        ),
        pytest.param(
            None,
            Stands(MAY, JULY, JUNE),
            Next(Kind.OPENED, MAY),
            id="it ends on a day that is known ahead",
        ),
        pytest.param(Last(Kind.OPENED, MAY), Stands(MAY, None, MAY), None, id="it is still open"),
        pytest.param(
            Last(Kind.OPENED, MAY),
            Stands(MAY, JUNE, JULY),
            Next(Kind.CLOSED, JUNE),
            id="it closed after it was told",
        ),
        pytest.param(
            Last(Kind.OPENED, MAY), None, Next(Kind.CORRECTED, MAY), id="it rested on a wrong fact"
        ),
        pytest.param(
            Last(Kind.CLOSED, JUNE), Stands(MAY, JUNE, JULY), None, id="it is closed, as was told"
        ),
        pytest.param(
            Last(Kind.CLOSED, JUNE),
            Stands(MAY, None, JULY),
            Next(Kind.OPENED, JUNE),
            id="what closed it turned out to be wrong",
        ),
        pytest.param(
            Last(Kind.CORRECTED, MAY), None, None, id="that it was wrong is told one time"
        ),
        pytest.param(
            Last(Kind.CORRECTED, MAY),
            Stands(MAY, None, JULY),
            Next(Kind.OPENED, MAY),
            id="it was right after all",
        ),
    ],
)
def test_a_desk_is_told_what_it_does_not_know_yet_and_nothing_twice(last, stands, told):
    assert next_to_tell(last, stands) == told


DAYS = st.dates(date(2024, 1, 1), date(2024, 3, 1))
FINDINGS = st.none() | st.builds(
    lambda since, length, known: Stands(
        since, since + timedelta(days=length) if length else None, known
    ),
    DAYS,
    st.integers(0, 40),
    DAYS,
)


@given(st.lists(FINDINGS, max_size=6))
def test_telling_comes_to_an_end_and_the_last_word_is_what_is_so(found):
    """However findings change, a desk that was told everything believes what is known."""
    last = None
    for stands in found:
        for _ in range(3):
            coming = next_to_tell(last, stands)
            if coming is None:
                break
            last = Last(coming.kind, coming.wakes_on)
        assert next_to_tell(last, stands) is None
        believes_open = last is not None and last.kind is Kind.OPENED
        assert not believes_open or (stands is not None and stands.until is None)


def test_dhs_is_told_of_nothing_that_has_no_clock():
    for gap in GAPS:
        assert not any(desk.is_dhs for desk in recipients(gap, has_clock=False)), gap


def test_whoever_owes_a_duty_with_a_clock_is_told_and_only_agencies_are():
    for name, gap in GAPS.items():
        desks = recipients(name, has_clock=True)
        assert gap.owed_by in {desk.role for desk in desks}
        assert {desk.agency for desk in desks} <= set(Agency)


def test_no_desk_of_dhs_is_told_that_a_child_did_not_appear_or_where_it_lives():
    for name in ("failed-to-appear", "in-absentia-order", "address-unusable", "no-counsel"):
        assert not any(desk.is_dhs for desk in recipients(name, has_clock=True)), name


# --- what is late ------------------------------------------------------------------------------

DUE = date(2026, 3, 2)


def test_a_late_duty_is_raised_to_whoever_stands_above_its_owner_on_the_rungs_day():
    """Three business days after it was due, from field specialist to child protection's officer."""
    officer = Desk(Agency.ORR, Role.CHILD_PROTECTION_OFFICER)
    assert raised("failed-to-appear", DUE) == ((officer, date(2026, 3, 5)),)


def test_a_missing_notice_is_never_raised_and_nothing_is_raised_at_dhs_or_the_court():
    for gap in GAPS:
        desks = [desk for desk, _ in raised(gap, DUE)]
        assert not any(desk.is_dhs for desk in desks), gap
        assert {desk.agency for desk in desks} <= {Agency.ORR}, gap
        assert not (desks and gap.startswith("nta-")), gap


def test_that_a_child_turns_18_is_told_and_raised_within_orr_alone():
    told = {*recipients("turns-18", has_clock=True), *(one for one, _ in raised("turns-18", DUE))}
    assert {desk.agency for desk in told} == {Agency.ORR}


@pytest.mark.parametrize("gap", GAPS)
def test_what_is_raised_is_the_duty_of_one_who_owes_it_for_a_purpose_of_the_desk(gap):
    for desk, _ in raised(gap, DUE):
        assert desk.role not in owners_of(gap)
        assert whose(gap, desk.role) in owners_of(gap)
        assert purpose_at(gap, desk.role) in PURPOSES_OF[desk.role]
