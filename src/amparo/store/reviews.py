"""Reviews: children of whom a person must say whether they are one, and what was said so far."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any

import msgspec

from amparo.identity import Ruling
from amparo.store import identities, models, rulings, sealing
from amparo.store.bulk import append

Parts = tuple[tuple[int, ...], ...]
"""The identities of each child that stands side by side, as they were when the review opened."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A review: its number, whom it is about, why, since when. ``answered``: by which entry."""

    number: int
    parts: Parts
    why: str
    opened_on: date
    answered: int | None

    @property
    def identities(self) -> list[int]:
        """All identities it is about."""
        return list(chain.from_iterable(self.parts))


def open_review(
    parts: Parts, why: str, day: date, held: Sequence[Ruling] = (), by: str = "rule"
) -> int:
    """Enter that a person must say whether some identities are one child; the review's number.

    ``held`` are the rulings that keep them apart until then.
    """
    names = identities.names(chain.from_iterable(parts))
    of = [[names[one] for one in part] for part in parts]
    told = {"entry": "review", "of": of, "why": why, "by": by, "opened_on": day.isoformat()}
    entry = sealing.enter(told)
    if held:
        rulings.record(held, names, {"because": why}, {"review": entry})
    row = models.Review(entry=entry, of=parts, why=why, opened_on=day)
    models.Review.objects.bulk_create([row])
    return entry


def waiting() -> list[Waiting]:
    """Every review that waits, the oldest first."""
    return [_told(row) for row in models.Review.objects.filter(closed_by=None).order_by("entry")]


def every() -> list[Waiting]:
    """Every review there ever was."""
    return [_told(row) for row in models.Review.objects.order_by("entry")]


def review(number: int) -> Waiting | None:
    """One review; None where there is none of that number."""
    row = models.Review.objects.filter(pk=number).first()
    return _told(row) if row is not None else None


def answer(numbers: Iterable[int], entry: int) -> None:
    """Record that an entry of the ledger answered some reviews."""
    models.Review.objects.filter(pk__in=list(numbers)).update(closed_by=entry)


def say(number: int, person: str, says: str, because: str) -> int:
    """Enter what one person holds of a review; the entry."""
    told = {"entry": "opinion", "review": number, "by": person, "says": says, "because": because}
    entry = sealing.enter(told)
    row = (number, person, says, because, entry)
    append("opinion", ("review", "person", "says", "because", "entry"), [row])
    return entry


def said(number: int) -> list[Any]:
    """What persons held of a review, the latest first."""
    return list(models.Opinion.objects.filter(review=number).order_by("-entry"))


def _told(row: models.Review) -> Waiting:
    return Waiting(
        number=row.entry,
        parts=tuple(map(tuple, row.of)),
        why=row.why,
        opened_on=row.opened_on,
        answered=row.closed_by,
    )
