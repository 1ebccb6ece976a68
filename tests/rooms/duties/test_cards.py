"""Each gap's duty card says exactly what the rules grant to those who must act."""

import re
from itertools import product

import pytest

from amparo.duties import CARDS, DutyCard, duties_of, owners_of, part_of
from amparo.events import ToldAtDesk
from amparo.gaps import GAPS, Kind
from amparo.purposes import ROLES, Action, DataClass, Family, Nexus, Origin, Purpose, decide
from amparo.purposes.entries import everything_in_order
from amparo.purposes.labels import FIELDS
from amparo.purposes.matrix import PURPOSES_OF
from amparo.purposes.roles import DHS
from amparo.store.records import is_shown_to
from amparo.words.agencies import Role
from tests.rooms.purposes.requests import TODAY, asked

WHO_ACTS = [
    pytest.param(name, role, id=f"{name}, {role}") for name in CARDS for role in owners_of(name)
]
DISAGREE = "agencies-disagree-on-address"
IN_COURT = [name for name, gap in GAPS.items() if gap.kind is Kind.DUE_PROCESS]
RED_FLAGS = [name for name, gap in GAPS.items() if gap.kind is Kind.RED_FLAG]
OFFICERS = tuple(role for role in Role if ROLES[role].family in DHS)

everyone_who_acts = pytest.mark.parametrize(("name", "role"), WHO_ACTS)
every_card = pytest.mark.parametrize("name", CARDS)


def granted(
    role: Role,
    purpose: Purpose,
    action: Action,
    data_class: DataClass,
    tie: Nexus = Nexus.DUTY,
) -> frozenset[Origin]:
    """The origins of which a class is granted to whoever has the duty as work, unapproved."""
    more = {"no_counsel": role in STAND_IN}
    return frozenset(
        origin
        for origin in Origin
        if decide(
            asked(role, purpose, data_class, tie, action=action, origin=origin, **more), TODAY
        )
    )


def test_every_gap_has_exactly_one_card():
    assert set(CARDS) == set(GAPS)


@everyone_who_acts
def test_whoever_must_act_has_the_purpose_for_which_their_part_lets_them_ask(name, role):
    assert part_of(name, role).purpose in PURPOSES_OF[role]


@everyone_who_acts
def test_a_part_shows_exactly_what_the_rules_grant_to_whoever_must_act(name, role):
    part = part_of(name, role)
    read = {one for one in DataClass if granted(role, part.purpose, Action.READ, one, part.tied_by)}
    assert part.sees == read


@everyone_who_acts
def test_whoever_must_act_may_list_what_the_finding_tells_whoever_told_it(name, role):
    """By a purpose of their own, which need not be the one for which they then read the child."""
    tie, tells = part_of(name, role).tied_by, CARDS[name].tells
    listed = [granted(role, one, Action.LIST, tells, tie) for one in PURPOSES_OF[role]]
    # What the finder has not done yet, the finder's own rows tell, until somebody has the child.
    told_by = frozenset({Origin.DHS_SUPPLIED} if tie is Nexus.OWN_CASE else Origin)
    assert told_by in listed


@everyone_who_acts
def test_whoever_must_act_sees_what_is_kept_to_some_families(name, role):
    card = CARDS[name]
    assert card.restricted_to is None or ROLES[role].family in card.restricted_to
    assert card.only is None or role in card.only


@everyone_who_acts
def test_what_a_card_takes_can_be_told_by_one_of_those_who_must_act(name, role):
    """And what ends a part can be told by whoever has that part."""
    part, card = part_of(name, role), CARDS[name]
    assert part.done_by <= card.takes
    for fact in card.takes:
        tellers = owners_of(name) if fact not in part.done_by else [role]
        assert any(_may_tell(one, name, fact) for one in tellers), fact


def _may_tell(role: Role, name: str, fact: type[ToldAtDesk]) -> bool:
    part, data_class = part_of(name, role), FIELDS[fact]["happened_on"]
    return bool(granted(role, part.purpose, Action.WRITE, data_class, part.tied_by))


@pytest.mark.parametrize("name", RED_FLAGS)
def test_a_red_flag_is_told_to_child_protection_alone(name):
    told = {role for role in Role if is_shown_to(role, name)}
    assert told == {Role.CHILD_PROTECTION, Role.CHILD_PROTECTION_OFFICER}


@pytest.mark.parametrize("name", RED_FLAGS)
def test_a_red_flag_is_not_even_of_a_class_that_an_officer_of_dhs_may_see(name):
    for role, origin in product(OFFICERS, Origin):
        if CARDS[name].tells is not DataClass.ABUSE_REPORTS:  # a crime reported, on approval
            assert not _ever_granted(role, CARDS[name], origin), (role, origin)


def test_nothing_but_a_red_flag_is_kept_to_some_roles():
    assert {name for name, card in CARDS.items() if card.only is not None} == set(RED_FLAGS)


def test_who_turns_18_is_told_to_orr_and_counsel_alone():
    told = {ROLES[role].family for role in Role if is_shown_to(role, "turns-18")}
    assert told == {Family.ORR, Family.COUNSEL}


@every_card
def test_the_owner_is_not_among_those_a_duty_is_shared_with(name):
    card = CARDS[name]
    assert GAPS[name].owed_by not in card.shared_with | card.parts.keys()
    assert not card.shared_with & card.parts.keys()


OWED_BY_ORR = [
    name
    for name, gap in GAPS.items()
    if ROLES[gap.owed_by].family is Family.ORR and not set(owners_of(name)).intersection(OFFICERS)
]


def _ever_granted(role: Role, card: DutyCard, origin: Origin) -> bool:
    return any(
        decide(everything_in_order(role, purpose, card.tells, action, origin), TODAY)
        for purpose, action in product(Purpose, Action)
    )


def _is_told(role: Role, name: str, origin: Origin) -> bool:
    """Whether a finding reaches a role: by the rules of its class, and by whom the gap is told."""
    return is_shown_to(role, name) and _ever_granted(role, CARDS[name], origin)


@pytest.mark.parametrize("name", OWED_BY_ORR)
def test_what_orr_must_mend_is_told_to_no_officer_of_dhs(name):
    for role, origin in product(OFFICERS, Origin):
        assert not _is_told(role, name, origin), (role, origin)


WHAT_HHS_WAS_TOLD = [
    "safety-call-overdue",
    "address-told-not-filed",
    "agencies-disagree-on-address",
    "address-unusable",
]


@pytest.mark.parametrize("name", WHAT_HHS_WAS_TOLD)
def test_what_a_family_told_hhs_is_not_even_of_a_class_that_an_officer_of_dhs_may_see(name):
    for role, origin in product(OFFICERS, Origin):
        assert not _ever_granted(role, CARDS[name], origin), (role, origin)


def test_that_books_disagree_is_told_to_orr_and_counsel_alone():
    told = {ROLES[role].family for role in Role if is_shown_to(role, DISAGREE)}
    assert told == {Family.ORR, Family.COUNSEL}


def test_an_absence_from_court_opens_no_address_to_an_officer_of_dhs():
    """It ties them to the child by a purpose of its own, which is about notice and nothing else."""
    assert {role for role in OFFICERS if "failed-to-appear" in duties_of(role)} == {
        Role.JUVENILE_COORDINATOR,
        Role.OPLA_ATTORNEY,
    }
    for role, data_class, action in product(OFFICERS, DataClass, Action):
        if data_class not in {DataClass.IDENTITY, DataClass.COURT}:
            assert not granted(role, Purpose.NOTICE_CHECK, action, data_class)


def test_an_order_in_absentia_is_no_work_of_any_officer_of_dhs():
    for role in OFFICERS:
        assert "in-absentia-order" not in duties_of(role)


STAND_IN = (Role.LEGAL_SERVICE_PROVIDER, Role.CHILD_ADVOCATE)


@pytest.mark.parametrize("name", IN_COURT)
def test_what_endangers_a_child_s_case_reaches_counsel_whoever_told_it(name):
    """What endangers a child's case reaches counsel, whoever told it."""
    assert all(_is_told(Role.COUNSEL, name, origin) for origin in Origin)


@pytest.mark.parametrize("name", IN_COURT)
def test_where_there_is_no_counsel_it_reaches_who_stands_in(name):
    for origin in Origin:
        assert any(_is_told(role, name, origin) for role in STAND_IN)


def test_that_there_is_no_counsel_is_the_first_of_what_endangers_a_case():
    assert IN_COURT[0] == "no-counsel"


HUNTING = "enforc|arrest|apprehend|remov|detain|deport|locat|raid|surveil|find the|search"


@every_card
def test_a_card_speaks_to_its_owner_in_one_sentence_that_hunts_nobody(name):
    says = CARDS[name].says
    assert re.fullmatch(r"[A-Z][^.]+\.", says)
    assert len(says.split()) >= 4
    assert not re.search(HUNTING, says.lower())


def test_what_dhs_owes_is_the_notice_and_to_tell_hhs_of_the_child_and_to_hand_the_child_over():
    """With a duty of service comes the address that a notice was served at: other work has none."""
    owed = {gap: [one for one in owners_of(gap) if one in OFFICERS] for gap in CARDS}
    with_address = {
        gap
        for gap, roles in owed.items()
        if any(DataClass.LOCATION in part_of(gap, role).sees for role in roles)
    }
    assert with_address == {"nta-not-issued", "nta-not-served", "nta-not-filed"}
    assert {gap for gap, roles in owed.items() if roles} - with_address == {
        "failed-to-appear",
        "referral-late",
        "transfer-late",
    }
