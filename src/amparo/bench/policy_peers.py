"""Other policy engines asked what Amparo asks: each holds the same rules and says yes or no."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from typing import Any, NamedTuple

import cedarpy

from amparo.bench.policy_rows import EVERY, Row, rows
from amparo.purposes import Facts, Policies
from amparo.purposes.by_cedar import request
from amparo.purposes.facts import FLAGS
from amparo.purposes.rules import Effect


class Peer(NamedTuple):
    """An engine that has its rules: how it takes a question, and how it answers one so taken.

    Only the answering is timed; whatever can be made ready before is.
    """

    holds: int
    """Rules in the engine's own form."""
    put: Callable[[Facts], Any]
    answer: Callable[[Any], bool]


def raw_cedar(policies: Policies) -> Peer:
    """Cedar alone: one ``is_authorized`` a request, with all it reads parsed before.

    It is the call that ``purposes.by_cedar.ask`` makes, without the making of the request.
    """
    every = (policies.set, policies.entities, policies.schema)
    allow = cedarpy.Decision.Allow

    def answer(one: dict[str, Any]) -> bool:
        return cedarpy.is_authorized(one, *every).decision is allow

    return Peer(len(policies.rules), request, answer)


def casbin(policies: Policies) -> Peer | None:
    """Casbin's Enforcer: a row for each conjunction, forbids first, since the first one ends it."""
    if find_spec("casbin") is None:
        return None
    held = [_casbin_row(row) for row in rows(policies)]
    enforcer = import_module("casbin").Enforcer(_casbin_model("model.Model"), _adapter(held))
    return Peer(len(held), _casbin_request, lambda one: enforcer.enforce(*one))


def casbin_indexed(policies: Policies) -> Peer | None:
    """Casbin's FastEnforcer, which finds rows by role, class and purpose.

    It finds by equal words only, so a row stands once for each role, class and purpose it is about.
    """
    if find_spec("casbin") is None:
        return None
    held = [one for row in rows(policies) for one in _by_key(_casbin_row(row))]
    by = [0, 1, 2]
    model = _casbin_model("model.FastModel", by)
    fast = import_module("casbin").FastEnforcer(model, _adapter(held), cache_key_order=by)
    return Peer(len(held), _casbin_request, lambda one: fast.enforce(*one))


def vakt(policies: Policies) -> Peer | None:
    """Vakt's Guard: a policy for each conjunction, with rules of its own kinds."""
    # Vakt's wheel lays a package ``tests`` beside itself, which would hide ours: so it is no
    # development dependency, and is measured where someone installed it.
    if find_spec("vakt") is None:
        return None
    module, held = import_module("vakt"), rows(policies)
    guard = module.Guard(_vakt_store(held), module.RulesChecker())
    return Peer(len(held), _vakt_inquiry, guard.is_allowed)


def vakt_remembering(policies: Policies) -> Peer | None:
    """Vakt's cached Guard, which remembers its answers as Amparo does."""
    if find_spec("vakt") is None:
        return None
    module, held = import_module("vakt"), rows(policies)
    guard, _, _ = module.create_cached_guard(
        _vakt_store(held), module.RulesChecker(), maxsize=2**16
    )
    return Peer(len(held), _vakt_inquiry, guard.is_allowed)


PEERS: dict[str, Callable[[Policies], Peer | None]] = {
    "raw cedarpy": raw_cedar,
    "Casbin": casbin,
    "Casbin, indexed": casbin_indexed,
    "Vakt": vakt,
    "Vakt, remembering": vakt_remembering,
}
"""Those asked, by name; one that is not installed gives None."""

_CASBIN = {
    "r": "role, class, purpose, action, origin, told, untold",
    "p": "role, class, purpose, actions, origins, told, untold, eft",
    "e": "some(where (p.eft == allow)) && !some(where (p.eft == deny))",
    "m": "r.purpose in p.purpose && r.class in p.class && r.role in p.role"
    " && r.action in p.actions && r.origin in p.origins"
    " && p.told <= r.told && p.untold <= r.untold",
}
"""The model: ``told`` are the flags that are so (in a row: must be so), ``untold`` the others."""

_WORDS = ("role", "data_class", "purpose", "action", "origin")
_FOUND_BY = 3
"""Of those, the first so many are what the FastEnforcer finds rows by."""


def _casbin_model(kind: str, *arguments: Any) -> Any:
    module, name = kind.split(".")
    model = getattr(import_module(f"casbin.{module}"), name)(*arguments)
    for section, value in _CASBIN.items():
        model.add_def(section, section, value)
    return model


def _casbin_row(row: Row) -> list[Any]:
    words = [frozenset(map(str, row.box.get(fact, EVERY[fact]))) for fact in _WORDS]
    flags = [frozenset(_flags(row, so=so)) for so in (True, False)]
    return [*words, *flags, "allow" if row.effect is Effect.PERMIT else "deny"]


def _by_key(row: list[Any]) -> Iterator[list[Any]]:
    for key in product(*row[:_FOUND_BY]):
        yield [*key, *row[_FOUND_BY:]]


def _flags(row: Row, *, so: bool) -> Iterator[str]:
    return (flag for flag in FLAGS if row.box.get(flag) == frozenset((so,)))


def _adapter(held: Iterable[list[Any]]) -> Any:
    """Hands rows over as sets: written as text, each question would split them again."""

    class Rows(import_module("casbin.persist").Adapter):  # type: ignore[misc]  # not there for all
        def load_policy(self, model: Any) -> None:
            for one in held:
                model.model["p"]["p"].policy.append(one)

    return Rows()


def _casbin_request(facts: Facts) -> tuple[Any, ...]:
    told = frozenset(flag for flag in FLAGS if getattr(facts, flag))
    words = (str(getattr(facts, fact)) for fact in _WORDS)
    return (*words, told, frozenset(FLAGS) - told)


def _vakt_store(held: Iterable[Row]) -> Any:
    store = import_module("vakt").MemoryStorage()
    for row in held:
        store.add(_vakt_policy(row))
    return store


def _vakt_policy(row: Row) -> Any:
    module, rules = import_module("vakt"), import_module("vakt.rules")
    said = {
        fact: rules.Eq(*values) if fact in FLAGS else rules.In(*map(str, values))
        for fact, values in row.box.items()
    }
    return module.Policy(
        row.name,
        subjects=[said.pop("role", rules.Any())],
        resources=[said.pop("data_class", rules.Any())],
        actions=[said.pop("action", rules.Any())],
        context=said,
        effect=module.ALLOW_ACCESS if row.effect is Effect.PERMIT else module.DENY_ACCESS,
    )


def _vakt_inquiry(facts: Facts) -> Any:
    context = {flag: getattr(facts, flag) for flag in FLAGS}
    context |= {"purpose": str(facts.purpose), "origin": str(facts.origin)}
    return import_module("vakt").Inquiry(
        subject=str(facts.role),
        resource=str(facts.data_class),
        action=str(facts.action),
        context=context,
    )
