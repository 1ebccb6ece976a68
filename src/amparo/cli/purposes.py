"""``amparo purposes``: who may see what, for which purpose, and why; it needs no home."""

from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import Any

import click

from amparo.cli.answer import clock, print_json, print_table
from amparo.cli.options import Day, as_json
from amparo.clocks.washington import washington_day
from amparo.purposes import Action, Answer, DataClass, Facts, Grant, Origin, Purpose, decide
from amparo.purposes.by_table import why_not
from amparo.purposes.data_class import CLASSES
from amparo.purposes.entries import Entry, entries
from amparo.purposes.facts import NEXUS_FLAGS, NotKnown, settled
from amparo.purposes.matrix import Verdict
from amparo.purposes.roles import agency
from amparo.purposes.rules import Policies, Rule, in_force
from amparo.words.agencies import Role

_LETTERS = {
    Verdict.PERMIT: "P",
    Verdict.APPROVAL: "A",
    Verdict.AGGREGATES: "Σ",
    Verdict.FORBID: "·",
}
_SAID = {
    **{nexus: f"Tied by: {nexus.replace('_', ' ')}." for nexus in NEXUS_FLAGS},
    "approved": "Someone else's approval is recorded and has not expired.",
    "exigent": "Harm is said to be at hand.",
    "two_person": "A second person has agreed to this act.",
    "no_counsel": "The child has no counsel.",
    "protected_1367": "The value tells of a T, U or VAWA application.",
}
_LAPSED = {
    "credentials_in_date": ("--credentials-lapsed", "The role or sign-in is out of date."),
    "training_in_date": ("--training-lapsed", "The training is out of date."),
}

_on = click.option("--on", type=Day(), help="By the rules in force on this day (default: today).")


@click.group()
def purposes() -> None:
    """Who may see what, for which purpose, and why."""


@purposes.command()
@click.option(
    "--role", type=click.Choice(sorted(role.value for role in Role)), help="Only this role."
)
@_on
@as_json
def table(role: str | None, on: date | None, *, as_json: bool) -> None:
    """Every role and class: verdict, purposes, rules and their source."""
    shown = [one for one in entries(_policies(on)) if role in {None, one.role}]
    if as_json:
        print_json(shown)
        return
    _print_grid(shown)
    for name, of_role in groupby(shown, key=lambda one: one.role):
        rows = [_row(one) for one in of_role]
        print_table(
            ("class", "verdict", "for the purposes", "only", "rules", "source", "checked"),
            rows,
            f"\n{name} ({agency(name)})",
        )


def _print_grid(shown: list[Entry]) -> None:
    rows = [
        (name, *(_LETTERS[one.verdict] for one in of_role))
        for name, of_role in groupby(shown, key=lambda one: one.role)
    ]
    print_table(("", *(str(card.number) for card in CLASSES.values())), rows)
    click.echo(
        "P permitted in own work, A with approval, Σ numbers only, · no, unless its row says when."
    )
    click.echo(", ".join(f"{card.number} {one}" for one, card in CLASSES.items()))


def _row(entry: Entry) -> tuple[str, ...]:
    only = " ".join(filter(None, (entry.condition, entry.narrowed)))
    return (
        f"{entry.number} {entry.data_class}",
        entry.verdict,
        ", ".join(entry.purposes),
        only,
        ", ".join(entry.rules),
        entry.source,
        entry.mark,
    )


def _flags(command: Callable[..., Any]) -> Callable[..., Any]:
    """One option for each fact that is true or false; unsaid, there is no tie and no approval."""
    for name, (option, says) in _LAPSED.items():
        command = click.option(
            option, name, is_flag=True, flag_value=False, default=True, help=says
        )(command)
    for name, says in reversed(_SAID.items()):
        option = f"--{name.replace('_', '-')}"
        command = click.option(option, name, is_flag=True, help=says)(command)
    return command


@purposes.command("decide")
@click.option("--role", required=True, help="Who asks, e.g. juvenile-coordinator.")
@click.option("--purpose", required=True, help="Why, e.g. nta-service.")
@click.option("--class", "data_class", required=True, help="What kind of value, e.g. location.")
@click.option("--action", default=Action.READ.value, show_default=True, help="What is done.")
@click.option("--origin", default=Origin.HHS.value, show_default=True, help="Who told the value.")
@_flags
@_on
@as_json
def decide_(on: date | None, *, as_json: bool, **asked: Any) -> None:
    """Would this be granted or refused, by which rules, in words? Nothing is looked at."""
    facts, policies = Facts(**asked), _policies(on)
    answer = decide(facts, policies)
    if as_json:
        print_json(_explained(answer, policies, on or _today()))
        return
    click.echo(f"{_kind(answer).capitalize()}. {answer.because}")
    _print_known_words(facts)
    rows = [(rule.name, rule.effect, rule.law, rule.mark) for rule in _rules(answer, policies)]
    if rows:
        print_table(("rule", "effect", "source", "checked"), rows)
    click.echo(f"rules of {on or _today()}, digest {policies.digest}")


def _explained(answer: Answer, policies: Policies, on: date) -> dict[str, Any]:
    facts = answer.facts
    return {
        "answer": _kind(answer),
        "because": answer.because,
        "role": facts.role,
        "agency": agency(Role(facts.role)) if facts.role in set(Role) else None,
        "purpose": facts.purpose,
        "class": facts.data_class,
        "action": facts.action,
        "origin": facts.origin,
        "facts": facts,
        "rules": answer.rules,
        "rules_say": [_rule(rule) for rule in _rules(answer, policies)],
        "table": _table_says(facts, policies),
        "on": on,
        "digest": policies.digest,
    }


def _kind(answer: Answer) -> str:
    return "grant" if isinstance(answer, Grant) else "refusal"


def _rules(answer: Answer, policies: Policies) -> list[Rule]:
    return [policies.rules[name] for name in answer.rules if name in policies.rules]


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule.name,
        "effect": rule.effect,
        "says": rule.says,
        "law": rule.law,
        "from": rule.first_day,
        "to": rule.last_day,
        "verified": rule.mark,
    }


def _table_says(facts: Facts, policies: Policies) -> str | None:
    """What the second evaluator has against it; None where it would permit."""
    try:
        return why_not(settled(facts), policies.table)
    except NotKnown as unknown:
        return str(unknown)


def _print_known_words(facts: Facts) -> None:
    """What could have been asked, where what was asked is no word of ours."""
    for written, words in (
        (facts.role, Role),
        (facts.purpose, Purpose),
        (facts.data_class, DataClass),
        (facts.action, Action),
        (facts.origin, Origin),
    ):
        if written not in set(words):
            click.echo(f"{written!r} is none of: {', '.join(words)}")


def _policies(on: date | None) -> Policies:
    return in_force(on or _today())


def _today() -> date:
    return washington_day(clock())
