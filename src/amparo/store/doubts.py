"""Requests that a fact be corrected, and what came of each."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from amparo.store import models


def of_desk(person: str, role: str) -> list[models.Doubt]:
    """What somebody asked, and what their role takes up; the latest first."""
    mine = Q(person=person) | Q(taken_up_by=role)
    return list(models.Doubt.objects.filter(mine).order_by("-entry"))


def answers(entries: Iterable[int]) -> dict[int, models.DoubtAnswered]:
    """What came of some requests, by the entry that asked."""
    found = models.DoubtAnswered.objects.filter(of__in=list(entries))
    return {one.of: one for one in found}


def any_waits_for(role: str) -> bool:
    """Whether anything at all waits for an answer of a role's desk, of whichever child."""
    answered = models.DoubtAnswered.objects.values("of")
    return models.Doubt.objects.filter(taken_up_by=role).exclude(entry__in=answered).exists()


def of_children(identities: Iterable[int]) -> list[models.Doubt]:
    """What was asked of some identities; the oldest first."""
    found = models.Doubt.objects.filter(identity__in=list(identities))
    return list(found.order_by("entry"))


def every() -> list[models.Doubt]:
    """All that was ever asked, in order."""
    return list(models.Doubt.objects.order_by("entry"))


def says(row: models.Doubt) -> dict[str, Any]:
    """What a request says, to be entered again elsewhere."""
    return {name: getattr(row, name) for name in (*_OF_A_DOUBT, *_WHO)}


def says_of_answer(row: models.DoubtAnswered) -> dict[str, Any]:
    """What an answer says, likewise."""
    return {name: getattr(row, name) for name in ("of", "answer", *_WHO)}


_OF_A_DOUBT = (
    *("identity", "event", "field", "happened_on", "data_class", "told_by"),
    *("wrong", "right", "taken_up_by"),
)
_WHO = ("person", "role", "agency", "office", "at", "on")
