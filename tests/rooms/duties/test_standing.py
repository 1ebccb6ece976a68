"""Where a duty stands follows from its deeds alone, and a ladder never leads where it must not."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.duties.act import TAKEN_BACK, Act, Deed
from amparo.duties.ladders import LADDERS, NEVER, is_unassigned, ladder, raised_to
from amparo.duties.offices import Office
from amparo.duties.standing import UNTOUCHED, standing, why_not
from amparo.purposes import DHS, ROLES, Family
from amparo.words.agencies import AGENCY_OF, Role

replace = msgspec.structs.replace
DAY = date(2026, 3, 2)
ANA, BETO = "ana", "beto"


def act(deed: Deed, person: str = ANA, to: str | None = None, **more: object) -> Act:
    return Act(
        deed=deed,
        person=person,
        role=Role.FIELD_SPECIALIST,
        office=f"office of {person}",
        on=DAY,
        entry=1,
        to=to,
        **more,  # type: ignore[arg-type]
    )


def test_nobody_has_an_untouched_duty_and_anybody_of_its_role_may_take_it():
    assert standing((), two_close=False) == UNTOUCHED
    assert why_not(Deed.TAKE, UNTOUCHED, ANA) is None
    assert why_not(Deed.CLOSE, UNTOUCHED, ANA) is not None


def test_what_is_handed_over_stays_with_whoever_has_it_until_it_is_accepted():
    offered = standing((act(Deed.TAKE), act(Deed.HAND_OVER, to=BETO)), two_close=False)
    assert (offered.holder, offered.offered_to) == (ANA, BETO)
    assert why_not(Deed.ACCEPT, offered, ANA) is not None
    taken = (act(Deed.TAKE), act(Deed.HAND_OVER, to=BETO), act(Deed.ACCEPT, BETO))
    after = standing(taken, two_close=False)
    assert (after.holder, after.offered_to) == (BETO, None)
    left = standing((*taken[:2], act(Deed.REJECT, BETO)), two_close=False)
    assert (left.holder, left.offered_to) == (ANA, None)


def test_where_harm_is_high_one_person_alone_ends_nothing():
    proposed = standing((act(Deed.TAKE), act(Deed.CLOSE)), two_close=True)
    assert (proposed.closed_on, proposed.closing) == (None, ANA)
    assert why_not(Deed.AGREE, proposed, ANA) is not None
    assert why_not(Deed.AGREE, proposed, BETO) is None
    agreed = standing((act(Deed.TAKE), act(Deed.CLOSE), act(Deed.AGREE, BETO)), two_close=True)
    assert (agreed.closed_on, agreed.closing) == (DAY, None)
    assert standing((act(Deed.TAKE), act(Deed.CLOSE)), two_close=False).closed_on == DAY


def test_a_fact_that_does_its_part_ends_it_and_counts_as_news():
    done = standing((act(Deed.TAKE),), two_close=True, told=2, done=DAY)
    assert (done.closed_on, done.version) == (DAY, 3)


def test_a_rest_ends_after_its_last_day():
    resting = standing((act(Deed.TAKE), act(Deed.SNOOZE, until=DAY)), two_close=False)
    assert resting.rests(DAY)
    assert not resting.rests(date(2026, 3, 3))


@given(st.lists(st.sampled_from(list(Deed)), max_size=12), st.booleans())
def test_every_deed_is_news_and_a_closed_duty_takes_none_but_opening_it_again(deeds, two_close):
    stand = standing([act(one, to=BETO) for one in deeds], two_close=two_close)
    assert stand.version == len(deeds)
    if stand.closed_on is not None:
        allowed = {one for one in Deed if why_not(one, stand, ANA) is None}
        assert allowed == {Deed.REOPEN}


@given(st.lists(st.sampled_from(list(Deed)), max_size=8), st.sampled_from(sorted(TAKEN_BACK)))
def test_a_deed_that_is_taken_back_leaves_the_duty_as_it_stood_before(deeds, deed):
    before = [act(one, to=BETO) for one in deeds]
    stood = standing(before, two_close=False)
    done = [*before, act(deed, to=BETO, until=DAY)]
    undone = standing([*done, act(Deed.UNDO)], two_close=False)
    assert replace(undone, version=0, undoable_by=None) == replace(
        stood, version=0, undoable_by=None
    )
    assert undone.version == stood.version + 2


def test_only_ones_own_last_deed_is_taken_back_and_only_once():
    assert why_not(Deed.UNDO, UNTOUCHED, ANA) is not None
    taken = standing([act(Deed.TAKE)], two_close=False)
    assert why_not(Deed.UNDO, taken, ANA) is None
    assert why_not(Deed.UNDO, taken, BETO) is not None
    moved = [Office(name=name, because="program", since=DAY) for name in ("Casa", "Hogar")]
    moving = standing([act(Deed.TAKE), act(Deed.UNDO)], two_close=False, offices=moved)
    assert (moving.office, moving.holder) == ("Hogar", None)  # the child moved all the same
    raised = standing([act(Deed.TAKE), act(Deed.ESCALATE)], two_close=False)
    assert why_not(Deed.UNDO, raised, ANA) is not None
    undone = standing([act(Deed.TAKE), act(Deed.UNDO)], two_close=False)
    assert why_not(Deed.UNDO, undone, ANA) is not None


# --- ladders ----------------------------------------------------------------------------------


def test_no_rung_leaves_its_agency_or_stands_at_dhs_over_counsel_or_over_the_court():
    for rung in LADDERS:
        assert AGENCY_OF[rung.of] is AGENCY_OF[rung.to]
        assert ROLES[rung.of].family not in {*DHS, Family.EOIR, Family.COUNSEL}


@pytest.mark.parametrize("gap", sorted(NEVER))
def test_a_missing_notice_is_raised_to_nobody_on_no_day_and_by_no_hand(gap):
    for role in Role:
        assert ladder(gap, role, DAY) == []
        assert raised_to(gap, role, date(2000, 1, 1), DAY, by_hand=9) is None


def test_a_late_duty_climbs_by_business_days_and_one_without_a_due_date_by_hand_alone():
    def to(due: date | None, by_hand: int = 0) -> Role | None:
        return raised_to("failed-to-appear", Role.FIELD_SPECIALIST, due, DAY, by_hand)

    assert to(date(2026, 2, 26)) is None  # two business days before
    assert to(date(2026, 2, 25)) is Role.CHILD_PROTECTION_OFFICER
    assert to(None) is None
    assert to(None, by_hand=1) is Role.CHILD_PROTECTION_OFFICER


def test_a_duty_is_unassigned_after_two_business_days():
    assert not is_unassigned(date(2026, 2, 26), DAY)
    assert is_unassigned(date(2026, 2, 25), DAY)
