"""No way leads from any officer of DHS to a sponsor, a household, a home HHS knows, or care."""

import random
from datetime import date

import cedarpy
import pytest

from amparo.purposes import ROLES, Action, DataClass, Nexus, Origin, Purpose, in_force
from amparo.purposes.by_cedar import request
from amparo.purposes.facts import FLAGS
from amparo.purposes.roles import DHS
from amparo.purposes.rules import Effect, package_rules, read_rules
from amparo.words.agencies import Role
from tests.rooms.purposes.requests import CHOICES, TODAY, every_path, filled

OFFICERS = tuple(role for role in Role if ROLES[role].family in DHS)
NEVER = frozenset(
    {
        DataClass.SPONSOR,
        DataClass.HOUSEHOLD,
        DataClass.CHECK_RESULTS,
        DataClass.IMMIGRATION_STATUS,
        DataClass.CLINICAL,
        DataClass.PLACEMENT,
        DataClass.SAFETY_CALLS,
        DataClass.COUNSEL_COMMUNICATIONS,
        DataClass.ACCOUNTING,
    }
)


@pytest.fixture(scope="module")
def granted():
    """Every path on which the table grants an officer of DHS something."""
    return [path for path, reason in every_path(role=OFFICERS) if reason is None]


def test_there_are_six_roles_of_dhs_and_some_of_their_requests_are_granted(granted):
    assert len(OFFICERS) == 6
    assert {path["role"] for path in granted} == set(OFFICERS)


def test_no_combination_of_facts_opens_families_care_or_calls_to_dhs(granted):
    assert not [path for path in granted if path["data_class"] in NEVER]


def test_no_combination_of_facts_opens_an_address_hhs_knows_to_dhs(granted):
    addresses = [path for path in granted if path["data_class"] is DataClass.LOCATION]
    assert addresses
    for path in addresses:
        assert path["origin"] in {Origin.DHS_SUPPLIED, Origin.SERVED_ON_DHS}
        assert path["duty"]
        assert path["action"] is Action.READ
        assert path["purpose"] in {Purpose.NTA_SERVICE, Purpose.COURT_NOTICE}


def test_no_combination_of_facts_lets_dhs_copy_or_count(granted):
    assert not {path["action"] for path in granted} & {Action.EXPORT, Action.COUNT}


def test_an_identity_told_by_hhs_is_not_shown_to_dhs(granted):
    identities = [path for path in granted if path["data_class"] is DataClass.IDENTITY]
    assert all(path["origin"] is not Origin.HHS for path in identities)


def test_relief_is_shown_at_dhs_only_to_the_office_it_was_asked_of(granted):
    for path in granted:
        if path["data_class"] is DataClass.PROTECTED_RELIEF:
            assert path["role"] is Role.USCIS_OFFICER
            assert path["own_case"]


def test_other_ice_officers_are_shown_nothing_without_a_duty_and_an_approval(granted):
    for path in granted:
        if path["role"] is Role.ERO_OFFICER:
            assert path["duty"]
            assert path["approved"]


def test_every_grant_to_dhs_rests_on_work_and_on_credentials_and_training(granted):
    for path in granted:
        assert any(path.get(nexus) for nexus in Nexus)
        assert path["credentials_in_date"]
        assert path["training_in_date"]


def forbidden_requests(chance: random.Random, number: int):
    """Requests of DHS for what is never its own, with as much in order as chance gives."""
    for _ in range(number):
        role, data_class = (
            chance.choice(OFFICERS),
            chance.choice([*sorted(NEVER), DataClass.LOCATION]),
        )
        much = {flag: chance.random() < 0.8 for flag in FLAGS} | {"protected_1367": False}
        path = {"role": role, "data_class": data_class, **much}
        if data_class is DataClass.LOCATION:
            path["origin"] = chance.choice(
                [one for one in Origin if one not in {Origin.DHS_SUPPLIED, Origin.SERVED_ON_DHS}]
            )
        yield filled(path, chance)


def test_cedar_alone_refuses_dhs_the_same_by_a_rule_that_protects_families():
    seed = 20261120
    requests = [request(one) for one in forbidden_requests(random.Random(seed), 1500)]
    replies = cedarpy.is_authorized_batch(requests, TODAY.set, TODAY.entities, TODAY.schema)
    protecting = {
        "families-not-to-dhs",
        "no-hhs-address-to-dhs",
        "care-not-to-dhs",
        "between-child-and-counsel",
        "accounting-not-to-those-it-is-about",
    }
    for reply in replies:
        assert reply.decision is cedarpy.Decision.Deny, f"seed {seed}"
        assert protecting & set(reply.diagnostics.reasons), f"seed {seed}"


def test_every_purpose_and_flag_was_tried_on_the_way():
    tried: dict[str, set[object]] = {name: set() for name in CHOICES}
    for path, _ in every_path(role=OFFICERS):
        for name, value in path.items():
            tried[name].add(value)
    assert tried["purpose"] == set(Purpose)
    assert tried["origin"] == set(Origin)
    assert tried["duty"] == tried["approved"] == tried["protected_1367"] == {True, False}


# --- the forbids by themselves ----------------------------------------------------------------

EVERYTHING_PERMITTED = in_force(
    date(2026, 11, 20),
    (
        *(rule for rule in package_rules() if rule.effect is Effect.FORBID),
        *read_rules(
            '@id("all") @says("All.") @law("made up") @verified("product")'
            "permit (principal, action, resource);",
            Effect.PERMIT,
        ),
    ),
)

HHS_TOLD = tuple(one for one in Origin if one not in {Origin.DHS_SUPPLIED, Origin.SERVED_ON_DHS})
PROMISES: dict[str, dict[str, tuple[object, ...]]] = {
    "nobody learns a status": {"data_class": (DataClass.IMMIGRATION_STATUS,)},
    "no family to DHS": {"role": OFFICERS, "data_class": tuple(sorted(NEVER))},
    "no home that HHS knows to DHS": {
        "role": OFFICERS,
        "data_class": (DataClass.LOCATION,),
        "origin": HHS_TOLD,
    },
    "no identity told by HHS to DHS": {
        "role": OFFICERS,
        "data_class": (DataClass.IDENTITY,),
        "origin": (Origin.HHS,),
    },
    "no copy, no count to DHS": {"role": OFFICERS, "action": (Action.EXPORT, Action.COUNT)},
    "no list of addresses to DHS": {
        "role": OFFICERS,
        "action": (Action.LIST, Action.SEARCH),
        "data_class": (DataClass.LOCATION, DataClass.ABUSE_REPORTS, DataClass.PROTECTED_RELIEF),
    },
    "no relief to ICE and CBP": {
        "role": tuple(sorted(set(OFFICERS) - {Role.USCIS_OFFICER})),
        "data_class": (DataClass.PROTECTED_RELIEF,),
    },
    "no report to DHS without approval": {
        "role": OFFICERS,
        "data_class": (DataClass.ABUSE_REPORTS,),
        "approved": (False,),
    },
    "no search by family": {
        "action": (Action.SEARCH,),
        "data_class": (DataClass.SPONSOR, DataClass.HOUSEHOLD, DataClass.LOCATION),
    },
    "no list of families": {
        "action": (Action.LIST,),
        "data_class": (DataClass.SPONSOR, DataClass.HOUSEHOLD, DataClass.LOCATION),
    },
    "no accounting to a sponsor": {
        "role": (Role.SPONSOR,),
        "data_class": (DataClass.ACCOUNTING, DataClass.ABUSE_REPORTS, DataClass.PLACEMENT),
    },
    "nothing between child and counsel": {
        "role": tuple(sorted(set(Role) - {Role.COUNSEL, Role.CHILD})),
        "data_class": (DataClass.COUNSEL_COMMUNICATIONS,),
    },
    "nothing to those who run the system": {"role": (Role.OPERATOR, Role.FEED_STEWARD)},
    "no child to the public": {
        "role": (Role.PUBLIC, Role.RESEARCHER, Role.COMMITTEE_STAFF),
        "action": tuple(sorted(set(Action) - {Action.COUNT})),
    },
    "nothing by credentials that lapsed": {
        "role": tuple(sorted(set(Role) - {Role.PUBLIC, Role.RESEARCHER, Role.COMMITTEE_STAFF})),
        "credentials_in_date": (False,),
    },
    "nothing restricted to DHS": {
        "role": tuple(sorted(set(OFFICERS) - {Role.USCIS_OFFICER})),
        "protected_1367": (True,),
    },
    "nothing is written into the accounting": {
        "action": (Action.WRITE,),
        "data_class": (DataClass.ACCOUNTING,),
        "purpose": tuple(sorted(set(Purpose) - {Purpose.COMPULSORY_PROCESS})),
    },
    "no child without work": {
        **{str(nexus): (False,) for nexus in Nexus},
        "purpose": tuple(sorted(set(Purpose) - {Purpose.IMMINENT_DANGER, Purpose.STATISTICS})),
    },
}


@pytest.mark.parametrize("promise", PROMISES)
def test_a_promise_holds_even_if_everything_were_permitted(promise):
    seed = 20261121
    chance = random.Random(seed)
    favourable = dict.fromkeys(FLAGS, (True, True, True, False)) | {"protected_1367": (False,)}
    choices = CHOICES | favourable | PROMISES[promise]
    requests = [
        request(filled({name: chance.choice(choices[name]) for name in CHOICES}, chance))
        for _ in range(120)
    ]
    replies = cedarpy.is_authorized_batch(
        requests,
        EVERYTHING_PERMITTED.set,
        EVERYTHING_PERMITTED.entities,
        EVERYTHING_PERMITTED.schema,
    )
    assert {reply.decision for reply in replies} == {cedarpy.Decision.Deny}, f"seed {seed}"
