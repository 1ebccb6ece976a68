"""An entry follows from the rules it names, or it is found out that it was made up."""

from datetime import date
from typing import Any

import msgspec
import pytest

from amparo.disclosures import AS_OF_NOW, OVER_BUDGET, Disclosed, follows
from amparo.purposes import Action, DataClass, Facts, Nexus, Purpose, in_force
from amparo.purposes.opening import opened
from amparo.purposes.rules import package_rules
from amparo.words.agencies import Role
from tests.rooms.disclosures.made_up import told
from tests.rooms.purposes.requests import TODAY, asked

COUNSEL_S = asked(Role.COUNSEL, Purpose.REPRESENTATION, DataClass.IDENTITY, Nexus.REPRESENTATION)
INSPECTOR_S = asked(Role.INSPECTOR, Purpose.OVERSIGHT, DataClass.IDENTITY, Nexus.AUDIT)
COORDINATOR_S = asked(
    Role.JUVENILE_COORDINATOR, Purpose.NTA_SERVICE, DataClass.IDENTITY, Nexus.DUTY
)
OFFICER_S = asked(Role.ERO_OFFICER, Purpose.NTA_SERVICE, DataClass.IDENTITY)
LOOKS = [COUNSEL_S, INSPECTOR_S, COORDINATOR_S]


def granted(*requests: Facts, **differing: Any) -> Disclosed:
    """What the rules open for some requests, as it is entered."""
    found = [opened(one, TODAY) for one in requests]
    says = {
        "requests": tuple(map(msgspec.structs.asdict, requests)),
        "rules": tuple(dict.fromkeys(rule for one in found for rule in one.rules)),
        "classes": tuple(dict.fromkeys(data_class for one in found for data_class in one.classes)),
    }
    return told(**says | differing)


def refused(request: Facts, *wanted: DataClass, **differing: Any) -> Disclosed:
    """A refusal of some classes (of none named: of every class), as it is entered."""
    rules, because = opened(request, TODAY).why_not(frozenset(wanted) if wanted else None)
    says = {
        "answer": "refusal",
        "classes": (),
        "requests": (msgspec.structs.asdict(request),),
        "wanted": wanted or None,
        "rules": rules,
        "because": because,
    }
    return told(**says | differing)


# --- what was answered by the rules follows from them -----------------------------------------


@pytest.mark.parametrize("request_", LOOKS)
def test_what_the_rules_opened_follows_from_them(request_):
    assert granted(request_).classes
    assert follows(granted(request_), TODAY)


def test_a_list_of_several_kinds_of_work_follows_from_all_of_them_together():
    lent = msgspec.structs.replace(COUNSEL_S, approved=True)
    assert follows(granted(COUNSEL_S, lent), TODAY)


@pytest.mark.parametrize("request_", LOOKS)
def test_less_may_be_shown_than_is_opened(request_):
    [first, *_] = granted(request_).classes
    assert follows(granted(request_, classes=(first,)), TODAY)


@pytest.mark.parametrize("wanted", [(), (DataClass.SPONSOR,), (DataClass.COURT, DataClass.SPONSOR)])
def test_a_refusal_follows_for_its_reason(wanted):
    assert follows(refused(OFFICER_S, *wanted), TODAY)


@pytest.mark.parametrize("instead", [OVER_BUDGET, AS_OF_NOW])
def test_what_no_rule_refused_follows_if_it_is_a_refusal(instead):
    assert follows(refused(COUNSEL_S, rules=(instead,), because="So many a day."), TODAY)
    assert not follows(granted(COUNSEL_S, rules=(instead,)), TODAY)


# --- and nothing else does --------------------------------------------------------------------

MADE_UP: dict[str, Disclosed] = {
    "a grant that no rule gives": granted(COUNSEL_S, requests=(msgspec.structs.asdict(OFFICER_S),)),
    "a class that no rule opens": granted(
        COORDINATOR_S, classes=(*granted(COORDINATOR_S).classes, DataClass.SPONSOR)
    ),
    "a rule left out": granted(COUNSEL_S, rules=granted(COUNSEL_S).rules[1:]),
    "a rule of others": granted(COUNSEL_S, rules=granted(INSPECTOR_S).rules),
    "a rule too many": granted(COUNSEL_S, rules=(*granted(COUNSEL_S).rules, "a-rule-of-none")),
    "a request left out": granted(COUNSEL_S, requests=()),
    "a look that was only listed": granted(
        COUNSEL_S,
        requests=(msgspec.structs.asdict(msgspec.structs.replace(COUNSEL_S, action=Action.LIST)),),
    ),
    "work that was not there": granted(
        COUNSEL_S,
        requests=(
            msgspec.structs.asdict(msgspec.structs.replace(COUNSEL_S, representation=False)),
        ),
    ),
    "a grant called a refusal": granted(COUNSEL_S, answer="refusal"),
    "a refusal called a grant": refused(OFFICER_S, answer="grant"),
    "a refusal in other words": refused(OFFICER_S, because="The office is closed."),
    "a refusal by another rule": refused(OFFICER_S, rules=("families-not-to-dhs", "another")),
    "a refusal of nothing asked": refused(OFFICER_S, requests=()),
}


@pytest.mark.parametrize("what", MADE_UP)
def test_nothing_made_up_follows(what):
    assert not follows(MADE_UP[what], TODAY)


@pytest.mark.parametrize("request_", LOOKS)
def test_without_the_rules_that_it_names_nothing_follows(request_):
    named = granted(request_).rules
    others = [rule for rule in package_rules() if rule.name not in named]
    assert not follows(granted(request_), in_force(date(2026, 11, 20), others))


def test_an_entry_that_tells_too_few_facts_is_not_asked_again():
    facts = msgspec.structs.asdict(COUNSEL_S)
    del facts["training_in_date"]
    with pytest.raises(msgspec.ValidationError):
        follows(granted(COUNSEL_S, requests=(facts,)), TODAY)
