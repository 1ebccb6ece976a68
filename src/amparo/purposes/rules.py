"""Rules as dated rows: which were in force on a day, and the digest that names exactly those."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType

import cedarpy
import msgspec
from cedarpy import pst

from amparo.purposes.data_class import FAMILIES, DataClass
from amparo.purposes.matrix import TABLE, Table
from amparo.purposes.roles import ROLES, WITHIN, Family
from amparo.words.agencies import Role


class Mark(StrEnum):
    """How far it was checked that a rule says what its source says."""

    VERIFIED = "verified"
    PRODUCT = "product"
    SECONDARY = "secondary"
    MEMORY = "memory"
    UNKNOWN = "unknown"
    PROPOSED = "proposed"


class Effect(StrEnum):
    """What a rule does."""

    PERMIT = "permit"
    FORBID = "forbid"


MAY_PERMIT = frozenset({Mark.VERIFIED, Mark.PRODUCT})
"""Only a text that was read, or Amparo's own choice, can permit; the rest can only restrict."""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One row: what it says, where it is written, and its first and last day (None: no bound)."""

    name: str
    effect: Effect
    says: str
    law: str
    mark: Mark
    first_day: date | None
    last_day: date | None
    cedar: str

    def in_force(self, day: date) -> bool:
        """Whether the row is evaluated on a day.

        What is proposed never is; what is unsure only where it forbids.
        """
        if self.mark is Mark.PROPOSED:
            return False
        if self.effect is Effect.PERMIT and self.mark not in MAY_PERMIT:
            return False
        begun = self.first_day is None or self.first_day <= day
        return begun and (self.last_day is None or day <= self.last_day)


class RulesWrong(ValueError):
    """Rules that cannot be loaded; the message says which one and why. Nothing is decided then."""


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """Everything both evaluators read, as data: what the digest is of, and what replays it."""

    schema: str
    entities: str
    rules: tuple[Rule, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class Policies:
    """The rules in force on some day, parsed once. Made by ``in_force`` or ``restored`` only."""

    digest: str
    """SHA-256 of ``text``."""
    text: bytes
    """The rules and the table; whoever keeps these bytes can ask again years later."""
    rules: Mapping[str, Rule]
    table: Table
    set: cedarpy.PolicySet
    schema: cedarpy.Schema
    entities: cedarpy.Entities


def in_force(day: date, rules: Sequence[Rule] | None = None) -> Policies:
    """The policies of a day, from Amparo's own rules unless others are handed in.

    Raises RulesWrong where a rule does not fit the schema.
    """
    every = package_rules() if rules is None else rules
    return _of(tuple(rule for rule in every if rule.in_force(day)))


@lru_cache(maxsize=64)
def restored(text: bytes) -> Policies:
    """The policies that were sealed as ``text``. Raises RulesWrong where it is not such a text."""
    try:
        sealed = msgspec.json.decode(text, type=Sealed)
    except msgspec.DecodeError as wrong:
        raise RulesWrong(f"This is no sealed set of rules: {wrong}.") from None
    return _parsed(sealed, text)


@lru_cache(maxsize=64)
def _of(rules: tuple[Rule, ...]) -> Policies:
    sealed = Sealed(schema=_file("schema.cedarschema"), entities=ENTITIES, rules=rules, table=TABLE)
    return _parsed(sealed, msgspec.json.encode(sealed, order="deterministic"))


@cache
def package_rules() -> tuple[Rule, ...]:
    """Every row of Amparo's two files, in force or not."""
    permits = read_rules(_file("permits.cedar"), Effect.PERMIT)
    forbids = read_rules(_file("forbids.cedar"), Effect.FORBID)
    return *forbids, *permits


def read_rules(text: str, effect: Effect) -> tuple[Rule, ...]:
    """The rows of one file, which holds one effect only.

    Raises RulesWrong for text that is not Cedar, a row of the other effect, a row without a name,
    words, a source or a mark, a day that is none, or two rows of one name.
    """
    try:
        parsed = cedarpy.policies_to_pst(text)
    except ValueError as wrong:
        raise RulesWrong(f"The {effect}s cannot be read: {wrong}.") from None
    if parsed.templates:
        raise RulesWrong("A rule with an open place is no rule.")
    ordered = sorted(parsed.static_policies.items(), key=lambda one: int(one[0][len("policy") :]))
    rules = tuple(_rule(node, effect) for _, node in ordered)
    _refuse_doubles(rules)
    return rules


def _rule(node: pst.Template, effect: Effect) -> Rule:
    says = dict(node.annotations)
    name = says.get("id") or "one without @id"
    if node.effect != effect:
        raise RulesWrong(
            f"Rule {name} is a {node.effect}, which may not stand among the {effect}s."
        )
    try:
        return Rule(
            name=says["id"],
            effect=effect,
            says=says["says"],
            law=says["law"],
            mark=Mark(says["verified"]),
            first_day=_day(says.get("from")),
            last_day=_day(says.get("to")),
            cedar=_cedar({node.id: node}),
        )
    except KeyError as missing:
        raise RulesWrong(f"Rule {name} lacks @{missing.args[0]}.") from None
    except ValueError as wrong:
        raise RulesWrong(f"Rule {name}: {wrong}.") from None


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def _refuse_doubles(rules: Iterable[Rule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.name in seen:
            raise RulesWrong(f"Two rules are called {rule.name}.")
        seen.add(rule.name)


def _cedar(nodes: dict[str, pst.Template]) -> str:
    return str(cedarpy.PolicySet.from_pst(_pst(nodes))).strip()


def _pst(nodes: dict[str, pst.Template]) -> pst.PolicySet:
    return pst.PolicySet(templates={}, static_policies=nodes, template_links=())


def _parsed(sealed: Sealed, text: bytes) -> Policies:
    _refuse_doubles(sealed.rules)
    try:
        schema = cedarpy.Schema.from_str(sealed.schema)
        entities = cedarpy.Entities.from_json_str(sealed.entities, schema)
        policies = cedarpy.PolicySet.from_pst(_pst(dict(map(_named, sealed.rules))))
    except RulesWrong:
        raise
    except ValueError as wrong:
        raise RulesWrong(f"The rules cannot be read: {wrong}.") from None
    _validate(sealed.rules, schema)
    return Policies(
        digest=sha256(text).hexdigest(),
        text=text,
        rules=MappingProxyType({rule.name: rule for rule in sealed.rules}),
        table=sealed.table,
        set=policies,
        schema=schema,
        entities=entities,
    )


def _named(rule: Rule) -> tuple[str, pst.Template]:
    nodes = tuple(cedarpy.policies_to_pst(rule.cedar).static_policies.values())
    if [node.effect for node in nodes] != [rule.effect]:
        raise RulesWrong(f"Rule {rule.name} is not the one {rule.effect} it says it is.")
    if rule.effect is Effect.PERMIT and rule.mark not in MAY_PERMIT:
        raise RulesWrong(f"Rule {rule.name} is marked {rule.mark}, which permits nothing.")
    return rule.name, replace(nodes[0], id=rule.name)


def _validate(rules: Iterable[Rule], schema: cedarpy.Schema) -> None:
    """Cedar checks that each rule reads only what every request carries."""
    for rule in rules:
        checked = cedarpy.validate_policies(rule.cedar, schema)
        if not checked.validation_passed:
            why = "; ".join(str(error.error) for error in checked.errors)
            raise RulesWrong(f"Rule {rule.name} does not fit the schema: {why}.")


def _file(name: str) -> str:
    return files("amparo.purposes").joinpath(name).read_text(encoding="utf-8")


def _entities() -> str:
    """Families, roles and classes with what they belong to: all a rule may ask ``in`` about."""
    families = [_entity("Family", one, "Family", WITHIN.get(one)) for one in Family]
    roles = [_entity("Role", one, "Family", ROLES[one].family) for one in Role]
    classes = [
        _entity("DataClass", one, "ClassGroup", "families" if one in FAMILIES else None)
        for one in DataClass
    ]
    group = _entity("ClassGroup", "families", "", None)
    return msgspec.json.encode([*families, group, *roles, *classes]).decode()


def _entity(kind: str, name: str, of: str, within: str | None) -> dict[str, object]:
    parents = [] if within is None else [{"type": of, "id": within}]
    return {"uid": {"type": kind, "id": name}, "attrs": {}, "parents": parents}


ENTITIES = _entities()
"""The entities both in Cedar's words and in ours; none is ever absent from a request."""
