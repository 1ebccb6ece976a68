"""A request is asked for every class of every origin, and what stays shut says why."""

from itertools import product
from typing import Any

import msgspec
import pytest

from amparo.purposes import (
    NO_RULE,
    Action,
    DataClass,
    Facts,
    Grant,
    Nexus,
    Origin,
    Purpose,
    decide,
)
from amparo.purposes.labels import Label
from amparo.purposes.opening import IN_ORDER, opened
from amparo.words.agencies import Role
from tests.rooms.purposes.requests import TODAY, asked


def request(role: Role, purpose: Purpose, *ties: str, **more: Any) -> Facts:
    return asked(role, purpose, DataClass.IDENTITY, *ties, **more)


SERVING = request(Role.JUVENILE_COORDINATOR, Purpose.NTA_SERVICE, Nexus.DUTY)
REPRESENTING = request(Role.COUNSEL, Purpose.REPRESENTATION, Nexus.REPRESENTATION)
CARING = request(Role.CASE_MANAGER, Purpose.CARE, Nexus.PLACEMENT)
AUDITING = request(Role.INSPECTOR, Purpose.OVERSIGHT, Nexus.AUDIT, action=Action.LIST)
STANDING_IN = request(
    Role.LEGAL_SERVICE_PROVIDER, Purpose.LEGAL_SERVICES, Nexus.ASSIGNED, no_counsel=True
)
WITHOUT_WORK = request(Role.ERO_OFFICER, Purpose.NTA_SERVICE)
OPERATING = request(Role.OPERATOR, Purpose.STATISTICS)

some_opened = pytest.mark.parametrize(
    "one", [SERVING, REPRESENTING, CARING, AUDITING, STANDING_IN], ids=lambda one: str(one.role)
)
every_request = pytest.mark.parametrize(
    "one",
    [SERVING, REPRESENTING, CARING, AUDITING, STANDING_IN, WITHOUT_WORK, OPERATING],
    ids=lambda one: str(one.role),
)

LABELS = [
    Label(data_class=data_class, origin=origin, protected=protected)
    for data_class, origin, protected in product(DataClass, Origin, (False, True))
]


def decided(one, label: Label):
    about = {"data_class": label.data_class, "origin": label.origin}
    return decide(msgspec.structs.replace(one, **about, protected_1367=label.protected), TODAY)


# --- what is opened ---------------------------------------------------------------------------


@every_request
def test_exactly_what_is_granted_one_by_one_is_opened(one):
    granted = {label for label in LABELS if isinstance(decided(one, label), Grant)}
    assert opened(one, TODAY).labels == granted


@some_opened
def test_the_rules_are_those_of_the_grants_each_once(one):
    found = opened(one, TODAY)
    granting = {name for label in found.labels for name in decided(one, label).rules}
    assert set(found.rules) == granting
    assert len(found.rules) == len(granting) > 0


@every_request
@pytest.mark.parametrize("data_class", [DataClass.SPONSOR, DataClass.ACCOUNTING])
def test_which_class_the_request_itself_names_is_of_no_account(one, data_class):
    other = msgspec.structs.replace(
        one, data_class=data_class, origin=Origin.OWN, protected_1367=not one.protected_1367
    )
    assert opened(other, TODAY) == opened(one, TODAY)


def test_the_juvenile_coordinator_is_opened_no_value_that_came_from_hhs():
    shown = {(label.data_class, label.origin) for label in opened(SERVING, TODAY).labels}
    assert (DataClass.LOCATION, Origin.DHS_SUPPLIED) in shown
    assert (DataClass.LOCATION, Origin.SERVED_ON_DHS) in shown
    hhs = {data_class for data_class, origin in shown if origin is Origin.HHS}
    assert hhs <= {DataClass.COURT}
    assert {data_class for data_class, _ in shown} == {
        DataClass.IDENTITY,
        DataClass.LOCATION,
        DataClass.COURT,
    }


def test_counsel_is_opened_the_record_whoever_told_it_and_who_looked():
    shown = {(label.data_class, label.origin) for label in opened(REPRESENTING, TODAY).labels}
    for data_class in (DataClass.LOCATION, DataClass.PLACEMENT, DataClass.COURT):
        assert {(data_class, origin) for origin in Origin} <= shown
    assert DataClass.ACCOUNTING in opened(REPRESENTING, TODAY).classes


def test_who_stands_in_for_counsel_is_opened_the_case_and_who_looked_until_there_is_counsel():
    assert opened(STANDING_IN, TODAY).classes == (
        DataClass.IDENTITY,
        DataClass.COURT,
        DataClass.ACCOUNTING,
    )
    represented = msgspec.structs.replace(STANDING_IN, no_counsel=False)
    assert opened(represented, TODAY).labels == frozenset()


@some_opened
@pytest.mark.parametrize("flag", ["credentials_in_date", "training_in_date"])
def test_whoever_is_out_of_date_is_opened_nothing_that_may_be_restricted(one, flag):
    lapsed = opened(msgspec.structs.replace(one, **{flag: False}), TODAY).labels
    assert lapsed < opened(one, TODAY).labels


@some_opened
def test_an_expired_role_opens_nothing_at_all(one):
    expired = opened(msgspec.structs.replace(one, credentials_in_date=False), TODAY)
    assert expired.labels == frozenset()
    assert expired.rules == ()


@pytest.mark.parametrize("one", [WITHOUT_WORK, OPERATING], ids=["ero-officer", "operator"])
def test_a_role_without_work_or_purpose_is_opened_nothing(one):
    found = opened(one, TODAY)
    assert (found.labels, found.classes, found.rules) == (frozenset(), (), ())


# --- what stays shut, and why -----------------------------------------------------------------


@every_request
def test_every_class_is_opened_whole_or_withheld_with_its_reason(one):
    found = opened(one, TODAY)
    held_back = {each.data_class: each for each in found.withheld}
    for data_class in DataClass:
        protected = data_class is DataClass.PROTECTED_RELIEF
        open_origins = {
            origin
            for origin in Origin
            if Label(data_class=data_class, origin=origin, protected=protected) in found.labels
        }
        assert (data_class not in held_back) == (open_origins == set(Origin)), data_class


@every_request
def test_what_is_withheld_comes_in_the_order_of_the_matrix_each_class_once(one):
    shut = [each.data_class for each in opened(one, TODAY).withheld]
    assert shut == [data_class for data_class in IN_ORDER if data_class in shut]


@every_request
def test_a_reason_is_a_sentence_with_rules_that_are_in_force(one):
    for each in opened(one, TODAY).withheld:
        assert each.because.endswith(".")
        assert each.rules
        assert set(each.rules) <= {*TODAY.rules, NO_RULE}


@every_request
def test_the_rules_of_a_reason_are_those_by_which_a_value_of_the_class_is_refused(one):
    for each in opened(one, TODAY).withheld:
        protected = each.data_class is DataClass.PROTECTED_RELIEF
        refusals = [
            decided(one, Label(data_class=each.data_class, origin=origin, protected=protected))
            for origin in Origin
        ]
        assert each.rules in [answer.rules for answer in refusals if not answer]


@every_request
def test_what_is_withheld_in_part_names_the_origins_that_are_shown(one):
    found = opened(one, TODAY)
    for each in found.withheld:
        shown = {
            label.origin
            for label in found.labels
            if label.data_class is each.data_class and not label.protected
        }
        assert set(each.only) == shown
        assert len(each.only) < len(Origin)


def test_the_same_request_has_the_same_answer_whatever_was_asked_in_between():
    before = opened(SERVING, TODAY)
    for other in (REPRESENTING, CARING, WITHOUT_WORK):
        opened(other, TODAY)
    assert opened(SERVING, TODAY) == before


# --- why nothing is opened --------------------------------------------------------------------


def test_a_look_without_work_is_refused_for_what_shut_every_class():
    rules, because = opened(WITHOUT_WORK, TODAY).why_not(None)
    assert rules
    for each in opened(WITHOUT_WORK, TODAY).withheld:
        assert set(rules) <= set(each.rules)
    assert because.endswith(".")


@pytest.mark.parametrize("flag", ["credentials_in_date", "training_in_date"])
def test_whoever_is_out_of_date_is_told_so_and_nothing_else(flag):
    """Not what each class would have been refused for besides."""
    lapsed = opened(msgspec.structs.replace(REPRESENTING, **{flag: False}), TODAY)
    [rule], because = lapsed.why_not(None)
    assert because == TODAY.rules[rule].says
    assert because.endswith("out of date.")


def test_one_class_is_refused_for_its_own_reason():
    found = opened(SERVING, TODAY)
    [sponsor] = [each for each in found.withheld if each.data_class is DataClass.SPONSOR]
    rules, because = found.why_not(frozenset({DataClass.SPONSOR}))
    assert set(rules) <= set(sponsor.rules)
    assert because in sponsor.because or sponsor.because in because


def test_a_refusal_says_nothing_but_what_the_rules_and_the_table_say():
    for one in (WITHOUT_WORK, OPERATING, SERVING):
        _, because = opened(one, TODAY).why_not(None)
        refused = [decided(one, label) for label in LABELS]
        assert any(because in answer.because or answer.because in because for answer in refused)
