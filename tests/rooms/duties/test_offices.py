"""Every work about a child lies at one office, by dated tables and facts; unknown is told."""

from datetime import date, timedelta
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.duties import CARDS, owners_of
from amparo.duties.act import Act, Deed
from amparo.duties.offices import (
    OFFICES,
    BadOffices,
    Office,
    Told,
    fallback,
    offices,
    offices_in,
)
from amparo.duties.standing import standing, why_not
from amparo.feeds.court.codes import codes_of
from amparo.purposes import DHS, ROLES
from amparo.record import Whereabouts
from amparo.words.agencies import AGENCY_OF, Role

DAY = date(2026, 3, 2)
OWNERS = sorted({role for gap in CARDS for role in owners_of(gap)})
OFFICERS = [role for role in OWNERS if ROLES[role].family in DHS]


def told(at: Whereabouts, known_from: date = DAY, known_to: date | None = None) -> Told:
    return Told(known_from=known_from, known_to=known_to, began_on=date(2025, 1, 1), at=at)


def name(role: Role, **at: str) -> str:
    return offices(role, [told(Whereabouts(**at))], DAY, DAY)[-1].name


def test_a_place_names_the_office_and_an_unknown_one_the_fallback_desk():
    assert name(Role.CASE_MANAGER, program="Casa Invento") == "Casa Invento"
    assert name(Role.COURT_STAFF, court="HOU") == "immigration court HOU"
    assert name(Role.JUVENILE_COORDINATOR, court="HOU") == "ICE field office Houston"
    assert name(Role.JUVENILE_COORDINATOR, sector="Sector Uno") == "ICE field office Made-up East"
    assert name(Role.OPLA_ATTORNEY, notice_court="SNA") == "OPLA San Antonio"
    # A place that no area lists is not guessed: the next place is asked, and then nobody's.
    assert name(Role.OPLA_ATTORNEY, court="XXX", notice_court="SNA") == "OPLA San Antonio"
    unknown = offices(Role.OPLA_ATTORNEY, [told(Whereabouts(court="XXX"))], DAY, DAY)
    assert unknown == (Office(name="ICE headquarters: OPLA", because=None, since=DAY),)
    assert offices(Role.CASE_MANAGER, [], DAY, DAY)[0].because is None


def test_the_tables_name_only_courts_that_there_are():
    made_up = {"MU1", "MU2", "MU3"}
    named = {court for area in OFFICES.area for court in area.court} - made_up
    assert named <= codes_of("tblLookupBaseCity")


def test_every_owner_s_work_lies_somewhere_on_any_day():
    for role in OWNERS:
        for day in (date(1998, 1, 1), DAY, date(2090, 1, 1)):
            assert len(offices(role, [], day, day)) == 1


def test_a_row_holds_in_its_own_time():
    row = 'role = "court-staff"\nby = ["court"]\ncitation = "x"\nread = "memory"\n'
    before = f'[[route]]\n{row}names = "old {{}}"\nfallback = "o"\nto = 2026-03-02\n'
    after = f'[[route]]\n{row}names = "new {{}}"\nfallback = "n"\nfrom = 2026-03-03\n'
    tables = offices_in(before + after)
    lain = offices(
        Role.COURT_STAFF, [told(Whereabouts(court="HOU"))], DAY, DAY + timedelta(1), tables
    )
    assert [one.name for one in lain] == ["old HOU", "new HOU"]
    with pytest.raises(BadOffices, match="stands twice"):
        offices_in(before + after.replace("2026-03-03", "2026-03-02"))
    with pytest.raises(BadOffices, match="DHS"):
        offices_in(before.replace("court-staff", "opla-attorney").replace('"court"', '"program"'))
    with pytest.raises(BadOffices, match="DHS"):
        offices_in(before.replace("court-staff", "opla-attorney") + "falls = true\n")
    with pytest.raises(BadOffices, match="no place"):
        offices_in(before.replace('["court"]', '["address"]'))


# --- over time --------------------------------------------------------------------------------

_NAMES = ("HOU", "SNA", "MU1", "XXX", "Casa Invento", "Casa Ejemplo", "Sector Uno")
_PLACES = st.builds(
    Whereabouts,
    **{place: st.none() | st.sampled_from(_NAMES) for place in Whereabouts.__struct_fields__},
)
_DAYS = st.integers(0, 40).map(lambda days: DAY + timedelta(days))


@st.composite
def _told(draw: st.DrawFn) -> Told:
    known_from, known_to = draw(_DAYS), draw(st.none() | _DAYS)
    began = draw(st.none() | st.sampled_from([date(2025, 1, 1), date(2026, 1, 1)]))
    at = draw(_PLACES)
    return Told(known_from=known_from, known_to=known_to, began_on=began, at=at)


@given(st.lists(_told(), max_size=5), _DAYS, st.sampled_from(OWNERS))
def test_a_child_moved_goes_to_the_office_of_where_it_is_now_and_the_way_there_is_kept(
    held, opened, role
):
    today = DAY + timedelta(41)
    lain = offices(role, held, opened, today)
    days = [one.since for one in lain]
    assert days[0] == opened
    assert days == sorted(set(days))
    assert all(one.name != after.name for one, after in pairwise(lain))
    # What was said of a day is said of it on every later day.
    for day in days:
        assert offices(role, held, opened, day) == tuple(one for one in lain if one.since <= day)


@given(st.lists(_told(), max_size=5), st.lists(_PLACES, min_size=5, max_size=5), _DAYS)
def test_no_office_of_dhs_is_named_by_what_hhs_alone_told(held, others, opened):
    other = [
        msgspec.structs.replace(one, at=msgspec.structs.replace(one.at, program=another.program))
        for one, another in zip(held, others, strict=False)
    ]
    for role in OFFICERS:
        today = DAY + timedelta(41)
        assert offices(role, held, opened, today) == offices(role, other, opened, today)


def test_for_what_nobody_took_in_the_named_time_the_fallback_desk_answers_but_never_at_dhs():
    at, tuesday = Office(name="Casa Invento", because="program", since=date(2026, 3, 6)), 10
    role, desk = Role.CASE_MANAGER, "ORR duty desk: intakes"
    assert fallback(role, at, date(2026, 3, tuesday)) is None
    assert fallback(role, at, date(2026, 3, tuesday + 1)) == desk
    assert fallback(role, msgspec.structs.replace(at, name=desk), date(2030, 1, 1)) is None
    for officer in OFFICERS:
        assert fallback(officer, at, date(2030, 1, 1)) is None
    assert {AGENCY_OF.get(one.role) for one in OFFICES.route if one.falls} == {"ORR", "EOIR"}


# --- and whoever has it -----------------------------------------------------------------------

HERE = Office(name="Casa Invento", because="program", since=DAY)
THERE = Office(name="Casa Ejemplo", because="program", since=DAY + timedelta(5))


def act(deed: Deed, person: str = "ana", day: int = 0, to: str | None = None) -> Act:
    return Act(
        deed=deed,
        person=person,
        role=Role.CASE_MANAGER,
        office="a desk",
        on=DAY + timedelta(day),
        entry=1,
        to=to,
    )


def test_nobody_s_work_goes_along_with_the_child():
    stand = standing((), two_close=False, offices=(HERE, THERE))
    assert (stand.office, stand.passes_to, stand.version) == ("Casa Ejemplo", None, 1)


def test_somebody_s_work_stays_theirs_until_it_is_accepted_where_the_child_is_now():
    held = standing([act(Deed.TAKE)], two_close=False, offices=(HERE, THERE))
    assert (held.holder, held.office, held.passes_to) == ("ana", "Casa Invento", THERE)
    assert why_not(Deed.ACCEPT, held, "ana") is not None
    assert "passes to another office" in str(why_not(Deed.TAKE, held, "beto"))
    assert why_not(Deed.ACCEPT, held, "beto") is None
    deeds = [act(Deed.TAKE), act(Deed.ACCEPT, "beto", 7)]
    after = standing(deeds, two_close=False, offices=(HERE, THERE))
    assert (after.holder, after.office, after.passes_to) == ("beto", "Casa Ejemplo", None)
    assert [(one.name, one.since) for one in after.offices] == [
        ("Casa Invento", DAY),
        ("Casa Ejemplo", DAY + timedelta(7)),
    ]
    deeds = [act(Deed.TAKE), act(Deed.REJECT, "beto", 7)]
    left = standing(deeds, two_close=False, offices=(HERE, THERE))
    assert (left.holder, left.office, left.passes_to) == ("ana", "Casa Invento", None)


def test_a_child_that_comes_back_leaves_the_work_where_it_is():
    back = msgspec.structs.replace(HERE, since=DAY + timedelta(9))
    held = standing([act(Deed.TAKE)], two_close=False, offices=(HERE, THERE, back))
    assert (held.office, held.passes_to) == ("Casa Invento", None)


_DEEDS = st.lists(
    st.tuples(
        st.sampled_from(list(Deed)),
        st.sampled_from(["ana", "beto"]),
        st.integers(0, 41),
        st.sampled_from([None, "ana", "beto"]),
    ),
    max_size=8,
)


@given(st.lists(_told(), max_size=4), _DEEDS, st.sampled_from(OWNERS), st.integers(0, 60))
def test_every_open_duty_has_exactly_one_office_at_every_instant(held, deeds, role, days):
    """Whatever is told and done, there is one desk, and at most one person who has it there."""
    today = DAY + timedelta(days)
    lain = offices(role, held, DAY, today)
    done = [act(deed, who, day, to) for deed, who, day, to in sorted(deeds, key=lambda x: x[2])]
    stand = standing([one for one in done if one.on <= today], two_close=False, offices=lain)
    assert isinstance(stand.office, str)
    assert stand.office
    assert stand.passes_to is None or stand.holder is not None
    assert stand.offices[0] == lain[0]
