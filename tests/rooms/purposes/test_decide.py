"""What is asked is granted by two evaluators or refused, with the rules and in words."""

from dataclasses import replace
from datetime import date
from typing import Any

import cedarpy
import msgspec
import pytest

from amparo.purposes import (
    Action,
    DataClass,
    Grant,
    Origin,
    Purpose,
    Refusal,
    by_cedar,
    decide,
    in_force,
)
from amparo.purposes.answers import NO_CLEAN_ANSWER, NO_RULE, NOT_AGREED, NOT_KNOWN
from amparo.purposes.asking import derived_from
from amparo.purposes.by_table import why_not
from amparo.purposes.facts import FLAGS, Facts
from amparo.purposes.matrix import Verdict
from amparo.words.agencies import Role
from tests.rooms.purposes.requests import TODAY, asked

BY_COUNSEL = asked(Role.COUNSEL, Purpose.REPRESENTATION, DataClass.LOCATION, "representation")


def refusal(facts, policies=TODAY) -> Refusal:
    answer = decide(facts, policies)
    assert isinstance(answer, Refusal)
    return answer


def grant(facts) -> Grant:
    answer = decide(facts, TODAY)
    assert isinstance(answer, Grant)
    return answer


# --- nothing said means no --------------------------------------------------------------------


def test_an_empty_set_of_rules_refuses_even_counsel():
    said = refusal(BY_COUNSEL, in_force(date(2026, 11, 20), ()))
    assert NOT_AGREED in said.rules
    assert "No rule allows it" in said.because


def test_what_no_rule_speaks_of_is_refused_and_says_so():
    said = refusal(asked(Role.CLINICIAN, Purpose.CARE, DataClass.COURT, "assigned"))
    assert said.rules == (NO_RULE,)
    assert said.because == "No rule allows it. This is never shown to this role."


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        ("purpose", "sponsor-arrest", "There is no such purpose."),
        ("role", "director", "There is no such role."),
        ("data_class", "everything", "There is no such data class."),
        ("action", "delete", "There is no such action."),
        ("origin", None, "There is no such origin."),
        ("duty", None, "It is not known whether duty is so."),
        ("approved", "yes", "It is not known whether approved is so."),
        ("credentials_in_date", [], "One of the facts is no word at all."),
        ("role", ["counsel"], "One of the facts is no word at all."),
    ],
)
def test_a_word_nobody_wrote_down_is_a_refusal_that_does_not_repeat_it(fact, value, said):
    unknown = refusal(msgspec.structs.replace(BY_COUNSEL, **{fact: value}))
    assert unknown.rules == (NOT_KNOWN,)
    assert unknown.because == said


def test_a_known_word_is_the_same_word_however_it_was_written():
    written: dict[str, Any] = {"role": "counsel", "representation": 1, "hearing": 0}
    assert decide(msgspec.structs.replace(BY_COUNSEL, **written), TODAY) == grant(BY_COUNSEL)


# --- a forbid that reads what is absent -------------------------------------------------------

FACTS_CEDAR_READS = (*FLAGS, "purpose", "origin")


def lacking(fact: str, monkeypatch) -> None:
    whole = by_cedar.request

    def request(facts: Facts) -> dict[str, Any]:
        asked_of = whole(facts)
        context = msgspec.json.decode(str(asked_of["context"]))
        del context[fact]
        return {**asked_of, "context": msgspec.json.encode(context).decode()}

    monkeypatch.setattr(by_cedar, "request", request)


def allow_all_but(fact: str) -> cedarpy.PolicySet:
    tells = {"purpose": 'Purpose::"statistics"', "origin": 'Origin::"other"'}.get(fact, "true")
    return cedarpy.PolicySet.from_str(
        f"permit (principal, action, resource);"
        f"forbid (principal, action, resource) when {{ context.{fact} == {tells} }};"
    )


@pytest.mark.parametrize("fact", FACTS_CEDAR_READS)
def test_cedar_lets_a_forbid_pass_that_reads_an_absent_fact_and_we_do_not(fact, monkeypatch):
    lacking(fact, monkeypatch)
    without_schema: Any = None
    policies = replace(
        TODAY, set=allow_all_but(fact), schema=without_schema, digest=f"made up, no {fact}"
    )
    reply = by_cedar.ask(BY_COUNSEL, policies)
    assert reply.yes, "the hazard is gone from Cedar: look at this again"
    assert reply.errors
    assert why_not(BY_COUNSEL) is None
    assert refusal(BY_COUNSEL, policies).rules[0] == NO_CLEAN_ANSWER


@pytest.mark.parametrize("fact", FACTS_CEDAR_READS)
def test_a_request_that_lacks_a_fact_is_no_request_to_our_schema(fact, monkeypatch):
    lacking(fact, monkeypatch)
    policies = replace(TODAY, set=allow_all_but(fact), digest=f"made up, with schema, no {fact}")
    reply = by_cedar.ask(BY_COUNSEL, policies)
    assert not reply.yes
    assert refusal(BY_COUNSEL, policies).rules[0] == NO_CLEAN_ANSWER


def test_a_role_or_class_that_cedar_was_not_told_of_would_pass_the_forbids_so_all_are_there():
    told = str(TODAY.entities)
    for kind, words in (("Role", Role), ("DataClass", DataClass)):
        assert all(f'"type": "{kind}"' in told and f'"id": "{word}"' in told for word in words)


def test_whatever_goes_wrong_inside_is_a_refusal(monkeypatch):
    def broken(*_: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr(cedarpy, "is_authorized", broken)
    said = refusal(BY_COUNSEL, replace(TODAY, digest="made up, broken"))
    assert said.rules == (NO_CLEAN_ANSWER,)
    assert "out of order" not in said.because


def test_no_decision_is_no_grant(monkeypatch):
    nothing = cedarpy.AuthzResult({"decision": "NoDecision", "diagnostics": {}})
    monkeypatch.setattr(cedarpy, "is_authorized", lambda *_: nothing)
    said = refusal(BY_COUNSEL, replace(TODAY, digest="made up, undecided"))
    assert said.rules == (NO_CLEAN_ANSWER,)


# --- the two must agree -----------------------------------------------------------------------


def test_cedar_alone_grants_nothing():
    closed = msgspec.structs.replace(TODAY.table, cells={})
    said = refusal(BY_COUNSEL, replace(TODAY, table=closed, digest="made up, closed table"))
    assert said.rules[0] == NOT_AGREED
    assert "disagree" in said.because


def test_the_table_alone_grants_nothing():
    cells = {**TODAY.table.cells}
    cells[Role.CLINICIAN] = {**cells[Role.CLINICIAN], DataClass.COURT: Verdict.PERMIT}
    open_table = msgspec.structs.replace(TODAY.table, cells=cells)
    facts = asked(Role.CLINICIAN, Purpose.CARE, DataClass.COURT, "assigned")
    assert why_not(facts, open_table) is None
    said = refusal(facts, replace(TODAY, table=open_table, digest="made up, open table"))
    assert said.rules == (NOT_AGREED,)


# --- memory -----------------------------------------------------------------------------------


def test_what_was_decided_once_is_not_decided_again(monkeypatch):
    first = decide(BY_COUNSEL, TODAY)
    monkeypatch.setattr(cedarpy, "is_authorized", None)
    assert decide(BY_COUNSEL, TODAY) is first


def test_what_was_granted_by_some_rules_is_not_remembered_for_others():
    grant(BY_COUNSEL)
    refusal(BY_COUNSEL, in_force(date(2026, 11, 20), ()))


def test_a_word_nobody_wrote_down_leaves_nothing_in_the_memory():
    unknown: Any = msgspec.structs.replace(BY_COUNSEL, origin="nowhere")
    assert refusal(unknown) is not refusal(unknown)


# --- stories ----------------------------------------------------------------------------------


def test_a_refusal_opens_no_door_left_ajar():
    assert not decide(msgspec.structs.replace(BY_COUNSEL, representation=False), TODAY)


def test_a_grant_names_its_rules_its_digest_and_the_facts_it_is_for():
    said = grant(BY_COUNSEL)
    assert said.rules == ("counsel-looks",)
    assert said.digest == TODAY.digest
    assert said.facts == BY_COUNSEL
    assert said.because == TODAY.rules["counsel-looks"].says


def test_the_coordinator_sees_the_address_ice_was_served_with_and_not_the_one_hhs_knows():
    facts = asked(
        Role.JUVENILE_COORDINATOR,
        Purpose.NTA_SERVICE,
        DataClass.LOCATION,
        "duty",
        origin=Origin.SERVED_ON_DHS,
    )
    grant(facts)
    said = refusal(msgspec.structs.replace(facts, origin=Origin.HHS))
    assert said.rules == ("no-hhs-address-to-dhs",)
    assert "The child's home is the sponsor's home." in said.because


def test_an_address_made_of_several_is_hhs_s_if_any_part_came_from_there():
    for other in Origin:
        assert derived_from(other, Origin.HHS) is Origin.HHS
    assert derived_from(Origin.DHS_SUPPLIED, Origin.SERVED_ON_DHS) is Origin.OTHER
    assert derived_from(Origin.COURT, Origin.COURT) is Origin.COURT


def test_another_ice_officer_without_work_is_refused_and_told_so():
    said = refusal(
        asked(Role.ERO_OFFICER, Purpose.NTA_SERVICE, DataClass.COURT, origin=Origin.COURT)
    )
    assert "work-of-service" in said.rules
    assert "There is no open duty of service." in said.because


def test_training_that_lapsed_refuses_whoever_works_and_not_the_child():
    work = asked(
        Role.CASE_MANAGER, Purpose.CARE, DataClass.IDENTITY, "placement", training_in_date=False
    )
    assert "training" in refusal(work).rules
    own = asked(
        Role.CHILD, Purpose.OWN_RECORD, DataClass.IDENTITY, "own_case", training_in_date=False
    )
    grant(own)


def test_a_restricted_record_does_not_say_why_it_is_restricted():
    facts = asked(
        Role.OPLA_ATTORNEY,
        Purpose.COURT_NOTICE,
        DataClass.COURT,
        "duty",
        origin=Origin.COURT,
        protected_1367=True,
    )
    said = refusal(facts)
    assert said.because == "This record is restricted."
    assert said.rules == ("restricted-record",)
    assert str(why_not(facts)) == said.because


def test_danger_opens_the_file_to_child_protection_only_when_two_agree():
    facts = asked(
        Role.CHILD_PROTECTION,
        Purpose.IMMINENT_DANGER,
        DataClass.LOCATION,
        exigent=True,
        two_person=True,
    )
    grant(facts)
    for missing in ("exigent", "two_person"):
        refusal(msgspec.structs.replace(facts, **{missing: False}))
    for role in Role:
        if role not in {Role.CHILD_PROTECTION, Role.CHILD_PROTECTION_OFFICER}:
            refusal(msgspec.structs.replace(facts, role=role))


def test_without_counsel_the_legal_service_provider_reads_and_takes_who_looked():
    facts = asked(
        Role.LEGAL_SERVICE_PROVIDER,
        Purpose.LEGAL_SERVICES,
        DataClass.ACCOUNTING,
        "assigned",
        no_counsel=True,
    )
    copy = msgspec.structs.replace(facts, action=Action.EXPORT)
    grant(facts)
    grant(copy)
    for one in (facts, copy):
        refusal(msgspec.structs.replace(one, no_counsel=False))


def test_a_sponsor_sees_the_address_they_gave_while_the_child_lives_there_and_no_other():
    gave = asked(
        Role.SPONSOR,
        Purpose.OWN_RECORD,
        DataClass.LOCATION,
        "own_case",
        "placement",
        origin=Origin.OWN,
    )
    grant(gave)
    refusal(msgspec.structs.replace(gave, placement=False))
    refusal(msgspec.structs.replace(gave, origin=Origin.HHS))


@pytest.mark.parametrize("data_class", [DataClass.LOCATION, DataClass.SPONSOR, DataClass.HOUSEHOLD])
@pytest.mark.parametrize("role", Role)
def test_nobody_searches_by_sponsor_household_or_address(role, data_class):
    for purpose in Purpose:
        facts = asked(role, purpose, data_class, *FLAGS, action=Action.SEARCH, protected_1367=False)
        assert why_not(facts) is not None
    assert "no-search-by-family" in refusal(facts).rules
