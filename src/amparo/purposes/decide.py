"""Decides a request twice, by Cedar and by the table; all but two clean yeses is a refusal."""

from amparo.purposes.answers import (
    NO_CLEAN_ANSWER,
    NO_RULE,
    NOT_AGREED,
    NOT_KNOWN,
    Answer,
    Grant,
    Refusal,
)
from amparo.purposes.by_cedar import Reply, ask
from amparo.purposes.by_table import why_not
from amparo.purposes.facts import Facts, NotKnown, settled
from amparo.purposes.rules import Policies

_ANSWERED: dict[tuple[str, Facts], Answer] = {}
_MOST_KEPT = 200_000
"""Far above what real work asks; past it the memory starts afresh."""


def decide(facts: Facts, policies: Policies) -> Answer:
    """The answer to one request. Never raises for what it was asked, however wrong it is.

    The same digest and facts always have the same answer, so it is remembered by them.
    """
    try:
        known = _ANSWERED.get((policies.digest, facts))
    except TypeError:  # something in it cannot even be compared
        return _unknown(facts, policies, "One of the facts is no word at all.")
    return known if known is not None else _decided_anew(facts, policies)


def _decided_anew(facts: Facts, policies: Policies) -> Answer:
    try:
        whole = settled(facts)
    except NotKnown as unknown:
        return _unknown(facts, policies, str(unknown))
    answer = _decided_twice(whole, policies)
    if len(_ANSWERED) >= _MOST_KEPT:
        _ANSWERED.clear()
    _ANSWERED[policies.digest, whole] = answer
    return answer


def _unknown(facts: Facts, policies: Policies, because: str) -> Refusal:
    return Refusal(facts=facts, rules=(NOT_KNOWN,), digest=policies.digest, because=because)


def _decided_twice(facts: Facts, policies: Policies) -> Answer:
    cedar, reason = _asked(facts, policies), why_not(facts, policies.table)
    if cedar.errors:
        said = "The rules gave no clean answer, and what is unclear is refused."
        return _refusal(facts, policies, (NO_CLEAN_ANSWER, *cedar.rules), said)
    if cedar.yes and reason is not None:
        said = f"The rules and the table disagree, and what is disputed is refused: {reason}"
        return _refusal(facts, policies, (NOT_AGREED, *cedar.rules), said)
    if not cedar.yes:
        return _refused_by(cedar, reason, facts, policies)
    because = _in_words(cedar.rules, policies)
    return Grant(facts=facts, rules=cedar.rules, digest=policies.digest, because=because)


def _asked(facts: Facts, policies: Policies) -> Reply:
    try:
        return ask(facts, policies)
    except Exception as wrong:  # noqa: BLE001  # whatever goes wrong in there, nothing is shown
        return Reply(yes=False, rules=(), errors=(str(wrong),))


def _refused_by(cedar: Reply, reason: str | None, facts: Facts, policies: Policies) -> Refusal:
    if reason is None:
        said = _in_words(cedar.rules, policies) or "No rule allows it."
        said = f"The table would permit it; what is disputed is refused. {said}"
        return _refusal(facts, policies, (NOT_AGREED, *cedar.rules), said)
    if cedar.rules:
        return _refusal(facts, policies, cedar.rules, _in_words(cedar.rules, policies))
    return _refusal(facts, policies, (NO_RULE,), f"No rule allows it. {reason}")


def _refusal(facts: Facts, policies: Policies, rules: tuple[str, ...], because: str) -> Refusal:
    return Refusal(facts=facts, rules=rules, digest=policies.digest, because=because)


def _in_words(rules: tuple[str, ...], policies: Policies) -> str:
    """What the rules say, in the order of their files, each sentence once."""
    said = (rule.says for rule in policies.rules.values() if rule.name in rules)
    return " ".join(dict.fromkeys(said))
