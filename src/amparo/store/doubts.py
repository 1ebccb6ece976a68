"""Requests that a fact be corrected, and what came of each."""

from collections.abc import Iterable

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
