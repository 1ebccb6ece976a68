"""Made-up requests, and every way through the second evaluator."""

import random
from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from amparo.purposes import Action, DataClass, Facts, Origin, Purpose, in_force
from amparo.purposes.by_table import why_not
from amparo.purposes.facts import FLAGS, WORDS
from amparo.words.agencies import Role

TODAY = in_force(date(2026, 11, 20))

CHOICES: dict[str, tuple[Any, ...]] = {
    **{name: tuple(words.values()) for name, words in WORDS.items()},
    **dict.fromkeys(FLAGS, (False, True)),
}
"""Every value that each fact can have."""


def asked(
    role: Role,
    purpose: Purpose,
    data_class: DataClass,
    *ties: str,
    action: Action = Action.READ,
    origin: Origin = Origin.HHS,
    **flags: bool,
) -> Facts:
    """Someone in good standing, tied to the child by ``ties``, with nothing else in their hands."""
    said: dict[str, bool] = {
        **dict.fromkeys(FLAGS, False),
        "credentials_in_date": True,
        "training_in_date": True,
        **dict.fromkeys(ties, True),
        **flags,
    }
    return Facts(
        role=role, purpose=purpose, data_class=data_class, action=action, origin=origin, **said
    )


class _Traced:
    """Facts that write down which of them were read, and answer as they are told to."""

    def __init__(self, answers: list[Any], choices: dict[str, tuple[Any, ...]]) -> None:
        self.read: dict[str, Any] = {}
        self._answers = answers
        self._choices = choices

    def __getattr__(self, name: str) -> Any:
        if name not in self.read:
            nth = len(self.read)
            known = nth < len(self._answers)
            self.read[name] = self._answers[nth] if known else self._choices[name][0]
        return self.read[name]


def every_path(**only: tuple[Any, ...]) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Every distinct way through the second evaluator: the facts it read, and its answer.

    It decides from what it reads and nothing else, so these paths stand for every combination of
    all facts: those it did not read change nothing.
    """
    choices = CHOICES | only
    answers: list[Any] | None = []
    while answers is not None:
        traced = _Traced(answers, choices)
        reason = why_not(cast("Facts", traced))
        yield traced.read, reason
        answers = _next(traced.read, choices)


def _next(read: dict[str, Any], choices: dict[str, tuple[Any, ...]]) -> list[Any] | None:
    """The answers of the next path; None after the last."""
    facts = list(read.items())
    while facts and facts[-1][1] is choices[facts[-1][0]][-1]:
        facts.pop()
    if not facts:
        return None
    name, value = facts.pop()
    following = choices[name][choices[name].index(value) + 1]
    return [*(one for _, one in facts), following]


def filled(path: dict[str, Any], chance: random.Random) -> Facts:
    """A path as whole facts: what was not read is anything."""
    return Facts(
        **{
            name: path[name] if name in path else chance.choice(values)
            for name, values in CHOICES.items()
        }
    )
