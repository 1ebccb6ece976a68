"""The words a request is made of are complete, sourced, and none of them is about enforcement."""

import re

import pytest

from amparo.purposes import PURPOSES, ROLES, Action, DataClass, Family, Nexus, Origin, Purpose
from amparo.purposes.asking import ACTIONS, NEXUS, ORIGINS
from amparo.purposes.data_class import CLASSES, FAMILIES
from amparo.purposes.facts import FLAGS, Facts
from amparo.purposes.matrix import OPENS, PURPOSES_OF, TIES
from amparo.purposes.roles import DHS, agency
from amparo.purposes.rules import _file, package_rules
from amparo.words.agencies import AGENCY_OF, Agency, Role

CARDS = [
    *ROLES.items(),
    *PURPOSES.items(),
    *CLASSES.items(),
    *ACTIONS.items(),
    *NEXUS.items(),
    *ORIGINS.items(),
]

HUNTING = "enforce|arrest|apprehend|remov|detain|deport|locat|raid|surveil|intelligence"


@pytest.mark.parametrize("card", [card for _, card in CARDS], ids=[str(word) for word, _ in CARDS])
def test_every_word_says_what_it_means_and_where_that_is_written(card):
    assert len(card.says.split()) >= 3
    assert card.says.endswith(".")
    assert len(card.source.citation) > 8


@pytest.mark.parametrize(
    ("words", "cards"),
    [
        (Role, ROLES),
        (Purpose, PURPOSES),
        (DataClass, CLASSES),
        (Action, ACTIONS),
        (Nexus, NEXUS),
        (Origin, ORIGINS),
        (Purpose, OPENS),
        (Purpose, TIES),
        (Role, PURPOSES_OF),
    ],
)
def test_no_word_is_left_out_of_its_table(words, cards):
    assert set(cards) == set(words)


@pytest.mark.parametrize("purpose", Purpose)
def test_no_purpose_is_about_enforcement(purpose):
    assert not re.search(HUNTING, f"{purpose} {PURPOSES[purpose].says}".lower())


def test_the_classes_are_the_fourteen_of_the_matrix():
    assert [card.number for card in CLASSES.values()] == list(range(1, 15))


def test_every_officer_of_dhs_and_of_uscis_sits_in_a_family_of_dhs():
    of_dhs = {Agency.CBP, Agency.ICE, Agency.USCIS}
    for role in Role:
        assert (AGENCY_OF.get(role) in of_dhs) == (ROLES[role].family in DHS), role


def test_where_a_role_sits_is_said_in_a_word():
    assert agency(Role.OPLA_ATTORNEY) == "ICE"
    assert agency(Role.OMBUDS) == Family.OVERSIGHT


def test_cedar_knows_the_same_words_and_no_fact_is_optional():
    schema = re.sub(r"//.*", "", _file("schema.cedarschema"))
    for kind, words in (("Purpose", Purpose), ("Origin", Origin)):
        (listed,) = re.findall(rf"entity {kind} enum \[(.*?)\]", schema, re.DOTALL)
        assert re.findall(r'"(.*?)"', listed) == list(words)
    (actions,) = re.findall(r"action (.*?) appliesTo", schema)
    assert re.findall(r'"(.*?)"', actions) == list(Action)
    assert tuple(re.findall(r"(\w+): Bool,", schema)) == FLAGS
    assert "?" not in schema


def test_no_fact_has_a_default_and_none_is_a_text_or_a_number():
    assert not Facts.__struct_defaults__
    kinds = set(Facts.__annotations__.values())
    assert kinds == {Role, Purpose, DataClass, Action, Origin, bool}


@pytest.mark.parametrize("rule", package_rules(), ids=lambda rule: rule.name)
def test_every_rule_speaks_in_a_sentence_and_names_its_source(rule):
    assert rule.says.endswith(".")
    assert len(rule.says.split()) >= 4
    assert len(rule.law) > 8


def test_what_is_about_sponsors_and_households_is_named_as_such():
    assert {CLASSES[one].number for one in FAMILIES} == {6, 7, 8, 9}
