"""The two evaluators agree wherever they are asked, and a forbid only ever takes away."""

import random
from datetime import date
from functools import cache

import cedarpy
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amparo.purposes import Facts, Grant, Origin, Refusal, decide, derived_from, in_force
from amparo.purposes.by_cedar import ask, request
from amparo.purposes.by_table import why_not
from amparo.purposes.facts import FLAGS
from amparo.purposes.rules import Effect, package_rules, read_rules
from tests.rooms.purposes.requests import CHOICES, TODAY, every_path, filled

SEED = 20261120

requests = st.fixed_dictionaries(
    {name: st.sampled_from(values) for name, values in CHOICES.items()}
).map(lambda facts: Facts(**facts))


@pytest.fixture(scope="module")
def paths():
    return list(every_path())


def disagreements(asked: list[Facts]) -> list[Facts]:
    replies = cedarpy.is_authorized_batch(
        [request(one) for one in asked], TODAY.set, TODAY.entities, TODAY.schema
    )
    return [
        facts
        for facts, reply in zip(asked, replies, strict=True)
        if reply.allowed != (why_not(facts) is None) or reply.diagnostics.errors
    ]


def test_cedar_grants_on_every_path_on_which_the_table_grants(paths):
    """All of them, each with a chance completion of the facts the table did not read."""
    chance = random.Random(SEED)
    grants = [filled(path, chance) for path, reason in paths if reason is None]
    assert len(grants) > 4000
    assert disagreements(grants) == [], f"seed {SEED}"


def test_cedar_refuses_where_one_fact_less_makes_the_table_refuse(paths):
    """Next to a grant is where a careless rule shows; far away nearly everything refuses."""
    chance = random.Random(SEED + 1)
    grants = [filled(path, chance) for path, reason in paths if reason is None]
    changed = [_one_changed(one, chance) for one in chance.sample(grants, 3000)]
    refused = [one for one in changed if why_not(one) is not None]
    assert len(refused) > 700
    assert disagreements(changed) == [], f"seed {SEED + 1}"


def _one_changed(facts: Facts, chance: random.Random) -> Facts:
    name = chance.choice(list(CHOICES))
    others = [value for value in CHOICES[name] if value != getattr(facts, name)]
    return msgspec.structs.replace(facts, **{name: chance.choice(others)})


def test_cedar_refuses_on_paths_on_which_the_table_refuses(paths):
    chance = random.Random(SEED + 2)
    refusals = [filled(path, chance) for path, reason in paths if reason is not None]
    assert disagreements(chance.sample(refusals, 1500)) == [], f"seed {SEED + 2}"


@given(requests)
@settings(max_examples=300, deadline=None)
def test_the_two_evaluators_agree_on_any_request(facts):
    reply = ask(facts, TODAY)
    assert not reply.errors
    assert reply.yes == (why_not(facts) is None)


@given(requests)
@settings(max_examples=200, deadline=None)
def test_every_answer_names_rules_and_speaks(facts):
    answer = decide(facts, TODAY)
    assert answer.rules
    assert answer.because.endswith(".")
    assert answer.facts == facts


# --- a forbid only takes away -----------------------------------------------------------------

_conditions = st.one_of(
    st.sampled_from([f"context.{flag}" for flag in FLAGS]),
    st.sampled_from([f'context.origin == Origin::"{origin}"' for origin in Origin]),
    st.sampled_from([f'principal == Role::"{role}"' for role in CHOICES["role"]]),
    st.sampled_from([f'resource == DataClass::"{one}"' for one in CHOICES["data_class"]]),
    st.sampled_from([f'context.purpose == Purpose::"{one}"' for one in CHOICES["purpose"]]),
)
forbids = st.tuples(
    st.lists(_conditions, min_size=1, max_size=2), st.sampled_from(["when", "unless"])
).map(
    lambda made: (
        '@id("one-more") @says("One more forbid.") @law("made up") @verified("product") '
        f"forbid (principal, action, resource) {made[1]} {{ {' && '.join(made[0])} }};"
    )
)


@given(forbids, st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_one_more_forbid_never_turns_a_refusal_into_a_grant(forbid, chance):
    more = in_force(date(2026, 11, 20), (*package_rules(), *read_rules(forbid, Effect.FORBID)))
    for _ in range(12):
        facts = filled({}, chance)
        before, after = decide(facts, TODAY), decide(facts, more)
        assert isinstance(before, Grant) or isinstance(after, Refusal)


@cache
def some_grants() -> list[Facts]:
    chance = random.Random(SEED)
    paths = [path for path, reason in every_path() if reason is None]
    return [filled(path, chance) for path in chance.sample(paths, 10)]


@given(forbids)
@settings(max_examples=10, deadline=None)
def test_one_more_forbid_takes_away_what_it_speaks_of(forbid):
    more = in_force(date(2026, 11, 20), (*package_rules(), *read_rules(forbid, Effect.FORBID)))
    for facts in some_grants():
        reply = ask(facts, more)
        assert reply.yes != ("one-more" in reply.rules)


# --- origins ----------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(list(Origin)), min_size=1))
def test_what_came_from_hhs_stays_hhs_s_in_any_order_of_derivation(origins):
    whole = derived_from(*origins)
    stepwise = origins[0]
    for origin in origins[1:]:
        stepwise = derived_from(stepwise, origin)
    assert (whole is Origin.HHS) == (Origin.HHS in origins)
    assert stepwise is whole
