"""Who may see what, for which purpose: nothing said means no, and two evaluators must agree."""

from amparo.purposes.answers import NO_RULE, Answer, Grant, Refusal
from amparo.purposes.asking import Action, Nexus, Origin, derived_from
from amparo.purposes.data_class import DataClass
from amparo.purposes.decide import decide
from amparo.purposes.facts import Facts
from amparo.purposes.purpose import PURPOSES, Purpose
from amparo.purposes.roles import DHS, ROLES, Family
from amparo.purposes.rules import Policies, RulesWrong, in_force

__all__ = [
    "DHS",
    "NO_RULE",
    "PURPOSES",
    "ROLES",
    "Action",
    "Answer",
    "DataClass",
    "Facts",
    "Family",
    "Grant",
    "Nexus",
    "Origin",
    "Policies",
    "Purpose",
    "Refusal",
    "RulesWrong",
    "decide",
    "derived_from",
    "in_force",
]
