"""Amparo's Cedar rules as plain rows, so that an engine without Cedar's language can hold them."""

from collections.abc import Iterable, Mapping
from itertools import product
from types import MappingProxyType

import cedarpy
import msgspec
from cedarpy import pst

from amparo.purposes import Policies
from amparo.purposes.data_class import FAMILIES
from amparo.purposes.facts import FLAGS, WORDS
from amparo.purposes.roles import ROLES, WITHIN, Family
from amparo.purposes.rules import Effect
from amparo.words.agencies import Role

Values = frozenset[str | bool]
Box = Mapping[str, Values]
"""The values that each fact may have, all facts at once; a fact that is not in it may be any."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A permit or forbid of one conjunction; ``name`` is the Cedar rule's, and the row's number."""

    name: str
    effect: Effect
    box: Box


class NotRows(ValueError):
    """A rule that says something rows cannot; the message names the expression."""


EVERY: dict[str, Values] = {
    **{name: frozenset(words.values()) for name, words in WORDS.items()},
    **dict.fromkeys(FLAGS, frozenset((False, True))),
}
_MEMBERS: dict[tuple[str, str], Values] = {
    ("ClassGroup", "families"): frozenset(FAMILIES),
    **{
        ("Family", one): frozenset(
            role for role in Role if one in (ROLES[role].family, WITHIN.get(ROLES[role].family))
        )
        for one in Family
    },
}
_FACT_OF = {"principal": "role", "action": "action", "resource": "data_class"}
_ANYTHING: Box = MappingProxyType({})


def rows(policies: Policies) -> list[Row]:
    """Every rule as rows that hold together exactly where it does, forbids first.

    One rule is one row, but where it says *or* of two different facts. Nothing is simplified.
    Raises NotRows.
    """
    found = [
        Row(name=f"{rule.name} {number}", effect=rule.effect, box=box)
        for rule in policies.rules.values()
        for number, box in enumerate(_boxes_of(rule.cedar), start=1)
    ]
    return sorted(found, key=lambda row: row.effect is Effect.PERMIT)


def _boxes_of(cedar: str) -> list[Box]:
    (rule,) = cedarpy.policies_to_pst(cedar).static_policies.values()
    scope = {"role": rule.principal, "action": rule.action, "data_class": rule.resource}
    boxes = [[_box(fact, _within(one))] for fact, one in scope.items()]
    boxes += [_boxes(one.expr, holds=isinstance(one, pst.When)) for one in rule.clauses]
    return _all_of(boxes)


def _within(scope: pst.PrincipalOrResourceConstraint | pst.ActionConstraint) -> Values | None:
    match scope:
        case pst.ScopeAny():
            return None
        case pst.ScopeEq(pst.EntityUid() as one) | pst.ScopeIn(pst.EntityUid() as one):
            return _members(one)
        case pst.ActionEq(one):
            return _members(one)
        case pst.ActionIn(several):
            return frozenset().union(*map(_members, several))
    raise NotRows(f"No row says {scope}.")


def _boxes(said: pst.Expr, *, holds: bool) -> list[Box]:
    """Where an expression holds, or where it does not."""
    match said:
        case pst.UnaryOp("not", inner):
            return _boxes(inner, holds=not holds)
        case pst.BinaryOp("not_eq", left, right):
            return _boxes(pst.BinaryOp("eq", left, right), holds=not holds)
        case pst.BinaryOp("and" | "or" as joined, left, right):
            parts = [_boxes(left, holds=holds), _boxes(right, holds=holds)]
            return _all_of(parts) if (joined == "and") is holds else _any_of(parts)
    fact, values = _one_fact(said)
    return [_box(fact, values if holds else EVERY[fact] - values)]


def _one_fact(said: pst.Expr) -> tuple[str, Values]:
    match said:
        case pst.GetAttr(pst.Var("context"), flag):
            return flag, frozenset((True,))
        case pst.BinaryOp("eq" | "in", asked, pst.EntityLit(one)):
            return _fact(asked), _members(one)
        case pst.BinaryOp("contains", pst.Set(elements), asked):
            return _fact(asked), frozenset().union(*map(_literal, elements))
    raise NotRows(f"No row says {said}.")


def _fact(asked: pst.Expr) -> str:
    match asked:
        case pst.Var(name) if name in _FACT_OF:
            return _FACT_OF[name]
        case pst.GetAttr(pst.Var("context"), name):
            return name
    raise NotRows(f"{asked} is not one of the facts.")


def _literal(said: pst.Expr) -> Values:
    if not isinstance(said, pst.EntityLit):
        raise NotRows(f"{said} is not one word.")
    return _members(said.value)


def _members(one: pst.EntityUid) -> Values:
    return _MEMBERS.get((one.type.basename, one.id), frozenset((one.id,)))


def _box(fact: str, values: Values | None) -> Box:
    return _ANYTHING if values is None or values == EVERY[fact] else {fact: values}


def _all_of(parts: Iterable[list[Box]]) -> list[Box]:
    met = [_meeting(boxes) for boxes in product(*parts)]
    return _merged(box for box in met if all(box.values()))


def _meeting(boxes: Iterable[Box]) -> Box:
    met: dict[str, Values] = {}
    for box in boxes:
        met |= {fact: values & met.get(fact, values) for fact, values in box.items()}
    return met


def _any_of(parts: Iterable[list[Box]]) -> list[Box]:
    return _merged(box for boxes in parts for box in boxes)


def _merged(boxes: Iterable[Box]) -> list[Box]:
    """The same in fewer boxes: fewer rows are fairer to whoever walks through all of them."""
    kept: list[Box] = []
    for box in boxes:
        for nth, other in enumerate(kept):
            united = _united(box, other)
            if united is not None:
                kept[nth] = united
                break
        else:
            kept.append(box)
    return kept


def _united(one: Box, other: Box) -> Box | None:
    """One box for two that differ in a single fact at most."""
    if one.keys() != other.keys():
        return None
    different = [fact for fact in one if one[fact] != other[fact]]
    if len(different) > 1:
        return None
    joined = {fact: one[fact] | other[fact] for fact in one}
    return {fact: values for fact, values in joined.items() if values != EVERY[fact]}
