"""Asks Cedar one question, and tells a clean answer from one that is not."""

from functools import cache

import cedarpy
import msgspec

from amparo.purposes.facts import FLAGS, Facts
from amparo.purposes.rules import Policies


class Reply(msgspec.Struct, frozen=True):
    """What Cedar said: yes or no by which rules, and what went wrong while it decided.

    Cedar skips a rule that fails and answers all the same, a forbid too; so a reply with an error
    is no answer, whatever it says.
    """

    yes: bool
    rules: tuple[str, ...]
    errors: tuple[str, ...]


def ask(facts: Facts, policies: Policies) -> Reply:
    """Put a question with every fact in it."""
    answered = cedarpy.is_authorized(
        request(facts), policies.set, policies.entities, policies.schema
    )
    errors = tuple(answered.diagnostics.errors)
    if answered.decision is cedarpy.Decision.NoDecision and not errors:
        errors = ("Cedar came to no decision.",)
    rules = tuple(sorted(answered.diagnostics.reasons))
    return Reply(answered.decision is cedarpy.Decision.Allow, rules, errors)


def request(facts: Facts) -> dict[str, str | dict[str, str]]:
    """The question as Cedar takes it."""
    asked = {
        "purpose": _entity("Purpose", facts.purpose),
        "origin": _entity("Origin", facts.origin),
        **{flag: getattr(facts, flag) for flag in FLAGS},
    }
    return {
        "principal": _uid("Role", facts.role),
        "action": _uid("Action", facts.action),
        "resource": _uid("DataClass", facts.data_class),
        "context": msgspec.json.encode(asked).decode(),
    }


@cache
def _uid(kind: str, name: str) -> str:
    return f'{kind}::"{name}"'


@cache
def _entity(kind: str, name: str) -> dict[str, dict[str, str]]:
    return {"__entity": {"type": kind, "id": str(name)}}
