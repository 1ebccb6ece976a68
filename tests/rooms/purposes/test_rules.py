"""Rules are dated rows: loaded for a day, named by a digest, and what is unsure permits nothing."""

from datetime import date

import pytest

from amparo.purposes import (
    DataClass,
    Grant,
    Origin,
    Purpose,
    Refusal,
    RulesWrong,
    decide,
    in_force,
)
from amparo.purposes.rules import Effect, Mark, package_rules, read_rules, restored
from amparo.words.agencies import Role
from tests.rooms.purposes.requests import TODAY, asked

ANA_S_COUNSEL = asked(Role.COUNSEL, Purpose.REPRESENTATION, DataClass.LOCATION, "representation")
A_SPONSOR_S_ADDRESS_AT_ICE = asked(
    Role.JUVENILE_COORDINATOR, Purpose.NTA_SERVICE, DataClass.SPONSOR, "duty"
)


def row(name="a-rule", effect="permit", mark="product", body="", **more):
    notes = {"id": name, "says": "It says so.", "law": "a law", "verified": mark, **more}
    written = " ".join(f'@{note}("{value}")' for note, value in notes.items() if value is not None)
    return f"{written} {effect} (principal, action, resource) {body};"


def permit(text):
    return read_rules(text, Effect.PERMIT)


def forbid(text):
    return read_rules(text, Effect.FORBID)


# --- reading ----------------------------------------------------------------------------------


def test_a_permit_may_not_stand_among_the_forbids_nor_a_forbid_among_the_permits():
    with pytest.raises(RulesWrong, match="a-rule is a permit, which may not stand"):
        forbid(row())
    with pytest.raises(RulesWrong, match="a-rule is a forbid, which may not stand"):
        permit(row(effect="forbid"))


@pytest.mark.parametrize("note", ["id", "says", "law", "verified"])
def test_a_rule_without_name_words_source_or_mark_is_not_loaded(note):
    with pytest.raises(RulesWrong, match=f"lacks @{note}"):
        permit(row(**{note: None}))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (row(mark="sure"), "'sure' is not a valid Mark"),
        (row(**{"from": "2026-02-30"}), "a-rule: day is out of range"),
        ("permit (principal", "cannot be read"),
        (row() + row(), "Two rules are called a-rule"),
        (row().replace("(principal,", "(principal == ?principal,"), "open place"),
    ],
)
def test_a_file_that_is_wrong_says_where(text, said):
    with pytest.raises(RulesWrong, match=said):
        permit(text)


def test_a_rule_that_reads_what_no_request_carries_is_not_loaded():
    reads = row(effect="forbid", body="when { resource.child.protected_1367 }")
    with pytest.raises(RulesWrong, match="a-rule does not fit the schema"):
        in_force(date(2026, 11, 20), forbid(reads))


def test_a_rule_about_a_purpose_that_does_not_exist_is_not_loaded():
    hunts = row(body='when { context.purpose == Purpose::"sponsor-arrest" }')
    with pytest.raises(RulesWrong, match="sponsor-arrest"):
        in_force(date(2026, 11, 20), permit(hunts))


# --- what is unsure ---------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [Mark.SECONDARY, Mark.MEMORY, Mark.UNKNOWN, Mark.PROPOSED])
def test_a_rule_whose_text_was_not_read_permits_nothing(mark):
    day = date(2026, 11, 20)
    assert isinstance(decide(ANA_S_COUNSEL, in_force(day, permit(row()))), Grant)
    unsure = in_force(day, permit(row(mark=mark)))
    assert not unsure.rules
    assert isinstance(decide(ANA_S_COUNSEL, unsure), Refusal)


@pytest.mark.parametrize(
    ("mark", "answer"),
    [(mark, Grant if mark is Mark.PROPOSED else Refusal) for mark in Mark],
)
def test_a_rule_whose_text_was_not_read_still_forbids_unless_it_is_only_proposed(mark, answer):
    rules = (*permit(row("yes")), *forbid(row("no", "forbid", mark)))
    assert isinstance(decide(ANA_S_COUNSEL, in_force(date(2026, 11, 20), rules)), answer)


def test_no_permit_of_ours_rests_on_a_text_that_was_not_read():
    unsure = {Mark.SECONDARY, Mark.MEMORY, Mark.UNKNOWN, Mark.PROPOSED}
    loaded = TODAY.rules.values()
    assert not [rule for rule in loaded if rule.effect is Effect.PERMIT and rule.mark in unsure]
    assert [rule for rule in loaded if rule.effect is Effect.FORBID and rule.mark in unsure]


# --- days -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "loaded"),
    [("2025-01-31", False), ("2025-02-01", True), ("2025-03-01", True), ("2025-03-02", False)],
)
def test_a_rule_holds_from_its_first_day_to_its_last(day, loaded):
    dated = forbid(row(effect="forbid", **{"from": "2025-02-01", "to": "2025-03-01"}))
    assert bool(in_force(date.fromisoformat(day), dated).rules) is loaded


@pytest.mark.parametrize(
    ("day", "rider"),
    [
        ("2019-02-14", None),
        ("2019-02-15", "sponsor-rider-2019"),
        ("2022-06-01", "sponsor-rider-2020-2025"),
        ("2025-10-15", None),
        ("2025-12-24", "sponsor-rider-2026-first-resolution"),
        ("2026-02-01", None),
        ("2026-02-10", "sponsor-rider-2026-second-resolution"),
        ("2026-03-01", None),
        ("2026-05-01", "sponsor-rider-2026"),
        ("2026-11-20", "sponsor-rider-2027"),
    ],
)
def test_the_rider_is_cited_only_while_it_was_or_may_have_been_in_force(day, rider):
    refused = decide(A_SPONSOR_S_ADDRESS_AT_ICE, in_force(date.fromisoformat(day)))
    assert isinstance(refused, Refusal)
    assert [name for name in refused.rules if "rider" in name] == ([rider] if rider else [])
    assert "families-not-to-dhs" in refused.rules


# --- digests, and asking again ----------------------------------------------------------------


def test_days_with_the_same_rules_have_one_digest_and_others_another():
    assert in_force(date(2026, 11, 21)).digest == TODAY.digest
    assert in_force(date(2026, 3, 1)).digest != TODAY.digest


def test_a_word_more_in_one_rule_is_another_digest():
    day = date(2026, 11, 20)
    changed = permit(row(says="It says more."))
    assert in_force(day, permit(row())).digest != in_force(day, changed).digest


@pytest.mark.parametrize("day", ["2019-06-01", "2024-08-01", "2026-03-01"])
@pytest.mark.parametrize("facts", [ANA_S_COUNSEL, A_SPONSOR_S_ADDRESS_AT_ICE])
def test_a_past_decision_is_given_again_from_what_was_kept_of_it(day, facts):
    then = in_force(date.fromisoformat(day))
    answer = decide(facts, then)
    assert decide(facts, restored(then.text)) == answer


def test_no_rules_but_those_of_a_decision_have_the_digest_that_it_names():
    answer = decide(ANA_S_COUNSEL, TODAY)
    assert restored(TODAY.text).digest == answer.digest
    turned = TODAY.text.replace(b'"says":"', b'"says":"Not ', 1)
    for other in (turned, in_force(date(2026, 3, 1)).text):
        assert restored(other).digest != answer.digest


def test_what_is_no_set_of_rules_is_not_restored():
    with pytest.raises(RulesWrong, match="no sealed set"):
        restored(b"{}")


def test_a_set_in_which_a_forbid_became_a_permit_is_not_restored():
    turned = TODAY.text.replace(b"forbid(", b"permit(", 1)
    with pytest.raises(RulesWrong, match="not the one forbid"):
        restored(turned)


def test_a_set_in_which_an_unread_text_permits_is_not_restored():
    policies = in_force(date(2026, 11, 20), permit(row()))
    unsure = policies.text.replace(b'"mark":"product"', b'"mark":"memory"')
    with pytest.raises(RulesWrong, match="marked memory"):
        restored(unsure)


def test_every_rule_of_ours_is_read_and_in_force_on_some_day():
    days = ["2019-06-01", "2022-01-01", "2024-08-01", "2025-12-01", "2026-02-10", "2026-05-01"]
    loaded = {name for day in days for name in in_force(date.fromisoformat(day)).rules}
    assert loaded | set(TODAY.rules) == {rule.name for rule in package_rules()}


def test_an_address_given_by_hhs_was_never_open_to_ice_whatever_the_law_of_the_day():
    address = asked(
        Role.JUVENILE_COORDINATOR,
        Purpose.NTA_SERVICE,
        DataClass.LOCATION,
        "duty",
        origin=Origin.HHS,
    )
    for day in ("2015-01-01", "2018-06-01", "2019-06-01", "2025-10-15", "2026-03-01"):
        assert isinstance(decide(address, in_force(date.fromisoformat(day))), Refusal)
