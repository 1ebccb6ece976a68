"""Nobody is tied to a child but by work that someone else gave and that is there now."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from django.db import transaction

from amparo.actions import own_work
from amparo.actions.own_work import Desk, OwnWork, usual_purpose
from amparo.duties import CARDS, owners_of
from amparo.gaps import GAPS
from amparo.purposes import DHS, ROLES, Action, Nexus, Purpose
from amparo.purposes.asker import MADE_UP_DESKS, Asker
from amparo.purposes.facts import NEXUS_FLAGS
from amparo.purposes.matrix import PURPOSES_OF, TIES
from amparo.store import models, people
from amparo.words.agencies import Role

NOW = date(2026, 3, 10)
YESTERDAY, TOMORROW = NOW - timedelta(days=1), NOW + timedelta(days=1)
LONG_AGO = date(2025, 1, 1)
ANA, BETO, NOBODY = "a" * 32, "b" * 32, "0" * 32
PERSON = "e" * 32
IDENTITIES = {ANA: 11, BETO: 12}


@pytest.fixture(autouse=True)
def _two_children(unchanging_home) -> None:  # noqa: ARG001  # the children are in it
    for child, identity in IDENTITIES.items():
        agency = "CBP" if child == ANA else "ORR"
        models.Identity.objects.create(id=identity, name=f"{agency}:MU{identity}")
        models.Child.objects.create(id=child)
        models.Membership.objects.create(identity=identity, child=child, known_from=LONG_AGO)


def given(nexus: Nexus, child: str | None = ANA, **says: Any) -> None:
    """Work that somebody else gave."""
    days = {"begins": LONG_AGO, "ends": TOMORROW}
    usual = {"person": PERSON, "made_by": "f" * 32, "budgeted": True, **days}
    with transaction.atomic():
        people.add("assignment", nexus=nexus, child=child, **usual | says)


def agreed(kind: str, purpose: Purpose, child: str | None = ANA, **says: Any) -> None:
    usual = {"begins": LONG_AGO, "ends": TOMORROW, "made_by": "f" * 32, "authority": "made-up"}
    with transaction.atomic():
        people.add(
            "approval", person=PERSON, kind=kind, purpose=purpose, child=child, **usual | says
        )


def finding(gap: str, child: str = ANA, **says: Any) -> None:
    """What is owed to a child, open and known now unless said otherwise."""
    usual = {"since": YESTERDAY, "until": None, "known_from": YESTERDAY, "known_to": None}
    identity = IDENTITIES[child]
    models.Finding.objects.create(
        gap=gap,
        anchor=f"{gap}-{identity}",
        identity=identity,
        entity=identity,
        facts=[],
        **{"basis": "learned"} | usual | says,
    )


def episode(steps: Mapping[str, Any], child: str = ANA, known_from: date = LONG_AGO) -> None:
    identity = IDENTITIES[child]
    models.Episode.objects.create(
        entity=identity,
        identity=identity,
        transferred="transferred_on" in steps,
        steps=msgspec.to_builtins(steps),
        known_from=known_from,
        basis="learned",
    )


def desk(role: Role, child: str | None = None) -> Desk:
    asker = Asker(
        person=PERSON,
        slug="made-up",
        role=role,
        agency="made-up",
        office="made-up",
        credentials_in_date=True,
        training_in_date=True,
    )
    return Desk(asker, NOW, NOW, child)


def ties(role: Role, purpose: Purpose, child: str = ANA) -> frozenset[Nexus]:
    """What ties to a child, looked for among all children and, as quickly, of this one alone."""
    found = OwnWork(desk(role), purpose).ties(child)
    assert OwnWork(desk(role, child), purpose).ties(child) == found
    return found


COORDINATOR = Role.JUVENILE_COORDINATOR, Purpose.NTA_SERVICE
NONE: frozenset[Nexus] = frozenset()


# --- a duty -----------------------------------------------------------------------------------


def test_an_open_duty_of_the_role_ties_for_the_purpose_on_its_card():
    given(Nexus.DUTY, None)
    finding("nta-not-served")
    assert ties(*COORDINATOR) == {Nexus.DUTY}
    assert ties(*COORDINATOR, child=BETO) == NONE


def test_a_duty_given_where_nothing_is_owed_ties_to_nobody():
    given(Nexus.DUTY, None)
    assert ties(*COORDINATOR) == NONE


def test_what_is_owed_and_was_given_to_nobody_ties_nobody():
    finding("nta-not-served")
    assert ties(*COORDINATOR) == NONE


NOT_OPEN: dict[str, dict[str, Any]] = {
    "closed": {"until": NOW},
    "not begun": {"since": TOMORROW},
    "not known yet": {"known_from": TOMORROW},
    "not so any more, as is known now": {"known_to": NOW},
    "known only by when it was sealed": {"basis": "sealed"},
}


@pytest.mark.parametrize("how", NOT_OPEN)
def test_a_duty_that_is_not_open_as_known_now_ties_nobody(how):
    given(Nexus.DUTY, None)
    finding("nta-not-served", **NOT_OPEN[how])
    assert ties(*COORDINATOR) == NONE


def test_a_duty_that_closes_tomorrow_ties_today():
    given(Nexus.DUTY, None)
    finding("nta-not-served", until=TOMORROW)
    assert ties(*COORDINATOR) == {Nexus.DUTY}


def test_what_others_owe_is_no_work_of_mine_over_the_whole_home():
    given(Nexus.DUTY, None)
    for gap in CARDS:
        if Role.JUVENILE_COORDINATOR not in owners_of(gap):
            finding(gap)
    assert models.Finding.objects.exists()
    for purpose in Purpose:
        assert ties(Role.JUVENILE_COORDINATOR, purpose) == NONE, purpose


@pytest.mark.parametrize("purpose", Purpose)
def test_a_duty_ties_for_no_purpose_but_the_one_on_its_card(purpose):
    given(Nexus.DUTY, None)
    finding("nta-not-served")
    tied = ties(Role.JUVENILE_COORDINATOR, purpose)
    assert tied == ({Nexus.DUTY} if purpose is CARDS["nta-not-served"].purpose else NONE)


def test_a_duty_that_is_shared_is_the_work_of_both():
    given(Nexus.DUTY, None)
    finding("nta-not-filed")
    for role in (GAPS["nta-not-filed"].owed_by, *CARDS["nta-not-filed"].shared_with):
        assert ties(role, Purpose.NTA_SERVICE) == {Nexus.DUTY}, role


def test_one_duty_may_be_lent_by_the_childs_number_to_somebody_whose_work_it_is_not():
    finding("nta-not-served")
    finding("nta-not-served", BETO)
    given(Nexus.DUTY, ANA)
    assert ties(Role.ERO_OFFICER, Purpose.NTA_SERVICE) == {Nexus.DUTY}
    assert ties(Role.ERO_OFFICER, Purpose.NTA_SERVICE, BETO) == NONE


def test_no_duty_is_lent_over_the_whole_home():
    finding("nta-not-served")
    given(Nexus.DUTY, None)
    assert ties(Role.ERO_OFFICER, Purpose.NTA_SERVICE) == NONE


def test_a_duty_that_was_lent_is_over_when_it_is_done():
    finding("nta-not-served", until=NOW)
    given(Nexus.DUTY, ANA)
    assert ties(Role.ERO_OFFICER, Purpose.NTA_SERVICE) == NONE


# --- a stay, a hearing, one's own case --------------------------------------------------------

IN_CARE = {"began_on": LONG_AGO, "transferred_on": LONG_AGO, "admitted_on": LONG_AGO}
LEFT = IN_CARE | {"discharged_on": YESTERDAY}
AT_HOME = LEFT | {"released_on": YESTERDAY}
DEPARTED = AT_HOME | {"departed_on": YESTERDAY}
FOUND = {"began_on": YESTERDAY}
HANDED_OVER = FOUND | {"transferred_on": YESTERDAY}
IN_COURT = IN_CARE | {"at": {"court": "HOU"}}
FILED = IN_CARE | {"filed_on": YESTERDAY}

PLACED = (Role.CASE_MANAGER, Purpose.CARE, Nexus.PLACEMENT)
LIVES_WITH = (Role.SPONSOR, Purpose.OWN_RECORD, Nexus.PLACEMENT)
AT_COURT = (Role.COURT_STAFF, Purpose.COURT_NOTICE, Nexus.HEARING)
FINDER = (Role.CBP_OFFICER, Purpose.TRANSFER, Nexus.OWN_CASE)

THERE = [
    (*PLACED, IN_CARE, True),
    (*PLACED, LEFT, False),
    (*PLACED, AT_HOME, False),
    (*PLACED, HANDED_OVER, False),
    (*LIVES_WITH, AT_HOME, True),
    (*LIVES_WITH, IN_CARE, False),
    (*LIVES_WITH, LEFT, False),
    (*LIVES_WITH, DEPARTED, False),
    (*AT_COURT, FILED, True),
    (*AT_COURT, IN_CARE, False),
    # The court's own case is there, whether or not ICE told that a notice was filed; of that DHS,
    # lent a hearing, has none.
    (*AT_COURT, IN_COURT, True),
    (Role.JUVENILE_COORDINATOR, Purpose.COURT_NOTICE, Nexus.HEARING, IN_COURT, False),
    (*FINDER, FOUND, True),
    (*FINDER, HANDED_OVER, False),
]


@pytest.mark.parametrize(("role", "purpose", "nexus", "steps", "there"), THERE)
def test_work_with_a_child_is_there_while_the_child_is_at_that_step(
    role, purpose, nexus, steps, there
):
    given(nexus, None)
    episode(steps)
    assert ties(role, purpose) == ({nexus} if there else NONE)
    assert ties(role, purpose, BETO) == NONE


@pytest.mark.parametrize(("role", "purpose", "nexus", "steps", "there"), THERE)
def test_it_is_the_same_for_a_child_given_by_its_number(role, purpose, nexus, steps, there):
    given(nexus, ANA)
    episode(steps)
    assert ties(role, purpose) == ({nexus} if there else NONE)


def test_a_child_of_whom_cbp_has_no_record_is_no_case_of_its_own():
    """Beto was never found by it; ORR alone tells of him."""
    given(Nexus.OWN_CASE, None)
    episode(FOUND, BETO)
    assert ties(Role.CBP_OFFICER, Purpose.TRANSFER, BETO) == NONE


def test_a_new_episode_ends_the_work_of_the_one_before():
    given(Nexus.PLACEMENT, None)
    episode(IN_CARE)
    episode(HANDED_OVER)
    assert ties(Role.CASE_MANAGER, Purpose.CARE) == NONE


def test_what_is_learned_tomorrow_is_no_work_today():
    given(Nexus.PLACEMENT, None)
    episode(IN_CARE, known_from=TOMORROW)
    assert ties(Role.CASE_MANAGER, Purpose.CARE) == NONE


@pytest.mark.parametrize("nexus", [Nexus.DUTY, Nexus.PLACEMENT, Nexus.HEARING])
def test_of_a_child_of_whom_nothing_is_told_there_is_no_work(nexus):
    given(nexus, None)
    for role in (Role.CASE_MANAGER, Role.SPONSOR, Role.COURT_STAFF, Role.JUVENILE_COORDINATOR):
        for purpose in PURPOSES_OF[role]:
            assert ties(role, purpose) == NONE


GIVEN_IS_THERE = [
    (Role.COUNSEL, Purpose.REPRESENTATION, Nexus.REPRESENTATION),
    (Role.OMBUDS, Purpose.OVERSIGHT, Nexus.COMPLAINT),
    (Role.INSPECTOR, Purpose.OVERSIGHT, Nexus.AUDIT),
    (Role.CHILD_ADVOCATE, Purpose.BEST_INTERESTS, Nexus.ASSIGNED),
    (Role.CHILD, Purpose.OWN_RECORD, Nexus.OWN_CASE),
]


@pytest.mark.parametrize(("role", "purpose", "nexus"), GIVEN_IS_THERE)
def test_work_of_which_no_more_is_known_is_there_as_given(role, purpose, nexus):
    assert ties(role, purpose) == NONE
    given(nexus, ANA)
    assert ties(role, purpose) == {nexus}
    assert ties(role, purpose, BETO) == NONE


@pytest.mark.parametrize("nexus", Nexus)
@pytest.mark.parametrize(
    "says", [{"ends": YESTERDAY}, {"begins": TOMORROW, "ends": TOMORROW}], ids=["over", "to come"]
)
def test_work_given_for_other_days_ties_nobody_today(nexus, says):
    given(nexus, ANA, **says)
    _everything_is_there()
    for role in (Role.COUNSEL, Role.CASE_MANAGER, *_DHS):
        assert ties(role, min(PURPOSES_OF[role])) == NONE


_DHS = tuple(role for role in Role if ROLES[role].family in DHS)


def _everything_is_there() -> None:
    for gap in GAPS:
        finding(gap)
    episode(FILED)


def test_work_given_to_one_person_is_no_work_of_another():
    given(Nexus.REPRESENTATION, ANA, person="9" * 32)
    assert ties(Role.COUNSEL, Purpose.REPRESENTATION) == NONE


# --- numbers that lead elsewhere, or nowhere --------------------------------------------------


def merged(old: str, new: str) -> None:
    models.Alias.objects.create(old=old, child=new, known_from=LONG_AGO, entry=0)
    models.Membership.objects.filter(child=old).update(child=new)


@pytest.mark.parametrize(("role", "purpose", "nexus"), GIVEN_IS_THERE)
def test_work_on_a_child_that_was_merged_is_on_the_child_it_is_now(role, purpose, nexus):
    given(nexus, ANA)
    merged(ANA, BETO)
    assert ties(role, purpose, BETO) == {nexus}


def test_a_duty_lent_on_a_child_that_was_merged_is_on_the_child_it_is_now():
    finding("nta-not-served")
    given(Nexus.DUTY, ANA)
    merged(ANA, BETO)
    assert ties(Role.ERO_OFFICER, Purpose.NTA_SERVICE, BETO) == {Nexus.DUTY}


@pytest.mark.parametrize("nexus", Nexus)
def test_work_on_a_number_never_given_ties_to_nobody(nexus):
    """Never, for want of one child, to every child."""
    given(nexus, NOBODY)
    _everything_is_there()
    for role in Role:
        for purpose in PURPOSES_OF[role]:
            for child in (ANA, BETO, NOBODY):
                assert OwnWork(desk(role, child), purpose).ties(child) == NONE


def test_nothing_ties_to_a_child_that_is_not_there():
    for nexus in Nexus:
        given(nexus, None)
    _everything_is_there()
    for role in Role:
        for purpose in PURPOSES_OF[role]:
            facts = OwnWork(desk(role), purpose).request(Action.READ, own_work.NOBODY)
            assert not any(getattr(facts, flag) for flag in NEXUS_FLAGS)
            assert not facts.no_counsel


# --- what others agreed to, and counsel -------------------------------------------------------


def read(role: Role, purpose: Purpose, child: str = ANA):
    return OwnWork(desk(role, child), purpose).request(Action.READ, child)


@pytest.mark.parametrize("kind", ["approved", "exigent", "two_person"])
def test_an_agreement_is_for_one_child_one_purpose_and_its_days(kind):
    agreed(kind, Purpose.NTA_SERVICE)
    assert getattr(read(Role.ERO_OFFICER, Purpose.NTA_SERVICE), kind)
    assert not getattr(read(Role.ERO_OFFICER, Purpose.NTA_SERVICE, BETO), kind)
    assert not getattr(read(Role.HSI_INVESTIGATOR, Purpose.TRAFFICKING_RESPONSE), kind)
    others = {"approved", "exigent", "two_person"} - {kind}
    assert not any(getattr(read(Role.ERO_OFFICER, Purpose.NTA_SERVICE), one) for one in others)


@pytest.mark.parametrize("kind", ["approved", "exigent", "two_person"])
def test_an_agreement_that_is_over_or_about_nobody_agrees_to_nothing(kind):
    agreed(kind, Purpose.NTA_SERVICE, ends=YESTERDAY)
    agreed(kind, Purpose.NTA_SERVICE, NOBODY)
    for child in (ANA, BETO, NOBODY):
        assert not getattr(read(Role.ERO_OFFICER, Purpose.NTA_SERVICE, child), kind)


def test_an_agreement_about_a_child_that_was_merged_is_about_the_child_it_is_now():
    agreed("approved", Purpose.NTA_SERVICE, ANA)
    merged(ANA, BETO)
    assert read(Role.ERO_OFFICER, Purpose.NTA_SERVICE, BETO).approved


def test_a_child_has_no_counsel_until_somebody_represents_it():
    for child, expected in ((ANA, True), (BETO, True)):
        assert read(Role.CHILD_ADVOCATE, Purpose.BEST_INTERESTS, child).no_counsel is expected
    given(Nexus.REPRESENTATION, ANA, person="9" * 32)
    assert not read(Role.CHILD_ADVOCATE, Purpose.BEST_INTERESTS, ANA).no_counsel
    assert read(Role.CHILD_ADVOCATE, Purpose.BEST_INTERESTS, BETO).no_counsel


def test_counsel_by_a_number_the_child_had_before_is_its_counsel():
    given(Nexus.REPRESENTATION, ANA, person="9" * 32)
    merged(ANA, BETO)
    assert not read(Role.CHILD_ADVOCATE, Purpose.BEST_INTERESTS, BETO).no_counsel


def test_counsel_of_the_whole_home_is_everybodys_and_counsel_of_nobody_is_nobodys():
    given(Nexus.REPRESENTATION, NOBODY, person="9" * 32)
    assert read(Role.CHILD_ADVOCATE, Purpose.BEST_INTERESTS).no_counsel
    given(Nexus.REPRESENTATION, None, person="9" * 32)
    assert not read(Role.CHILD_ADVOCATE, Purpose.BEST_INTERESTS).no_counsel


# --- the whole home ---------------------------------------------------------------------------


def test_all_children_at_once_are_tied_to_work_over_the_whole_home_only():
    given(Nexus.AUDIT, ANA)
    work = OwnWork(desk(Role.INSPECTOR), Purpose.OVERSIGHT)
    assert not work.of_whole_home(Action.EXPORT).audit
    given(Nexus.AUDIT, None)
    assert OwnWork(desk(Role.INSPECTOR), Purpose.OVERSIGHT).of_whole_home(Action.EXPORT).audit


@pytest.mark.parametrize("nexus", [Nexus.DUTY, Nexus.PLACEMENT, Nexus.HEARING, Nexus.OWN_CASE])
def test_work_that_each_child_has_or_has_not_ties_to_no_home(nexus):
    given(nexus, None)
    _everything_is_there()
    for role in Role:
        facts = OwnWork(desk(role), Purpose.OVERSIGHT).of_whole_home(Action.EXPORT)
        assert not getattr(facts, nexus)


def test_whether_to_look_for_any_work_is_asked_as_if_all_that_was_given_were_there():
    given(Nexus.DUTY, None)
    given(Nexus.PLACEMENT, NOBODY)
    agreed("approved", Purpose.NTA_SERVICE, ANA)
    facts = OwnWork(desk(Role.ERO_OFFICER), Purpose.NTA_SERVICE).widest(Action.LIST)
    assert facts.duty
    assert facts.approved
    assert not facts.placement
    assert not facts.audit


# --- budgets ----------------------------------------------------------------------------------


def test_budgets_bind_whoever_was_not_freed_of_them():
    work = OwnWork(desk(Role.INSPECTOR), Purpose.OVERSIGHT)
    assert work.is_budgeted
    given(Nexus.AUDIT, None)
    assert OwnWork(desk(Role.INSPECTOR), Purpose.OVERSIGHT).is_budgeted


def test_an_audit_without_a_budget_frees_the_audit_and_no_other_purpose():
    given(Nexus.AUDIT, None, budgeted=False)
    assert not OwnWork(desk(Role.PRIVACY_OFFICER), Purpose.OVERSIGHT).is_budgeted
    given(Nexus.ASSIGNED, None)
    assert OwnWork(desk(Role.PRIVACY_OFFICER), Purpose.CORRECTION).is_budgeted


@pytest.mark.parametrize("purpose", [one for one in Purpose if Nexus.AUDIT not in TIES[one]])
def test_no_purpose_that_an_audit_does_not_tie_is_freed_by_one(purpose):
    given(Nexus.AUDIT, None, budgeted=False)
    assert OwnWork(desk(Role.PRIVACY_OFFICER), purpose).is_budgeted


# --- the purpose nobody named -----------------------------------------------------------------


def usual(role: Role, child: str | None = ANA) -> Purpose | None:
    return usual_purpose(desk(role, child), child)


def test_the_purpose_is_that_of_the_work_that_is_there():
    given(Nexus.OWN_CASE, None)
    given(Nexus.REPRESENTATION, BETO)
    assert usual(Role.COUNSEL, BETO) is Purpose.REPRESENTATION
    assert usual(Role.CHILD) is Purpose.OWN_RECORD


def test_a_duty_of_service_is_asked_for_by_its_card():
    given(Nexus.DUTY, None)
    finding("nta-not-served")
    for child in (ANA, BETO, NOBODY):
        assert usual(Role.JUVENILE_COORDINATOR, child) is Purpose.NTA_SERVICE


def test_whoever_has_two_kinds_of_duties_asks_for_that_of_this_child():
    given(Nexus.DUTY, None)
    finding("address-unusable", ANA)
    finding("transferred-not-placed", BETO)
    assert usual(Role.FIELD_SPECIALIST, ANA) is Purpose.ADDRESS_CORRECTION
    assert usual(Role.FIELD_SPECIALIST, BETO) is Purpose.PLACEMENT


@pytest.mark.parametrize(("role", "nexuses"), list(MADE_UP_DESKS.items()))
def test_a_child_of_others_and_a_number_never_given_are_asked_for_alike(role, nexuses):
    """Else the words of a refusal would tell that there is such a child."""
    for nexus in nexuses:
        if nexus in {Nexus.DUTY, Nexus.PLACEMENT, Nexus.HEARING, Nexus.OWN_CASE}:
            given(nexus, None)
        else:
            given(nexus, BETO)
    of_others = usual(role, ANA)
    assert usual_purpose(desk(role, None), None) is of_others
    assert of_others in PURPOSES_OF[role] or (of_others is None and not PURPOSES_OF[role])


@pytest.mark.parametrize("role", [role for role in Role if not PURPOSES_OF[role]])
def test_a_role_without_a_purpose_has_none_to_take(role):
    assert usual(role) is None
